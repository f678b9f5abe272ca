"""Live changes of a round: who is missing, who is new, and who would move for it."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EARLY = timedelta(minutes=90)
"""How long before a round begins check-ins say who will be there."""
_NAMED, _PAIR = 3, 2


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who is not where the plan of a round has them.

    Attributes:
        missing: they have a seat and will not be there.
        new: they are there and have no seat.
        by_check_in: check-ins say who is there, not only the list of participants.
        begun: the round has begun, so nobody who has a seat is moved.
        frozen: numbers of the other rounds that have begun.
        away: ids of all who are expected at the workshop but not in this round.
    """

    round_id: str
    number: int
    missing: tuple[Someone, ...] = ()
    new: tuple[Someone, ...] = ()
    published: bool = False
    begun: bool = False
    by_check_in: bool = False
    frozen: tuple[int, ...] = ()
    away: frozenset[str] = frozenset()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to mend."""
        return bool(self.missing or self.new)

    @property
    def told(self) -> str:
        """Say it in short: "9 missing, 5 new"."""
        parts = ((self.missing, "missing"), (self.new, "new"))
        return ", ".join(f"{len(who)} {word}" for who, word in parts if who)


@dataclass(frozen=True, slots=True)
class Step:
    """One way to mend a round, between moving nobody and the best plan.

    Attributes:
        moves: people who sit elsewhere than before; newcomers don't count.
        cost: of the plan over all rounds.
        seats: participant -> group, in the round.
        sized: every group has a size that it is to have.
        smallest, largest: people in a group of it.
    """

    moves: int
    cost: float
    seats: Mapping[str, str] = field(default_factory=dict)
    sized: bool = True
    smallest: int = 0
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who moves: ids of groups, `origin` "" for one who had no seat."""

    person: Someone
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """People who move for each other, and what the plan would lose without it."""

    changes: tuple[Change, ...]
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Repaired:
    """What taking a repair over changed.

    Attributes:
        moved, seated: names with the name of the new group: "S. Ganbold to B".
        released: people whose seat was taken back.
        published: the round is published, now with these changes.
    """

    number: int
    moved: tuple[str, ...] = ()
    seated: tuple[str, ...] = ()
    released: int = 0
    published: bool = False

    @property
    def told(self) -> str:
        """Say what changed in one sentence."""
        parts = []
        if self.released:
            parts.append(f"{self.released} taken out")
        if self.seated:
            parts.append(f"{len(self.seated)} seated ({_few(self.seated)})")
        if self.moved:
            parts.append(f"{len(self.moved)} moved ({_few(self.moved)})")
        what = "is published anew" if self.published else "is mended"
        return f"Round {self.number} {what}: {', '.join(parts) or 'nothing changed'}."


def is_watched(begins: datetime, ends: datetime, at: datetime) -> bool:
    """Whether check-ins at `at` tell who will be, or is, in a round."""
    return begins - EARLY <= at < ends


def exchanges(changes: Sequence[Change]) -> tuple[tuple[Change, ...], ...]:
    """Sort moves into those that keep all groups as large as they are, then the rest.

    Two people who change places are one exchange; so are three in a ring, and so on,
    the shortest rings first. Who moves alone comes after them, newcomers at the end.
    """
    left = [change for change in changes if change.origin]
    rings = []
    while ring := _shortest_ring(left):
        rings.append(ring)
        left = [change for change in left if change not in ring]
    new = [change for change in changes if not change.origin]
    return (*rings, *((change,) for change in (*left, *new)))


def _shortest_ring(changes: Sequence[Change]) -> tuple[Change, ...]:
    ways: dict[str, dict[str, Change]] = {}
    for change in changes:
        ways.setdefault(change.origin, {}).setdefault(change.target, change)
    best: tuple[Change, ...] = ()
    for group in ways:
        ring = _ring_through(group, ways)
        if ring and (not best or len(ring) < len(best)):
            best = ring
        if len(best) == _PAIR:
            break
    return best


def _ring_through(
    group: str, ways: Mapping[str, Mapping[str, Change]]
) -> tuple[Change, ...]:
    """Return the fewest moves that lead out of a group and back to it."""
    paths: deque[tuple[Change, ...]] = deque([()])
    seen: set[str] = set()
    while paths:
        path = paths.popleft()
        here = path[-1].target if path else group
        if path and here == group:
            return path
        for target, change in ways.get(here, {}).items():
            if target not in seen:
                seen.add(target)
                paths.append((*path, change))
    return ()


def _few(names: Sequence[str]) -> str:
    """Name a few, and count the others."""
    more = len(names) - _NAMED
    named = ", ".join(names[:_NAMED])
    return f"{named} and {more} more" if more > 0 else named
