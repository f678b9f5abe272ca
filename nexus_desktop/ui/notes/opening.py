"""What the screen reads from the file to show a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from nexus_desktop.core.note import (
    NoteLine,
    NotesChoice,
    NotesContext,
    NotesPlace,
    NotesSummary,
)
from nexus_desktop.services import notes, notes_history, notes_reading, workshop
from nexus_desktop.ui.notes.completing import Completer


@dataclass(frozen=True, slots=True)
class Offer:
    """Where notes can be taken, and where the writer was last."""

    choices: Sequence[NotesChoice]
    time_zone: str
    last: tuple[NotesPlace, str] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A place to write in; what this run writes has `next_entry` and later."""

    context: NotesContext
    completer: Completer
    lines: Sequence[NoteLine]
    summary: NotesSummary
    next_entry: int


def read_offer(session: Session) -> Offer:
    """Read where notes can be taken."""
    zone = workshop.info(session).draft.time_zone
    last = notes_reading.last_place(session)
    return Offer(notes_reading.choices(session), zone, last)


def read_place(session: Session, place: NotesPlace) -> Opened:
    """Read everything that is needed to write in `place`."""
    context = notes_reading.context(session, place)
    return Opened(
        context,
        Completer(context),
        notes.notes(session, place),
        notes_reading.summary(session, place),
        notes_history.next_entry(session),
    )


def read_lines(session: Session, place: NotesPlace) -> tuple[list[NoteLine], int]:
    """Read the lines of `place`, and the number of the journal's next entry."""
    return notes.notes(session, place), notes_history.next_entry(session)
