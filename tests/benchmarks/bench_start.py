"""How soon the program can be used, and its memory, beside a bare Qt window.

usage: python -m tests.benchmarks.bench_start [RUNS]

Each run starts three programs anew: a bare `QMainWindow`, our start page, our window
with the demo of 130 people until the desk can take a scan. Needs a display, or Xvfb
(`xvfb-run -a python -m …`). Times run from the start of the process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from nexus_desktop.core.demo import Plan

BARE = "bare window"
START = "start page"
DESK = "desk with demo"


def main() -> None:
    """Measure and print the medians and their ratio to the bare window."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(
            [sys.executable, "-m", __spec__.name, "make", folder],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        path = made.stdout.split()[-1]
        seen: dict[str, list[tuple[float, float]]]
        seen = {name: [] for name in (BARE, START, DESK)}
        for _ in range(runs):
            for name, figures in seen.items():
                figures.append(_started(name, path, folder))
    bare = [statistics.median(column) for column in zip(*seen[BARE], strict=True)]
    print(
        f"{'':16}{'seconds':>9}{'× bare':>8}{'MB':>8}{'× bare':>8}   median of {runs}"
    )
    for name, figures in seen.items():
        time, memory = (
            statistics.median(column) for column in zip(*figures, strict=True)
        )
        print(
            f"{name:16}{time:9.2f}{time / bare[0]:8.1f}{memory:8.0f}"
            f"{memory / bare[1]:8.1f}"
        )


def _started(name: str, path: str, home: str) -> tuple[float, float]:
    answer = subprocess.run(
        [sys.executable, "-m", __spec__.name, name, path],
        env={**os.environ, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, megabytes = answer.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def _tell_and_leave() -> None:
    """Print seconds since this process began and its resident memory, and end."""
    now = datetime.now(UTC).timestamp()
    page = os.sysconf("SC_PAGE_SIZE")
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * page / 2**20
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    began = now - uptime + ticks / os.sysconf("SC_CLK_TCK")
    print(f"{now - began:.3f} {resident:.1f}", flush=True)
    os._exit(0)


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    QTimer.singleShot(0, app, _tell_and_leave)
    app.exec()


def _start_page() -> None:
    from PySide6.QtCore import QTimer

    from nexus_desktop import app

    _when(app.Program, "show_start", lambda: QTimer.singleShot(0, _tell_and_leave))
    app.main(None)


def _desk(path: str) -> None:
    from nexus_desktop import app
    from nexus_desktop.ui.desk.screen import DeskScreen

    _when(DeskScreen, "_set_up", _tell_and_leave)
    app.main(Path(path))


def _when(owner: type, method: str, then: Callable[[], object]) -> None:
    """Call `then` after each call of a method."""
    original = getattr(owner, method)

    def called(*args: object) -> object:
        answer = original(*args)
        then()
        return answer

    setattr(owner, method, called)


def _make(folder: str) -> None:
    from nexus_desktop.services import demo

    today = datetime.now(UTC).date()
    print(demo.make_file(Path(folder), Plan(today)))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder]:
            _make(folder)
        case [name, _] if name == BARE:
            _bare()
        case [name, _] if name == START:
            _start_page()
        case [name, path] if name == DESK:
            _desk(path)
        case _:
            main()
