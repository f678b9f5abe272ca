"""Moves of the search: what a round looks like now, and the ways to change it.

Every move draws from all its candidates at once, each with weight exp(-change / T),
staying as it is with weight 1 (a heat bath). To draw is to take the largest of Gumbel
noise times T minus the change, so the noise is made ready for the T of a visit.

The arrays are small, so the time goes into calls, not into numbers: a move is written
in as few calls as possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nexus_desktop.solver.arrays import Ints
from nexus_desktop.solver.block import NEVER, Block, Reals

_POOL = 1 << 18
CANDIDATES = 16_384
"""About as many are looked at in one step at most."""
UPHILL = 1e-4
"""A change of cost below this is none."""


class Noise:
    """Gumbel noise: drawn once, used in pieces that begin anywhere."""

    def __init__(self, random: np.random.Generator, longest: int) -> None:
        self._random = random
        longest = max(longest, 2 * CANDIDATES)
        uniform = random.random(_POOL + longest, np.float32)
        self._plain: Reals = -np.log(-np.log(np.clip(uniform, 1e-30, 1 - 1e-7)))
        self._pool = self._plain.copy()

    def warm(self, heat: float) -> None:
        """Make the noise that of a temperature."""
        np.multiply(self._plain, np.float32(heat), out=self._pool)

    def pieces(self, count: int, length: int) -> Iterator[Reals]:
        """Yield `count` arrays of `length` numbers."""
        for start in self._random.integers(0, _POOL, count).tolist():
            yield self._pool[start : start + length]

    def sample(self, nodes: Ints, count: int) -> Ints:
        """Return `count` of the nodes, all of them when there are no more."""
        if count >= len(nodes):
            return nodes
        return self._random.choice(nodes, count, replace=False, shuffle=False)

    def orders(self, count: int, length: int) -> Ints:
        """Return random orders of 0 … length - 1: (count, length)."""
        return np.argsort(self._random.random((count, length)), axis=1)


@dataclass(slots=True)
class Tally:
    """What happened in a visit: moves tried and those taken that cost something."""

    tried: int = 0
    uphill: int = 0

    def add(self, other: "Tally") -> None:
        """Count what happened elsewhere too."""
        self.tried += other.tried
        self.uphill += other.uphill


class Standing:
    """A round as it stands: who is where, and what everybody would cost anywhere.

    Attributes:
        group: (nodes + 1,) group of each node; the last belongs to nobody.
        load: (groups,) people.
        pairs: (nodes + 1, nodes + 1) cost of two nodes in one group.
        place: (groups, nodes + 1) cost of a node among those of a group.
        change: of the cost since the beginning.
        best, best_group: the least change so far, and the seating that had it.
    """

    def __init__(self, block: Block, pairs: Reals, group: Ints) -> None:
        self.block, self.pairs, self.group = block, pairs, group
        nodes = group[:-1]
        self.load = np.bincount(nodes, block.size, len(block.most)).astype(np.int64)
        here = np.zeros((len(block.most), len(nodes)), np.float32)
        here[nodes, np.arange(len(nodes))] = 1
        self.place: Reals = block.alone + here @ pairs[:-1]
        self.change = self.best = 0.0
        self.best_group = group.copy()

    def members(self, nodes: Ints) -> Ints:
        """Return those of `nodes` in each group, filled up with nobody: (groups, n)."""
        groups = len(self.block.most)
        here = self.group[nodes]
        order = np.argsort(here, kind="stable")
        counts = np.bincount(here, minlength=groups)
        table = np.full((groups, int(counts.max(initial=0))), self.block.nodes)
        here = here[order]
        position = np.arange(len(nodes)) - (np.cumsum(counts) - counts)[here]
        table[here, position] = nodes[order]
        return table

    def took(self, change: float) -> None:
        """Note that a move was made; `group` has it already."""
        self.change += change
        if self.change < self.best - UPHILL:
            self.best = self.change
            self.best_group = self.group.copy()

    def is_uphill(self, change: float) -> bool:
        """Whether a change makes the cost higher."""
        return change > UPHILL

    def carry(self, nodes: Ints, target: int) -> None:
        """Take nodes of one group to another one; the cost is the caller's to note."""
        source = int(self.group[nodes[0]])
        rows = self.pairs[nodes].sum(0)
        self.place[source] -= rows
        self.place[target] += rows
        self.group[nodes] = target
        people = int(self.block.size[nodes].sum())
        self.load[source] -= people
        self.load[target] += people


class Swaps:
    """Nodes of one size change places, in many pairs of groups at once.

    The groups are paired off by chance. Swaps in different pairs do not touch each
    other, so each pair draws from all its swaps, and all take theirs together.
    """

    def __init__(self, standing: Standing, nodes: Ints) -> None:
        self._standing = standing
        self._members = standing.members(nodes)
        self._groups, self._width = self._members.shape
        self._half = self._groups // 2
        most = CANDIDATES // max(1, self._half * self._width)
        self._rows = max(1, min(self._width, most))
        self._size = len(standing.group)
        self._minus_twice = standing.pairs.reshape(-1) * np.float32(-2)
        self._lines = np.arange(self._half)
        self._offset = self._lines[:, None] * self._size
        self._ragged = bool((self._members == standing.block.nodes).any())

    def run(self, steps: int, noise: Noise) -> Tally:
        """Make a number of steps."""
        tally, half = Tally(), self._half
        if not half or not self._width:
            return tally
        orders = noise.orders(steps, self._groups)
        starts = noise.orders(steps, self._width - self._rows + 1)[:, 0].tolist()
        pieces = noise.pieces(steps, half * self._rows * self._width + half)
        for order, start, piece in zip(orders, starts, pieces, strict=True):
            change = self._changes(order, start)
            luck = piece[half:].reshape(half, -1) - change
            drawn = luck.argmax(1)
            taken = np.flatnonzero(luck[self._lines, drawn] > piece[:half])
            if len(taken):
                drawn = drawn[taken]
                self._take(order[taken], order[half + taken], start, drawn)
                made = change[taken, drawn]
                tally.uphill += sum(map(self._standing.is_uphill, made.tolist()))
                self._standing.took(float(made.sum()))
        tally.tried = steps * half
        return tally

    def _changes(self, order: Ints, start: int) -> Reals:
        """Return what each swap changes: (pairs of groups, swaps).

        The first group is paired with the one half the groups later, and so on.
        """
        half = self._half
        members = self._members.take(order, axis=0)
        place = self._standing.place.take(order, axis=0)
        leaving = members[:half, start : start + self._rows]
        coming = members[half : 2 * half]
        away = place[half : 2 * half] - place[:half]
        go, come = away.take(leaving + self._offset), away.take(coming + self._offset)
        if self._ragged:
            nobody = self._standing.block.nodes
            go[leaving == nobody] = NEVER
            come[coming == nobody] = -NEVER
        cells = (leaving * self._size)[:, :, None] + coming[:, None, :]
        change = self._minus_twice.take(cells)
        change += go[:, :, None]
        change -= come[:, None, :]
        return np.asarray(change.reshape(half, -1))

    def _take(self, a: Ints, b: Ints, start: int, drawn: Ints) -> None:
        """Make the swaps drawn in pairs of groups a and b."""
        standing, members = self._standing, self._members
        row, column = np.divmod(drawn, self._width)
        row += start
        i, j = members[a, row], members[b, column]
        shift = standing.pairs[j] - standing.pairs[i]
        standing.place[a] += shift
        standing.place[b] -= shift
        members[a, row], members[b, column] = j, i
        standing.group[i], standing.group[j] = b, a
