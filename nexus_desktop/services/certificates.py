"""What the workshop's certificates are like: choices and logo, kept in the file."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from nexus_desktop.core.certificates import CertificateChoices, checked, from_json
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.picture import BadPicture, measured
from nexus_desktop.store import rows

_KEPT = "certificates"
_LOGO = "logo"
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class CertificateDesign:
    """What certificates are like; `logo` is a PNG or JPEG file, None without one."""

    choices: CertificateChoices
    logo: bytes | None = None


def design(session: Session) -> CertificateDesign:
    """Return what certificates are like.

    Raises:
        NotFound: the file holds no workshop.
    """
    workshop = _workshop(session)
    kept = workshop.settings.get(_KEPT)
    row = session.scalars(_logos(workshop.id)).first()
    return CertificateDesign(
        from_json(kept if isinstance(kept, dict) else {}),
        None if row is None else b64decode(row.data),
    )


def choose(
    session: Session, choices: CertificateChoices, *, at: datetime
) -> CertificateChoices:
    """Make certificates like this from now on; the same again changes nothing.

    Raises:
        NotFound: the file holds no workshop.
        CertificateError: they can't be like this.
    """
    del at  # the journal keeps it
    session.info["action"] = "certificate.edit"
    tidy = checked(choices)
    workshop = _workshop(session)
    if workshop.settings.get(_KEPT) != tidy.as_json():
        workshop.settings = {**workshop.settings, _KEPT: tidy.as_json()}
    return tidy


def set_logo(session: Session, data: bytes | None, *, at: datetime) -> None:
    """Keep a PNG or JPEG file as the workshop's logo; None takes it away.

    Raises:
        NotFound: the file holds no workshop.
        BadPicture: it is no such picture, or too large.
    """
    session.info["action"] = "logo.set"
    workshop = _workshop(session)
    row = session.scalars(_logos(workshop.id)).first()
    if data is None:
        if row is not None:
            row.removed_at = at
        return
    if len(data) > _MOST_BYTES:
        raise BadPicture(
            f"This logo has {len(data) / 1e6:.1f} MB; it may have "
            f"{_MOST_BYTES / 1e6:.0f} MB. Choose a smaller one."
        )
    size, text = measured(data), b64encode(data).decode()
    if row is None:
        session.add(
            rows.Picture(
                id=new_id(at),
                owner_id=workshop.id,
                purpose=_LOGO,
                data=text,
                width=size.width,
                height=size.height,
            )
        )
    elif row.data != text:
        row.data, row.width, row.height = text, size.width, size.height


def _logos(owner: str) -> Select[rows.Picture]:
    picture = rows.Picture
    return (
        select(picture)
        .where(
            picture.owner_id == owner,
            picture.purpose == _LOGO,
            picture.removed_at.is_(None),
        )
        .order_by(picture.position, picture.id)
    )


def _workshop(session: Session) -> rows.Workshop:
    row = session.scalar(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    )
    if row is None:
        raise NotFound("This file holds no workshop yet.")
    return row
