"""The disk is full, bytes are garbled, a window has the file: what users meet."""

import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import history
from nexus_desktop.store import backup, rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run, fill
from tests.store.test_database import person


def fill_the_disk(session: Session) -> None:
    fill(session)
    session.execute(text("PRAGMA max_page_count = 1"))  # no page more than there are
    session.add_all([person(f"P{n}", position="x" * 4000) for n in range(99)])


def test_of_a_workshop_made_on_a_full_disk_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(NexusError, match=r"The disk is full: new\.nexus can't"):
        Database.create(tmp_path / "new.nexus", fill_the_disk, at=NINE)
    assert list(tmp_path.iterdir()) == []


def test_a_name_no_disk_takes_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NexusError, match="can't be written"):
        Database.create(tmp_path / f"{'x' * 300}.nexus", fill, at=NINE)


def test_whatever_bytes_are_garbled_check_tells_and_never_breaks(
    database: Database, run: Run
) -> None:
    run(lambda s: s.add_all([person(f"P{n}", position="x" * 400) for n in range(200)]))
    path = database.path
    database.close()
    sound = path.read_bytes()
    dice = random.Random(4)  # noqa: S311 - noise
    for _ in range(25):
        garbled = bytearray(sound)
        begin = dice.randrange(100, len(garbled))
        noise = dice.randbytes(dice.choice([16, 512, 20_000]))
        garbled[begin : begin + len(noise)] = noise
        path.write_bytes(garbled[: len(sound)])
        with suppress(NexusError), closing(Database.open(path, at=NINE)) as damaged:
            assert all(isinstance(told, str) for told in check(damaged).problems)
            damaged.run(history.history, at=NINE)


def test_an_entry_that_is_no_json_is_named(database: Database, run: Run) -> None:
    run(lambda s: s.add(person("Ada")))
    database.raw.execute("UPDATE journal SET changes = '[{' WHERE seq = 3")
    problems = check(database).problems
    assert any("damaged at entry" in problem for problem in problems)
    with pytest.raises(NexusError, match="damaged at entry"):
        run(history.history)
    database.raw.execute("UPDATE journal SET changes = x'ff' WHERE seq = 3")
    assert check(database).problems


def test_a_file_that_a_window_has_open_is_not_replaced(
    database: Database, run: Run, tmp_path: Path
) -> None:
    copy = backup.take(database.raw, database.path, tmp_path / "copies", NINE)
    with pytest.raises(NexusError, match="open in another window"):
        backup.restore(database.path, copy, NINE)
    with pytest.raises(NexusError, match="open in another window"):
        backup.restore(tmp_path / "other.nexus", database.path, NINE)
    run(lambda s: s.add(person("Ada")))
    assert check(database).is_whole
    assert sorted(p.name for p in tmp_path.iterdir() if "wal" not in p.name) == [
        "copies", "test.nexus",
    ]  # fmt: skip


def test_a_restore_that_fails_midway_puts_everything_back(
    database: Database, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(lambda s: s.add(person("Ada")))
    copy = backup.take(database.raw, database.path, tmp_path / "copies", NINE)
    database.close()
    before = database.path.read_bytes()
    (tmp_path / "test.nexus-wal").write_bytes(b"")
    rename = Path.rename

    def fail_at_last(here: Path, there: Path) -> Path:
        if here.name.endswith(".restored"):
            raise PermissionError(13, "Permission denied")
        return rename(here, there)

    monkeypatch.setattr(Path, "rename", fail_at_last)
    with pytest.raises(NexusError, match="can't be replaced: Permission denied"):
        backup.restore(database.path, copy, NINE)
    assert database.path.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if "re" in p.name]
    monkeypatch.undo()
    backup.restore(database.path, copy, NINE)
    with pytest.raises(NexusError, match="stands there already"):
        backup.restore(database.path, copy, NINE)


def test_restoring_from_a_file_with_a_log_takes_the_log_in(
    database: Database, run: Run, tmp_path: Path
) -> None:
    run(lambda s: s.add(person("Ada")))
    killed = tmp_path / "killed.nexus"
    for end in ("", "-wal"):
        source = database.path.with_name(f"test.nexus{end}")
        killed.with_name(f"killed.nexus{end}").write_bytes(source.read_bytes())
    restored = tmp_path / "restored.nexus"
    backup.restore(restored, killed, NINE)
    opened = Database.open(restored, at=NINE)
    found, _ = opened.run(lambda s: s.query(rows.Participant).count(), at=NINE)
    assert found == 1
    assert check(opened).is_whole
    opened.close()


def test_a_copy_that_fails_leaves_nothing_on_the_stick(
    database: Database, run: Run, tmp_path: Path
) -> None:
    run(lambda s: s.add_all([person(f"P{n}", position="x" * 4000) for n in range(400)]))

    def pull_out() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    stick = tmp_path / "stick"
    with pytest.raises(NexusError, match="No backup could be written"):
        backup.take(database.raw, database.path, stick, NINE, pull_out)
    assert list(stick.iterdir()) == []


def test_what_a_killed_program_left_of_a_backup_is_cleared_away_an_hour_later(
    database: Database, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    backup.take(database.raw, database.path, stick, NINE)
    part = stick / ".test 2014-11-05 00.10.00.nexus.part"
    part.write_bytes(b"half")
    os.utime(part, (NINE.timestamp() - 60,) * 2)
    backup.thin(database.path, stick, NINE)
    assert part.exists()
    os.utime(part, (NINE.timestamp() - 7200,) * 2)
    backup.thin(database.path, stick, NINE)
    assert len(list(stick.iterdir())) == 1


def test_a_copy_goes_where_it_is_asked_but_never_onto_the_file_itself(
    database: Database, run: Run, tmp_path: Path
) -> None:
    run(lambda s: s.add(person("Ada")))
    backup.save_copy(database.raw, database.path, tmp_path / "copy.nexus")
    backup.verify(tmp_path / "copy.nexus")
    with pytest.raises(NexusError, match="can't be a copy of itself"):
        backup.save_copy(database.raw, database.path, database.path)
    with pytest.raises(NexusError, match="can't be written"):
        backup.save_copy(database.raw, database.path, tmp_path / "no" / "x.nexus")
    assert check(database).is_whole


def test_on_a_stick_that_is_write_protected_files_are_refused_and_backups_restored(
    database: Database, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(lambda s: s.add(person("Ada")))
    path = database.path
    database.close()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    backup.restore(tmp_path / "restored.nexus", path, NINE)
    Database.open(tmp_path / "restored.nexus", at=NINE).close()
    (tmp_path / "test.nexus-wal").mkdir()  # nothing can be written beside the file
    with pytest.raises(NexusError, match="read-only"):
        Database.open(path, at=NINE)
