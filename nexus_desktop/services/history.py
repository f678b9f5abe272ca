"""Who did what when, and taking back one's last action."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.clock import wall_time
from nexus_desktop.core.history import HistoryEntry, counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import notes_lock
from nexus_desktop.store import rows, undo
from nexus_desktop.store.fitting import is_sound
from nexus_desktop.store.journal import DamagedEntry, read_changes, stamp


def undo_last(session: Session, *, at: datetime) -> HistoryEntry:
    """Take back the last action of this laptop's actor; return what it was.

    Raises:
        NothingToUndo: there is none, or somebody changed the same since.
        NotesFinal: it wrote notes that are final now.
    """
    entry = undo.last_action(session)
    if entry is None:
        raise undo.NothingToUndo("There is nothing of yours to undo.")
    _refuse_if_notes_are_final(session, entry)
    undo.undo(session, entry, at)
    return told([entry], session)[0]


def history(
    session: Session, *, limit: int | None = None, row_id: str = ""
) -> list[HistoryEntry]:
    """List the actions, the newest first; only those on `row_id` if given."""
    query = select(rows.Entry).order_by(rows.Entry.hlc.desc(), rows.Entry.device)
    if row_id:
        query = query.where(rows.Entry.changes.contains(f'"id":"{row_id}"'))
    return told(session.scalars(query.limit(limit)), session)


def _refuse_if_notes_are_final(session: Session, entry: rows.Entry) -> None:
    """Refuse to take back what was done to lines of final notes and their pictures."""
    for (kind, row_id), fields in read_changes(entry):
        if kind is Kind.NOTE and fields.keys() & {"line", "order", "removed_at"}:
            notes_lock.refuse_if_line_is_final(session, row_id)
        if kind is Kind.PICTURE:
            owner_id = session.get_one(rows.Picture, row_id).owner_id
            notes_lock.refuse_if_line_is_final(session, owner_id)


def told(entries: Iterable[rows.Entry], session: Session) -> list[HistoryEntry]:
    """Return entries of the journal as people read them."""
    laptops = {row.id: row.name for row in session.scalars(select(rows.Device))}
    return [
        HistoryEntry(
            name=stamp(entry),
            at=wall_time(entry.hlc),
            actor=entry.actor,
            laptop=laptops.get(entry.device, ""),
            action=entry.action,
            changed=_counts(entry),
            undoes=entry.undoes,
        )
        for entry in entries
    ]


def _counts(entry: rows.Entry) -> str:
    try:
        kinds = Counter(kind for (kind, _id), _fields in read_changes(entry))
    except DamagedEntry:
        if not is_sound(entry):
            raise
        return ""  # it speaks of a kind that is not known here, and takes no effect
    return ", ".join(counted(number, kind) for kind, number in kinds.items())
