"""Values of note taking: where one writes, the lines, what a session has heard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from nexus_desktop.core import names
from nexus_desktop.core.notation import NotationContext, NoteKind
from nexus_desktop.core.programme import SessionInfo

_NOT_PART_OF_A_CITY = {
    "city",
    "municipality",
    "municipal",
    "of",
    "the",
    "town",
    "metro",
}


class NotesStatus(StrEnum):
    """How far notes are; final ones are locked."""

    OPEN = "open"
    REVIEW = "for review"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class NotesPlace:
    """Whose notes: a session's, or those of one breakout group in it."""

    session_id: str
    group_id: str | None = None


OWN = "own"


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line as it stands in the editor.

    Attributes:
        note_id: the id that the note has or will have.
        order: fractional key (`core.ordering`).
        line: the whole line in the notation.
        at: when it was begun.
        seen: the entry whose line was on the screen when this one was written; `OWN`
            for what this laptop wrote last, "" when that is not known.
    """

    note_id: str
    order: str
    line: str
    at: datetime
    seen: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoteLine(WrittenLine):
    """A line as it is kept; `is_draft` says that the journal has not got it yet."""

    author: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class LineChanges:
    """What the editor hands over in one go.

    Attributes:
        drafts: lines still being written; kept on this laptop only.
        written: lines that are finished for now; they go into the journal.
        removed: ids of lines taken away.
        caret: id of the line that the writer is in, None to leave it as it was.
    """

    drafts: tuple[WrittenLine, ...] = ()
    written: tuple[WrittenLine, ...] = ()
    removed: tuple[str, ...] = ()
    caret: str | None = None


@dataclass(frozen=True, slots=True)
class PastLines:
    """How lines were before an entry of the journal.

    Attributes:
        entry: its number on this laptop.
        lines: those that read or stood otherwise, or were there.
        removed: ids of those that were not there.
    """

    entry: int
    lines: tuple[WrittenLine, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedNotes:
    """How many lines were taken in, in all and of each kind that occurred."""

    lines: int
    kinds: dict[NoteKind, int]


@dataclass(frozen=True, slots=True)
class NotesChoice:
    """A place that notes can be taken in; `group` and `topic` of a breakout group."""

    place: NotesPlace
    session: SessionInfo
    group: str = ""
    topic: str = ""
    room: str = ""
    status: NotesStatus = NotesStatus.OPEN


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who may speak or own an action; `is_here` once they were scanned in."""

    name: str
    organisation: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Places that a line may speak of, each list in the order of the alphabet.

    Attributes:
        cities, countries: of the participants.
        others: new ones that notes have spoken of.
    """

    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return every place once."""
        return tuple(dict.fromkeys((*self.cities, *self.countries, *self.others)))


@dataclass(frozen=True, slots=True)
class NotesContext:
    """What the editor needs to know of the workshop.

    Attributes:
        notation: what the meaning of a line depends on.
        objectives: (number, text).
        people: participants, those present first.
        organisations: of theirs, in the order of the alphabet.
        keys: name -> the plain letters by which it is found too; of native names and
            of names in other letters.
    """

    choice: NotesChoice
    notation: NotationContext
    time_zone: str
    objectives: tuple[tuple[int, str], ...]
    people: tuple[Attendee, ...]
    organisations: tuple[str, ...]
    places: KnownPlaces
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotesSummary:
    """What has been noted so far.

    Attributes:
        kinds: how many lines there are of each kind that occurs.
        without_owner: actions that nobody owns.
        objectives: (number, text, lines that speak to it).
        heard, to_hear: cities of participants, spoken of and not yet.
    """

    lines: int
    kinds: dict[NoteKind, int]
    without_owner: int
    objectives: tuple[tuple[int, str, int], ...]
    heard: tuple[str, ...]
    to_hear: tuple[str, ...]


@lru_cache(maxsize=4096)
def same_place(name: str) -> str:
    """Return `name` for comparing: "City of Naga" and "naga" are one."""
    words = [word for word in names.words(name) if word not in _NOT_PART_OF_A_CITY]
    return " ".join(words or names.words(name))


def known_place(name: str, known: Iterable[str]) -> str:
    """Return how `known` spells the place `name`; `name` itself when it is new."""
    key = same_place(name)
    return next((other for other in known if same_place(other) == key), name)


def heard(
    cities: Sequence[str], places: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cities that are among `places`, and those that are not."""
    spoken_of = {same_place(place) for place in places}
    return (
        tuple(city for city in cities if same_place(city) in spoken_of),
        tuple(city for city in cities if same_place(city) not in spoken_of),
    )
