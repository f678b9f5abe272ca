"""Earlier states of notes, out of the journal: so undo reaches back across restarts."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace, PastLines, WrittenLine
from nexus_desktop.store import rows
from nexus_desktop.store.journal import Fields, read_changes, stamp

_ACTIONS = ("note.write", "note.import")
_SHOWN = ("line", "order", "removed_at")
_AT_ONCE = 50


def step_back(session: Session, place: NotesPlace, before: int) -> PastLines | None:
    """Return how the lines of `place` were before the last entry that changed them.

    The entry is one of this laptop's actor, its number less than `before`: begin with
    `next_entry`, go on with `PastLines.entry`. None: there is nothing earlier. Lines
    that another laptop has changed since are left out. Nothing is written.
    """
    for entry in _entries(session, before):
        lines: list[WrittenLine] = []
        removed: list[str] = []
        for row, fields in _changed_notes(session, place, entry):
            was = _before(session, entry, row, fields)
            if was is not None and was != _written(row):
                lines.append(was)
            elif was is None and row.removed_at is None:
                removed.append(row.id)
        if lines or removed:
            return PastLines(entry.seq, tuple(lines), tuple(removed))
    return None


def next_entry(session: Session) -> int:
    """Return the number that this laptop's next entry gets."""
    entry = rows.Entry
    query = select(func.max(entry.seq)).where(entry.device == session.info["device"])
    return (session.scalar(query) or 0) + 1


def _entries(session: Session, before: int) -> Iterator[rows.Entry]:
    """Yield what this laptop's actor wrote, the newest first."""
    entry = rows.Entry
    query = (
        select(entry)
        .where(
            entry.device == session.info["device"],
            entry.actor == session.info["actor"],
            entry.action.in_(_ACTIONS),
        )
        .order_by(entry.seq.desc())
        .limit(_AT_ONCE)
    )
    while True:
        found = session.scalars(query.where(entry.seq < before)).all()
        if not found:
            return
        yield from found
        before = found[-1].seq


def _changed_notes(
    session: Session, place: NotesPlace, entry: rows.Entry
) -> Iterator[tuple[rows.Note, Fields]]:
    for (kind, row_id), fields in read_changes(entry):
        row = session.get(rows.Note, row_id) if kind is Kind.NOTE else None
        if row is None or NotesPlace(row.session_id, row.group_id) != place:
            continue
        writers = {row.versions.get(name, row.versions[""]) for name in _SHOWN}
        if all(writer.startswith(f"{entry.device}:") for writer in writers):
            yield row, fields


def _before(
    session: Session, entry: rows.Entry, row: rows.Note, fields: Fields
) -> WrittenLine | None:
    """Return the line before `entry`, None if it was not there."""
    if row.versions[""] == stamp(entry):
        return None
    was = {name: getattr(row, name) for name in _SHOWN}
    for name in _SHOWN:
        if name in fields:
            device, seq = fields[name]["replaces"][0].rsplit(":", 1)
            earlier = session.get_one(rows.Entry, (device, int(seq)))
            cells = dict(read_changes(earlier))[Kind.NOTE, row.id]
            was[name] = cells.get(name, {}).get("value")
    if was["removed_at"] is not None:
        return None
    return WrittenLine(row.id, was["order"], was["line"], row.at)


def _written(row: rows.Note) -> WrittenLine | None:
    if row.removed_at is not None:
        return None
    return WrittenLine(row.id, row.order, row.line, row.at)
