"""The register of actions, by keys and clicks, on a real file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.core.actions import Action, Show, State
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import actions, notes, notes_reading, series
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.register.actions_page import ActionsPage
from tests.conftest import NINE
from tests.services.series_world import third_file
from tests.ui.conftest import snapshot

if TYPE_CHECKING:
    from nexus_desktop.ui.kit.message import Message

T = TypeVar("T")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Hands:
    """The page, what it told, and a look into the file through its own thread."""

    def __init__(self, qtbot: QtBot, runner: Runner, page: ActionsPage) -> None:
        self.qtbot, self.runner, self.page = qtbot, runner, page
        self.told: list[Message] = []
        self.asked: list[tuple[str, str]] = []
        page.messaged.connect(self.told.append)
        page.asked.connect(lambda name, row: self.asked.append((name, row)))

    def open(self) -> None:
        self.page.shown()
        self.qtbot.waitUntil(lambda: self.page._board is not None)

    def ask(self, work: Callable[[Session], T]) -> T:
        answers: list[T] = []
        self.runner.submit(self.page, work, done=answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def kept(self) -> tuple[Action, ...]:
        return self.ask(actions.actions)

    def shown(self) -> list[str]:
        rows = self.page.table.rows
        return [rows.row(number).text for number in range(rows.rowCount())]

    def settle(self) -> None:
        """Wait until what was changed is shown."""
        self.ask(lambda _: None)
        self.qtbot.waitUntil(lambda: not self.page.refresher.is_waiting)


@pytest.fixture
def page(filled: Database, runner: Runner, jobs: Jobs) -> Iterator[ActionsPage]:
    page = ActionsPage(runner, jobs, lambda: NINE)
    page.resize(1170, 620)
    page.show()
    yield page
    if isValid(page):
        delete(page)


@pytest.fixture
def hands(qtbot: QtBot, runner: Runner, page: ActionsPage) -> Hands:
    hands = Hands(qtbot, runner, page)
    hands.open()
    return hands


def choose(hands: Hands, text: str) -> Action:
    action = next(one for one in hands.kept() if one.text == text)
    assert hands.page.table.choose(action.id)
    return action


def test_all_actions_are_shown_and_the_first_is_beside_them(hands: Hands) -> None:
    assert hands.shown() == ["Share the study", "Last thing of Closing"]
    assert hands.page.panel.isVisible()
    assert hands.page.panel.text.words == "Share the study"
    assert hands.page.panel.source.text() == "Plenary"
    assert "Without owner  1" in hands.page.filters.chips[Show.NO_OWNER].text()


def test_keys_say_how_far_an_action_is(hands: Hands) -> None:
    action = choose(hands, "Share the study")
    for key, state in ((Qt.Key.Key_3, State.DONE), (Qt.Key.Key_2, State.GOING_ON)):
        QTest.keyClick(hands.page.table, key, ALT)
        hands.settle()
        hands.qtbot.waitUntil(hands.page.panel.states[state].isChecked)
        assert hands.ask(lambda s: actions.one(s, action.id)).state is state
    assert hands.page.table.current_id == action.id


def test_an_action_is_edited_where_it_is_read(hands: Hands) -> None:
    action = choose(hands, "Last thing of Closing")
    panel = hands.page.panel
    panel.owner.editor.setFocus()
    QTest.keyClicks(panel.owner.editor, "Bo")
    QTest.keyClick(panel.owner.editor, Qt.Key.Key_Return)
    panel.due.editor.setFocus()
    QTest.keyClicks(panel.due.editor, "12 Dec")
    QTest.keyClick(panel.due.editor, Qt.Key.Key_Return)
    panel.remark.setFocus()
    QTest.keyClicks(panel.remark, "Asked by the chair")
    QTest.keyClick(panel.remark, Qt.Key.Key_Return)
    hands.settle()
    told = hands.ask(lambda s: actions.one(s, action.id))
    assert (told.owner, str(told.due), told.remark) == (
        "Bo", "2014-12-12", "Asked by the chair",
    )  # fmt: skip
    hands.qtbot.waitUntil(lambda: panel.due.editor.text() == "12 December 2014")


def test_words_are_changed_by_leaving_them_and_escape_takes_them_back(
    hands: Hands,
) -> None:
    action = choose(hands, "Share the study")
    words = hands.page.panel.text
    hands.page.table.setFocus()
    QTest.keyClick(hands.page.table, Qt.Key.Key_Return)
    assert words.hasFocus()
    QTest.keyClicks(words, "Nothing")
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert words.words == "Share the study"
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert hands.page.table.hasFocus()
    QTest.keyClick(hands.page.table, Qt.Key.Key_Return)
    QTest.keyClicks(words, "Share both studies")
    hands.page.table.setFocus()
    hands.settle()
    assert hands.ask(lambda s: actions.one(s, action.id)).text == "Share both studies"


def test_what_is_done_gives_way_to_the_next_open_action(hands: Hands) -> None:
    def more(session: Session) -> None:
        place = notes_reading.choices(session)[0].place
        lines = [f"[] Task {number}" for number in range(1, 5)]
        notes.import_lines(session, place, lines, at=NINE)

    hands.ask(more)
    hands.qtbot.waitUntil(lambda: len(hands.shown()) == 6)
    hands.page.filters.choose(Show.STILL)
    line = hands.shown().index("Task 2")
    after = hands.shown()[line + 1]
    choose(hands, "Task 2")
    QTest.keyClick(hands.page.table, Qt.Key.Key_3, ALT)
    hands.qtbot.waitUntil(lambda: "Task 2" not in hands.shown())
    assert hands.page.panel.text.words == after


def test_what_is_no_date_is_said_beside_the_field(hands: Hands) -> None:
    choose(hands, "Share the study")
    due = hands.page.panel.due
    due.editor.setFocus()
    due.editor.setText("soon")
    QTest.keyClick(due.editor, Qt.Key.Key_Return)
    assert "“soon” is no date" in due.wrong.text()
    due.editor.setText("2015-01-31")
    QTest.keyClick(due.editor, Qt.Key.Key_Return)
    assert due.wrong.text() == ""
    hands.settle()
    assert str(hands.kept()[0].due) == "2015-01-31"


def test_what_a_service_refuses_is_said_in_the_panel(hands: Hands) -> None:
    choose(hands, "Share the study")
    words = hands.page.panel.text
    words.setFocus()
    words.setPlainText("")
    QTest.keyClick(words, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: "needs words" in hands.page.panel.wrong.text())


def test_the_register_is_narrowed_by_chip_owner_and_words(hands: Hands) -> None:
    page = hands.page
    page.filters.chips[Show.NO_OWNER].click()
    assert hands.shown() == ["Last thing of Closing"]
    page.filters.chips[Show.ALL].click()
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL)
    assert page.filters.search.hasFocus()
    QTest.keyClicks(page.filters.search, "stud")
    assert hands.shown() == ["Share the study"]
    page.filters.search.clear()
    page.filters.owners.setCurrentIndex(page.filters.owners.findData("City of Naga"))
    assert hands.shown() == ["Share the study"]
    page.filters.chips[Show.OVERDUE].click()
    assert page.nothing.isVisible()
    assert not page.panel.isVisible()


def test_a_gap_leads_to_the_actions_it_speaks_of(hands: Hands) -> None:
    hands.page.go_to("without owner")
    assert hands.shown() == ["Last thing of Closing"]
    other = next(one for one in hands.kept() if one.owner)
    hands.page.go_to(other.id)
    hands.settle()
    hands.qtbot.waitUntil(lambda: hands.page.table.current_id == other.id)


def test_the_line_behind_an_action_is_opened_in_notes(hands: Hands) -> None:
    action = choose(hands, "Share the study")
    QTest.keyClick(hands.page.table, Qt.Key.Key_Return, CTRL)
    hands.page.panel.open.click()
    assert hands.asked == [("notes", f"{action.session_id}//{action.id}")] * 2


def test_a_note_taken_elsewhere_appears_by_itself(hands: Hands) -> None:
    def write(session: Session) -> None:
        place = notes_reading.choices(session)[0].place
        notes.import_lines(session, place, ["[] A new one"], at=NINE)

    hands.ask(write)
    hands.qtbot.waitUntil(lambda: "A new one" in hands.shown())


def test_open_actions_of_an_earlier_file_are_carried_over(
    hands: Hands, tmp_path: Path
) -> None:
    page = hands.page
    page.carrying.look(third_file(tmp_path))
    hands.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.carry)
    assert page.carry.list.count() == 2
    assert page.carry.accept.text() == "Carry over 2 actions"
    snapshot(page, "carry")
    QTest.keyClick(page.carry.list, Qt.Key.Key_Space)
    assert page.carry.accept.text() == "Carry over 1 action"
    page.carry.none.click()
    assert page.carry.accept.text() == "Keep its figures only"
    page.carry.all.click()
    QTest.keyClick(page.carry.list, Qt.Key.Key_Return, CTRL)
    hands.qtbot.waitUntil(lambda: len(hands.shown()) == 2)
    hands.qtbot.waitUntil(page.table.isVisible)
    assert set(hands.shown()) == {"Share the tariff study", "Draft a brief on"}
    assert "2 actions carried over" in hands.told[-1].text
    study = choose(hands, "Share the tariff study")
    assert page.panel.remove.isVisible()
    assert not page.panel.open.isVisible()
    assert page.panel.source.text() == "Workshop 3 (2014-08)"
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    hands.qtbot.waitUntil(lambda: study.text not in hands.shown())
    assert "Ctrl+Z brings it back" in hands.told[-1].text
    again = hands.ask(series.known)
    assert len(again) == 1


def test_what_was_carried_over_before_is_not_offered_again(
    hands: Hands, tmp_path: Path
) -> None:
    earlier = series.read_file(third_file(tmp_path), at=NINE)
    first = earlier.open_actions[0].id
    hands.ask(lambda s: series.carry(s, earlier, {first}, at=NINE))
    page = hands.page
    page.carrying.look(tmp_path / "third.nexus")
    hands.qtbot.waitUntil(lambda: page.stack.currentWidget() is page.carry)
    assert "carried over before" in page.carry.list.item(0).text()
    assert first not in page.carry.chosen()
    assert len(page.carry.chosen()) == 1
    QTest.keyClick(page.carry.list, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.register


def test_a_file_that_cannot_be_the_earlier_one_is_refused(
    hands: Hands, tmp_path: Path
) -> None:
    hands.page.carrying.look(hands.runner.path)
    hands.qtbot.waitUntil(lambda: "own file" in hands.told[-1].text)
    copy = tmp_path / "copy.nexus"
    later = hands.ask(lambda s: series.read(s, at=NINE))
    assert later.workshop.id
    copy.write_bytes(hands.runner.path.read_bytes())
    wal = hands.runner.path.with_name(f"{hands.runner.path.name}-wal")
    if wal.exists():
        copy.with_name(f"{copy.name}-wal").write_bytes(wal.read_bytes())
    hands.page.carrying.look(copy)
    hands.qtbot.waitUntil(lambda: "in a copy of its file" in hands.told[-1].text)
    assert hands.told[-1].tone == "bad"


def test_the_earlier_file_is_asked_for_without_stopping(hands: Hands) -> None:
    hands.page.go_to("carry")
    dialogs = hands.page.findChildren(QFileDialog)
    assert [dialog.nameFilters() for dialog in dialogs] == [["Workshops (*.nexus)"]]
    dialogs[0].reject()


def test_each_owner_gets_a_letter(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, sent = hands.page, []
    QTest.keyClick(page.table, Qt.Key.Key_R, CTRL)
    letters = page.reminders
    assert letters.isVisible()
    assert letters.to.text() == "To ad@example.org, bo@example.org"
    snapshot(page, "reminders")
    QTest.keyClick(letters.list, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Dear City of Naga,")

    def note(url: QUrl) -> bool:
        sent.append(url.toString())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    letters.mail.click()
    assert sent[0].startswith("mailto:ad@example.org,bo@example.org?subject=")
    assert "no program for mail" in hands.told[-1].text
    QTest.keyClick(letters.list, Qt.Key.Key_Down)
    assert "No e-mail address" in letters.to.text()
    QTest.keyClick(letters.list, Qt.Key.Key_Escape)
    assert page.register.isVisible()


def test_nobody_owes_anything_once_all_is_closed(hands: Hands) -> None:
    for action in hands.kept():
        ident = action.id
        hands.ask(lambda s: actions.review(s, ident, State.DONE, at=NINE))  # noqa: B023
    hands.qtbot.waitUntil(lambda: not hands.page.reminders.mail.isEnabled())
    assert hands.page.reminders.to.text() == "Nobody owes anything."
    assert hands.page.reminders.mail_link() == ""


@pytest.mark.parametrize("suffix", ["pdf", "xlsx", "csv"])
def test_what_is_shown_is_written_as_a_file(
    hands: Hands, tmp_path: Path, suffix: str
) -> None:
    hands.page.filters.choose(Show.NO_OWNER)
    hands.page.export.menu().actions()[["pdf", "xlsx", "csv"].index(suffix)].trigger()
    (dialog,) = hands.page.findChildren(QFileDialog)
    path = tmp_path / f"actions.{suffix}"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    hands.qtbot.waitUntil(path.exists)
    content = path.read_bytes()
    if suffix == "csv":
        assert b"Last thing of Closing" in content
        assert b"Share the study" not in content
    else:
        assert content.startswith(b"%PDF" if suffix == "pdf" else b"PK")


def test_an_empty_register_says_what_to_do(
    qtbot: QtBot, database: Database, runner: Runner, jobs: Jobs
) -> None:
    page = ActionsPage(runner, jobs, lambda: NINE)
    qtbot.addWidget(page)
    page.show()
    hands = Hands(qtbot, runner, page)
    hands.open()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert not page.export.isEnabled()
    page.flush()
    runner.changed.emit(frozenset({Kind.NOTE}))
    assert replace(hands.page._board or pytest.fail("no board")).actions == ()
