import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.backup import to_drop
from nexus_desktop.core.errors import NexusError
from nexus_desktop.store import backup, rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.store.test_database import person


def names(path: Path) -> list[str]:
    database = Database.open(path, at=NINE)
    found, _ = database.run(
        lambda s: [p.printed_name for p in s.query(rows.Participant)], at=NINE
    )
    assert check(database).is_whole
    database.close()
    return found


def test_a_backup_is_a_whole_workshop_taken_between_user_actions(
    database: Database, run: Run
) -> None:
    run(lambda s: s.add_all([person(f"P{n}", position="x" * 4000) for n in range(400)]))
    slices: list[int] = []

    def breathe() -> None:
        slices.append(1)
        if len(slices) == 1:
            run(lambda s: s.add(person("Latecomer")))

    folder = backup.folder_of(database.path)
    copy = backup.take(database.raw, database.path, folder, NINE, breathe)
    assert len(slices) > 2
    assert copy.name == "test 2014-11-05 01.00.00.nexus"
    assert "Latecomer" in names(copy)
    assert sorted(p.name for p in folder.iterdir()) == [copy.name]


def test_a_folder_that_cannot_be_written_is_named(database: Database) -> None:
    blocked = database.path.with_name("file")
    blocked.write_text("in the way")
    with pytest.raises(NexusError, match="No backup could be written to"):
        backup.take(database.raw, database.path, blocked / "deeper", NINE)


def test_a_damaged_backup_is_not_restored(database: Database, run: Run) -> None:
    run(lambda s: s.add_all([person(f"P{n}", position="x" * 4000) for n in range(99)]))
    copy = backup.take(database.raw, database.path, database.path.parent, NINE)
    database.close()
    content = bytearray(copy.read_bytes())
    content[8192:40000] = bytes(31808)
    copy.write_bytes(content)
    before = database.path.read_bytes()
    with pytest.raises(NexusError, match="damaged"):
        backup.restore(database.path, copy, NINE)
    assert database.path.read_bytes() == before


def test_restoring_keeps_the_file_it_replaces(database: Database, run: Run) -> None:
    run(lambda s: s.add(person("Ada")))
    copy = backup.take(
        database.raw, database.path, backup.folder_of(database.path), NINE
    )
    run(lambda s: s.add(person("Bo")))
    database.close()
    log = database.path.with_name("test.nexus-wal")
    log.write_bytes(b"")
    old = backup.restore(database.path, copy, NINE)
    assert old is not None
    assert names(database.path) == ["Ada"]
    assert names(old) == ["Ada", "Bo"]
    gone = database.path.with_name("elsewhere.nexus")
    assert backup.restore(gone, copy, NINE) is None
    assert names(gone) == ["Ada"]


def test_restoring_where_nothing_can_be_written_moves_nothing(
    database: Database,
) -> None:
    copy = backup.take(database.raw, database.path, database.path.parent, NINE)
    with pytest.raises(NexusError, match="can't be replaced"):
        backup.restore(database.path.parent / "no" / "such.nexus", copy, NINE)


def test_thinning_removes_files_but_no_strangers(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    for minutes in (0, 10, 90, 100, 110):
        at = NINE - timedelta(minutes=minutes)
        backup.take(database.raw, database.path, folder, at)
    (folder / "test notes.nexus").write_text("not ours")
    gone = backup.thin(database.path, folder, NINE)
    assert [p.name for p in gone] == [
        "test 2014-11-04 23.10.00.nexus", "test 2014-11-04 23.20.00.nexus",
    ]  # fmt: skip
    assert len(backup.taken(database.path, folder)) == 3
    assert len(list(folder.iterdir())) == 4


TIMES = st.timedeltas(timedelta(), timedelta(days=7)).map(lambda t: NINE + t)


@given(st.lists(TIMES, unique=True), TIMES)
def test_thinning_keeps_the_last_hour_the_newest_and_one_of_each_hour_and_day(
    taken: list[datetime], now: datetime
) -> None:
    kept = set(taken) - to_drop(taken, now)
    assert {t for t in taken if now - t <= timedelta(hours=1)} <= kept
    assert not taken or max(taken) in kept
    for time in taken:
        assert any(k.date() == time.date() for k in kept)
        if now - time <= timedelta(days=1):
            hour = time.replace(minute=0, second=0, microsecond=0)
            assert any(hour <= k < hour + timedelta(hours=1) for k in kept)
    old = [t for t in kept if now - t > timedelta(days=1) and t != max(taken)]
    assert len({t.date() for t in old}) == len(old)
    assert to_drop(kept, now) == set()


def test_a_foreign_file_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "other.nexus"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(NexusError, match="not a workshop file"):
        backup.verify(other)
