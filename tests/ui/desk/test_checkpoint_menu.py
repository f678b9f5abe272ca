from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from nexus_desktop.core.checkin import CheckpointInfo
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import checkpoint_making, programme
from nexus_desktop.ui.desk.checkpoint_menu import CheckpointMenu
from tests.conftest import NINE
from tests.services.desk_world import add_checkpoint
from tests.ui.conftest import snapshot
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

TODAY = date(2014, 11, 6)


def place(name: str, day: date | None = TODAY) -> CheckpointInfo:
    return CheckpointInfo(name, name, "session", "once", day)


FEW = [place("Desk"), place("Hall A"), place("Lunch", None)]
MANY = [place(f"Room {n}", date(2014, 11, 5 + n % 3)) for n in range(12)]


@pytest.fixture
def menu(qtbot: QtBot) -> CheckpointMenu:
    made = CheckpointMenu()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def lines(menu: QMenu) -> list[str]:
    return [
        action.text()
        for action in menu.actions()
        if action.isVisible() and not action.isSeparator() and action.text()
    ]


def test_today_stands_in_the_list_and_other_days_a_step_further(
    menu: CheckpointMenu,
) -> None:
    other = place("Registration", date(2014, 11, 7))
    menu.show_places([FEW[0], FEW[1], other, FEW[2]], FEW[0], [FEW[1]], TODAY)
    assert lines(menu.menu()) == [
        "On now", "Hall A", "Today, Thu 6 Nov", "Desk", "Every day", "Lunch",
        "Fri 7 Nov", "Set up checkpoints…",
    ]  # fmt: skip
    assert menu.offered() == ["Hall A", "Desk", "Lunch", "Registration"]
    assert menu.action_of("Desk").isChecked()
    assert (menu.text(), menu.accessibleName()) == ("Desk", "Checkpoint: Desk")
    menu.show_places([], None)
    assert menu.text() == "No checkpoint"
    assert lines(menu.menu()) == ["Set up checkpoints…"]


def test_a_checkpoint_is_chosen_and_the_others_are_set_up(
    qtbot: QtBot, menu: CheckpointMenu
) -> None:
    menu.show_places(FEW, FEW[0], (), TODAY)
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.action_of("Hall A").trigger()
    assert chosen.args == [FEW[1]]
    with qtbot.waitSignal(menu.set_up_asked):
        menu.set_up.trigger()


def test_many_are_found_by_typing(qtbot: QtBot, menu: CheckpointMenu) -> None:
    menu.show_places(MANY, MANY[0], (), TODAY)
    opened = menu.menu()
    opened.popup(menu.mapToGlobal(menu.rect().bottomLeft()))
    qtbot.waitUntil(menu.finder.hasFocus)
    qtbot.keyClicks(menu.finder, "11 NOV")
    assert lines(opened) == ["Room 11   Fri 7 Nov", "Set up checkpoints…"]
    snapshot(opened, "checkpoint_menu")
    with qtbot.waitSignal(menu.chosen) as chosen:
        qtbot.keyClick(menu.finder, Qt.Key.Key_Return)
    assert chosen.args == [MANY[11]]
    qtbot.waitUntil(lambda: not opened.isVisible())
    menu.finder.clear()
    assert "Today, Thu 6 Nov" in lines(opened)
    with qtbot.assertNotEmitted(menu.chosen):
        menu.finder.setText("nowhere")
        qtbot.keyClick(menu.finder, Qt.Key.Key_Return)


def test_the_desk_suggests_what_is_on_and_leads_to_the_checkpoints(
    qtbot: QtBot, desk: Desk
) -> None:
    draft = SessionDraft(
        title="Opening",
        starts_at=NINE + timedelta(minutes=10),
        ends_at=NINE + timedelta(hours=1),
    )
    item = desk.run(lambda s: programme.add(s, draft, at=NINE))
    desk.run(lambda s: checkpoint_making.make(s, [item.id], at=NINE))
    menu = desk.screen.view.place
    desk.wait(lambda: lines(menu.menu())[:2] == ["On now", "Opening"])
    with qtbot.waitSignal(desk.screen.asked) as asked:
        menu.set_up.trigger()
    assert asked.args == ["checkpoints", ""]


def test_the_checkpoint_is_changed_by_keys(desk: Desk) -> None:
    other = desk.run(lambda s: add_checkpoint(s, "Lunch", purpose="meal"))
    view, menu = desk.screen.view, desk.screen.view.place
    desk.wait(lambda: "Lunch" in menu.offered())
    press(view.field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.wait(menu.menu().isVisible)
    while menu.menu().activeAction() is not menu.action_of("Lunch"):
        QTest.keyClick(menu.menu(), Qt.Key.Key_Down)
    QTest.keyClick(menu.menu(), Qt.Key.Key_Return)
    desk.wait(lambda: desk.screen.gate.place_id == other)
    assert any(keys == "Ctrl+L" for keys, _ in desk.screen.keys)
