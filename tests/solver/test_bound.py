"""The bound: never above what some plan costs, and tight where it is known to be."""

import pytest
from hypothesis import assume, given, settings

from nexus_desktop.solver.bound import bound
from nexus_desktop.solver.cost import evaluate
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.solve import solve
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain


@given(documents(most_people=5, most_rounds=2, most_groups=3))
@settings(max_examples=120, deadline=None)
def test_no_plan_costs_less_than_the_bound(document: Document) -> None:
    costs = [oracle.total(document, seats) for seats in oracle.plans(document)]
    assume(costs)
    found = bound(Problem.from_json(document))
    assert found.total <= min(costs) + 1e-9
    assert found.total == pytest.approx(
        sum(found.balance.values()) + found.repeat + found.wish
    )
    assert all(part >= 0 for part in found.balance.values())


@given(documents(most_people=7, most_rounds=1, most_groups=3))
@settings(max_examples=60, deadline=None)
def test_no_plan_of_one_round_costs_less_than_the_bound(document: Document) -> None:
    costs = [oracle.total(document, seats) for seats in oracle.plans(document)]
    assume(costs)
    assert bound(Problem.from_json(document)).total <= min(costs) + 1e-9


def test_the_bound_of_even_groups_is_the_even_split() -> None:
    people = [{"id": f"p{i}", "traits": {"a": "xxxyyy"[i]}} for i in range(6)]
    document = plain(6, ((3, 3), (3, 3)), rounds=3)
    document["people"] = people
    document["weights"]["traits"] = {"a": 2}
    found = bound(Problem.from_json(document))
    # Each value's three people split 2 and 1: four halves off by one half, squared.
    assert found.balance == {"a": pytest.approx(3 * 2 * 4 * 0.25)}
    # Three people over two groups: one pair meets again, in each group and round pair.
    assert (found.repeats, found.repeat) == (2 * 3, 2 * 2 * 3)


def test_uneven_groups_are_bound_by_what_fits_all_values_at_once() -> None:
    """By value alone this would be 422.1; the counts of a trait add up to the size."""
    assert bound(case("breakout_97x9x3")).total == pytest.approx(430.2, abs=0.5)


def test_a_round_that_is_frozen_is_counted_as_it_is() -> None:
    document = plain(6, ((3, 3), (3, 3)), rounds=2, frozen=["r1", "r2"])
    seats = {f"p{i}": "AB"[i // 3] for i in range(6)}
    document["previous"] = {"r1": seats, "r2": seats}
    problem = Problem.from_json(document)
    assert bound(problem).total == evaluate(problem, {"r1": seats, "r2": seats}).total


def test_a_frozen_round_bounds_the_repeats_of_the_others() -> None:
    document = plain(6, ((1, 5), (1, 5)), rounds=2, frozen=["r1"])
    document["previous"] = {"r1": {f"p{i}": "A" if i < 5 else "B" for i in range(6)}}
    # Five people of one group over two groups: 3 and 2, so 3 + 1 pairs meet again.
    assert bound(Problem.from_json(document)).repeats == 4


@given(documents(most_people=5, most_rounds=1, most_groups=3))
@settings(max_examples=40, deadline=None)
def test_the_bound_holds_where_sizes_are_too_many_to_try(document: Document) -> None:
    costs = [oracle.total(document, seats) for seats in oracle.plans(document)]
    assume(costs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nexus_desktop.solver.sizes._TABLE", 0)
        assert bound(Problem.from_json(document)).total <= min(costs) + 1e-9


def test_an_impossible_problem_has_a_bound_all_the_same() -> None:
    """A board is shown before anybody has made its sizes fit."""
    assert bound(case("breakout_impossible_seats")).total > 0
    assert bound(case("breakout_impossible_pair")).total > 0


def test_nobody_and_nothing_cost_nothing() -> None:
    assert bound(Problem.from_json({"people": [], "rounds": []})).total == 0
    assert bound(Problem.from_json(plain(3, ()))).total == 0
    absent = plain(2, ((0, 2),), rounds=2)
    absent["rounds"][0]["absent"] = ["p0", "p1"]
    assert bound(Problem.from_json(absent)).total == 0


def test_a_trait_that_is_gathered_mixes_only_what_is_left_over() -> None:
    document = plain(10, ((5, 5), (5, 5)), gather=["a"])
    for i, person in enumerate(document["people"]):
        person["traits"] = {"a": "xxxxxxyyyy"[i]}
    document["weights"]["traits"] = {"a": 1}
    # Five of six x fill a group; the sixth meets four y, and each of them meets her.
    assert bound(Problem.from_json(document)).total == 4 + 4
    for group in document["rounds"][0]["groups"]:
        group.update(min=4, max=6)
    assert bound(Problem.from_json(document)).total == 0


def test_shares_that_can_be_had_cost_nothing() -> None:
    document = plain(8, ((4, 4), (4, 4)))
    for i, person in enumerate(document["people"]):
        person["traits"] = {"a": "xxxxyyyy"[i]}
    document["weights"]["traits"] = {"a": 1}
    document["shares"] = {"r1": {"A": {"a": {"x": 0.75}}}}
    problem = Problem.from_json(document)
    assert bound(problem).total == 0
    plan = solve(problem, steps=200)
    assert plan.optimal
    group = [p for p, g in plan.rounds["r1"].items() if g == "A"]
    assert sum(p in {"p0", "p1", "p2", "p3"} for p in group) == 3


def test_languages_that_are_gathered_sit_together() -> None:
    document = plain(60, ((10, 10),) * 6, rounds=2, gather=["a"])
    for i, person in enumerate(document["people"]):
        person["traits"] = {"a": "mn" if i < 20 else "en", "b": "xyz"[i % 3]}
    document["weights"]["traits"] = {"a": 3, "b": 1}
    plan = solve(Problem.from_json(document), steps=4_000)
    assert plan.cost.balance["a"] == 0
