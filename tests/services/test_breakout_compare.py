"""Plans put aside, compared with the one on the board, and taken over."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError
from nexus_desktop.core.breakout_compare import Comparison
from nexus_desktop.core.errors import NotFound
from nexus_desktop.services import (
    breakout_compare,
    breakout_plans,
    breakout_seats,
    breakouts,
    history,
)
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people
from tests.services.test_breakout_repair import groups_of, seated_round, seats

LATER = NINE + timedelta(minutes=5)


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 9))


def aside(run: Run) -> str:
    return run(lambda s: breakout_compare.put_aside(s, at=NINE)).id


def move(run: Run, round_id: str, person: str, group: str) -> None:
    run(lambda s: breakout_seats.move(s, round_id, person, group, at=NINE))
    run(lambda s: breakout_seats.unpin(s, round_id, person, at=NINE))


def compared(run: Run, plan_id: str) -> Comparison:
    found = next(p for p in run(breakout_compare.asides) if p.id == plan_id)
    return breakout_compare.compare(run(breakout_plans.position), found.seats)


def test_who_sits_elsewhere_is_named(run: Run, people: list[str]) -> None:
    round_id = seated_round(run, people)
    plan_id = aside(run)
    assert compared(run, plan_id).elsewhere == ()
    groups = groups_of(run, round_id)
    move(run, round_id, people[0], groups[2])
    run(lambda s: breakout_seats.move(s, round_id, people[1], None, at=NINE))
    found = compared(run, plan_id)
    assert [(e.name, e.round, e.now, e.other) for e in found.elsewhere] == [
        ("Person 0000", 1, "C", "A"),
        ("Person 0001", 1, "", "B"),
    ]
    assert (found.now.missing, found.other.missing) == (1, 0)
    assert (found.now.sizes, found.other.sizes) == ((2, 4), (3, 3))
    assert found.other.standing.cost >= found.other.standing.bound
    assert found.other.balance.keys() == {"country", "gender"}


def test_a_plan_is_taken_over_as_one_action_and_stays_aside(
    run: Run, people: list[str]
) -> None:
    first, second = seated_round(run, people), seated_round(run, people, day=1)
    before = seats(run, first)
    plan_id = aside(run)
    for round_id in (first, second):
        groups = groups_of(run, round_id)
        move(run, round_id, people[0], groups[2])
        move(run, round_id, people[1], groups[2])
    moved = seats(run, first)
    assert run(lambda s: breakout_compare.adopt(s, plan_id, at=LATER)).moves == 4
    assert seats(run, first) == before
    assert run(lambda s: breakout_compare.adopt(s, plan_id, at=LATER)).moves == 0
    run(lambda s: history.undo_last(s, at=LATER))
    assert seats(run, first) == moved
    assert [plan.id for plan in run(breakout_compare.asides)] == [plan_id]


def test_rounds_that_are_published_or_have_begun_stay(
    run: Run, people: list[str]
) -> None:
    first, second = seated_round(run, people), seated_round(run, people, day=1)
    plan_id = aside(run)
    for round_id in (first, second):
        move(run, round_id, people[0], groups_of(run, round_id)[2])
    run(lambda s: breakouts.publish(s, second, at=NINE))
    assert {e.round for e in compared(run, plan_id).elsewhere} == {1}
    begun = NINE + timedelta(hours=6)
    assert run(lambda s: breakout_compare.adopt(s, plan_id, at=begun)).moves == 0


def test_people_and_groups_that_are_gone_are_passed_over(
    run: Run, people: list[str]
) -> None:
    round_id = seated_round(run, people)
    plan_id = aside(run)

    def change(session: Session) -> None:
        session.info["action"] = "test.change"
        session.get_one(rows.Participant, people[0]).status = "cancelled"
        plan = session.get_one(rows.Plan, plan_id)
        plan.seats = {round_id: {**plan.seats[round_id], people[1]: "gone"}}

    run(change)
    assert [e.name for e in compared(run, plan_id).elsewhere] == ["Person 0001"]
    assert run(lambda s: breakout_compare.adopt(s, plan_id, at=LATER)).moves == 0


def test_plans_are_listed_by_time_and_forgotten(run: Run, people: list[str]) -> None:
    with pytest.raises(BreakoutError, match="Nobody has a group yet"):
        aside(run)
    seated_round(run, people)
    first = aside(run)
    second = run(lambda s: breakout_compare.put_aside(s, at=LATER))
    assert second.name == "Plan of 05 Nov 09:05"
    assert [plan.id for plan in run(breakout_compare.asides)] == [second.id, first]
    run(lambda s: breakout_compare.forget(s, first, at=LATER))
    assert [plan.id for plan in run(breakout_compare.asides)] == [second.id]
    with pytest.raises(NotFound, match="no longer there"):
        run(lambda s: breakout_compare.adopt(s, first, at=LATER))
