"""Mending a plan when people stay away or come late: what each number of moves buys.

Between "move nobody" and "the best plan there is" lie plans that move few people and
gain much. They are found by letting a move cost less and less: each plan is improved
from the one before, so that it moves whom that one moved, and some more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol, TypeVar

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.arrays import prepare
from nexus_desktop.solver.block import scale_of
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.plan import Bound, Plan, Seats
from nexus_desktop.solver.problem import Group, Problem, Round
from nexus_desktop.solver.solve import Cancelled, solve

_PRICES = (6.0, 4.0, 3.0, 2.2, 1.6, 1.1, 0.7, 0.4, 0.2, 0.1, 0.04)
"""What a move costs, in units of the largest weight."""
MOST = len(_PRICES) + 1
"""Plans that are looked for."""
_EACH = 0.05
"""Part of the time for placing newcomers alone, and for each price but the last."""
_GAIN = 1e-6
_UNKNOWN = Bound(0.0)
"""To know when to stop costs more here than going on."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan for those who are there now.

    Attributes:
        moves: people, counted over all rounds, who sat in another group before.
        cost: of the plan, moves not counted.
        sized: every group has a size that it is to have.
    """

    moves: int
    cost: float
    rounds: Seats
    sized: bool = True


Found = Callable[[Proposal], None]


class _Judged(Protocol):
    """What proposals are judged by."""

    @property
    def moves(self) -> int:
        """See `Proposal`."""

    @property
    def cost(self) -> float:
        """See `Proposal`."""

    @property
    def sized(self) -> bool:
        """See `Proposal`."""


AnyProposal = TypeVar("AnyProposal", bound=_Judged)


def proposals(  # noqa: PLR0913 every argument but the plan has a default
    problem: Problem,
    seats: Seats,
    *,
    seconds: float = 2.6,
    steps: int | None = None,
    seed: int = 1,
    found: Found | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Proposal, ...]:
    """Return plans that mend `seats`, each with more moves and a lower cost.

    The first one moves as few people as the rules allow, nobody if they do; groups may
    then stay too small or too large. `found` gets each plan as it is found, that one
    first. `problem` says who is there now: who is absent and has a seat loses it, who
    has none gets one. Frozen rounds stay.

    Args:
        problem: what is the case now; its previous seats and weight of moves are not
            looked at.
        seats: round -> person -> group, as it was.
        seconds: for all plans together; or
        steps: for each plan.
        seed: of chance.
        found: takes each plan at once.
        cancelled: ends the search; what was found is returned.

    Raises:
        Impossible: hard rules clash; it names them.
        NexusError: no plan that keeps all rules was found.
    """
    mended = _mended(problem, seats)
    limits = _Limits(seconds, steps, seed, cancelled)
    plans = []
    for proposal in _proposals(mended, limits):
        plans.append(proposal)
        if found is not None:
            found(proposal)
    return better_and_better(plans)


def better_and_better(plans: Iterable[AnyProposal]) -> tuple[AnyProposal, ...]:
    """Return those that no other one beats with as few moves, fewest moves first.

    One whose groups have their sizes is beaten only by another such one.
    """
    kept: list[AnyProposal] = []
    for plan in sorted(plans, key=lambda plan: (plan.moves, plan.cost)):
        last = kept[-1] if kept else None
        if (
            last is None
            or (plan.sized and not last.sized)
            or (plan.cost < last.cost - _GAIN and plan.sized >= last.sized)
        ):
            kept.append(plan)
    return tuple(kept)


def gains(
    problem: Problem,
    seats: Seats,
    round_id: str,
    before: Iterable[Mapping[str, str]],
) -> list[float]:
    """Return what the plan `seats` would lose if some people went back.

    Args:
        problem: of the plan.
        seats: round -> person -> group.
        round_id: the round in which they moved.
        before: for each answer, person -> the group they sat in.
    """
    arrays = prepare(problem)
    ids = [part.id for part in problem.rounds]
    r = ids.index(round_id)
    where, number = arrays.where(seats, ids), arrays.rounds[r].groups
    total, lost = cost_of(arrays, where).total, []
    for people in before:
        back = where.copy()
        for person, group in people.items():
            back[r, arrays.people[person]] = number[group]
        lost.append(cost_of(arrays, back).total - total)
    return lost


@dataclass(frozen=True, slots=True)
class _Limits:
    """How long to look."""

    seconds: float
    steps: int | None
    seed: int
    cancelled: Cancelled | None

    def solve(self, problem: Problem, part: float, start: Seats | None) -> Plan:
        """Solve with a part of the time."""
        return solve(
            problem,
            seconds=None if self.steps is not None else self.seconds * part,
            steps=self.steps,
            seed=self.seed,
            start=start,
            bound=_UNKNOWN,
            cancelled=self.cancelled,
        )


def _mended(problem: Problem, seats: Seats) -> Problem:
    """Return the problem with the seats of those who are there as previous ones."""
    previous = {
        part.id: {
            person: group
            for person, group in seats.get(part.id, {}).items()
            if person not in part.absent
        }
        for part in problem.rounds
    }
    return replace(problem, previous=previous)


def _proposals(problem: Problem, limits: _Limits) -> Iterator[Proposal]:
    began = perf_counter()
    last = _still(problem, limits)
    if last is not None:
        yield last
    if problem.frozen.issuperset(part.id for part in problem.rounds):
        return
    scale = scale_of(prepare(problem))
    for price in _PRICES:
        if limits.cancelled and limits.cancelled() and last is not None:
            return
        spent = (perf_counter() - began) / max(limits.seconds, 1e-9)
        part = max(0.0, 1 - spent) if price == _PRICES[-1] else _EACH
        dear = _with_price(problem, price * scale)
        plan = limits.solve(dear, part, None if last is None else last.rounds)
        last = _proposal(plan)
        yield last


def _still(problem: Problem, limits: _Limits) -> Proposal | None:
    """Return the plan that moves nobody, None if the rules force somebody to move."""
    still = replace(
        _with_price(problem, 0.0),
        frozen=frozenset(part.id for part in problem.rounds),
    )
    for sized in (True, False):
        try:
            plan = limits.solve(still if sized else _roomy(still), _EACH, None)
        except NexusError:
            continue
        return _proposal(plan, sized=sized)
    return None


def _roomy(problem: Problem) -> Problem:
    """Let each group keep the people it has, however many."""
    return replace(problem, rounds=tuple(_as_it_is(problem, p) for p in problem.rounds))


def _as_it_is(problem: Problem, part: Round) -> Round:
    count = Counter(problem.previous.get(part.id, {}).values())
    groups = tuple(
        Group(g.id, min(g.least, count[g.id]), max(g.most, count[g.id]))
        for g in part.groups
    )
    return replace(part, groups=groups)


def _with_price(problem: Problem, price: float) -> Problem:
    return replace(problem, weights=replace(problem.weights, move=price))


def _proposal(plan: Plan, *, sized: bool = True) -> Proposal:
    cost = plan.cost.total - plan.cost.move
    return Proposal(plan.cost.moved, cost, plan.rounds, sized)
