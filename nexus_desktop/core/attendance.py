"""Who came in where and when: what arrivals, overview and minutes are counted from.

Nobody's whereabouts are written down. They follow from the scans that count, in the
order of time: each checkpoint but the registration desk is a room, nobody is in two
rooms, and whoever comes into one has left the other. Being registered, or out of the
house again, is apart from that.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Presence:
    """A scan that counts: it let a known person in or out and was not undone.

    Attributes:
        day: the local day of `at`.
        direction: "in" or "out".
        checkpoint_id, device_id: where.
    """

    participant_id: str
    at: datetime
    day: date
    direction: str
    checkpoint_id: str
    device_id: str


class Step(Protocol):
    """A scan as seen from one checkpoint: there, or a check-in at another room."""

    @property
    def is_here(self) -> bool:
        """Whether it was there."""


AnyStep = TypeVar("AnyStep", bound=Step)


def is_left_by_moving(purpose: str, rule: str) -> bool:
    """Tell whether a check-in at another room ends being in one of this kind.

    It does where the rule minds who is inside now, and in sessions, where somebody may
    come back. A meal that was had once stays so.
    """
    return purpose == "session" or (rule == "in and out" and purpose != "registration")


def since_moving(steps: Iterable[AnyStep]) -> list[AnyStep]:
    """Return one person's steps here after the last one elsewhere (`steps` in order).

    Steps of several people are to be asked for one by one.
    """
    left: list[AnyStep] = []
    for step in steps:
        if step.is_here:
            left.append(step)
        else:
            left.clear()
    return left


Move: TypeAlias = tuple[str, str, str, str, str]
"""A scan that counts, as `Presence`, but read by the ten thousand: the time (UTC) as
the file keeps it, which sorts like the time itself, the scan's id, the participant, the
checkpoint, and "in" or "out"."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who is at a checkpoint, and since when."""

    participant_id: str
    checkpoint_id: str
    since: datetime


def stays(found: Iterable[Move], rooms: Collection[str]) -> tuple[Stay, ...]:
    """Return who is where after some scans: one room each, and any number of desks.

    Args:
        found: scans of one day, in the order of time.
        rooms: ids of the checkpoints that are rooms; every other one is a desk.
    """
    where: dict[tuple[str, str], tuple[str, str]] = {}
    for at, _scan, person, place, way in found:
        key = (person, "" if place in rooms else place)
        before = where.get(key, ("", ""))[0]
        if way == "in" and before != place:
            where[key] = (place, at)
        elif way == "out" and before == place:
            del where[key]
    return tuple(
        Stay(person, place, datetime.fromisoformat(since))
        for (person, _), (place, since) in where.items()
    )


def in_the_house(found: Iterable[Move], rooms: Collection[str]) -> frozenset[str]:
    """Return who came in anywhere and did not go out at a registration desk since.

    Args:
        found: scans of one day, in the order of time.
        rooms: as for `stays`.
    """
    here: set[str] = set()
    for _at, _scan, person, place, way in found:
        if way == "in":
            here.add(person)
        elif place not in rooms:
            here.discard(person)
    return frozenset(here)


def first_in(found: Iterable[Move]) -> dict[str, str]:
    """Return participant -> the time they first came in, as kept (`found` in order)."""
    first: dict[str, str] = {}
    for at, _scan, person, _place, way in found:
        if way == "in":
            first.setdefault(person, at)
    return first


def kept(at: datetime) -> str:
    """Return a time (UTC) as the file keeps it and `Move` gives it."""
    return at.isoformat(timespec="microseconds")
