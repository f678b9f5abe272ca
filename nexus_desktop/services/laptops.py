"""Who shares the workshop, and what is on its way between the laptops."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import clock
from nexus_desktop.core.exchanging import Waiting
from nexus_desktop.core.freshness import Freshness
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.laptops import Company, Laptop
from nexus_desktop.core.roles import MAY_WRITE, Role
from nexus_desktop.exchange.belonging import Circle
from nexus_desktop.exchange.judging import circle_of
from nexus_desktop.exchange.membership import Share, share_of
from nexus_desktop.services import conflicts, exchanging, laptop_problems, sharing
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.rows import Device, Entry

_MET = "hub.met"  # when this laptop and the hub held the same


def company(session: Session) -> Company:
    """Return the laptops of the workshop; none before sharing began."""
    share = share_of(session)
    if share is None:
        return Company()
    this = session.info["device"]
    circle = circle_of(session, share)
    known, has = sharing.had_by_all(session, share), exchanging.vector(session)
    return Company(
        laptops=_laptops(session, share, circle),
        is_shared=True,
        is_root=circle.is_root(this),
        may_invite=sharing.may_invite(session, share),
        unsent=sum(max(0, seq - known.get(one, 0)) for one, seq in has.items()),
        conflicts=len(conflicts.conflicts(session)),
        problems=laptop_problems.pending(session),
        refused=laptop_problems.refused(session),
    )


def met(session: Session, *, at: datetime) -> None:
    """Note that this laptop and the hub held the same; the journal does not see it."""
    store(session, _MET, at.isoformat())


def freshness(session: Session, *, at: datetime) -> Freshness | None:
    """Return how old what is known here of others is; None where there are none.

    A time that lies ahead, by a clock that is wrong, counts as now.
    """
    share = share_of(session)
    if share is None:
        return None
    circle = circle_of(session, share)
    others = [
        one
        for one in _laptops(session, share, circle)
        if not one.is_this and not one.is_ended
    ]
    if not others and circle.is_root(session.info["device"]):
        return None
    heard = [min(one.latest, at) for one in others]
    hub = stored(session, _MET)
    if hub is not None:
        heard.append(min(datetime.fromisoformat(hub), at))
    revoking = tuple(
        (one.name, min(one.latest, at))
        for one in others
        if Kind.BADGE in MAY_WRITE[one.role]
    )
    return Freshness(max(heard, default=None), revoking)


def _laptops(session: Session, share: Share, circle: Circle) -> tuple[Laptop, ...]:
    bounds, waiting = circle.bounds(), _waiting(session)
    ids = circle.present() | {
        one for one in bounds if circle.identities(one)[-1] == one
    }
    rows = session.scalars(select(Device).where(Device.id.in_(ids)))
    found = [
        Laptop(
            row.id,
            row.name,
            Role.COORDINATOR if row.id == share.root_device else Role(row.role),
            row.id == session.info["device"],
            _latest(session, row.id),
            waiting.get(row.id, ()),
            row.ended is not None and row.id in bounds,
            bounds[row.id].told if row.id in bounds else "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_this, one.name, one.device)))


def _latest(session: Session, device: str) -> datetime:
    query = select(Entry.hlc).where(Entry.device == device)
    return clock.wall_time(
        session.scalars(query.order_by(Entry.seq.desc()).limit(1)).one()
    )


def _waiting(session: Session) -> dict[str, tuple[Waiting, ...]]:
    found: dict[str, tuple[Waiting, ...]] = {}
    for one in laptop_problems.waiting(session):
        found[one.device] = (*found.get(one.device, ()), one)
    return found
