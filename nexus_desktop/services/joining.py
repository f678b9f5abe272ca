"""What a laptop that has just joined waits for: the workshop, from any other laptop."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.exchange.membership import share_of
from nexus_desktop.services.laptops import company
from nexus_desktop.store.file import remove
from nexus_desktop.store.rows import Entry, Workshop


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is here of a workshop.

    Attributes:
        is_known: the workshop itself is, so that its window can be shown.
        entries: that are here, without those of this laptop.
        problem: why this laptop does not belong after all, "" when it does.
    """

    is_known: bool
    entries: int
    problem: str = ""


def arrived(session: Session) -> Arrived:
    """Return how far the workshop has come to this laptop."""
    query = select(func.count()).where(Entry.device != session.info["device"])
    problems = [one.problem for one in company(session).laptops if one.is_this]
    return Arrived(_is_known(session), session.scalars(query).one(), *problems)


def discard(path: Path) -> None:
    """Remove the file of a laptop that does not belong after all, and wrote nothing."""
    remove(path)


def is_waiting(session: Session) -> bool:
    """Tell whether this laptop has joined, but the workshop has not come to it yet."""
    return share_of(session) is not None and not _is_known(session)


def _is_known(session: Session) -> bool:
    return session.scalars(select(Workshop.id).limit(1)).first() is not None
