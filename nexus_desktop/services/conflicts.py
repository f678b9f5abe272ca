"""Fields that two people wrote apart: what stands in them, and which of both is right.

Which one counts until somebody says so is the same on all laptops (`store.merging`).
What needs nobody is left out: values that are equal, values that whoever wrote the
present one had seen and changed, and what is read from a line that is itself to decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.clock import wall_time
from nexus_desktop.core.conflict import ConflictInWords, Settled, Version
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.field_words import Reader, Shape, field_words
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import notes, notes_lock, workshop
from nexus_desktop.services.record_names import place_of, record_name
from nexus_desktop.store import journal, rows
from nexus_desktop.store.encoding import columns, empty, to_journal, to_python
from nexus_desktop.store.journal import Fields

_AT_ONCE = 500  # records in one query
_LINE = "line"  # of a note; the rest of it is read from there


def conflicts(session: Session) -> list[Conflict]:
    """Return every value that stands beside one that counts and needs a decision."""
    return _open(_Past(session))


def in_words(session: Session) -> tuple[ConflictInWords, ...]:
    """Return all that is to decide as it is shown, what was written last first."""
    past = _Past(session)
    found = _open(past)
    if not found:
        return ()
    about = workshop.info(session)
    reader = Reader(
        about.zone,
        about.country_names,
        lambda kind, row_id: record_name(session, kind, row_id),
    )
    told = [past.in_words(one, reader) for one in found]
    return tuple(sorted(told, key=lambda one: one.present.at, reverse=True))


def settle(
    session: Session, conflict: Conflict, *, swap: bool, at: datetime
) -> list[Conflict]:
    """Say which value is right: the one that counts, or (`swap`) the other.

    All others of the field are replaced, on every laptop. Returns what is left to
    settle. Saying it twice changes nothing.

    Raises:
        NotFound: the field was changed since, so it must be looked at again.
        NotesFinal: it is of a line in final notes.
    """
    del at  # the journal keeps it
    session.info["action"] = "conflict.settle"
    if not _settle(_Past(session), conflict, swap=swap):
        raise NotFound("This field was changed since. Look at it again.")
    return conflicts(session)


def of_notes(session: Session, place: NotesPlace) -> tuple[ConflictInWords, ...]:
    """Return the lines of some notes that were written twice, in their order."""

    def where(one: ConflictInWords) -> tuple[NotesPlace, str, str]:
        row = session.get_one(rows.Note, one.conflict.row_id)
        return NotesPlace(row.session_id, row.group_id), row.order, row.id

    lines = (one for one in in_words(session) if one.conflict.field == _LINE)
    found = [one for one in lines if where(one)[0] == place]
    return tuple(sorted(found, key=lambda one: where(one)[1:]))


def put_below(session: Session, conflict: Conflict, *, at: datetime) -> None:
    """Keep a line as it stands, and the other version below it, as a line of its own.

    Raises:
        NotFound: the line was changed since, so it must be looked at again.
        NotesFinal: the notes are final.
    """
    settle(session, conflict, swap=False, at=at)
    row = session.get_one(rows.Note, conflict.row_id)
    place = NotesPlace(row.session_id, row.group_id)
    notes.insert_below(session, place, row.order, str(conflict.other), at=at)


def settle_several(
    session: Session, chosen: Sequence[Conflict], *, swap: bool, at: datetime
) -> Settled:
    """Say of several fields which value is right; those changed meanwhile stay.

    Where a field has more than two values, the first that is named decides.

    Raises:
        NotesFinal: one is of a line in final notes; none is settled.
    """
    del at  # the journal keeps it
    session.info["action"] = "conflict.settle"
    past = _Past(session)
    changed = tuple(one for one in chosen if not _settle(past, one, swap=swap))
    session.flush()
    return Settled(len(chosen) - len(changed), changed, in_words(session))


def _open(past: "_Past") -> list[Conflict]:
    found = _standing(past.session)
    past.load(found)
    return [past.told(one) for one in found if past.is_open(one)]


def _settle(past: "_Past", conflict: Conflict, *, swap: bool) -> bool:
    """Settle one; tell whether the field is as it was shown, or settled already."""
    session, kind = past.session, Kind(conflict.kind)
    beside = _beside(session, (kind, conflict.row_id, conflict.field))
    if not beside:
        return True
    if conflict not in [past.told(one) for one in beside]:
        return False
    if kind is Kind.NOTE:
        notes_lock.refuse_if_line_is_final(session, conflict.row_id)
    row = session.get_one(rows.REPLICATED[kind], conflict.row_id)
    column = columns(type(row))[conflict.field]
    value = conflict.other if swap else conflict.present
    right = conflict.stamp if swap else past.present(row, conflict.field)
    setattr(row, conflict.field, to_python(column, value))
    _replace(session, row, conflict.field, beside)
    if isinstance(row, rows.Note) and conflict.field == _LINE:
        for name in notes.READ_FROM_LINE:
            if also := _beside(session, (kind, row.id, name)):
                _replace(session, row, name, also)
        notes.read_again(session, row)
        row.removed_at = _removal(row, right)
    session.flush()
    return True


def _removal(row: rows.Row, stamp: str) -> datetime | None:
    """Return when a record was taken away, if an entry did that and it is so still.

    Whoever takes a line away writes it again (`services.lines_apart`).
    """
    return row.removed_at if row.versions.get("removed_at") == stamp else None


def _replace(
    session: Session, row: rows.Row, name: str, beside: Sequence[rows.Standing]
) -> None:
    present = row.versions.get(name, row.versions[""])
    names = (present, *(one.stamp for one in beside))
    journal.replace_all(session, row, name, names)
    for one in beside:
        session.delete(one)


def _standing(session: Session) -> Sequence[rows.Standing]:
    one = rows.Standing
    query = select(one).order_by(one.kind, one.row_id, one.field, one.stamp)
    return session.scalars(query).all()


def _beside(session: Session, key: tuple[Kind, str, str]) -> Sequence[rows.Standing]:
    row = rows.Standing
    query = select(row).where(
        row.kind == key[0].value, row.row_id == key[1], row.field == key[2]
    )
    return session.scalars(query.order_by(row.stamp)).all()


@dataclass
class _Past:
    """Looks values up in the journal; an entry is read once."""

    session: Session
    _read: dict[str, tuple[rows.Entry, dict[tuple[Kind, str], Fields]]] = field(
        default_factory=dict
    )
    _kept: list[rows.Row] = field(default_factory=list)

    def load(self, found: Sequence[rows.Standing]) -> None:
        """Read the records that values stand beside, many at once."""
        ids: dict[str, set[str]] = {}
        for one in found:
            ids.setdefault(one.kind, set()).add(one.row_id)
        for kind, wanted in ids.items():
            row, some = rows.REPLICATED[Kind(kind)], sorted(wanted)
            for start in range(0, len(some), _AT_ONCE):
                part = some[start : start + _AT_ONCE]
                query = select(row).where(row.id.in_(part))
                self._kept += self.session.scalars(query)

    def is_open(self, one: rows.Standing) -> bool:
        """Tell whether a value that stands beside another needs a decision."""
        kind = Kind(one.kind)
        if kind is Kind.NOTE and one.field in notes.READ_FROM_LINE:
            return (one.kind, one.row_id) not in self._lines
        told, row = self.told(one), self._row(one)
        if told.present == told.other:
            return False
        seen = self._before(row, one.field, self.present(row, one.field))
        ours = self._before(row, one.field, one.stamp)
        values = [value for name, value in seen.items() if name not in ours]
        return told.other not in values

    def told(self, one: rows.Standing) -> Conflict:
        """Return a standing value beside the one that counts."""
        row = self._row(one)
        present = self.present(row, one.field)
        return Conflict(
            kind=one.kind,
            row_id=one.row_id,
            field=one.field,
            present=to_journal(getattr(row, one.field)),
            other=self._value(row, one.field, one.stamp),
            present_by=self._entry(present)[0].actor,
            other_by=self._entry(one.stamp)[0].actor,
            stamp=one.stamp,
        )

    def in_words(self, conflict: Conflict, reader: Reader) -> ConflictInWords:
        """Return a conflict as it is shown."""
        kind = Kind(conflict.kind)
        row = self.session.get_one(rows.REPLICATED[kind], conflict.row_id)
        words = field_words(kind, conflict.field)
        read = reader.read
        present, other = (
            self._version(row, name, read(words.shape, value, actor))
            for name, value, actor in (
                (
                    self.present(row, conflict.field),
                    conflict.present,
                    conflict.present_by,
                ),
                (conflict.stamp, conflict.other, conflict.other_by),
            )
        )
        return ConflictInWords(
            conflict,
            record_name(self.session, kind, conflict.row_id),
            words.words,
            present,
            other,
            place_of(self.session, kind, conflict.row_id),
            is_text=words.shape is Shape.TEXT,
        )

    @cached_property
    def _lines(self) -> frozenset[tuple[str, str]]:
        """Return the notes whose line has more than one value."""
        found = _standing(self.session)
        return frozenset((one.kind, one.row_id) for one in found if one.field == _LINE)

    def _row(self, one: rows.Standing) -> rows.Row:
        return self.session.get_one(rows.REPLICATED[Kind(one.kind)], one.row_id)

    def present(self, row: rows.Row, name: str) -> str:
        return str(row.versions.get(name, row.versions[""]))

    def _version(self, row: rows.Row, name: str, text: str) -> Version:
        entry = self._entry(name)[0]
        device = self.session.get(rows.Device, entry.device)
        laptop = "another laptop" if device is None else device.name
        is_removal = _removal(row, name) is not None
        if is_removal:
            text = f"Taken away. It read: {text}"
        return Version(text, entry.actor, laptop, wall_time(entry.hlc), is_removal)

    def _value(self, row: rows.Row, name: str, stamp: str) -> Any:  # noqa: ANN401 - what JSON holds
        cell = self._entry(stamp)[1][row.kind, row.id].get(name, {})
        return cell.get("value", empty(columns(type(row))[name]))

    def _before(self, row: rows.Row, name: str, stamp: str) -> dict[str, Any]:
        """Return entry -> value of all that led to what an entry wrote of a field."""
        found: dict[str, Any] = {}
        for one in self._chain(row, name, stamp):
            found[one] = self._value(row, name, one)
        return found

    def _chain(self, row: rows.Row, name: str, stamp: str) -> Iterator[str]:
        waiting, known = [stamp], {stamp}
        while waiting:
            cell = self._entry(waiting.pop())[1][row.kind, row.id].get(name, {})
            new = [one for one in cell.get("replaces", ()) if one not in known]
            known.update(new)
            waiting += new
            yield from new

    def _entry(self, name: str) -> tuple[rows.Entry, dict[tuple[Kind, str], Fields]]:
        if name not in self._read:
            device, _, seq = name.rpartition(":")
            entry = self.session.get_one(rows.Entry, (device, int(seq)))
            self._read[name] = (entry, dict(journal.read_changes(entry)))
        return self._read[name]
