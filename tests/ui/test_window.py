from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.window import Place, Window

CTRL = Qt.KeyboardModifier.ControlModifier


class Plain(Screen):
    def __init__(self, name: str) -> None:
        super().__init__(name.title())
        self.tools = [QPushButton(f"Act on {name}")]
        self.keys = (("F2", "Do it"),)
        self.log: list[str] = []

    @override
    def shown(self) -> None:
        self.log.append("shown")

    @override
    def go_to(self, row_id: str) -> None:
        self.log.append(f"go to {row_id}")

    @override
    def flush(self) -> None:
        self.log.append("flush")


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(
        [
            Place(name, name.title(), "users", lambda n=name: Plain(n))  # type: ignore[misc]  # bound here
            for name in ("desk", "people", "settings")
        ],
        "Test",
    )
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.go_where_left()
    window.show()
    qtbot.waitExposed(window)
    return window


def log(window: Window, name: str) -> list[str]:
    screen = window.screens[name]
    assert isinstance(screen, Plain)
    return screen.log


def test_a_key_goes_to_a_place_and_makes_it_once(window: Window, qtbot: QtBot) -> None:
    assert list(window.screens) == ["desk"]
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert list(window.screens) == ["desk", "people"]
    assert window.buttons["people"].isChecked()
    assert not window.buttons["desk"].isChecked()
    assert log(window, "people") == ["shown", "shown"]
    assert window.screens["people"].tools[0].isVisible()
    assert not window.screens["desk"].tools[0].isVisible()


def test_a_screen_can_send_the_user_to_a_record_elsewhere(window: Window) -> None:
    window.screens["desk"].asked.emit("people", "p1")
    assert log(window, "people") == ["shown", "go to p1"]


def test_the_next_start_returns_to_the_place_left(window: Window, qtbot: QtBot) -> None:
    window.go("people")
    window.go_where_left()
    assert window.stack.currentWidget() is window.screens["people"]


def test_a_message_offers_one_action_and_leaves(window: Window, qtbot: QtBot) -> None:
    done: list[str] = []
    message = Message("Saved.", action=("Undo", lambda: done.append("undone")))
    window.screens["desk"].messaged.emit(message)
    assert window.bar.isVisible()
    qtbot.mouseClick(window.bar.act, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not window.bar.isVisible()
    window.tell(Message("The disk is full.", "bad"))
    assert not window.bar._timer.isActive(), "a failure stays"


def test_f1_lists_the_keys_until_any_key(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._keys.isVisible()
    qtbot.keyClick(window._keys, Qt.Key.Key_Escape)
    assert not window._keys.isVisible()


def test_the_rail_folds_to_icons(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert window.buttons["desk"].text() == ""
    assert window.buttons["desk"].accessibleName() == "Desk"
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert window.buttons["desk"].text() == "Desk"


def test_the_status_line_says_when_it_was_saved_and_who_works_here(
    window: Window, qtbot: QtBot
) -> None:
    window.status.say_saved(datetime(2014, 11, 5, 9, 41, 7, tzinfo=UTC))
    assert window.status.saved.text() == "Saved 09:41:07"
    with qtbot.waitSignal(window.status.actor_named) as named:
        window.status.actor.setText(" Desk 2 ")
        qtbot.keyClick(window.status.actor, Qt.Key.Key_Return)
    assert named.args == ["Desk 2"]


def test_closing_lets_every_screen_hand_over(window: Window) -> None:
    window.closing.connect(window.flush)
    window.close()
    assert log(window, "desk")[-1] == "flush"


def test_ctrl_z_undoes_the_last_action(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.undo_asked):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)


def test_what_a_screen_told_goes_with_it(window: Window) -> None:
    window.tell(Message("Saved."))
    window.go("desk")
    assert window.bar.isVisible()
    window.go("people")
    assert not window.bar.isVisible()


def test_a_failure_stays_above_every_screen(window: Window) -> None:
    window.tell(Message("Not saved.", "bad"))
    window.go("people")
    assert window.bar.isVisible()


def test_the_tenth_place_has_the_last_digit(qtbot: QtBot) -> None:
    names = [f"place {number}" for number in range(1, 11)]
    window = Window(
        [Place(name, name, "users", lambda n=name: Plain(n)) for name in names],  # type: ignore[misc]  # bound here
        "Test",
    )
    qtbot.addWidget(window)
    window.go_where_left()
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert window.stack.currentWidget() is window.screens["place 10"]
    assert window.buttons["place 10"].toolTip() == "place 10 (Ctrl+0)"
