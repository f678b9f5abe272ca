"""Session notes from a text file in the notation."""

from argparse import Namespace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.history import counted
from nexus_desktop.core.note import ImportedNotes, NotesPlace
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.saving import save
from nexus_desktop.services import notes, programme


def import_notes(args: Namespace, now: Now) -> Answer:
    """Take in lines in the notation as notes of a session."""
    try:
        lines = args.source.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise NexusError(f"{args.source} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise NexusError(
            f"{args.source.name} is not UTF-8 text. Save it as UTF-8 and try again."
        ) from error

    def work(session: Session, at: datetime) -> ImportedNotes:
        place = NotesPlace(session_named(session, args.session).id)
        return notes.import_lines(session, place, lines, at=at)

    taken = work_on(args.file, work, now)
    kinds = {kind.value: number for kind, number in taken.kinds.items()}
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    return Answer(
        (f"Took in {counted(taken.lines, 'line')}{told and ': '}{told}.",),
        {"lines": taken.lines, "kinds": kinds},
    )


def export_notes(args: Namespace, now: Now) -> Answer:
    """Give the notes of a session as lines in the notation, or write them to a file."""

    def work(session: Session, _at: datetime) -> list[str]:
        place = NotesPlace(session_named(session, args.session).id)
        return notes.export_lines(session, place)

    lines = work_on(args.file, work, now)
    if args.out is None:
        return Answer(tuple(lines), {"lines": lines})
    save(args.out, "".join(f"{line}\n" for line in lines).encode())
    told = f"Wrote {counted(len(lines), 'line')} to {args.out}."
    return Answer((told,), {"lines": lines})


def session_named(session: Session, text: str) -> SessionInfo:
    """Return the one session whose title is, or else contains, `text`.

    Raises:
        NotFound: there is none, or there are several.
    """
    sought = text.casefold()
    known = programme.sessions(session)
    same = [one for one in known if one.title.casefold() == sought or one.id == text]
    found = same or [one for one in known if sought in one.title.casefold()]
    if len(found) != 1:
        titles = "; ".join(one.title for one in found or known)
        raise NotFound(
            f'"{text}" names {len(found) or "no"} sessions. Sessions: {titles}.'
        )
    return found[0]
