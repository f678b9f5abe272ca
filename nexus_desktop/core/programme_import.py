"""Comparing a list of sessions with the programme: what is new, what has changed.

A session of the list is found again by its number in the calendar (UID), else by start
and title (and room, where that tells two apart), else by its title when that occurs
once on its day on both sides: so a talk that was moved by half an hour is moved, not
doubled. Each known session is taken once. What the list leaves empty stays as it is.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nexus_desktop.core import names
from nexus_desktop.core.people_import import Change, ImportReport, Outcome, RowNote
from nexus_desktop.core.programme import FIELDS, SessionDraft, SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session as a list gives it.

    Attributes:
        row: its row in the list, or its number among the events of a calendar.
        given: the fields of `draft` that the list fills; the others are defaults.
        notes: what had to be left out or guessed.
    """

    row: int
    draft: SessionDraft
    given: frozenset[str]
    external_id: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """A programme as read from a file.

    Attributes:
        faults: rows that can't be taken, with the reason.
        columns: heading -> field or None; empty for a calendar.
    """

    name: str
    sessions: tuple[ListedSession, ...]
    faults: tuple[RowNote, ...] = ()
    columns: Mapping[str, str | None] = field(default_factory=dict)
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """What happens to one row of the list, and why.

    Attributes:
        changes: an unchanged session may still get its number in the calendar.
        reason: of a skipped row.
        session_id: the known session that it means.
    """

    row: int
    outcome: Outcome
    listed: ListedSession | None = None
    changes: tuple[Change, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeReport(ImportReport[PlannedSession]):
    """What an import of a programme would do, or has done."""


def plan(
    listed: ProgrammeList, known: Sequence[SessionInfo], workshop: WorkshopInfo
) -> ProgrammeReport:
    """Return what taking in `listed` does to a programme of the `known` sessions."""
    fresh, doubles = _without_doubles(listed.sessions)
    found = _match(fresh, known, workshop)
    planned = [_planned(item, found.get(item.row), workshop) for item in fresh]
    skipped = [
        PlannedSession(fault.row, Outcome.SKIPPED, reason=fault.reason)
        for fault in (*listed.faults, *doubles)
    ]
    rows = sorted((*planned, *skipped), key=lambda row: row.row)
    return ProgrammeReport(listed.name, tuple(rows), listed.columns, listed.encoding)


def _without_doubles(
    sessions: Sequence[ListedSession],
) -> tuple[list[ListedSession], list[RowNote]]:
    said: dict[Hashable, int] = {}
    numbered: dict[str, int] = {}
    fresh, doubles = [], []
    for item in sessions:
        content = _content(item.draft)
        if content in said:
            reason = f"It says the same as row {said[content]}."
            doubles.append(RowNote(item.row, reason))
        elif item.external_id in numbered:
            reason = f"It has the same number as row {numbered[item.external_id]}."
            doubles.append(RowNote(item.row, reason))
        else:
            fresh.append(item)
            said[content] = item.row
            if item.external_id:
                numbered[item.external_id] = item.row
    return fresh, doubles


def _content(draft: SessionDraft) -> Hashable:
    return (*_start_and_title(draft), draft.ends_at, draft.room, draft.speakers)


_Key = Callable[[SessionDraft, str], Hashable]


def _match(
    listed: Sequence[ListedSession],
    known: Sequence[SessionInfo],
    workshop: WorkshopInfo,
) -> dict[int, SessionInfo]:
    """Return row -> the known session it means."""

    def day_and_title(draft: SessionDraft, _uid: str) -> Hashable:
        day = workshop.local(draft.starts_at).date()
        return None if draft.is_pause else (day, names.folded(draft.title))

    found: dict[int, SessionInfo] = {}
    steps: tuple[tuple[_Key, bool], ...] = (
        (lambda _draft, uid: uid or None, False),
        (lambda draft, _uid: _content(draft), False),
        (lambda draft, _uid: (*_start_and_title(draft), draft.room), False),
        (lambda draft, _uid: _start_and_title(draft), False),
        (day_and_title, True),
    )
    for key, only_single in steps:
        _match_by(key, listed, known, found, only_single=only_single)
    return found


def _start_and_title(draft: SessionDraft) -> tuple[datetime, str]:
    return draft.starts_at, names.folded(draft.title)


def _match_by(
    key: _Key,
    listed: Sequence[ListedSession],
    known: Sequence[SessionInfo],
    found: dict[int, SessionInfo],
    *,
    only_single: bool,
) -> None:
    taken = {session.id for session in found.values()}
    groups: dict[Hashable, tuple[list[ListedSession], list[SessionInfo]]] = {}
    for item in listed:
        if item.row not in found:
            here = key(item.draft, item.external_id)
            groups.setdefault(here, ([], []))[0].append(item)
    for session in known:
        here = key(session, session.external_id)
        if session.id not in taken and here in groups:
            groups[here][1].append(session)
    for here, (items, sessions) in groups.items():
        is_single = len(items) == len(sessions) == 1
        if here is not None and (is_single or not only_single):
            pairs = zip(items, sessions, strict=False)
            found.update({item.row: session for item, session in pairs})


def _planned(
    item: ListedSession, session: SessionInfo | None, workshop: WorkshopInfo
) -> PlannedSession:
    notes = (*item.notes, *_doubts(item.draft, workshop))
    if session is None:
        return PlannedSession(item.row, Outcome.ADDED, item, notes=notes)
    changes = _changes(item, session)
    is_changed = any(change.field != "external_id" for change in changes)
    return PlannedSession(
        item.row,
        Outcome.UPDATED if is_changed else Outcome.UNCHANGED,
        item,
        changes,
        notes=notes,
        session_id=session.id,
    )


def _changes(item: ListedSession, session: SessionInfo) -> tuple[Change, ...]:
    changes = [
        Change(name, getattr(session, name), getattr(item.draft, name))
        for name in FIELDS
        if name in item.given and getattr(session, name) != getattr(item.draft, name)
    ]
    if item.external_id and item.external_id != session.external_id:
        changes.append(Change("external_id", session.external_id, item.external_id))
    return tuple(changes)


def _doubts(draft: SessionDraft, workshop: WorkshopInfo) -> tuple[str, ...]:
    """Return what is odd about a session that is taken all the same."""
    doubts = []
    day = workshop.local(draft.starts_at).date()
    if workshop.day_number(day) is None:
        doubts.append(f"It is on {day}, which is not a day of the workshop.")
    stated = {objective.number for objective in workshop.objectives}
    unknown = [str(number) for number in draft.objectives if number not in stated]
    if unknown:
        word = "objective" if len(unknown) == 1 else "objectives"
        doubts.append(f"The workshop has no {word} {', '.join(unknown)}.")
    return tuple(doubts)
