"""The log of all scans: what may be asked of it, and one page of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from nexus_desktop.core.checkin import TELLINGS
from nexus_desktop.core.desk import ScanLine

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
