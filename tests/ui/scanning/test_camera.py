"""The camera: started when wanted and in front, each badge once, troubles in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.ui.scanning.camera import Camera
from nexus_desktop.ui.scanning.camera_aim import Aim
from nexus_desktop.ui.scanning.camera_panel import CameraPanel
from tests.ui.scanning import film
from tests.ui.scanning.film import Shot
from tests.ui.scanning.film_source import DOME, FRONT, FilmSource

pytestmark = pytest.mark.qt_log_ignore(
    "^Couldn't (load|resolve)", "RHI backend", extend=True
)
KEY = bytes([7]) * 32


def code(number: int) -> str:
    return badge.encode(BadgeCode(1, "0badcafe", f"{number:016x}", 1), KEY)


def picture(*texts: str) -> QImage:
    shot = Shot(4.0, turn=8)
    drawn = film.pages(len(texts), texts)
    return film.picture(drawn, shot, film.dice_of(1))


@dataclass
class Studio:
    """A camera before which a test holds badges."""

    camera: Camera
    panel: CameraPanel
    qtbot: QtBot
    sources: list[FilmSource]
    prepare: list[Callable[[FilmSource], None]]
    scanned: list[str] = field(default_factory=list)
    seen: list[Any] = field(default_factory=list)

    @property
    def source(self) -> FilmSource:
        return self.sources[-1]

    def start(self, *prepare: Callable[[FilmSource], None]) -> None:
        self.prepare[:] = prepare
        self.camera.watch(on=True)
        self.camera.turn(on=True)
        self.wait(lambda: bool(self.camera.devices or self.camera.trouble))

    def wait(self, found: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(found, timeout=15_000)

    def hold(self, image: QImage, times: int = 1) -> None:
        """Hold something before the camera for so many pictures."""
        multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
        frame = multimedia.QVideoFrame(
            image.convertToFormat(QImage.Format.Format_RGB32)
        )
        for _ in range(times):
            count = len(self.seen)
            while len(self.seen) == count:
                self.source.send(frame)
                self.qtbot.wait(10)


@pytest.fixture
def studio(qtbot: QtBot) -> Iterator[Studio]:
    yield from a_studio(qtbot)


@pytest.fixture
def other_studio(qtbot: QtBot) -> Iterator[Studio]:
    """One whose camera looks for something else."""
    aim = Aim(lambda text: text.startswith("OTHER"), "Read", "Not it", "a file does.")
    yield from a_studio(qtbot, aim)


def a_studio(qtbot: QtBot, aim: Aim | None = None) -> Iterator[Studio]:
    sources: list[FilmSource] = []
    prepare: list[Callable[[FilmSource], None]] = []

    def make(parent: QObject) -> FilmSource:
        sources.append(FilmSource(parent))
        for act in prepare:
            act(sources[-1])
        return sources[-1]

    camera = Camera(make_source=make, aim=aim)
    panel = CameraPanel(camera)
    qtbot.addWidget(panel)
    panel.resize(372, 300)
    made = Studio(camera, panel, qtbot, sources, prepare)
    camera.scanned.connect(made.scanned.append)
    camera.sighted.connect(made.seen.append)
    yield made
    camera.watch(on=False)


def test_a_badge_is_told_once_while_it_is_in_the_picture(studio: Studio) -> None:
    studio.start()
    studio.hold(picture(code(1)), times=6)
    assert studio.scanned == [code(1)]
    assert studio.panel.picture.caption == "Badge read"


def test_two_badges_at_once_are_told_once_each(studio: Studio) -> None:
    studio.start()
    studio.hold(picture(code(1), code(2)), times=4)
    assert sorted(studio.scanned) == sorted([code(1), code(2)])


def test_another_badge_is_told_at_once(studio: Studio) -> None:
    studio.start()
    studio.hold(picture(code(1)))
    studio.hold(picture(code(2)))
    assert studio.scanned == [code(1), code(2)]


def test_a_badge_that_left_the_picture_is_told_again(studio: Studio) -> None:
    studio.start()
    studio.hold(picture(code(1)))
    begin = studio.camera._clock.elapsed()
    while studio.camera._clock.elapsed() < begin + 1300:
        studio.hold(film.picture([], Shot(3.0), film.dice_of(4)))
    studio.hold(picture(code(1)))
    assert studio.scanned == [code(1), code(1)]


def test_a_foreign_code_is_shown_but_not_told(studio: Studio) -> None:
    studio.start()
    studio.hold(picture("https://example.org/menu"))
    assert studio.scanned == []
    assert studio.panel.picture.caption == "Not one of our badges"


def test_pictures_that_come_while_one_is_looked_at_are_passed_over(
    studio: Studio,
) -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    studio.start()
    frame = multimedia.QVideoFrame(picture(code(1)))
    for _ in range(50):
        studio.source.send(frame)
    studio.wait(lambda: bool(studio.seen))
    studio.qtbot.wait(60)
    assert len(studio.seen) == 1


def test_it_runs_only_in_front(studio: Studio) -> None:
    studio.camera.turn(on=True)
    studio.qtbot.wait(20)
    assert not studio.sources
    studio.camera.watch(on=True)
    studio.wait(lambda: studio.camera.is_running)
    studio.camera.watch(on=False)
    assert not studio.source.is_open
    assert not studio.camera.is_running
    studio.camera.watch(on=True)
    studio.wait(lambda: studio.camera.is_running)
    assert len(studio.sources) == 2


def test_nothing_is_loaded_until_it_is_wanted(studio: Studio) -> None:
    studio.camera.watch(on=True)
    studio.qtbot.wait(20)
    assert not studio.sources
    assert studio.panel.isHidden()


def test_the_choice_is_remembered(studio: Studio) -> None:
    studio.start()
    studio.camera.mirror(on=False)
    another = Camera()
    assert (another.is_on, another.is_mirrored, another.device_id) == (
        True,
        False,
        "",
    )
    studio.source.plug(FRONT, DOME)
    studio.camera.choose(DOME.id)
    assert Camera().device_id == DOME.id
    assert studio.source.opened == [FRONT.id, DOME.id]


def test_one_of_several_cameras_is_chosen_in_place(studio: Studio) -> None:
    studio.start(lambda source: source.plug(FRONT, DOME))
    studio.panel.show()
    assert studio.panel.which.isVisible()
    actions = studio.panel.which.menu().actions()
    assert [action.text() for action in actions] == [
        "Built-in camera",
        "Dome && document",
    ]
    actions[1].trigger()
    assert studio.source.opened == [FRONT.id, DOME.id]
    assert studio.panel.which.toolTip() == "Camera: Dome & document"


def test_a_camera_plugged_in_later_starts(studio: Studio) -> None:
    studio.start(lambda source: source.plug())
    assert studio.camera.trouble.startswith("There is no camera.")
    studio.source.plug(DOME)
    assert studio.camera.trouble == ""
    assert studio.source.opened == [DOME.id]


def test_when_a_camera_is_pulled_out_another_goes_on(studio: Studio) -> None:
    studio.start(lambda source: source.plug(FRONT, DOME))
    studio.source.plug(DOME)
    assert studio.source.opened == [FRONT.id, DOME.id]
    studio.source.plug()
    assert studio.camera.trouble.startswith("There is no camera.")
    assert not studio.source.is_open


def test_another_camera_that_comes_disturbs_nothing(studio: Studio) -> None:
    studio.start()
    studio.source.plug(FRONT, DOME)
    assert studio.source.opened == [FRONT.id]
    assert studio.camera.devices == (FRONT, DOME)


def missing(source: FilmSource) -> None:
    source.missing = "libpulse.so.0: cannot open shared object file"


def forbidden(source: FilmSource) -> None:
    source.is_allowed = False


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (missing, "The camera can't be used: the system lacks a part (libpulse.so.0)"),
        (forbidden, "This program may not use the camera. Allow it"),
        (lambda source: source.plug(), "There is no camera. Plug one in"),
    ],
)
def test_a_sentence_says_why_there_is_no_picture(
    studio: Studio, prepare: Callable[[FilmSource], None], said: str
) -> None:
    studio.start(prepare)
    studio.wait(lambda: bool(studio.camera.trouble))
    studio.panel.show()
    assert studio.panel.trouble.text().startswith(said)
    assert studio.panel.trouble.isVisible()
    assert not studio.panel.picture.isVisible()


def test_a_camera_that_is_taken_is_tried_again(studio: Studio) -> None:
    studio.start()
    studio.source.failed.emit("device or resource busy")
    assert "another program may be using it" in studio.camera.trouble
    studio.panel.show()
    studio.qtbot.mouseClick(studio.panel.again, Qt.MouseButton.LeftButton)
    studio.wait(lambda: len(studio.sources) == 2 and studio.camera.is_running)
    assert studio.camera.trouble == ""


def test_a_camera_that_looks_for_something_else_tells_no_badge_and_is_not_remembered(
    other_studio: Studio,
) -> None:
    other_studio.start()
    other_studio.hold(picture(code(1)))
    assert other_studio.panel.picture.caption == "Not it"
    other_studio.hold(picture("OTHER 1"))
    assert other_studio.scanned == ["OTHER 1"]
    assert other_studio.panel.picture.caption == "Read"
    assert not Camera().is_on


def test_a_camera_without_pictures_is_noticed(studio: Studio) -> None:
    studio.camera._silence.setInterval(30)
    studio.start()
    studio.wait(lambda: "gives no picture" in studio.camera.trouble)
    studio.hold(picture(code(1)))
    assert studio.camera.trouble == ""
    assert studio.scanned == [code(1)]


def test_the_system_without_a_camera_says_so(qtbot: QtBot) -> None:
    camera = Camera()
    camera.watch(on=True)
    camera.turn(on=True)
    qtbot.waitUntil(lambda: bool(camera.trouble or camera.devices), timeout=15_000)
    if not camera.devices:
        assert camera.trouble.startswith(("There is no camera", "The camera can't"))
    camera.watch(on=False)
