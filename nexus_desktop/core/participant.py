"""A person of the workshop, as services hand it out and take it in."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from nexus_desktop.core.errors import NexusError


class BadField(NexusError):  # noqa: N818
    """A value that a field can't hold, or a field that there is not."""


CANCEL_REASON = "Cancelled because"
"""The heading in `extra` under which it is kept why somebody does not come."""

NOT_LISTED = "Not in the new list"
"""The reason of those whom an updated list holds no more."""

INHERITED = ("organisation", "country", "city", "category", "role", "party")
"""What somebody who comes for another has from them, unless it is said otherwise."""


class Status(StrEnum):
    """Whether a person is awaited."""

    EXPECTED = "expected"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is kept of a person.

    Attributes:
        name: as in `rows.Participant` and on the command line.
        label: in English, for messages.
        limit: letters it may have.
        many: True when it holds several texts.
    """

    name: str
    label: str
    limit: int = 300
    many: bool = False


FIELDS = (
    Field("printed_name", "name as printed", 200),
    Field("honorific", "title", 60),
    Field("given_name", "given name", 200),
    Field("family_name", "family name", 200),
    Field("native_name", "name in own script", 200),
    Field("reading", "reading", 200),
    Field("gender", "gender", 40),
    Field("organisation", "organisation"),
    Field("position", "position"),
    Field("country", "country", 2),
    Field("city", "city"),
    Field("category", "category"),
    Field("role", "role"),
    Field("email", "e-mail", 254),
    Field("phone", "phone", 100),
    Field("languages", "languages", 100, many=True),
    Field("party", "party"),
    Field("wishes", "topic wishes", many=True),
    Field("attention", "note for the desk", 500),
    Field("dietary", "dietary need"),
    Field("status", "status", 20),
    Field("external_id", "number in the list", 100),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """What can be said of a person; `rows.Participant` tells what each one means."""

    printed_name: str = ""
    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    native_name: str = ""
    reading: str = ""
    gender: str = ""
    organisation: str = ""
    position: str = ""
    country: str = ""
    city: str = ""
    category: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    party: str = ""
    wishes: tuple[str, ...] = ()
    attention: str = ""
    dietary: str = ""
    status: str = Status.EXPECTED
    external_id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return field name -> value."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class BadgeState(StrEnum):
    """How far a person's badge is."""

    NONE = ""
    ISSUED = "issued"
    PRINTED = "printed"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person sits in one breakout round."""

    round: int
    group: str
    topic: str = ""
    room: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One scan of a person, as the list of their scans shows it."""

    at: datetime
    checkpoint: str
    direction: str
    verdict: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done with a person's record."""

    at: datetime
    actor: str
    action: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the table of people.

    Attributes:
        arrived_at: first time let in anywhere, None while awaited.
        groups: group name of each round they sit in, in the order of rounds.
    """

    id: str
    printed_name: str
    native_name: str
    organisation: str
    country: str
    city: str
    category: str
    role: str
    email: str
    status: str
    badge: BadgeState = BadgeState.NONE
    arrived_at: datetime | None = None
    groups: tuple[str, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether they are not awaited any more."""
        return self.status == Status.CANCELLED


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody else whom a person's record names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Everything known of one person.

    Attributes:
        badge_issue: number of the newest badge issued, 0 when there is none.
        extra: heading -> text of imported columns without a field of their own.
        source: the list they came from.
        replaces: in whose place they come; replaced_by: who comes in theirs.
        merged: who turned out to be the same and was merged into them.
    """

    id: str
    fields: PersonFields
    badge: BadgeState
    badge_issue: int
    arrived_at: datetime | None
    passages: tuple[Passage, ...]
    places: tuple[Place, ...]
    source: str
    extra: Mapping[str, str]
    replaces: Namesake | None = None
    replaced_by: Namesake | None = None
    merged: tuple[Namesake, ...] = ()

    @property
    def cancel_reason(self) -> str:
        """Return why they do not come, as far as it was said."""
        return self.extra.get(CANCEL_REASON, "") if self.is_cancelled else ""

    @property
    def name(self) -> str:
        """Return the name as printed."""
        return self.fields.printed_name

    @property
    def is_cancelled(self) -> bool:
        """Tell whether they are not awaited any more."""
        return self.fields.status == Status.CANCELLED


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit did.

    Attributes:
        person: as they are now.
        replaced: field -> value before, of those that changed; give it to `edit`
            again to take the edit back.
    """

    person: Person
    replaced: Mapping[str, Any]
