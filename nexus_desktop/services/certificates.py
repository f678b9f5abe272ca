"""What the workshop's certificates are like: choices, kept in the file."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.certificates import CertificateChoices, checked, from_json
from nexus_desktop.services import workshop_pictures, workshop_settings

_KEPT = "certificates"


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
    return CertificateDesign(
        from_json(workshop_settings.kept(session, _KEPT)),
        workshop_pictures.data(session, workshop_pictures.LOGO),
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
    workshop_settings.keep(session, _KEPT, tidy.as_json())
    return tidy
