"""How long a key takes to be seen in the notes and to be on disk.

Run it: `python -m tests.benchmarks.bench_notes [LINES …]` (2,000 and 5,000 by default).
A session of so many lines in a file with 5,000 people, in the window's own conditions
(garbage collection, thread switching). A typist in a thread of its own posts keys at a
steady pace and never waits, so whatever holds the window up counts against the key:
from the moment it is pressed to the end of the painting that shows it. First at rest,
at the end, the middle and the start; then while a solver and an export of minutes run,
and there also until the key is on disk. "Of it work" is the processor time that the
window's thread spent on the key and its painting: the rest was waiting.

Aims: p95 16 ms at 2,000 lines, 33 ms at 5,000; on disk within 1 s (p99).
"""

import os
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep, thread_time
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.minutes.compiling import compile_material
from nexus_desktop.core.minutes.material import Choices
from nexus_desktop.core.minutes.words import words
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.documents import minutes_pdf
from nexus_desktop.services import notes
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.solve import solve
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.garbage import GarbageCollector
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.screen import NotesScreen
from nexus_desktop.ui.notes.sheet import NotesSheet
from tests.conftest import NINE, fill
from tests.core.minutes.samples import demo

PACE = 0.04  # seconds between keys: 25 a second, three times a fast typist
PROBLEM = Path(__file__).parents[1] / "data" / "breakout" / "breakout_130x10x4.json"
TEXTS = (
    "@City of Naga: /progress #1 septage treatment plant designed, land secured ^Naga",
    "! Cities move faster where a task force has its own budget line #3",
    "Сесс өндөрлөв: дараагийн уулзалт маргааш 09:00 цагт",
    "[] สรุปการประชุม >> City of Naga by 12 Dec",
    "会议结束 ^Rizhao",
)
WORDS = "@city of naga: the septage plant was designed #1 and ^naga secured land \n"


def make(folder: Path, lines: int) -> Database:
    """Make a file with people and a session of `lines` notes."""

    def world(session: Session) -> None:
        fill(session)
        session.add(
            rows.Session(
                id="s1",
                title="Progress",
                starts_at=NINE,
                ends_at=NINE + timedelta(hours=2),
            )
        )
        for number in range(5000):
            session.add(
                rows.Participant(
                    id=new_id(NINE),
                    printed_name=f"Ana Cruz {number}",
                    organisation=f"City of {number % 300}",
                    city=f"Town {number % 300}",
                )
            )
        texts = [TEXTS[number % len(TEXTS)] for number in range(lines)]
        notes.import_lines(session, NotesPlace("s1"), texts, at=NINE)

    return Database.create(folder / "bench.nexus", world, at=NINE, actor="Desk 1")[0]


Key: TypeAlias = tuple[Qt.Key, Qt.KeyboardModifier, str]
PLAIN = Qt.KeyboardModifier.NoModifier


class Watch:
    """Knows when each key was pressed, seen, and on disk."""

    def __init__(self) -> None:
        self.pressed: deque[float] = deque()
        self.taken: deque[float] = deque()
        self.unsaved: deque[tuple[float, datetime]] = deque()
        self.seen: list[float] = []
        self.kept: list[float] = []
        self.work: list[float] = []
        self.spent = 0.0

    def take(self) -> None:
        """Take note that the editor has dealt with the oldest key."""
        if self.pressed:
            stamp = self.pressed.popleft()
            self.taken.append(stamp)
            self.unsaved.append((stamp, datetime.now(UTC)))

    def paint(self) -> None:
        """Take note that all keys dealt with are on the screen."""
        end = perf_counter()
        if self.taken:
            self.work.append(self.spent)
            self.spent = 0.0
        while self.taken:
            self.seen.append(end - self.taken.popleft())

    def save(self, at: datetime) -> None:
        """Take note that everything dealt with before `at` is on disk."""
        end = perf_counter()
        while self.unsaved and self.unsaved[0][1] <= at:
            self.kept.append(end - self.unsaved.popleft()[0])

    def report(self, name: str) -> None:
        """Print the spread, and begin anew."""
        print(f"  {name:34} to painted  {spread(self.seen)}")
        print(f"  {'':34} of it work  {spread(self.work)}")
        self.seen, self.kept, self.work = [], [], []


def spread(times: Sequence[float]) -> str:
    """Say how `times` (seconds) are spread."""
    ordered = sorted(times)
    parts = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    told = [
        f"{name} {ordered[int(len(ordered) * part)] * 1000:6.1f}"
        for name, part in parts.items()
    ]
    worst = f"worst {ordered[-1] * 1000:6.1f} ms of {len(ordered)}"
    return "   ".join([*told, worst])


def watched(watch: Watch) -> None:
    """Let every editor tell `watch` of its keys and its painting."""
    press, paint = NotesEditor.keyPressEvent, NotesSheet.paintEvent

    def pressed(self: NotesEditor, event: QKeyEvent) -> None:
        start = thread_time()
        press(self, event)
        watch.spent += thread_time() - start
        watch.take()

    def painted(self: NotesSheet, event: QPaintEvent) -> None:
        start = thread_time()
        paint(self, event)
        watch.spent += thread_time() - start
        watch.paint()

    NotesEditor.keyPressEvent = pressed  # type: ignore[method-assign]
    NotesSheet.paintEvent = painted  # type: ignore[method-assign]


class Typist(Thread):
    """Posts keys at a steady pace, whatever the window does."""

    def __init__(self, editor: NotesEditor, watch: Watch, keys: Sequence[Key]) -> None:
        super().__init__(daemon=True)
        self._editor, self._watch, self._keys = editor, watch, keys

    @override
    def run(self) -> None:
        due = perf_counter()
        for key, modifier, text in self._keys:
            due += PACE
            sleep(max(0.0, due - perf_counter()))
            event = QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)
            self._watch.pressed.append(perf_counter())
            QCoreApplication.postEvent(self._editor, event)


def letters(text: str) -> list[Key]:
    """Return the keys that type `text`."""
    enter = (Qt.Key.Key_Return, PLAIN, "\r")
    return [
        enter if letter == "\n" else (Qt.Key(ord(letter.upper())), PLAIN, letter)
        for letter in text
    ]


def typed(editor: NotesEditor, watch: Watch, keys: Sequence[Key]) -> None:
    """Have `keys` typed, and wait until they are seen."""
    typist = Typist(editor, watch, keys)
    typist.start()
    while typist.is_alive() or watch.pressed or watch.taken:
        QTest.qWait(20)


OTHERS = (
    ("Backspace", (Qt.Key.Key_Backspace, PLAIN, "\b")),
    ("undo", (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "")),
    ("lines moved", (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, "")),
    ("kinds", (Qt.Key.Key_F5, PLAIN, "")),
)


def at_rest(screen: NotesScreen, watch: Watch, lines: int) -> None:
    """Measure typing with nothing else going on, and keys that change lines."""
    editor = screen.editor
    for name, line in (("at the end", lines), ("middle", lines // 2), ("start", 0)):
        editor.go(Spot(line, 100_000))
        typed(editor, watch, letters("\n"))
        watch.seen, watch.work = [], []
        typed(editor, watch, letters(WORDS * 4))
        watch.report(f"typing, {name}")
    for name, key in OTHERS:
        editor.go(Spot(lines // 2, 100_000))
        watch.taken.clear()
        watch.spent = 0.0
        typed(editor, watch, [key] * 25)
        watch.report(f"{name}, middle")


class Load:
    """A solver and an export of minutes that run until they are told to stop."""

    def __init__(self, screen: NotesScreen, jobs: Jobs) -> None:
        self._problem = Problem.read(PROBLEM)
        self._minutes = compile_material(demo(130, 400), Choices(), words())
        self.plans = self.papers = 0
        self._running = [
            jobs.start(screen, work, done=_nothing, failed=_nothing)
            for work in (self._solve, self._export)
        ]

    def _solve(self, _report: Report, cancelled: Cancelled) -> None:
        while not cancelled():
            solve(self._problem, seconds=2, seed=self.plans, cancelled=cancelled)
            self.plans += 1

    def _export(self, _report: Report, cancelled: Cancelled) -> None:
        while not cancelled():
            minutes_pdf.render(self._minutes)
            self.papers += 1

    def stop(self) -> None:
        """Let both end what they are at."""
        for job in self._running:
            job.cancel()


def _nothing(_answer: object) -> None:
    pass


def under_load(screen: NotesScreen, jobs: Jobs, watch: Watch, lines: int) -> None:
    """Measure typing without a pause while a solver and an export run."""
    screen.editor.go(Spot(lines // 2, 100_000))
    watch.unsaved.clear()
    watch.kept = []
    load = Load(screen, jobs)
    typed(screen.editor, watch, letters("\n" + WORDS * 8 + "end"))
    while watch.unsaved:
        QTest.qWait(20)
    load.stop()
    print(f"  typing, solver and export running  to disk     {spread(watch.kept)}")
    watch.report("typing, solver and export running")
    print(f"  ({load.plans} plans and {load.papers} papers were made meanwhile)")


def measure(lines: int, watch: Watch) -> None:
    """Measure a session of `lines` lines."""
    with tempfile.TemporaryDirectory() as folder:
        database = make(Path(folder), lines)
        runner, jobs = Runner(database, lambda: datetime.now(UTC)), Jobs()
        start = perf_counter()
        screen = NotesScreen(runner, jobs, lambda: datetime.now(UTC))
        screen.saved.connect(watch.save)
        screen.resize(1170, 640)
        screen.show()
        screen.shown()
        while screen.editor.isReadOnly():
            QTest.qWait(1)
        screen.editor.viewport().repaint()
        print(f"{lines} lines, open and painted in {perf_counter() - start:.2f} s")
        QTest.qWait(1000)
        garbage = GarbageCollector()
        garbage.settle()
        at_rest(screen, watch, lines)
        under_load(screen, jobs, watch, lines)
        screen.flush()
        jobs.close()
        runner.close()
        screen.close()


def main(sizes: Sequence[int]) -> None:
    """Measure sessions of these sizes, as the window would have them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.setswitchinterval(0.0005)
    app = QApplication([])
    QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, PLAIN)  # makes the keyboard known
    theme.start(app)
    theme.load_fonts(app)
    theme.apply(app, dark=False)
    watch = Watch()
    watched(watch)
    for lines in sizes:
        measure(lines, watch)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2000, 5000])
