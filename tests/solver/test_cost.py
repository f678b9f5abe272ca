"""What a seating costs, against a second way to say it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.cost import crowd_costs, evaluate, move_costs
from nexus_desktop.solver.problem import Problem
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain


@st.composite
def seated(draw: st.DrawFn) -> tuple[Document, oracle.Seats]:
    """A problem and any seating of it: rules broken, seats missing."""
    document = draw(documents(most_people=8))
    seats: oracle.Seats = {}
    for part in document["rounds"]:
        groups = [group["id"] for group in part["groups"]]
        seats[part["id"]] = {
            person["id"]: draw(st.sampled_from(groups))
            for person in document["people"]
            if draw(st.booleans())
        }
    return document, seats


@given(seated())
@settings(max_examples=150, deadline=None)
def test_the_cost_is_what_the_formulae_say(
    given: tuple[Document, oracle.Seats],
) -> None:
    document, seats = given
    cost = evaluate(Problem.from_json(document), seats)
    assert cost.total == pytest.approx(oracle.total(document, seats), abs=1e-9)
    assert cost.repeats == oracle.repeats(document, seats)
    assert cost.moved == oracle.moved(document, seats)
    parts = [*cost.balance.values(), cost.repeat, cost.wish, cost.move]
    assert cost.total == pytest.approx(sum(parts))
    for trait, part in cost.balance.items():
        weight = document["weights"]["traits"][trait]
        assert part == pytest.approx(weight * oracle.balance(document, seats, trait))


@given(seated(), st.data())
@settings(max_examples=100, deadline=None)
def test_moving_a_person_costs_what_the_totals_differ_by(
    given: tuple[Document, oracle.Seats], data: st.DataObject
) -> None:
    document, seats = given
    part = data.draw(st.sampled_from(document["rounds"]))
    person = data.draw(st.sampled_from(document["people"]))["id"]
    costs = move_costs(Problem.from_json(document), seats, part["id"], person)
    here = seats[part["id"]].get(person)
    assert set(costs) == {group["id"] for group in part["groups"]} - {here}
    for group, change in costs.items():
        after = {**seats, part["id"]: {**seats[part["id"]], person: group}}
        expected = oracle.total(document, after) - oracle.total(document, seats)
        assert change == pytest.approx(expected, abs=1e-9)


@given(seated(), st.data())
@settings(max_examples=60, deadline=None)
def test_moving_several_people_costs_what_the_totals_differ_by(
    given: tuple[Document, oracle.Seats], data: st.DataObject
) -> None:
    document, seats = given
    part = data.draw(st.sampled_from(document["rounds"]))
    ids = [person["id"] for person in document["people"]]
    people = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    costs = crowd_costs(Problem.from_json(document), seats, part["id"], people)
    there = seats[part["id"]]
    for group in (group["id"] for group in part["groups"]):
        if all(there.get(person) == group for person in people):
            assert group not in costs
            continue
        after = {**seats, part["id"]: {**there, **dict.fromkeys(people, group)}}
        expected = oracle.total(document, after) - oracle.total(document, seats)
        assert costs[group] == pytest.approx(expected, abs=1e-9)


def test_a_full_sized_plan_costs_what_the_formulae_say() -> None:
    problem = case("breakout_130x10x4_rules")
    seats = {
        part.id: {
            person.id: part.groups[i % len(part.groups)].id
            for i, person in enumerate(problem.people)
            if person.id not in part.absent
        }
        for part in problem.rounds
    }
    total = oracle.total(problem.to_json(), seats)
    assert evaluate(problem, seats).total == pytest.approx(total)


def test_weights_multiply_their_parts() -> None:
    people = [{"id": f"p{i}", "traits": {"a": "xy"[i // 2]}} for i in range(4)]
    document = plain(4, ((2, 2), (2, 2)), rounds=2)
    document["people"] = people
    document["weights"] = {"traits": {"a": 3}, "repeat": 5, "wish": 7, "move": 11}
    document["wishes"] = {"p0": {"r1": ["B"]}}
    document["previous"] = {"r1": {"p0": "B"}}
    seats = {r: {"p0": "A", "p1": "A", "p2": "B", "p3": "B"} for r in ("r1", "r2")}
    cost = evaluate(Problem.from_json(document), seats)
    assert cost.balance == {"a": 3 * 2 * 4}  # in each round, four times one off
    assert (cost.repeat, cost.repeats) == (5 * 2 * 2, 2)
    assert (cost.wish, cost.move, cost.moved) == (7 * 4, 11, 1)


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ({"r9": {}}, "The round r9 is not in the problem."),
        ({"r1": {"px": "A"}}, "The person px is not in the problem."),
        ({"r1": {"p0": "Z"}}, "The group Z is not in round r1 of the problem."),
    ],
)
def test_seats_that_do_not_exist_are_refused(
    seats: oracle.Seats, sentence: str
) -> None:
    problem = Problem.from_json(plain(2, ((1, 1), (1, 1))))
    with pytest.raises(NexusError) as refusal:
        evaluate(problem, seats)
    assert str(refusal.value) == sentence


def test_moving_somebody_unknown_is_refused() -> None:
    problem = Problem.from_json(plain(2, ((1, 1), (1, 1))))
    with pytest.raises(NexusError, match="The person px is not in the problem"):
        move_costs(problem, {}, "r1", "px")
    with pytest.raises(NexusError, match="The round r9 is not in the problem"):
        move_costs(problem, {}, "r9", "p0")
    with pytest.raises(NexusError, match="Somebody who is to be moved"):
        crowd_costs(problem, {}, "r1", ["p0", "px"])
