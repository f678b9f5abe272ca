"""A workshop with two sessions and a group, the Notes screen on it, the file behind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import NoteLine, NotesPlace
from nexus_desktop.services import notes
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE

NOW = NINE + timedelta(hours=1, minutes=21)
FIRST, SECOND = NotesPlace("s1"), NotesPlace("s2")
GROUP = NotesPlace("s2", "g1")


def programme(session: Session) -> None:
    for number, title in enumerate(("Progress of the initiatives", "Breakout"), 1):
        start = datetime(2014, 11, 5, 1 + number, tzinfo=UTC)
        session.add(
            rows.Session(
                id=f"s{number}",
                title=title,
                room="Hall A",
                starts_at=start,
                ends_at=start + timedelta(hours=1),
            )
        )
    session.add(rows.Round(id="r1", session_id="s2", number=1))
    session.add(rows.Group(id="g1", round_id="r1", name="A", topic="Water"))
    for name, city in (("Ana Cruz", "Naga"), ("Wang Xiaoming", "Rizhao")):
        session.add(
            rows.Participant(
                id=new_id(NINE),
                printed_name=name,
                city=city,
                organisation=f"City of {city}",
            )
        )


Open: TypeAlias = Callable[[], NotesScreen]
T = TypeVar("T")


def write(screen: NotesScreen, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(screen.editor, Qt.Key.Key_Return)
        QTest.keyClicks(screen.editor, line)


def tones(screen: NotesScreen) -> list[str]:
    """Return the list that the tones of the screen's messages will be in."""
    told: list[str] = []
    screen.messaged.connect(lambda message: told.append(message.tone))
    return told


class Desk:
    """The screen, and a look into the file through the database thread."""

    def __init__(self, qtbot: QtBot, runner: Runner) -> None:
        self._qtbot, self._runner = qtbot, runner

    def ask(self, work: Callable[[Session], T]) -> T:
        answers: list[T] = []
        self._runner.submit(self._runner, work, done=answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def lines(self, place: NotesPlace = FIRST) -> list[NoteLine]:
        return self.ask(lambda s: notes.notes(s, place))

    def texts(self, place: NotesPlace = FIRST) -> list[str]:
        return [line.line for line in self.lines(place)]

    def is_written(self, *texts: str, place: NotesPlace = FIRST) -> None:
        """Wait until these lines, and no drafts, are in the file."""
        expected = [(text, False) for text in texts]
        self._qtbot.waitUntil(
            lambda: [(one.line, one.is_draft) for one in self.lines(place)] == expected
        )
