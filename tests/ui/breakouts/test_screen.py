"""The Groups screen on a real file: the user's way through it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import Board, RoundDraft, Weights, lettered
from nexus_desktop.services import breakout_rules, breakout_seats, breakouts
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.store.search import key_of
from nexus_desktop.ui.breakouts.dock import State
from nexus_desktop.ui.breakouts.group_panel import GroupPanel
from nexus_desktop.ui.breakouts.new_round import NewRoundPanel
from nexus_desktop.ui.breakouts.round_panel import RoundPanel
from nexus_desktop.ui.breakouts.rules_panel import RulesPanel
from nexus_desktop.ui.breakouts.screen import BreakoutsScreen
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.services.breakout_world import add_people, add_session
from tests.ui.breakouts.test_view import drag, middle, mouse

KEY = Qt.Key
T = TypeVar("T")


class World:
    """A screen, and what it said."""

    def __init__(self, qtbot: QtBot, screen: BreakoutsScreen, runner: Runner) -> None:
        self.qtbot, self.screen, self.runner = qtbot, screen, runner
        self.messages: list[Message] = list[Message]()
        self.asked: list[tuple[str, str]] = []
        self.titles: list[str] = []
        screen.messaged.connect(self.messages.append)
        screen.asked.connect(lambda name, key: self.asked.append((name, key)))
        screen.titled.connect(self.titles.append)

    def show(self) -> None:
        self.screen.resize(1170, 654)
        self.screen.show()
        self.screen.shown()
        self.wait(lambda: bool(self.titles))

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)

    def read(self, work: Callable[[Session], T]) -> T:
        """Read from the file on its own thread, after all that was asked before."""
        answers: list[T] = []
        self.runner.submit(self.screen, work, done=answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def state(self) -> State:
        return self.screen.dock.state

    def board(self) -> Board:
        assert self.screen.view.board is not None
        return self.screen.view.board

    def group_of(self, participant: str) -> str | None:
        found = self.board().where(participant)
        assert found
        return found[0].draft.name if found[0] else None


@pytest.fixture
def people(database: Database) -> list[str]:
    return database.run(lambda s: add_people(s, 24), at=NINE)[0]


@pytest.fixture
def world(
    qtbot: QtBot, database: Database, runner: Runner, jobs: Jobs
) -> Iterator[World]:
    screen = BreakoutsScreen(runner, jobs, now=lambda: NINE)
    yield World(qtbot, screen, runner)
    if isValid(screen):
        delete(screen)


def make_round(session: Session, day: int = 0) -> str:
    item = add_session(session, f"Breakout {day + 1}", day)
    draft = RoundDraft(lettered(3, ["Water"]), Weights({"country": 1.0}))
    return breakouts.new_round(session, item, draft, at=NINE).id


@pytest.fixture
def round_id(database: Database, people: list[str]) -> str:
    return database.run(make_round, at=NINE)[0]


def add_rule(database: Database, form: str, people: list[str]) -> None:
    who = tuple(people)
    database.run(lambda s: breakout_rules.add_rule(s, form, who, at=NINE), at=NINE)


def fill(database: Database, round_id: str, people: list[str]) -> None:
    """Seat everybody in turn, nobody pinned."""

    def work(session: Session) -> None:
        groups = breakouts.board(session, round_id).groups
        for number, person in enumerate(people):
            group = groups[number % len(groups)].id
            breakout_seats.move(session, round_id, person, group, at=NINE)
            breakout_seats.unpin(session, round_id, person, at=NINE)

    database.run(work, at=NINE)


def test_a_round_is_made_in_a_panel_beside_the_board(
    world: World, people: list[str], database: Database
) -> None:
    database.run(lambda s: add_session(s, "Way forward"), at=NINE)
    world.show()
    screen = world.screen
    screen.empty.findChildren(QPushButton)[0].click()
    panel = screen.forms.side
    assert isinstance(panel, NewRoundPanel)
    panel.groups.setValue(3)
    panel.table.write(0, "topic", "Water")
    panel.make.click()
    world.wait(lambda: len(screen.rounds.buttons) == 1)
    world.wait(lambda: screen.view.board is not None)
    assert screen.forms.side is None
    assert world.titles[-1] == "Way forward"
    assert len(world.board().unassigned) == 24
    assert world.messages[-1].text == "Round 1 has 3 groups. Solve fills them."


def test_rules_that_clash_are_named_before_the_round_is_made(
    world: World, people: list[str], database: Database
) -> None:
    database.run(lambda s: add_session(s, "Way forward"), at=NINE)
    world.show()
    screen = world.screen
    screen.ask_for_round()
    panel = screen.forms.side
    assert isinstance(panel, NewRoundPanel)
    assert screen.stack.isHidden()
    panel.table.write(0, "facilitator", "Person 0003")
    panel.table.write(1, "rapporteur", "Person 0003")
    world.wait(lambda: "Person 0003" in panel.outcome.problem.text())
    panel.table.write(1, "rapporteur", "Person 0004")
    world.wait(panel.outcome.problem.isHidden)
    panel.table.write(1, "name", "A")
    panel.make.click()
    world.wait(lambda: "same name" in panel.problem.text())
    panel.table.write(1, "name", "B")
    panel.make.click()
    world.wait(lambda: screen.forms.side is None)
    assert not screen.stack.isHidden()
    world.wait(lambda: screen.view.board is not None)
    screen.dock.solve.click()
    world.wait(lambda: world.group_of(people[3]) == "A")
    assert world.group_of(people[4]) == "B"


def test_a_round_is_solved_then_published(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    screen = world.screen
    world.wait(lambda: screen.summary.quality.text() == "24 seats not given yet")
    screen.dock.solve.click()
    assert world.state() is State.SOLVING
    world.wait(lambda: not world.board().unassigned)
    world.wait(lambda: "possible" in screen.summary.quality.text())
    assert world.state() is State.READY
    assert [len(group.cards) for group in world.board().groups] == [8, 8, 8]
    assert world.messages[-1].text == "24 seats were given by the new plan."
    screen.dock.publish.click()
    world.wait(lambda: world.board().round.published)
    assert screen.view.locked
    assert not screen.dock.unpublish.isHidden()
    screen.dock.unpublish.click()
    world.wait(lambda: not world.board().round.published)


def test_a_plan_can_be_taken_back(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.dock.solve.click()
    world.wait(lambda: bool(world.messages))
    action = world.messages[-1].action
    assert action is not None
    assert action[0] == "Undo"
    action[1]()
    world.wait(lambda: len(world.board().unassigned) == 24)


def test_a_plan_that_moves_people_is_offered_first(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    world.show()
    screen = world.screen
    before = {person: world.group_of(person) for person in people}
    screen.dock.solve.click()
    world.wait(lambda: world.state() is not State.SOLVING)
    if world.state() is State.OFFERING:  # else what stands is the best possible
        assert "seats would change" in screen.dock.words.text()
        screen.dock.discard.click()
        assert world.state() is State.READY
    assert {person: world.group_of(person) for person in people} == before


def test_a_better_plan_is_used_when_the_user_says_so(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    by_country = sorted(people, key=lambda person: people.index(person) % 5)
    blocks = [by_country[n // 3 + n % 3 * 8] for n in range(24)]
    fill(database, round_id, blocks)
    world.show()
    screen = world.screen
    world.wait(lambda: not screen.summary.quality.isHidden())
    bad = screen.summary.quality.text()
    screen.dock.solve.click()
    world.wait(lambda: world.state() is State.OFFERING)
    screen.dock.adopt.click()
    world.wait(lambda: world.state() is State.READY)
    world.wait(lambda: screen.summary.quality.text() != bad)
    assert "seats were given" in world.messages[-1].text


def test_solving_can_be_cancelled(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.dock.solve.click()
    world.screen.dock.cancel.click()
    world.wait(lambda: world.state() is State.READY)
    assert not world.screen.solving.busy
    assert len(world.board().unassigned) == 24
    assert world.messages == []


def test_solving_can_be_stopped_with_the_best_plan_so_far(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    database.run(lambda s: add_people(s, 77), at=NINE)
    for day in (1, 2, 3):
        database.run(partial(make_round, day=day), at=NINE)
    world.show()
    screen = world.screen
    screen.dock.solve.click()
    screen.dock.solve.click()  # a second time changes nothing
    world.wait(lambda: "possible" in screen.dock.words.text())
    assert screen.solving.busy
    screen.dock.stop.click()
    world.wait(lambda: not world.board().unassigned)


def test_rules_that_clash_are_named_as_people_know_them(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    for form in ("together", "apart"):
        add_rule(database, form, people[:2])
    world.show()
    world.screen.dock.solve.click()
    world.wait(lambda: bool(world.messages))
    assert world.messages[-1].tone == "bad"
    assert "Person 0000" in world.messages[-1].text
    assert people[0] not in world.messages[-1].text
    assert world.state() is State.READY


def test_a_card_is_dragged_by_the_mouse_with_costs_on_every_column(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    world.show()
    view = world.screen.view
    assert world.group_of(people[0]) == "A"
    drag(view, middle(view, people[0]), view.layout_now.columns[2].center(), drop=False)
    world.wait(lambda: view.carry is not None and len(view.carry.costs) >= 2)
    mouse(view, QEvent.Type.MouseButtonRelease, view.layout_now.columns[2].center())
    assert world.group_of(people[0]) == "C"  # at once, before it is on disk

    kept = world.read(lambda s: breakouts.board(s, round_id)).where(people[0])
    assert kept
    assert kept[0]
    assert (kept[0].draft.name, kept[1].pinned) == ("C", True)


def test_a_card_is_moved_and_pinned_by_the_keyboard(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    world.show()
    view = world.screen.view
    view.choose(people[0])
    world.qtbot.keyClick(view, KEY.Key_P)
    world.wait(lambda: pinned(world, people[0]))
    world.qtbot.keyClick(view, KEY.Key_P)
    world.wait(lambda: not pinned(world, people[0]))
    world.qtbot.keyClick(view, KEY.Key_M)
    world.wait(lambda: view.carry is not None and bool(view.carry.costs))
    world.qtbot.keyClick(view, KEY.Key_Right)
    world.qtbot.keyClick(view, KEY.Key_Return)
    world.wait(lambda: world.group_of(people[0]) == "B")
    world.wait(lambda: pinned(world, people[0]))
    world.qtbot.keyClick(view, KEY.Key_Delete)
    world.wait(lambda: world.group_of(people[0]) is None)
    world.qtbot.keyClick(view, KEY.Key_P)
    assert not pinned(world, people[0])


def test_several_cards_are_moved_and_taken_back_together(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    world.show()
    view = world.screen.view
    view.choose(people[0])
    shift = Qt.KeyboardModifier.ShiftModifier
    world.qtbot.keyClick(view, KEY.Key_Down, shift)
    world.qtbot.keyClick(view, KEY.Key_M)
    world.wait(lambda: view.carry is not None and len(view.carry.costs) >= 2)
    world.qtbot.keyClick(view, KEY.Key_B)
    world.qtbot.keyClick(view, KEY.Key_Return)
    world.wait(lambda: bool(world.messages))
    assert world.messages[-1].text == "2 people were moved: B."
    assert [world.group_of(people[n]) for n in (0, 3)] == ["B", "B"]
    assert world.messages[-1].action
    world.messages[-1].action[1]()
    world.wait(lambda: [world.group_of(people[n]) for n in (0, 3)] == ["A", "A"])


def test_a_person_is_lit_in_all_rounds(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    second = database.run(lambda s: make_round(s, 1), at=NINE)[0]
    for key in (round_id, second):
        fill(database, key, people)
    world.show()
    buttons, view = world.screen.rounds.buttons, world.screen.view
    assert [key.text() for key in buttons.values()] == ["Round 1", "Round 2"]
    view.choose(people[1])
    assert [key.text() for key in buttons.values()] == ["Round 1 · B", "Round 2 · B"]
    assert view.met == dict.fromkeys(people[4::3], "2")
    buttons[second].click()
    world.wait(lambda: world.board().round.id == second)
    assert view.current == people[1]
    assert view.met == dict.fromkeys(people[4::3], "1")


def pinned(world: World, participant: str) -> bool:
    found = world.board().where(participant)
    return found is not None and found[1].pinned


def test_a_move_against_a_rule_goes_back_and_says_why(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    add_rule(database, "apart", people[:2])
    world.show()
    view = world.screen.view
    view.choose(people[0])
    for key in (KEY.Key_M, KEY.Key_Right, KEY.Key_Return):
        world.qtbot.keyClick(view, key)
    world.wait(lambda: bool(world.messages))
    assert "never share a group" in world.messages[-1].text
    world.wait(lambda: world.group_of(people[0]) == "A")


def test_a_change_elsewhere_waits_until_the_card_is_put_down(
    world: World, people: list[str], round_id: str, runner: Runner
) -> None:
    world.show()
    view = world.screen.view
    view.choose(people[0])
    view.lift()

    def rename(session: Session) -> None:
        session.info["action"] = "test.rename"
        session.get_one(rows.Participant, people[1]).printed_name = "Aaron"

    with world.qtbot.waitSignal(runner.changed):
        runner.submit(world.screen, rename)
    assert "Aaron" not in [card.name for card in world.board().cards()]
    view.put_down(drop=False)
    world.wait(lambda: "Aaron" in [card.name for card in world.board().cards()])


def test_rounds_are_chosen_beside_the_title(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    second = database.run(lambda s: make_round(s, day=1), at=NINE)[0]
    world.show()
    assert world.titles[-1] == "Breakout 1"
    world.screen.rounds.buttons[second].click()
    world.wait(lambda: world.titles[-1] == "Breakout 2")
    assert world.screen.rounds.buttons[second].isChecked()
    world.screen.go_to(round_id)
    world.wait(lambda: world.titles[-1] == "Breakout 1")


def test_a_group_is_edited_in_place(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    view = world.screen.view
    mouse(view, QEvent.Type.MouseButtonPress, view.head_box(0).center())
    mouse(view, QEvent.Type.MouseButtonRelease, view.head_box(0).center())
    panel = world.screen.forms.side
    assert isinstance(panel, GroupPanel)
    panel.fields["name"].setText("B")
    panel.save.click()
    world.wait(lambda: "same name" in panel.problem.text())
    panel.fields["name"].setText("A")
    panel.fields["room"].setText("Room 9")
    panel.save.click()
    world.wait(lambda: world.board().groups[0].draft.room == "Room 9")
    assert world.screen.forms.side is None


def test_what_matters_is_changed_in_place(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.dock.weights.click()
    panel = world.screen.forms.side
    assert isinstance(panel, RoundPanel)
    panel.levels.pickers["gender"].choose("Matters most")
    panel.save.click()
    world.wait(lambda: world.board().round.weights.traits.get("gender") == 3.0)
    assert world.screen.forms.side is None
    assert world.screen.view.bars == ("country", "gender")


def test_a_round_is_removed_and_brought_back(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.dock.weights.click()
    panel = world.screen.forms.side
    assert isinstance(panel, RoundPanel)
    panel.remove.click()
    world.wait(lambda: world.screen.stack.currentWidget() is world.screen.empty)
    world.wait(lambda: bool(world.messages))
    action = world.messages[-1].action
    assert action
    action[1]()
    world.wait(lambda: world.screen.stack.currentWidget() is world.screen.page)


def test_what_is_no_longer_there_is_explained(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    fill(database, round_id, people)
    world.show()
    world.screen.view.choose(people[0])
    world.screen.view.lift()  # so that the screen does not look again

    def remove(session: Session) -> None:
        breakouts.remove_round(session, round_id, at=NINE)

    world.read(remove)
    world.screen.dock.publish.click()
    world.wait(lambda: bool(world.messages))
    assert "no longer there" in world.messages[-1].text
    choose_output(world, "Lists by group")
    world.wait(lambda: len(world.messages) == 2)
    world.screen.view.put_down(drop=False)
    world.wait(lambda: world.screen.stack.currentWidget() is world.screen.empty)


def test_a_panel_for_what_is_gone_explains_itself(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.dock.weights.click()
    panel = world.screen.forms.side
    assert isinstance(panel, RoundPanel)
    world.screen.view.choose(people[0])
    world.screen.view.lift()
    world.read(lambda s: breakouts.remove_round(s, round_id, at=NINE))
    panel.remove.click()
    world.wait(lambda: "no longer there" in panel.problem.text())


def test_rules_are_added_and_removed_in_place(
    world: World, people: list[str], round_id: str
) -> None:
    world.show()
    world.screen.view.choose(people[0])
    world.screen.dock.rules.click()
    panel = world.screen.forms.side
    assert isinstance(panel, RulesPanel)
    assert panel.asking.first.currentText() == "Person 0000"
    panel.asking.make.click()
    assert "from the list" in panel.problem.text()
    panel.asking.second.setEditText("Person 0001")
    panel.asking.make.click()
    world.wait(lambda: "Person 0000 and Person 0001 sit together" in texts(panel))
    panel.asking.form.setCurrentIndex(3)
    panel.asking.make.click()
    sentence = "Person 0000 must not be in group A · Water"
    world.wait(lambda: sentence in texts(panel))
    for button in panel.findChildren(QPushButton):
        if button.accessibleName().endswith("sit together"):
            button.click()
    world.wait(lambda: "Person 0000 and Person 0001 sit together" not in texts(panel))


def test_rules_that_clash_are_named_beside_them_and_cleared_again(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    add_rule(database, "together", people[:2])
    add_rule(database, "apart", people[:2])
    world.show()
    world.screen.dock.rules.click()
    panel = world.screen.forms.side
    assert isinstance(panel, RulesPanel)
    world.wait(lambda: "can't all be kept" in panel.clash.text())
    assert "Person 0000" in panel.clash.text()
    panel.removed.emit(world.read(breakout_rules.rules)[0].id)
    world.wait(panel.clash.isHidden)


def texts(panel: RulesPanel) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_person_is_found_by_name(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    def name(session: Session) -> None:
        session.info["action"] = "test.name"
        for number, person in enumerate(people[:2]):
            row = session.get_one(rows.Participant, person)
            row.printed_name = ("Sarantuya Ganbold", "Bold Saran")[number]
            row.search_key = key_of(row)

    database.run(name, at=NINE)
    world.show()
    dock = world.screen.dock
    dock.search.setText("саран")
    world.wait(lambda: dock.found.text() == "2 found")
    first = world.screen.view.current
    world.qtbot.keyClick(dock.search, KEY.Key_Return)
    assert {first, world.screen.view.current} == set(people[:2])
    dock.search.clear()
    world.wait(lambda: dock.found.text() == "")


def choose_output(world: World, label: str) -> None:
    for action in world.screen.dock.lists.menu().actions():
        if action.text().startswith(label):
            action.trigger()


@pytest.fixture
def ready(world: World, people: list[str], round_id: str, database: Database) -> World:
    """A world whose only round is filled and shown."""
    fill(database, round_id, people)
    world.show()
    return world


@pytest.mark.parametrize(
    "output",
    [
        ("Lists by group", "Breakout groups round 1 Breakout 1.pdf", b"%PDF-"),
        ("Lists by room", "Breakout groups round 1 Breakout 1 by room.pdf", b"%PDF-"),
        ("Door signs", "Breakout groups round 1 Breakout 1 door signs.pdf", b"%PDF-"),
        ("Excel", "Breakout groups round 1 Breakout 1.xlsx", b"PK"),
        ("CSV", "Breakout groups round 1 Breakout 1.csv", b"\xef\xbb\xbfGroup,"),
    ],
)
def test_lists_signs_and_tables_are_saved(
    ready: World, tmp_path: Path, output: tuple[str, str, bytes]
) -> None:
    world, (label, name, begin) = ready, output
    choose_output(world, label)
    world.wait(lambda: bool(world.screen.findChildren(QFileDialog)))
    dialog = world.screen.findChildren(QFileDialog)[0]
    assert dialog.windowTitle() == f"Save {name}"
    path = tmp_path / name
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    world.wait(lambda: bool(world.messages))
    assert path.read_bytes().startswith(begin)


def test_the_round_on_the_wall_follows_what_is_changed(
    world: World, people: list[str], round_id: str, database: Database
) -> None:
    world.show()
    world.screen.outputs.project()
    world.wait(lambda: bool(world.messages))
    assert "Nobody has a group in round 1" in world.messages[-1].text
    fill(database, round_id, people)
    world.screen.shown()
    world.wait(lambda: world.group_of(people[0]) == "A")
    choose_output(world, "Show on the wall")
    outputs = world.screen.outputs
    world.wait(lambda: outputs.projector is not None)
    wall = outputs.projector
    assert wall is not None
    assert "Group A · Water: Person 0000" in wall.accessibleDescription()
    assert not wall.published
    world.screen.dock.publish.click()
    world.wait(lambda: wall.published)
    world.screen.dock.unpublish.click()
    world.wait(lambda: not wall.published)
    view = world.screen.view
    view.moved.emit((people[0],), world.board().groups[2].id)
    world.wait(lambda: "A · Water: Person 0003" in wall.accessibleDescription())
    world.screen.flush()
    assert outputs.projector is None


def test_without_people_or_sessions_the_screen_says_what_to_do(
    world: World,
) -> None:
    world.show()
    world.screen.empty.findChildren(QPushButton)[0].click()
    assert world.asked == [("people", "")]
    world.read(lambda s: add_people(s, 1))
    world.screen.shown()
    world.wait(lambda: len(world.titles) == 2)
    world.screen.empty.findChildren(QPushButton)[0].click()
    assert world.asked[-1] == ("programme", "")


def test_a_closed_screen_is_never_called(
    world: World, people: list[str], round_id: str, runner: Runner
) -> None:
    world.show()
    world.screen.dock.solve.click()
    delete(world.screen)
    with world.qtbot.waitSignal(runner.changed):
        runner.submit(runner, lambda s: make_round(s, day=2))
