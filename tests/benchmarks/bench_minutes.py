"""How long minutes take: to read, to compile, to render as PDF and as Markdown.

Run it: `python -m tests.benchmarks.bench_minutes`. Prints one line per step, for the
size of the demo (130 people, 400 notes; at most 3 s in all) and for larger ones (1,000
people, 5,000 notes; at most 30 s), each in a process of its own whose memory is told
(at most 400 MB).
"""

import resource
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from nexus_desktop.core.minutes.compiling import compile_material
from nexus_desktop.core.minutes.material import Choices
from nexus_desktop.core.minutes.words import words
from nexus_desktop.documents import minutes_markdown, minutes_pdf
from nexus_desktop.services import minutes
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill
from tests.core.minutes.samples import demo
from tests.services.minutes_world import write

T = TypeVar("T")

SIZES = ((130, 400), (1000, 5000), (5000, 5000))


def timed(step: str, work: Callable[[], T]) -> T:
    """Do `work`, print how long it took, and how much of that the machine worked."""
    start, worked = perf_counter(), process_time()
    result = work()
    passed = f"{(perf_counter() - start) * 1000:9.0f} ms"
    print(f"  {step:22}{passed} ({(process_time() - worked) * 1000:.0f} ms of work)")
    return result


def measure(people: int, notes: int, folder: Path) -> None:
    """Measure all steps for a workshop of this size."""
    print(f"{people} people, {notes} notes")
    path = folder / f"{people}.nexus"
    database, _ = Database.create(path, fill, at=NINE, actor="Bench")
    database.run(lambda session: write(session, demo(people, notes), NINE), at=NINE)
    start = perf_counter()
    read, _ = timed("read", lambda: database.run(minutes.material, at=NINE))
    made = timed("compile", lambda: compile_material(read, Choices(), words()))
    pdf = timed("PDF", lambda: minutes_pdf.render(made))
    text = timed("Markdown", lambda: minutes_markdown.render(made))
    print(f"  {'all':22}{(perf_counter() - start) * 1000:9.0f} ms")
    print(f"  {len(pdf) / 1024:.0f} KB of PDF, {len(text) / 1024:.0f} KB of Markdown")
    database.close()


def alone(people: int, notes: int) -> None:
    """Measure a size on a new file in a folder of its own, and tell the memory."""
    with tempfile.TemporaryDirectory() as folder:
        measure(people, notes, Path(folder))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {most:.0f} MB of memory at most", flush=True)


def main() -> None:
    """Measure every size in a process of its own."""
    for size in SIZES:
        process = get_context("spawn").Process(target=alone, args=size)
        process.start()
        process.join()


if __name__ == "__main__":
    main()
