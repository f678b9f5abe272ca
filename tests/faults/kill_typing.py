"""Kills the program at random moments while somebody types, and looks at the file.

usage: python -m tests.faults.kill_typing [KILLS] [SEED]        (200 kills by default)

Each time a process of its own opens the real Notes screen on the file and types into a
session: letters, new lines, kinds, lines moved, words cut, undo, other scripts. It
tells this process of every edit as it happens. After `kill -9` the file must hold
exactly what stood on the screen at some moment of the last second before: every line
whole, in its order. Prints how much of the typing was lost at most.
"""

import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import notes, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen

States: TypeAlias = list[tuple[float, list[str]]]

MOST_LOST = 1.0  # seconds
WORDS = ("septage", "плант", "会议", "#1", "^Naga", "งบประมาณ", "so", "😀", "قرار")
LATIN = "the plan for water "
PLAIN = Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def prepare(session: Session, count: int) -> None:
    """Make a workshop with `count` sessions."""
    at = now()
    draft = NewWorkshop(
        title="Kill", first_day=at.date(), last_day=at.date(), time_zone="UTC"
    )
    workshop.create(session, draft, at=at)
    for number in range(count):
        session.add(
            rows.Session(
                id=f"s{number}",
                title=f"Session {number}",
                starts_at=at,
                ends_at=at + timedelta(hours=1),
            )
        )


def keys(screen: NotesScreen, dice: random.Random) -> Iterator[Callable[[], None]]:
    """Yield what a rapporteur does next, for ever."""
    editor = screen.editor

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(editor, key, modifier)

    def commit() -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(f"{dice.choice(WORDS)} ")
        QApplication.sendEvent(editor, event)

    def cut() -> None:
        press(Qt.Key.Key_Left, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        press(Qt.Key.Key_X, CONTROL)

    acts: tuple[tuple[int, Callable[[], None]], ...] = (
        (60, lambda: QTest.keyClicks(editor, dice.choice(LATIN))),
        (12, commit),
        (8, lambda: press(Qt.Key.Key_Return)),
        (4, lambda: QTest.keyClicks(editor, "! ")),
        (3, lambda: press(Qt.Key.Key_Up)),
        (3, lambda: press(Qt.Key.Key_End, CONTROL)),
        (3, lambda: press(Qt.Key.Key_Up, ALT)),
        (3, lambda: press(Qt.Key.Key_F5)),
        (3, lambda: press(Qt.Key.Key_Backspace)),
        (2, cut),
        (2, lambda: press(Qt.Key.Key_V, CONTROL)),
        (3, lambda: press(Qt.Key.Key_Z, CONTROL)),
    )
    weights = [weight for weight, _ in acts]
    while True:
        yield dice.choices([act for _, act in acts], weights)[0]


def type_for_ever(
    path: Path, place: NotesPlace, dice: random.Random, tell: int
) -> None:
    """Type in the place; write each state of the screen to `tell` as it comes to be."""
    QApplication([])
    runner, jobs = Runner(Database.open(path, at=now(), actor="Typist"), now), Jobs()
    screen = NotesScreen(runner, jobs, now)
    screen.resize(900, 600)
    screen.open(place)
    screen.show()
    while screen.editor.isReadOnly():
        QTest.qWait(1)
    screen.editor.setFocus()

    def say(_edit: object = None) -> None:
        lines = [
            record.written().line
            for record in screen.editor.lines.records
            if not record.is_blank
        ]
        os.write(tell, json.dumps([time.monotonic(), lines]).encode() + b"\n")

    screen.editor.paper.edited.connect(say)
    say()
    for act in keys(screen, dice):
        act()
        QTest.qWait(dice.randint(2, 40))


def killed(path: Path, place: NotesPlace, dice: random.Random) -> tuple[float, States]:
    """Let somebody type, kill the program; return the moment and what was seen."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            type_for_ever(path, place, dice, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    told = os.read(ours, 1)  # the first state: from now on somebody types
    end = time.monotonic() + dice.uniform(0.05, 3.5)
    while (left := end - time.monotonic()) > 0:
        if select.select([ours], [], [], left)[0]:
            told += (piece := os.read(ours, 1 << 20))
            assert piece, "the typist stopped by itself"
    os.kill(child, signal.SIGKILL)
    moment = time.monotonic()
    os.waitpid(child, 0)
    while piece := os.read(ours, 1 << 20):
        told += piece
    os.close(ours)
    whole = told[: told.rindex(b"\n")].splitlines()
    return moment, [(at, lines) for at, lines in map(json.loads, whole)]


def lost(path: Path, place: NotesPlace, moment: float, states: States) -> float:
    """Return for how long what was typed last was not on disk yet, in seconds.

    Raises:
        AssertionError: the file is damaged, or holds what never stood on the screen.
    """
    database = Database.open(path, at=now(), actor="Checker")
    problems = check(database).problems
    kept, _ = database.run(
        lambda s: [line.line for line in notes.notes(s, place)], at=now()
    )
    database.close()
    assert problems == (), problems
    matching = [number for number, (_, lines) in enumerate(states) if lines == kept]
    assert matching, f"{kept} never stood on the screen; last was {states[-1][1]}"
    if matching[-1] == len(states) - 1:
        return 0.0
    return moment - states[matching[-1] + 1][0]


def main(kills: int, seed: int) -> None:
    """Kill so many times; stop at the first that loses too much."""
    dice = random.Random(seed)
    worst, typed = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kill.nexus"
        Database.create(path, lambda s: prepare(s, kills), at=now())[0].close()
        for number in range(kills):
            place = NotesPlace(f"s{number}")
            moment, states = killed(path, place, dice)
            typed += len(states)
            here = lost(path, place, moment, states)
            worst = max(worst, here)
            assert here <= MOST_LOST, f"kill {number + 1}: {here:.2f} s were lost"
    print(f"{kills} kills, {typed} edits: at most {worst:.2f} s of typing were lost")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [200, 1][len(given) :]))
