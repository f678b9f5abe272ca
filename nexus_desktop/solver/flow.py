"""Filling groups with people of several kinds: who may go where, and how many.

A kind is a number of people who may go to the same groups. Exact: an answer is found
whenever there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """How many people, and the groups that they may go to as a bit mask."""

    people: int
    allowed: int


def fill(
    kinds: Sequence[Kind], least: Sequence[int], most: Sequence[int]
) -> list[list[int]] | None:
    """Return how many people of each kind go to each group; None when impossible.

    The fewest are brought to every group first, then everybody else up to the most:
    finding a way for one more person never takes people out of a group on balance.
    """
    if sum(kind.people for kind in kinds) < sum(least):
        return None
    ways = _Ways(kinds, len(least))
    if ways.pour(least) < sum(least):
        return None
    ways.pour(most)
    return None if any(ways.waiting) else ways.sent


class _Ways:
    """People of each kind sent to groups so far, and those still waiting."""

    def __init__(self, kinds: Sequence[Kind], groups: int) -> None:
        self.waiting = [kind.people for kind in kinds]
        self.sent = [[0] * groups for _ in kinds]
        self.load = [0] * groups
        self._allowed = [
            [g for g in range(groups) if kind.allowed >> g & 1] for kind in kinds
        ]

    def pour(self, room: Sequence[int]) -> int:
        """Send as many as possible while no group gets more than its room; count."""
        for start in range(len(self.waiting)):
            while self.waiting[start] and self._send(start, room):
                pass
        return sum(self.load)

    def _send(self, start: int, room: Sequence[int]) -> bool:
        """Send people along the shortest chain "in there, one of you goes on"."""
        came_from: dict[int, int] = {}
        through = {start: -1}
        queue = [start]
        for kind in queue:
            for g in self._allowed[kind]:
                if g in came_from:
                    continue
                came_from[g] = kind
                if self.load[g] < room[g]:
                    self._shift(g, came_from, through, room)
                    return True
                for other, sent in enumerate(self.sent):
                    if sent[g] and other not in through:
                        through[other] = g
                        queue.append(other)
        return False

    def _shift(
        self,
        last: int,
        came_from: dict[int, int],
        through: dict[int, int],
        room: Sequence[int],
    ) -> None:
        chain = [(came_from[last], last)]
        while (g := through[chain[-1][0]]) >= 0:
            chain.append((came_from[g], g))
        start = chain[-1][0]
        links = [self.sent[kind][through[kind]] for kind, _ in chain[:-1]]
        amount = min(self.waiting[start], room[last] - self.load[last], *links)
        for kind, g in chain:
            self.sent[kind][g] += amount
            if through[kind] >= 0:
                self.sent[kind][through[kind]] -= amount
        self.waiting[start] -= amount
        self.load[last] += amount
