"""Hybrid logical clock: 48-bit milliseconds and a 16-bit counter in one integer.

Source: Kulkarni et al. (2014), Logical Physical Clocks. It never runs backwards, even
when the laptop's clock does; the counter overflows into the milliseconds, which is
harmless (65,536 entries in one millisecond would be needed).
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTER_BITS = 16


def tick(last: int, at: datetime) -> int:
    """Return the stamp of an event at `at` (aware) after the stamp `last`."""
    return max(int(at.timestamp() * 1000) << _COUNTER_BITS, last + 1)


def wall_time(stamp: int) -> datetime:
    """Return the UTC time, to the millisecond, that `stamp` carries."""
    return _EPOCH + timedelta(milliseconds=stamp >> _COUNTER_BITS)


def is_read(stamp: int) -> bool:
    """Tell whether a stamp is what a clock said, and not raised to follow another."""
    return stamp == reading_under(stamp)


def reading_under(stamp: int) -> int:
    """Return the stamp of the clock's reading that `stamp` was raised from."""
    return stamp >> _COUNTER_BITS << _COUNTER_BITS
