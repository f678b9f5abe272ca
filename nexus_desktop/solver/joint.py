"""All rounds at once: swaps in every round are drawn together, and felt at once.

It is for the time when few moves are taken: looking at the swaps of all rounds costs
little more than looking at those of one, as the arrays are small, while each swap that
is taken changes the tables of all other rounds. Only people who move alone, in groups
that keep their sizes, are swapped here; everything else is done round by round.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nexus_desktop.solver.arrays import Ints
from nexus_desktop.solver.block import NEVER, Block, Reals
from nexus_desktop.solver.moves import CANDIDATES, UPHILL, Noise

_FEWEST = 30
"""People below whom round by round is as fast, and draws nearer to the best."""
_REBUILD = 2_000
"""Steps after which the tables are made anew, as sums of float32 drift."""


def fits(blocks: Sequence[Block]) -> bool:
    """Whether rounds can be searched together: alike, and nothing but swaps."""
    groups = {len(block.most) for block in blocks}
    plain = all(
        block.simple and len(block.singles) == block.nodes and not block.roomy
        for block in blocks
    )
    if not plain or len(groups) != 1 or len(blocks) < 2 or blocks[0].nodes < _FEWEST:
        return False
    widest = max(int(block.most.max(initial=0)) for block in blocks)
    half = groups.pop() // 2
    return 0 < len(blocks) * half * widest * widest <= CANDIDATES


class _Swap(NamedTuple):
    """A swap: rows of the table of groups, and the seats in them."""

    first: int
    second: int
    leaving: int
    coming: int


class Joint:
    """The rounds of a plan as they stand, with what every swap in any of them costs.

    Attributes:
        group: (rounds, people + 1) group of everybody; the last belongs to nobody.
        change: of the cost since the tables were made, in units of `scale`.
        best, best_group: the least change so far, and the seating that had it.
    """

    def __init__(self, blocks: Sequence[Block], where: Ints, repeat: float) -> None:
        self._blocks, self._repeat = blocks, np.float32(repeat)
        self._rounds, self._people = where.shape
        self._groups = len(blocks[0].most)
        self._half = self._groups // 2
        self._nobody = self._people
        self._size = self._people + 1
        self.group = np.zeros((self._rounds, self._size), np.int64)
        self.group[:, :-1] = where
        self._lay_out()
        self.change = self.best = 0.0
        self.best_group = self.group.copy()
        self._steps = 0
        self._build()

    def _lay_out(self) -> None:
        """Make what stays as it is: where the lines of each round begin."""
        lines = self._rounds * self._half
        self._lines = np.arange(lines)
        self._round_of = np.repeat(np.arange(self._rounds), self._half)
        self._of_round = (np.arange(self._rounds) * self._groups)[:, None]
        self._offset = self._lines[:, None] * self._size
        self._base = (self._round_of * self._size * self._size)[:, None]
        widest = max(int(np.bincount(g[:-1]).max()) for g in self.group)
        self._width = widest
        self._others = [
            np.array([s for s in range(self._rounds) if s != r])
            for r in range(self._rounds)
        ]

    def _build(self) -> None:
        """Make all tables from who sits where."""
        rounds, size = self._rounds, self._size
        same = [g[:-1, None] == g[:-1] for g in self.group]
        met = np.sum(same, axis=0, dtype=np.float32)
        self._twice: Reals = np.zeros((rounds, size, size), np.float32)
        self._place: Reals = np.zeros((rounds, self._groups, size), np.float32)
        self._members = np.full((rounds, self._groups, self._width), self._nobody)
        for r, block in enumerate(self._blocks):
            pairs = block.pairs.copy()
            pairs[:-1, :-1] += self._repeat * (met - same[r])
            np.fill_diagonal(pairs, 0)
            here = self.group[r, :-1] == np.arange(self._groups)[:, None]
            self._place[r] = block.alone + here.astype(np.float32) @ pairs[:-1]
            self._twice[r] = -2 * pairs
            for g in range(self._groups):
                people = np.flatnonzero(here[g])
                self._members[r, g, : len(people)] = people
        self._ragged = bool((self._members == self._nobody).any())
        self._cells = self._members.reshape(-1, self._width)
        self._rows = self._place.reshape(-1, size)
        self._flat = self._twice.reshape(-1)

    def run(self, steps: int, noise: Noise) -> None:
        """Make a number of steps; in each, every round may swap in all its groups."""
        if self._steps >= _REBUILD:
            self._steps = 0
            self._build()
        self._steps += steps
        lines, half, width = len(self._lines), self._half, self._width
        orders = noise.orders(steps * self._rounds, self._groups)
        orders = orders.reshape(steps, self._rounds, self._groups) + self._of_round
        first = orders[:, :, :half].reshape(steps, -1)
        second = orders[:, :, half : 2 * half].reshape(steps, -1)
        pieces = noise.pieces(steps, lines * (width * width + 1))
        for a, b, piece in zip(first, second, pieces, strict=True):
            change = self._changes(a, b)
            luck = piece[lines:].reshape(lines, -1) - change
            drawn = luck.argmax(1)
            lead = luck[self._lines, drawn] - piece[:lines]
            for line in (lead > 0).nonzero()[0].tolist():
                cell = int(drawn[line])
                self._take(
                    _Swap(int(a[line]), int(b[line]), *divmod(cell, width)),
                    limit=float(change[line, cell] + lead[line]),
                )

    def forget(self) -> None:
        """Take the seating of now for the best one so far."""
        self.best = self.change
        self.best_group = self.group.copy()

    def _changes(self, a: Ints, b: Ints) -> Reals:
        """Return what each swap changes: (pairs of groups, swaps)."""
        leaving, coming = self._cells.take(a, axis=0), self._cells.take(b, axis=0)
        away = self._rows.take(b, axis=0)
        away -= self._rows.take(a, axis=0)
        go = away.take(leaving + self._offset)
        come = away.take(coming + self._offset)
        if self._ragged:
            go[leaving == self._nobody] = NEVER
            come[coming == self._nobody] = -NEVER
        cells = (leaving * self._size + self._base)[:, :, None] + coming[:, None, :]
        change = self._flat.take(cells)
        change += go[:, :, None]
        change -= come[:, None, :]
        return np.asarray(change.reshape(len(a), -1))

    def _take(self, drawn: _Swap, *, limit: float) -> None:
        """Swap two people of two groups of a round, and tell all other rounds.

        What the change was when it was drawn may be wrong by now, as swaps in other
        rounds were taken in the same step: from `limit` on, staying would have been
        drawn instead.
        """
        r, a = divmod(drawn.first, self._groups)
        b = drawn.second % self._groups
        members, place = self._members[r], self._place[r]
        i, j = int(members[a, drawn.leaving]), int(members[b, drawn.coming])
        swap = place[b, i] - place[a, i] + place[a, j] - place[b, j]
        made = float(swap + self._twice[r, i, j])
        if made >= limit:
            return
        self.change += made
        shift = (self._twice[r, i] - self._twice[r, j]) * np.float32(0.5)
        place[a] += shift
        place[b] -= shift
        if self._repeat:
            self._tell_others(r, (i, j), (members[a], members[b]))
        members[a, drawn.leaving], members[b, drawn.coming] = j, i
        self.group[r, i], self.group[r, j] = b, a
        if self.change < self.best - UPHILL:
            self.best = self.change
            self.best_group = self.group.copy()

    def _tell_others(
        self, r: int, moved: tuple[int, int], members: tuple[Ints, Ints]
    ) -> None:
        """Change what meeting costs in other rounds: i left one group for another.

        i no longer meets those of the first group and now meets those of the second;
        j the other way round.
        """
        (i, j), others = moved, self._others[r][:, None]
        left, joined = members
        left = left[(left != i) & (left != self._nobody)]
        joined = joined[(joined != j) & (joined != self._nobody)]
        people = np.concatenate([left, joined])
        more = np.full(len(people), self._repeat, np.float32)
        more[: len(left)] *= -1
        twice, place = self._twice, self._place
        double = 2 * more
        twice[others, i, people] -= double
        twice[others, people, i] -= double
        twice[others, j, people] += double
        twice[others, people, j] += double
        cells = self.group[others, people] + self._of_round[: len(others)]
        sums = np.bincount(
            cells.ravel(),
            np.tile(more, len(others)),
            len(others) * self._groups,
        ).reshape(len(others), -1)
        place[others[:, 0], :, i] += sums
        place[others[:, 0], :, j] -= sums
        where = self.group[others[:, 0]]
        place[others, where[:, i, None], people] += more
        place[others, where[:, j, None], people] -= more
