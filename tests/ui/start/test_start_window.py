import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.start.new_form import NewForm
from nexus_desktop.ui.start.recent import RecentFiles
from nexus_desktop.ui.start.window import StartWindow
from tests.ui.start.test_recent import an_info


@pytest.fixture
def recent(tmp_path: Path) -> RecentFiles:
    found = RecentFiles(QSettings(str(tmp_path / "r.ini"), QSettings.Format.IniFormat))
    (tmp_path / "here.nexus").write_bytes(b"")
    found.add(tmp_path / "gone.nexus", an_info("Gone"))
    found.add(
        tmp_path / "here.nexus", an_info("Here", city="Ulaanbaatar", country="MN")
    )
    return found


@pytest.fixture
def window(qtbot: QtBot, recent: RecentFiles) -> StartWindow:
    window = StartWindow(recent)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def the_form(window: StartWindow) -> NewForm:
    form = window.stack.currentWidget()
    assert isinstance(form, NewForm)
    return form


def test_enter_opens_the_latest_workshop(
    qtbot: QtBot, window: StartWindow, tmp_path: Path
) -> None:
    tile = window.page.tiles[0]
    qtbot.waitUntil(tile.hasFocus)
    with qtbot.waitSignal(window.open_asked) as asked:
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert asked.args == [str(tmp_path / "here.nexus")]


def test_a_click_opens_a_workshop_that_may_be_missing(
    qtbot: QtBot, window: StartWindow, tmp_path: Path
) -> None:
    gone = window.page.tiles[1]
    assert gone.is_missing
    assert "no longer there" in gone.accessibleDescription()
    with qtbot.waitSignal(window.open_asked) as asked:
        qtbot.mouseClick(gone, Qt.MouseButton.LeftButton)
    assert asked.args == [str(tmp_path / "gone.nexus")]


def test_delete_takes_a_workshop_off_the_list_and_undo_puts_it_back(
    qtbot: QtBot, window: StartWindow, recent: RecentFiles
) -> None:
    qtbot.keyClick(window.page.tiles[1], Qt.Key.Key_Delete)
    assert [known.title for known in recent.workshops] == ["Here"]
    assert [tile.recent.title for tile in window.page.tiles] == ["Here"]
    assert "stays where it is" in window.bar.text.text()
    qtbot.mouseClick(window.bar.act, Qt.MouseButton.LeftButton)
    assert [tile.recent.title for tile in window.page.tiles] == ["Here", "Gone"]
    assert len(recent.workshops) == 2


def test_the_cross_takes_a_workshop_off_the_list(
    qtbot: QtBot, window: StartWindow
) -> None:
    qtbot.mouseClick(window.page.tiles[0].forget, Qt.MouseButton.LeftButton)
    assert [tile.recent.title for tile in window.page.tiles] == ["Gone"]


def test_an_empty_list_says_what_will_be_there(qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "e.ini"), QSettings.Format.IniFormat)
    window = StartWindow(RecentFiles(settings))
    qtbot.addWidget(window)
    window.show()
    assert window.page.empty.isVisible()
    qtbot.waitUntil(window.page.new.hasFocus)


@pytest.mark.parametrize("key", ["keys", "click"])
def test_the_demo_is_asked_for(qtbot: QtBot, window: StartWindow, key: str) -> None:
    with qtbot.waitSignal(window.demo_asked):
        if key == "keys":
            qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.mouseClick(window.page.demo, Qt.MouseButton.LeftButton)


def test_a_workshop_is_made_with_keys_alone(
    qtbot: QtBot, window: StartWindow, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = the_form(window)
    qtbot.waitUntil(form.title.hasFocus)
    form.first_day.setDate(QDate(2014, 11, 5))
    form.last_day.setDate(QDate(2014, 11, 7))
    for text in ("Urban Nexus: 4th workshop", "Urban Nexus", "4"):
        qtbot.keyClicks(focus(), text)
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    while focus() is not form.country:
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focus(), "mongolia")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focus(), "City of Ulaanbaatar")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focus(), "Review progress")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.keyClicks(focus(), "Review policies")
    with qtbot.waitSignal(window.new_asked) as asked:
        qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [
        NewWorkshop(
            title="Urban Nexus: 4th workshop",
            series="Urban Nexus",
            number=4,
            first_day=date(2014, 11, 5),
            last_day=date(2014, 11, 7),
            country="MN",
            time_zone="Asia/Ulaanbaatar",
            organisers="City of Ulaanbaatar",
            objectives=("Review progress", "Review policies"),
        ),
        str(tmp_path / "Urban Nexus 4th workshop.nexus"),
        None,
    ]


def focus() -> object:
    return QApplication.focusWidget()


def test_what_is_missing_is_shown_in_its_place(
    qtbot: QtBot, window: StartWindow
) -> None:
    window.show_form()
    form = the_form(window)
    form.country.setCurrentText("Atlantis")
    form.path.clear()
    with qtbot.assertNotEmitted(window.new_asked):
        qtbot.mouseClick(form.make, Qt.MouseButton.LeftButton)
    assert form.reasons() == {
        "title": "A workshop needs a title.",
        "country": "“Atlantis” is not a country we know. Use its English name.",
        "path": "Say where to keep the file.",
    }
    qtbot.waitUntil(form.title.hasFocus)
    qtbot.keyClicks(form.title, "A")
    assert "title" not in form.reasons()


def test_a_file_that_exists_is_not_overwritten(
    qtbot: QtBot, window: StartWindow, tmp_path: Path
) -> None:
    window.show_form()
    form = the_form(window)
    qtbot.keyClicks(form.title, "here")
    assert form.path.text() == str(tmp_path / "here 2.nexus")
    form.path.selectAll()
    qtbot.keyClicks(form.path, str(tmp_path / "here.nexus"))
    form.submit()
    assert form.reasons() == {"path": "here.nexus exists already."}


def test_days_in_the_wrong_order_are_told_at_once(
    qtbot: QtBot, window: StartWindow
) -> None:
    window.show_form()
    form = the_form(window)
    form.first_day.setDate(QDate(2030, 11, 5))
    assert form.last_day.date() == QDate(2030, 11, 5)
    form.last_day.setDate(QDate(2030, 11, 4))
    assert "before the first" in form.reasons()["last_day"]
    form.last_day.setDate(QDate(2030, 11, 6))
    assert form.reasons() == {}


def test_a_time_zone_that_was_chosen_stays(qtbot: QtBot, window: StartWindow) -> None:
    window.show_form()
    form = the_form(window)
    form.country.setCurrentText("Mongolia")
    assert form.draft.time_zone == "Asia/Ulaanbaatar"
    line = form.time_zone.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "Asia/Hovd")
    form.country.setCurrentText("Japan")
    assert form.draft.time_zone == "Asia/Hovd"


def test_the_file_can_be_kept_elsewhere(
    qtbot: QtBot, window: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show_form()
    form = the_form(window)
    chosen = str(tmp_path / "elsewhere")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    qtbot.mouseClick(form.change, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.title, "Title")
    assert form.path.text() == f"{chosen}.nexus"


def test_escape_leads_back(qtbot: QtBot, window: StartWindow) -> None:
    window.show_form()
    qtbot.keyClick(the_form(window), Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.page


def test_a_refusal_leads_back_to_the_form(window: StartWindow) -> None:
    window.show_form()
    form = the_form(window)
    form.title.setText("Kept")
    window.wait("Making Kept.nexus…", 0.5)
    assert window.stack.currentWidget() is window.waiting
    assert window.waiting.progress.value() == 50
    window.tell(Message("The disk is full.", "bad"))
    assert the_form(window).title.text() == "Kept"
    assert window.bar.text.text() == "The disk is full."


def test_waiting_without_an_end_shows_a_moving_bar(window: StartWindow) -> None:
    window.wait("Opening…", 0.0)
    assert window.waiting.progress.maximum() == 0
    assert window.waiting.text.text() == "Opening…"


def test_a_file_is_chosen(
    qtbot: QtBot, window: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/x/a.nexus", ""))
    with qtbot.waitSignal(window.open_asked) as asked:
        qtbot.mouseClick(window.page.open, Qt.MouseButton.LeftButton)
    assert asked.args == ["/x/a.nexus"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(window.open_asked):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_a_backup_goes_back_to_the_workshop_it_was_taken_of(
    qtbot: QtBot, window: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = str(tmp_path / "here backups" / "here 2014-11-05 01.00.00.nexus")
    Path(copy).parent.mkdir()
    began: list[str] = []

    def choose(_parent: object, _title: str, folder: str, _kind: str) -> object:
        began.append(folder)
        return copy, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    with qtbot.waitSignal(window.restore_asked) as asked:
        qtbot.mouseClick(window.page.restore, Qt.MouseButton.LeftButton)
    assert asked.args == [str(tmp_path / "here.nexus"), copy]
    assert began == [str(tmp_path / "here backups")]


def test_a_backup_from_elsewhere_asks_where_to(
    qtbot: QtBot, window: StartWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = "/media/stick/here 2014-11-05 01.00.00.nexus"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (copy, ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(window.restore_asked):
        qtbot.mouseClick(window.page.restore, Qt.MouseButton.LeftButton)
    target = str(tmp_path / "new.nexus")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    with qtbot.waitSignal(window.restore_asked) as asked:
        qtbot.mouseClick(window.page.restore, Qt.MouseButton.LeftButton)
    assert asked.args == [target, copy]


def test_a_workshop_file_can_be_dropped(qtbot: QtBot, window: StartWindow) -> None:
    def drag(path: str) -> tuple[QMimeData, QDragEnterEvent]:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path)])
        event = QDragEnterEvent(
            QPoint(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        event.setAccepted(False)
        window.dragEnterEvent(event)
        return data, event

    assert not drag("/x/list.csv")[1].isAccepted()
    data, event = drag("/x/a.nexus")
    assert event.isAccepted()
    drop = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.waitSignal(window.open_asked) as asked:
        window.dropEvent(drop)
    assert asked.args == ["/x/a.nexus"]


def test_cards_stand_in_as_many_columns_as_fit(
    qtbot: QtBot, window: StartWindow
) -> None:
    def columns() -> int:
        return len({tile.x() for tile in window.page.tiles})

    window.page.show_recents([tile.recent for tile in window.page.tiles] * 2)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: columns() == 3)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: columns() == 2)


def test_the_start_page_imports_nothing_heavy() -> None:
    code = (
        "import sys, nexus_desktop.ui.start.window\n"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'numpy', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
