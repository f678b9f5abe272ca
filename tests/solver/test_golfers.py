"""Rounds without repeats where they are known."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.solver.arrays import prepare
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.golfers import rounds_without_repeats
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.rules import broken
from nexus_desktop.solver.solve import solve
from tests.solver.problems import Document, case


def golfers(groups: int, size: int, rounds: int, **more: object) -> Document:
    ids = [f"p{i}" for i in range(groups * size)]
    parts = [{"id": f"g{g}", "min": size, "max": size} for g in range(groups)]
    return {
        "people": [{"id": i, "traits": {"a": i[-1]}} for i in ids],
        "rounds": [{"id": f"r{r}", "groups": parts} for r in range(rounds)],
        **more,
    }


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [(5, 3, 7), (4, 4, 5), (5, 5, 6), (8, 4, 7), (8, 4, 8), (8, 4, 9), (7, 3, 9)],
)
def test_nobody_meets_twice(groups: int, size: int, rounds: int) -> None:
    problem = Problem.from_json(golfers(groups, size, rounds))
    plan = solve(problem, steps=0, seed=1)
    assert plan.optimal
    assert plan.cost.repeats == 0
    assert not broken(problem, plan.rounds)


@given(
    st.sampled_from([2, 3, 5, 7]), st.integers(2, 40), st.integers(1, 7), st.booleans()
)
@settings(max_examples=80, deadline=None)
def test_rows_of_a_prime_number_never_meet_twice(
    groups: int, people: int, rounds: int, loose: bool
) -> None:
    least, rest = divmod(people, groups)
    document = golfers(groups, 1, rounds)
    document["people"] = [{"id": f"p{i}", "traits": {}} for i in range(people)]
    for part in document["rounds"]:
        for group in part["groups"]:
            group.update(min=0 if loose else least, max=least + (rest > 0))
    problem = Problem.from_json(document)
    plan = solve(problem, steps=0, seed=1)
    assert not broken(problem, plan.rounds)
    if least + (rest > 0) <= groups and rounds <= groups:
        assert plan.cost.repeats == 0


@pytest.mark.parametrize(
    "more",
    [
        {"weights": {"traits": {"a": 1}}},
        {"weights": {"wish": 1}},
        {"together": [["p0", "p1"]]},
        {"fixed": [{"person": "p0", "round": "r0", "group": "g0"}]},
        {"frozen": ["r0"]},
    ],
)
def test_where_more_than_meetings_counts_nothing_is_constructed(more: Document) -> None:
    problem = Problem.from_json(golfers(5, 3, 5, **more))
    assert rounds_without_repeats(problem, prepare(problem), 1, lambda: False) is None


def test_no_construction_is_tried_where_somebody_is_missing_or_sizes_differ() -> None:
    document = golfers(4, 4, 5)
    document["rounds"][0]["absent"] = ["p0"]
    for part in document["rounds"]:
        part["groups"] = [{**group, "min": 0} for group in part["groups"]]
    away = Problem.from_json(document)
    assert rounds_without_repeats(away, prepare(away), 1, lambda: False) is None
    uneven = case("breakout_97x9x3")
    assert rounds_without_repeats(uneven, prepare(uneven), 1, lambda: False) is None


@pytest.mark.slow
def test_trying_ends_when_it_was_enough_and_when_there_is_no_way() -> None:
    problem = Problem.from_json(golfers(8, 4, 9))
    assert rounds_without_repeats(problem, prepare(problem), 1, lambda: True) is None
    impossible = Problem.from_json(golfers(6, 6, 4))  # 36 officers: no such square
    assert rounds_without_repeats(impossible, prepare(impossible), 1, bool) is None
    crowded = Problem.from_json(golfers(2, 3, 2))
    assert rounds_without_repeats(crowded, prepare(crowded), 1, bool) is None


def test_everybody_has_met_everybody_once_in_a_full_tournament() -> None:
    problem = Problem.from_json(golfers(5, 5, 6))
    plan = solve(problem, steps=0, seed=1)
    met = set()
    for seats in plan.rounds.values():
        for one, other in combinations(seats, 2):
            if seats[one] == seats[other]:
                met.add((one, other))
    assert len(met) == 25 * 24 // 2
    arrays = prepare(problem)
    ids = [part.id for part in problem.rounds]
    assert cost_of(arrays, arrays.where(plan.rounds, ids)).total == 0
