import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, Moved, RoundDraft, Weights
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import (
    breakout_plans,
    breakout_rules,
    breakout_seats,
    breakouts,
)
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.solver.plan import Bound, Cost, Plan
from nexus_desktop.solver.problem import Group, Place, Problem, Round
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.breakout_world import (
    add_people,
    add_round,
    add_session,
    water_and_energy,
)


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 6))


def groups_of(run: Run, round_id: str) -> list[str]:
    board = run(lambda s: breakouts.board(s, round_id))
    return [group.id for group in board.groups]


def in_turn(people: list[str], groups: list[str]) -> dict[str, str]:
    return {p: groups[n % len(groups)] for n, p in enumerate(people)}


def plan(rounds: dict[str, dict[str, str]]) -> Plan:
    return Plan(rounds, Cost(3.0), Bound(2.0), optimal=False, seconds=0.1, seed=1)


def adopt(run: Run, rounds: dict[str, dict[str, str]]) -> Moved:
    return run(lambda s: breakout_plans.adopt(s, plan(rounds), at=NINE))


def problem(run: Run) -> Problem:
    return run(breakout_plans.problem)


def seats(run: Run) -> dict[str, dict[str, str]]:
    return {part: dict(taken) for part, taken in position(run).seats.items()}


def position(run: Run) -> Position:
    return run(breakout_plans.position)


def test_the_problem_holds_all_open_rounds(run: Run, people: list[str]) -> None:
    first, second = run(add_round), run(lambda s: add_round(s, day=1, groups=4))
    found = problem(run)
    assert {person.id for person in found.people} == set(people)
    assert found.people[0].traits.keys() == {"country", "gender"}
    assert [part.id for part in found.rounds] == [first, second]
    assert [(g.least, g.most) for g in found.rounds[0].groups] == [(3, 3), (3, 3)]
    assert [(g.least, g.most) for g in found.rounds[1].groups] == [(1, 2)] * 4
    assert dict(found.weights.traits) == {"country": 1.0, "gender": 1.0}
    assert (found.weights.repeat, found.weights.wish) == (1.0, 0.0)
    assert not found.frozen
    assert not found.previous
    only = run(lambda s: breakout_plans.problem(s, [second]))
    assert [part.id for part in only.rounds] == [second]


def test_pins_and_rules_become_hard_rules(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    a, b = groups_of(run, round_id)
    run(lambda s: breakout_seats.move(s, round_id, people[0], a, at=NINE))
    for form, who, group in (
        ("together", people[1:4], None),
        ("apart", people[0:2], None),
        ("must", people[4:6], b),
        ("must not", people[1:2], b),
    ):
        add(run, form, who, group)
    found = problem(run)
    assert set(found.fixed) == {
        Place(people[0], round_id, a),
        Place(people[4], round_id, b),
        Place(people[5], round_id, b),
    }
    assert found.forbidden == (Place(people[1], round_id, b),)
    assert [set(crowd) for crowd in found.together] == [set(people[1:4])]
    assert [set(crowd) for crowd in found.apart] == [set(people[0:2])]
    assert dict(found.previous) == {round_id: {people[0]: a}}


def add(run: Run, form: str, who: list[str], group: str | None) -> None:
    run(lambda s: breakout_rules.add_rule(s, form, tuple(who), group, at=NINE))


def test_many_pins_in_one_group_make_room_there(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    a, b = groups_of(run, round_id)
    for person in people[:5]:
        pin(run, round_id, person, a)
    assert problem(run).rounds[0].groups == (Group(a, 5, 5), Group(b, 1, 1))


def pin(run: Run, round_id: str, person: str, group: str) -> None:
    run(lambda s: breakout_seats.move(s, round_id, person, group, at=NINE))


def test_wishes_are_those_for_groups_of_the_round(run: Run, people: list[str]) -> None:
    draft = RoundDraft(water_and_energy(), Weights({"country": 1.0}, wish=1.0))
    info = run(lambda s: breakouts.new_round(s, add_session(s, "X"), draft, at=NINE))
    run(lambda s: add_round(s, day=1))
    water, energy = groups_of(run, info.id)

    def wish(session: Session) -> None:
        session.info["action"] = "test.wish"
        one, other = (session.get_one(rows.Participant, p) for p in people[:2])
        one.wishes = ["Energy", "Mars", "Water"]
        other.wishes = ["Mars"]

    run(wish)
    assert problem(run).wishes == {people[0]: {info.id: (energy, water)}}
    other = Weights({"gender": 2.0}, repeat=0.0, wish=0.0)
    run(lambda s: breakouts.edit_round(s, info.id, other, at=NINE))
    found = problem(run)
    assert not found.wishes
    assert dict(found.weights.traits) == {"country": 1.0, "gender": 2.0}


def test_published_rounds_are_frozen_with_their_people(
    run: Run, people: list[str]
) -> None:
    first, second = run(add_round), run(lambda s: add_round(s, day=1))
    a, b = groups_of(run, first)
    adopt(run, {first: in_turn(people[:5], [a, b])})
    run(lambda s: breakouts.publish(s, first, at=NINE))
    add(run, "must", people[:1], b)
    found = problem(run)
    assert found.frozen == {first}
    assert found.rounds[0] == Round(
        first, (Group(a, 3, 3), Group(b, 2, 2)), frozenset(people[5:])
    )
    assert found.rounds[1].absent == frozenset()
    assert dict(found.previous) == {first: in_turn(people[:5], [a, b])}
    assert not found.fixed
    only = run(lambda s: breakout_plans.problem(s, [second]))
    assert [part.id for part in only.rounds] == [first, second]
    run(lambda s: breakouts.unpublish(s, first, at=NINE))
    assert problem(run).fixed == (Place(people[0], first, b),)


def test_a_rule_newer_than_a_published_round_does_not_stop_the_next_plan(
    run: Run, people: list[str]
) -> None:
    first = run(add_round)
    a, b = groups_of(run, first)
    adopt(run, {first: in_turn(people, [a, b])})
    run(lambda s: breakouts.publish(s, first, at=NINE))
    add(run, "together", people[:2], None)
    add(run, "apart", [people[2], people[3], people[4]], None)
    found = problem(run)
    assert found.rounds[0].absent == {people[1], people[4]}
    assert found.rounds[0].groups == (Group(a, 2, 2), Group(b, 2, 2))
    assert set(found.previous[first]) == set(people) - {people[1], people[4]}


def test_a_plan_is_taken_over_and_a_second_time_changes_nothing(
    run: Run, people: list[str], database: Database
) -> None:
    first, second = run(add_round), run(lambda s: add_round(s, day=1))
    wanted = {
        first: in_turn(people, groups_of(run, first)),
        second: in_turn(people[::-1], groups_of(run, second)),
    }
    assert adopt(run, wanted) == Moved(12)
    assert seats(run) == wanted
    again = database.run(
        lambda s: breakout_plans.adopt(s, plan(wanted), at=NINE), at=NINE
    )
    assert again == (Moved(0), frozenset())


def test_only_seats_that_change_are_written(
    run: Run, people: list[str], database: Database
) -> None:
    round_id = run(add_round)
    a, b = groups_of(run, round_id)
    before = in_turn(people, [a, b])
    adopt(run, {round_id: before})
    after = before | {people[0]: b, people[1]: a}
    work = lambda s: breakout_plans.adopt(s, plan({round_id: after}), at=NINE)  # noqa: E731
    moved, touched = database.run(work, at=NINE)
    assert (moved, touched) == (Moved(2), frozenset({Kind.SEAT}))
    changes = run(lambda s: s.scalars(select(rows.Entry)).all())[-1].changes
    assert changes.count('"kind":"seat"') == 2


def test_whoever_was_pinned_meanwhile_stays(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    a, b = groups_of(run, round_id)
    pin(run, round_id, people[0], a)
    assert adopt(run, {round_id: dict.fromkeys(people, b)}) == Moved(5)
    assert seats(run)[round_id][people[0]] == a


def test_what_is_gone_or_locked_meanwhile_is_passed_over(
    run: Run, people: list[str]
) -> None:
    first, second = run(add_round), run(lambda s: add_round(s, day=1))
    third = run(lambda s: add_round(s, day=2))
    a, b = groups_of(run, first)
    other = groups_of(run, second)
    adopt(run, {second: in_turn(people, other)})
    run(lambda s: breakouts.publish(s, second, at=NINE))
    gone = groups_of(run, third)
    run(lambda s: breakouts.remove_round(s, third, at=NINE))

    def cancel(session: Session) -> None:
        session.info["action"] = "test.cancel"
        session.get_one(rows.Participant, people[0]).status = "cancelled"

    run(cancel)
    wanted = {
        first: in_turn(people, [a, b]) | {people[1]: "no such group"},
        second: in_turn(people, other[::-1]),
        third: in_turn(people, gone),
    }
    assert adopt(run, wanted) == Moved(4)
    taken = seats(run)
    assert set(taken) == {first, second}
    assert set(taken[first]) == set(people[2:])
    assert taken[second] == {
        person: group
        for person, group in in_turn(people, other).items()
        if person != people[0]
    }


def test_the_figures_of_the_plan_are_kept_with_its_rounds(
    run: Run, people: list[str]
) -> None:
    round_id = run(add_round)
    adopt(run, {round_id: in_turn(people, groups_of(run, round_id))})
    result = run(lambda s: dict(s.get_one(rows.Round, round_id).result))
    assert result["cost"]["total"] == 3.0
    assert result["bound"]["total"] == 2.0
    assert "rounds" not in result


def test_without_people_or_rounds_there_is_no_problem(run: Run) -> None:
    with pytest.raises(BreakoutError, match="Nobody is expected"):
        problem(run)
    run(lambda s: add_people(s, 2))
    with pytest.raises(BreakoutError, match="no breakout round"):
        problem(run)


def test_names_say_what_ids_mean(run: Run, people: list[str]) -> None:
    round_id = run(add_round)
    names = position(run).names
    a, _ = groups_of(run, round_id)
    assert (names[round_id], names[a]) == ("1", "A")
    assert names[people[0]] == "Person 0000"
