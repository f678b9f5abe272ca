from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nexus_desktop.core.participant import Person
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE
from tests.ui.people.world import settle


@pytest.fixture
def screen(qtbot: QtBot, runner: Runner, jobs: Jobs) -> Iterator[PeopleScreen]:
    screen = PeopleScreen(runner, jobs, now=lambda: NINE)
    screen.resize(1170, 650)
    screen.show()
    screen.shown()
    yield screen
    delete(screen)


@pytest.fixture
def told(screen: PeopleScreen) -> list[Message]:
    messages: list[Message] = []
    screen.messaged.connect(messages.append)
    return messages


@pytest.fixture
def dewi_twice(qtbot: QtBot, runner: Runner, screen: PeopleScreen) -> list[Person]:
    people = settle(runner, qtbot)
    qtbot.waitUntil(lambda: screen.list.rows.rowCount() == len(people))
    return people
