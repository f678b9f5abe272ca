"""Values of the notes of parallel groups, and of what the plenary takes from them."""

from dataclasses import dataclass
from datetime import datetime

from nexus_desktop.core.note import NotesChoice, NotesPlace, NotesStatus
from nexus_desktop.core.note_kinds import NoteKind


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a group's notes.

    Attributes:
        unattributed: the line without its speaker, in the notation.
        is_taken: another session has it.
    """

    note_id: str
    group_id: str
    at: datetime
    kind: NoteKind
    line: str
    text: str
    speaker: str = ""
    unattributed: str = ""
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class GroupNotes:
    """A group and what it has noted, in its order."""

    group_id: str
    name: str
    topic: str
    rapporteur: str
    status: NotesStatus
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class ParallelNotes:
    """The groups of one session side by side.

    Attributes:
        session_id, title: whose groups they are; "" when no session has groups.
        sessions: (id, title) of every session that has groups.
        targets: sessions that points can be taken into.
        target: the likeliest of them.
    """

    session_id: str = ""
    title: str = ""
    sessions: tuple[tuple[str, str], ...] = ()
    groups: tuple[GroupNotes, ...] = ()
    targets: tuple[NotesChoice, ...] = ()
    target: NotesPlace | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """Return the points of all groups."""
        return tuple(point for group in self.groups for point in group.points)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many points were taken, and how many were there already."""

    added: int
    known: int = 0


def likeliest(
    choices: tuple[NotesChoice, ...], session_id: str, here: NotesPlace | None
) -> NotesPlace | None:
    """Return where points of the groups of `session_id` are likely to go.

    That is where one writes now, unless it is these groups' own session; else the next
    session without groups; else their own session.
    """
    with_groups = {one.place.session_id for one in choices if one.group}
    plenaries = [one.place for one in choices if not one.group]
    is_elsewhere = here is not None and here.session_id != session_id
    if is_elsewhere and here in plenaries:
        return here
    own = NotesPlace(session_id)
    after = plenaries[plenaries.index(own) + 1 :] if own in plenaries else []
    free = [place for place in after if place.session_id not in with_groups]
    return free[0] if free else own if own in plenaries else None
