from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import ScanResult, Verdict
from nexus_desktop.core.checkpoints import CheckpointDraft, CheckpointError
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import (
    checkin,
    checkpoint_making,
    checkpoints,
    history,
    programme,
)
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_round
from tests.services.desk_world import World, add_checkpoint, add_person, build

GANBOLD, LE, PENA = "Sarantuya Ganbold", "Lê Văn Đức", "Juan Miguel Peña"
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def draft(name: str, **more: object) -> CheckpointDraft:
    return CheckpointDraft(name=name, **more)  # type: ignore[arg-type]  # its fields


def meet(run: Run, title: str, hours: float, form: str = "plenary") -> str:
    begins = NINE + hours * HOUR
    item = SessionDraft(title=title, starts_at=begins, ends_at=begins + HOUR, form=form)
    return run(lambda s: programme.add(s, item, at=NINE)).id


def scan(run: Run, world: World, name: str, place: str, minute: int = 0) -> ScanResult:
    at = NINE + minute * MINUTE
    return run(lambda s: checkin.scan(s, world.codes[name], place, at=at), at)


# Setting up


def test_a_checkpoint_is_added_changed_and_taken_away(run: Run) -> None:
    made = run(lambda s: checkpoints.add(s, draft(" Hall  A "), at=NINE))
    assert made.draft == draft("Hall A")
    wanted = draft("Hall B", rule="in and out", entitled={"role": ("Speaker",)})
    changed = run(lambda s: checkpoints.edit(s, made.id, wanted, at=NINE))
    assert changed.draft == wanted
    assert run(lambda s: checkpoints.one(s, made.id)) == changed
    run(lambda s: checkpoints.remove(s, made.id, at=NINE))
    with pytest.raises(NotFound, match="not there"):
        run(lambda s: checkpoints.one(s, made.id))
    run(lambda s: checkpoints.bring_back(s, made.id, at=NINE))
    assert run(lambda s: checkpoints.one(s, made.id)) == changed
    with pytest.raises(NotFound, match="never"):
        run(lambda s: checkpoints.bring_back(s, "other", at=NINE))


def test_saying_the_same_changes_nothing(run: Run, database: Database) -> None:
    made = run(lambda s: checkpoints.add(s, draft("Hall"), at=NINE))
    _, touched = database.run(
        lambda s: checkpoints.edit(s, made.id, made.draft, at=NINE), at=NINE
    )
    assert touched == frozenset()
    _, touched = database.run(
        lambda s: checkpoints.edit(s, made.id, draft("hall"), at=NINE), at=NINE
    )
    assert touched == {Kind.CHECKPOINT}


def test_two_checkpoints_of_one_name_can_not_be_told_apart(run: Run) -> None:
    run(lambda s: checkpoints.add(s, draft("Hall A"), at=NINE))
    other = run(lambda s: checkpoints.add(s, draft("Hall B"), at=NINE))
    with pytest.raises(CheckpointError, match="Staff choose by the name"):
        run(lambda s: checkpoints.add(s, draft("hall a"), at=NINE))
    with pytest.raises(CheckpointError, match="already"):
        run(lambda s: checkpoints.edit(s, other.id, draft("Hall A"), at=NINE))


def test_the_scans_at_a_removed_checkpoint_still_count(world: World, run: Run) -> None:
    scan(run, world, LE, world.door)
    run(lambda s: checkpoints.remove(s, world.door, at=NINE))
    assert run(lambda s: s.query(rows.Scan).count()) == 1
    again = run(checkin.checkpoints)
    assert world.door not in {place.id for place in again}


def test_taking_a_checkpoint_away_can_be_undone(run: Run) -> None:
    made = run(lambda s: checkpoints.add(s, draft("Hall"), at=NINE))
    run(lambda s: checkpoints.remove(s, made.id, at=NINE))
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: checkpoints.one(s, made.id)) == made


# Out of the programme


def test_a_day_of_sessions_gets_its_checkpoints_at_once(run: Run) -> None:
    opening, lunch = meet(run, "Opening", 0), meet(run, "Lunch", 3, "break")
    visit = meet(run, "Site visit", 5, "visit")
    meet(run, "Lunch", 27, "break")
    meet(run, "Registration", -1, "registration")
    found = run(checkpoint_making.proposed)
    assert [(p.session.title, p.purpose, p.is_usual) for p in found] == [
        ("Opening", "session", True),
        ("Lunch", "meal", True),
        ("Site visit", "visit", True),
        ("Lunch", "meal", True),
    ]
    ids = {opening, lunch, visit}
    made = run(lambda s: checkpoint_making.make(s, ids, at=NINE))
    assert [(k.draft.name, k.draft.purpose, k.draft.rule) for k in made.added] == [
        ("Opening", "session", "once a day"),
        ("Lunch, day 1", "meal", "once"),
        ("Site visit", "visit", "once a day"),
    ]
    assert {k.draft.day for k in made.added} == {date(2014, 11, 5)}
    again = run(lambda s: checkpoint_making.make(s, ids, at=NINE))
    assert (again.added, again.there) == ((), 3)
    assert [p.is_there for p in run(checkpoint_making.proposed)] == [
        True, True, True, False,
    ]  # fmt: skip


def test_each_group_of_a_breakout_gets_a_door_for_its_people(run: Run) -> None:
    run(lambda s: add_round(s, 0, 2))
    (found,) = run(checkpoint_making.proposed)
    assert (found.groups, found.is_there) == (2, False)
    ids = {found.session.id}
    made = run(lambda s: checkpoint_making.make(s, (), ids, at=NINE))
    assert [kept.draft.name for kept in made.added] == ["Group A", "Group B"]
    assert all(len(kept.draft.entitled["group"]) == 1 for kept in made.added)
    (found,) = run(checkpoint_making.proposed)
    assert (found.groups, found.is_there) == (0, False)
    again = run(lambda s: checkpoint_making.make(s, (), ids, at=NINE))
    assert (again.added, again.there) == ((), 2)
    other = run(lambda s: checkpoint_making.make(s, (), {"other"}, at=NINE))
    assert (other.added, other.there) == ((), 0)


def test_a_group_without_its_session_gets_no_door(run: Run) -> None:
    run(lambda s: add_round(s, 0, 2))
    (found,) = run(checkpoint_making.proposed)

    def lose(session: Session) -> None:
        session.info["action"] = "test.lose"
        item = session.get_one(rows.Session, found.session.id)
        item.removed_at = NINE

    run(lose)
    made = run(lambda s: checkpoint_making.make(s, (), {found.session.id}, at=NINE))
    assert made.added == ()


# At the door


def test_moving_to_another_room_leaves_the_last(world: World, run: Run) -> None:
    def room(session: Session, name: str) -> str:
        return add_checkpoint(session, name, purpose="session", rule="in and out")

    one, two = run(lambda s: room(s, "Room 1")), run(lambda s: room(s, "Room 2"))
    verdicts = [
        scan(run, world, LE, place, minute).verdict
        for minute, place in ((0, one), (5, two), (10, one), (15, one), (20, two))
    ]
    assert verdicts == [
        Verdict.ADMITTED,
        Verdict.ADMITTED,
        Verdict.ADMITTED,  # they had left by going to Room 2
        Verdict.CHECKED_OUT,
        Verdict.ADMITTED,
    ]


def test_undoing_the_second_room_puts_them_back_in_the_first(
    world: World, run: Run
) -> None:
    def room(session: Session, name: str) -> str:
        return add_checkpoint(session, name, purpose="session", rule="in and out")

    one, two = run(lambda s: room(s, "Room 1")), run(lambda s: room(s, "Room 2"))
    scan(run, world, LE, one)
    moved = scan(run, world, LE, two, 5)
    run(lambda s: checkin.undo_scan(s, moved.scan_id, at=NINE + 6 * MINUTE))
    out = scan(run, world, LE, one, 10)
    assert (out.verdict, out.message) == (Verdict.CHECKED_OUT, "Came in at 09:00.")
    assert run(lambda s: checkin.card(s, out.scan_id)) == out


def test_a_session_welcomes_who_comes_back_from_another_room(
    world: World, run: Run
) -> None:
    hall = run(lambda s: add_checkpoint(s, "Hall", purpose="session"))
    clinic = run(lambda s: add_checkpoint(s, "Clinic", purpose="session", rule="once"))
    found = [
        scan(run, world, LE, place, minute).verdict
        for minute, place in ((0, hall), (4, hall), (8, clinic), (12, hall))
    ]
    assert found == [
        Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ADMITTED, Verdict.ADMITTED,
    ]  # fmt: skip
    lines = run(lambda s: checkin.recent(s, hall))
    assert lines[1].first_at == NINE
    people = run(lambda s: checkin.matches(s, "duc", clinic, at=NINE + 20 * MINUTE))
    assert people.people[0].arrived_at is None


def test_registering_again_and_a_meal_leave_nothing(world: World, run: Run) -> None:
    meal = run(lambda s: add_checkpoint(s, "Lunch", purpose="meal", rule="once"))
    scan(run, world, LE, world.desk)
    scan(run, world, LE, meal, 5)
    scan(run, world, LE, world.door, 10)
    assert scan(run, world, LE, meal, 15).verdict is Verdict.ALREADY_IN
    assert scan(run, world, LE, world.desk, 20).verdict is Verdict.ALREADY_IN
    assert scan(run, world, LE, world.door, 25).verdict is Verdict.CHECKED_OUT


# For whom


def test_the_people_of_a_group_may_pass(world: World, run: Run) -> None:
    def seat_some(session: Session) -> tuple[str, str]:
        round_id = add_round(session, 0, 2)
        group = session.query(rows.Group).order_by(rows.Group.position).first()
        assert group is not None
        session.add(
            rows.Seat(
                id="seat",
                round_id=round_id,
                group_id=group.id,
                participant_id=world.people[LE],
            )
        )
        door = add_checkpoint(
            session, "Group A", purpose="session", entitled={"group": [group.id]}
        )
        return door, group.id

    door, _group = run(seat_some)
    assert scan(run, world, LE, door).verdict is Verdict.ADMITTED
    assert scan(run, world, GANBOLD, door).verdict is Verdict.NOT_ENTITLED
    counts = run(lambda s: checkin.arrivals(s, door, at=NINE + HOUR))
    assert (counts.expected, counts.arrived) == (1, 1)
    waiting = run(lambda s: checkin.awaited(s, door, at=NINE - HOUR))
    assert [match.guest.name for match in waiting] == []

    def empty(session: Session) -> None:
        session.info["action"] = "test.empty"
        session.get_one(rows.Seat, "seat").removed_at = NINE

    run(empty)
    assert scan(run, world, LE, door, 30).verdict is Verdict.NOT_ENTITLED


def test_named_people_may_pass_whatever_their_role(world: World, run: Run) -> None:
    named = {"role": ["Speaker"], "participant": [world.people[LE]]}
    door = run(lambda s: add_checkpoint(s, "Dinner", purpose="meal", entitled=named))
    verdicts = {
        name: scan(run, world, name, door).verdict for name in (GANBOLD, LE, PENA)
    }
    assert verdicts == {
        GANBOLD: Verdict.ADMITTED,
        LE: Verdict.ADMITTED,
        PENA: Verdict.NOT_ENTITLED,
    }


def test_who_was_named_before_a_merge_may_pass_after_it(world: World, run: Run) -> None:
    twin = run(lambda s: add_person(s, "Le Van Duc", country="VN"))
    named = {"participant": [twin]}
    door = run(lambda s: add_checkpoint(s, "Dinner", purpose="meal", entitled=named))

    def merge(session: Session) -> None:
        session.info["action"] = "test.merge"
        row = session.get_one(rows.Participant, twin)
        row.merged_into_id, row.removed_at = world.people[LE], NINE

    run(merge)
    assert scan(run, world, LE, door).verdict is Verdict.ADMITTED
