"""Values of what became of a line: its states, where it came from, removed lines."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nexus_desktop.core.note import NotesPlace, WrittenLine


class Deed(StrEnum):
    """What somebody did to a line."""

    WRITTEN = "written"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"
    BROUGHT_BACK = "brought back"


@dataclass(frozen=True, slots=True)
class LineState:
    """How a line was after somebody did something to it.

    Attributes:
        entry: the journal's name of the change.
        before: what the line read until then, "" when it was not there.
        line: what it read then, in the notation.
    """

    entry: str
    at: datetime
    actor: str
    laptop: str
    deed: Deed
    before: str
    line: str


@dataclass(frozen=True, slots=True)
class Source:
    """A line that another was taken or merged from.

    Attributes:
        whose: the group, or the session, that noted it.
    """

    note_id: str
    whose: str
    line: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LineHistory:
    """Everything that became of a line.

    Attributes:
        now: the line as it stands, or stood when it was removed.
        states: the newest first.
        sources: where it was taken from, if from elsewhere.
    """

    place: NotesPlace
    now: WrittenLine
    is_removed: bool
    states: tuple[LineState, ...]
    sources: tuple[Source, ...] = ()

    def as_in(self, state: LineState) -> WrittenLine:
        """Return the line as it was in `state`, to be written again."""
        return WrittenLine(self.now.note_id, self.now.order, state.line, self.now.at)


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that was taken away, when, and by whom."""

    line: WrittenLine
    at: datetime
    actor: str
