"""Taking notes: drafts, lines that go into the journal, lines from a file.

A draft is a line still being written: kept on this laptop, as durable as anything else,
unseen by the journal. Writing the line takes the draft's place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.notation import NoteKind, parse, split
from nexus_desktop.core.note import (
    ImportedNotes,
    LineChanges,
    NoteLine,
    NotesPlace,
    WrittenLine,
)
from nexus_desktop.core.ordering import between, n_between
from nexus_desktop.services import lines_apart, notes_lock, notes_reading, programme
from nexus_desktop.services.notes_reading import Reading
from nexus_desktop.store import rows

READ_FROM_LINE = frozenset(
    {
        "note_kind", "text", "speaker", "speaker_id", "attributed", "objectives",
        "places", "owner", "due",
    }
)  # fmt: skip
"""Fields of a note that follow from its line."""


def save_lines(
    session: Session, place: NotesPlace, changes: LineChanges, *, at: datetime
) -> bool:
    """Keep what changed in the editor; a line that says nothing counts as removed.

    Return whether the notes are different now; drafts are no notes yet, and doing it
    twice changes nothing.

    Raises:
        NotesFinal: the notes are final, and it is more than drafts that changed.
    """
    session.info["action"] = "note.write"
    changed = (*changes.drafts, *changes.written)
    blank = {line.note_id for line in changed if is_blank(line.line)}
    written = [_storable(one) for one in changes.written if one.note_id not in blank]
    gone = (*changes.removed, *sorted(blank))
    if written or gone:
        notes_lock.refuse_if_final(session, place)
    touched = []
    if written:
        reading = notes_reading.reading(session, place)
        touched = [_write(session, place, line, reading) for line in written]
    for line in written:
        _drop_draft(session, line.note_id)
    for draft in changes.drafts:
        if draft.note_id not in blank:
            _keep_draft(session, place, _storable(draft))
    touched += [_remove(session, note_id, at) for note_id in gone]
    if changes.caret is not None:
        notes_reading.remember(session, place, changes.caret)
    return any(touched)


def save_draft(
    session: Session, place: NotesPlace, line: WrittenLine, *, at: datetime
) -> None:
    """Keep a line that is still being written; the journal does not see it."""
    save_lines(session, place, LineChanges(drafts=(line,)), at=at)


def commit_line(
    session: Session, place: NotesPlace, line: WrittenLine, *, at: datetime
) -> None:
    """Write a line into the notes and the journal, in the place of its draft."""
    save_lines(session, place, LineChanges(written=(line,)), at=at)


def remove(
    session: Session, place: NotesPlace, note_ids: Iterable[str], *, at: datetime
) -> None:
    """Take lines away, with their drafts."""
    save_lines(session, place, LineChanges(removed=tuple(note_ids)), at=at)


def notes(session: Session, place: NotesPlace) -> list[NoteLine]:
    """Return the lines in their order; a draft stands in the place of its note.

    So the line that was being written when the program was killed is there again.
    """
    lines = {
        row.id: NoteLine(
            row.id,
            row.order,
            row.line,
            row.at,
            seen=row.versions.get("line", row.versions[""]),
            author=row.author,
        )
        for row in notes_reading.rows_of(session, place)
    }
    drafts = select(rows.Draft).where(
        rows.Draft.session_id == place.session_id,
        rows.Draft.group_id == place.group_id,
    )
    for draft in session.scalars(drafts):
        author = lines[draft.note_id].author if draft.note_id in lines else ""
        lines[draft.note_id] = NoteLine(
            draft.note_id,
            draft.order,
            draft.line,
            draft.at,
            author=author,
            is_draft=True,
        )
    return sorted(lines.values(), key=lambda line: (line.order, line.note_id))


def import_lines(
    session: Session, place: NotesPlace, lines: Iterable[str], *, at: datetime
) -> ImportedNotes:
    """Append lines in the notation to the notes; blank ones are left out.

    Raises:
        NotFound: the session is not in the programme.
        NotesFinal: its notes are final.
    """
    session.info["action"] = "note.import"
    programme.one(session, place.session_id)
    notes_lock.refuse_if_final(session, place)
    found = [_one_line(line) for line in lines]
    found[:1] = [line.removeprefix("\ufeff") for line in found[:1]]
    texts = [text for text in found if not is_blank(text)]
    append(session, place, texts, at=at)
    return ImportedNotes(len(texts), dict(Counter(split(text)[0] for text in texts)))


def append(
    session: Session, place: NotesPlace, lines: Sequence[str], *, at: datetime
) -> list[str]:
    """Write lines after the last of the notes; return their ids."""
    existing = notes(session, place)
    orders = n_between(existing[-1].order if existing else None, None, len(lines))
    reading = notes_reading.reading(session, place)
    made = [
        WrittenLine(new_id(at), order, line, at)
        for order, line in zip(orders, lines, strict=True)
    ]
    for line in made:
        _write(session, place, line, reading)
    return [line.note_id for line in made]


def insert_below(
    session: Session, place: NotesPlace, order: str, line: str, *, at: datetime
) -> str:
    """Write a line below those of a key, and above the rest; return its id."""
    later = (one.order for one in notes(session, place) if one.order > order)
    made = WrittenLine(new_id(at), between(order, next(later, None)), line, at)
    _write(session, place, made, notes_reading.reading(session, place))
    return made.note_id


def export_lines(session: Session, place: NotesPlace) -> list[str]:
    """Return the lines as they were typed; `import_lines` reads them back."""
    return [line.line for line in notes(session, place)]


def read_again(session: Session, row: rows.Note) -> None:
    """Let the other fields of a note follow from its line, which another gave it."""
    reading = notes_reading.reading(session, NotesPlace(row.session_id, row.group_id))
    values = _values(WrittenLine(row.id, row.order, row.line, row.at), reading)
    for name in READ_FROM_LINE:
        setattr(row, name, values[name])
    row.state = _state(row, values)


def is_blank(line: str) -> bool:
    """Tell whether a line says nothing, whatever its kind."""
    return not split(line)[1].strip()


def _storable(line: WrittenLine) -> WrittenLine:
    text = _one_line(line.line)
    return line if text == line.line else replace(line, line=text)


def _one_line(text: str) -> str:
    """Return `text` as one line, without halves of letters: no file can hold them."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BREAKS.sub(" ", whole)


_BREAKS = re.compile("[\n\r\u2028\u2029]+")


def _keep_draft(session: Session, place: NotesPlace, line: WrittenLine) -> None:
    session.merge(
        rows.Draft(
            note_id=line.note_id,
            session_id=place.session_id,
            group_id=place.group_id,
            order=line.order,
            line=line.line,
            at=line.at,
        )
    )


def _drop_draft(session: Session, note_id: str) -> None:
    draft = session.get(rows.Draft, note_id)
    if draft is not None:
        session.delete(draft)


def _write(
    session: Session, place: NotesPlace, line: WrittenLine, reading: Reading
) -> bool:
    """Write the line and what it says; tell whether anything is different."""
    values = _values(line, reading)
    row = session.get(rows.Note, line.note_id)
    if row is None:
        row = rows.Note(
            id=line.note_id,
            session_id=place.session_id,
            order=line.order,
            line=line.line,
            at=line.at,
            author=session.info.get("actor", ""),
        )
        session.add(row)
    elif row.line != line.line:
        lines_apart.spare_unseen(session, row, line.seen)
    values["state"] = _state(row, values)
    values |= {"session_id": place.session_id, "group_id": place.group_id}
    for name, value in values.items():
        setattr(row, name, value)
    return session.is_modified(row)


def _state(row: rows.Note, values: dict[str, Any]) -> str:
    return (row.state or "open") if values["note_kind"] == NoteKind.ACTION else ""


def _values(line: WrittenLine, reading: Reading) -> dict[str, Any]:
    fields = parse(line.line, reading.notation).fields
    return {
        "order": line.order,
        "line": line.line,
        "removed_at": None,
        "note_kind": fields.kind.value,
        "text": fields.text,
        "speaker": fields.speaker,
        "speaker_id": reading.speaker_id(fields.speaker),
        "attributed": fields.attributed,
        "objectives": list(fields.objectives),
        "places": reading.places(fields.places),
        "owner": fields.owner,
        "due": fields.due,
    }


def _remove(session: Session, note_id: str, at: datetime) -> bool:
    _drop_draft(session, note_id)
    row = session.get(rows.Note, note_id)
    if row is None or row.removed_at is not None:
        return False
    row.removed_at = at
    lines_apart.write_again(session, row)
    return True
