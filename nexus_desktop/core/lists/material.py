"""What lists are made from: everybody with what they did and where they sit.

Times are local ones of the workshop. A service reads all of it at once, so that another
choice needs no further look into the file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.core.group_list import titled
from nexus_desktop.core.participant import PersonFields, Status
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo


@dataclass(frozen=True, slots=True)
class Coming:
    """The first time somebody came in at a checkpoint on a day."""

    day: date
    at: datetime
    checkpoint_id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with all that a list may say of them.

    Attributes:
        country: its printed name.
        extra: heading -> text of imported columns without a field of their own.
        badge: how far their badge is, in a word.
        came: in the order of time.
        groups: id of a breakout round -> id of their group.
    """

    id: str
    fields: PersonFields
    country: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    badge: str = ""
    came: tuple[Coming, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name as printed."""
        return self.fields.printed_name

    @property
    def is_expected(self) -> bool:
        """Tell whether they are awaited."""
        return self.fields.status != Status.CANCELLED


@dataclass(frozen=True, slots=True)
class Door:
    """A checkpoint; `rows.Checkpoint` tells what each field means.

    Attributes:
        entitled: as `core.checkin.is_entitled` asks for it.
    """

    id: str
    name: str
    purpose: str
    day: date | None = None
    session_id: str | None = None
    entitled: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundGroup:
    """A breakout group."""

    id: str
    name: str
    topic: str = ""
    room: str = ""
    table: str = ""

    @property
    def title(self) -> str:
        """Return name and topic in one line."""
        name = titled(self.name, "Group")
        return f"{name} · {self.topic}" if self.topic else name

    @property
    def place(self) -> str:
        """Return room and table in one line."""
        table = titled(self.table, "Table") if self.table else ""
        return " · ".join(part for part in (self.room, table) if part)


@dataclass(frozen=True, slots=True)
class ListedRound:
    """A breakout round and its groups in order."""

    id: str
    number: int
    session_id: str
    groups: tuple[RoundGroup, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A workshop as lists need it.

    Attributes:
        items: the programme in the order of time.
        at: local time at which it was read.
    """

    workshop: WorkshopInfo
    people: tuple[Listed, ...]
    items: tuple[SessionInfo, ...]
    doors: tuple[Door, ...]
    rounds: tuple[ListedRound, ...]
    at: datetime

    @property
    def extras(self) -> tuple[str, ...]:
        """Return the headings of imported columns without a field, each once."""
        found: dict[str, None] = {}
        for person in self.people:
            found.update(dict.fromkeys(person.extra))
        return tuple(found)


def may_pass(person: Listed, door: Door) -> bool:
    """Tell whether a checkpoint is for a person."""
    traits = {
        "participant": person.id,
        "group": person.id,
        "role": person.fields.role,
        "category": person.fields.category,
        "country": person.fields.country,
    }
    return is_entitled(traits, door.entitled)
