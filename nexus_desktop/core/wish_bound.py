"""How many topic wishes can't be fulfilled, whoever sits where.

The rank cost of a wish is 0, 1, 2 for the first, second and third, and 4 for a group
that was not wished. So it is one for not getting the first, another one for not getting
the first or second, and two for none of the three. How many people at most get one of
their first k wishes is a question of seats alone (maximum flow); what is missing from
everybody is a bound.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_WORTH = ((1, 1), (2, 1), (3, 2))  # first k wishes, cost of getting none of them


def least_wish_cost(wishes: Iterable[Sequence[str]], room: Mapping[str, int]) -> int:
    """Return what the rank costs of a round can't go below.

    Args:
        wishes: of each person who has some, best first.
        room: group -> seats. Wishes name groups of it.
    """
    everybody = [tuple(wished) for wished in wishes]
    return sum(
        worth * (len(everybody) - _most_content(everybody, room, k))
        for k, worth in _WORTH
    )


def _most_content(
    wishes: Iterable[tuple[str, ...]], room: Mapping[str, int], k: int
) -> int:
    """Return how many people at most sit in one of their first k wishes."""
    kinds = Counter(tuple(sorted(set(wished[:k]))) for wished in wishes)
    filling = _Filling(list(kinds), dict(room))
    return sum(filling.seat(n, kinds[groups]) for n, groups in enumerate(kinds))


@dataclass(slots=True)
class _Filling:
    """Seats given so far: people of one kind may sit in the same groups."""

    kinds: list[tuple[str, ...]]
    free: dict[str, int]
    sent: Counter[tuple[int, str]] = field(default_factory=Counter)

    def seat(self, kind: int, people: int) -> int:
        """Seat as many as possible of `people` of a kind; return how many."""
        waiting = people
        while waiting and (way := self._way(kind)):
            waiting -= self._push(way, waiting)
        return people - waiting

    def _way(self, kind: int) -> list[tuple[int, str]]:
        """Return moves (kind, to group), the last into a free seat; [] for none.

        Each but the first takes the place of the one before it.
        """
        came: dict[str, tuple[int, str]] = {}
        queue = deque([(kind, "")])
        reached = {kind}
        while queue:
            one, left = queue.popleft()
            for group in self.kinds[one]:
                if group in came:
                    continue
                came[group] = (one, left)
                if self.free[group]:
                    return self._back(came, group)
                for other in range(len(self.kinds)):
                    if other not in reached and self.sent[other, group]:
                        reached.add(other)
                        queue.append((other, group))
        return []

    def _back(
        self, came: Mapping[str, tuple[int, str]], group: str
    ) -> list[tuple[int, str]]:
        way: list[tuple[int, str]] = []
        while group:
            kind, left = came[group]
            way.append((kind, group))
            group = left
        return way[::-1]

    def _push(self, way: Sequence[tuple[int, str]], most: int) -> int:
        """Send as many people as possible along a way, at most `most`."""
        leaving = [(way[i][0], way[i - 1][1]) for i in range(1, len(way))]
        end = way[-1][1]
        amount = min([most, self.free[end], *(self.sent[step] for step in leaving)])
        for step in leaving:
            self.sent[step] -= amount
        for step in way:
            self.sent[step] += amount
        self.free[end] -= amount
        return amount
