"""Which backups to keep: all of the last hour, hourly for a day, daily after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def to_drop(taken: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the times of the backups that thinning takes away at `now`.

    Of each hour (or day) the newest stays; the newest of all stays always.
    """
    kept: set[datetime] = set()
    seen: set[tuple[str, datetime]] = set()
    for time in sorted(taken, reverse=True):
        slot = _slot(time, now)
        if not kept or slot is None or slot not in seen:
            kept.add(time)
        if slot is not None:
            seen.add(slot)
    return set(taken) - kept


def _slot(time: datetime, now: datetime) -> tuple[str, datetime] | None:
    age = now - time
    if age <= _HOUR:
        return None
    hour = time.replace(minute=0, second=0, microsecond=0)
    return ("hour", hour) if age <= _DAY else ("day", hour.replace(hour=0))
