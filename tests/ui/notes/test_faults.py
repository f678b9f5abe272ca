"""When the file can't be written: the text stays, it is told, and saved in the end."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from nexus_desktop.services import notes
from nexus_desktop.store import database as database_module
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.screen import NotesScreen
from tests.conftest import NINE
from tests.ui.notes.notes_world import FIRST, NOW, programme, write

if TYPE_CHECKING:
    from nexus_desktop.ui.kit.message import Message


class Trouble:
    """Something that keeps a file from being written, until it is gone."""

    def __init__(self, begin: Callable[[], object], end: Callable[[], object]) -> None:
        self.begin, self.end = begin, end


@pytest.fixture
def file(
    tmp_path: Path, _small_workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A file that another program can get at, as on a share or under a scanner."""
    kept = [one for one in database_module._PRAGMAS if "locking" not in one]
    monkeypatch.setattr(database_module, "_PRAGMAS", tuple(kept))
    path = tmp_path / "shared.nexus"
    shutil.copy(_small_workshop, path)
    database = Database.open(path, at=NINE, actor="Desk 1")
    database.run(programme, at=NINE)
    yield database
    database.close()


def full(file: Database) -> Trouble:
    def fill() -> None:
        (pages,) = file.raw.execute("PRAGMA page_count").fetchone()
        file.raw.execute(f"PRAGMA max_page_count={pages}")

    return Trouble(fill, lambda: file.raw.execute("PRAGMA max_page_count=1000000"))


def read_only(file: Database) -> Trouble:
    return Trouble(
        lambda: file.raw.execute("PRAGMA query_only=1"),
        lambda: file.raw.execute("PRAGMA query_only=0"),
    )


def locked(file: Database) -> Trouble:
    rival = sqlite3.connect(file.path, isolation_level=None, check_same_thread=False)

    def end() -> None:
        rival.execute("ROLLBACK")
        rival.close()

    return Trouble(lambda: rival.execute("BEGIN IMMEDIATE"), end)


@pytest.mark.parametrize(
    ("make", "reason"),
    [(full, "full"), (read_only, "read-only"), (locked, "open in another")],
)
def test_the_text_stays_it_is_told_and_saved_when_the_cause_is_gone(
    qtbot: QtBot,
    file: Database,
    jobs: Jobs,
    make: Callable[[Database], Trouble],
    reason: str,
) -> None:
    runner = Runner(file, now=lambda: NOW)
    screen = shown(qtbot, runner, jobs)
    told: list[Message] = []
    screen.messaged.connect(told.append)
    trouble = make(file)
    on_its_thread(qtbot, runner, trouble.begin)
    data = QMimeData()
    data.setText(f"{'! what was said ' * 3000}\ntwo")
    screen.editor.insertFromMimeData(data)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].tone == "bad"
    assert reason in told[0].text
    write(screen, " and more")
    lines = [one.written().line for one in screen.editor.lines.records]
    assert lines[1] == "two and more"
    on_its_thread(qtbot, runner, trouble.end)
    qtbot.waitUntil(lambda: len(told) > 1)
    assert told[1].text == "Your notes are saved again."
    screen.flush()
    runner.close()
    assert kept(file.path) == lines


def shown(qtbot: QtBot, runner: Runner, jobs: Jobs) -> NotesScreen:
    """Return the screen with the notes of the first session."""
    screen = NotesScreen(runner, jobs, lambda: NOW)
    qtbot.addWidget(screen)
    screen.open(FIRST)
    screen.show()
    qtbot.waitUntil(lambda: not screen.editor.isReadOnly())
    return screen


def on_its_thread(qtbot: QtBot, runner: Runner, work: Callable[[], object]) -> None:
    """Do `work` between two transactions, and wait for it."""
    done: list[object] = []
    runner.lend(
        runner,
        lambda _database, _breathe: work(),
        done=lambda _: done.append(1),
        failed=done.append,
    )
    qtbot.waitUntil(lambda: bool(done))


def kept(path: Path) -> list[str]:
    """Return the lines in a file, once it is found whole."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(Database.open(path, at=NOW, actor="Desk 1")) as database:
        return database.run(lambda s: notes.export_lines(s, FIRST), at=NOW)[0]
