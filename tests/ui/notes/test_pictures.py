"""Pictures attached to lines: from files, the clipboard and the camera."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from typing_extensions import override

from nexus_desktop.services import note_pictures
from nexus_desktop.services.note_pictures import SIDE, NotePicture
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.notes import camera_shot
from nexus_desktop.ui.notes.camera_shot import CameraShot
from nexus_desktop.ui.notes.screen import NotesScreen
from nexus_desktop.ui.scanning.camera_source import Device, Source
from tests.ui.conftest import snapshot
from tests.ui.notes.notes_world import FIRST, Desk, write

if TYPE_CHECKING:
    from nexus_desktop.ui.kit.message import Message

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def image(width: int = 400, height: int = 300) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkCyan)
    return made


@pytest.fixture
def kept(qtbot: QtBot, desk: Desk) -> Callable[[int], tuple[NotePicture, ...]]:
    """Wait until the file has so many pictures of the session; return them."""

    def wait(count: int) -> tuple[NotePicture, ...]:
        found: list[tuple[NotePicture, ...]] = []

        def are_there() -> bool:
            found.append(desk.ask(lambda s: note_pictures.of_place(s, FIRST)))
            return len(found[-1]) == count

        qtbot.waitUntil(are_there)
        return found[-1]

    return wait


Kept = Callable[[int], tuple[NotePicture, ...]]


def test_a_picture_file_is_attached_small_to_the_line(
    qtbot: QtBot, screen: NotesScreen, kept: Kept, tmp_path: Path, desk: Desk
) -> None:
    path = tmp_path / "chart.png"
    image(3200, 1600).save(str(path))
    write(screen, "one\ntwo")
    QTest.keyClick(screen.editor, Qt.Key.Key_P, CONTROL | SHIFT)
    menu = screen.editor.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 3
    menu.actions()[0].trigger()
    menu.close()
    dialog = screen.editor.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    (found,) = kept(1)
    assert found.note_id == screen.editor.lines[1].note_id
    assert (found.width, found.height) == (SIDE, SIDE // 2)
    panel = screen.rail.pictures
    qtbot.waitUntil(lambda: len(panel.cards) == 1)
    qtbot.waitUntil(lambda: not panel.cards[0].thumb.icon().isNull())
    assert screen.editor.pictured == {found.note_id}
    snapshot(screen, "notes_picture")


def test_a_picture_in_the_clipboard_gets_a_line_of_its_own_if_there_is_none(
    screen: NotesScreen, kept: Kept, desk: Desk
) -> None:
    QApplication.clipboard().setImage(image())
    QTest.keyClick(screen.editor, Qt.Key.Key_V, CONTROL)
    (found,) = kept(1)
    desk.is_written("Picture")
    assert desk.lines()[0].note_id == found.note_id
    screen.picturing.take_clipboard()
    assert {one.note_id for one in kept(2)} == {found.note_id}


def test_a_caption_is_written_below_it_and_a_click_leads_to_its_line(
    qtbot: QtBot, screen: NotesScreen, kept: Kept
) -> None:
    write(screen, "one\ntwo")
    screen.picturing.take([image()])
    kept(1)
    panel = screen.rail.pictures
    qtbot.waitUntil(lambda: len(panel.cards) == 1)
    QTest.keyClicks(panel.cards[0].caption, "The chart of group A")
    QTest.keyClick(panel.cards[0].caption, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(1)[0].caption == "The chart of group A")
    qtbot.waitUntil(lambda: panel.cards[0].picture.caption == "The chart of group A")
    QTest.keyClick(screen.editor, Qt.Key.Key_Home, CONTROL)
    qtbot.mouseClick(panel.cards[0].thumb, Qt.MouseButton.LeftButton)
    assert screen.editor.spot().line == 1


def test_a_removed_picture_comes_back_by_the_bar_above(
    qtbot: QtBot, screen: NotesScreen, kept: Kept
) -> None:
    told: list[Message] = []
    screen.messaged.connect(told.append)
    write(screen, "one")
    screen.picturing.take([image()])
    kept(1)
    panel = screen.rail.pictures
    qtbot.waitUntil(lambda: len(panel.cards) == 1)
    panel.cards[0].removed.emit()
    kept(0)
    qtbot.waitUntil(lambda: not panel.cards)
    qtbot.waitUntil(lambda: told[-1].text == "The picture is removed.")
    assert told[-1].action is not None
    told[-1].action[1]()
    kept(1)
    qtbot.waitUntil(lambda: len(panel.cards) == 1)
    assert not panel.cards[0].thumb.icon().isNull()


def test_what_is_no_picture_is_told(
    qtbot: QtBot, screen: NotesScreen, tmp_path: Path
) -> None:
    told: list[Message] = []
    screen.messaged.connect(told.append)
    path = tmp_path / "x.png"
    path.write_bytes(b"no picture")
    write(screen, "one")
    screen.picturing.take([str(path)])
    qtbot.waitUntil(lambda: bool(told))
    assert "x.png is not a picture" in told[0].text
    screen.editor.setReadOnly(True)
    screen.picturing.take([QUrl.fromLocalFile(str(path)).toLocalFile()])
    assert "final" in told[1].text


class FilmedChart(Source):
    """A camera that can be held before a chart, or be missing."""

    def __init__(self, parent: QObject, names: tuple[str, ...] = ("c",)) -> None:
        super().__init__(parent)
        self.names = names
        self.is_open = False

    @override
    def devices(self) -> tuple[Device, ...]:
        return tuple(Device(name, name) for name in self.names)

    @override
    def open(self, device_id: str) -> None:
        self.is_open = True
        self.framed.emit(Frame())

    @override
    def close(self) -> None:
        self.is_open = False


class Frame:
    """What a camera sends, as far as it is looked at."""

    def toImage(self) -> QImage:  # noqa: N802 - Qt's name
        return image(1920, 1080)


def test_the_camera_takes_a_picture_of_what_it_sees(
    qtbot: QtBot, screen: NotesScreen, jobs: Jobs
) -> None:
    source = FilmedChart(screen)
    shot = CameraShot(jobs, screen, source)
    taken: list[QImage] = []
    shot.taken.connect(taken.append)
    shot.show()
    qtbot.waitUntil(shot.take.isEnabled)
    QTest.mouseClick(shot.take, Qt.MouseButton.LeftButton)
    assert taken[0].width() == 1920
    assert not source.is_open


class NoCameras(FilmedChart):
    """A laptop that can't use any."""

    @override
    def prepare(self) -> None:
        raise ImportError("libpulse.so.0 is missing")


class Forbidden(FilmedChart):
    """A laptop whose owner does not want it."""

    @override
    def ask(self) -> None:
        self.allowed.emit(False)


@pytest.mark.parametrize(
    ("make", "names", "words"),
    [
        (NoCameras, ("c",), "libpulse.so.0"),
        (Forbidden, ("c",), "does not let"),
        (FilmedChart, (), "No camera is connected"),
    ],
)
def test_a_camera_that_can_not_be_used_says_why(  # noqa: PLR0917 - of pytest
    qtbot: QtBot,
    screen: NotesScreen,
    jobs: Jobs,
    make: type[FilmedChart],
    names: tuple[str, ...],
    words: str,
) -> None:
    shot = CameraShot(jobs, screen, make(screen, names))
    shot.show()
    qtbot.waitUntil(lambda: words in shot.words.text())
    assert not shot.take.isEnabled()
    shot.close()


def test_the_camera_is_offered_and_its_picture_attached(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    screen: NotesScreen,
    kept: Kept,
) -> None:
    monkeypatch.setattr(camera_shot, "LaptopCameras", FilmedChart)
    write(screen, "one")
    shot = screen.picturing.ask_camera()
    assert not shot.isModal()
    qtbot.waitUntil(shot.take.isEnabled)
    shot.take.click()
    (found,) = kept(1)
    assert (found.width, found.height) == (1600, 900)
