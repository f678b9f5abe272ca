"""The lock on final notes: every service that writes notes asks here first."""

from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.store import rows


class NotesFinal(NexusError):  # noqa: N818
    """The notes are final, so nothing can be written into them."""


def status(session: Session, place: NotesPlace) -> NotesStatus:
    """Return how far the notes are; those of a place that is gone are open."""
    row = row_of(session, place)
    return NotesStatus.OPEN if row is None else NotesStatus(row.notes_status)


def refuse_if_final(session: Session, place: NotesPlace) -> None:
    """Let nothing be written into final notes.

    Raises:
        NotesFinal: they are.
    """
    if status(session, place) is not NotesStatus.FINAL:
        return
    raise NotesFinal(
        f"The notes of {named(session, place)} are final, so nothing is written into "
        "them. Open them again in Notes first (Ctrl+Shift+S), with a reason."
    )


def refuse_if_line_is_final(session: Session, note_id: str) -> None:
    """Let nothing be done to a line, or to its pictures, in final notes.

    Raises:
        NotesFinal: the notes that it belongs to are final.
    """
    row = session.get(rows.Note, note_id) or session.get(rows.Draft, note_id)
    if row is not None:
        refuse_if_final(session, NotesPlace(row.session_id, row.group_id))


def row_of(session: Session, place: NotesPlace) -> rows.Session | rows.Group | None:
    """Return the row that keeps the status of `place`, None if it never was there."""
    if place.group_id is not None:
        return session.get(rows.Group, place.group_id)
    return session.get(rows.Session, place.session_id)


def named(session: Session, place: NotesPlace) -> str:
    """Return what people call `place`."""
    item = session.get(rows.Session, place.session_id)
    title = f"“{item.title}”" if item else "a session that is gone"
    if place.group_id is None:
        return title
    group = session.get(rows.Group, place.group_id)
    return f"group {group.name} in {title}" if group else title
