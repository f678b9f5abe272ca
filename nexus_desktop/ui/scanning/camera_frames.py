"""What is to be seen in one picture of a camera: the QR codes, and a small copy of it.

Only the brightness is read. Most cameras give it as a plane of its own, which is read
where it lies; nothing is converted. This runs on the camera's own thread.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

import zxingcpp
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from nexus_desktop.core.camera_sight import Mark

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_MOST_DOUBLED = 1_300_000  # pixels of a picture that is looked at twice as large too

_LARGE = 120  # pixels of a code's side over which every pass reads it

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_LOCAL = zxingcpp.Binarizer.LocalAverage
_WHOLE = zxingcpp.Binarizer.GlobalHistogram

_PLANES = frozenset(
    f"Format_{name}"
    for name in (
        "YUV420P", "YUV422P", "YV12", "NV12", "NV21", "IMC1", "IMC2", "IMC3", "IMC4",
        "Y8",
    )
)  # fmt: skip
# Formats with all in one plane -> the first byte of brightness, or of green, which is
# most of it, and from there on each which.
_PACKED = {
    "Format_YUYV": (0, 2), "Format_UYVY": (1, 2),
    "Format_BGRA8888": (1, 4), "Format_BGRX8888": (1, 4),
    "Format_BGRA8888_Premultiplied": (1, 4),
    "Format_RGBA8888": (1, 4), "Format_RGBX8888": (1, 4),
    "Format_ARGB8888": (2, 4), "Format_XRGB8888": (2, 4),
    "Format_ARGB8888_Premultiplied": (2, 4),
    "Format_ABGR8888": (2, 4), "Format_XBGR8888": (2, 4),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Luma:
    """The brightness of a picture, a byte for each pixel, row by row."""

    data: bytes | bytearray | memoryview
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A picture, small and grey, and the codes in it."""

    picture: QImage
    marks: tuple[Mark, ...]


def look(frame: "QVideoFrame", width: int) -> Sighting | None:
    """Return what `frame` shows, in a copy `width` wide; None if it is unusable."""
    from PySide6.QtMultimedia import QVideoFrame  # noqa: PLC0415 - is slow, may be missing

    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        luma = _luma(frame)
        return Sighting(_small(luma, width), read(luma)) if luma.width else None
    finally:
        frame.unmap()


def of_image(image: QImage) -> Luma:
    """Return the brightness of any picture."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Luma(
        bytes(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine()
    )


def read(luma: Luma) -> tuple[Mark, ...]:
    """Return the QR codes in a picture, also those found but not understood.

    Small and dark ones may be missed at first: unless all that is seen is large and
    clear, it is looked at again, twice as large and with other thresholds.
    """
    seen = _codes(luma, _LOCAL)
    if not _is_clear(seen, luma) and luma.width * luma.height <= _MOST_DOUBLED:
        seen |= _codes(_doubled(luma), _LOCAL, try_downscale=False)
    if not seen or not all(mark.text for mark in seen):
        seen |= _codes(luma, _WHOLE)
    return tuple(_without_echoes(seen))


def _is_clear(seen: Iterable[Mark], luma: Luma) -> bool:
    """Tell whether there are codes, all read, and so large that none is missed."""
    marks = list(seen)
    return bool(marks) and all(
        mark.text and _side(mark, luma) >= _LARGE for mark in marks
    )


def _side(mark: Mark, luma: Luma) -> float:
    (x, y), (other_x, other_y), *_ = mark.corners
    return hypot((x - other_x) * luma.width, (y - other_y) * luma.height)


def _codes(
    luma: Luma, binarizer: zxingcpp.Binarizer, *, try_downscale: bool = True
) -> dict[Mark, None]:
    view = zxingcpp.ImageView(
        luma.data,  # type: ignore[arg-type]  # takes any buffer
        luma.width,
        luma.height,
        zxingcpp.ImageFormat.Lum,
        luma.stride,
    )
    found = zxingcpp.read_barcodes(
        view,
        formats=_QR,
        binarizer=binarizer,
        try_downscale=try_downscale,
        try_invert=False,
        return_errors=True,
    )
    return dict.fromkeys(_mark(code, luma) for code in found)


def _mark(code: zxingcpp.Barcode, luma: Luma) -> Mark:
    at = code.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    a, b, c, d = ((p.x / luma.width, p.y / luma.height) for p in corners)
    return Mark(code.text if code.valid else "", (a, b, c, d))


def _without_echoes(seen: Iterable[Mark]) -> Iterable[Mark]:
    """Yield each code once, and nothing unreadable where one was read."""
    marks = list(seen)
    read = {mark.text: mark for mark in marks if mark.text}
    yield from read.values()
    kept: list[Mark] = []
    for mark in marks:
        is_echo = any(mark.is_near(other) for other in (*read.values(), *kept))
        if not mark.text and not is_echo:
            kept.append(mark)
            yield mark


def _doubled(luma: Luma) -> Luma:
    """Return the picture twice as wide and high; far faster than Qt does it."""
    wide = bytearray(2 * len(luma.data))
    wide[::2] = luma.data
    wide[1::2] = luma.data
    row, rows = 2 * luma.stride, memoryview(wide)
    twice = (rows[y * row : (y + 1) * row] for y in range(luma.height) for _ in "12")
    return Luma(b"".join(twice), 2 * luma.width, 2 * luma.height, row)


def _small(luma: Luma, width: int) -> QImage:
    grey = QImage(
        luma.data, luma.width, luma.height, luma.stride, QImage.Format.Format_Grayscale8
    )
    return grey.scaled(
        QSize(width, round(width * luma.height / luma.width)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _luma(frame: "QVideoFrame") -> Luma:
    """Return the brightness of a mapped frame; valid while it is mapped."""
    name = frame.pixelFormat().name
    width, height, stride = frame.width(), frame.height(), frame.bytesPerLine(0)
    if name in _PLANES:
        return Luma(frame.bits(0)[: stride * height], width, height, stride)
    if name in _PACKED:
        begin, step = _PACKED[name]
        data = bytes(frame.bits(0)[: stride * height])[begin::step]
        return Luma(data, width, height, stride // step)
    return of_image(frame.toImage())
