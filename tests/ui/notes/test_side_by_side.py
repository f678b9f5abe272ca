"""Groups side by side: live, points taken and merged with their sources, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.services import history, notes, notes_status
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.notes.screen import NotesScreen
from nexus_desktop.ui.notes.side_by_side import SideBySide
from tests.conftest import NINE
from tests.ui.conftest import snapshot
from tests.ui.notes.notes_world import FIRST, GROUP, SECOND, Desk
from tests.ui.notes.test_history import links
from tests.ui.notes.test_status import press, words

OTHER = NotesPlace("s2", "g2")
CONTROL = Qt.KeyboardModifier.ControlModifier


def groups(session: Session) -> None:
    for number, name in enumerate("BCDEFG", 2):
        session.add(
            rows.Group(id=f"g{number}", round_id="r1", name=name, position=number)
        )
    lines = ["! Task forces need a budget of their own", "Water first"]
    notes.import_lines(session, GROUP, lines, at=NINE)
    lines = ["A task force needs its own budget", "[] Share the study >> Naga"]
    notes.import_lines(session, OTHER, lines, at=NINE)


@pytest.fixture
def beside(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> SideBySide:
    desk.ask(groups)
    press(screen, Qt.Key.Key_G)
    found = screen.pages.beside
    qtbot.waitUntil(lambda: len(found.shown.points) == 4)
    return found


@pytest.fixture
def told(screen: NotesScreen, beside: SideBySide) -> list[Message]:
    messages: list[Message] = []
    screen.messaged.connect(messages.append)
    return messages


def shown(beside: SideBySide, number: int) -> list[str]:
    return [note.text for note in beside.columns.columns[number].list.notes.notes]


def seen(beside: SideBySide) -> list[str]:
    return [
        tab.text()
        for tab, column in zip(beside.columns.tabs, beside.columns.columns, strict=True)
        if column.isVisible()
    ]


def test_each_group_has_its_column(screen: NotesScreen, beside: SideBySide) -> None:
    assert shown(beside, 0) == ["Task forces need a budget of their own", "Water first"]
    assert shown(beside, 1)[1] == "Share the study"
    assert "A  Water" in words(beside.columns.columns[0])
    assert "2 lines" in words(beside.columns.columns[1])
    assert beside.targets.currentText().endswith("Progress of the initiatives")
    snapshot(screen, "notes_beside")


def test_what_a_group_writes_arrives(
    qtbot: QtBot, beside: SideBySide, desk: Desk
) -> None:
    desk.ask(lambda s: notes.import_lines(s, OTHER, ["later"], at=NINE))
    qtbot.waitUntil(lambda: shown(beside, 1)[-1] == "later")
    desk.ask(
        lambda s: notes_status.change(s, OTHER, NotesStatus.FINAL, at=NINE),
    )
    qtbot.waitUntil(lambda: "final" in words(beside.columns.columns[1]))


def test_points_are_taken_by_keyboard_and_given_back(
    qtbot: QtBot, beside: SideBySide, told: list[Message], desk: Desk
) -> None:
    first = beside.columns.columns[0].list
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(first, Qt.Key.Key_Right)
    second = beside.columns.columns[1].list
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_End)
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert "2 points taken into “Progress of the initiatives”." in told[0].text
    assert "[] Share the study >> Naga" in desk.texts(FIRST)
    assert len(desk.texts(FIRST)) == 2
    qtbot.waitUntil(lambda: second.notes.notes[1].is_done)
    assert not second.notes.notes[0].is_done
    assert beside.columns.chosen() == []
    assert told[0].action is not None
    told[0].action[1]()
    qtbot.waitUntil(lambda: not second.notes.notes[1].is_done)
    assert desk.texts(FIRST) == []


def test_what_was_taken_is_not_taken_twice(
    qtbot: QtBot, beside: SideBySide, told: list[Message], desk: Desk
) -> None:
    notes_of_a = beside.columns.columns[0].list
    for times in (1, 2):
        notes_of_a.setCurrentIndex(notes_of_a.notes.index(0))
        beside.take.click()
        qtbot.waitUntil(lambda: len(told) == times)  # noqa: B023 - waited for now
    assert told[0].text == "One point taken into “Progress of the initiatives”."
    assert told[1].text == "“Progress of the initiatives” has this already."
    assert len(desk.texts(FIRST)) == 1


def test_nothing_chosen_and_final_notes_are_explained(
    qtbot: QtBot, beside: SideBySide, told: list[Message], desk: Desk
) -> None:
    beside.take.click()
    assert "Choose points first" in told[0].text
    desk.ask(lambda s: notes_status.change(s, SECOND, NotesStatus.FINAL, at=NINE))
    beside.targets.setCurrentIndex(1)
    beside.targets.activated.emit(1)
    notes_of_a = beside.columns.columns[0].list
    notes_of_a.setCurrentIndex(notes_of_a.notes.index(0))
    QTest.keyClick(notes_of_a, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "are final" in told[1].text


def test_similar_points_are_merged_and_keep_their_sources(
    qtbot: QtBot, beside: SideBySide, told: list[Message], desk: Desk
) -> None:
    qtbot.waitUntil(lambda: beside.to_similar.text() == "Said in several groups (1)")
    beside.to_similar.click()
    (lot,) = beside.similar.lots
    assert "Group A" in words(lot)
    assert "Group B" in words(lot)
    assert lot.line.text() == "! Task forces need a budget of their own"
    lot.line.setText("= Task forces have their own budget")
    desk.ask(lambda s: notes.import_lines(s, OTHER, ["later"], at=NINE))
    qtbot.waitUntil(lambda: shown(beside, 1)[-1] == "later")
    (lot,) = beside.similar.lots
    QTest.keyClick(lot.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].text == "Merged into “Progress of the initiatives”."
    assert desk.texts(FIRST) == ["= Task forces have their own budget"]
    (row,) = desk.ask(lambda s: s.query(rows.Note).filter_by(session_id="s1").all())
    assert row.sources == list(lot.ids)
    qtbot.waitUntil(lambda: beside.similar.lots[0].merge.text() == "Merge again")
    desk.ask(lambda s: history.undo_last(s, at=NINE))
    qtbot.waitUntil(lambda: "plenary" in beside.similar.lots[0].merge.text())


def test_a_merged_point_needs_words(
    qtbot: QtBot, beside: SideBySide, told: list[Message]
) -> None:
    qtbot.waitUntil(lambda: bool(beside.similar.lots))
    (lot,) = beside.similar.lots
    lot.line.clear()
    lot.merge.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "needs words" in told[0].text


def test_groups_that_do_not_fit_are_a_key_away(
    screen: NotesScreen, beside: SideBySide
) -> None:
    assert seen(beside) == ["A", "B", "C", "D"]
    QTest.keyClick(beside, Qt.Key.Key_PageDown, CONTROL)
    assert seen(beside) == ["D", "E", "F", "G"]
    QTest.keyClick(beside, Qt.Key.Key_PageUp, CONTROL)
    assert seen(beside) == ["A", "B", "C", "D"]
    beside.columns.tabs[5].click()
    assert "F" in seen(beside)
    assert beside.columns.columns[5].list.hasFocus()
    for _ in range(6):
        focused = next(c for c in beside.columns.columns if c.list.hasFocus())
        QTest.keyClick(focused.list, Qt.Key.Key_Left)
    assert beside.columns.columns[0].list.hasFocus()
    assert seen(beside) == ["A", "B", "C", "D"]
    screen.resize(2400, 620)
    assert len(seen(beside)) == 7
    assert not beside.columns.tabs[0].isVisible()


def test_a_point_leads_to_its_line_and_a_taken_one_back_to_it(
    qtbot: QtBot, screen: NotesScreen, beside: SideBySide, told: list[Message]
) -> None:
    notes_of_b = beside.columns.columns[1].list
    notes_of_b.setCurrentIndex(notes_of_b.notes.index(1))
    QTest.keyClick(notes_of_b, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert screen.editor.isVisible()
    qtbot.waitUntil(lambda: "Share" in screen.editor.toPlainText())
    QTest.keyClick(screen.editor, Qt.Key.Key_Home, CONTROL)
    if screen.editor.lines[0].is_blank:
        QTest.keyClick(screen.editor, Qt.Key.Key_Down)
    press(screen, Qt.Key.Key_H)
    panel = screen.side.aside.history
    qtbot.waitUntil(lambda: bool(links(panel, "Go there")))
    assert "Taken from group B in “Breakout”" in words(panel)
    links(panel, "Go there")[0].click()
    qtbot.waitUntil(lambda: screen.chooser.place() == OTHER)
    press(screen, Qt.Key.Key_G)
    qtbot.waitUntil(beside.isVisible)
    notes_of_b.setCurrentIndex(notes_of_b.notes.index(0))
    QTest.keyClick(notes_of_b, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: screen.editor.spot().line == 0)
    assert screen.editor.isVisible()


def test_without_groups_it_says_where_they_are_made(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    desk.ask(lambda s: setattr(s.get_one(rows.Round, "r1"), "removed_at", NINE))
    press(screen, Qt.Key.Key_G)
    beside = screen.pages.beside
    qtbot.waitUntil(lambda: any("Make a round in Groups" in w for w in words(beside)))
    assert not beside.take.isEnabled()
    asked: list[tuple[str, str]] = []
    screen.asked.connect(lambda *to: asked.append(to))
    links(beside, "Go to Groups")[0].click()
    assert asked == [("breakouts", "")]
    (back,) = [b for b in beside.findChildren(QPushButton) if "Back" in b.text()]
    back.click()
    assert screen.editor.isVisible()


def test_other_groups_are_chosen_by_their_session(
    qtbot: QtBot, beside: SideBySide, desk: Desk
) -> None:
    def more(session: Session) -> None:
        session.add(rows.Round(id="r9", session_id="s1", number=2))
        session.add(rows.Group(id="g9", round_id="r9", name="Z"))

    desk.ask(more)
    qtbot.waitUntil(lambda: beside.sessions.count() == 2)
    number = beside.sessions.findText("Progress of the initiatives")
    beside.sessions.setCurrentIndex(number)
    beside.sessions.activated.emit(number)
    qtbot.waitUntil(lambda: len(beside.columns.columns) == 1)
    assert beside.columns.columns[0].list.hint.isVisible()
