"""The entry: a problem in, the best plan found in the time or steps allowed out."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.arrays import Ints, prepare
from nexus_desktop.solver.bound import bound_of
from nexus_desktop.solver.clashes import FirstSeats, first_seats
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.golfers import rounds_without_repeats
from nexus_desktop.solver.plan import Bound, Plan, Seats
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.rules import broken, present
from nexus_desktop.solver.schedule import Schedule
from nexus_desktop.solver.search import Search

Report = Callable[[float, float, float], None]
"""Takes the part of the time that is spent (0 to 1), the best cost and the bound."""
Cancelled = Callable[[], bool]

SECONDS = 10.0
"""Time allowed when nothing is said."""
_REPORT_EVERY = 0.1
_CONSTRUCTING = 0.4
"""Part of the time that looking for a construction may take."""


@dataclass(slots=True)
class _Effort:
    """How much is allowed, and how much of it is spent."""

    seconds: float
    steps: int | None
    began: float
    made: int = 0

    def spent(self) -> float:
        """Return the part that is spent, from 0 to 1 or more."""
        if self.steps is not None:
            return self.made / self.steps if self.steps else 1.0
        elapsed = perf_counter() - self.began
        return elapsed / self.seconds if self.seconds > 0 else 1.0

    def left(self) -> int:
        """Return how many steps may be made at once."""
        return 1_000_000 if self.steps is None else self.steps - self.made


def solve(  # noqa: PLR0913 the entry: every argument but the problem has a default
    problem: Problem,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    seed: int = 1,
    start: Seats | None = None,
    bound: Bound | None = None,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Look for the plan of least cost that keeps all hard rules.

    It ends when the time or the steps are used up, when the plan is proven to be the
    best, or when `cancelled` says so: then with the best so far. With `steps` the time
    plays no part: the same problem, steps and seed give the same plan.

    `start` is improved without being given up, if it is a whole plan that keeps all
    rules; what is found is never worse. `bound` is one that is known already.

    Raises:
        Impossible: hard rules clash; it names them.
        NexusError: no plan that keeps all rules was found; time or steps below 0.
    """
    if (seconds is not None and not seconds >= 0) or (steps is not None and steps < 0):
        raise NexusError("The time and the steps for solving can't be below 0.")
    effort = _Effort(SECONDS if seconds is None else seconds, steps, perf_counter())
    arrays = prepare(problem)
    bound = bound_of(arrays) if bound is None else bound
    first = first_seats(problem, Random(seed))  # noqa: S311 a search, not a secret
    warm = start is not None and not broken(problem, start)
    if start is not None and warm:
        first = _seated(problem, first, start)
    search = Search(arrays, first, seed)
    known = (
        None
        if warm
        else rounds_without_repeats(
            problem,
            arrays,
            seed,
            lambda: steps is None and effort.spent() > _CONSTRUCTING,
        )
    )
    if known is not None:
        search.best, search.best_cost = known, cost_of(arrays, known).total
    schedule = Schedule(search.live, search.spread, warm=warm)
    _run(search, schedule, (effort, bound), report, cancelled)
    seats = _named(problem, search.best)
    faults = broken(problem, seats)
    if faults:
        raise AssertionError(f"The search broke hard rules: {'; '.join(faults)}")
    cost = cost_of(arrays, search.best)
    return Plan(
        rounds=seats,
        cost=cost,
        bound=bound,
        optimal=bound.reached(cost.total),
        seconds=0.0 if effort.steps is not None else perf_counter() - effort.began,
        seed=seed,
    )


def _run(
    search: Search,
    schedule: Schedule,
    limits: tuple[_Effort, Bound],
    report: Report | None,
    cancelled: Cancelled | None,
) -> None:
    """Visit rounds until there is a reason to stop."""
    effort, bound = limits
    reported = effort.began
    while (spent := effort.spent()) < 1 and search.live:
        if bound.reached(search.best_cost) or (cancelled and cancelled()):
            break
        schedule.near = bound.near(search.best_cost)
        heat = schedule.heat(spent)
        if schedule.is_cold:
            effort.made += search.sweep(heat, effort.left())
        else:
            made, tally = search.visit(heat, effort.left())
            effort.made += made
            schedule.note(spent, heat, tally)
        if report and perf_counter() - reported > _REPORT_EVERY:
            reported = perf_counter()
            report(min(1.0, effort.spent()), search.best_cost, bound.total)
    if report:
        report(1.0, search.best_cost, bound.total)


def _seated(problem: Problem, first: FirstSeats, start: Seats) -> FirstSeats:
    """Return the puzzles of all rounds with the groups that people have in `start`."""
    found = []
    for part, (seating, _) in zip(problem.rounds, first, strict=True):
        number = {group.id: g for g, group in enumerate(part.groups)}
        people = present(problem, part)
        seats = [number[start[part.id][people[unit[0]]]] for unit in seating.units]
        found.append((seating, tuple(seats)))
    return tuple(found)


def _named(problem: Problem, where: Ints) -> dict[str, dict[str, str]]:
    """Return a seating by ids."""
    return {
        part.id: {
            person.id: part.groups[g].id
            for person, g in zip(problem.people, groups, strict=True)
            if g >= 0
        }
        for part, groups in zip(problem.rounds, where.tolist(), strict=True)
    }
