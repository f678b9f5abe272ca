"""How long the register takes on a large workshop, and reading an earlier one's file.

usage: python -m tests.benchmarks.bench_register [NOTES] [PEOPLE]

Makes a workshop of 5,000 notes and 1,000 people, and prints the best of three of what
the screen reads, of a review, of reading the file as an earlier one, and of a new
workshop made from it.
"""

import sys
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from nexus_desktop.core.actions import State
from nexus_desktop.core.coverage import kinds_by_objective, places_by_kind
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import actions, coverage, series
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill
from tests.core.minutes.samples import demo
from tests.services.minutes_world import write


def tell(what: str, work: Callable[[], object], times: int = 3) -> None:
    """Print the shortest of some runs."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    print(f"{min(taken) * 1000:9.1f} ms  {what}", flush=True)


def main(notes: int = 5_000, people: int = 1_000) -> None:
    """Measure everything."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.nexus"
        database, _ = Database.create(path, fill, at=NINE)
        database.run(lambda s: write(s, demo(people, notes), NINE), at=NINE)
        measure_reading(database)
        database.close()
        measure_series(path)


def measure_reading(database: Database) -> None:
    """Measure what the screen asks for, and a review."""

    def run(work: Callable[..., object]) -> Callable[[], object]:
        return lambda: database.run(work, at=NINE)

    heard, _ = database.run(coverage.heard, at=NINE)
    stated = heard.workshop.objectives
    board, _ = database.run(lambda s: actions.board(s, at=NINE), at=NINE)
    first, states = board.actions[0].id, cycle((State.DONE, State.OPEN))
    print(f"{len(heard.said):,} notes, {len(board.actions):,} actions")
    tell("read what was said", run(coverage.heard))
    tell("places by kind", lambda: places_by_kind(heard.said, heard.homes))
    tell("kinds by objective", lambda: kinds_by_objective(heard.said, stated))
    tell("read the actions", run(lambda s: actions.board(s, at=NINE)))
    tell(
        "review one, on disk",
        run(lambda s: actions.review(s, first, next(states), at=NINE)),
    )
    tell("compare the series", run(series.comparison))


def measure_series(path: Path) -> None:
    """Measure reading a file as an earlier one, and a workshop made from it."""
    print(f"{path.stat().st_size / 1e6:.0f} MB")
    tell("read it as an earlier workshop", lambda: series.read_file(path, at=NINE))
    earlier = series.read_file(path, at=NINE)
    day = date(2015, 5, 4)
    draft = NewWorkshop(title="Next", first_day=day, last_day=day, time_zone="UTC")
    numbers = iter(range(9))

    def make() -> None:
        database, _ = Database.create(
            path.with_name(f"next {next(numbers)}.nexus"),
            lambda s: series.make(s, draft, earlier, at=NINE),
            at=NINE,
        )
        database.close()

    tell("make the next one from it", make)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
