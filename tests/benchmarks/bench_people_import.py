"""How long 5,000 people take: to read, to plan, to import, to import again, to list.

Run it: `python -m tests.benchmarks.bench_people_import`. Prints one line per step.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from nexus_desktop.intake import columns
from nexus_desktop.intake import people as reader
from nexus_desktop.services import people, people_import
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill

T = TypeVar("T")

SOURCE = Path(__file__).parent.parent / "data" / "cases" / "people_5000.csv"


def timed(step: str, work: Callable[[], T]) -> T:
    """Do `work`, print how long it took."""
    start = perf_counter()
    result = work()
    print(f"{step:28}{(perf_counter() - start) * 1000:9.0f} ms")
    return result


def main() -> None:
    """Measure every step on a new file in a folder of its own."""
    table = timed("read the file", lambda: reader.read(SOURCE))
    mapping = timed("map the columns", lambda: columns.propose(table))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.nexus"
        database, _ = Database.create(path, fill, at=NINE, actor="Bench")
        for step, work in (
            ("plan", people_import.plan_import),
            ("import", lambda *a: people_import.import_people(*a, at=NINE)),
            ("import again", lambda *a: people_import.import_people(*a, at=NINE)),
        ):
            plan, _ = timed(
                step,
                lambda work=work: database.run(  # type: ignore[misc]
                    lambda s: work(s, table, mapping), at=NINE
                ),
            )
            print(" " * 28, dict(plan.totals))
        timed("list everybody", lambda: database.run(people.people, at=NINE))
        for text in ("sar dorj", "Sarantuja", "p12345@"):
            found = timed(
                f"find “{text}”",
                lambda text=text: database.run(  # type: ignore[misc]
                    lambda s: people.find(s, text), at=NINE
                ),
            )
            print(" " * 28, len(found[0]), "found")
        database.close()


if __name__ == "__main__":
    main()
