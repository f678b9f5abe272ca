"""How the workshop's papers are arranged: kept in its file, the same on all laptops."""

from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.minutes.arrangement import Arrangement, from_json
from nexus_desktop.services import workshop, workshop_settings

_KEPT = "minutes"


def arrangement(session: Session) -> Arrangement:
    """Return how the papers are arranged.

    Raises:
        NotFound: the file holds no workshop.
    """
    return from_json(workshop_settings.kept(session, _KEPT))


def arrange(session: Session, wanted: Arrangement, *, at: datetime) -> Arrangement:
    """Keep how the papers are arranged; the same again changes nothing.

    The day on which they became final is noted, and forgotten when they are opened
    again.

    Raises:
        NotFound: the file holds no workshop.
    """
    session.info["action"] = "minutes.arrange"
    made = wanted.issued_on(workshop.info(session).local(at).date())
    workshop_settings.keep(session, _KEPT, made.as_json())
    return made
