"""Whether the clocks of the laptops agree, from the entries that come.

An entry tells its laptop's clock where its stamp is not one that was raised by what the
laptop had heard before (`core.clock`), or where it made a record, whose id holds the
time. A clock that is ahead shows when the entry comes; one that is behind shows when
its laptop had heard of something that was written later than its clock says.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import clock
from nexus_desktop.core.laptop_words import SLIGHT
from nexus_desktop.store import journal
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.rows import Entry

_CLOCKS = "clocks"  # device -> [number of its entry, seconds ahead of this laptop]
_TIMED = 7  # version of ids that hold a time


def read(session: Session, came: Iterable[tuple[str, int]]) -> None:
    """Note what (device, number) of entries that came say of clocks."""
    kept: dict[str, list[float]] = stored(session, _CLOCKS) or {}
    news = dict(kept)
    for entry in _newest(session, came, kept):
        offset = _offset(session, entry, news)
        if offset is not None:
            news[entry.device] = [entry.seq, offset.total_seconds()]
    if news != kept:
        store(session, _CLOCKS, news)


def offsets(session: Session) -> dict[str, timedelta]:
    """Return device -> how far its clock is ahead of this one's, as far as known."""
    kept = stored(session, _CLOCKS) or {}
    return {device: timedelta(seconds=off) for device, (_, off) in kept.items()}


def _newest(
    session: Session,
    came: Iterable[tuple[str, int]],
    known: Mapping[str, list[float]],
) -> list[Entry]:
    """Return the last entry of each other laptop that was not read, in their order."""
    found = (
        session.get(Entry, (device, seq))
        for device, seq in dict(sorted(came)).items()
        if device != session.info["device"] and seq > known.get(device, (0, 0))[0]
    )
    return sorted((one for one in found if one), key=lambda one: one.hlc)


def _offset(
    session: Session, entry: Entry, known: Mapping[str, list[float]]
) -> timedelta | None:
    written = _written(entry)
    if written is None:
        return None
    now: datetime = session.info["at"]
    ahead = written - now
    if ahead >= SLIGHT:
        return ahead
    raised = _raised_by(session, entry)
    if raised is None or known.get(raised, (0, 0))[1] >= SLIGHT.total_seconds():
        return timedelta()
    behind = clock.wall_time(entry.hlc) - written
    return -behind if behind >= SLIGHT else timedelta()


def _written(entry: Entry) -> datetime | None:
    """Return what the laptop's clock said, None where the entry does not tell."""
    if clock.is_read(entry.hlc):
        return clock.wall_time(entry.hlc)
    times = [
        time
        for change in journal.listed(entry)
        if not any("replaces" in cell for cell in change["fields"].values())
        and (time := _time_in(change["id"])) is not None
    ]
    return max(times, default=None)


def _time_in(row_id: str) -> datetime | None:
    try:
        found = UUID(row_id)
        written = datetime.fromtimestamp((found.int >> 80) / 1000, UTC)
    except (ValueError, OverflowError, OSError):  # no id of ours, or no time
        return None
    return written if found.version == _TIMED else None


def _raised_by(session: Session, entry: Entry) -> str | None:
    """Return another laptop whose clock the stamp of an entry was raised to."""
    read_at = clock.reading_under(entry.hlc)
    query = select(Entry.device).where(
        Entry.hlc == read_at, Entry.device != entry.device
    )
    return session.scalars(query.limit(1)).first()
