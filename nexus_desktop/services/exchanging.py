"""What this laptop knows, has for others, and takes from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import BadPacket, packed, unpacked
from nexus_desktop.store import merging
from nexus_desktop.store.parking import entry_of
from nexus_desktop.store.rows import Entry, Parked

_AT_ONCE = 200


# Goes from one laptop to the next, not through all entries.
_VECTOR = """
    WITH RECURSIVE found(device) AS (
        SELECT min(device) FROM journal
        UNION ALL
        SELECT (SELECT min(device) FROM journal WHERE device > found.device)
        FROM found WHERE device IS NOT NULL
    )
    SELECT device, (SELECT max(seq) FROM journal WHERE journal.device = found.device)
    FROM found WHERE device IS NOT NULL
"""


def vector(session: Session) -> dict[str, int]:
    """Return device -> its last entry that is applied here."""
    found = session.connection().exec_driver_sql(_VECTOR)
    return {device: seq for device, seq in found}  # noqa: C416 - rows are no pairs for dict()


def packets_since(
    session: Session, known: Mapping[str, int], limit: int
) -> list[Packet]:
    """Return entries beyond `known`, in order for each device, at most `limit`.

    Those that wait here are passed on as well: another laptop may have what they lack.
    """
    return list(islice(_beyond(session, known), limit))


def _beyond(session: Session, known: Mapping[str, int]) -> Iterator[Packet]:
    for device, last in sorted(vector(session).items()):
        after = known.get(device, 0)
        while after < last:
            query = (
                select(Entry)
                .where(Entry.device == device, Entry.seq > after)
                .order_by(Entry.seq)
                .limit(_AT_ONCE)
            )
            for entry in session.scalars(query):
                yield packed(entry)
                after = entry.seq
    for parked in session.scalars(select(Parked).order_by(Parked.device, Parked.seq)):
        if parked.seq > known.get(parked.device, 0):
            yield packed(entry_of(parked))


def receive(
    session: Session, packets: Sequence[Packet], judge: merging.Judge | None = None
) -> Received:
    """Take in entries of other laptops; known ones change nothing.

    Without a `judge` all are believed.
    """
    entries, bad = [], []
    for packet in packets:
        try:
            entries.append(unpacked(packet))
        except BadPacket as problem:
            bad.append(str(problem))
    received = merging.receive(session, entries, judge)
    return replace(received, refused=(*bad, *received.refused))
