"""The notes of parallel groups side by side, and taking points into another session."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.notation import NotationContext, format_note, parse
from nexus_desktop.core.note import NotesChoice, NotesPlace
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.parallel_notes import (
    GroupNotes,
    ParallelNotes,
    Point,
    Taken,
    likeliest,
)
from nexus_desktop.services import notes, notes_lock, notes_reading, programme
from nexus_desktop.store import rows

_TAKERS = text("""
SELECT source.id, taker.id
FROM note taker, json_each(taker.sources) named
JOIN note source ON source.id = named.value AND source.note_kind = taker.note_kind
WHERE taker.removed_at IS NULL ORDER BY taker.id
""")


def read(
    session: Session, session_id: str = "", here: NotesPlace | None = None
) -> ParallelNotes:
    """Return what the groups of `session_id` noted.

    Without groups in it, those of the last session before it are meant, else the first
    that has groups. `here` is where one writes now.
    """
    choices = notes_reading.choices(session)
    whose = _meant(choices, session_id)
    plenaries = tuple(one for one in choices if not one.group)
    sessions = {one.place.session_id: one.session.title for one in choices if one.group}
    if not whose:
        return ParallelNotes(targets=plenaries)
    groups = [one for one in choices if one.group and one.place.session_id == whose]
    return ParallelNotes(
        whose,
        sessions[whose],
        tuple(sessions.items()),
        tuple(_group(session, choice, taken(session)) for choice in groups),
        plenaries,
        likeliest(choices, whose, here),
    )


def taken(session: Session) -> frozenset[str]:
    """Return the ids of the notes that another note was taken or merged from."""
    query = select(rows.Note.sources).where(
        rows.Note.removed_at.is_(None), func.json_array_length(rows.Note.sources) > 0
    )
    return frozenset(one for sources in session.scalars(query) for one in sources)


def takers(session: Session) -> dict[str, str]:
    """Return note -> the note, of the same kind, that another session made of it.

    It stands for the other one where all sessions are told of together.
    """
    return {row[0]: row[1] for row in session.execute(_TAKERS)}


def take(
    session: Session, note_ids: Sequence[str], target: NotesPlace, *, at: datetime
) -> Taken:
    """Copy points to the end of the notes of `target`; each names its source.

    What is there already is not taken twice.

    Raises:
        NotFound: a point, or the session, is not there any more.
        NotesFinal: the notes of `target` are final.
    """
    session.info["action"] = "note.take"
    known = _sources_in(session, target)
    new = [_point(session, note_id) for note_id in note_ids if note_id not in known]
    _append(session, target, [(row.line, [row.id]) for row in new], at)
    return Taken(len(new), len(note_ids) - len(new))


def merge(
    session: Session,
    note_ids: Sequence[str],
    line: str,
    target: NotesPlace,
    *,
    at: datetime,
) -> None:
    """Write `line` at the end of the notes of `target`, as what all points say.

    Raises:
        NotFound: a point, or the session, is not there any more.
        NotesFinal: the notes of `target` are final.
        NexusError: the line says nothing.
    """
    session.info["action"] = "note.merge"
    words = " ".join(line.split())
    if notes.is_blank(line):
        raise NexusError(
            "The merged point needs words. Write what the groups agree on."
        )
    ids = [_point(session, note_id).id for note_id in note_ids]
    _append(session, target, [(words, ids)], at)


def _append(
    session: Session,
    target: NotesPlace,
    lines: Sequence[tuple[str, list[str]]],
    at: datetime,
) -> None:
    programme.one(session, target.session_id)
    notes_lock.refuse_if_final(session, target)
    made = notes.append(session, target, [line for line, _ in lines], at=at)
    for note_id, (_, sources) in zip(made, lines, strict=True):
        session.get_one(rows.Note, note_id).sources = sources


def _point(session: Session, note_id: str) -> rows.Note:
    row = session.get(rows.Note, note_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This point is not in the notes of its group any more.")
    return row


def _sources_in(session: Session, place: NotesPlace) -> frozenset[str]:
    """Return the ids of the notes that those of `place` were taken from."""
    found: Iterable[rows.Note] = notes_reading.rows_of(session, place)
    return frozenset(one for row in found for one in row.sources)


def _meant(choices: Sequence[NotesChoice], session_id: str) -> str:
    """Return the session whose groups are meant, "" if none has any."""
    with_groups = [one.place.session_id for one in choices if one.group]
    order = [one.place.session_id for one in choices]
    if session_id in with_groups or not with_groups:
        return session_id if with_groups else ""
    if session_id not in order:
        return with_groups[0]
    before = [one for one in order[: order.index(session_id)] if one in with_groups]
    return before[-1] if before else with_groups[0]


def _group(
    session: Session, choice: NotesChoice, taken_ids: frozenset[str]
) -> GroupNotes:
    group_id = str(choice.place.group_id)
    row = session.get_one(rows.Group, group_id)
    context = notes_reading.reading(session, choice.place).notation
    found = sorted(
        notes_reading.rows_of(session, choice.place),
        key=lambda note: (note.order, note.id),
    )
    return GroupNotes(
        group_id,
        choice.group,
        choice.topic,
        row.rapporteur,
        choice.status,
        tuple(
            Point(
                note.id,
                group_id,
                note.at,
                NoteKind(note.note_kind),
                note.line,
                note.text,
                note.speaker,
                _unattributed(note.line, context),
                note.id in taken_ids,
            )
            for note in found
        ),
    )


def _unattributed(line: str, context: NotationContext) -> str:
    fields = parse(line, context).fields
    return format_note(replace(fields, speaker="", attributed=True), context)
