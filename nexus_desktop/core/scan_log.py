"""The log of all scans: what may be asked of it, and one page of the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from nexus_desktop.core.checkin import TELLINGS
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.errors import NexusError

_TIME = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3])(?:[:.h ]?(?P<minute>[0-5][0-9]))?")

_HEADINGS = (
    "Time", "Checkpoint", "Verdict", "Name", "Desk", "Found by", "Reason", "Taken back",
)  # fmt: skip


class Outcome(StrEnum):
    """What scans can be told apart by in the log."""

    ANY = ""
    LET_IN = "let in"
    OUT = "out"
    ALREADY_IN = "already in"
    REFUSED = "refused"
    ANYWAY = "admitted anyway"
    WALK_IN = "walk-in"
    UNDONE = "taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which scans are wanted.

    Attributes:
        checkpoint_id, device_id: "" for all.
        text: of a name in any script, a reason, or the beginning of a code.
        since, until: the first time wanted, and the first one not wanted any more.
    """

    checkpoint_id: str = ""
    device_id: str = ""
    text: str = ""
    outcome: Outcome = Outcome.ANY
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some of the scans asked for, the newest first.

    Attributes:
        total: how many there are in all.
        desks: (id, name) of every laptop that scanned, by name.
    """

    lines: tuple[ScanLine, ...]
    total: int
    desks: tuple[tuple[str, str], ...] = ()


def as_text(lines: Sequence[ScanLine], zone: tzinfo) -> str:
    """Return scans as lines of cells between tabs, with a line of headings."""
    table = [_HEADINGS, *(_cells(line, zone) for line in lines)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table)


def _cells(line: ScanLine, zone: tzinfo) -> tuple[str, ...]:
    taken_back = ""
    if line.undone_at is not None:
        when = f"{line.undone_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        taken_back = ": ".join(filter(None, (when, line.undo_reason)))
    return (
        f"{line.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        line.place,
        TELLINGS[line.verdict].chip,
        line.name,
        line.desk,
        line.way,
        line.reason,
        taken_back,
    )


class BadTime(NexusError):  # noqa: N818 - what was typed is bad
    """What was typed is no time of day; the sentence says how it is written."""


def span(
    day: date | None, begins: str, ends: str, zone: tzinfo
) -> tuple[datetime | None, datetime | None]:
    """Return the first time wanted and the first one not wanted any more, in UTC.

    Args:
        day: local day, None for every day: then the times of day mean nothing.
        begins: time of day as typed, "" for midnight; its whole minute is wanted.
        ends: the last minute wanted, "" for the end of the day.
        zone: of the workshop.

    Raises:
        BadTime: what was typed is no time, or the end lies before the beginning.
    """
    if day is None:
        return None, None
    since, until = (
        datetime.combine(one, time(), zone).astimezone(UTC)
        for one in (day, day + timedelta(days=1))
    )
    if begins.strip():
        since = _at(day, begins, zone)
    if ends.strip():
        until = _at(day, ends, zone) + timedelta(minutes=1)
    if until <= since:
        raise BadTime(f"From {begins} to {ends} there is no time in between.")
    return since, until


def _at(day: date, typed: str, zone: tzinfo) -> datetime:
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise BadTime(
            f"“{typed.strip()}” is no time of day. Write it as 9, 930 or 9:30."
        )
    shown = time(int(found["hour"]), int(found["minute"] or 0))
    return datetime.combine(day, shown, zone).astimezone(UTC)
