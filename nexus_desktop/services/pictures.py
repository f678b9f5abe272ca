"""Photos of people: one each, kept small in the file.

The window scales a picture before it comes here; what is too large all the same is
refused with a sentence.
"""

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from nexus_desktop.core import names
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.picture import BadPicture, measured
from nexus_desktop.store import rows

PHOTO_SIDE = 480
"""Pixels that the longer side of a photo has at most when the window scales it."""

_MOST_BYTES = 600_000
_MOST_PIXELS = 1_200
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class PhotosTaken:
    """What became of a folder of photos.

    Attributes:
        taken: how many people got a photo.
        unknown: names of files that name nobody, or several people.
        refused: (name of the file, why it can't be kept).
    """

    taken: int
    unknown: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def set_photo(
    session: Session, participant_id: str, data: bytes, *, at: datetime
) -> None:
    """Keep a JPEG or PNG picture as somebody's photo, in place of the one before.

    Raises:
        NotFound: there is no such person.
        BadPicture: it is no such picture, or too large.
    """
    session.info["action"] = "photo.set"
    person = session.get(rows.Participant, participant_id)
    if person is None or person.removed_at is not None:
        raise NotFound("This person is not in the workshop any more.")
    _put(session, participant_id, data, at)


def remove_photo(session: Session, participant_id: str, *, at: datetime) -> None:
    """Take somebody's photo away; without one nothing happens."""
    session.info["action"] = "photo.remove"
    for row in session.scalars(_of([participant_id])):
        row.removed_at = at


def photo_of(session: Session, participant_id: str) -> bytes | None:
    """Return somebody's photo as the file it came from, None if there is none."""
    return photos(session, [participant_id]).get(participant_id)


def photos(session: Session, ids: Collection[str] | None = None) -> dict[str, bytes]:
    """Return participant id -> photo, of those who have one and are among `ids`."""
    found: dict[str, bytes] = {}
    wanted = [None] if ids is None else _sliced(list(ids))
    for some in wanted:
        for row in session.scalars(_of(some)):
            found[row.owner_id] = b64decode(row.data)
    return found


def set_photos(
    session: Session, files: Mapping[str, bytes], *, at: datetime
) -> PhotosTaken:
    """Keep a folder of photos: name of the file -> picture.

    A file is named as the person: by e-mail address, by number in the list or by name,
    in whatever order and case. One that may be several people's is nobody's.
    """
    session.info["action"] = "photo.import"
    owners = _owners(session)
    unknown: list[str] = []
    refused: list[tuple[str, str]] = []
    taken: set[str] = set()
    for name, data in files.items():
        whose = owners.get(_key(PurePath(name).stem), set())
        if len(whose) != 1:
            unknown.append(name)
            continue
        (owner,) = whose
        try:
            _put(session, owner, data, at)
        except BadPicture as error:
            refused.append((name, str(error)))
        else:
            taken.add(owner)
    return PhotosTaken(len(taken), tuple(unknown), tuple(refused))


def _put(session: Session, owner: str, data: bytes, at: datetime) -> None:
    if len(data) > _MOST_BYTES:
        raise BadPicture(
            f"This picture has {len(data) / 1000:,.0f} kB; a photo may have "
            f"{_MOST_BYTES / 1000:,.0f} kB. Choose a smaller one."
        )
    size = measured(data)
    if max(size.width, size.height) > _MOST_PIXELS:
        raise BadPicture(
            f"This picture has {size.width} × {size.height} pixels; a photo may have "
            f"{_MOST_PIXELS} a side. Choose a smaller one."
        )
    text = b64encode(data).decode()
    row = session.scalars(_of([owner])).first()
    if row is None:
        session.add(
            rows.Picture(
                id=new_id(at),
                owner_id=owner,
                purpose="photo",
                data=text,
                width=size.width,
                height=size.height,
            )
        )
    elif row.data != text:
        row.data, row.width, row.height = text, size.width, size.height
    session.flush()


def _of(ids: Collection[str] | None) -> Select[rows.Picture]:
    picture = rows.Picture
    query = select(picture).where(
        picture.purpose == "photo", picture.removed_at.is_(None)
    )
    return query if ids is None else query.where(picture.owner_id.in_(ids))


def _owners(session: Session) -> Mapping[str, set[str]]:
    """Return what a file may be called -> ids of the people so called."""
    person = rows.Participant
    query = select(
        person.id, person.email, person.external_id, person.printed_name,
        person.native_name, person.given_name, person.family_name,
    ).where(person.removed_at.is_(None))  # fmt: skip
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for found in session.execute(query):
        parts = f"{found.given_name} {found.family_name}"
        for text in (*found[1:5], parts):
            if key := _key(text):
                owners[key].add(found.id)
    return owners


def _key(text: str) -> str:
    if "@" in text:
        return text.casefold().strip()
    return " ".join(names.words(text.replace("_", " ")))


def _sliced(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


__all__ = [
    "PHOTO_SIDE", "PhotosTaken", "photo_of", "photos", "remove_photo", "set_photo",
    "set_photos",
]  # fmt: skip
