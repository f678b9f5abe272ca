"""Mending a round, asking why, and comparing plans on the Groups screen."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.services import breakouts, history
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.breakouts.compare_panel import ComparePanel
from nexus_desktop.ui.breakouts.dock import State
from nexus_desktop.ui.breakouts.group_panel import GroupPanel
from nexus_desktop.ui.breakouts.repair_panel import RepairPanel
from nexus_desktop.ui.breakouts.screen import BreakoutsScreen
from nexus_desktop.ui.breakouts.why_panel import WhyPanel
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.services.breakout_world import add_people, add_scans
from tests.services.desk_world import add_checkpoint
from tests.ui.breakouts.test_screen import World, fill, make_round
from tests.ui.breakouts.test_view import middle

KEY = Qt.Key
SHORTLY_BEFORE = NINE + timedelta(hours=4, minutes=50)
BEGUN = NINE + timedelta(hours=5, minutes=5)


@pytest.fixture
def people(database: Database) -> list[str]:
    return database.run(lambda s: add_people(s, 24), at=NINE)[0]


@pytest.fixture
def make_world(
    qtbot: QtBot, database: Database, runner: Runner, jobs: Jobs
) -> Iterator[Callable[[datetime], World]]:
    made: list[BreakoutsScreen] = []

    def make(at: datetime) -> World:
        made.append(BreakoutsScreen(runner, jobs, now=lambda: at))
        made[-1].advice.repairing.seconds = 0.4
        return World(qtbot, made[-1], runner)

    yield make
    for screen in made:
        if isValid(screen):
            delete(screen)


@pytest.fixture
def round_id(database: Database, people: list[str]) -> str:
    """A round of three groups with the first 21 people."""
    made = database.run(make_round, at=NINE)[0]
    fill(database, made, people[:21])
    return made


@pytest.fixture
def came(database: Database, people: list[str]) -> Callable[[list[str]], None]:
    desk = database.run(lambda s: add_checkpoint(s, "Registration"), at=NINE)[0]

    def come(who: list[str]) -> None:
        database.run(lambda s: add_scans(s, desk, who), at=NINE)

    return come


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def repair_panel(world: World) -> RepairPanel:
    """Open the panel by its key's button and wait for all ways."""
    strip = world.screen.advice.repairing.strip
    world.wait(lambda: not strip.isHidden())
    strip.repair.click()
    panel = world.screen.advice.repairing.panel
    assert panel is not None
    world.wait(lambda: panel.searching.isHidden() and panel.step is not None)
    return panel


def test_missing_and_new_people_are_told_and_placed_without_moving_anybody(
    make_world: Callable[[datetime], World],
    people: list[str],
    round_id: str,
    came: Callable[[list[str]], None],
) -> None:
    came(people[4:])
    world = make_world(SHORTLY_BEFORE)
    world.show()
    strip = world.screen.advice.repairing.strip
    world.wait(lambda: strip.count.text() == "4 missing, 3 new")
    assert strip.words.text() == "By the check-ins so far."
    panel = repair_panel(world)
    assert "Person 0000" in panel.who.text()
    assert panel.adopt.text() == "Use: move nobody"
    before = {key: world.group_of(key) for key in people[4:21]}
    world.wait(lambda: texts(panel).count("new") == 3)
    panel.adopt.click()
    world.wait(lambda: bool(world.messages))
    assert world.messages[-1].text.startswith(
        "Round 1 is mended: 4 taken out, 3 seated (Person 0021 to "
    )
    world.wait(strip.isHidden)
    assert world.screen.forms.side is None
    assert {key: world.group_of(key) for key in people[4:21]} == before
    assert all(world.group_of(key) for key in people[21:])
    action = world.messages[-1].action
    assert action
    action[1]()
    world.wait(lambda: not strip.isHidden())
    assert world.group_of(people[0]) == "A"


def test_the_slider_shows_who_would_move_and_what_that_gains(
    make_world: Callable[[datetime], World],
    people: list[str],
    database: Database,
    came: Callable[[list[str]], None],
) -> None:
    made = database.run(make_round, at=NINE)[0]
    fill(database, made, blocks(people[:21]))
    database.run(lambda s: breakouts.publish(s, made, at=NINE), at=NINE)
    came(people[3:])
    world = make_world(SHORTLY_BEFORE)
    world.show()
    panel = repair_panel(world)
    assert "published anew" in panel.note.text()
    assert panel.slider.maximum() >= 1
    world.qtbot.keyClick(panel.slider, KEY.Key_End)
    step = panel.step
    assert step is not None and step.moves  # noqa: PT018 one thought
    world.wait(lambda: any(text.startswith("gains") for text in texts(panel)))
    assert f"{step.moves} moves" in panel.figure.text()
    first = panel.curve.points()[0].toPoint()
    world.qtbot.mouseClick(panel.curve, Qt.MouseButton.LeftButton, pos=first)
    assert panel.slider.value() == 0
    panel.slider.setValue(panel.slider.maximum())
    panel.show_steps(panel.curve.steps[:1])  # as when the search begins anew
    panel.show_steps([*panel.curve.steps, step])
    assert panel.step == step
    panel.adopt.click()
    world.wait(lambda: bool(world.messages))
    assert "is published anew" in world.messages[-1].text
    assert "moved" in world.messages[-1].text


def test_a_check_in_meanwhile_begins_the_search_anew(
    make_world: Callable[[datetime], World],
    people: list[str],
    round_id: str,
    came: Callable[[list[str]], None],
) -> None:
    came(people[4:])
    world = make_world(SHORTLY_BEFORE)
    world.show()
    panel = repair_panel(world)
    assert "4 missing" in panel.who.text()

    def arrive(session: Session) -> None:
        add_scans(session, session.query(rows.Checkpoint).one().id, people[:1])

    world.read(arrive)
    world.wait(lambda: "3 missing" in panel.who.text())
    world.wait(lambda: panel.searching.isHidden() and people[0] in steps(panel))


def steps(panel: RepairPanel) -> set[str]:
    return set(panel.step.seats) if panel.step else set()


def test_a_search_is_stopped_and_closing_the_panel_ends_it(
    make_world: Callable[[datetime], World],
    people: list[str],
    round_id: str,
    came: Callable[[list[str]], None],
) -> None:
    came(people[4:])
    world = make_world(SHORTLY_BEFORE)
    world.show()
    strip = world.screen.advice.repairing.strip
    world.wait(lambda: not strip.isHidden())
    strip.repair.click()
    panel = world.screen.advice.repairing.panel
    assert panel
    world.wait(lambda: panel.step is not None)
    panel.stop.click()
    world.wait(panel.searching.isHidden)
    world.wait(lambda: texts(panel).count("new") == 3)
    world.qtbot.keyClick(panel, KEY.Key_Escape)
    assert world.screen.advice.repairing.panel is None
    assert not world.messages


def test_a_round_that_has_begun_says_so_and_moves_nobody(
    make_world: Callable[[datetime], World],
    people: list[str],
    round_id: str,
    came: Callable[[list[str]], None],
) -> None:
    came(people[4:])
    world = make_world(BEGUN)
    world.show()
    strip = world.screen.advice.repairing.strip
    world.wait(lambda: "has begun" in strip.words.text())
    assert not world.screen.summary.begun.isHidden()
    panel = repair_panel(world)
    assert "keep their seat" in panel.note.text()
    assert not panel.slider.isEnabled()
    world.wait(lambda: texts(panel).count("new") == 3)
    world.screen.forms.close()
    world.screen.dock.solve.click()
    world.wait(lambda: bool(world.messages))
    assert "the groups stay as they are" in world.messages[-1].text


def test_why_somebody_sits_there_is_answered_by_a_key_and_a_double_click(
    make_world: Callable[[datetime], World], people: list[str], round_id: str
) -> None:
    world = make_world(NINE)
    world.show()
    view = world.screen.view
    view.choose(people[0])
    world.qtbot.keyClick(view, KEY.Key_W)
    panel = world.screen.forms.side
    assert isinstance(panel, WhyPanel)
    world.wait(lambda: panel.others.count() == 2)
    assert panel.head.text() == "Group A"
    world.wait(lambda: "Group B" in " ".join(texts(panel)))
    view.choose(people[1])
    where = QPointF(middle(view, people[1]))
    double = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, where, where, Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), double)
    other = world.screen.forms.side
    assert isinstance(other, WhyPanel)
    assert other.participant == people[1]
    world.wait(lambda: other.others.count() == 2)
    view.choose(people[23])
    world.qtbot.keyClick(view, KEY.Key_W)
    assert "no group in this round yet" in world.messages[-1].text


def test_the_make_up_of_a_group_stands_beside_everybody(
    make_world: Callable[[datetime], World], people: list[str], round_id: str
) -> None:
    world = make_world(NINE)
    world.show()
    group = world.board().groups[0]
    world.screen.view.group_asked.emit(group.id)
    panel = world.screen.forms.side
    assert isinstance(panel, GroupPanel)
    panel.tabs[1].click()
    assert panel.save.isHidden()
    ((name, trait, bars),) = panel.make_up.parts
    assert (name, trait) == ("Country", "country")
    assert sum(bar.count for bar in bars) == len(group.cards) == 7
    assert sum(bar.whole for bar in bars) == pytest.approx(1)
    assert "MN" in panel.make_up.accessibleDescription()
    assert not panel.make_up.grab().isNull()


def test_a_plan_is_put_aside_compared_and_used_again(
    make_world: Callable[[datetime], World],
    people: list[str],
    round_id: str,
    database: Database,
) -> None:
    world = make_world(NINE)
    world.show()
    world.screen.dock.compare.click()
    panel = world.screen.forms.side
    assert isinstance(panel, ComparePanel)
    assert "Put this plan aside" in panel.hint.text()
    panel.keep.click()
    world.wait(lambda: panel.aside is not None)
    world.wait(lambda: "Everybody sits in the same group in both." in texts(panel))
    assert "is put aside" in world.messages[-1].text
    world.screen.view.moved.emit((people[0],), world.board().groups[2].id)
    world.wait(lambda: "Seats that differ: 1" in texts(panel))
    assert "round 1: C | A" in texts(panel)
    world.screen.view.pin_asked.emit((people[0],))
    world.wait(lambda: not pinned(world, people[0]))
    panel.adopt.click()
    world.wait(lambda: "1 seat changed" in world.messages[-1].text)
    world.wait(lambda: world.group_of(people[0]) == "A")
    world.read(lambda s: history.undo_last(s, at=NINE))
    world.wait(lambda: world.group_of(people[0]) == "C")
    panel.forget.click()
    world.wait(lambda: panel.aside is None)
    assert panel.plans.isHidden()


def pinned(world: World, participant: str) -> bool:
    found = world.board().where(participant)
    return found is not None and found[1].pinned


def test_a_plan_just_found_is_compared_before_it_is_used(
    make_world: Callable[[datetime], World],
    people: list[str],
    database: Database,
) -> None:
    made = database.run(make_round, at=NINE)[0]
    fill(database, made, blocks(people))
    world = make_world(NINE)
    world.show()
    screen = world.screen
    screen.dock.solve.click()
    world.wait(lambda: world.state() is State.OFFERING)
    screen.dock.compare.click()
    panel = screen.forms.side
    assert isinstance(panel, ComparePanel)
    world.wait(lambda: panel.aside is not None)
    assert panel.plans.currentText() == "The plan just found"
    assert panel.forget.isHidden()
    world.wait(lambda: any("Seats that differ" in text for text in texts(panel)))
    panel.adopt.click()
    world.wait(lambda: world.state() is State.READY)
    world.wait(lambda: panel.aside is None)


def blocks(people: list[str]) -> list[str]:
    """Return people in an order that makes each of three groups of like people."""
    alike = sorted(people, key=lambda person: people.index(person) % 5)
    each = len(people) // 3
    return [alike[n // 3 + n % 3 * each] for n in range(len(people))]
