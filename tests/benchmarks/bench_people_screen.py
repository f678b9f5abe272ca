"""How long the People screen holds up the window when it is opened.

Run it: `python -m tests.benchmarks.bench_people_screen [PEOPLE …]`, by default 5,000
and 100,000. Prints when the first rows stand there, when all do, the longest time
between two turns of the window's loop, and the most work in one turn.
"""

import gc
import os
import secrets
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE, fill

_AT_ONCE = 5_000
_LANDS = ("ID", "TH", "IN", "PH", "DE", "MN", "VN", "CN", "JP")


def main() -> None:
    """Measure lists of the lengths given on the command line."""
    app = QApplication(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        QCoreApplication.setOrganizationName("nexus-bench")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        theme.start(app)
        theme.load_fonts(app)
        theme.apply(app, dark=False)
        for count in map(int, sys.argv[1:] or ("5000", "100000")):
            _measure(Path(folder) / f"{count}.nexus", count)


class Turns:
    """Counts how long the turns of the window's loop take."""

    def __init__(self) -> None:
        self.turns: list[tuple[float, float]] = []
        self._last = (perf_counter(), thread_time())
        self._timer = QTimer(interval=2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = (perf_counter(), thread_time())
        self.turns.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def longest(self) -> tuple[float, float]:
        """Return the longest turn, and the most work in one, in ms."""
        longest, most = (max(column) * 1000 for column in zip(*self.turns, strict=True))
        return longest, most


def _measure(path: Path, count: int) -> None:
    database, _ = Database.create(path, fill, at=NINE, actor="Bench")
    for start in range(0, count, _AT_ONCE):
        some = range(start, min(start + _AT_ONCE, count))
        database.run(lambda s, some=some: _people(s, some), at=NINE)  # type: ignore[misc]  # bound early
    gc.collect()
    gc.disable()  # as the program does while threads may run
    runner, jobs = Runner(database, now=lambda: NINE), Jobs()
    screen = PeopleScreen(runner, jobs, now=lambda: NINE)
    screen.resize(1170, 650)
    screen.show()
    _open(screen, count)
    screen.close()
    screen.deleteLater()
    runner.close()
    jobs.close()
    gc.enable()


def _open(screen: PeopleScreen, count: int) -> None:
    turns = Turns()
    _turn_until(lambda: len(turns.turns) > 20)
    turns.turns.clear()
    begun = perf_counter()
    screen.shown()
    _turn_until(lambda: screen.list.rows.rowCount() > 0)
    seen = perf_counter() - begun
    _turn_until(lambda: screen.list.rows.rowCount() == count)
    whole = perf_counter() - begun
    longest, most = turns.longest()
    print(
        f"{count:7,} people: first rows {seen * 1000:6.0f} ms, all {whole * 1000:6.0f} "
        f"ms, longest turn {longest:4.0f} ms, most work in a turn {most:4.0f} ms"
    )


def _turn_until(is_done: object) -> None:
    flag = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not is_done():  # type: ignore[operator]  # a question
        QApplication.processEvents(flag)


def _people(session: Session, numbers: range) -> None:
    """Register people, each with a badge, every second one let in."""
    session.info["action"] = "bench"
    for number in numbers:
        at = NINE + timedelta(milliseconds=number)
        badge = secrets.token_hex(8)
        person = rows.Participant(
            id=new_id(at),
            printed_name=f"Dewi {secrets.token_hex(4)} {number}",
            organisation=f"Municipality {number % 97}",
            country=_LANDS[number % len(_LANDS)],
            category=("City", "Nation", "Private")[number % 3],
            role="Participant",
        )
        session.add(person)
        session.add(
            rows.Badge(
                id=new_id(at), participant_id=person.id, number=badge, issued_at=at
            )
        )
        if number % 2:
            session.add(
                rows.Scan(
                    id=new_id(at), checkpoint_id="desk", badge_number=badge, at=at,
                    device_id="d", verdict="ADMITTED",
                )
            )  # fmt: skip


if __name__ == "__main__":
    main()
