"""Finding notes in all sessions: reading them, making the index, reading what is typed.

`read` is for the database thread; the rest works on values, in any thread.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import names
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.note_finding import (
    FoundNote,
    IndexedNote,
    NotesIndex,
    SoughtWord,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.services import programme
from nexus_desktop.store import rows, search

_NOTE = (
    rows.Note.id, rows.Note.session_id, rows.Note.group_id, rows.Note.at,
    rows.Note.note_kind, rows.Note.text, rows.Note.speaker, rows.Note.owner,
    rows.Note.objectives, rows.Note.places,
)  # fmt: skip


def read(session: Session) -> tuple[FoundNote, ...]:
    """Return every note of the programme in its order; 5,000 take about 60 ms."""
    titles = {one.id: one.title for one in programme.sessions(session)}
    order = {session_id: number for number, session_id in enumerate(titles)}
    found = select(rows.Group.id, rows.Group.name)
    groups = {row[0]: row[1] for row in session.execute(found)}
    query = select(*_NOTE).where(rows.Note.removed_at.is_(None))
    lines = session.execute(query.order_by(rows.Note.order, rows.Note.id)).all()
    known = [row for row in lines if row.session_id in order]
    known.sort(key=lambda row: (order[row.session_id], row.group_id or ""))
    return tuple(
        FoundNote(
            row.id,
            NotesPlace(row.session_id, row.group_id),
            titles[row.session_id],
            groups.get(row.group_id, ""),
            row.at,
            NoteKind(row.note_kind),
            row.text,
            row.speaker,
            row.owner,
            tuple(row.objectives),
            tuple(row.places),
        )
        for row in known
    )


def index(
    notes: Iterable[FoundNote],
    known: NotesIndex,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> NotesIndex:
    """Return the index of `notes`; keys of those that `known` has are taken over.

    Empty when it was cancelled.
    """
    made = []
    for note in notes:
        if is_cancelled():
            return NotesIndex()
        before = known.by_id.get(note.note_id)
        if before is not None and before.note.texts == note.texts:
            made.append(IndexedNote(note, before.key, before.plain))
        else:
            made.append(_indexed(note))
    return NotesIndex(tuple(made))


def words(typed: str) -> tuple[SoughtWord, ...]:
    """Return what notes have to hold: each word typed, begun at least.

    What is typed in a script other than Latin may stand inside a word, since many such
    scripts put no spaces between words.
    """
    return tuple(_word(part) for part in typed.split())


def _word(part: str) -> SoughtWord:
    begins = tuple(f" {word}" for word in search.typed_words(part))
    is_plain = part.isascii() and bool(begins)
    return SoughtWord(begins, "" if is_plain else names.folded(part))


def _indexed(note: FoundNote) -> IndexedNote:
    whole = " ".join(note.texts)
    plain = whole.casefold() if whole.isascii() else names.folded(whole)
    return IndexedNote(note, f" {search.search_key(*note.texts)}", plain)
