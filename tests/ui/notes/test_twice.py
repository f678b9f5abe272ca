"""Lines that two laptops wrote at once, in the editor of one of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nexus_desktop.core.note import WrittenLine
from nexus_desktop.services import exchanging, notes
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.notes.notes_world import FIRST, NOW, Desk, write
from tests.ui.notes.test_history import links
from tests.ui.notes.test_status import press, words

LATER = NOW + timedelta(minutes=5)


class Other:
    """The laptop of somebody else who writes the same notes."""

    def __init__(self, path: Path, runner: Runner) -> None:
        self.runner = runner
        self.database = Database.create(path, lambda _: None, at=NINE, actor="Ana")[0]

    def hear(self) -> None:
        """Take in all that was written at the screen."""
        packets = self.runner.wait(lambda s: exchanging.packets_since(s, {}, 10**6))
        self.database.run(lambda s: exchanging.receive(s, packets), at=NOW)

    def tell(self) -> None:
        """Let the screen have all that was written here."""
        packets = self.database.run(
            lambda s: exchanging.packets_since(s, {}, 10**6), at=NOW
        )[0]
        self.runner.submit(self.runner, lambda s: exchanging.receive(s, packets))

    def change(self, number: int, text: str) -> None:
        old = self.database.run(lambda s: notes.notes(s, FIRST), at=NOW)[0][number]
        line = WrittenLine(old.note_id, old.order, text, old.at, old.seen)
        self.database.run(
            lambda s: notes.commit_line(s, FIRST, line, at=LATER), at=LATER
        )

    def remove(self, number: int) -> None:
        old = self.database.run(lambda s: notes.notes(s, FIRST), at=NOW)[0][number]
        self.database.run(
            lambda s: notes.remove(s, FIRST, [old.note_id], at=LATER), at=LATER
        )


@pytest.fixture
def other(tmp_path: Path, runner: Runner) -> Iterator[Other]:
    made = Other(tmp_path / "other.nexus", runner)
    yield made
    made.database.close()


@pytest.fixture
def written(screen: NotesScreen, desk: Desk, other: Other) -> NotesScreen:
    """Two lines that both laptops know, the caret below them."""
    write(screen, "The tariff is too low\nNext\n")
    screen.flush()
    desk.is_written("The tariff is too low", "Next")
    other.hear()
    return screen


def change_first(screen: NotesScreen, text: str) -> None:
    """Go to the first line and type on in it."""
    for _ in range(2):
        QTest.keyClick(screen.editor, Qt.Key.Key_Up)
    QTest.keyClick(screen.editor, Qt.Key.Key_End)
    QTest.keyClicks(screen.editor, text)


def bodies(screen: NotesScreen) -> list[str]:
    return [one.body for one in screen.editor.lines.records if one.body]


def click(screen: NotesScreen, text: str) -> None:
    (found,) = links(screen.side.aside.twice, text)
    found.click()


def is_told(screen: NotesScreen, sentence: str) -> bool:
    bar = screen.twice.bar
    return bar.isVisibleTo(screen) and bar.words.text() == sentence


ONE = "1 line was written on two laptops at once."


@pytest.fixture
def doubled(written: NotesScreen, other: Other, qtbot: QtBot) -> NotesScreen:
    """The first line was written on both, and the panel is open."""
    change_first(written, " by half")
    written.flush()
    other.change(0, "The tariff is far too low")
    other.tell()
    qtbot.waitUntil(lambda: is_told(written, ONE))
    press(written, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: bool(links(written.side.aside.twice, "Keep")))
    return written


def test_a_line_written_twice_is_marked_and_both_versions_are_shown(
    doubled: NotesScreen,
) -> None:
    editor = doubled.editor
    assert editor.doubled == {editor.lines[0].note_id}
    told = words(doubled.side.aside.twice)
    assert "The tariff is far too low" in told
    assert any("by half" in one for one in told)
    assert any("Ana" in one for one in told)
    assert any("Desk 1" in one for one in told)


def test_what_stands_is_kept(doubled: NotesScreen, qtbot: QtBot) -> None:
    click(doubled, "Keep")
    qtbot.waitUntil(lambda: not doubled.twice.bar.isVisibleTo(doubled))
    assert bodies(doubled) == ["The tariff is far too low", "Next"]
    assert doubled.editor.doubled == set()
    qtbot.waitUntil(
        lambda: "Nothing to decide here." in words(doubled.side.aside.twice)
    )


def test_the_other_version_is_taken(
    doubled: NotesScreen, desk: Desk, other: Other, qtbot: QtBot
) -> None:
    click(doubled, "Take this")
    qtbot.waitUntil(lambda: bodies(doubled)[0] == "The tariff is too low by half")
    desk.is_written("The tariff is too low by half", "Next")
    other.hear()
    found = other.database.run(lambda s: notes.notes(s, FIRST), at=NOW)[0]
    assert found[0].line == "The tariff is too low by half"


def test_both_stay_as_two_lines(doubled: NotesScreen, qtbot: QtBot) -> None:
    click(doubled, "Put below")
    qtbot.waitUntil(
        lambda: (
            bodies(doubled)
            == ["The tariff is far too low", "The tariff is too low by half", "Next"]
        )
    )
    qtbot.waitUntil(lambda: not doubled.twice.bar.isVisibleTo(doubled))


def test_what_comes_while_one_types_in_the_line_does_not_vanish(
    written: NotesScreen, other: Other, qtbot: QtBot
) -> None:
    change_first(written, " by half")
    other.change(0, "The tariff is far too low")
    other.tell()
    written._runner.wait(lambda _: None)
    assert bodies(written)[0] == "The tariff is too low by half"
    QTest.keyClick(written.editor, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: is_told(written, ONE))
    assert bodies(written)[0] == "The tariff is too low by half"


def test_a_line_taken_away_elsewhere_can_be_brought_back(
    written: NotesScreen, other: Other, qtbot: QtBot
) -> None:
    change_first(written, " by half")
    written.flush()
    other.remove(0)
    other.tell()
    qtbot.waitUntil(lambda: bodies(written) == ["Next"])
    qtbot.waitUntil(lambda: is_told(written, ONE))
    press(written, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: bool(links(written.side.aside.twice, "Bring back")))
    assert not links(written.side.aside.twice, "Put below")
    click(written, "Bring back")
    qtbot.waitUntil(
        lambda: bodies(written) == ["The tariff is too low by half", "Next"]
    )


def test_a_click_on_the_mark_opens_the_panel(doubled: NotesScreen) -> None:
    aside = doubled.side.aside
    aside.leave()
    editor = doubled.editor
    _, row = next(editor.visible_rows())
    at = QPoint(8, int(row.center().y()))
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert aside.isVisibleTo(doubled)
    assert aside.currentWidget() is aside.twice
    assert isinstance(doubled.twice.bar.link, QPushButton)
