"""The People screen with a few people in it, for its tests."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.participant import Person, PersonFields
from nexus_desktop.services import people
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE

T = TypeVar("T")

FIELDS = (
    PersonFields(printed_name="Dewi Sartika", organisation="City of Naga",
                 country="PH", category="City government", email="d@example.org"),
    PersonFields(printed_name="Dewi Sartica", organisation="City of Naga",
                 country="PH", role="Speaker", attention="A chair"),
    PersonFields(printed_name="Lê Văn Đức", country="VN", party="Hue"),
)  # fmt: skip


def ask(runner: Runner, work: Callable[[Session], T], qtbot: QtBot) -> T:
    """Run `work` behind everything submitted so far; return its answer."""
    answers: list[T] = []
    runner.submit(runner, work, done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def settle(runner: Runner, qtbot: QtBot) -> list[Person]:
    """Register Dewi twice, and Đức."""

    def fill(session: Session) -> list[Person]:
        return [people.add(session, one, at=NINE) for one in FIELDS]

    return ask(runner, fill, qtbot)


def mark(screen: PeopleScreen, *places: int) -> None:
    """Mark rows of the table, as clicks with Ctrl held do."""
    table = screen.list.table
    table.setFocus()
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for place in places:
        index = screen.list.rows.index(place, 0)
        table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
