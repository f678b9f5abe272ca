"""Who shares the workshop, and what is on its way between the laptops."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import clock
from nexus_desktop.core.exchanging import Waiting
from nexus_desktop.core.laptops import Company, Laptop
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.membership import Share, share_of
from nexus_desktop.services import conflicts, exchanging, laptop_problems, sharing
from nexus_desktop.store.rows import Device, Entry


def company(session: Session) -> Company:
    """Return the laptops of the workshop; none before sharing began."""
    share = share_of(session)
    if share is None:
        return Company()
    this = session.info["device"]
    known, has = sharing.had_by_all(session, share), exchanging.vector(session)
    return Company(
        laptops=_laptops(session, share, this),
        is_shared=True,
        is_root=this == share.root_device,
        unsent=sum(max(0, seq - known.get(one, 0)) for one, seq in has.items()),
        conflicts=len(conflicts.conflicts(session)),
        problems=laptop_problems.pending(session),
        refused=laptop_problems.refused(session),
    )


def _laptops(session: Session, share: Share, this: str) -> tuple[Laptop, ...]:
    rows = list(session.scalars(select(Device)))
    gone = {row.voucher.get("device") for row in rows}
    waiting = _waiting(session)
    found = [
        Laptop(
            row.id,
            row.name,
            Role.COORDINATOR if row.id == share.root_device else Role(row.role),
            row.id == this,
            _latest(session, row.id),
            waiting.get(row.id, ()),
        )
        for row in rows
        if (row.public_key or row.id == share.root_device) and row.id not in gone
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
