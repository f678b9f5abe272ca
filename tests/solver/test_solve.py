"""The optimiser as a whole: plans are valid, honest about their cost, and good."""

import pytest
from hypothesis import given, settings

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.clashes import Impossible
from nexus_desktop.solver.plan import Plan
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.solve import solve
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain


def seats(plan: Plan) -> oracle.Seats:
    return {part: dict(placed) for part, placed in plan.rounds.items()}


def assert_honest(problem: Problem, plan: Plan) -> None:
    """Every rule is kept, and the cost is what a second way to compute it says."""
    document = problem.to_json()
    assert oracle.faults(document, seats(plan)) == []
    assert plan.cost.total == pytest.approx(oracle.total(document, seats(plan)))
    assert plan.bound.total <= plan.cost.total + 1e-6


@given(documents(most_people=10))
@settings(max_examples=80, deadline=None)
def test_every_plan_keeps_the_rules_and_tells_its_cost(document: Document) -> None:
    problem = Problem.from_json(document)
    try:
        plan = solve(problem, steps=150)
    except Impossible:
        return
    assert_honest(problem, plan)


@given(documents(most_people=5, most_rounds=2, most_groups=3))
@settings(max_examples=40, deadline=None)
def test_small_problems_are_solved_to_the_best_plan(document: Document) -> None:
    costs = [oracle.total(document, found) for found in oracle.plans(document)]
    if costs:
        plan = solve(Problem.from_json(document), steps=8000)
        assert plan.cost.total == pytest.approx(min(costs))


def test_a_workshop_is_solved_near_its_bound() -> None:
    problem = case("breakout_130x10x4")
    plan = solve(problem, steps=16_000)
    assert_honest(problem, plan)
    assert plan.cost.total < 1.06 * plan.bound.total
    assert not plan.optimal


@pytest.mark.slow
def test_a_large_plenary_is_solved_to_its_bound() -> None:
    problem = case("breakout_1000x50x4")
    plan = solve(problem, steps=16_000)
    assert plan.optimal
    assert plan.cost.total == pytest.approx(plan.bound.total)


def test_uneven_groups_are_solved_as_near_their_bound_as_even_ones() -> None:
    problem = case("breakout_97x9x3")
    plan = solve(problem, steps=16_000)
    assert_honest(problem, plan)
    assert plan.cost.total < 1.06 * plan.bound.total


def test_golfers_never_meet_twice() -> None:
    plan = solve(case("golfers_5x3x7"), steps=400_000)
    assert (plan.cost.repeats, plan.optimal) == (0, True)


@pytest.mark.parametrize("steps", [0, 1, 200, 4000])
def test_all_rules_are_kept_however_little_is_allowed(steps: int) -> None:
    problem = case("breakout_130x10x4_rules")
    assert_honest(problem, solve(problem, steps=steps))


def test_all_rules_are_kept_in_a_short_time() -> None:
    problem = case("breakout_130x10x4_rules")
    plan = solve(problem, seconds=0.5)
    assert_honest(problem, plan)
    assert 0.4 < plan.seconds < 1.5


def test_the_same_seed_and_steps_give_the_same_plan() -> None:
    problem = case("breakout_130x10x4_rules")
    first = solve(problem, steps=2000, seed=7)
    assert solve(problem, steps=2000, seed=7) == first
    assert solve(problem, steps=2000, seed=8).rounds != first.rounds


def test_more_steps_than_are_needed_are_not_made() -> None:
    plan = solve(Problem.from_json(plain(4, ((2, 2), (2, 2)))), seconds=600)
    assert plan.optimal
    assert plan.seconds < 60


def test_people_who_stay_together_still_move_between_groups() -> None:
    """The one plan without repeats needs a pair to change places with two people."""
    document = plain(6, ((2, 2), (2, 2), (2, 2)), together=[["p0", "p1"]])
    document["wishes"] = {
        p: {"r1": [g]} for p, g in zip(("p0", "p1", "p2"), "CCA", strict=True)
    }
    document["weights"]["wish"] = 1
    plan = solve(Problem.from_json(document), steps=2000)
    assert plan.cost.total == 0
    assert plan.rounds["r1"]["p0"] == plan.rounds["r1"]["p1"] == "C"


def test_parties_alone_find_their_places() -> None:
    """Nobody is single, so pairs change places with pairs, and use the free chairs."""
    pairs = [[f"p{2 * i}", f"p{2 * i + 1}"] for i in range(4)]
    document = plain(8, ((2, 4), (2, 4), (2, 4)), together=pairs)
    wished = {"p0": "B", "p2": "C", "p4": "A", "p6": "A"}
    document["wishes"] = {p: {"r1": [group]} for p, group in wished.items()}
    document["weights"]["wish"] = 1
    plan = solve(Problem.from_json(document), steps=2000)
    assert plan.cost.total == 0
    assert_honest(Problem.from_json(document), plan)


def test_one_group_takes_everybody() -> None:
    plan = solve(Problem.from_json(plain(5, ((2, 9),), rounds=2)), steps=200)
    assert plan.optimal
    assert plan.cost.repeats == 10


def test_groups_take_the_sizes_that_wishes_ask_for() -> None:
    document = plain(9, ((1, 7), (1, 7), (1, 7)))
    document["wishes"] = {f"p{i}": {"r1": ["A"]} for i in range(7)}
    document["weights"]["wish"] = 1
    plan = solve(Problem.from_json(document), steps=2000)
    assert plan.cost.total == 0


def test_a_frozen_round_keeps_its_seats_and_the_others_avoid_its_meetings() -> None:
    document = plain(9, ((3, 3),) * 3, rounds=2, frozen=["r1"])
    before = {f"p{i}": "ABC"[i // 3] for i in range(9)}
    document["previous"] = {"r1": before}
    plan = solve(Problem.from_json(document), steps=4000)
    assert plan.rounds["r1"] == before
    assert (plan.cost.repeats, plan.cost.moved) == (0, 0)


def test_a_plan_where_all_is_frozen_is_returned_as_it_is() -> None:
    document = plain(4, ((2, 2), (2, 2)), frozen=["r1"])
    document["previous"] = {"r1": {"p0": "A", "p1": "B", "p2": "B", "p3": "A"}}
    plan = solve(Problem.from_json(document), steps=100)
    assert plan.rounds == document["previous"]
    assert plan.optimal


def test_the_dearer_a_move_the_fewer_people_move() -> None:
    problem = case("breakout_130x10x4").to_json()
    problem["rounds"] = problem["rounds"][:1]
    previous = {f"p{i}": f"g{i % 10 + 1}" for i in range(130)}
    problem["previous"] = {"r1": previous}
    moved = []
    for weight in (0, 3, 1000):
        problem["weights"]["move"] = weight
        moved.append(solve(Problem.from_json(problem), steps=6000).cost.moved)
    assert moved[0] > moved[1] > moved[2] == 0


def test_a_latecomer_is_placed_and_nobody_else_moves() -> None:
    document = case("breakout_130x10x4").to_json()
    document["rounds"] = document["rounds"][:1]
    for group in document["rounds"][0]["groups"]:
        group["min"] = 12
    document["rounds"][0]["absent"] = ["p3"]
    document["previous"] = {"r1": {f"p{i}": f"g{i % 10 + 1}" for i in range(3, 130)}}
    document["weights"]["move"] = 50
    plan = solve(Problem.from_json(document), steps=6000)
    assert plan.cost.moved == 0
    assert {"p0", "p1", "p2"} <= set(plan.rounds["r1"])


def test_cancelling_gives_the_best_so_far() -> None:
    asked = iter(range(100))
    problem = case("breakout_130x10x4")
    plan = solve(problem, seconds=600, cancelled=lambda: next(asked) >= 20)
    assert_honest(problem, plan)
    assert plan.seconds < 60
    assert next(asked) == 21


def test_progress_is_reported_and_the_cost_never_rises() -> None:
    said: list[tuple[float, float, float]] = []
    plan = solve(
        case("breakout_130x10x4"),
        seconds=0.6,
        report=lambda part, cost, bound: said.append((part, cost, bound)),
    )
    parts, costs = [part for part, _, _ in said], [cost for _, cost, _ in said]
    assert len(said) > 2
    assert parts == sorted(parts)
    assert parts[-1] == 1
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == plan.cost.total
    assert {bound for _, _, bound in said} == {plan.bound.total}


def test_an_impossible_problem_is_refused_before_solving() -> None:
    with pytest.raises(Impossible, match="p0 and p1 sit together"):
        solve(case("breakout_impossible_pair"), seconds=600)


def test_negative_efforts_are_refused() -> None:
    problem = Problem.from_json(plain(2, ((1, 1), (1, 1))))
    for wrong in ({"seconds": -1.0}, {"steps": -1}, {"seconds": float("nan")}):
        with pytest.raises(NexusError, match="can't be below 0"):
            solve(problem, **wrong)


def test_a_plan_as_a_document() -> None:
    document = plain(4, ((2, 2), (2, 2)), rounds=2)
    for i, person in enumerate(document["people"]):
        person["traits"] = {"country": "MT"[i % 2]}
    document["weights"]["traits"] = {"country": 2}
    plan = solve(Problem.from_json(document), steps=500, seed=3)
    written = plan.to_json()
    assert set(written.pop("rounds")["r1"]) == {"p0", "p1", "p2", "p3"}
    assert written == {
        "cost": {
            "total": 0, "balance": {"country": 0}, "repeat": 0, "wish": 0, "move": 0,
        },
        "bound": {
                "total": 0, "balance": {"country": 0}, "repeat": 0, "wish": 0,
            },
        "repeats": 0, "moved": 0, "optimal": True, "seconds": 0, "seed": 3,
    }  # fmt: skip


def test_nobody_is_seated_in_no_rounds() -> None:
    plan = solve(Problem.from_json({"people": [], "rounds": []}), seconds=600)
    assert plan.rounds == {}
    assert plan.optimal
    empty = Problem.from_json(plain(0, ((0, 3),)))
    assert solve(empty, seconds=600).rounds == {"r1": {}}
