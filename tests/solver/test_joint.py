"""All rounds searched at once: costs stay exact, sizes and rules are kept."""

from random import Random

import numpy as np
import pytest

from nexus_desktop.solver.arrays import prepare
from nexus_desktop.solver.block import make_block, scale_of
from nexus_desktop.solver.clashes import first_seats
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.joint import Joint, fits
from nexus_desktop.solver.moves import Noise
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.rules import broken
from nexus_desktop.solver.solve import solve
from tests.solver.problems import case, plain


def ragged() -> Problem:
    """33 people in three groups of 10, 11 and 12, three rounds, some kept apart."""
    sizes = ((10, 10), (11, 11), (12, 12))
    document = plain(33, sizes, rounds=3, apart=[["p0", "p1", "p2"], ["p3", "p4"]])
    for number, person in enumerate(document["people"]):
        person["traits"] = {"country": "ABCDE"[number % 5], "gender": "FM"[number % 2]}
    document["weights"] = {"traits": {"country": 1.5, "gender": 1}, "repeat": 0.7}
    return Problem.from_json(document)


@pytest.mark.parametrize(
    ("problem", "near"),
    [(case("breakout_130x10x4"), 1e-2), (ragged(), 0.3)],
    ids=["even", "ragged, apart"],  # what keeps people apart takes digits
)
def test_the_change_of_cost_is_told_after_many_swaps(
    problem: Problem, near: float
) -> None:
    arrays = prepare(problem)
    first = first_seats(problem, Random(1))  # noqa: S311 a test
    blocks = [
        make_block(arrays, part, seating)
        for part, (seating, _) in zip(arrays.rounds, first, strict=True)
    ]
    where = np.array([groups for _, groups in first])
    scale = scale_of(arrays)
    assert fits(blocks)
    joint = Joint(blocks, where, 2 * arrays.repeat / scale)
    noise = Noise(np.random.default_rng(1), 100_000)
    before = cost_of(arrays, where).total
    for heat in (1.0, 0.4, 0.2):
        noise.warm(heat)
        joint.run(120, noise)
    after = cost_of(arrays, joint.group[:, :-1]).total
    assert after < before
    assert before + joint.change * scale == pytest.approx(after, abs=near)
    best = cost_of(arrays, joint.best_group[:, :-1]).total
    assert before + joint.best * scale == pytest.approx(best, abs=near)
    assert best <= after + near
    for old, new in zip(where, joint.group, strict=True):
        assert np.bincount(old).tolist() == np.bincount(new[:-1]).tolist()
    ids = [person.id for person in problem.people]
    named = {
        part.id: {
            person: part.groups[g].id for person, g in zip(ids, groups, strict=False)
        }
        for part, groups in zip(problem.rounds, joint.group.tolist(), strict=True)
    }
    assert broken(problem, named) == ()


def test_tables_made_anew_change_nothing() -> None:
    problem = ragged()
    plans = [solve(problem, steps=30_000, seed=3).rounds for _ in range(2)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize(
    "document",
    [
        plain(33, ((11, 11), (11, 11), (11, 11))),  # one round
        plain(33, ((10, 12), (10, 12), (10, 12)), rounds=2),  # sizes may change
        plain(33, ((11, 11),) * 3, rounds=2, together=[["p0", "p1"]]),
        plain(12, ((4, 4),) * 3, rounds=2),  # few people
        plain(300, ((100, 100),) * 3, rounds=2),  # too many swaps for one step
    ],
)
def test_what_needs_other_moves_is_searched_round_by_round(
    document: dict[str, object],
) -> None:
    problem = Problem.from_json(document)
    arrays = prepare(problem)
    first = first_seats(problem, Random(1))  # noqa: S311 a test
    blocks = [
        make_block(arrays, part, seating)
        for part, (seating, _) in zip(arrays.rounds, first, strict=True)
    ]
    assert not fits(blocks)
