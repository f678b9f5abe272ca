"""What minutes are compiled from, and the choices made for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nexus_desktop.core.actions import Action
from nexus_desktop.core.attendance import Presence
from nexus_desktop.core.minutes.value import Image
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.series import Figures
from nexus_desktop.core.workshop import WorkshopInfo


class Section(StrEnum):
    """A part of a paper that can be left out or moved."""

    COVER = "cover"
    CONTENTS = "contents"
    SUMMARY = "summary"
    BACKGROUND = "background"
    ATTENDANCE = "attendance"
    SPEAKING = "speaking"
    SERIES = "series"
    PROGRAMME = "programme"
    SESSIONS = "sessions"
    BREAKOUTS = "breakouts"
    OBJECTIVES = "objectives"
    PLACES = "places"
    RESOLUTIONS = "resolutions"
    ACTIONS = "actions"
    PARTICIPANTS = "participants"
    GROUPS = "groups"
    BRIEF_FIGURES = "brief figures"
    BRIEF_KEYS = "brief key messages"
    BRIEF_DECISIONS = "brief decisions"
    BRIEF_RECOMMENDATIONS = "brief recommendations"
    BRIEF_ACTIONS = "brief actions"
    BRIEF_QUESTIONS = "brief questions"
    FORM_FACTS = "form facts"
    FORM_KEYS = "form key messages"
    FORM_DISCUSSION = "form discussion"
    FORM_DECISIONS = "form decisions"
    FORM_RECOMMENDATIONS = "form recommendations"
    FORM_ACTIONS = "form actions"
    FORM_QUESTIONS = "form questions"
    FORM_SIGNATURES = "form signatures"
    LIST_REGISTER = "action list by number"
    LIST_OWNERS = "action list by owner"
    LIST_DATES = "action list by date"


class Template(StrEnum):
    """A paper that is made of the same notes for a reader of its own."""

    FULL = "full"
    BRIEF = "brief"
    SESSION = "session"
    ACTIONS = "actions"


SECTIONS: Mapping[Template, tuple[Section, ...]] = {
    Template.FULL: tuple(Section)[: tuple(Section).index(Section.BRIEF_FIGURES)],
    Template.BRIEF: tuple(it for it in Section if it.value.startswith("brief ")),
    Template.SESSION: tuple(it for it in Section if it.value.startswith("form ")),
    Template.ACTIONS: tuple(it for it in Section if it.value.startswith("action list")),
}
"""The sections that a template has, in their usual order."""

UNUSUAL = frozenset({Section.LIST_DATES})
"""Sections that are left out until somebody wants them."""


class Attribution(StrEnum):
    """Whether the minutes say who said something."""

    NAMES = "names"
    ORGANISATIONS = "organisations"
    NONE = "none"


class Paper(StrEnum):
    """The size of the pages."""

    A4 = "A4"
    LETTER = "Letter"


class DocumentStatus(StrEnum):
    """Whether a paper may still change; unmarked, it does not say."""

    UNMARKED = ""
    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader gets.

    Attributes:
        sections: in the order in which they come; None for the usual ones of the
            template.
        session_id: of the template for sessions, "" for all sessions.
        language: of the headings (BCP 47), "" for the workshop's.
        issued: the day on which it became final.
        reference: the symbol under which it is filed.
        prepared_by: who answers for it; the organisers when "".
        watermark: text across each page, in place of "Draft" on a draft.
    """

    sections: tuple[Section, ...] | None = None
    attribution: Attribution = Attribution.NAMES
    status: DocumentStatus = DocumentStatus.UNMARKED
    paper: Paper = Paper.A4
    template: Template = Template.FULL
    session_id: str = ""
    language: str = ""
    issued: date | None = None
    reference: str = ""
    prepared_by: str = ""
    keywords: str = ""
    watermark: str = ""

    @property
    def parts(self) -> tuple[Section, ...]:
        """Return the sections of the template that are wanted, each once, in order."""
        known = SECTIONS[self.template]
        if self.sections is None:
            return tuple(section for section in known if section not in UNUSUAL)
        return tuple(dict.fromkeys(it for it in self.sections if it in known))


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
class Pictured:
    """A picture that belongs to a note, with its caption."""

    image: Image
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One note, in the order in which they were written.

    Attributes:
        outcome: what was said of an action when it was reviewed.
        taken_by: the remark, of the same kind, that the plenary made of this one; it
            counts in its place wherever all sessions are told of together.
    """

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
    outcome: str = ""
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of a workshop that minutes are made of.

    Attributes:
        arrivals: the first time that each person came in on each local day.
        items: the programme, in time order.
        remarks: of one session and group in the order of its notes.
        pictures: remark id -> its pictures, in order.
        logo, cover: the workshop's mark, and the picture on the cover.
        carried: actions of earlier workshops that are reviewed in this one.
        earlier: figures of the workshops before this one, in the order of time.
    """

    workshop: WorkshopInfo
    items: tuple[SessionInfo, ...] = ()
    people: tuple[Person, ...] = ()
    arrivals: tuple[Presence, ...] = ()
    breakouts: tuple[Breakout, ...] = ()
    remarks: tuple[Remark, ...] = ()
    pictures: Mapping[str, tuple[Pictured, ...]] = field(default_factory=dict)
    logo: Image | None = None
    cover: Image | None = None
    carried: tuple[Action, ...] = ()
    earlier: tuple[Figures, ...] = ()
