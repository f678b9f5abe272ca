"""Codes read from pictures: the film of printed badges, and each format of a camera."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from nexus_desktop.ui.scanning import camera_frames
from tests.documents.badges import face
from tests.ui.scanning import film
from tests.ui.scanning.film import Shot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

WIDTH = 372


def read(image: QImage) -> list[str]:
    marks = camera_frames.read(camera_frames.of_image(image))
    return [mark.text for mark in marks if mark.text]


def shown(count: int = 1, how: dict[str, float] | None = None) -> QImage:
    """Return a picture of `count` badges held as told."""
    shot = Shot(**{"module": 3.0, **(how or {})})
    return film.picture(film.pages(count), shot, film.dice_of(1))


def test_every_badge_of_a_film_is_read() -> None:
    missed = [
        (code, frame.shot)
        for frame in film.film(24)
        for code in frame.codes
        if code not in read(frame.image)
    ]
    assert missed == []


@pytest.mark.slow
def test_two_hundred_badges_of_a_film_are_read() -> None:
    assert all(
        set(frame.codes) <= set(read(frame.image)) for frame in film.film(200, seed=2)
    )


@pytest.mark.parametrize(
    "how",
    [
        {"tilt": 30, "towards": 45},
        {"turn": 180},
        {"blur": 1.0},
        {"light": 0.12, "noise": 3},
        {"module": 2.0},
        {"module": 7.0, "blur": 2.5},
    ],
    ids=["tilted", "upside down", "blurred", "dark", "small", "near and out of focus"],
)
def test_a_badge_held_badly_is_read(how: dict[str, float]) -> None:
    assert read(shown(how=how)) == [face(0).code]


def test_two_badges_are_read_at_once_and_once_each() -> None:
    assert sorted(read(shown(2))) == sorted(face(n).code for n in range(2))


def test_a_mark_lies_round_the_code() -> None:
    (mark,) = camera_frames.read(camera_frames.of_image(shown()))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in mark.corners)
    (left, top), _, (right, bottom), _ = mark.corners
    # 29 modules of 3 pixels, of 1280 and of 720.
    assert right - left == pytest.approx(29 * 3 / 1280, abs=0.01)
    assert bottom - top == pytest.approx(29 * 3 / 720, abs=0.01)


def test_a_wall_has_no_codes() -> None:
    assert read(film.picture([], Shot(3.0), film.dice_of(2))) == []


# What cameras send

qt_says_what_is_missing = pytest.mark.qt_log_ignore(
    "^Couldn't (load|resolve)", "RHI backend", extend=True
)


def planar(luma: bytes, frame: "QVideoFrame") -> None:
    """Write the brightness into the first plane, row by row."""
    stride = frame.bytesPerLine(0)
    bits = memoryview(frame.bits(0))
    width = frame.width()
    for row in range(frame.height()):
        bits[row * stride : row * stride + width] = luma[row * width :][:width]
    for plane in range(1, frame.planeCount()):
        memoryview(frame.bits(plane))[:] = bytes([128]) * len(frame.bits(plane))


def packed(begin: int) -> Callable[[bytes, "QVideoFrame"], None]:
    def write(luma: bytes, frame: "QVideoFrame") -> None:
        stride, width = frame.bytesPerLine(0), frame.width()
        for row in range(frame.height()):
            line = bytearray([128]) * (2 * width)
            line[begin::2] = luma[row * width :][:width]
            memoryview(frame.bits(0))[row * stride : row * stride + 2 * width] = bytes(
                line
            )

    return write


def coloured(begin: int) -> Callable[[bytes, "QVideoFrame"], None]:
    def write(luma: bytes, frame: "QVideoFrame") -> None:
        stride, width = frame.bytesPerLine(0), frame.width()
        for row in range(frame.height()):
            line = bytearray([255]) * (4 * width)
            for channel in range(3):
                line[begin + channel :: 4] = luma[row * width :][:width]
            memoryview(frame.bits(0))[row * stride : row * stride + 4 * width] = bytes(
                line
            )

    return write


@qt_says_what_is_missing
@pytest.mark.parametrize(
    ("form", "write"),
    [
        ("NV12", planar),
        ("NV21", planar),
        ("YUV420P", planar),
        ("YUV422P", planar),
        ("YV12", planar),
        ("Y8", planar),
        ("YUYV", packed(0)),
        ("UYVY", packed(1)),
        ("BGRA8888", coloured(0)),
        ("BGRX8888", coloured(0)),
        ("RGBA8888", coloured(0)),
        ("ABGR8888", coloured(1)),
        ("ARGB8888", coloured(1)),
    ],
)
def test_the_pictures_of_every_camera_are_read(
    form: str, write: Callable[[bytes, "QVideoFrame"], None]
) -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    # An odd width shows whether the padding of rows is minded.
    image = shown().copy(30, 0, 1222, 720)
    luma = camera_frames.of_image(image)
    rows = b"".join(
        luma.data[row * luma.stride :][: luma.width] for row in range(luma.height)
    )
    frame = multimedia.QVideoFrame(
        multimedia.QVideoFrameFormat(
            QSize(luma.width, luma.height),
            getattr(multimedia.QVideoFrameFormat.PixelFormat, f"Format_{form}"),
        )
    )
    assert frame.map(multimedia.QVideoFrame.MapMode.WriteOnly)
    write(rows, frame)
    frame.unmap()
    seen = camera_frames.look(frame, WIDTH)
    assert seen is not None
    assert [mark.text for mark in seen.marks] == [face(0).code]
    assert (seen.picture.width(), seen.picture.height()) == (WIDTH, 219)


@qt_says_what_is_missing
def test_a_rare_format_is_left_to_qt() -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    seen = camera_frames.look(
        multimedia.QVideoFrame(shown().convertToFormat(QImage.Format.Format_RGB16)),
        WIDTH,
    )
    assert seen is not None
    assert [mark.text for mark in seen.marks] == [face(0).code]


@qt_says_what_is_missing
def test_a_frame_without_a_picture_is_passed_over() -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    assert camera_frames.look(multimedia.QVideoFrame(), WIDTH) is None
