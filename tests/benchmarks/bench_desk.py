"""From the scanner's Enter to green on disk and on screen, and from a key to the list.

usage: xvfb-run -a -s "-screen 0 1366x768x24" \
    python -m tests.benchmarks.bench_desk [PEOPLE] [SCANS] [NAMES]

Drives the real window with X11 keys (XTEST). A time ends when what it asks for was
painted. Bare SQLite inserts are committed in the same run, in turns with the scans.
Needs an X server without a window manager.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop import app as program
from nexus_desktop.services import badges
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.garbage import GarbageCollector
from nexus_desktop.ui.kit.jobs import Jobs
from tests.benchmarks.bench_scan import bare, measured
from tests.benchmarks.crowd import NINE, crowd, name
from tests.end_to_end.keyboard import ENTER, Keyboard
from tests.keys import place

_ESCAPE = 9
_PATIENCE = 20.0
_PACE = 3  # milliseconds a key of a scanner
_FINGERS = 0.11  # seconds a key of a person
_AHEAD = NINE - datetime.now(UTC)


def now() -> datetime:
    """Read a clock that stands at nine on the first morning when we begin."""
    return datetime.now(UTC) + _AHEAD


class Painted(QObject):
    """Tells another thread when a widget was painted as it should be."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self._is_so: Callable[[], bool] = lambda: False
        self._seen, self.at = Event(), 0.0
        widget.installEventFilter(self)

    def await_(self, is_so: Callable[[], bool]) -> None:
        """Forget what was seen; look out for a painting while `is_so`."""
        self._seen.clear()
        self._is_so = is_so

    def wait(self) -> float:
        """Return when it was seen."""
        if not self._seen.wait(_PATIENCE):
            raise TimeoutError("never painted")
        return self.at

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_so():
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        if not self._seen.is_set():
            self.at = time.perf_counter()
            self._seen.set()


@dataclass
class Measured:
    """Seconds, by what was measured."""

    scans: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    letters: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


class Person(Thread):
    """Scans and types at the desk, in turns with bare commits."""

    def __init__(self, desk: DeskScreen, folder: Path, codes: list[str]) -> None:
        """Must be made on the window's thread."""
        super().__init__(daemon=True)
        self._desk, self._codes = desk, codes
        self._typist = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.typist"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._dice = random.Random(3)
        self._bare = folder / "bare.sqlite"
        self._card = Painted(desk.view.card)
        self._list = Painted(desk.view.matches.view.viewport())
        self._field = Painted(desk.view.field)
        self.names = 0
        self.found = Measured()

    @override
    def run(self) -> None:
        try:
            self._work()
        finally:
            QTimer.singleShot(0, self._desk, QApplication.quit)

    def _work(self) -> None:
        insert = bare(self._bare)
        time.sleep(4)
        for code in self._codes[5:]:
            self.found.scans.append(self._scan(code))
            begin = time.perf_counter()
            insert(code)
            self.found.commits.append(time.perf_counter() - begin)
            time.sleep(self._dice.uniform(0.05, 0.3))
        for _ in range(self.names):
            self._type(name(self._dice).lower()[:5])
        for code in self._codes[:5]:
            self._press("zqxzqw", 60)  # nobody is called so: names nearly alike follow
            time.sleep(self._dice.uniform(0.05, 0.5))
            self.found.beside.append(self._scan(code))
            time.sleep(1)

    def _scan(self, code: str) -> float:
        """Return how long it took from Enter until the card was painted."""
        shown = self._desk.person.result
        self._card.await_(partial(_is_green, self._desk, shown))
        entered = self._press(code, _PACE, ENTER)
        return self._card.wait() - entered

    def _press(self, text: str, pace: float, *more: int) -> float:
        """Press keys; return when the last one went down."""
        keys = [f"{key}{'+' * shift}" for key, shift in map(place, text)]
        keys += [str(key) for key in more]
        assert self._typist.stdin is not None
        assert self._typist.stdout is not None
        self._typist.stdin.write(f"{pace} {' '.join(keys)}\n")
        self._typist.stdin.flush()
        return float(self._typist.stdout.readline())

    def _type(self, text: str) -> None:
        """Type a name, noting each key until the list stands for what is typed."""
        for count, letter in enumerate(text, 1):
            typed = text[:count]
            self._list.await_(partial(_stands_for, self._desk, typed))
            self._field.await_(partial(_reads, self._desk, typed))
            begin = self._press(letter, 0)
            self.found.letters.append(self._field.wait() - begin)
            time.sleep(_FINGERS)
            if self._desk.view.matches.view.isVisible():
                self.found.keys.append(self._list.wait() - begin)
        self._press("", 0, _ESCAPE)
        time.sleep(0.2)


def _is_green(desk: DeskScreen, before: object) -> bool:
    is_new = desk.person.result not in (None, before)
    return is_new and desk.view.card.face.tone == "good"


def _stands_for(desk: DeskScreen, typed: str) -> bool:
    return desk.finder.answered == typed


def _reads(desk: DeskScreen, typed: str) -> bool:
    return desk.view.field.text() == typed


def codes(session: Session, count: int) -> list[str]:
    """Return codes of so many people."""
    found = badges.codes(session)
    return [code for *_, code in random.Random(1).sample(found, count)]


def _application(folder: Path) -> QApplication:
    QCoreApplication.setOrganizationName("nexus-bench")
    form = QSettings.Format.IniFormat
    QSettings.setDefaultFormat(form)
    QSettings.setPath(form, QSettings.Scope.UserScope, str(folder))
    program.now = now
    sys.setswitchinterval(0.0005)
    qt = QApplication(sys.argv[:1])
    theme.start(qt)
    theme.load_fonts(qt)
    theme.apply(qt, dark=False)
    return qt


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    people, scans, names = (*given, *(5_000, 200, 40)[len(given) :])
    folder = Path(tempfile.mkdtemp())
    qt = _application(folder)
    garbage = GarbageCollector(qt)
    database, info = program._open(crowd(folder, people))
    assert info is not None
    chosen, _ = database.run(lambda s: codes(s, scans + 5), at=now())
    workshop = program.OpenWorkshop(database, info, Jobs(), qt)
    window = workshop.window
    window.go("desk")
    window.show()
    desk = window.screens["desk"]
    assert isinstance(desk, DeskScreen)
    person = Person(desk, folder, chosen)
    person.names = names
    QTimer.singleShot(300, qt, lambda: Keyboard().focus(int(window.winId())))
    QTimer.singleShot(2_000, garbage.settle)
    person.start()
    qt.exec()
    _print(person.found, people)
    sys.stdout.flush()
    os._exit(0)


def _print(found: Measured, people: int) -> None:
    print(f"{people:,} people")
    for words, seconds in (
        ("Enter to green on disk and on screen", found.scans),
        ("bare commit in the same run", found.commits),
        ("key to letter on screen", found.letters),
        ("key to list on screen", found.keys),
        ("scan beside a search for names nearly alike", found.beside),
    ):
        if len(seconds) > 1:
            print(f"{words:45} {measured(seconds)}  of {len(seconds)}")


if __name__ == "__main__":
    main()
