from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.core.participant import Person
from nexus_desktop.core.picture import BadPicture, measured
from nexus_desktop.services import pictures
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people import photo_files
from nexus_desktop.ui.people.photo_box import PhotoBox
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.ui.people.world import ask, mark, settle


def picture(path: Path, width: int = 900, height: int = 1200) -> Path:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#88AACC"))
    image.save(str(path))
    return path


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def box(qtbot: QtBot, screen: PeopleScreen, dewi_twice: list[Person]) -> PhotoBox:
    assert dewi_twice
    mark(screen, 0)
    qtbot.waitUntil(lambda: screen.beside.side.shown is screen.beside.panel)
    return screen.beside.panel.photo


def test_a_picture_is_made_small_enough(tmp_path: Path) -> None:
    size = measured(photo_files.read(picture(tmp_path / "a.png")))
    assert (size.kind, size.width, size.height) == ("JPEG", 360, 480)
    small = measured(photo_files.read(picture(tmp_path / "b.png", 30, 40)))
    assert (small.width, small.height) == (30, 40)
    (tmp_path / "c.jpg").write_bytes(b"nothing")
    with pytest.raises(BadPicture, match=r"c\.jpg can't be read"):
        photo_files.read(tmp_path / "c.jpg")
    with pytest.raises(BadPicture, match="no picture in the clipboard"):
        photo_files.small_jpeg(QImage())
    wide = QImage(960, 20, QImage.Format.Format_RGB32)
    assert measured(photo_files.small_jpeg(wide)).width == 480


def test_a_photo_is_chosen_pasted_and_taken_away(
    qtbot: QtBot,
    box: PhotoBox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[Message],
) -> None:
    path = picture(tmp_path / "face.png")
    answers = iter([("", ""), (str(path), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))
    box.choose.trigger()
    box.choose.trigger()
    qtbot.waitUntil(lambda: box.has_photo)
    assert told[-1].text == "Photo kept. Ctrl+Z takes it back."
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not box.has_photo)
    QGuiApplication.clipboard().setImage(QImage(str(path)))
    box.menu().aboutToShow.emit()
    assert box.paste.isEnabled()
    assert not box.remove.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: box.has_photo)
    box.grab()
    QGuiApplication.clipboard().setMimeData(urls(picture(tmp_path / "other.png")))
    with qtbot.waitSignal(box.file_chosen):
        box.paste.trigger()
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def test_a_picture_is_dropped_on_the_place_for_it(
    qtbot: QtBot, box: PhotoBox, tmp_path: Path, told: list[Message]
) -> None:
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    keys = Qt.KeyboardModifier.NoModifier
    text = tmp_path / "list.csv"
    text.write_text("Name\n")
    for path, is_taken in ((text, False), (picture(tmp_path / "a.png"), True)):
        data = urls(path)
        enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, keys)
        enter.ignore()
        box.dragEnterEvent(enter)
        assert enter.isAccepted() is is_taken
        box.grab()
        box.dragLeaveEvent(QDragLeaveEvent())
        box.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, keys))
    qtbot.waitUntil(lambda: box.has_photo)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"?")
    box.file_chosen.emit(broken)
    qtbot.waitUntil(lambda: "broken.jpg can't be read" in told[-1].text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is chosen the second time it is asked for one."""
    answers = iter(["", str(tmp_path)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(answers))
    return tmp_path


def test_a_folder_of_photos_is_taken_in_by_name(
    qtbot: QtBot,
    screen: PeopleScreen,
    runner: Runner,
    told: list[Message],
    folder: Path,
) -> None:
    dewi, *_ = settle(runner, qtbot)
    picture(folder / "Dewi Sartika.png")
    picture(folder / "group.png")
    (folder / "broken.png").write_bytes(b"?")
    (folder / "notes.txt").write_text("no picture")
    screen.choose_photos()
    screen.choose_photos()
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text == (
        "Photos of 1 person taken in. Named after nobody, or after several: "
        "group.png. Can't be read: broken.png."
    )
    assert told[-1].tone == "warn"
    found = ask(runner, pictures.photos, qtbot)
    assert list(found) == [dewi.id]


def test_pictures_and_folders_can_be_dropped_on_the_screen(
    qtbot: QtBot, screen: PeopleScreen, told: list[Message], tmp_path: Path
) -> None:
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    keys = Qt.KeyboardModifier.NoModifier
    folder = tmp_path / "empty"
    folder.mkdir()
    data = urls(folder)
    screen.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, keys))
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text == "There are no pictures in this folder."
    paths = [picture(tmp_path / f"{name}.png", 30, 40) for name in "abcdef"]
    many = urls(*paths)
    screen.dropEvent(QDropEvent(QPointF(9, 9), copy, many, left, keys))
    qtbot.waitUntil(
        lambda: told[-1].text.endswith("a.png, b.png, c.png, d.png and 2 more.")
    )
    folder.rmdir()
    screen.beside.photos.take_many([folder])
    qtbot.waitUntil(lambda: told[-1].text == "There are no pictures in this folder.")
