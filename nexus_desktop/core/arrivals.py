"""Counting who is expected at a checkpoint and who came, one change at a time.

A desk counts after every scan, so nothing here goes through everybody again.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from nexus_desktop.core.desk import ArrivalCounts, Bin

_STEP = timedelta(minutes=5)
_SECONDS = 300
_PARTS = ("speaker", "chair", "moderator", "panellist", "rapporteur")


@cache
def has_a_part(role: str) -> bool:
    """Tell whether a role is one of those that the programme waits for."""
    folded = role.casefold()
    return any(part in folded for part in _PARTS)


class Tally:
    """Who is expected, and when each person came in first."""

    def __init__(self) -> None:
        self._expected: dict[str, bool] = {}  # id -> has a part in the programme
        self._parts = self._arrived = self._parts_in = 0
        self._scans: dict[str, tuple[str, datetime]] = {}
        self._times: dict[str, list[datetime]] = {}
        self._bins: Counter[int] = Counter()
        self._undone: set[str] = set()

    def expect(self, person: str, *, has_part: bool) -> None:
        """Note that somebody is expected."""
        self.forget(person)
        self._expected[person] = has_part
        self._parts += has_part
        if person in self._times:
            self._arrived += 1
            self._parts_in += has_part

    def forget(self, person: str) -> None:
        """Note that somebody is not expected (any more)."""
        had_part = self._expected.pop(person, None)
        if had_part is None:
            return
        self._parts -= had_part
        if person in self._times:
            self._arrived -= 1
            self._parts_in -= had_part

    def came(self, scan: str, person: str, at: datetime) -> None:
        """Note a scan that let somebody in, unless it was undone before."""
        if scan in self._scans or scan in self._undone:
            return
        self._scans[scan] = person, at
        times = self._times.get(person)
        if times is None:
            self._times[person] = [at]
            self._arrived += person in self._expected
            self._parts_in += self._expected.get(person, False)
        else:
            self._bins[_bin(min(times))] -= 1
            times.append(at)
        self._bins[_bin(min(self._times[person]))] += 1

    def undone(self, scan: str) -> None:
        """Note that a scan was taken back."""
        self._undone.add(scan)
        found = self._scans.pop(scan, None)
        if found is None:
            return
        person, at = found
        times = self._times[person]
        self._bins[_bin(min(times))] -= 1
        times.remove(at)
        if times:
            self._bins[_bin(min(times))] += 1
            return
        del self._times[person]
        self._arrived -= person in self._expected
        self._parts_in -= self._expected.get(person, False)

    def is_awaited(self, person: str) -> bool:
        """Tell whether somebody is expected and did not come yet."""
        return person in self._expected and person not in self._times

    def counts(self, zone: ZoneInfo) -> ArrivalCounts:
        """Return how far the checkpoint is, with arrivals in the time of `zone`."""
        return ArrivalCounts(
            expected=len(self._expected),
            arrived=self._arrived,
            speakers_missing=self._parts - self._parts_in,
            unexpected=len(self._times) - self._arrived,
            bins=self._by_five_minutes(zone),
        )

    def _by_five_minutes(self, zone: ZoneInfo) -> tuple[Bin, ...]:
        # Every zone is a multiple of five minutes away from UTC nowadays.
        filled = [place for place, count in self._bins.items() if count]
        if not filled:
            return ()
        first = datetime.fromtimestamp(min(filled) * _SECONDS, UTC).astimezone(zone)
        return tuple(
            Bin(first + number * _STEP, self._bins[place])
            for number, place in enumerate(range(min(filled), max(filled) + 1))
        )


def _bin(at: datetime) -> int:
    return int(at.timestamp()) // _SECONDS
