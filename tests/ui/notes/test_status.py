"""Open, for review, final: at the right of the notes, and in the editor."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nexus_desktop.core.note import LineChanges, NotesPlace, NotesStatus, WrittenLine
from nexus_desktop.services import notes, notes_status
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.notes.notes_world import FIRST, GROUP, SECOND, Desk, write

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


def press(screen: NotesScreen, key: Qt.Key) -> None:
    QTest.keyClick(screen.editor, key, BOTH)


def words(widget: QWidget) -> list[str]:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    texts = [str(part.property("text")) for part in parts if part.isVisibleTo(widget)]
    return [text for text in texts if text]


@pytest.fixture
def set_status(desk: Desk) -> Callable[..., object]:
    def change(
        status: NotesStatus, reason: str = "", place: NotesPlace = FIRST
    ) -> object:
        return desk.ask(
            lambda s: notes_status.change(s, place, status, reason=reason, at=NINE)
        )

    return change


def test_what_is_missing_is_listed_and_leads_there(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    write(screen, "[] Share the study by 12 Dec\nIt rains\n")
    panel = screen.side.aside.status
    press(screen, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "One action has no owner" in words(panel))
    assert not screen.rail.isVisible()
    assert "Share the study" in words(panel)
    link = next(
        one for one in panel.findChildren(QPushButton) if "no owner" in one.text()
    )
    link.click()
    qtbot.waitUntil(lambda: screen.editor.spot().line == 0)
    assert screen.editor.hasFocus()
    asked: list[tuple[str, str]] = []
    screen.asked.connect(lambda *to: asked.append(to))
    nobody = next(
        one for one in panel.findChildren(QPushButton) if "Nobody" in one.text()
    )
    nobody.click()
    assert asked == [("desk", "")]


def test_what_no_line_can_mend_leads_into_the_notes(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    told: list[object] = []
    screen.messaged.connect(told.append)
    panel = screen.side.aside.status
    press(screen, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "One session has no notes" in words(panel))
    buttons = panel.findChildren(QPushButton)
    next(one for one in buttons if "no notes" in one.text()).click()
    assert screen.editor.hasFocus()
    write(screen, "now")
    screen.flush()
    assert screen.chooser.place() == FIRST
    assert told == []


def test_a_group_that_lacks_notes_is_opened(qtbot: QtBot, screen: NotesScreen) -> None:
    screen.open(SECOND)
    qtbot.waitUntil(lambda: screen.chooser.place() == SECOND)
    panel = screen.side.aside.status
    press(screen, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "One group has no report" in words(panel))
    buttons = panel.findChildren(QPushButton)
    next(one for one in buttons if "no report" in one.text()).click()
    qtbot.waitUntil(lambda: screen.chooser.place() == GROUP)


def test_the_list_follows_what_is_written(qtbot: QtBot, screen: NotesScreen) -> None:
    panel = screen.side.aside.status
    press(screen, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "One session has no notes" in words(panel))
    write(screen, "It rains\n")
    qtbot.waitUntil(lambda: "One session has no notes" not in words(panel))


def make_final(qtbot: QtBot, screen: NotesScreen) -> None:
    press(screen, Qt.Key.Key_S)
    panel = screen.side.aside.status
    qtbot.waitUntil(lambda: panel.to_final.isVisible() and bool(panel.to_final.text()))
    assert panel.to_final.text() == "Make final anyway"
    QTest.mouseClick(panel.to_final, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.editor.isReadOnly)


def test_final_notes_are_locked(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> None:
    write(screen, "It rains")
    make_final(qtbot, screen)
    desk.is_written("It rains")
    assert screen.lock_bar.isVisible()
    assert screen.head.state.text() == "final"
    assert not screen.marks.isEnabled()
    QTest.keyClicks(screen.editor, "x")
    QTest.keyClick(screen.editor, Qt.Key.Key_Return)
    QTest.keyClick(screen.editor, Qt.Key.Key_F5)
    QTest.keyClick(screen.editor, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(screen.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    screen.editor.undo()
    screen.editor.redo()
    assert screen.editor.toPlainText() == "It rains"


def test_a_reason_opens_final_notes_again(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    write(screen, "It rains")
    make_final(qtbot, screen)
    panel = screen.side.aside.status
    qtbot.waitUntil(panel.reason.isVisible)
    assert not panel.reopen.isEnabled()
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    QTest.keyClicks(panel.reason, "A word was wrong")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.editor.isReadOnly())
    qtbot.waitUntil(lambda: "open – “A word was wrong”" in words(panel))
    write(screen, " today")
    screen.flush()
    desk.is_written("It rains today")


def test_notes_that_are_final_open_locked(
    qtbot: QtBot, screen: NotesScreen, set_status: Callable[..., object]
) -> None:
    set_status(NotesStatus.FINAL, place=GROUP)
    screen.go_to("g1")
    qtbot.waitUntil(lambda: screen.chooser.place() == GROUP)
    assert screen.editor.isReadOnly()
    screen.open(FIRST)
    qtbot.waitUntil(lambda: not screen.editor.isReadOnly())
    assert not screen.lock_bar.isVisible()


def test_what_was_written_when_they_became_final_stays(
    qtbot: QtBot, screen: NotesScreen, desk: Desk, set_status: Callable[..., object]
) -> None:
    write(screen, "half a wo")
    set_status(NotesStatus.FINAL)
    qtbot.waitUntil(screen.editor.isReadOnly)
    screen.flush()
    assert screen.editor.toPlainText() == "half a wo"
    set_status(NotesStatus.OPEN, "somebody was writing")
    qtbot.waitUntil(lambda: not screen.editor.isReadOnly())
    screen.flush()
    desk.is_written("half a wo")


def test_review_and_back_are_a_click_each(qtbot: QtBot, screen: NotesScreen) -> None:
    screen.head.state.click()
    panel = screen.side.aside.status
    qtbot.waitUntil(panel.to_review.isVisible)
    panel.to_review.click()
    qtbot.waitUntil(lambda: screen.head.state.text() == "for review")
    qtbot.waitUntil(panel.to_open.isVisible)
    panel.to_open.click()
    qtbot.waitUntil(lambda: screen.head.state.text() == "open")


def test_the_panel_closes_with_escape_and_the_summary_is_back(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    press(screen, Qt.Key.Key_S)
    qtbot.waitUntil(screen.side.aside.isVisible)
    QTest.keyClick(screen.side.aside, Qt.Key.Key_Escape)
    assert not screen.side.aside.isVisible()
    assert screen.rail.isVisible()
    assert screen.editor.hasFocus()
    press(screen, Qt.Key.Key_S)
    press(screen, Qt.Key.Key_S)
    assert not screen.side.aside.isVisible()


def test_the_list_of_sessions_tells_the_status(
    qtbot: QtBot, screen: NotesScreen, set_status: Callable[..., object]
) -> None:
    set_status(NotesStatus.FINAL)
    chooser = screen.chooser
    qtbot.waitUntil(
        lambda: any("final" in chooser.itemText(n) for n in range(chooser.count()))
    )


def test_a_link_to_a_line_of_another_session_opens_it(
    qtbot: QtBot, screen: NotesScreen, runner: Runner
) -> None:
    lines = (WrittenLine("n1", "a0", "one", NINE), WrittenLine("n2", "a1", "two", NINE))
    changes = LineChanges(written=lines)
    runner.submit(runner, lambda s: notes.save_lines(s, GROUP, changes, at=NINE))
    screen.go_to("n1")
    qtbot.waitUntil(lambda: screen.chooser.place() == GROUP)
    assert screen.editor.spot().line == 0
