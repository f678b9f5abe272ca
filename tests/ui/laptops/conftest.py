"""Two laptops with a window's runner each, and the hub's fixtures."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.exchange import invitation_file
from nexus_desktop.services import people, sharing
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.laptops.invitation_view import Ready
from nexus_desktop.ui.laptops.screen import LaptopsScreen
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper
from tests.conftest import NINE, fill
from tests.exchange.conftest import hub_url, server
from tests.store.test_database import person

__all__ = ["hub_url", "server"]

WORDS = "three plain words"


class Side(QObject):
    """A laptop as its window has it."""

    def __init__(self, database: Database, qtbot: QtBot) -> None:
        super().__init__()
        self.jobs = Jobs()
        self.runner = Runner(database, lambda: NINE)
        self.keeper = LaptopsKeeper(self.runner, self.jobs, UTC, lambda: NINE)
        self.screen = LaptopsScreen(self.runner, self.jobs, self.keeper, UTC)
        self.said: list[str] = []
        self.keeper.said.connect(self.said.append)
        qtbot.addWidget(self.screen)
        self.keeper.begin()
        self.screen.show()
        self.screen.shown()

    def add(self, name: str) -> None:
        def work(session: Session) -> None:
            session.add(person(name))

        self.runner.submit(self, work)

    def names(self) -> list[str]:
        listed = self.runner.wait(people.people)
        return sorted(one.printed_name for one in listed)

    def close(self) -> None:
        self.jobs.close()
        self.keeper.close()
        self.runner.close()


@pytest.fixture
def sit(qtbot: QtBot) -> Iterator[Callable[[Database], Side]]:
    """Sits down at a laptop."""
    sides: list[Side] = []

    def sit(database: Database) -> Side:
        sides.append(Side(database, qtbot))
        return sides[-1]

    yield sit
    for side in sides:
        side.close()


@pytest.fixture
def root(tmp_path: Path, sit: Callable[[Database], Side]) -> Side:
    """The coordinator's laptop; nobody was invited yet."""
    path = tmp_path / "root.nexus"
    return sit(Database.create(path, fill, at=NINE, actor="root")[0])


@pytest.fixture
def desk(
    tmp_path: Path, root: Side, sit: Callable[[Database], Side], qtbot: QtBot
) -> Side:
    """A desk that joined with an invitation written in the root's window."""
    return join(tmp_path, root, sit, qtbot)


def invite(root: Side, qtbot: QtBot) -> Ready:
    """Make an invitation in the root's window."""
    panel = root.screen.invite
    panel.words.setText(WORDS)
    panel.begin()
    qtbot.waitUntil(lambda: panel.view is not None)
    assert panel.view is not None
    ready = panel.view.ready
    panel.view.leave()
    return ready


def join(
    folder: Path, root: Side, sit: Callable[[Database], Side], qtbot: QtBot
) -> Side:
    """Join with an invitation that is made in the root's window."""
    invitation = invitation_file.opened(invite(root, qtbot).text, WORDS)
    joined = sharing.join(folder / "desk.nexus", invitation, name="desk", at=NINE)
    return sit(joined)
