"""How far a session's notes are, and what they lack before they can be final."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from nexus_desktop.core.minutes.gaps import Gap, Lack
from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.core.note_kinds import NoteKind


@dataclass(frozen=True, slots=True)
class Said:
    """A note, as far as it matters for what is missing."""

    note_id: str
    kind: NoteKind
    text: str
    objectives: tuple[int, ...] = ()
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class GroupState:
    """A breakout group of the session: how much it noted, and how far that is."""

    group_id: str
    name: str
    lines: int
    status: NotesStatus


@dataclass(frozen=True, slots=True)
class Noted:
    """What there is of a session, or of one breakout group.

    Attributes:
        title: of the session.
        is_anybody_present: whether somebody was let in on its day.
        objectives: (number, text) of those it serves.
        groups: none when these are the notes of a group.
    """

    title: str
    is_anybody_present: bool
    said: tuple[Said, ...]
    objectives: tuple[tuple[int, str], ...] = ()
    groups: tuple[GroupState, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """When the status became what, by whom.

    Attributes:
        reason: why final notes were opened again, "" otherwise.
        is_undo: it was taken back to this by an undo.
    """

    at: datetime
    actor: str
    laptop: str
    status: NotesStatus
    reason: str = ""
    is_undo: bool = False


@dataclass(frozen=True, slots=True)
class NotesState:
    """How far the notes of a place are.

    Attributes:
        missing: what readers will look for in vain; `Gap.row_id` is a line where the
            gap's screen is "notes".
        changes: of the status, the newest first.
    """

    place: NotesPlace
    status: NotesStatus
    missing: tuple[Gap, ...] = ()
    changes: tuple[StatusChange, ...] = ()


def missing(noted: Noted) -> tuple[Gap, ...]:
    """Return what the notes lack, the gravest first."""
    return tuple(_missing(noted))


def _missing(noted: Noted) -> Iterator[Gap]:
    if not noted.is_anybody_present:
        yield Gap(Lack.NOBODY_PRESENT, (noted.title,), "desk")
    if not noted.said:
        yield Gap(Lack.SESSIONS_WITHOUT_NOTES, (noted.title,), "notes")
    yield from _loose_actions(noted.said)
    spoken = {number for one in noted.said for number in one.objectives}
    untouched = [text for number, text in noted.objectives if number not in spoken]
    if untouched:
        yield Gap(Lack.OBJECTIVES_UNTOUCHED, tuple(untouched), "notes")
    yield from _groups(noted.groups)


def _loose_actions(said: tuple[Said, ...]) -> Iterator[Gap]:
    actions = [one for one in said if one.kind is NoteKind.ACTION]
    for lack, loose in (
        (Lack.ACTIONS_WITHOUT_OWNER, [one for one in actions if not one.owner]),
        (Lack.ACTIONS_WITHOUT_DATE, [one for one in actions if one.due is None]),
    ):
        if loose:
            texts = tuple(one.text for one in loose)
            yield Gap(lack, texts, "notes", loose[0].note_id)


def _groups(groups: tuple[GroupState, ...]) -> Iterator[Gap]:
    silent = [one for one in groups if not one.lines]
    unfinished = [
        one for one in groups if one.lines and one.status is not NotesStatus.FINAL
    ]
    for lack, some in (
        (Lack.GROUPS_WITHOUT_NOTES, silent),
        (Lack.GROUPS_NOT_FINAL, unfinished),
    ):
        if some:
            names = tuple(one.name for one in some)
            yield Gap(lack, names, "notes", some[0].group_id)
