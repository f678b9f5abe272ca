"""What is wrong between the laptops, in sentences: clocks, what waits or is refused."""

import re
from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core import laptop_words
from nexus_desktop.core.exchanging import Waiting, Why
from nexus_desktop.services import clocks
from nexus_desktop.store.rows import Device, Parked, Refusal

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ENTRY = re.compile(rf"(?:([Ee])ntry )?\b({_ID}):(\d+)")


def pending(session: Session) -> tuple[str, ...]:
    """Return a sentence for each thing that can still come right."""
    waits = (_told(session, one) for one in waiting(session))
    return (*_clocks(session), *waits)


def waiting(session: Session) -> tuple[Waiting, ...]:
    """Return what is kept until more arrives, by laptop and reason."""
    one = Parked
    # Of the columns that are not counted, SQLite gives those of the row with the min.
    query = select(one.device, one.why, one.lacks, func.count(), func.min(one.seq))
    found = session.execute(
        query.group_by(one.device, one.why).order_by(one.device, one.why)
    )
    return tuple(
        Waiting(device, count, Why(why), lacks)
        for device, why, lacks, count, _ in found
    )


def laptop_name(session: Session, device: str) -> str:
    """Return the name of a laptop; one that is not known here has none."""
    row = session.get(Device, device)
    return "a laptop that is not known here" if row is None else row.name


def named(session: Session, text: str) -> str:
    """Return a sentence with the names of laptops in the place of their ids."""

    def name(found: re.Match[str]) -> str:
        initial, device, number = found.groups()
        return f"{initial or 'e'}ntry {number} of {laptop_name(session, device)}"

    return _ENTRY.sub(name, text)


def _clocks(session: Session) -> tuple[str, ...]:
    laptops = session.scalars(select(Device)).all()
    gone = {one.voucher.get("device") for one in laptops}
    gone |= {one.id for one in laptops if one.ended is not None}
    return laptop_words.clocks(
        {
            laptop_name(session, device): off
            for device, off in clocks.offsets(session).items()
            if device not in gone
        }
    )


def _told(session: Session, one: Waiting) -> str:
    name = laptop_name(session, one.device)
    lacked = one.lacks.rpartition(":")[0] or one.device
    row = session.get(Device, lacked)
    return laptop_words.waiting(name, one, "" if row is None else row.name)


def refused(session: Session) -> tuple[str, ...]:
    """Return a sentence for each reason why entries of a laptop take no effect.

    Not of one that was ended: what it wrote since is listed where it was ended.
    """
    ended = select(Device.id).where(Device.ended.is_not(None))
    query = select(Refusal.device, Refusal.why, func.count())
    kept = query.where(Refusal.device.not_in(ended)).order_by(Refusal.device)
    counts: Counter[tuple[str, str]] = Counter()
    for device, why, count in session.execute(
        kept.group_by(Refusal.device, Refusal.why)
    ):
        counts[laptop_name(session, device), named(session, why)] += count
    return tuple(
        laptop_words.refused(name, count, why) for (name, why), count in counts.items()
    )
