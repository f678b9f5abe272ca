from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from nexus_desktop.store.database import Database
from nexus_desktop.ui.backup_keeper import BackupKeeper
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.settings.screen import LOOK, SettingsScreen
from tests.conftest import NINE
from tests.store.test_database import person

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(runner: Runner, database: Database, qtbot: QtBot) -> SettingsScreen:
    keeper = BackupKeeper(runner, database.path, lambda: NINE)
    screen = SettingsScreen(runner, keeper, ZoneInfo("Asia/Ulaanbaatar"))
    qtbot.addWidget(screen)
    screen.show()
    screen.shown()
    return screen


@pytest.fixture
def press(screen: SettingsScreen, qtbot: QtBot) -> Callable[[str], None]:
    def press(text: str) -> None:
        (found,) = (b for b in screen.findChildren(QPushButton) if b.text() == text)
        qtbot.mouseClick(found, LEFT)

    return press


def test_the_history_tells_who_did_what_and_follows_changes(
    screen: SettingsScreen, runner: Runner, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: screen.entries.rowCount() == 2)
    runner.submit(screen, lambda s: s.add(person("Ada")))
    qtbot.waitUntil(lambda: screen.entries.rowCount() == 3)
    cells = [screen.entries.index(0, column).data() for column in range(4)]
    assert cells == ["2014-11-05 09:00:00", "Desk 1", "Changed", "1 participant"]


def test_the_look_is_chosen_and_remembered(
    screen: SettingsScreen, qtbot: QtBot
) -> None:
    dark = screen.findChild(QRadioButton, "dark")
    assert isinstance(dark, QRadioButton)
    with qtbot.waitSignal(screen.look_chosen) as chosen:
        dark.click()
    assert chosen.args == ["dark"]
    assert QSettings().value(LOOK) == "dark"


def test_checking_the_file_says_whether_it_is_whole(
    screen: SettingsScreen,
    database: Database,
    press: Callable[[str], None],
    qtbot: QtBot,
) -> None:
    press("Check the file")
    qtbot.waitUntil(lambda: screen.health.text().startswith("Whole: 2 journal"))
    database.raw.execute("UPDATE objective SET text = 'x' WHERE number = 1")
    with qtbot.waitSignal(screen.messaged) as told:
        press("Check the file")
    assert told.args[0].tone == "bad"
    assert "differ" in screen.health.text()


def test_a_second_folder_is_used_at_once(
    screen: SettingsScreen, database: Database, qtbot: QtBot
) -> None:
    stick = database.path.parent / "stick"
    screen.choose_second_folder(str(stick))
    assert screen.second.text() == f"Also to {stick}"
    qtbot.waitUntil(lambda: stick.is_dir() and len(list(stick.iterdir())) == 1)
