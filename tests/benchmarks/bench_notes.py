"""How long a key takes to be seen in the notes, while everything is being saved.

Run it: `python -m tests.benchmarks.bench_notes [LINES]`. A session of 2,000 lines in a
file with 5,000 people; words typed, lines begun, pasted and undone at its start, middle
and end, at a fast typist's pace. Prints one line per kind of key (aim: p95 16 ms).
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import notes
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE, fill

PACE = 25  # milliseconds between keys
TEXTS = (
    "@City of Naga: /progress #1 septage treatment plant designed, land secured ^Naga",
    "! Cities move faster where a task force has its own budget line #3",
    "Сесс өндөрлөв: дараагийн уулзалт маргааш 09:00 цагт",
    "[] สรุปการประชุม >> City of Naga by 12 Dec",
    "会议结束 ^Rizhao",
)
WORDS = "@city of naga: the septage plant was designed #1 and ^naga secured its land "


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


def report(name: str, times: list[float]) -> None:
    """Print the spread of `times` (seconds)."""
    ordered = sorted(times)
    p50, p95 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95))
    print(
        f"  {name:32} {len(times):4} keys   p50 {p50 * 1000:5.1f} ms"
        f"   p95 {p95 * 1000:5.1f} ms   worst {ordered[-1] * 1000:5.1f} ms"
    )


def timed(editor: NotesEditor, keys: Sequence[Callable[[], None]]) -> list[float]:
    """Press keys at a typist's pace; return how long each took to be painted."""
    times = []
    for press in keys:
        start = perf_counter()
        press()
        editor.viewport().repaint()
        times.append(perf_counter() - start)
        QTest.qWait(PACE)
    return times


def presses(
    editor: NotesEditor, key: Qt.Key, modifier: Qt.KeyboardModifier, times: int
) -> list[Callable[[], None]]:
    """Return `times` presses of one key."""
    return [partial(QTest.keyClick, editor, key, modifier)] * times


def measure(screen: NotesScreen, name: str, line: int) -> None:
    """Measure every kind of key at `line`."""
    editor, plain = screen.editor, Qt.KeyboardModifier.NoModifier
    editor.go(Spot(line, 10_000))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    letters = [partial(QTest.keyClicks, editor, letter) for letter in WORDS * 3]
    report(f"letters, {name}", timed(editor, letters))
    report(
        f"new lines, {name}",
        timed(editor, presses(editor, Qt.Key.Key_Return, plain, 40)),
    )
    for words, key, modifier in (
        ("Backspace", Qt.Key.Key_Backspace, plain),
        ("undo", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        ("lines moved", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        ("kinds", Qt.Key.Key_F5, plain),
    ):
        report(f"{words}, {name}", timed(editor, presses(editor, key, modifier, 40)))


def main(lines: int) -> None:
    """Measure a session of `lines` lines."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme.start(app)
    theme.load_fonts(app)
    theme.apply(app, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        runner, jobs = (
            Runner(make(Path(folder), lines), lambda: datetime.now(UTC)),
            Jobs(),
        )
        start = perf_counter()
        screen = NotesScreen(runner, jobs, lambda: datetime.now(UTC))
        screen.resize(1170, 640)
        screen.show()
        screen.shown()
        while screen.editor.isReadOnly():
            QTest.qWait(1)
        screen.editor.viewport().repaint()
        print(f"{lines} lines, open and painted in {perf_counter() - start:.2f} s")
        for name, line in (("at the end", lines), ("middle", lines // 2), ("start", 0)):
            measure(screen, name, line)
        screen.flush()
        runner.close()
        jobs.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
