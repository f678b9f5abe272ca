"""What became of a line: who changed it when, out of the journal. Reads only."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.clock import wall_time
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace, WrittenLine
from nexus_desktop.core.note_history import (
    Deed,
    LineHistory,
    LineState,
    RemovedLine,
    Source,
)
from nexus_desktop.services import notes_lock
from nexus_desktop.store import rows
from nexus_desktop.store.journal import Fields, read_changes, stamp

_TOLD = ("line", "order", "removed_at")


def line_history(session: Session, note_id: str) -> LineHistory:
    """Return who made what of a line when; it costs as much as the line has changes.

    Raises:
        NotFound: nobody ever left this line, so the journal does not know it yet.
    """
    row = session.get(rows.Note, note_id)
    if row is None:
        raise NotFound("This line has no history yet: it is still being written.")
    return LineHistory(
        NotesPlace(row.session_id, row.group_id),
        _written(row),
        row.removed_at is not None,
        tuple(_states(session, row))[::-1],
        tuple(_sources(session, row)),
    )


def removed_lines(session: Session, place: NotesPlace) -> tuple[RemovedLine, ...]:
    """Return the lines that were taken away from `place`, the newest first."""
    note = rows.Note
    query = select(note).where(
        note.session_id == place.session_id,
        note.group_id == place.group_id,
        note.removed_at.is_not(None),
    )
    found = session.scalars(query.order_by(note.removed_at.desc(), note.id)).all()
    return tuple(
        RemovedLine(_written(row), row.removed_at, _remover(session, row))
        for row in found
        if row.removed_at is not None
    )


def _written(row: rows.Note) -> WrittenLine:
    return WrittenLine(row.id, row.order, row.line, row.at)


def _remover(session: Session, row: rows.Note) -> str:
    return _entry(session, row.versions["removed_at"]).actor


def _states(session: Session, row: rows.Note) -> Iterator[LineState]:
    """Yield what was done to the line, the oldest first."""
    laptops = {one.id: one.name for one in session.scalars(select(rows.Device))}
    line = ""
    for number, (entry, fields) in enumerate(_entries(session, row)):
        before, line = line, fields.get("line", {"value": line}).get("value", "")
        yield LineState(
            stamp(entry),
            wall_time(entry.hlc),
            entry.actor,
            laptops.get(entry.device, ""),
            _deed(fields) if number else Deed.WRITTEN,
            before,
            line,
        )


def _deed(fields: Fields) -> Deed:
    if "removed_at" in fields:
        is_gone = fields["removed_at"].get("value") is not None
        return Deed.REMOVED if is_gone else Deed.BROUGHT_BACK
    return Deed.CHANGED if "line" in fields else Deed.MOVED


def _entries(session: Session, row: rows.Note) -> Sequence[tuple[rows.Entry, Fields]]:
    """Return the entries that wrote the line, in the order of time.

    They are found from the newest back: each names those that it replaces.
    """
    found: dict[str, tuple[rows.Entry, Fields]] = {}
    waiting = {row.versions.get(name, row.versions[""]) for name in ("", *_TOLD)}
    while waiting:
        name = waiting.pop()
        entry = _entry(session, name)
        fields = dict(read_changes(entry))[Kind.NOTE, row.id]
        told = {key: cell for key, cell in fields.items() if key in _TOLD}
        found[name] = (entry, told)
        for cell in told.values():
            waiting |= set(cell.get("replaces", ())) - found.keys()
    return sorted(found.values(), key=lambda one: (one[0].hlc, one[0].device))


def _entry(session: Session, name: str) -> rows.Entry:
    device, seq = name.rsplit(":", 1)
    return session.get_one(rows.Entry, (device, int(seq)))


def _sources(session: Session, row: rows.Note) -> Iterator[Source]:
    for source_id in row.sources:
        source = session.get(rows.Note, source_id)
        if source is not None:
            place = NotesPlace(source.session_id, source.group_id)
            whose = notes_lock.named(session, place)
            yield Source(source.id, whose, source.line, source.at)
