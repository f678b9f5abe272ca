"""The camera at the desk: from a badge in the picture to a green card."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from nexus_desktop.services import checkin
from tests.ui.conftest import snapshot
from tests.ui.desk.conftest import Desk
from tests.ui.scanning import film
from tests.ui.scanning.film import Shot
from tests.ui.scanning.film_source import FilmSource

pytestmark = pytest.mark.qt_log_ignore(
    "^Couldn't (load|resolve)", "RHI backend", "HW decoder", "frameRate", extend=True
)
GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"


def plug_in(desk: Desk) -> list[FilmSource]:
    """Give the desk a camera of the test's."""
    sources: list[FilmSource] = []

    def make(parent: QObject) -> FilmSource:
        sources.append(FilmSource(parent))
        return sources[-1]

    desk.screen.camera.camera._make_source = make
    return sources


def badge(desk: Desk, *names: str) -> QImage:
    drawn = film.pages(len(names), [desk.code(name) for name in names])
    shot = Shot(3.0, tilt=20, towards=30, turn=12, blur=0.6, light=0.4, noise=3)
    return film.picture(drawn, shot, film.dice_of(3))


def test_a_key_turns_the_camera_on_and_off(desk: Desk) -> None:
    sources = plug_in(desk)
    tool = desk.screen.camera
    assert tool.panel.isHidden()
    assert tool.button.text() == "Camera on"
    QTest.keyClick(desk.screen.view.field, Qt.Key.Key_F10)
    desk.wait(lambda: bool(sources) and sources[-1].is_open)
    assert tool.panel.isVisible()
    assert tool.button.text() == "Camera off"
    assert desk.screen.view.field.hasFocus()
    QTest.mouseClick(tool.button, Qt.MouseButton.LeftButton)
    assert not sources[-1].is_open
    assert tool.panel.isHidden()
    assert QSettings().value("camera/on", type=bool) is False


def test_a_badge_before_the_camera_turns_the_card_green(desk: Desk) -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    sources = plug_in(desk)
    desk.screen.camera.toggle()
    desk.wait(lambda: bool(sources) and sources[-1].is_open)
    image = badge(desk, GANBOLD).convertToFormat(QImage.Format.Format_RGB32)
    frame = multimedia.QVideoFrame(image)

    def is_green() -> bool:
        sources[-1].send(frame)
        return desk.tone == "good"

    desk.wait(is_green)
    assert desk.name == "Ганболдын Сарантуяа"
    snapshot(desk.window, "desk camera")
    # A scanner works meanwhile, and the badge in the picture is not read again.
    desk.scan(LE)
    assert desk.name == LE
    for _ in range(20):
        sources[-1].send(frame)
        desk.qtbot.wait(20)
    desk.settle()
    assert desk.name == LE


def test_the_camera_rests_while_another_screen_is_in_front(desk: Desk) -> None:
    sources = plug_in(desk)
    desk.screen.camera.toggle()
    desk.wait(lambda: bool(sources) and sources[-1].is_open)
    desk.screen.hide()
    assert not sources[-1].is_open
    desk.screen.show()
    desk.wait(lambda: len(sources) == 2 and sources[-1].is_open)


def test_without_a_camera_the_desk_says_why_and_goes_on(desk: Desk) -> None:
    sources = plug_in(desk)
    tool = desk.screen.camera

    def make(parent: QObject) -> FilmSource:
        sources.append(FilmSource(parent))
        sources[-1].missing = "libpulse.so.0: cannot open shared object file"
        return sources[-1]

    tool.camera._make_source = make
    tool.toggle()
    desk.wait(lambda: bool(tool.camera.trouble))
    assert tool.panel.trouble.isVisible()
    assert "install libpulse0" in tool.panel.trouble.text()
    desk.scan(LE)
    assert desk.tone == "good"


def test_a_film_of_badges_lets_each_in_once(desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    from tests.ui.scanning import played_film

    names = [GANBOLD, LE, "Bat Dorj", "Juan Miguel Peña"]
    pictures = [
        badge(desk, *names[:1]),
        badge(desk, *names[1:3]),
        badge(desk, names[3]),
    ]
    path = tmp_path / "badges.avi"
    played_film.record(path, pictures, 12, desk.qtbot)
    camera = desk.screen.camera.camera
    camera._make_source = lambda parent: played_film.PlayedFilm(path, parent)
    desk.screen.camera.toggle()
    desk.wait(lambda: desk.name == names[3])
    desk.qtbot.wait(300)
    desk.settle()
    lines = desk.run(lambda s: checkin.recent(s, desk.world.desk, 20))
    assert sorted(line.name for line in lines) == sorted(names)
    assert {line.way for line in lines} == {"scan"}
