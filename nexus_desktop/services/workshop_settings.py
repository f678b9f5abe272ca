"""Settings that belong to the workshop and travel with its file, under a name each."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.store import rows


def kept(session: Session, name: str) -> Mapping[str, Any]:
    """Return what is kept under `name`, nothing if it is no such thing.

    Raises:
        NotFound: the file holds no workshop.
    """
    found = row(session).settings.get(name)
    return found if isinstance(found, dict) else {}


def keep(session: Session, name: str, value: dict[str, Any]) -> None:
    """Keep `value` under `name`; the same again changes nothing.

    Raises:
        NotFound: the file holds no workshop.
    """
    workshop = row(session)
    if workshop.settings.get(name) != value:
        workshop.settings = {**workshop.settings, name: value}


def row(session: Session) -> rows.Workshop:
    """Return the only workshop of the file.

    Raises:
        NotFound: the file holds none.
    """
    found = session.scalar(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    )
    if found is None:
        raise NotFound("This file holds no workshop yet.")
    return found
