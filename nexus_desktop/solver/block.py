"""One round made ready for the search.

The search moves nodes: people who sit together are one node, everybody else is a node
of their own. What two nodes in one group cost is a fixed table as long as the other
rounds stand still, so the cost of the round is a sum over pairs in the same group, plus
what each node costs in its group by itself (wishes, moves).

Hard rules are costs that no temperature pays: `NEVER` for a group that is not allowed,
`APART` for two nodes that keep apart. The search starts from a seating that keeps all
rules, so neither is ever in what it finds.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nexus_desktop.solver.arrays import Arrays, Ints, RoundArrays
from nexus_desktop.solver.seating import Seating

Reals = npt.NDArray[np.float32]

NEVER = 1e6
APART = 1e5
_DEAR = 2e3
"""Wishes and moves that cost more than this are searched for as if they cost this."""


@dataclass(frozen=True, slots=True)
class Block:
    """A round for the search; costs are in units of `scale`.

    The last row and column of the tables belong to nobody, an empty chair.

    Attributes:
        people: (present,) numbers of the people, node by node.
        first: (nodes,) where each node begins in `people`.
        node_of: (people,) the node of each person, `nodes` for the absent.
        size: (nodes,) people.
        pairs: (nodes + 1, nodes + 1) cost of two nodes in one group without repeats.
        alone: (groups, nodes + 1) cost of each node in each group.
        kinds: the nodes that can move, of each size, small ones first.
    """

    people: Ints
    first: Ints
    node_of: Ints
    size: Ints
    pairs: Reals
    alone: Reals
    least: Ints
    most: Ints
    kinds: tuple[Ints, ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.size)

    @property
    def simple(self) -> bool:
        """Whether every person is a node, in the order of people."""
        return self.nodes == len(self.node_of)

    @property
    def singles(self) -> Ints:
        """The nodes of one person that can move."""
        if self.kinds and self.size[self.kinds[0][0]] == 1:
            return self.kinds[0]
        return np.zeros(0, np.int64)

    @property
    def crowds(self) -> Ints:
        """The nodes of several people that can move."""
        of_crowds = [kind for kind in self.kinds if self.size[kind[0]] > 1]
        return np.concatenate([np.zeros(0, np.int64), *of_crowds])

    @property
    def roomy(self) -> bool:
        """Whether groups may change their sizes."""
        return bool((self.least < self.most).any())

    def joined(self, table: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
        """Return a table of people x people as one of nodes x nodes."""
        if self.simple:
            return table
        present = table[self.people[:, None], self.people]
        if self.nodes == len(self.people):
            return present
        rows = np.add.reduceat(present, self.first, axis=0)
        return np.asarray(np.add.reduceat(rows, self.first, axis=1))


def scale_of(arrays: Arrays) -> float:
    """Return what costs are divided by, so that one temperature suits all problems."""
    pairs = [float(weight) for weight in arrays.trait_weights]
    if len(arrays.rounds) > 1:
        pairs.append(arrays.repeat)
    return max(pairs, default=0.0) or max(arrays.wish, arrays.move) or 1.0


def make_block(arrays: Arrays, part: RoundArrays, seating: Seating) -> Block:
    """Return a round for the search; `seating` numbers the people who are present."""
    here = np.flatnonzero(part.present)
    size = np.array([len(unit) for unit in seating.units], np.int64)
    first = np.cumsum(size) - size
    people = here[[i for unit in seating.units for i in unit]]
    node_of = np.full(len(part.present), len(size), np.int64)
    node_of[people] = np.repeat(np.arange(len(size)), size)
    block = Block(
        people=people,
        first=first,
        node_of=node_of,
        size=size,
        pairs=np.zeros((len(size) + 1, len(size) + 1), np.float32),
        alone=np.zeros((len(part.groups), len(size) + 1), np.float32),
        least=part.least,
        most=part.most,
        kinds=_kinds(seating, size),
    )
    block.pairs[:-1, :-1] = _pairs(arrays, part, block)
    np.fill_diagonal(block.pairs, 0)
    for node, others in enumerate(seating.apart):
        block.pairs[node, list(others)] += APART
    block.alone[:, :-1] = _alone(arrays, part, block, seating)
    return block


def _kinds(seating: Seating, size: Ints) -> tuple[Ints, ...]:
    free = np.array([mask.bit_count() > 1 for mask in seating.allowed], np.bool_)
    return tuple(np.flatnonzero(free & (size == k)) for k in np.unique(size[free]))


def _pairs(arrays: Arrays, part: RoundArrays, block: Block) -> Reals:
    """Return what the balance of two nodes in one group costs.

    Uneven is the square of the sum over a group's people of ([has the value] - share),
    so two people cost twice the product of theirs, added up over all values. Where all
    groups have one size, the shares come to the same for every seating; without them
    the numbers are round. Of a trait that is gathered, two who differ cost instead.
    """
    values = arrays.values[block.people]
    weights = 2 * arrays.trait_weights / scale_of(arrays)
    gathered = arrays.gathered[arrays.first]
    table = np.zeros((len(values), len(values)), np.float32)
    for column, weight, brings in zip(values.T, weights, gathered, strict=True):
        alike = column[:, None] == column
        table += (~alike if brings else alike) * np.float32(weight)
    if len({*part.least.tolist(), *part.most.tolist()}) > 1:
        number = np.bincount(values.ravel(), minlength=arrays.value_count)
        share = number / max(1, len(values))
        spread = ~(arrays.gathered | part.aimed)
        of_values = 2 * arrays.value_weights / scale_of(arrays) * spread
        own = (share * of_values)[values].sum(1)
        table += (np.square(share) @ of_values - own[:, None] - own).astype(np.float32)
    if block.nodes == len(block.people):
        return table
    rows = np.add.reduceat(table, block.first, axis=0)
    return np.asarray(np.add.reduceat(rows, block.first, axis=1))


def _alone(arrays: Arrays, part: RoundArrays, block: Block, seating: Seating) -> Reals:
    """Return what wishes and moves cost, what a group aims at and one brings to it.

    `NEVER` stands where a node must not go.
    """
    groups = np.arange(len(part.groups))[:, None]
    moved = (part.previous >= 0) & (part.previous != groups)
    costs = (arrays.wish * part.rank + arrays.move * moved) / scale_of(arrays)
    of_nodes = np.add.reduceat(costs[:, block.people], block.first, axis=1)
    of_nodes = np.minimum(of_nodes, _DEAR)
    if part.aimed.any():
        gain = 2 * arrays.value_weights * part.aim * part.aimed / scale_of(arrays)
        gains = gain[:, arrays.values[block.people]].sum(2)
        of_nodes -= np.add.reduceat(gains, block.first, axis=1)
    masks = np.array(
        [[mask >> g & 1 for mask in seating.allowed] for g in groups[:, 0].tolist()]
    )
    return np.where(masks, of_nodes, NEVER).astype(np.float32)
