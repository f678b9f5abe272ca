"""The search: rounds are visited in turn, each with the others standing still.

When it is cold, and the rounds are alike enough, all of them are searched at once.
"""

from collections.abc import Sequence

import numpy as np

from nexus_desktop.solver.arrays import Arrays, Flags, Ints
from nexus_desktop.solver.block import Block, Reals, make_block, scale_of
from nexus_desktop.solver.cost import cost_of
from nexus_desktop.solver.joint import Joint, Persons, fits, persons
from nexus_desktop.solver.loose import exchange, relocate
from nexus_desktop.solver.moves import UPHILL, Noise, Standing, Swaps, Tally
from nexus_desktop.solver.seating import Seating

STEPS = 40
"""Steps of one visit that swap; other moves come on top where there are any."""
_MANY = 1_000
"""People from whom on visits are longer: making their tables takes (people)²."""
_RELOCATIONS = 10
_TRADES = 10
_REFRESH = 50
_LIVELY, _PAUSE = 4.0, 10
"""Swaps taken in a step above which visits are faster, and turns they then get."""
_APART = 12
"""Of so many turns one is for visits, when not all moves can be made in all rounds."""
_DEAREST = 4.0


class Search:
    """A seating of all rounds that is changed visit by visit, and the best one so far.

    Attributes:
        best: (rounds, people) group numbers.
        best_cost: its cost, exactly.
    """

    def __init__(
        self,
        arrays: Arrays,
        start: Sequence[tuple[Seating, tuple[int, ...]]],
        seed: int,
    ) -> None:
        self._arrays = arrays
        self._scale = scale_of(arrays)
        self._blocks = [
            make_block(arrays, part, seating)
            for part, (seating, _) in zip(arrays.rounds, start, strict=True)
        ]
        self._groups = [np.array([*groups, 0], np.int64) for _, groups in start]
        self._where = np.array(
            [
                _seats(block, group)
                for block, group in zip(self._blocks, self._groups, strict=True)
            ],
            np.int64,
        ).reshape(len(start), len(arrays.people))
        self._met = np.zeros((len(arrays.people),) * 2, np.uint16)
        for groups in self._where:
            self._met += _same(groups)
        self._live = [r for r, block in enumerate(self._blocks) if block.kinds]
        longest = max((block.alone.size for block in self._blocks), default=0)
        self._noise = Noise(np.random.default_rng(seed), longest + 1)
        self._visits = 0
        self._seatings = [seating for seating, _ in start]
        self._crowded = any(len(block.crowds) for block in self._blocks)
        self._parts: list[Persons] = []
        self._pause = 0
        self._joint: Joint | None = None
        self._joint_cost = 0.0
        self._margin = UPHILL * self._scale
        self.best = self._where.copy()
        self._cost = self.best_cost = cost_of(arrays, self._where).total

    @property
    def live(self) -> int:
        """How many rounds have something to move."""
        return len(self._live)

    @property
    def spread(self) -> float:
        """How much dearer the dearest moves are than swaps: wishes and moves count."""
        alone = (2 * self._arrays.wish + self._arrays.move / 2) / self._scale
        return min(_DEAREST, 1 + alone)

    def visit(self, heat: float, steps: int) -> tuple[int, Tally]:
        """Change the next round; return the steps made (at most `steps`), a tally."""
        r = self._live[self._visits % len(self._live)]
        self._visits += 1
        block = self._blocks[r]
        old = _same(self._where[r])
        standing = Standing(block, self._table(block, old), self._groups[r])
        self._noise.warm(heat)
        made, tally = _move(standing, self._noise, steps)
        self._consider(r, standing)
        self._cost += standing.change * self._scale
        self._where[r] = _seats(block, standing.group)
        self._met -= old
        self._met += _same(self._where[r])
        if self._visits % _REFRESH == 0:
            self._cost = cost_of(self._arrays, self._where).total
        return made, tally

    def sweep(self, heat: float, steps: int) -> int:
        """Change all rounds at once; return the steps made (at most `steps`).

        For when it is cold. Where rounds must be visited in turn, one is visited; where
        people who sit together can move, all rounds are from time to time.
        """
        if self._pause:
            self._pause -= 1
            return self._visit_all(heat, steps)
        if self._joint is None and not self._begin():
            return self.visit(heat, steps)[0]
        joint = self._joint
        self._visits += 1
        if joint is None or (self._crowded and self._visits % _APART == 0):
            return self._visit_all(heat, steps)
        count = min(STEPS, -(-steps // self.live))
        self._noise.warm(heat)
        taken = joint.run(count, self._noise)
        if taken > _LIVELY * count:
            self._pause = _PAUSE
        if self._joint_cost + joint.best * self._scale < self.best_cost - self._margin:
            where = joint.seating(joint.best_group)
            cost = cost_of(self._arrays, where).total
            if cost < self.best_cost:
                self.best, self.best_cost = where, cost
        if self._visits % _REFRESH == 0:
            now = cost_of(self._arrays, joint.where).total
            joint.change = (now - self._joint_cost) / self._scale
        joint.forget()
        return min(steps, count * self.live)

    def _begin(self) -> bool:
        """Make the rounds ready to be searched at once, if they can be."""
        if not fits(self._blocks, self._where):
            return False
        if not self._parts:
            self._parts = [
                persons(self._arrays, r, seating, self._blocks[r])
                for r, seating in enumerate(self._seatings)
            ]
        self._joint = Joint(self._arrays, self._blocks, self._parts)
        self._joint.begin(self._where)
        self._joint_cost = cost_of(self._arrays, self._where).total
        return True

    def _visit_all(self, heat: float, steps: int) -> int:
        """Visit every round once, from where the search of all of them is."""
        if self._joint is not None:
            self._where = self._joint.where
        self._joint, made = None, 0
        self._met = np.zeros_like(self._met)
        for r, block in enumerate(self._blocks):
            self._met += _same(self._where[r])
            nodes = self._where[r][block.people[block.first]]
            self._groups[r] = np.array([*nodes, 0], np.int64)
        self._cost = cost_of(self._arrays, self._where).total
        for _ in self._live:
            if made < steps:
                made += self.visit(heat, steps - made)[0]
        return made

    def _table(self, block: Block, own: Flags) -> Reals:
        """Return what two nodes cost in one group, with meetings in other rounds."""
        if not self._arrays.repeat or len(self._where) < 2:
            return block.pairs
        weight = np.float32(2 * self._arrays.repeat / self._scale)
        pairs = np.zeros_like(block.pairs)
        np.multiply(block.joined(self._met - own), weight, out=pairs[:-1, :-1])
        np.fill_diagonal(pairs, 0)
        pairs += block.pairs
        return pairs

    def _consider(self, r: int, standing: Standing) -> None:
        """Keep the best seating of a visit if it is the best of all."""
        change = standing.best * self._scale
        if self._cost + change > self.best_cost - self._margin:
            return
        where = self._where.copy()
        where[r] = _seats(self._blocks[r], standing.best_group)
        cost = cost_of(self._arrays, where).total
        if cost < self.best_cost:
            self.best, self.best_cost = where, cost


def _move(standing: Standing, noise: Noise, steps: int) -> tuple[int, Tally]:
    """Make the moves of one visit; return the steps made and what happened."""
    block, tally, left = standing.block, Tally(), steps
    everybody = sum(len(kind) for kind in block.kinds)
    swaps = int(STEPS * max(1, block.nodes / _MANY))
    if block.roomy:
        count = min(left, _RELOCATIONS)
        relocate(standing, np.concatenate(block.kinds), count, noise)
        left -= count
    crowds = noise.sample(block.crowds, min(left, _TRADES))
    exchange(standing, crowds, noise)
    left -= len(crowds)
    for kind in block.kinds:
        count = min(left, -(-swaps * len(kind) // everybody))
        tally.add(Swaps(standing, kind).run(count, noise))
        left -= count
    return steps - left, tally


def _seats(block: Block, group: Ints) -> Ints:
    """Return the group of each person, -1 for the absent."""
    of_nodes = group.copy()
    of_nodes[-1] = -1
    return of_nodes[block.node_of]


def _same(groups: Ints) -> Flags:
    """Return who shares a group with whom: (people, people)."""
    rows = groups.astype(np.int16)
    return np.asarray((rows[:, None] == rows) & (rows >= 0))
