"""How long a user action waits while thousands of badges are prepared for paper.

usage: python -m tests.benchmarks.bench_badge_batch [PEOPLE]

Reads who gets a badge, issues and prepares them all, and notes that they were printed,
while somebody asks the database for something, again and again: as long as a scan
would wait at most.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from nexus_desktop.core.filing import Filing, Way
from nexus_desktop.services import badge_batch
from nexus_desktop.services.badge_batch import Wanted
from nexus_desktop.services.slices import Take
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.garbage import GarbageCollector
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.papers.badge_reading import read_badges
from tests.benchmarks.bench_scan import measured
from tests.benchmarks.crowd import NINE, crowd

T = TypeVar("T")

_PAUSE = 3  # milliseconds between an answer and the next question


def beside(runner: Runner, work: Callable[[Take], T]) -> tuple[T, float, list[float]]:
    """Return what `work` gave, its seconds, and how long each other one waited."""
    answers: list[T] = []
    waits: list[float] = []

    def ask() -> None:
        begin = time.perf_counter()

        def answered(_: object) -> None:
            waits.append(time.perf_counter() - begin)
            if not answers:
                QTimer.singleShot(_PAUSE, runner, ask)

        runner.submit(runner, lambda _: None, done=answered)

    begin = time.perf_counter()
    runner.in_slices(runner, work, done=answers.append, failed=_give_up)
    ask()
    while not answers:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return answers[0], time.perf_counter() - begin, waits


def _give_up(error: Exception) -> None:
    raise error


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    app = QCoreApplication(sys.argv[:1])
    sys.setswitchinterval(0.0005)
    database = Database.open(crowd(Path(tempfile.mkdtemp()), people), at=NINE)
    runner = Runner(database, now=lambda: NINE)
    garbage = GarbageCollector(app)
    garbage.settle()
    wanted = Wanted(filing=Filing(Way.BOX))

    def told(words: str, work: Callable[[Take], T]) -> T:
        found, seconds, waits = beside(runner, work)
        longest = 1000 * max(waits)
        print(f"{words:10}{seconds:6.2f} s; a user action waits {measured(waits)}  "
              f"at most {longest:.1f} ms")  # fmt: skip
        return found

    print(f"{people:,} badges")
    told("read", lambda take: read_badges(take, ""))
    batch = told("prepared", lambda take: badge_batch.prepare(take, wanted, at=NINE))
    told("noted", lambda take: badge_batch.record(take, batch))
    told("read again", lambda take: read_badges(take, ""))
    runner.close()
    del app


if __name__ == "__main__":
    main()
