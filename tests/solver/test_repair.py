"""Mending a plan: fewest moves first, each further one buys something."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.clashes import Impossible
from nexus_desktop.solver.problem import Group, Problem, Round
from nexus_desktop.solver.repair import Proposal, better_and_better, gains, proposals
from nexus_desktop.solver.solve import solve
from tests.solver import oracle
from tests.solver.problems import Document, case, documents, plain


def with_absent(problem: Problem, absent: set[str], slack: int) -> Problem:
    rounds = tuple(
        Round(
            part.id,
            tuple(
                Group(g.id, max(0, g.least - 3), g.most + slack) for g in part.groups
            ),
            frozenset(absent),
        )
        for part in problem.rounds
    )
    return replace(problem, rounds=rounds)


@pytest.fixture(scope="module")
def mended() -> tuple[dict[str, dict[str, str]], tuple[Proposal, ...], Problem]:
    """Nine people stay away and five come late."""
    problem = case("breakout_130x10x4")
    ids = [person.id for person in problem.people]
    late, gone = set(ids[:5]), set(ids[20:110:10])
    plan = solve(with_absent(problem, late, 0), steps=3_000)
    before = {name: dict(seats) for name, seats in plan.rounds.items()}
    now = with_absent(problem, gone, 1)
    return before, proposals(now, before, steps=400), now


def test_nobody_need_move(
    mended: tuple[dict[str, dict[str, str]], tuple[Proposal, ...], Problem],
) -> None:
    before, found, now = mended
    still = found[0]
    assert still.moves == 0
    for name, seats in before.items():
        for person, group in still.rounds[name].items():
            assert seats.get(person, group) == group
    assert oracle.faults(now.to_json(), _plain(still)) == []


def test_every_further_move_buys_something(
    mended: tuple[dict[str, dict[str, str]], tuple[Proposal, ...], Problem],
) -> None:
    before, found, now = mended
    assert len(found) > 3
    assert [p.moves for p in found] == sorted({p.moves for p in found})
    assert [p.cost for p in found] == sorted({p.cost for p in found}, reverse=True)
    document = {**now.to_json(), "previous": before}
    for proposal in found:
        assert oracle.faults(now.to_json(), _plain(proposal)) == []
        assert proposal.cost == pytest.approx(
            oracle.total({**document, "weights": {**document["weights"], "move": 0}},
                         _plain(proposal))
        )  # fmt: skip
        assert proposal.moves == oracle.moved(document, _plain(proposal))


def _plain(proposal: Proposal) -> oracle.Seats:
    return {name: dict(seats) for name, seats in proposal.rounds.items()}


@given(documents(most_people=8), st.data())
@settings(max_examples=25, deadline=None)
def test_proposals_keep_all_rules(document: Document, data: st.DataObject) -> None:
    problem = Problem.from_json({**document, "frozen": []})
    try:
        plan = solve(problem, steps=30)
    except NexusError:
        return
    ids = [person.id for person in problem.people]
    gone = data.draw(st.sets(st.sampled_from(ids), max_size=2))
    now = replace(
        problem,
        rounds=tuple(
            Round(
                part.id,
                tuple(Group(g.id, 0, len(ids)) for g in part.groups),
                part.absent | gone,
            )
            for part in problem.rounds
        ),
    )
    found = proposals(now, plan.rounds, steps=20)
    assert found[0].moves == 0
    for proposal in found:
        assert oracle.faults(now.to_json(), _plain(proposal)) == []


@given(documents(most_people=8), st.data())
@settings(max_examples=25, deadline=None)
def test_nobody_need_move_whatever_that_makes_of_the_sizes(
    document: Document, data: st.DataObject
) -> None:
    problem = Problem.from_json({**document, "frozen": []})
    try:
        before = solve(problem, steps=30).rounds
        ids = [person.id for person in problem.people]
        gone = data.draw(st.sets(st.sampled_from(ids), max_size=3))
        rounds = tuple(replace(p, absent=p.absent | gone) for p in problem.rounds)
        now = replace(problem, rounds=rounds)
        found = proposals(now, before, steps=20)
    except NexusError:  # fewer people than the groups need
        return
    first, *others = found
    assert first.moves == 0
    for part in now.rounds:
        stay = set(ids) - part.absent
        assert first.rounds[part.id] == {
            person: before[part.id][person] for person in stay
        }
    assert all(proposal.sized for proposal in others)
    for proposal in found:
        if proposal.sized:
            assert oracle.faults(now.to_json(), _plain(proposal)) == []


@given(documents(most_people=8), st.data())
@settings(max_examples=25, deadline=None)
def test_what_going_back_would_lose_is_the_difference_of_two_costs(
    document: Document, data: st.DataObject
) -> None:
    problem = Problem.from_json(document)
    try:
        seats = solve(problem, steps=30).rounds
    except NexusError:
        return
    part = data.draw(st.sampled_from(problem.rounds))
    groups = st.sampled_from([group.id for group in part.groups])
    people = sorted(seats[part.id])
    back = data.draw(st.dictionaries(st.sampled_from(people), groups, max_size=3))
    moved = {key: dict(taken) for key, taken in seats.items()}
    now = oracle.total(document, moved)
    moved[part.id] |= back
    (lost,) = gains(problem, seats, part.id, [back])
    assert lost == pytest.approx(oracle.total(document, moved) - now)


def test_rules_may_force_somebody_to_move() -> None:
    document = plain(4, ((2, 2), (2, 2)), together=[["p0", "p1"]])
    seats = {"r1": {"p0": "A", "p1": "B", "p2": "A", "p3": "B"}}
    seen: list[Proposal] = []
    found = proposals(Problem.from_json(document), seats, steps=200, found=seen.append)
    assert [p.moves for p in found] == [2]
    assert seen[0].moves >= 2


def test_impossible_rules_are_named_here_too() -> None:
    with pytest.raises(Impossible):
        proposals(case("breakout_impossible_seats"), {}, steps=1)


def test_cancelling_leaves_what_was_found() -> None:
    problem = Problem.from_json(plain(4, ((2, 2), (2, 2))))
    seats = {"r1": {"p0": "A", "p1": "B", "p2": "A"}}
    found = proposals(problem, seats, seconds=0.5, cancelled=lambda: True)
    assert [p.moves for p in found] == [0]


def test_what_another_plan_beats_is_left_out() -> None:
    pairs = [(3, 5), (0, 9), (2, 9), (1, 7), (4, 5)]
    kept = better_and_better([Proposal(moves, cost, {}) for moves, cost in pairs])
    assert [(p.moves, p.cost) for p in kept] == [(0, 9), (1, 7), (3, 5)]


def test_a_plan_of_uneven_groups_is_kept_only_while_nothing_even_moves_as_few() -> None:
    plans = [
        Proposal(0, 5, {}, sized=False), Proposal(2, 9, {}),
        Proposal(3, 4, {}, sized=False), Proposal(4, 7, {}),
    ]  # fmt: skip
    kept = better_and_better(plans)
    assert [(p.moves, p.cost) for p in kept] == [(0, 5), (2, 9), (4, 7)]


def test_a_start_is_never_made_worse() -> None:
    problem = case("breakout_97x9x3")
    plan = solve(problem, steps=2_000)
    again = solve(problem, steps=300, start=plan.rounds)
    assert again.cost.total <= plan.cost.total
