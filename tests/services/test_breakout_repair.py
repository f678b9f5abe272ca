"""Who is missing and new in a round, and mending it, on a real file."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError
from nexus_desktop.core.breakout_repair import Step, Turnout
from nexus_desktop.services import (
    breakout_plans,
    breakout_repair,
    breakout_rules,
    breakout_seats,
    breakouts,
    history,
)
from nexus_desktop.services.breakout_repair import Case
from nexus_desktop.services.breakout_turnout import turnout
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_round, add_scans
from tests.services.desk_world import add_checkpoint

BEGINS = NINE + timedelta(hours=5)
SHORTLY_BEFORE = BEGINS - timedelta(minutes=10)


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 12))


@pytest.fixture
def desk(run: Run) -> str:
    return run(lambda s: add_checkpoint(s, "Registration"))


def seated_round(run: Run, people: Iterable[str], day: int = 0) -> str:
    """Make a round of three groups with `people` in them in turn."""
    round_id = run(lambda s: add_round(s, day=day, groups=3))
    groups = groups_of(run, round_id)
    seats: dict[str, str | None] = {
        person: groups[n % len(groups)] for n, person in enumerate(people)
    }

    def work(session: Session) -> None:
        session.info["action"] = "test.seats"
        breakout_seats.place(session, round_id, seats, pin=False, at=NINE)

    run(work)
    return round_id


def groups_of(run: Run, round_id: str) -> list[str]:
    return [g.id for g in run(lambda s: breakouts.board(s, round_id)).groups]


def came(
    run: Run, desk: str, people: Iterable[str], at: datetime = NINE, way: str = "in"
) -> None:
    run(lambda s: add_scans(s, desk, people, at, way))


def cancel(run: Run, person: str) -> None:
    def work(session: Session) -> None:
        session.info["action"] = "test.cancel"
        session.get_one(rows.Participant, person).status = "cancelled"

    run(work)


def looked(run: Run, round_id: str, at: datetime = SHORTLY_BEFORE) -> Turnout:
    return run(lambda s: turnout(s, round_id, at=at))


def case(run: Run, round_id: str, at: datetime = SHORTLY_BEFORE) -> Case:
    return run(lambda s: breakout_repair.case(s, round_id, at=at))


def seats(run: Run, round_id: str) -> dict[str, str]:
    board = run(lambda s: breakouts.board(s, round_id))
    return {card.id: group.id for group in board.groups for card in group.cards}


def adopt(run: Run, found: Case, step: Step, at: datetime = SHORTLY_BEFORE) -> str:
    return run(lambda s: breakout_repair.adopt(s, found, step, at=at)).told


def test_check_ins_tell_who_is_missing_and_who_is_new(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:9])
    came(run, desk, people[2:11])
    came(run, desk, people[2:3], at=NINE + timedelta(hours=1), way="out")
    found = looked(run, round_id)
    assert [one.id for one in found.missing] == people[:3]
    assert [one.id for one in found.new] == people[9:11]
    assert found.told == "3 missing, 2 new"
    assert found.by_check_in
    assert found.away == {*people[:3], people[11]}
    assert not found.begun


def test_long_before_a_round_only_the_list_of_people_counts(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:9])
    came(run, desk, people[5:6])
    cancel(run, people[0])
    found = looked(run, round_id, at=NINE)
    assert [one.id for one in found.missing] == people[:1]
    assert [one.id for one in found.new] == people[9:]
    assert not found.by_check_in


def test_nobody_is_missing_where_nobody_checks_in_or_the_round_is_over(
    run: Run, people: list[str]
) -> None:
    round_id = seated_round(run, people)
    assert not looked(run, round_id).is_needed
    cancel(run, people[0])
    assert looked(run, round_id).told == "1 missing"
    assert not looked(run, round_id, at=BEGINS + timedelta(hours=2)).is_needed
    empty = run(lambda s: add_round(s, day=1))
    assert not looked(run, empty).is_needed


def test_who_registered_once_is_there_on_the_second_day(
    run: Run, people: list[str]
) -> None:
    round_id = seated_round(run, people, day=1)
    once = run(lambda s: add_checkpoint(s, "Registration", rule="once"))
    day = timedelta(days=1)
    came(run, once, people[:10])
    came(run, once, people[:1], at=NINE + day, way="out")
    found = looked(run, round_id, at=SHORTLY_BEFORE + day)
    assert [one.id for one in found.missing] == [people[0], *people[10:]]
    run(lambda s: add_checkpoint(s, "Registration of each day"))
    came(run, once, people[:2], at=NINE + day + timedelta(hours=1))
    found = looked(run, round_id, at=SHORTLY_BEFORE + day)
    assert [one.id for one in found.missing] == people[2:]


def test_nobody_need_move_and_every_further_move_gains(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, sorted(people[:10], key=lambda p: people.index(p) % 5))
    later = seated_round(run, people[:10], day=1)
    came(run, desk, people[2:])
    found, seen = case(run, round_id), list[Step]()
    ways = breakout_repair.steps(found, steps=300, found=seen.append)
    assert seen[0] == ways[0]
    assert breakout_repair.worth_showing(seen) == ways
    assert ways[0].moves == 0
    assert [way.moves for way in ways] == sorted({way.moves for way in ways})
    assert (ways[-1].smallest, ways[-1].largest) == (3, 4)
    for way in ways:
        assert way.seats.keys() == set(people[2:])
    before, kept = seats(run, round_id), seats(run, later)
    for way in ways:
        exchanged = breakout_repair.told(found, way)
        moved = [c for each in exchanged for c in each.changes if c.origin]
        assert len(moved) == way.moves
        assert all(before[c.person.id] == c.origin != c.target for c in moved)
        new = [c for each in exchanged for c in each.changes if not c.origin]
        assert {c.person.id for c in new} == set(people[10:])
        assert [e.gain for e in exchanged[: -len(new)]] == sorted(
            (e.gain for e in exchanged[: -len(new)]), reverse=True
        )
    assert seats(run, later) == kept


def test_a_repair_is_taken_over_as_one_action(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:10])
    groups = groups_of(run, round_id)
    run(lambda s: breakout_seats.move(s, round_id, people[0], groups[0], at=NINE))
    run(lambda s: breakout_seats.move(s, round_id, people[5], groups[2], at=NINE))
    came(run, desk, people[2:])
    before = seats(run, round_id)
    found = case(run, round_id)
    way = breakout_repair.steps(found, steps=200)[0]
    said = adopt(run, found, way)
    assert said.startswith("Round 1 is mended: 2 taken out, 2 seated (Person 0010 to ")
    assert seats(run, round_id) == dict(way.seats)
    assert not looked(run, round_id).is_needed
    assert adopt(run, found, way) == "Round 1 is mended: nothing changed."
    run(lambda s: history.undo_last(s, at=SHORTLY_BEFORE))
    assert seats(run, round_id) == before


def test_a_published_round_is_published_anew_with_its_changes_named(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:11])
    run(lambda s: breakouts.publish(s, round_id, at=NINE))
    came(run, desk, people[1:])
    found = case(run, round_id)
    assert found.turnout.published
    way = breakout_repair.steps(found, steps=200)[0]
    said = adopt(run, found, way)
    assert said.startswith("Round 1 is published anew: 1 taken out, 1 seated (Person")
    info = run(lambda s: breakouts.info(s, round_id))
    assert info.published_at == SHORTLY_BEFORE
    later = SHORTLY_BEFORE + timedelta(minutes=1)
    adopt(run, found, way, at=later)
    assert run(lambda s: breakouts.info(s, round_id)).published_at == SHORTLY_BEFORE


def test_in_a_round_that_has_begun_everybody_stays(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:10])
    seated_round(run, people, day=1)
    now = BEGINS + timedelta(minutes=5)
    came(run, desk, people[2:])
    found = case(run, round_id, at=now)
    assert found.turnout.begun
    assert found.turnout.frozen == ()
    (way,) = breakout_repair.steps(found)
    assert way.moves == 0
    before = seats(run, round_id)
    groups = groups_of(run, round_id)
    forced = Step(1, 0.0, {**way.seats, people[2]: groups[0], people[3]: groups[1]})
    said = adopt(run, found, forced, at=now)
    assert "moved" not in said
    after = seats(run, round_id)
    assert {key: after[key] for key in people[2:10]} == {
        key: before[key] for key in people[2:10]
    }
    later = run(breakouts.rounds)[1].id
    assert looked(run, later, at=now).frozen == (1,)


def test_who_and_what_is_gone_meanwhile_is_passed_over(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people[:10])
    came(run, desk, people[2:])
    found = case(run, round_id)
    way = breakout_repair.steps(found, steps=200)[0]
    cancel(run, people[11])
    lost = {**way.seats, people[10]: "no such group"}
    adopt(run, found, Step(0, 0.0, lost))
    assert not {people[10], people[11]} & seats(run, round_id).keys()


def test_groups_may_be_uneven_when_nobody_is_to_move(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people)
    came(run, desk, [p for n, p in enumerate(people) if n % 3 or n == 9])
    ways = breakout_repair.steps(case(run, round_id), steps=300)
    assert (ways[0].moves, ways[0].smallest, ways[0].largest) == (0, 1, 4)
    assert (ways[1].moves, ways[1].smallest, ways[1].largest) == (2, 3, 3)


def test_rules_that_clash_are_named_as_people_know_them(
    run: Run, people: list[str]
) -> None:
    round_id = seated_round(run, people[:10])
    for form in ("together", "apart"):
        run(
            lambda s, form=form: breakout_rules.add_rule(  # type: ignore[misc]
                s, form, tuple(people[:2]), None, at=NINE
            )
        )
    with pytest.raises(BreakoutError, match="Person 0000"):
        breakout_repair.steps(case(run, round_id), steps=10)


def test_only_the_round_itself_is_open(run: Run, people: list[str]) -> None:
    first = seated_round(run, people)
    second = seated_round(run, people, day=1)
    run(lambda s: add_round(s, day=2))
    run(lambda s: breakouts.publish(s, first, at=NINE))
    found = run(lambda s: breakout_plans.one_open(s, first)).problem
    assert [part.id for part in found.rounds] == [first, second]
    assert found.frozen == {second}


def test_who_leads_a_group_keeps_their_seat_unless_they_cancelled(
    run: Run, people: list[str], desk: str
) -> None:
    round_id = seated_round(run, people)
    a, b, _ = groups_of(run, round_id)

    def lead(session: Session) -> None:
        session.info["action"] = "test.lead"
        session.get_one(rows.Group, a).facilitator_id = people[0]
        session.get_one(rows.Group, b).rapporteur_id = people[1]

    run(lead)
    cancel(run, people[1])
    fixed = case(run, round_id).position.problem.fixed
    assert [(place.person, place.group) for place in fixed] == [(people[0], a)]
