"""How good a plan is, what a move would cost, and the search for a better plan.

Pure functions of a `Position`: they take milliseconds (a judgement) to seconds (a
search), and belong into a worker.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from nexus_desktop.core.breakout import BreakoutError
from nexus_desktop.core.breakout_words import Standing, quality
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.solver.bound import bound
from nexus_desktop.solver.clashes import Impossible, check
from nexus_desktop.solver.cost import crowd_costs, evaluate, move_costs
from nexus_desktop.solver.plan import Plan
from nexus_desktop.solver.problem import Group, Problem, Round
from nexus_desktop.solver.rules import broken
from nexus_desktop.solver.solve import solve as search

Report = Callable[[float, str], None]

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that the solver found.

    Attributes:
        moves: people who would leave the group they are in.
        gap: per cent above the bound, see `Standing.gap`.
        is_better: it improves on how things stood.
    """

    plan: Plan
    moves: int
    gap: float | None
    is_better: bool


def standing(position: Position, round_id: str) -> Standing:
    """Say how good the plan is as it stands, over all rounds that have people.

    While somebody in the round `round_id` has no seat, only their number is told.
    """
    missing = _missing(position, round_id)
    if missing:
        return Standing(0, 0, missing=missing)
    return standing_of(as_it_stands(position))


def standing_of(now: Position) -> Standing:
    """Say how good the plan of a position is that `as_it_stands` returned."""
    cost, least = evaluate(now.problem, now.seats), bound(now.problem)
    wishing, first = _wishes(now)
    return Standing(
        cost.total, least.total, cost.repeats, least.repeats, wishing, first
    )


def costs(
    position: Position, round_id: str, people: Collection[str]
) -> dict[str, float]:
    """Return, for each other group of a round, how the cost changes by moving there.

    `people` move together, and those whom a rule keeps together with them as well.
    """
    crowd, pairs = set(people), position.problem.together
    while joining := {p for pair in pairs if crowd & set(pair) for p in pair} - crowd:
        crowd |= joining
    if len(crowd) > 1:
        return crowd_costs(position.problem, position.seats, round_id, sorted(crowd))
    return move_costs(position.problem, position.seats, round_id, *crowd)


def as_it_stands(position: Position) -> Position:
    """Return the position without rules of those who are seated, in rounds with people.

    Groups may keep the size that they have, whatever was asked for: a card can be moved
    by hand into a full group, and the bound must hold then too.
    """
    problem = position.problem
    seats = {part: taken for part, taken in position.seats.items() if taken}
    everybody = frozenset(person.id for person in problem.people)
    now = Problem(
        people=problem.people,
        rounds=tuple(
            _as_seated(part, seats[part.id], everybody)
            for part in problem.rounds
            if part.id in seats
        ),
        weights=problem.weights,
        wishes={
            person: {part: groups for part, groups in wanted.items() if part in seats}
            for person, wanted in problem.wishes.items()
        },
        previous={part: seats[part] for part in problem.frozen & set(seats)},
        frozen=problem.frozen & set(seats),
        gather=problem.gather,
        shares={part: of for part, of in problem.shares.items() if part in seats},
    )
    return replace(position, problem=now, seats=seats)


def _as_seated(
    part: Round, seats: Mapping[str, str], everybody: frozenset[str]
) -> Round:
    count = Counter(seats.values())
    groups = tuple(
        Group(
            group.id,
            min(group.least, count[group.id]),
            max(group.most, count[group.id]),
        )
        for group in part.groups
    )
    return Round(part.id, groups, everybody - set(seats))


def _missing(position: Position, round_id: str) -> int:
    for part in position.problem.rounds:
        if part.id == round_id:
            present = len(position.problem.people) - len(part.absent)
            return present - len(position.seats.get(round_id, {}))
    return 0


def _wishes(position: Position) -> tuple[int, int]:
    """Count the seats of people with wishes there, and those that are a first wish."""
    wishing = first = 0
    for person, wanted in position.problem.wishes.items():
        for part, groups in wanted.items():
            seat = position.seats.get(part, {}).get(person)
            wishing += seat is not None
            first += seat == groups[0]
    return wishing, first


def solve(
    position: Position,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Look for the best plan of all open rounds, for `seconds` or `steps`.

    `report` gets the part done (0 to 1) and how good the best plan so far is;
    `cancelled` stops the search, and the best plan so far is returned.

    Raises:
        BreakoutError: no plan can keep all rules; names those that clash.
    """

    def tell(part: float, cost: float, least: float) -> None:
        if report is not None:
            report(part, quality(Standing(cost, least).gap).text)

    try:
        plan = search(
            position.problem,
            seconds=seconds,
            steps=steps,
            report=tell,
            cancelled=cancelled,
        )
    except NexusError as error:
        raise BreakoutError(told_in_names(position, error)) from error
    return _found(position, plan)


def clash(position: Position) -> str:
    """Say which rules, seats and sizes can't all be kept; "" when there is a plan."""
    try:
        check(position.problem)
    except NexusError as error:
        return told_in_names(position, error)
    return ""


def _found(position: Position, plan: Plan) -> Found:
    moves = sum(
        plan.rounds[part].get(person, group) != group
        for part, seats in position.seats.items()
        for person, group in seats.items()
    )
    return Found(
        plan,
        moves,
        Standing(plan.cost.total, plan.bound.total).gap,
        is_better=_is_better(position, plan),
    )


def _is_better(position: Position, plan: Plan) -> bool:
    """Whether a plan improves on how things stand: rules, seats not given, cost."""
    if broken(position.problem, position.seats):
        return True
    now = evaluate(position.problem, position.seats).total
    return plan.cost.total < now - _CLOSE


def told_in_names(position: Position, error: NexusError) -> str:
    """Say what the solver has to say with names in the place of ids."""
    if isinstance(error, Impossible):
        return error.clash.told(partial(_name, position))
    return _ID.sub(lambda found: _name(position, found[0]), str(error))


def _name(position: Position, key: str) -> str:
    return position.names.get(key, key)
