"""What a note says, as fields, and what reading one depends on."""

from dataclasses import dataclass
from datetime import date

from nexus_desktop.core.note_kinds import NoteKind


@dataclass(frozen=True, slots=True)
class NotationContext:
    """What the meaning of a line depends on besides its characters.

    Attributes:
        objectives: numbers that exist; `#7` is text when there is no objective 7.
        session_day: a due date without a year is the first such day from it on.
    """

    objectives: frozenset[int]
    session_day: date


@dataclass(frozen=True, slots=True)
class NoteFields:
    """A note, read.

    Attributes:
        text: the statement without marks and tags, white space collapsed.
        speaker: as typed, "" when nobody is named.
        attributed: False when the speaker must not be named.
        objectives, places: in the order of their first mention.
        owner, due: of an action or a decision only.
        quotations: what stands in quotes in `text`, verbatim, without the quotes.
    """

    kind: NoteKind = NoteKind.POINT
    text: str = ""
    speaker: str = ""
    attributed: bool = True
    objectives: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    owner: str = ""
    due: date | None = None
    quotations: tuple[str, ...] = ()
