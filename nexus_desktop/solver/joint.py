"""All rounds at once: swaps in every round are drawn together, and felt at once.

It is for the time when few moves are taken: looking at the swaps of all rounds costs
little more than looking at those of one, as the arrays are small, while each swap that
is taken changes the tables of all other rounds. People who move alone are swapped, with
each other or, where sizes allow it, with an empty chair. All others stay: `Search`
moves them round by round.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nexus_desktop.solver.arrays import Arrays, Flags, Ints
from nexus_desktop.solver.block import NEVER, Block, Reals, make_block, scale_of
from nexus_desktop.solver.moves import CANDIDATES, UPHILL, Noise
from nexus_desktop.solver.seating import Seating

_FEWEST = 30
"""People below whom round by round is as fast, and draws nearer to the best."""
_REBUILD = 2_000
"""Steps after which the tables are made anew, as sums of float32 drift."""


def fits(blocks: Sequence[Block], where: Ints) -> bool:
    """Whether rounds, seated as in `where`, can be searched together."""
    groups = {len(block.most) for block in blocks}
    moving = [block for block in blocks if len(block.singles) >= _FEWEST]
    if len(groups) != 1 or len(moving) < 2:
        return False
    half = groups.pop() // 2
    return 0 < len(blocks) * half * _widest(blocks, where) ** 2 <= CANDIDATES


def _widest(blocks: Sequence[Block], where: Ints) -> int:
    """Return how many chairs the table of a group needs: one may be empty."""
    load = max(int(np.bincount(row[row >= 0]).max(initial=0)) for row in where)
    return min(load + 1, max(int(block.most.max(initial=0)) for block in blocks))


def by_person(seating: Seating) -> Seating:
    """Return a round in which everybody is a unit of their own, in order."""
    unit_of = {i: u for u, unit in enumerate(seating.units) for i in unit}
    everybody = sorted(unit_of)
    return Seating(
        seating.least,
        seating.most,
        tuple((i,) for i in everybody),
        tuple(seating.allowed[unit_of[i]] for i in everybody),
        tuple(
            frozenset(k for u in seating.apart[unit_of[i]] for k in seating.units[u])
            for i in everybody
        ),
    )


class Persons(NamedTuple):
    """A round by people, all of them, absent or not.

    Attributes:
        pairs: (people + 1, people + 1) cost of two in one group without repeats.
        alone: (groups, people + 1) cost of each in each group.
        movers: (people + 1,) who may be swapped.
    """

    pairs: Reals
    alone: Reals
    movers: Flags
    least: Ints
    most: Ints


def persons(arrays: Arrays, r: int, seating: Seating, block: Block) -> Persons:
    """Return a round by people; `block` is that of `seating`, by nodes."""
    size = len(arrays.people) + 1
    single = make_block(arrays, arrays.rounds[r], by_person(seating))
    pairs = np.zeros((size, size), np.float32)
    pairs[np.ix_(single.people, single.people)] = single.pairs[:-1, :-1]
    alone = np.zeros((len(block.most), size), np.float32)
    alone[:, single.people] = single.alone[:, :-1]
    movers = np.zeros(size, np.bool_)
    movers[block.people[block.first[block.singles]]] = True
    return Persons(pairs, alone, movers, block.least, block.most)


class _Swap(NamedTuple):
    """A swap: rows of the table of groups, and the seats in them."""

    first: int
    second: int
    leaving: int
    coming: int


class Joint:
    """The rounds of a plan as they stand, with what every swap in any of them costs.

    Attributes:
        group: (rounds, people + 1) group of everybody; one more group holds the absent.
        change: of the cost since the beginning, in units of `scale`.
        best, best_group: the least change so far, and the seating that had it.
    """

    def __init__(
        self, arrays: Arrays, blocks: Sequence[Block], parts: Sequence[Persons]
    ) -> None:
        self._blocks, self._parts = blocks, parts
        self._repeat = np.float32(2 * arrays.repeat / scale_of(arrays))
        self._rounds, self._people = len(parts), len(arrays.people)
        self._groups = len(parts[0].most)
        self._half = self._groups // 2
        self._nobody = self._people
        self._size = self._people + 1
        self._least = np.concatenate([part.least for part in parts])
        self._most = np.concatenate([part.most for part in parts])
        lines = self._rounds * self._half
        self._lines = np.arange(lines)
        self._offset = self._lines[:, None] * self._size
        self._round_of = np.repeat(np.arange(self._rounds), self._half)
        self._base = (self._round_of * self._size * self._size)[:, None]
        self._first = (np.arange(self._rounds) * self._groups)[:, None]
        self._spaced = (np.arange(self._rounds) * (self._groups + 1))[:, None]
        self._others = [
            np.array([s for s in range(self._rounds) if s != r])
            for r in range(self._rounds)
        ]
        self.group = np.zeros((self._rounds, self._size), np.int64)
        self.change = self.best = 0.0
        self.best_group = self.group

    @property
    def where(self) -> Ints:
        """Return the seating: (rounds, people) group numbers, -1 for the absent."""
        return self.seating(self.group)

    def seating(self, group: Ints) -> Ints:
        """Return `group` without the chair of nobody, -1 for the absent."""
        where = group[:, :-1]
        return np.where(where == self._groups, -1, where)

    def begin(self, where: Ints) -> None:
        """Take a seating to go on from."""
        self.group[:, :-1] = np.where(where < 0, self._groups, where)
        self.group[:, -1] = self._groups
        self.change = 0.0
        self.forget()
        self._build()

    def _build(self) -> None:
        """Make all tables from who sits where."""
        self._steps = 0
        rounds, size, groups = self._rounds, self._size, self._groups
        self._width = _widest(self._blocks, self.where)
        same = [
            (row[:-1, None] == row[:-1]) & (row[:-1] < groups) for row in self.group
        ]
        met = np.sum(same, axis=0, dtype=np.float32)
        self._twice: Reals = np.zeros((rounds, size, size), np.float32)
        self._place: Reals = np.zeros((rounds, groups + 1, size), np.float32)
        self._members = np.full((rounds, groups, self._width), self._nobody)
        for r, part in enumerate(self._parts):
            pairs = part.pairs.copy()
            pairs[:-1, :-1] += self._repeat * (met - same[r])
            np.fill_diagonal(pairs, 0)
            here = self.group[r, :-1] == np.arange(groups)[:, None]
            self._place[r, :-1] = part.alone + here.astype(np.float32) @ pairs[:-1]
            self._twice[r] = -2 * pairs
            for g in range(groups):
                people = np.flatnonzero(here[g] & part.movers[:-1])
                self._members[r, g, : len(people)] = people
        counts = [np.bincount(row, minlength=groups + 1)[:-1] for row in self.group]
        self._load = np.concatenate(counts)
        self._ragged = bool((self._members == self._nobody).any())
        self._cells = self._members.reshape(-1, self._width)
        self._rows = self._place.reshape(-1, size)
        self._flat = self._twice.reshape(-1)

    def run(self, steps: int, noise: Noise) -> int:
        """Make a number of steps; in each, every round may swap in all its groups.

        Returns how many swaps were taken.
        """
        taken = 0
        if self._steps >= _REBUILD:
            self._build()
        self._steps += steps
        lines, half, width = len(self._lines), self._half, self._width
        orders = noise.orders(steps * self._rounds, self._groups)
        orders = orders.reshape(steps, self._rounds, self._groups) + self._first
        first = orders[:, :, :half].reshape(steps, -1)
        second = orders[:, :, half : 2 * half].reshape(steps, -1)
        pieces = noise.pieces(steps, lines * (width * width + 1))
        for a, b, piece in zip(first, second, pieces, strict=True):
            change = self._changes(a, b)
            luck = piece[lines:].reshape(lines, -1) - change
            drawn = luck.argmax(1)
            lead = luck[self._lines, drawn] - piece[:lines]
            for line in (lead > 0).nonzero()[0].tolist():
                taken += 1
                cell = int(drawn[line])
                self._take(
                    _Swap(int(a[line]), int(b[line]), *divmod(cell, width)),
                    limit=float(change[line, cell] + lead[line]),
                )
        return taken

    def forget(self) -> None:
        """Take the seating of now for the best one."""
        self.best = self.change
        self.best_group = self.group.copy()

    def _changes(self, a: Ints, b: Ints) -> Reals:
        """Return what each swap changes: (pairs of groups, swaps).

        Somebody of the first group may also take an empty chair of the second.
        """
        leaving, coming = self._cells.take(a, axis=0), self._cells.take(b, axis=0)
        away = self._rows.take(b + self._round_of, axis=0)
        away -= self._rows.take(a + self._round_of, axis=0)
        go = away.take(leaving + self._offset)
        come = away.take(coming + self._offset)
        if self._ragged:
            go[leaving == self._nobody] = NEVER
            full = (self._load[a] <= self._least[a]) | (self._load[b] >= self._most[b])
            come[(coming == self._nobody) & full[:, None]] = -NEVER
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
            self._tell_others(r, (i, j), (a, b))
        members[a, drawn.leaving], members[b, drawn.coming] = j, i
        self.group[r, i] = b
        if j == self._nobody:
            self._load[drawn.first] -= 1
            self._load[drawn.second] += 1
        else:
            self.group[r, j] = a
        if self.change < self.best - UPHILL:
            self.forget()

    def _tell_others(
        self, r: int, moved: tuple[int, int], way: tuple[int, int]
    ) -> None:
        """Change what meeting costs in other rounds: i left one group for another.

        i no longer meets those of the first group and now meets those of the second;
        j, unless it is nobody, the other way round.
        """
        (i, j), row = moved, self.group[r]
        left, joined = (row == way[0]).nonzero()[0], (row == way[1]).nonzero()[0]
        left, joined = left[left != i], joined[joined != j]
        people = np.concatenate([left, joined])
        more = np.full(len(people), self._repeat, np.float32)
        more[: len(left)] *= -1
        self._meet((r, i), people, more)
        if j != self._nobody:
            self._meet((r, j), people, -more)

    def _meet(self, moved: tuple[int, int], people: Ints, more: Reals) -> None:
        """Let somebody who moved in a round cost more with people in all others."""
        r, i = moved
        others = self._others[r]
        lines, width, double = others[:, None], self._groups + 1, 2 * more
        self._twice[lines, i, people] -= double
        self._twice[lines, people, i] -= double
        groups = self.group[others]
        self._place[lines, groups[:, i, None], people] += more
        cells = groups[:, people] + self._spaced[: len(others)]
        weights = np.broadcast_to(more, cells.shape).ravel()
        sums = np.bincount(cells.ravel(), weights, len(others) * width)
        self._place[others, :, i] += sums.reshape(-1, width)
