"""All rounds searched at once: costs stay exact, sizes and rules are kept."""

from random import Random

import numpy as np
import pytest

from nexus_desktop.solver.arrays import Arrays, Ints, prepare
from nexus_desktop.solver.block import Block, make_block, scale_of
from nexus_desktop.solver.clashes import first_seats
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.joint import Joint, Persons, fits, persons
from nexus_desktop.solver.moves import Noise
from nexus_desktop.solver.plan import Plan
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.rules import broken
from nexus_desktop.solver.solve import solve
from tests.solver import oracle
from tests.solver.problems import Document, case, plain


def ragged() -> Problem:
    """33 people in three groups of 10, 11 and 12, three rounds, some kept apart."""
    sizes = ((10, 10), (11, 11), (12, 12))
    document = plain(33, sizes, rounds=3, apart=[["p0", "p1", "p2"], ["p3", "p4"]])
    for number, person in enumerate(document["people"]):
        person["traits"] = {"country": "ABCDE"[number % 5], "gender": "FM"[number % 2]}
    document["weights"] = {"traits": {"country": 1.5, "gender": 1}, "repeat": 0.7}
    return Problem.from_json(document)


def roomy() -> Problem:
    """40 people, ranges of sizes, some absent, some fixed, some who come together."""
    sizes = ((8, 12), (9, 14), (10, 12), (6, 12))
    document = plain(
        40,
        sizes,
        rounds=3,
        apart=[["p0", "p1"]],
        together=[["p5", "p6"], ["p7", "p8", "p9"]],
        fixed=[{"person": "p2", "round": "r1", "group": "A"}],
        forbidden=[{"person": "p3", "round": "r2", "group": "B"}],
    )
    for number, person in enumerate(document["people"]):
        person["traits"] = {"country": "ABCDE"[number % 5]}
    document["weights"] = {"traits": {"country": 1}, "repeat": 1}
    document["rounds"][1]["absent"] = ["p0", "p11", "p12"]
    return Problem.from_json(document)


def made(problem: Problem) -> tuple[Arrays, list[Block], list[Persons], Ints]:
    """Return what the search is made of, and a first seating."""
    arrays = prepare(problem)
    first = first_seats(problem, Random(1))  # noqa: S311 a test
    blocks, parts = [], []
    where = np.full((len(first), len(arrays.people)), -1, np.int64)
    for r, (seating, groups) in enumerate(first):
        blocks.append(make_block(arrays, arrays.rounds[r], seating))
        parts.append(persons(arrays, r, seating, blocks[r]))
        where[r, blocks[r].people] = np.repeat(groups, blocks[r].size)
    return arrays, blocks, parts, where


@pytest.mark.parametrize(
    ("problem", "near"),
    [(case("breakout_130x10x4"), 1e-2), (ragged(), 0.3), (roomy(), 0.3)],
    ids=["even", "ragged, apart", "roomy"],  # what keeps people apart takes digits
)
def test_the_change_of_cost_is_told_after_many_swaps(
    problem: Problem, near: float
) -> None:
    arrays, blocks, parts, where = made(problem)
    assert fits(blocks, where)
    joint = Joint(arrays, blocks, parts)
    joint.begin(where)
    noise = Noise(np.random.default_rng(1), 100_000)
    scale, before = scale_of(arrays), cost_of(arrays, where).total
    for heat in (1.0, 0.4, 0.2):
        noise.warm(heat)
        assert joint.run(120, noise)
    after = cost_of(arrays, joint.where).total
    assert after < before
    assert before + joint.change * scale == pytest.approx(after, abs=near)
    best = cost_of(arrays, joint.seating(joint.best_group)).total
    assert before + joint.best * scale == pytest.approx(best, abs=near)
    assert best <= after + near
    assert ((joint.where < 0) == (where < 0)).all()
    assert broken(problem, named(problem, joint.where)) == ()


def named(problem: Problem, where: Ints) -> dict[str, dict[str, str]]:
    return {
        part.id: {
            person.id: part.groups[g].id
            for person, g in zip(problem.people, groups, strict=True)
            if g >= 0
        }
        for part, groups in zip(problem.rounds, where.tolist(), strict=True)
    }


def test_an_empty_chair_is_taken_where_sizes_allow_it() -> None:
    arrays, blocks, parts, where = made(roomy())
    joint = Joint(arrays, blocks, parts)
    joint.begin(where)
    noise = Noise(np.random.default_rng(1), 100_000)
    noise.warm(1.0)
    joint.run(200, noise)
    sizes = [np.bincount(row[row >= 0]).tolist() for row in (*where, *joint.where)]
    assert sizes[:3] != sizes[3:]


@pytest.mark.parametrize("problem", [ragged(), roomy()], ids=["ragged", "roomy"])
def test_the_same_seed_and_steps_give_the_same_plan(problem: Problem) -> None:
    plans = [solve(problem, steps=5_000, seed=3) for _ in range(2)]
    assert plans[0].rounds == plans[1].rounds
    total = oracle.total(problem.to_json(), _plain(plans[0]))
    assert plans[0].cost.total == pytest.approx(total)


def _plain(plan: Plan) -> oracle.Seats:
    return {part: dict(seats) for part, seats in plan.rounds.items()}


@pytest.mark.parametrize(
    "document",
    [
        plain(33, ((11, 11), (11, 11), (11, 11))),  # one round
        plain(12, ((4, 4),) * 3, rounds=2),  # few people
        plain(300, ((100, 100),) * 3, rounds=2),  # too many swaps for one step
    ],
)
def test_what_gains_nothing_by_it_is_searched_round_by_round(
    document: Document,
) -> None:
    _, blocks, _, where = made(Problem.from_json(document))
    assert not fits(blocks, where)
