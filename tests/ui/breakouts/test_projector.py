"""The groups on the wall: pages, keys, and what stands on them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nexus_desktop.core.group_list import GroupLists, ListedGroup
from nexus_desktop.core.papers import Heading, ListedPerson
from nexus_desktop.ui.breakouts.projector import GroupsProjector
from nexus_desktop.ui.kit import theme
from tests.ui.breakouts.world import SCRIPTS
from tests.ui.conftest import snapshot

KEY = Qt.Key
TOPICS = ("Water and sanitation", "Energy", "Food", "Governance", "Participation")


def lists(people: int, groups: int) -> GroupLists:
    everybody = [
        ListedPerson(f"{SCRIPTS[n % 10][0]} {n}", SCRIPTS[n % 10][1])
        for n in range(people)
    ]
    return GroupLists(
        Heading(
            "Workshop",
            "Breakout groups, round 1: Challenges, experiences and benefits",
            "Thursday 6 November 2014, 14:00–15:30",
        ),
        tuple(
            ListedGroup(
                "ABCDEFGHIJ"[n], TOPICS[n % 5], f"Room {n + 1}", f"Table {n + 1}",
                members=tuple(everybody[n::groups]),
            )
            for n in range(groups)
        ),
    )  # fmt: skip


@pytest.fixture
def wall(qtbot: QtBot, qapp: QApplication) -> Iterator[GroupsProjector]:
    made = GroupsProjector(qapp.primaryScreen())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_lists(lists(130, 10))
    made.show()
    made.resize(1366, 768)
    yield made
    theme.apply(qapp, dark=False)


def names(wall: GroupsProjector) -> list[str]:
    return [
        line.name for page in wall.pages for column in page for line in column.lines
    ]


def test_everybody_is_on_some_page_by_group_and_by_name(
    qtbot: QtBot, wall: GroupsProjector, qapp: QApplication
) -> None:
    assert len(set(names(wall))) == 130
    assert wall.pages[0][0].title == "Group A · Water and sanitation"
    snapshot(wall, "projector_by_group")
    qtbot.keyClick(wall, KEY.Key_N)
    assert len(set(names(wall))) == 130
    assert all(line.where for page in wall.pages for c in page for line in c.lines)
    snapshot(wall, "projector_by_name")
    light = wall.grab().toImage()
    theme.apply(qapp, dark=True)
    assert wall.grab().toImage() != light
    snapshot(wall, "projector_by_name_dark")
    qtbot.keyClick(wall, KEY.Key_G)
    assert wall.pages[0][0].title.startswith("Group A")


def test_pages_turn_by_keys_clicks_and_by_themselves(
    qtbot: QtBot, wall: GroupsProjector
) -> None:
    last = len(wall.pages) - 1
    assert last > 0
    qtbot.keyClick(wall, KEY.Key_Left)
    assert wall.page == last
    qtbot.keyClick(wall, KEY.Key_Right)
    qtbot.keyClick(wall, KEY.Key_PageDown)
    assert wall.page == 1
    qtbot.mouseClick(wall, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert wall.page == 0
    wall.turns.setInterval(1)
    qtbot.waitUntil(lambda: wall.page == 1)


def test_space_pauses_and_goes_on(qtbot: QtBot, wall: GroupsProjector) -> None:
    assert wall.turns.isActive()
    qtbot.keyClick(wall, KEY.Key_Space)
    assert wall.paused
    assert not wall.turns.isActive()
    qtbot.keyClick(wall, KEY.Key_Right)
    assert wall.page == 1
    assert not wall.turns.isActive()
    wall.grab()
    qtbot.keyClick(wall, KEY.Key_Space)
    assert wall.turns.isActive()


def test_larger_letters_make_more_pages(qtbot: QtBot, wall: GroupsProjector) -> None:
    usual = len(wall.pages)
    for _ in range(9):
        qtbot.keyClick(wall, KEY.Key_Plus)
    assert len(wall.pages) > usual
    snapshot(wall, "projector_large")
    for _ in range(20):
        qtbot.keyClick(wall, KEY.Key_Minus)
    assert len(wall.pages) <= usual
    assert len(set(names(wall))) == 130


def test_groups_that_may_still_change_are_marked(wall: GroupsProjector) -> None:
    sure = wall.grab().toImage()
    wall.show_lists(lists(130, 10), published=False)
    snapshot(wall, "projector_draft")
    assert wall.grab().toImage() != sure


def test_escape_leaves_and_other_keys_do_nothing(
    qtbot: QtBot, wall: GroupsProjector
) -> None:
    qtbot.keyClick(wall, KEY.Key_X)
    assert wall.isVisible()
    with qtbot.waitSignal(wall.left):
        qtbot.keyClick(wall, KEY.Key_Escape)


def test_a_wall_without_groups_is_empty(qtbot: QtBot, qapp: QApplication) -> None:
    wall = GroupsProjector(qapp.primaryScreen())
    qtbot.addWidget(wall)
    wall.grab()
    qtbot.keyClick(wall, KEY.Key_Plus)
    wall.show_lists(GroupLists(Heading("W", "T"), ()))
    wall.grab()
    qtbot.keyClick(wall, KEY.Key_Right)
    assert wall.page == 0
