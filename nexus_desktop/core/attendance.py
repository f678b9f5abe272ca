"""Who came in where and when: what arrivals, overview and minutes are counted from.

Nobody's whereabouts are written down. They follow from the scans that count, in the
order of time: each checkpoint but the registration desk is a room, nobody is in two
rooms, and whoever comes into one has left the other. Being registered, or out of the
house again, is apart from that.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar


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


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who is at a checkpoint, and since when."""

    participant_id: str
    checkpoint_id: str
    since: datetime


def stays(found: Iterable[Presence], rooms: Collection[str]) -> tuple[Stay, ...]:
    """Return who is where after some scans: one room each, and any number of desks.

    Args:
        found: scans of one day, in the order of time.
        rooms: ids of the checkpoints that are rooms; every other one is a desk.
    """
    in_rooms: dict[str, Stay] = {}
    registered: dict[tuple[str, str], Stay] = {}
    for each in found:
        stay = Stay(each.participant_id, each.checkpoint_id, each.at)
        if each.checkpoint_id in rooms:
            _step(in_rooms, stay.participant_id, each, stay)
        else:
            _step(registered, (stay.participant_id, stay.checkpoint_id), each, stay)
    return (*registered.values(), *in_rooms.values())


Key = TypeVar("Key")


def _step(where: dict[Key, Stay], key: Key, each: Presence, stay: Stay) -> None:
    before = where.get(key)
    was_there = before is not None and before.checkpoint_id == each.checkpoint_id
    if each.direction == "in" and not was_there:
        where[key] = stay
    elif each.direction == "out" and was_there:
        del where[key]


def in_the_house(found: Iterable[Presence], rooms: Collection[str]) -> frozenset[str]:
    """Return who came in anywhere and did not go out at a registration desk since.

    Args:
        found: scans of one day, in the order of time.
        rooms: as for `stays`.
    """
    here: set[str] = set()
    for each in found:
        if each.direction == "in":
            here.add(each.participant_id)
        elif each.checkpoint_id not in rooms:
            here.discard(each.participant_id)
    return frozenset(here)


def first_in(found: Sequence[Presence]) -> dict[tuple[str, str], datetime]:
    """Return (checkpoint, participant) -> first time in (`found` in order)."""
    first: dict[tuple[str, str], datetime] = {}
    for each in found:
        if each.direction == "in":
            first.setdefault((each.checkpoint_id, each.participant_id), each.at)
    return first
