"""Actions as a register: what is owed, by whom, until when, how far, and since when.

An action that was carried over from an earlier workshop knows its stations there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from nexus_desktop.core import names
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.note import same_place


class ActionError(NexusError):
    """An action can't be changed so; the sentence says why, and what to do."""


class State(StrEnum):
    """How far an action is; the value is kept in the file."""

    OPEN = "open"
    GOING_ON = "going on"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_closed(self) -> bool:
        """Say whether nobody owes anything any more."""
        return self in (State.DONE, State.DROPPED)


class Show(StrEnum):
    """Which actions to show."""

    ALL = "all"
    STILL = "still open"
    OVERDUE = "overdue"
    NO_OWNER = "without owner"
    NO_DATE = "without date"
    CARRIED = "carried over"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Station:
    """How an action stood when an earlier workshop of the series ended.

    Attributes:
        workshop: its title; `number` in the series, if it has one.
        ended: its last day.
        remark: what was said of the action there.
    """

    workshop: str
    ended: date
    number: int | None = None
    owner: str = ""
    due: date | None = None
    state: State = State.OPEN
    remark: str = ""

    @property
    def name(self) -> str:
        """Return such as "Workshop 3 (2014-08)"; its title where it has no number."""
        title = self.workshop if self.number is None else f"Workshop {self.number}"
        return f"{title} ({self.ended:%Y-%m})"


@dataclass(frozen=True, slots=True)
class Carried:
    """What is known of an action besides its line.

    Attributes:
        remark: what was said of it when it was reviewed here.
        past: its stations in earlier workshops, the first one first.
    """

    remark: str = ""
    past: tuple[Station, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Carried":
        """Return what `as_json` wrote; nothing for an empty one."""
        past = tuple(map(_station, kept.get("past", ())))
        return cls(str(kept.get("remark", "")), past)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept; what says nothing is left out."""
        kept: dict[str, Any] = {}
        if self.remark:
            kept["remark"] = self.remark
        if self.past:
            kept["past"] = list(map(_kept_station, self.past))
        return kept


def _station(kept: Mapping[str, Any]) -> Station:
    return Station(
        workshop=str(kept["workshop"]),
        ended=date.fromisoformat(kept["ended"]),
        number=kept.get("number"),
        owner=str(kept.get("owner", "")),
        due=date.fromisoformat(kept["due"]) if kept.get("due") else None,
        state=state_of(str(kept.get("state", ""))),
        remark=str(kept.get("remark", "")),
    )


def _kept_station(station: Station) -> dict[str, Any]:
    return {
        "workshop": station.workshop,
        "ended": station.ended.isoformat(),
        "number": station.number,
        "owner": station.owner,
        "due": station.due.isoformat() if station.due else None,
        "state": station.state.value,
        "remark": station.remark,
    }


def state_of(text: str) -> State:
    """Return the state kept as `text`; what is not known counts as open."""
    return State(text) if text in list(State) else State.OPEN


@dataclass(frozen=True, slots=True)
class Action:
    """An action of the register.

    Attributes:
        session_id, group_id: where its line is; "" when it was carried over.
        source: the title of that session, with the group's name.
        continues: the id that it had in the earlier workshop, "" for one of this.
    """

    id: str
    text: str
    owner: str = ""
    due: date | None = None
    state: State = State.OPEN
    session_id: str = ""
    group_id: str | None = None
    source: str = ""
    objectives: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    continues: str = ""
    carried: Carried = Carried()

    @property
    def remark(self) -> str:
        """Return what was said of it when it was reviewed."""
        return self.carried.remark

    @property
    def past(self) -> tuple[Station, ...]:
        """Return how it stood in earlier workshops, the first one first."""
        return self.carried.past

    @property
    def is_carried(self) -> bool:
        """Say whether it comes from an earlier workshop."""
        return bool(self.continues)

    def days_late(self, today: date) -> int:
        """Return for how many days it has been overdue, 0 when it is not."""
        if self.due is None or self.state.is_closed:
            return 0
        return max((today - self.due).days, 0)

    def is_shown(self, show: Show, today: date) -> bool:
        """Say whether it is one of those to show."""
        still = not self.state.is_closed
        return {
            Show.ALL: True,
            Show.STILL: still,
            Show.OVERDUE: self.days_late(today) > 0,
            Show.NO_OWNER: still and not self.owner,
            Show.NO_DATE: still and self.due is None,
            Show.CARRIED: self.is_carried,
            Show.CLOSED: not still,
        }[show]

    def says(self, typed: str) -> bool:
        """Say whether every word of `typed` begins a word of what it says."""
        told = (self.text, self.owner, self.source, self.remark, *self.places)
        said = names.words(" ".join(told))
        return all(
            any(word.startswith(sought) for word in said)
            for sought in names.words(typed)
        )


@dataclass(frozen=True, slots=True)
class ActionEdit:
    """What an action is to say; what it speaks of (objectives, places) stays."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one owner still owes.

    Attributes:
        owner: as most lines spell it, "" for actions that nobody owns.
        addresses: e-mail addresses of those it may be.
    """

    owner: str
    actions: tuple[Action, ...]
    addresses: tuple[str, ...] = ()


def counted_by(actions: Sequence[Action], today: date) -> dict[Show, int]:
    """Return how many there are to show of each sort."""
    return {
        show: sum(action.is_shown(show, today) for action in actions) for show in Show
    }


def shown(
    actions: Iterable[Action],
    show: Show,
    today: date,
    *,
    owner: str | None = None,
    typed: str = "",
) -> tuple[Action, ...]:
    """Return the actions to show; `owner` None is everybody, "" is nobody."""
    key = None if owner is None else same_place(owner)
    return tuple(
        action
        for action in actions
        if action.is_shown(show, today)
        and (key is None or same_place(action.owner) == key)
        and action.says(typed)
    )


def by_owner(actions: Iterable[Action]) -> tuple[tuple[str, tuple[Action, ...]], ...]:
    """Return (owner, their actions), owners in alphabetical order, nobody last.

    "City of Naga" and "Naga" are one; the spelling used most is given.
    """
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(same_place(action.owner), []).append(action)
    spelt = {
        key: Counter(action.owner for action in owned).most_common(1)[0][0]
        for key, owned in found.items()
    }
    order = sorted(found, key=lambda key: (not key, names.folded(spelt[key])))
    return tuple((spelt[key], tuple(found[key])) for key in order)
