"""One round as a puzzle: units of people, the groups each may go to, who keeps apart.

`find` gives a seating that keeps all hard rules, whatever it costs. Units that only
have to be counted (one person, apart from nobody, a choice of groups) are sent by
`flow`; the others are tried out one by one, the most constrained first.
"""

from dataclasses import dataclass
from random import Random

from nexus_desktop.solver.flow import Kind, fill


@dataclass(frozen=True, slots=True)
class Seating:
    """The puzzle.

    Attributes:
        least, most: people, for each group.
        units: the people (numbers) who share a seat; everybody is in one.
        allowed: bit mask of groups, for each unit.
        apart: the units that no unit shares a group with.
    """

    least: tuple[int, ...]
    most: tuple[int, ...]
    units: tuple[tuple[int, ...], ...]
    allowed: tuple[int, ...]
    apart: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking.

    Attributes:
        groups: the group of each unit; None when none was found.
        proven: with `groups` None, that there is none.
    """

    groups: tuple[int, ...] | None
    proven: bool = False


def find(seating: Seating, random: Random, tries: int) -> Found:
    """Look for a seating that keeps all rules; `tries` limits the effort.

    Short attempts in different orders come before the long one that can prove that
    there is none, since a bad early choice costs a search all its time.
    """
    found = Found(None)
    for share in (40, 20, 10, 4, 1):
        found = _Search(seating, random).run(tries // share)
        if found.groups is not None or found.proven:
            break
    return found


class _Search:
    """One attempt: units are seated one after another, with steps back."""

    def __init__(self, seating: Seating, random: Random) -> None:
        units = range(len(seating.units))
        self._seating, self._random = seating, random
        self._sizes = [len(unit) for unit in seating.units]
        self._at = [-1] * len(units)
        self._load = [0] * len(seating.most)
        self._waiting = sum(self._sizes)
        self._open = {
            u
            for u in units
            if self._sizes[u] > 1
            or seating.apart[u]
            or seating.allowed[u].bit_count() < 2
        }
        self._easy = [u for u in units if u not in self._open]
        self._alike = _alike(seating)
        self._rank = random.sample(units, len(units))

    def run(self, tries: int) -> Found:
        """Try until everybody sits, nothing is left to try, or the tries are up."""
        path: list[tuple[int, list[int]]] = []
        for _ in range(tries):
            if self._open:
                unit = self._hardest()
                path.append((unit, self._choices(unit)))
                self._open.remove(unit)
            elif (groups := self._finish()) is not None:
                return Found(tuple(groups))
            if not self._advance(path):
                return Found(None, proven=True)
        return Found(None)

    def _advance(self, path: list[tuple[int, list[int]]]) -> bool:
        """Give the last unit its next group; step back where none is left."""
        while path:
            unit, choices = path[-1]
            self._lift(unit)
            while choices:
                self._sit(unit, choices.pop())
                if self._enough():
                    return True
                self._lift(unit)
            path.pop()
            self._open.add(unit)
        return False

    def _hardest(self) -> int:
        """Return the open unit with the fewest groups left, the largest of those."""
        room = self._room()
        return min(
            self._open,
            key=lambda u: (
                self._possible(u, room).bit_count(),
                -self._sizes[u],
                -len(self._seating.apart[u]),
                self._rank[u],
            ),
        )

    def _room(self) -> dict[int, int]:
        """Return the groups that have room for a unit, as a mask for each size."""
        left = [
            most - load
            for most, load in zip(self._seating.most, self._load, strict=True)
        ]
        return {
            size: sum(1 << g for g, room in enumerate(left) if room >= size)
            for size in {self._sizes[u] for u in self._open}
        }

    def _possible(self, unit: int, room: dict[int, int]) -> int:
        mask = self._seating.allowed[unit] & room[self._sizes[unit]]
        for other in self._seating.apart[unit]:
            if self._at[other] >= 0:
                mask &= ~(1 << self._at[other])
        return mask

    def _choices(self, unit: int) -> list[int]:
        """Return the groups to try, the last one first: those that lack people most.

        Of empty groups that are alike, one is enough.
        """
        mask = self._possible(unit, self._room())
        seen: set[int] = set()
        groups = []
        for g in self._random.sample(range(len(self._load)), len(self._load)):
            if mask >> g & 1 and (self._load[g] or self._alike[g] not in seen):
                groups.append(g)
                seen.add(-1 if self._load[g] else self._alike[g])
        least, most = self._seating.least, self._seating.most
        groups.sort(
            key=lambda g: (max(0, least[g] - self._load[g]), most[g] - self._load[g])
        )
        return groups

    def _sit(self, unit: int, group: int) -> None:
        self._at[unit] = group
        self._load[group] += self._sizes[unit]
        self._waiting -= self._sizes[unit]

    def _lift(self, unit: int) -> None:
        if self._at[unit] >= 0:
            self._load[self._at[unit]] -= self._sizes[unit]
            self._waiting += self._sizes[unit]
            self._at[unit] = -1

    def _enough(self) -> bool:
        """Whether those without a seat are enough for the groups that lack people."""
        pairs = zip(self._seating.least, self._load, strict=True)
        return sum(max(0, least - load) for least, load in pairs) <= self._waiting

    def _finish(self) -> list[int] | None:
        """Seat the easy units; return the group of each unit, None when they can't."""
        kinds: dict[int, list[int]] = {}
        for u in self._easy:
            kinds.setdefault(self._seating.allowed[u], []).append(u)
        pairs = list(
            zip(self._seating.least, self._seating.most, self._load, strict=True)
        )
        sent = fill(
            [Kind(len(units), allowed) for allowed, units in kinds.items()],
            [max(0, least - load) for least, _, load in pairs],
            [most - load for _, most, load in pairs],
        )
        if sent is None:
            return None
        groups = list(self._at)
        for units, counts in zip(kinds.values(), sent, strict=True):
            self._random.shuffle(units)
            seats = (g for g, count in enumerate(counts) for _ in range(count))
            for unit, group in zip(units, seats, strict=True):
                groups[unit] = group
        return groups


def _alike(seating: Seating) -> list[int]:
    """Number the groups so that groups with equal sizes and equal rules are equal."""
    known: dict[tuple[int, int, frozenset[int]], int] = {}
    masks = set(seating.allowed)
    return [
        known.setdefault(
            (least, most, frozenset(m for m in masks if m >> g & 1)), len(known)
        )
        for g, (least, most) in enumerate(zip(seating.least, seating.most, strict=True))
    ]
