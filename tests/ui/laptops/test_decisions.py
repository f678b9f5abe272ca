"""What two coordinators wrote apart, decided by keys and buttons."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.roles import Role
from nexus_desktop.services import exchanging, sharing
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.changes_label import Changes
from nexus_desktop.ui.laptops.screen import DECIDE
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop
from tests.services.apart_world import AT_FIRST, HOUR, LINE, fill_apart, write_apart
from tests.ui.conftest import snapshot
from tests.ui.laptops.conftest import Side

ALL = 21
_everything = partial(exchanging.packets_since, known={}, limit=10**9)


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Workshop]:
    """Two coordinators' laptops that wrote apart and have met since."""
    made = Workshop(tmp_path)
    made.root.run(fill_apart, at=NINE)
    second = made.join("Second", Role.COORDINATOR)
    made.settle()
    write_apart(made.root, second)
    for one, other in ((made.root, second), (second, made.root)):
        packets = one.run(_everything, at=NINE)[0]
        other.run(partial(sharing.receive, packets=packets), at=NINE + 2 * HOUR)
    yield made
    for one in made.laptops:
        one.close()


@pytest.fixture
def side(apart: Workshop, sit: Callable[[Database], Side], qtbot: QtBot) -> Side:
    """The root's laptop, at the list of what is to decide."""
    made = sit(apart.root)
    qtbot.waitUntil(lambda: made.keeper.company.conflicts == ALL)
    made.screen.resize(1180, 600)
    made.screen.go_to(DECIDE)
    qtbot.waitUntil(lambda: made.screen.decisions.rows.rowCount() == ALL)
    return made


def choose(side: Side, field: str) -> None:
    page = side.screen.decisions
    line = page.rows.position(lambda one: one.field == field)
    page.table.selectRow(line)


def read(side: Side, kind: type[rows.Row], row_id: str, name: str) -> object:
    return side.runner.wait(lambda s: getattr(s.get_one(kind, row_id), name))


def give(one: Side, other: Side) -> None:
    packets = one.runner.wait(partial(exchanging.packets_since, known={}, limit=10**9))
    other.runner.wait(partial(sharing.receive, packets=packets))


def test_the_status_line_and_the_tab_tell_how_many_there_are(side: Side) -> None:
    assert side.said[-1] == "2 laptops · 21 to decide"
    assert side.screen.tabs.tabText(1) == "To decide (21)"
    snapshot(side.screen, "decisions")


def test_k_keeps_what_counts_and_the_list_shrinks(side: Side, qtbot: QtBot) -> None:
    page = side.screen.decisions
    choose(side, "venue")
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.rows.rowCount() == ALL - 1)
    assert page.rows.position(lambda one: one.field == "venue") == -1
    assert len(page.chosen) == 1
    qtbot.waitUntil(lambda: side.said[-1] == "2 laptops · 20 to decide")


def test_t_takes_the_other_on_every_laptop(
    side: Side, apart: Workshop, sit: Callable[[Database], Side], qtbot: QtBot
) -> None:
    other = sit(apart.laptops[1])
    choose(side, "organisation")
    qtbot.keyClick(side.screen.decisions.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: side.screen.decisions.rows.rowCount() == ALL - 1)
    give(side, other)
    assert read(other, rows.Participant, "ada", "organisation") == (
        "Municipality of Ulaanbaatar"
    )
    qtbot.waitUntil(lambda: other.keeper.company.conflicts == ALL - 1)


def test_all_are_settled_at_once_and_nothing_is_left(side: Side, qtbot: QtBot) -> None:
    page = side.screen.decisions
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.take.text() == "Take all others"
    told = [one.text() for one in page.panel.findChildren(QLabel)]
    assert "21 chosen" in told
    assert "and 9 more" in told
    qtbot.mouseClick(page.panel.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    assert read(side, rows.Note, LINE, "line") == f"{AT_FIRST} for 12 million"
    qtbot.waitUntil(lambda: side.said[-1] == "2 laptops")
    assert side.screen.tabs.tabText(1) == "To decide"


def test_a_line_shows_which_words_the_other_would_change(side: Side) -> None:
    choose(side, "line")
    (changes,) = side.screen.decisions.panel.findChildren(Changes)
    assert "line-through" in changes.text()
    assert "million" in changes.text()


def test_what_was_changed_meanwhile_says_so_in_place_and_stays(
    side: Side, qtbot: QtBot
) -> None:
    page = side.screen.decisions
    choose(side, "venue")

    def change(session: Session) -> None:
        session.query(rows.Workshop).one().venue = "Chinggis Hall"

    side.runner.wait(change)
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    qtbot.waitUntil(page.panel.problem.isVisible)
    assert page.panel.problem.text() == (
        "Changed meanwhile, look again: Test workshop, venue"
    )
    assert page.chosen[0].present.text == "Chinggis Hall"
    choose(side, "room")
    assert page.panel.problem.isHidden()


def test_a_line_in_final_notes_says_what_to_do_first(side: Side, qtbot: QtBot) -> None:
    page = side.screen.decisions

    def close(session: Session) -> None:
        session.get_one(rows.Session, "plenary").notes_status = "final"

    side.runner.wait(close)
    choose(side, "line")
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    qtbot.waitUntil(page.panel.problem.isVisible)
    assert "Open them again" in page.panel.problem.text()
    assert page.rows.rowCount() == ALL


def test_enter_goes_to_the_record(side: Side, qtbot: QtBot) -> None:
    choose(side, "organisation")
    with qtbot.waitSignal(side.screen.asked) as asked:
        qtbot.keyClick(side.screen.decisions.table, Qt.Key.Key_Return)
    assert asked.args == ["people", "ada"]
    choose(side, "venue")
    assert side.screen.decisions.panel.go.isHidden()


def test_an_overfull_group_is_listed_with_the_way_to_the_groups(
    side: Side, qtbot: QtBot
) -> None:
    flags = side.screen.decisions.flags
    assert flags.isHidden()

    def sit_down(session: Session) -> None:
        for who in ("duc", "naga"):
            session.add(
                rows.Seat(
                    id=who, round_id="round", group_id="water", participant_id=who
                )
            )

    side.runner.wait(sit_down)
    qtbot.waitUntil(flags.isVisible)
    show = next(one for one in flags.findChildren(QPushButton))
    assert "2 people sit in group A" in show.accessibleName()
    with qtbot.waitSignal(side.screen.asked) as asked:
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert asked.args == ["breakouts", "round"]


def test_ctrl_tab_turns_from_the_laptops_to_what_is_to_decide(
    side: Side, qtbot: QtBot
) -> None:
    keys = Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(side.screen, *keys)
    assert side.screen.tabs.currentIndex() == 0
    QTest.keyClick(side.screen, *keys)
    assert side.screen.stack.currentWidget() is side.screen.decisions
