"""How long badges take and what memory: of many people, in several ready layouts.

usage: python -m tests.benchmarks.bench_badges [PEOPLE …]

Each is made in a process of its own, fonts read from disk. Memory is what the process
holds at the end beyond what it held after the first 130 badges, when fonts are read;
the file itself is part of it.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from nexus_desktop.core.ready_layouts import ready_id, ready_layouts
from nexus_desktop.documents import badges_pdf
from tests.documents.badges import face

SHEETS = ("a4-8", "102x152", "a4-2-folded", "89x41")
_FIRST = 130


def resident() -> float:
    """Return the megabytes that this process holds, 0 where the system can't tell."""
    path = Path("/proc/self/statm")
    if not path.exists():
        return 0.0
    return int(path.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(name: str, count: int) -> tuple[float, float, float, int]:
    """Return seconds, its own ones, megabytes grown and the size of the file."""
    layout = ready_layouts()[ready_id(name)]
    faces = [face(number) for number in range(count)]
    marks: list[float] = []

    def done(number: int) -> None:
        if number == min(_FIRST, count):
            marks.append(resident())

    start, own = perf_counter(), process_time()
    pdf = badges_pdf.render(faces, layout, done=done)
    seconds, own = perf_counter() - start, process_time() - own
    return seconds, own, resident() - marks[0], len(pdf)


def main() -> None:
    """Measure every sheet for each number of people."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    counts = [int(text) for text in sys.argv[1:]] or [130, 5000]
    print(f"{'':28}{'seconds':>9}{'its own':>9}{'memory':>10}{'file':>10}")
    for count in counts:
        for name in SHEETS:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                told = pool.submit(measured, name, count).result()
            seconds, own, grown, size = told
            label = f"{count:,} badges, {name}"
            print(
                f"{label:28}{seconds:9.2f}{own:9.2f}{grown:7.1f} MB{size / 1e6:7.2f} MB"
            )


if __name__ == "__main__":
    main()
