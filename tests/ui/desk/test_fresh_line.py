"""The age of what a desk knows of switched-off badges, at the desk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nexus_desktop.core.roles import Role
from nexus_desktop.services import exchanging, laptops, sharing
from nexus_desktop.ui.desk.fresh_line import FreshLine
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, workshop
from tests.store.test_database import person
from tests.ui.desk.conftest import Desk

__all__ = ["workshop"]


class Clock:
    """The time at the desk."""

    def __init__(self) -> None:
        self.at = NINE

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(
    workshop: Workshop, clock: Clock, qtbot: QtBot, qapp: QApplication
) -> Iterator[FreshLine]:
    """The line at a desk that joined and heard the coordinator's laptop at nine."""
    del qapp
    database = workshop.join("desk", Role.DESK)
    workshop.laptops.remove(database)
    runner = Runner(database, clock)
    line = FreshLine(runner, clock)
    qtbot.addWidget(line)
    yield line
    line._timer.stop()
    runner.close()


def test_it_is_quiet_while_the_desk_hears_the_others(
    line: FreshLine, qtbot: QtBot
) -> None:
    said = "Switched-off badges known as of 01:00"
    qtbot.waitUntil(lambda: line.words.text() == said)
    assert not line.isHidden()
    assert line.words.property("role") == "small"


def test_after_a_while_without_them_it_warns_until_they_are_heard(
    line: FreshLine, workshop: Workshop, clock: Clock, qtbot: QtBot
) -> None:
    clock.at = NINE + timedelta(hours=2, minutes=10)
    line.read()
    qtbot.waitUntil(lambda: "nothing from root for 2 h" in line.words.text())
    assert line.words.property("role") == "warning"
    workshop.root.run(lambda s: s.add(person("Late")), at=clock.at)
    packets = workshop.root.run(
        lambda s: exchanging.packets_since(s, {}, 10**6), at=clock.at
    )[0]
    runner = line._runner
    runner.submit(runner, partial(sharing.receive, packets=packets))
    qtbot.waitUntil(
        lambda: line.words.text() == "Switched-off badges known as of 03:10"
    )
    assert line.words.property("role") == "small"


def test_a_hub_that_was_met_counts_as_hearing(
    line: FreshLine, clock: Clock, qtbot: QtBot
) -> None:
    clock.at = NINE + timedelta(minutes=40)
    line.read()
    qtbot.waitUntil(lambda: line.words.property("role") == "warning")
    at = clock.at
    line._runner.wait(lambda session: laptops.met(session, at=at))
    line.read()
    qtbot.waitUntil(lambda: line.words.property("role") == "small")


def test_a_desk_that_works_alone_says_nothing_of_it(desk: Desk) -> None:
    desk.settle()
    assert desk.screen.view.side.fresh.isHidden()
