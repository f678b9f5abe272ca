"""Why somebody sits where they sit: what any other group would change, and break.

The cost of a plan has no other explanation than its alternatives.
"""

from dataclasses import dataclass

import numpy as np

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.arrays import Arrays, Ints, prepare
from nexus_desktop.solver.cost import check_seats, cost_of, costs_in_groups
from nexus_desktop.solver.plan import Cost, Seats
from nexus_desktop.solver.problem import Problem, Round
from nexus_desktop.solver.rules import Rule, rules_in

_NEAREST = 8
"""Groups for which a partner to change places with is looked for."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another group for a person.

    Attributes:
        partner: who would come back in exchange, "" when the person goes alone.
        before, after: what the whole plan costs.
        breaks: rules that hold now and would not.
        overfull: the groups would be too small or too large.
    """

    group: str
    partner: str
    before: Cost
    after: Cost
    breaks: tuple[Rule, ...] = ()
    overfull: bool = False

    @property
    def change(self) -> float:
        """How much the total rises."""
        return self.after.total - self.before.total

    @property
    def allowed(self) -> bool:
        """Whether no hard rule stands against it."""
        return not self.breaks and not self.overfull


def alternatives(
    problem: Problem, seats: Seats, round_id: str, person: str
) -> tuple[Alternative, ...]:
    """Return what each other group would mean for a person, the best ones first.

    Those that rules allow come before the others. For the groups that are nearest by
    cost, also changing places with the best partner is tried, and the better one told.

    Raises:
        NexusError: they speak of something that is not in the problem, or the person
            has no seat in the round.
    """
    check_seats(problem, seats)
    here = seats.get(round_id, {}).get(person)
    if here is None:
        raise NexusError(f"{person} has no seat in round {round_id}.")
    table = _Table(problem, seats, round_id)
    alone = costs_in_groups(table.arrays, table.where, table.r, table.number(person))
    nearest = sorted(
        (g for g in range(len(alone)) if table.groups[g] != here),
        key=lambda g: float(alone[g]),
    )
    found = []
    for rank, g in enumerate(nearest):
        ways = [table.alternative(person, table.groups[g], "")]
        partner = table.partner(person, g) if rank < _NEAREST else ""
        if partner:
            ways.append(table.alternative(person, table.groups[g], partner))
        found.append(min(ways, key=_goodness))
    return tuple(sorted(found, key=_goodness))


def _goodness(way: Alternative) -> tuple[int, float]:
    return len(way.breaks) + way.overfull, way.change


class _Table:
    """One round of a plan, with what is asked of it again and again."""

    def __init__(self, problem: Problem, seats: Seats, round_id: str) -> None:
        ids = [part.id for part in problem.rounds]
        self.r = ids.index(round_id)
        self.arrays: Arrays = prepare(problem)
        self.where: Ints = self.arrays.where(seats, ids)
        self.groups = [group.id for group in problem.rounds[self.r].groups]
        self._round: Round = problem.rounds[self.r]
        self._seats = dict(seats[round_id])
        self._ids = [person.id for person in problem.people]
        self._rules = [r for r in rules_in(problem, self._round) if r.kept(self._seats)]
        self._before = cost_of(self.arrays, self.where)

    def number(self, person: str) -> int:
        """Return the number of a person."""
        return self.arrays.people[person]

    def partner(self, person: str, g: int) -> str:
        """Return who of group g had best change places with a person, "" if nobody."""
        i, r = self.number(person), self.r
        home = int(self.where[r, i])
        moved = self.where.copy()
        moved[r, i] = g
        members = np.flatnonzero(self.where[r] == g)
        if not len(members):
            return ""
        costs = [costs_in_groups(self.arrays, moved, r, int(j))[home] for j in members]
        return self._ids[int(members[int(np.argmin(costs))])]

    def alternative(self, person: str, group: str, partner: str) -> Alternative:
        """Return what it means that a person goes to a group, and a partner comes."""
        where, seats = self.where.copy(), dict(self._seats)
        seats[person] = group
        if partner:
            seats[partner] = self._seats[person]
        number = self.arrays.rounds[self.r].groups
        for moved in (person, *([partner] if partner else [])):
            where[self.r, self.number(moved)] = number[seats[moved]]
        load = np.bincount(where[self.r][where[self.r] >= 0], minlength=len(number))
        part = self.arrays.rounds[self.r]
        touched = [number[group], number[self._seats[person]]]
        fits = (load >= part.least) & (load <= part.most)
        return Alternative(
            group=group,
            partner=partner,
            before=self._before,
            after=cost_of(self.arrays, where),
            breaks=tuple(rule for rule in self._rules if not rule.kept(seats)),
            overfull=not partner and not bool(fits[touched].all()),
        )
