"""The tabs of the Papers screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.papers.lists_page import ListsPage
from nexus_desktop.ui.papers.screen import PapersScreen
from tests.conftest import NINE
from tests.services.desk_world import build

WAIT = 20_000


@pytest.fixture
def screen(database: Database, runner: Runner, jobs: Jobs) -> Iterator[PapersScreen]:
    database.run(build, at=NINE)
    yield from made(runner, jobs)


def made(runner: Runner, jobs: Jobs) -> Iterator[PapersScreen]:
    screen = PapersScreen(runner, jobs, now=lambda: NINE)
    screen.resize(1170, 660)
    screen.show()
    yield screen
    if isValid(screen):
        delete(screen)


def names(screen: PapersScreen) -> list[str]:
    return [screen.tabs.tabText(number) for number in range(screen.tabs.count())]


def lists_page(screen: PapersScreen) -> ListsPage:
    assert isinstance(screen.page, ListsPage)
    return screen.page


def test_a_page_is_made_when_its_tab_is_chosen(
    screen: PapersScreen, runner: Runner, jobs: Jobs
) -> None:
    assert names(screen) == ["Badges", "Layouts", "Lists"]
    assert screen.stack.count() == 1
    badges = screen.page
    screen.shown()
    screen.tabs.setCurrentIndex(2)
    assert screen.stack.count() == 2
    assert not badges.isVisible()
    screen.tabs.setCurrentIndex(0)
    assert screen.stack.count() == 2
    assert screen.page is badges
    screen.tabs.setCurrentIndex(2)
    for again in made(runner, jobs):
        assert isinstance(again.page, ListsPage)  # where it was left


def test_keys_go_from_tab_to_tab_and_round(qtbot: QtBot, screen: PapersScreen) -> None:
    control, shift = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    seen = []
    for _ in range(3):
        qtbot.keyClick(screen, Qt.Key.Key_Tab, control)
        seen.append(screen.tabs.currentIndex())
    assert seen == [1, 2, 0]
    qtbot.keyClick(screen, Qt.Key.Key_Backtab, control | shift)
    assert screen.tabs.currentIndex() == 2
    assert screen.keys[0][0].startswith("Ctrl+Tab")


def test_tools_and_keys_are_those_of_the_page_in_front(screen: PapersScreen) -> None:
    screen.go_to("lists")
    lists = lists_page(screen)
    assert all(tool.isVisible() for tool in lists.tools)
    assert lists.keys[0] in screen.keys
    screen.go_to("badges")
    assert not any(tool.isVisible() for tool in lists.tools)
    assert lists.keys[0] not in screen.keys


def test_a_record_is_shown_on_the_page_asked_for(
    qtbot: QtBot, screen: PapersScreen
) -> None:
    screen.go_to("lists/door")
    lists = lists_page(screen)
    assert lists.cards.cards["door"].isChecked()
    screen.go_to("emails")  # on the page in front
    assert lists.cards.cards["emails"].isChecked()
    assert not screen.undo()
    screen.flush()
    with qtbot.waitSignal(screen.messaged, timeout=WAIT) as told:
        lists.messaged.emit(Message("Heard."))
    assert told.args is not None
    with qtbot.waitSignal(screen.asked, timeout=WAIT) as asked:
        lists.asked.emit("people", "")
    assert asked.args == ["people", ""]
