"""What a killed program leaves behind must not get into the next file of that name."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.store import backup, rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE

KILLED = """
import os, sys
from pathlib import Path
from nexus_desktop.core.ids import new_id
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
database, _ = Database.create(Path(sys.argv[1]), lambda _: None, at=NINE)
person = rows.Participant(id=new_id(NINE), printed_name="Left behind")
database.run(lambda session: session.add(person), at=NINE)
os._exit(9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The name of a file that was deleted after a crash, its log beside it."""
    path = tmp_path / "a.nexus"
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=root, check=False)
    assert path.with_name("a.nexus-wal").stat().st_size > 0
    path.unlink()
    return path


def people(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(rows.Participant))


def test_a_new_file_does_not_take_over_an_old_log(path: Path) -> None:
    database, _ = Database.create(path, lambda _: None, at=NINE)
    try:
        assert database.run(people, at=NINE)[0] == 0
    finally:
        database.close()
    assert path.with_name("a.nexus-wal.old").exists()


def test_an_unfinished_file_leaves_nothing_either(path: Path) -> None:
    log = path.with_name("a.nexus-wal")
    log.rename(path.with_name(".a.nexus.new-wal"))
    database, _ = Database.create(path, lambda _: None, at=NINE)
    try:
        assert database.run(people, at=NINE)[0] == 0
    finally:
        database.close()


def test_a_restored_file_does_not_take_over_an_old_log(
    path: Path, tmp_path: Path
) -> None:
    other, _ = Database.create(tmp_path / "b.nexus", lambda _: None, at=NINE)
    copy = backup.take(other.raw, other.path, tmp_path / "copies", NINE)
    other.close()
    assert backup.restore(path, copy, NINE) is None
    database = Database.open(path, at=NINE)
    try:
        assert database.run(people, at=NINE)[0] == 0
    finally:
        database.close()
