"""What the solver is compared with: plain annealing that pays penalties for rules.

One person moves to another group, or two change places, at random; a worse plan is kept
with the chance exp(-change / T). Every broken rule costs a penalty. Tables make each
try as cheap as it can be, so it is a fair rival: some hundred thousand tries a second.
"""

import math
from random import Random
from time import perf_counter

import numpy as np
import numpy.typing as npt

from nexus_desktop.solver.plan import Seats
from nexus_desktop.solver.problem import Problem, Round

PENALTY = 20.0
_HOT, _COLD = 4.0, 0.25
_TRIES = 2_000  # in one round before the next one is visited

Reals = npt.NDArray[np.float64]


class Rival:
    """Anneals a plan round by round."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem, self._random = problem, Random(seed)
        self._ids = [person.id for person in problem.people]
        self._number = {key: i for i, key in enumerate(self._ids)}
        self._pairs = self._tables()
        self._where = [self._dealt(part) for part in problem.rounds]

    def _tables(self) -> Reals:
        """Return what two people in one group cost: traits and rules about people."""
        people, weights = self._problem.people, self._problem.weights
        table = np.zeros((len(people), len(people)))
        for trait, weight in weights.traits.items():
            values = np.array([person.traits.get(trait, "") for person in people])
            table += 2 * weight * (values[:, None] == values)
        for crowds, sign in ((self._problem.together, -1), (self._problem.apart, 1)):
            for crowd in crowds:
                for one in crowd:
                    for other in crowd:
                        pair = self._number[one], self._number[other]
                        table[pair] += sign * PENALTY
        np.fill_diagonal(table, 0)
        return table

    def _dealt(self, part: Round) -> list[int]:
        """Return a random seating with sizes that may be, -1 for the absent."""
        here = [i for i, key in enumerate(self._ids) if key not in part.absent]
        self._random.shuffle(here)
        room = [group.least for group in part.groups]
        while sum(room) < len(here):
            smallest = min(
                (g for g, group in enumerate(part.groups) if room[g] < group.most),
                key=lambda g: room[g],
            )
            room[smallest] += 1
        where = [-1] * len(self._ids)
        seats = [g for g, size in enumerate(room) for _ in range(size)]
        for person, group in zip(here, seats, strict=True):
            where[person] = group
        return where

    def _alone(self, part: Round) -> Reals:
        """Return what a person costs in a group: wishes, rules about places."""
        number = {group.id: g for g, group in enumerate(part.groups)}
        table = np.zeros((len(part.groups), len(self._ids)))
        for person, wanted in self._problem.wishes.items():
            ranks = {
                group: min(k, 3) for k, group in enumerate(wanted.get(part.id, ()))
            }
            for group, g in number.items():
                worst = 4 if ranks else 0
                cost = self._problem.weights.wish * ranks.get(group, worst)
                table[g, self._number[person]] += cost
        for places, sign in ((self._problem.fixed, -1), (self._problem.forbidden, 1)):
            for place in places:
                if place.round == part.id:
                    i = self._number[place.person]
                    table[number[place.group], i] += sign * PENALTY
        return table

    def solve(self, seconds: float) -> Seats:
        """Anneal for some seconds; return the seating at the end, the coldest."""
        began, r = perf_counter(), 0
        alone = [self._alone(part) for part in self._problem.rounds]
        while (spent := (perf_counter() - began) / seconds) < 1:
            self._visit(r, alone[r], _HOT * (_COLD / _HOT) ** spent)
            r = (r + 1) % len(self._where)
        return {
            part.id: {
                key: part.groups[g].id
                for key, g in zip(self._ids, where, strict=True)
                if g >= 0
            }
            for part, where in zip(self._problem.rounds, self._where, strict=True)
        }

    def _visit(self, r: int, alone: Reals, heat: float) -> None:
        part, where = self._problem.rounds[r], self._where[r]
        met = np.zeros_like(self._pairs)
        for s, other in enumerate(self._where):
            if s != r:
                groups = np.array(other)
                met += (groups[:, None] == groups) & (groups >= 0)
        pairs = self._pairs + 2 * self._problem.weights.repeat * met
        np.fill_diagonal(pairs, 0)
        member = np.array(where)[:, None] == np.arange(len(part.groups))
        place = alone.T + pairs @ member
        self._try_all((place, pairs), where, part, heat)

    def _try_all(
        self, tables: tuple[Reals, Reals], where: list[int], part: Round, heat: float
    ) -> None:
        random, (place, pairs) = self._random.random, tables
        here = [i for i, g in enumerate(where) if g >= 0]
        load = [where.count(g) for g in range(len(part.groups))]
        count = len(here)
        for _ in range(_TRIES):
            i, j = here[int(random() * count)], here[int(random() * count)]
            a, b = where[i], where[j]
            if a == b:
                continue
            change = place[i, b] - place[i, a]
            alone = load[a] > part.groups[a].least and load[b] < part.groups[b].most
            alone = alone and random() < 0.5
            if not alone:
                change += place[j, a] - place[j, b] - 2 * pairs[i, j]
            if change > 0 and random() >= math.exp(-change / heat):
                continue
            shift = pairs[i].copy() if alone else pairs[i] - pairs[j]
            place[:, a] -= shift
            place[:, b] += shift
            where[i] = b
            if alone:
                load[a], load[b] = load[a] - 1, load[b] + 1
            else:
                where[j] = a
