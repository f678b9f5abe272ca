"""Figures of earlier workshops of the series, kept in this workshop's settings."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.series import Figures, in_order
from nexus_desktop.store import rows

_KEPT = "earlier"


def kept(session: Session) -> tuple[Figures, ...]:
    """Return the figures of each earlier workshop, in the order of time."""
    row = session.scalars(select(rows.Workshop)).one()
    return in_order(map(Figures.read, row.settings.get(_KEPT, ())))


def keep(session: Session, figures: Iterable[Figures]) -> bool:
    """Keep figures beside those that are kept; of the same workshop, in their place.

    Return whether anything is different now.
    """
    row = session.scalars(select(rows.Workshop)).one()
    found = [one.as_json() for one in in_order((*kept(session), *figures))]
    if row.settings.get(_KEPT, []) == found:
        return False
    row.settings = {**row.settings, _KEPT: found}
    return True


def forget(session: Session, workshop_id: str) -> None:
    """Keep the figures of a workshop no longer."""
    session.info["action"] = "series.forget"
    row = session.scalars(select(rows.Workshop)).one()
    left = [one.as_json() for one in kept(session) if one.id != workshop_id]
    row.settings = {**row.settings, _KEPT: left}
