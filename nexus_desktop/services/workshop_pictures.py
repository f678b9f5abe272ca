"""Pictures that belong to the whole workshop: its logo, the cover of its minutes."""

from base64 import b64decode, b64encode
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.picture import BadPicture, measured
from nexus_desktop.services import workshop_settings
from nexus_desktop.store import rows

LOGO, COVER = "logo", "cover"
"""What a picture of the workshop is for."""

_MOST_BYTES = 2_000_000


def data(session: Session, purpose: str) -> bytes | None:
    """Return a picture as the file it came from, None if there is none.

    Raises:
        NotFound: the file holds no workshop.
    """
    row = _row(session, workshop_settings.row(session).id, purpose)
    return None if row is None else b64decode(row.data)


def put(session: Session, purpose: str, data: bytes | None, *, at: datetime) -> None:
    """Keep a PNG or JPEG file as the workshop's; None takes it away.

    Raises:
        NotFound: the file holds no workshop.
        BadPicture: it is no such picture, or too large.
    """
    session.info["action"] = f"{purpose}.set"
    owner = workshop_settings.row(session).id
    row = _row(session, owner, purpose)
    if data is None:
        if row is not None:
            row.removed_at = at
        return
    if len(data) > _MOST_BYTES:
        raise BadPicture(
            f"This picture has {len(data) / 1e6:.1f} MB; it may have "
            f"{_MOST_BYTES / 1e6:.0f} MB. Choose a smaller one."
        )
    size, text = measured(data), b64encode(data).decode()
    if row is None:
        session.add(
            rows.Picture(
                id=new_id(at),
                owner_id=owner,
                purpose=purpose,
                data=text,
                width=size.width,
                height=size.height,
            )
        )
    elif row.data != text:
        row.data, row.width, row.height = text, size.width, size.height


def _row(session: Session, owner: str, purpose: str) -> rows.Picture | None:
    picture = rows.Picture
    query = (
        select(picture)
        .where(
            picture.owner_id == owner,
            picture.purpose == purpose,
            picture.removed_at.is_(None),
        )
        .order_by(picture.position, picture.id)
    )
    return session.scalars(query).first()
