"""An earlier file is read and stays byte for byte as it is."""

import gzip
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from nexus_desktop.core.errors import NexusError
from nexus_desktop.store import earlier_file, rows
from nexus_desktop.store.database import Database
from nexus_desktop.store.file import SCHEMA
from tests.conftest import NINE
from tests.store.test_migrations import FIRST

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
at = datetime(2014, 11, 5, tzinfo=UTC)
held = Database.open(Path(sys.argv[1]), at=at)
held.run(lambda s: s.add(rows.Participant(id="p1", printed_name="Ada")), at=at)
print("held", flush=True)
sys.stdin.readline()
"""


def beside(path: Path) -> dict[str, bytes]:
    """Return what lies in the file's folder, byte for byte."""
    return {one.name: one.read_bytes() for one in path.parent.iterdir()}


def title(path: Path) -> str:
    with earlier_file.earlier(path) as session:
        return session.scalars(select(rows.Workshop)).one().title


@pytest.fixture
def closed(database: Database) -> Path:
    database.close()
    return database.path


def test_a_file_is_read_and_left_as_it_was(closed: Path) -> None:
    before, when = beside(closed), closed.stat().st_mtime_ns
    assert title(closed) == "Test workshop"
    assert beside(closed) == before
    assert closed.stat().st_mtime_ns == when


def test_a_file_of_an_earlier_version_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.nexus"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    before = beside(path)
    with earlier_file.earlier(path) as session:
        notes = session.scalars(select(rows.Note)).all()
        assert all(note.carried == {} for note in notes)
    assert beside(path) == before


def test_a_file_that_is_open_elsewhere_is_read_with_what_its_log_holds(
    closed: Path,
) -> None:
    """Another program holds it, so what it wrote last is in the log only."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(closed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        before = beside(closed)
        assert f"{closed.name}-wal" in before
        with earlier_file.earlier(closed) as session:
            assert session.get(rows.Participant, "p1") is not None
        assert beside(closed) == before
        holder.communicate("\n")
    assert holder.returncode == 0


def test_what_is_changed_while_reading_is_lost(closed: Path) -> None:
    with earlier_file.earlier(closed) as session:
        session.scalars(select(rows.Workshop)).one().title = "Other"
        session.flush()
    assert title(closed) == "Test workshop"


def test_the_file_that_is_open_here_is_refused(database: Database) -> None:
    with (
        pytest.raises(NexusError, match="this workshop's own file"),
        earlier_file.earlier(database.path, database.path),
    ):
        pass
    with pytest.raises(NexusError, match="open in another window"):
        Database.open(database.path, at=NINE)  # our lock on it is still there


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone.nexus"
    with pytest.raises(NexusError, match="There is no file"):
        title(gone)
    with (
        pytest.raises(NexusError, match="There is no file"),
        earlier_file.earlier(gone, tmp_path / "own.nexus"),
    ):
        pass


def test_a_damaged_file_is_told_apart(closed: Path, tmp_path: Path) -> None:
    whole = closed.read_bytes()
    torn = tmp_path / "torn.nexus"
    torn.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NexusError, match="is damaged"):
        title(torn)
    spotted = tmp_path / "spot.nexus"
    spotted.write_bytes(whole[:40960] + b"\x00" * 64 + whole[41024:])
    with pytest.raises(NexusError, match="so nothing was taken from it"):
        title(spotted)
    overwritten = tmp_path / "over.nexus"
    size = len(whole) // 4096
    overwritten.write_bytes(whole[:4096] + b"\x5a" * 4096 * (size - 1))
    with pytest.raises(NexusError, match="is damaged"):
        title(overwritten)


def test_a_file_of_a_later_program_is_refused(closed: Path) -> None:
    raw = sqlite3.connect(closed)
    raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
    raw.close()
    with pytest.raises(NexusError, match="newer Nexus Desktop"):
        title(closed)


def test_a_file_that_is_written_all_the_time_is_given_up(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile

    def write_meanwhile(source: Path, target: Path) -> None:
        copy(source, target)
        with closed.open("ab") as file:
            file.write(b"x")

    monkeypatch.setattr(shutil, "copyfile", write_meanwhile)
    with pytest.raises(NexusError, match="written all the time"):
        title(closed)


def test_a_full_disk_is_named(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(NexusError, match="No space left"):
        title(closed)
