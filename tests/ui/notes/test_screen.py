"""The Notes screen on a real file: saving, coming back, sessions, the side."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import LineChanges, WrittenLine
from nexus_desktop.services import history, notes, notes_reading
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.keys_page import KeysPage
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes import saver as saver_module
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.conftest import snapshot
from tests.ui.notes.notes_world import (
    FIRST,
    GROUP,
    NOW,
    SECOND,
    Desk,
    Open,
    tones,
    write,
)


def test_it_opens_at_what_is_on_now(screen: NotesScreen) -> None:
    assert screen.chooser.place() == FIRST
    assert screen.title == "Notes"
    assert screen.tools[0].property("text") == "39 min left · 10:00 – 11:00 · Hall A"
    assert [record.body for record in screen.editor.lines.records] == [""]


def test_typing_reaches_the_disk_by_itself(
    qtbot: QtBot, screen: NotesScreen, runner: Runner, desk: Desk
) -> None:
    told: list[object] = []
    runner.saved.connect(told.append)
    with qtbot.waitSignal(screen.saved):
        QTest.keyClicks(screen.editor, "half a wo")
    assert told == [NOW]
    (line,) = desk.lines()
    assert (line.line, line.is_draft, line.at) == ("half a wo", True, NOW)
    assert "note.write" not in [one.action for one in desk.ask(history.history)]


def test_a_killed_program_shows_the_line_again(
    qtbot: QtBot, screen: NotesScreen, database: Database, tmp_path: Path
) -> None:
    with qtbot.waitSignal(screen.saved):
        QTest.keyClicks(screen.editor, "! half a wo")
    copy = tmp_path / "copy" / database.path.name
    copy.parent.mkdir()
    for part in database.path.parent.glob(f"{database.path.name}*"):
        shutil.copy(part, copy.parent / part.name)
    opened = Database.open(copy, at=NOW, actor="Desk 1")
    found, _ = opened.run(lambda s: notes.notes(s, FIRST), at=NOW)
    place, _ = opened.run(notes_reading.last_place, at=NOW)
    opened.close()
    assert [(one.line, one.is_draft) for one in found] == [("! half a wo", True)]
    assert place == (FIRST, found[0].note_id)


def test_the_journal_gets_a_line_when_it_is_left(
    screen: NotesScreen, desk: Desk
) -> None:
    write(screen, "! one #2\ntwo\n")
    desk.is_written("! one #2", "two")
    actions = [one.action for one in desk.ask(history.history)]
    assert actions.count("note.write") <= 2
    (first, _) = desk.ask(lambda s: s.scalars(select(rows.Note)).all())
    assert (first.note_kind, first.text, first.objectives) == ("key", "one", [2])
    assert (first.author, first.at) == ("Desk 1", NOW)


def test_the_journal_gets_a_long_line_while_it_is_written(
    monkeypatch: pytest.MonkeyPatch, open_screen: Open, desk: Desk
) -> None:
    monkeypatch.setattr(saver_module, "_WRITE_AFTER", 50)
    screen = open_screen()
    write(screen, "still here")
    desk.is_written("still here")


def test_leaving_the_editor_writes_the_line(screen: NotesScreen, desk: Desk) -> None:
    write(screen, "one")
    screen.editor.clearFocus()
    desk.is_written("one")


def test_an_emptied_line_is_gone_from_the_file(screen: NotesScreen, desk: Desk) -> None:
    write(screen, "one\ntwo\n")
    desk.is_written("one", "two")
    QTest.keyClick(screen.editor, Qt.Key.Key_Backspace)
    for _ in "two":
        QTest.keyClick(screen.editor, Qt.Key.Key_Backspace)
    desk.is_written("one")


def test_undo_brings_a_removed_line_back_as_the_same_note(
    screen: NotesScreen, desk: Desk
) -> None:
    write(screen, "one\ntwo\n")
    desk.is_written("one", "two")
    before = [line.note_id for line in desk.lines()]
    QTest.keyClick(screen.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(screen.editor, Qt.Key.Key_Delete)
    desk.is_written()
    QTest.keyClick(screen.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    screen.flush()
    desk.is_written("one", "two")
    assert [line.note_id for line in desk.lines()] == before


def test_moved_lines_are_in_their_new_order(screen: NotesScreen, desk: Desk) -> None:
    write(screen, "one\ntwo\nthree")
    QTest.keyClick(screen.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    screen.flush()
    desk.is_written("one", "three", "two")


def test_closing_hands_everything_over(screen: NotesScreen, desk: Desk) -> None:
    write(screen, "the last wo")
    screen.flush()
    desk.is_written("the last wo")


def test_opening_returns_to_the_last_line(
    open_screen: Open, screen: NotesScreen, desk: Desk
) -> None:
    screen.open(SECOND)
    desk.ask(lambda _: None)
    write(screen, "one\ntwo\nthree")
    QTest.keyClick(screen.editor, Qt.Key.Key_Up)
    screen.flush()
    desk.is_written("one", "two", "three", place=SECOND)
    screen.close()
    again = open_screen()
    assert again.chooser.place() == SECOND
    assert again.editor.spot() == Spot(1, 3)


def test_undo_reaches_back_over_a_restart(
    qtbot: QtBot, open_screen: Open, screen: NotesScreen, desk: Desk
) -> None:
    write(screen, "one\n")
    desk.is_written("one")
    write(screen, "! two\n")
    desk.is_written("one", "! two")
    ids = [line.note_id for line in desk.lines()]
    screen.close()
    again = open_screen()
    told = tones(again)
    write(again, "three")
    for left in (("one", "! two"), ("one",), ()):
        press_undo(again)
        qtbot.waitUntil(lambda left=left: lines_of(again) == left)  # type: ignore[misc]
    press_undo(again)
    qtbot.waitUntil(lambda: told == ["good"])
    desk.is_written()
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(2):
        QTest.keyClick(again.editor, Qt.Key.Key_Y, control)
    again.flush()
    desk.is_written("one", "! two")
    assert [line.note_id for line in desk.lines()] == ids


def press_undo(screen: NotesScreen) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(screen.editor, Qt.Key.Key_Z, modifier)


def lines_of(screen: NotesScreen) -> tuple[str, ...]:
    records = screen.editor.lines.records
    return tuple(one.written().line for one in records if not one.is_blank)


def test_what_could_not_be_saved_is_told_kept_and_tried_again(
    qtbot: QtBot, screen: NotesScreen, database: Database, desk: Desk
) -> None:
    told = tones(screen)
    (pages,) = database.raw.execute("PRAGMA page_count").fetchone()
    database.raw.execute(f"PRAGMA max_page_count={pages}")
    text = "a long line " * 4000
    screen.editor.insertPlainText(text)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] == "bad"
    assert screen.editor.toPlainText() == text
    desk.ask(lambda _: None)
    database.raw.execute("PRAGMA max_page_count=100000")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == "good"
    screen.flush()
    desk.is_written(text)


def test_a_busy_file_is_told_within_three_seconds(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    open_screen: Open,
    runner: Runner,
    desk: Desk,
) -> None:
    monkeypatch.setattr(saver_module, "_PATIENCE", 50)
    monkeypatch.setattr(saver_module, "_GIVE_UP_AFTER", 50)
    screen = open_screen()
    told = tones(screen)
    gate = Event()
    runner.submit(runner, lambda _: gate.wait(20))
    write(screen, "one")
    qtbot.waitUntil(lambda: bool(told))
    write(screen, " two")
    gate.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    screen.flush()
    desk.is_written("one two")


def test_each_session_and_group_has_its_own_notes(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    titles: list[str] = []
    screen.titled.connect(titles.append)
    write(screen, "of the first")
    row = next(
        row
        for row in range(screen.chooser.count())
        if screen.chooser.itemData(row) == GROUP
    )
    screen.chooser.setCurrentIndex(row)
    screen.chooser.activated.emit(row)
    qtbot.waitUntil(lambda: titles == ["Breakout · Group A"])
    desk.is_written("of the first")
    write(screen, "of the group")
    screen.flush()
    desk.is_written("of the group", place=GROUP)
    assert desk.texts(SECOND) == []
    screen.go_to("s1")
    qtbot.waitUntil(lambda: titles[-1] == "Progress of the initiatives")
    assert screen.editor.lines[0].body == "of the first"
    QTest.keyClick(screen.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.editor.lines[0].body == "of the first"


def test_the_side_tells_what_the_session_has(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    write(screen, "[] share #1 ^Naga\n= so #1\n")

    def texts() -> list[str]:
        return [one.text() for one in screen.rail.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "Cities heard: 1 of 2" in texts())
    assert "1, one without owner" in texts()
    assert "Still to hear: Rizhao" in texts()
    assert screen.rail.isVisible()
    key = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(screen.editor, Qt.Key.Key_R, key)
    assert not screen.rail.isVisible()


def test_the_side_stays_closed(open_screen: Open, screen: NotesScreen) -> None:
    button = screen.tools[-1]
    assert isinstance(button, QPushButton)
    button.click()
    assert not open_screen().rail.isVisible()


def test_lines_written_elsewhere_appear(
    qtbot: QtBot, screen: NotesScreen, runner: Runner, desk: Desk
) -> None:
    write(screen, "ours\nand mo")
    theirs = LineChanges(written=(WrittenLine("x", "a0V", "! theirs", NINE),))
    runner.submit(runner, lambda s: notes.save_lines(s, FIRST, theirs, at=NINE))
    qtbot.waitUntil(lambda: len(screen.editor.lines) == 3)
    assert screen.editor.toPlainText() == "ours\ntheirs\nand mo"
    assert screen.editor.lines[1].kind is NoteKind.KEY
    write(screen, "re")
    screen.flush()
    desk.is_written("ours", "! theirs", "and more")


def test_a_draft_left_behind_is_written_in_the_end(
    monkeypatch: pytest.MonkeyPatch, open_screen: Open, desk: Desk
) -> None:
    monkeypatch.setattr(saver_module, "_WRITE_AFTER", 50)
    left = WrittenLine("x", "a0", "left beh", NINE)
    desk.ask(lambda s: notes.save_draft(s, FIRST, left, at=NINE))
    screen = open_screen()
    assert screen.editor.lines[0].body == "left beh"
    desk.is_written("left beh")


def test_the_marks_below_put_in_what_they_show(screen: NotesScreen) -> None:
    write(screen, "so")
    for button in screen.marks.buttons[:2]:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert screen.editor.lines[0].kind is button.mark.kind
    assert screen.editor.hasFocus()
    assert not screen.marks.buttons[0].is_brief
    screen.resize(900, 620)
    assert screen.marks.buttons[0].is_brief


def test_the_report_is_asked_for(screen: NotesScreen) -> None:
    asked: list[tuple[str, str]] = []
    screen.asked.connect(lambda *to: asked.append(to))
    report = screen.tools[2]
    assert isinstance(report, QPushButton)
    report.click()
    assert asked == [("minutes", "s1")]


def test_without_a_programme_it_says_what_to_do(
    qtbot: QtBot, runner: Runner, jobs: Jobs
) -> None:
    screen = NotesScreen(runner, jobs, lambda: NOW)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(screen.empty.isVisible)
    asked: list[str] = []
    screen.asked.connect(lambda name, _id: asked.append(name))
    (button,) = screen.empty.findChildren(QPushButton)
    button.click()
    assert asked == ["programme"]


def test_a_session_that_is_gone_is_explained(qtbot: QtBot, screen: NotesScreen) -> None:
    told = tones(screen)
    screen.go_to("gone")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] == "bad"


def test_its_keys_are_told(screen: NotesScreen) -> None:
    keys = dict(screen.keys)
    assert keys["F5"] == "action: who does what by when"
    assert "Alt+Up, Alt+Down" in keys


def test_two_thousand_lines_open_at_once(
    qtbot: QtBot, open_screen: Open, desk: Desk
) -> None:
    texts = [f"/progress #1 line {n} of what was said ^Naga" for n in range(2000)]
    desk.ask(lambda s: notes.import_lines(s, FIRST, texts, at=NINE))
    screen = open_screen()
    assert len(screen.editor.lines) == 2001
    assert screen.editor.spot().line == 2000
    snapshot(screen, "notes_2000")


def test_a_line_of_a_group_is_gone_to_from_elsewhere(
    screen: NotesScreen, runner: Runner, qtbot: QtBot
) -> None:
    lines = tuple(WrittenLine(f"n{n}", str(n), f"line {n}", NINE) for n in range(1, 4))
    changes = LineChanges(written=lines)
    Desk(qtbot, runner).ask(lambda s: notes.save_lines(s, GROUP, changes, at=NINE))
    screen.go_to("s2/g1/n2")
    qtbot.waitUntil(lambda: len(screen.editor.lines.records) > 3)
    caret = screen.editor.spot().line
    assert screen.editor.lines.records[caret].note_id == "n2"


def test_the_page_of_keys_shows_every_word(qtbot: QtBot, screen: NotesScreen) -> None:
    page = KeysPage(screen)
    page.resize(1366, 768)
    page.present("A long title of a session that does not end soon", screen.keys, ())
    qtbot.waitUntil(page.isVisible)
    for told in page.findChildren(QLabel):
        height = told.heightForWidth(told.width()) if told.wordWrap() else 0
        assert told.height() >= height
    assert page.sizeHint().height() <= 700
