"""Badges read from a film of printed badges: how many, and how long a picture takes.

usage: python -m tests.benchmarks.bench_camera [BADGES] [SEED]

Each badge is in one picture only (1280×720), tilted up to 30°, blurred, in low light,
with modules down to 2 pixels, every fourth time two at once; a person holds it there
for dozens. Prints the time by the clock and of the processor, for when others use it.
"""

import statistics
import sys
import time
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from nexus_desktop.ui.scanning import camera_frames
from tests.ui.scanning import film


def figures(seconds: Sequence[float]) -> str:
    """Return mean and percentiles in words."""
    cuts = [1000 * cut for cut in statistics.quantiles(seconds, n=20)]
    mean = 1000 * statistics.fmean(seconds)
    return f"mean {mean:5.2f}   p50 {cuts[9]:5.2f}   p95 {cuts[18]:5.2f} ms a picture"


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    badges, seed = (*given, *(200, 1)[len(given) :])
    app = QApplication.instance() or QApplication(["bench"])
    read, clock, processor, pictures = 0, [], [], 0
    for frame in film.film(badges, seed):
        luma = camera_frames.of_image(frame.image)
        begin, busy = time.perf_counter(), time.thread_time()
        marks = camera_frames.read(luma)
        clock.append(time.perf_counter() - begin)
        processor.append(time.thread_time() - busy)
        texts = {mark.text for mark in marks}
        missed = [code for code in frame.codes if code not in texts]
        read += len(frame.codes) - len(missed)
        pictures += 1
        for code in missed:
            print(f"missed {code[:8]}…: {frame.shot}")
    print(f"{read} of {badges} badges read from {pictures} pictures, seen once each")
    print(f"clock      {figures(clock)}")
    print(f"processor  {figures(processor)}")
    del app


if __name__ == "__main__":
    main()
