"""Durable scans a second on a file of 5,000 people, beside bare SQLite.

usage: python -m tests.benchmarks.bench_scan [PEOPLE] [SCANS]

Both loops run in one go, in turns, on files in one folder: ours through
`services.checkin.scan`, one transaction each, and a plain `sqlite3` insert and commit
with the pragmas of the workshop file. Prints rate, median, 95th and 99th percentile.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import badges, checkin, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database

NINE = datetime(2014, 11, 5, 1, 0, tzinfo=UTC)
_PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL")


@dataclass(frozen=True, slots=True)
class Figures:
    """Times of single calls in milliseconds, and calls a second."""

    rate: float
    p50: float
    p95: float
    p99: float

    @override
    def __str__(self) -> str:
        return (
            f"{self.rate:7.0f}/s   p50 {self.p50:6.2f}   p95 {self.p95:6.2f}   "
            f"p99 {self.p99:6.2f} ms"
        )


def measured(seconds: Sequence[float]) -> Figures:
    """Return the figures of the calls that took so long."""
    cuts = [1000 * cut for cut in statistics.quantiles(seconds, n=100)]
    return Figures(len(seconds) / sum(seconds), cuts[49], cuts[94], cuts[98])


def fill(session: Session, people: int) -> None:
    """Write a workshop of so many people, each with a badge."""
    draft = NewWorkshop(
        title="Measured workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        country="MN",
    )
    workshop.create(session, draft, at=NINE)
    for number in range(people):
        session.add(
            rows.Participant(
                id=new_id(NINE),
                printed_name=f"Generated Person {number}",
                organisation=f"Organisation {number % 90}",
                country=("MN", "TH", "VN", "IN", "PH", "CN")[number % 6],
            )
        )
    session.flush()
    badges.issue_all(session, at=NINE)


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds `call` took."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def bare(path: Path) -> Callable[[str], None]:
    """Return a function that inserts one row and commits, in a file of its own."""
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE scan (id TEXT PRIMARY KEY, code TEXT, at TEXT)")

    def insert(code: str) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "INSERT INTO scan VALUES (?, ?, ?)", (new_id(NINE), code, str(NINE))
        )
        raw.execute("COMMIT")

    return insert


def compare(folder: Path, people: int, scans: int) -> tuple[Figures, Figures]:
    """Return the figures of our scans and of bare SQLite, taken in turns."""
    database, _ = Database.create(
        folder / "measured.nexus", lambda s: fill(s, people), at=NINE
    )
    codes, _ = database.run(badges.codes, at=NINE)
    desk, _ = database.run(lambda s: checkin.default_checkpoint(s, NINE), at=NINE)
    chosen = random.Random(1).choices([code for *_, code in codes], k=scans)
    insert = bare(folder / "bare.sqlite")
    ours: list[float] = []
    plain: list[float] = []
    at = NINE
    for code in chosen:
        at += timedelta(seconds=1)

        work = partial(checkin.scan, text=code, checkpoint_id=desk.id, at=at)
        ours.append(timed(partial(database.run, work, at=at)))
        plain.append(timed(partial(insert, code)))
    database.close()
    return measured(ours), measured(plain)


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    people, scans = (*given, *(5000, 3000)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = compare(Path(folder), people, scans)
    print(f"{scans:,} scans of {people:,} people, one durable commit each")
    print(f"ours        {ours}")
    print(f"bare SQLite {plain}")
    print(f"our own work: p50 {ours.p50 - plain.p50:.2f} ms a scan")


if __name__ == "__main__":
    main()
