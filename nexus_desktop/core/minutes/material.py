"""What minutes are compiled from, and the choices made for them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nexus_desktop.core.attendance import Presence
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo


class Section(StrEnum):
    """A part of the minutes that can be left out or moved."""

    COVER = "cover"
    CONTENTS = "contents"
    SUMMARY = "summary"
    BACKGROUND = "background"
    ATTENDANCE = "attendance"
    PROGRAMME = "programme"
    SESSIONS = "sessions"
    BREAKOUTS = "breakouts"
    OBJECTIVES = "objectives"
    PLACES = "places"
    RESOLUTIONS = "resolutions"
    ACTIONS = "actions"
    PARTICIPANTS = "participants"
    GROUPS = "groups"


class Attribution(StrEnum):
    """Whether the minutes say who said something."""

    NAMES = "names"
    ORGANISATIONS = "organisations"
    NONE = "none"


class Paper(StrEnum):
    """The size of the pages."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader gets: `sections` in the order in which they come."""

    sections: tuple[Section, ...] = tuple(Section)
    attribution: Attribution = Attribution.NAMES
    draft: bool = False
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list; `country` is an ISO code or ""."""

    id: str
    name: str
    native_name: str = ""
    organisation: str = ""
    position: str = ""
    country: str = ""
    city: str = ""
    category: str = ""
    gender: str = ""
    family_name: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Breakout:
    """A group of a breakout round and who sat in it (ids)."""

    id: str
    session_id: str
    round_number: int
    name: str
    topic: str = ""
    room: str = ""
    table: str = ""
    facilitator: str = ""
    rapporteur: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One note, in the order in which they were written."""

    id: str
    session_id: str
    kind: NoteKind
    text: str
    group_id: str | None = None
    speaker: str = ""
    speaker_id: str | None = None
    attributed: bool = True
    objectives: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None
    state: str = ""
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of a workshop that minutes are made of.

    Attributes:
        arrivals: the first time that each person came in on each local day.
        items: the programme, in time order.
        remarks: of one session and group in the order of its notes.
    """

    workshop: WorkshopInfo
    items: tuple[SessionInfo, ...] = ()
    people: tuple[Person, ...] = ()
    arrivals: tuple[Presence, ...] = ()
    breakouts: tuple[Breakout, ...] = ()
    remarks: tuple[Remark, ...] = ()
