"""The status of notes: open, for review, final; what they lack; who changed it when.

Why final notes were opened again stands in the workshop's settings, so that it is in
the same entry of the journal as the change itself.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.clock import wall_time
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.notes_status import (
    GroupState,
    Noted,
    NotesState,
    Said,
    StatusChange,
    missing,
)
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.services import attendance, notes_lock, programme, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.journal import Fields, read_changes

_ACTIONS = {
    NotesStatus.OPEN: "note.open",
    NotesStatus.REVIEW: "note.review",
    NotesStatus.FINAL: "note.final",
}
_REOPEN = "note.reopen"
_REASONS = "notes_reopened"


def state(session: Session, place: NotesPlace) -> NotesState:
    """Return how far the notes of `place` are, and what they lack.

    Raises:
        NotFound: the session is not in the programme, or the group not in it.
    """
    row = _row(session, place)
    return NotesState(
        place,
        NotesStatus(row.notes_status),
        missing(_noted(session, place)),
        tuple(_changes(session, row)),
    )


def change(
    session: Session,
    place: NotesPlace,
    status: NotesStatus,
    *,
    reason: str = "",
    at: datetime,
) -> NotesStatus:
    """Make the notes of `place` open, for review or final; return what they were.

    Raises:
        NotFound: the session is not in the programme, or the group not in it.
        NexusError: they are final, and no reason is given why they should not be.
    """
    row = _row(session, place)
    before = NotesStatus(row.notes_status)
    if before is status:
        return before
    session.info["action"] = _ACTIONS[status]
    if before is NotesStatus.FINAL:
        session.info["action"] = _REOPEN
        _keep_reason(session, row.id, " ".join(reason.split()), at)
    row.notes_status = status.value
    return before


def _keep_reason(session: Session, row_id: str, reason: str, at: datetime) -> None:
    if not reason:
        raise NexusError(
            "Final notes are opened again for a reason: say it in a few words."
        )
    about = session.scalars(select(rows.Workshop)).one()
    kept = about.settings.get(_REASONS, {})
    said = {"at": at.isoformat(), "reason": reason}
    about.settings = {**about.settings, _REASONS: {**kept, row_id: said}}


def _row(session: Session, place: NotesPlace) -> rows.Session | rows.Group:
    programme.one(session, place.session_id)
    row = notes_lock.row_of(session, place)
    if row is None or row.removed_at is not None:
        raise NotFound("This breakout group is not part of the session any more.")
    return row


def _noted(session: Session, place: NotesPlace) -> Noted:
    info = programme.one(session, place.session_id)
    about = workshop.info(session)
    return Noted(
        title=info.title,
        is_anybody_present=_is_anybody_present(session, info),
        said=tuple(_said(session, place)),
        objectives=tuple(
            (one.number, one.text)
            for one in about.objectives
            if one.number in info.objectives
        ),
        groups=() if place.group_id else tuple(_groups(session, place.session_id)),
    )


def _is_anybody_present(session: Session, info: SessionInfo) -> bool:
    """Tell whether somebody was let in on the day of the session, anywhere."""
    about = workshop.info(session)
    begin, end = about.bounds(about.local(info.starts_at).date())
    found = attendance.valid(attendance.WHOSE).where(
        rows.Scan.direction == "in", rows.Scan.at >= begin, rows.Scan.at < end
    )
    return session.scalar(found.limit(1)) is not None


def _said(session: Session, place: NotesPlace) -> Iterator[Said]:
    note = rows.Note
    query = (
        select(
            note.id, note.note_kind, note.text, note.objectives, note.owner, note.due
        )
        .where(
            note.session_id == place.session_id,
            note.group_id == place.group_id,
            note.removed_at.is_(None),
        )
        .order_by(note.order, note.id)
    )
    for row in session.execute(query):
        yield Said(
            row.id,
            NoteKind(row.note_kind),
            row.text,
            tuple(row.objectives),
            row.owner,
            row.due,
        )


def _groups(session: Session, session_id: str) -> Iterator[GroupState]:
    group, note = rows.Group, rows.Note
    lines = (
        select(func.count())
        .where(note.group_id == group.id, note.removed_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(group, lines)
        .join(rows.Round, rows.Round.id == group.round_id)
        .where(
            rows.Round.session_id == session_id,
            rows.Round.removed_at.is_(None),
            group.removed_at.is_(None),
        )
        .order_by(rows.Round.number, group.position, group.id)
    )
    for row, count in session.execute(query):
        name = f"{row.name} {row.topic}".strip()
        yield GroupState(row.id, name, count, NotesStatus(row.notes_status))


def _changes(
    session: Session, row: rows.Session | rows.Group
) -> Iterator[StatusChange]:
    """Yield what became of the status, out of the journal, the newest first."""
    laptops = {one.id: one.name for one in session.scalars(select(rows.Device))}
    entry = rows.Entry
    query = (
        select(entry)
        .where(
            entry.action.in_((*_ACTIONS.values(), _REOPEN, "undo")),
            entry.changes.contains(f'"id":"{row.id}"'),
        )
        .order_by(entry.hlc.desc(), entry.device)
    )
    for one in session.scalars(query):
        changed = dict(read_changes(one))
        cell = changed[row.kind, row.id].get("notes_status")
        if cell is not None:
            yield StatusChange(
                at=wall_time(one.hlc),
                actor=one.actor,
                laptop=laptops.get(one.device, ""),
                status=NotesStatus(cell["value"]),
                reason=_reason(changed, row.id) if one.action == _REOPEN else "",
                is_undo=bool(one.undoes),
            )


def _reason(changed: Mapping[tuple[Kind, str], Fields], row_id: str) -> str:
    """Return the reason that an entry gave, "" if it gave none."""
    for (kind, _), fields in changed.items():
        if kind is Kind.WORKSHOP:
            return str(fields["settings"]["value"][_REASONS][row_id]["reason"])
    return ""
