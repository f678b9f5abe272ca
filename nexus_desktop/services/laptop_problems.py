"""What is wrong between the laptops, in sentences: clocks, what waits or is refused."""

import re
from collections import Counter

from sqlalchemy import select
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
    counts: Counter[tuple[str, Why]] = Counter()
    lacks: dict[tuple[str, Why], str] = {}
    query = select(Parked.device, Parked.why, Parked.lacks).order_by(Parked.seq)
    for device, why, lacked in session.execute(query):
        counts[device, Why(why)] += 1
        lacks.setdefault((device, Why(why)), lacked)
    return tuple(
        Waiting(key[0], count, key[1], lacks[key])
        for key, count in sorted(counts.items())
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
    return laptop_words.waiting(name, one, laptop_name(session, lacked))


def refused(session: Session) -> tuple[str, ...]:
    """Return a sentence for each reason why entries of a laptop take no effect.

    Not of one that was ended: what it wrote since is listed where it was ended.
    """
    ended = select(Device.id).where(Device.ended.is_not(None))
    query = select(Refusal.device, Refusal.why).where(Refusal.device.not_in(ended))
    query = query.order_by(Refusal.device, Refusal.seq)
    counts = Counter(
        (laptop_name(session, device), named(session, why))
        for device, why in session.execute(query)
    )
    return tuple(
        laptop_words.refused(name, count, why) for (name, why), count in counts.items()
    )
