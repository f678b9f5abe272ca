"""Finding lines in all sessions from the keyboard, while others write."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from nexus_desktop.core.note import LineChanges, WrittenLine
from nexus_desktop.services import notes
from nexus_desktop.ui.notes.finder import Finder
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.conftest import snapshot
from tests.ui.notes.notes_world import FIRST, GROUP, SECOND, Desk
from tests.ui.notes.test_status import press

LINES = {
    FIRST: (
        "/challenge @Ana Cruz: #1 ^Naga the café is closed",
        "水务局 has no budget",
    ),
    SECOND: ("! @Ana Cruz: budgets come first #2",),
    GROUP: ("[] Share the budget >> City of Naga",),
}


def shown(finder: Finder) -> list[str]:
    return [note.text for note in finder.list.notes.notes]


@pytest.fixture
def finder(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> Finder:
    for place, lines in LINES.items():
        desk.ask(lambda s: notes.import_lines(s, place, lines, at=NINE))  # noqa: B023 - asked now
    press(screen, Qt.Key.Key_F)
    found = screen.pages.finder
    qtbot.waitUntil(lambda: len(shown(found)) == 4)
    assert found.field.hasFocus()
    return found


def test_a_line_of_another_session_is_found_and_opened(
    qtbot: QtBot, screen: NotesScreen, finder: Finder
) -> None:
    QTest.keyClicks(finder.field, "budg")
    assert shown(finder) == [
        "水务局 has no budget", "budgets come first", "Share the budget",
    ]  # fmt: skip
    assert finder.count.text() == "3 lines"
    about = [note.about for note in finder.list.notes.notes]
    assert about[1].endswith("Breakout · Ana Cruz")
    assert about[2].endswith("Breakout, group A")
    snapshot(screen, "notes_finder")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(finder.field, key)
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.chooser.place() == GROUP)
    assert screen.editor.isVisible()
    assert screen.editor.lines[screen.editor.spot().line].body.startswith("Share")


def test_enter_opens_the_first_and_no_line_opens_nothing(
    qtbot: QtBot, screen: NotesScreen, finder: Finder
) -> None:
    QTest.keyClicks(finder.field, "nowhere")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.list.hint.isVisible()
    assert finder.count.text() == "0 lines"
    finder.field.clear()
    QTest.keyClicks(finder.field, "cafe")
    assert not finder.list.hint.isVisible()
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.editor.spot().line == 0)
    assert screen.editor.hasFocus()


def test_filters_narrow_what_is_shown(finder: Finder) -> None:
    finder.kind.setCurrentIndex(finder.kind.findText("action"))
    finder.kind.activated.emit(finder.kind.currentIndex())
    assert shown(finder) == ["Share the budget"]
    finder.kind.setCurrentIndex(0)
    finder.speaker.setCurrentText("Ana Cruz")
    finder.objective.setCurrentText("Objective 2")
    finder.look()
    assert shown(finder) == ["budgets come first"]
    assert [finder.place.itemText(n) for n in range(finder.place.count())] == [
        "Any place", "Naga",
    ]  # fmt: skip


def test_what_others_write_comes_in_and_the_choice_stays(
    qtbot: QtBot, finder: Finder, desk: Desk
) -> None:
    finder.kind.setCurrentIndex(finder.kind.findText("key message"))
    finder.look()
    finder.list.setCurrentIndex(finder.list.notes.index(0))
    line = WrittenLine("n1", "Zz", "! the first of all", NINE)
    desk.ask(
        lambda s: notes.save_lines(s, SECOND, LineChanges(written=(line,)), at=NINE)
    )
    qtbot.waitUntil(lambda: len(shown(finder)) == 2)
    assert finder.kind.currentText() == "key message"
    assert finder.list.chosen() == [finder.list.current()] != [""]
    assert shown(finder)[finder.list.currentIndex().row()] == "budgets come first"


def test_escape_leads_back_to_the_notes(screen: NotesScreen, finder: Finder) -> None:
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert screen.editor.isVisible()
    assert screen.editor.hasFocus()


def test_the_list_is_a_model_that_qt_accepts(finder: Finder) -> None:
    tester = QAbstractItemModelTester(finder.list.notes)
    finder.list.show_notes([])
    finder.look()
    index = finder.list.notes.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("challenge: the café is closed")
    assert tester is not None
