"""Moves that change the sizes of groups, and moves of people who sit together.

They are rarer than swaps, so each looks at one node (or at all of them) and makes one
move.
"""

import numpy as np

from nexus_desktop.solver.arrays import Flags, Ints
from nexus_desktop.solver.block import NEVER, Reals
from nexus_desktop.solver.moves import CANDIDATES, Noise, Standing, Tally


def relocate(standing: Standing, nodes: Ints, steps: int, noise: Noise) -> Tally:
    """Let nodes move to groups that have room for them, one a step."""
    tally = Tally(tried=steps)
    groups = len(standing.load)
    count = min(len(nodes), max(1, CANDIDATES // groups))
    for piece in noise.pieces(steps, 1 + count * groups):
        some = noise.sample(nodes, count)
        source = standing.group[some]
        change = standing.place[:, some]
        change -= standing.place[source, some]
        change[~_fits(standing, some, source)] = NEVER
        luck = piece[1:].reshape(change.shape) - change
        target, k = divmod(int(luck.argmax()), count)
        if luck[target, k] > piece[0]:
            made = float(change[target, k])
            standing.carry(some[k : k + 1], target)
            standing.took(made)
            tally.uphill += standing.is_uphill(made)
    return tally


def _fits(standing: Standing, nodes: Ints, source: Ints) -> Flags:
    """Return where each node may go by the sizes of groups: (groups, nodes)."""
    block, load = standing.block, standing.load
    size = block.size[nodes]
    room = load[:, None] + size <= block.most[:, None]
    room &= load[source] - size >= block.least[source]
    room[source, np.arange(len(nodes))] = False
    return np.asarray(room)


def exchange(standing: Standing, nodes: Ints, noise: Noise) -> Tally:
    """Let each of `nodes` (people who sit together) trade places with single people.

    To each group it could go to, as many people as it has (or fewer, where sizes may
    change) come back, drawn one after another; then one of the groups is drawn.
    """
    tally = Tally(tried=len(nodes))
    singles = standing.members(standing.block.singles)
    for node in nodes.tolist():
        made = _Offers(standing, singles, node).draw(noise)
        if made is not None:
            standing.took(made)
            tally.uphill += standing.is_uphill(made)
            singles = standing.members(standing.block.singles)
    return tally


class _Offers:
    """What a node could trade: for each group, the people who would come back.

    Attributes:
        total: (people + 1, groups) change of the cost when 0, 1, … come back.
        back: (people, groups) who comes first, second, …
    """

    def __init__(self, standing: Standing, singles: Ints, node: int) -> None:
        self._standing, self._singles, self._node = standing, singles, node
        self._source = int(standing.group[node])
        self._size = int(standing.block.size[node])
        groups = len(standing.load)
        self._groups = np.arange(groups)
        self.total: Reals = np.full((self._size + 1, groups), NEVER, np.float32)
        self.total[0] = standing.place[:, node] - standing.place[self._source, node]
        self.back = np.zeros((self._size, groups), np.int64)

    def draw(self, noise: Noise) -> float | None:
        """Make a trade, or none; return the change of the cost."""
        if self._singles.shape[1]:
            self._gather(noise)
        self.total[~self._fits()] = NEVER
        (piece,) = noise.pieces(1, self.total.size + 1)
        luck = piece[1:].reshape(self.total.shape) - self.total
        count, target = divmod(int(luck.argmax()), len(self._groups))
        if luck[count, target] <= piece[0]:
            return None
        if count:
            self._standing.carry(self.back[:count, target], self._source)
        self._standing.carry(np.array([self._node]), target)
        return float(self.total[count, target])

    def _gather(self, noise: Noise) -> None:
        """Draw who comes back from each group, one after another."""
        standing, singles = self._standing, self._singles
        place = standing.place
        costs = place[self._source].take(singles)
        costs -= place[self._groups[:, None], singles]
        costs -= 2 * standing.pairs[self._node].take(singles)
        costs[singles == standing.block.nodes] = NEVER
        for k, piece in enumerate(noise.pieces(self._size, costs.size)):
            luck = piece.reshape(costs.shape) - costs
            drawn = luck.argmax(1)
            who = singles[self._groups, drawn]
            self.back[k] = who
            self.total[k + 1] = self.total[k] + costs[self._groups, drawn]
            costs += 2 * standing.pairs[who[:, None], singles]
            costs[self._groups, drawn] = NEVER

    def _fits(self) -> Flags:
        """Return which trades the sizes of the groups allow: (people + 1, groups)."""
        block, load = self._standing.block, self._standing.load
        gone = self._size - np.arange(self._size + 1)[:, None]
        here = load[self._source] - gone
        there = load + gone
        fits = (there >= block.least) & (there <= block.most)
        fits &= here >= block.least[self._source]
        fits &= here <= block.most[self._source]
        fits[:, self._source] = False
        return np.asarray(fits)
