from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from nexus_desktop.store import backup
from nexus_desktop.store.database import Database
from nexus_desktop.ui.backup_keeper import SECOND_FOLDER, BackupKeeper
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.store.test_database import person


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def keeper(runner: Runner, database: Database, told: list[str]) -> BackupKeeper:
    keeper = BackupKeeper(runner, database.path, lambda: NINE)
    keeper.messaged.connect(lambda m: told.append(f"{m.tone}: {m.text}"))
    return keeper


def test_a_backup_on_demand_goes_to_both_folders_and_is_told(
    keeper: BackupKeeper, database: Database, told: list[str], qtbot: QtBot
) -> None:
    stick = database.path.parent / "stick"
    QSettings().setValue(SECOND_FOLDER, str(stick))
    assert keeper.latest() is None
    keeper.take()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [f"good: Backed up to {keeper.folder}."]
    assert keeper.latest() == NINE
    assert list(backup.taken(database.path, stick)) == [NINE]


def test_only_changes_make_one_due_and_opening_is_not_talked_about(
    keeper: BackupKeeper, runner: Runner, told: list[str], qtbot: QtBot
) -> None:
    keeper._timer.timeout.emit()
    keeper.begin()
    qtbot.waitUntil(lambda: keeper.latest() is not None)
    with qtbot.waitSignal(runner.changed):
        runner.submit(keeper, lambda s: s.add(person("Ada")))
    (keeper.folder / "test 2014-11-05 01.00.00.nexus").unlink()
    keeper._timer.timeout.emit()
    qtbot.waitUntil(lambda: keeper.latest() is not None)
    assert told == []


def test_a_missing_stick_is_told_and_the_backup_stays_due(
    keeper: BackupKeeper, tmp_path: Path, told: list[str], qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way")
    QSettings().setValue(SECOND_FOLDER, str(tmp_path / "file" / "stick"))
    keeper.begin()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("bad: No backup could be written")
    QSettings().remove(SECOND_FOLDER)
    keeper._timer.timeout.emit()
    qtbot.waitUntil(lambda: keeper.latest() is not None)
