"""Pictures of notes: flip charts, boards, slides. The minutes show them as figures.

In the table `picture` their `purpose` is "note", `owner_id` is the note's id (while it
is a draft, too), `position` is their place among the pictures of that note, and
`caption` is what stands below the figure. A picture whose note was taken away counts no
more, and is there again when the note is.

The window scales a picture before it comes here; what is too large all the same is
refused with a sentence.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.picture import BadPicture, measured
from nexus_desktop.services import notes_lock
from nexus_desktop.store import rows

SIDE = 1_600
"""Pixels of the longer side once the window has scaled it: 17 cm at 240 dpi."""

_PURPOSE = "note"
_MOST_BYTES = 2_000_000
_MOST_PIXELS = 4_000


@dataclass(frozen=True, slots=True)
class NotePicture:
    """A picture without its data; width and height in pixels."""

    id: str
    note_id: str
    caption: str
    width: int
    height: int


def add(
    session: Session, note_id: str, data: bytes, *, caption: str = "", at: datetime
) -> NotePicture:
    """Put a JPEG or PNG picture behind the others of a note.

    Raises:
        BadPicture: it is no such picture, or too large.
        NotesFinal: the notes are final.
    """
    session.info["action"] = "note.picture.add"
    notes_lock.refuse_if_line_is_final(session, note_id)
    if len(data) > _MOST_BYTES:
        raise BadPicture(
            f"This picture has {len(data) / 1000:,.0f} kB; one in the notes may have "
            f"{_MOST_BYTES / 1000:,.0f} kB. Choose a smaller one."
        )
    size = measured(data)
    if max(size.width, size.height) > _MOST_PIXELS:
        raise BadPicture(
            f"This picture has {size.width} × {size.height} pixels; one in the notes "
            f"may have {_MOST_PIXELS} a side. Choose a smaller one."
        )
    picture = rows.Picture
    last = select(func.max(picture.position)).where(
        picture.owner_id == note_id, picture.purpose == _PURPOSE
    )
    found = session.scalar(last)
    row = picture(
        id=new_id(at),
        owner_id=note_id,
        purpose=_PURPOSE,
        data=b64encode(data).decode(),
        width=size.width,
        height=size.height,
        caption=caption,
        position=0 if found is None else found + 1,
    )
    session.add(row)
    session.flush()
    return _value(row)


def of_place(session: Session, place: NotesPlace) -> tuple[NotePicture, ...]:
    """Return the pictures of the notes and drafts of a place, each note's in order."""
    picture, note, draft = rows.Picture, rows.Note, rows.Draft
    query = (
        select(
            picture.id, picture.owner_id, picture.caption, picture.width, picture.height
        )
        .where(
            picture.purpose == _PURPOSE,
            picture.removed_at.is_(None),
            picture.owner_id.in_(
                select(note.id)
                .where(
                    note.session_id == place.session_id,
                    note.group_id == place.group_id,
                    note.removed_at.is_(None),
                )
                .union(
                    select(draft.note_id).where(
                        draft.session_id == place.session_id,
                        draft.group_id == place.group_id,
                    )
                )
            ),
        )
        .order_by(picture.position, picture.id)
    )
    return tuple(
        NotePicture(one.id, one.owner_id, one.caption, one.width, one.height)
        for one in session.execute(query)
    )


def describe(session: Session, picture_id: str, caption: str) -> None:
    """Put `caption` below a picture.

    Raises:
        NotFound: the picture was removed.
        NotesFinal: the notes are final.
    """
    session.info["action"] = "note.picture.caption"
    row = _one(session, picture_id)
    notes_lock.refuse_if_line_is_final(session, row.owner_id)
    row.caption = caption.strip()


def remove(session: Session, picture_id: str, *, at: datetime) -> None:
    """Take a picture away; doing it twice changes nothing.

    Raises:
        NotesFinal: the notes are final.
    """
    session.info["action"] = "note.picture.remove"
    row = session.get(rows.Picture, picture_id)
    if row is not None and row.removed_at is None:
        notes_lock.refuse_if_line_is_final(session, row.owner_id)
        row.removed_at = at


def restore(session: Session, picture_id: str) -> None:
    """Bring a picture back that was taken away.

    Raises:
        NotesFinal: the notes are final.
    """
    session.info["action"] = "note.picture.restore"
    row = session.get(rows.Picture, picture_id)
    if row is not None:
        notes_lock.refuse_if_line_is_final(session, row.owner_id)
        row.removed_at = None


def data(session: Session, picture_id: str) -> bytes:
    """Return the file of a picture.

    Raises:
        NotFound: the picture was removed.
    """
    return b64decode(_one(session, picture_id).data)


def _one(session: Session, picture_id: str) -> rows.Picture:
    row = session.get(rows.Picture, picture_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This picture was removed meanwhile.")
    return row


def _value(row: rows.Picture) -> NotePicture:
    return NotePicture(row.id, row.owner_id, row.caption, row.width, row.height)
