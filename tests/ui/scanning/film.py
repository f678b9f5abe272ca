"""A film of badges as a webcam sees them, made of the page that we print.

The PDF is drawn by PDFium, each badge is laid into the picture in perspective, turned
and tilted up to 30°, then the lens (blur) and the sensor (low light, noise) do their
worst. The same seed makes the same film.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt
import pypdfium2
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform

from nexus_desktop.core.badge_sheet import sheet
from nexus_desktop.documents import badges_pdf
from tests.documents.badges import face

SIZE = QSize(1280, 720)
WIDTH_MM, HEIGHT_MM = 90.0, 60.0
MODULE_MM = 25.4 / 37  # of the code on this badge: 29 modules and the quiet zone
MOST_TILT = 30  # degrees
_FINE = 300 / 25.4  # dots a mm of the drawn page
_FOCAL = 1100.0  # pixels: a webcam that sees 60° across

Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shot:
    """How one badge is held and seen.

    Attributes:
        module: pixels of the smallest square of the code, where it is narrowest.
        tilt: degrees out of the plane; towards: round which axis (degrees).
        turn: degrees in the plane.
        blur: sigma in pixels.
        light: what is left of black to white, 1 to 0.
        noise: of the sensor, in grey levels.
    """

    module: float
    tilt: float = 0
    towards: float = 0
    turn: float = 0
    blur: float = 0
    light: float = 1
    noise: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the film and the codes in it."""

    image: QImage
    codes: tuple[str, ...]
    shot: Shot


def pages(count: int, codes: Sequence[str] = ()) -> list[QImage]:
    """Return `count` printed badges as pictures, in the order of `face`.

    `codes` are put on them instead of their own.
    """
    faces = [face(n) for n in range(count)]
    if codes:
        faces = [replace(f, code=code) for f, code in zip(faces, codes, strict=True)]
    made = badges_pdf.render(faces, sheet("90x60"))
    document = pypdfium2.PdfDocument(made)
    drawn = []
    for page in document:
        grey = page.render(scale=_FINE * 25.4 / 72, grayscale=True).to_numpy()
        height, width = grey.shape[:2]
        data = np.ascontiguousarray(grey.reshape(height, width))
        image = QImage(data.tobytes(), width, height, width, _GREY)
        drawn.append(image.copy())
    document.close()
    return drawn


_GREY = QImage.Format.Format_Grayscale8


def film(count: int, seed: int = 1) -> Iterator[Frame]:
    """Yield pictures with `count` badges in all; every fourth shows two at once."""
    dice = dice_of(seed)
    drawn = pages(count)
    number = 0
    while number < count:
        together = 2 if len(drawn) - number > 1 and dice.random() < 0.25 else 1
        chosen = range(number, number + together)
        shot = hard_shot(dice)
        image = picture([drawn[n] for n in chosen], shot, dice)
        yield Frame(image, tuple(face(n).code for n in chosen), shot)
        number += together


def dice_of(seed: int) -> random.Random:
    """Return dice that fall the same way each time."""
    return random.Random(seed)  # noqa: S311 - no secret


def hard_shot(dice: random.Random) -> Shot:
    """Return one of the ways in which badges are held badly."""
    module = dice.choice((2.0, 2.0, 2.3, 2.6, 3.0, 4.0))
    dark = dice.random() < 0.5
    return Shot(
        module=module,
        tilt=dice.choice((0, 15, 25, MOST_TILT, MOST_TILT)),
        towards=dice.uniform(0, 360),
        turn=dice.uniform(0, 360),
        # A third of a module is what a good lens leaves of the smallest codes.
        blur=dice.uniform(0, 0.33) * module,
        light=dice.uniform(0.15, 0.3) if dark else dice.uniform(0.5, 1),
        noise=3 if dark else 2,
    )


def picture(badges: Sequence[QImage], shot: Shot, dice: random.Random) -> QImage:
    """Return the picture of `badges` side by side, each held as `shot` tells."""
    canvas = QImage(SIZE * 2, _GREY)
    canvas.fill(QColor(dice.choice((70, 110, 150))))
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    _clutter(painter, dice)
    for index, badge in enumerate(badges):
        x = SIZE.width() * (index + 0.5) / len(badges)
        middle = QPointF(x + dice.uniform(-40, 40), 360 + dice.uniform(-60, 60))
        _lay(painter, badge, shot, middle)
    painter.end()
    seen = canvas.scaled(
        SIZE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(_GREY)
    return _through_camera(seen, shot, dice)


def _clutter(painter: QPainter, dice: random.Random) -> None:
    """Paint stripes and boxes, as clothes and rooms have them."""
    for _ in range(12):
        grey = dice.randrange(40, 220)
        painter.fillRect(
            dice.randrange(SIZE.width() * 2),
            dice.randrange(SIZE.height() * 2),
            dice.randrange(20, 500),
            dice.randrange(20, 300),
            QColor(grey, grey, grey),
        )


def _lay(painter: QPainter, badge: QImage, shot: Shot, middle: QPointF) -> None:
    scale = 2 * shot.module / cos(radians(shot.tilt)) / MODULE_MM  # canvas pixels a mm
    # The scaling down is done first, with averages; the rest hardly scales.
    small = badge.scaled(
        round(WIDTH_MM * scale * 1.3),
        round(HEIGHT_MM * scale * 1.3),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    flat = QPolygonF(
        [
            QPointF(0, 0),
            QPointF(small.width(), 0),
            QPointF(small.width(), small.height()),
            QPointF(0, small.height()),
        ]
    )
    corners = [
        _seen(x * WIDTH_MM / 2 * scale, y * HEIGHT_MM / 2 * scale, shot)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    there = QPolygonF([corner + middle * 2 for corner in corners])
    turned = QTransform.quadToQuad(flat, there)
    assert isinstance(turned, QTransform)
    painter.save()
    painter.setTransform(turned)
    painter.drawImage(0, 0, small)
    painter.restore()


def _seen(x: float, y: float, shot: Shot) -> QPointF:
    """Return where a point of the badge's plane is in the picture."""
    turn, axis, tilt = (radians(a) for a in (shot.turn, shot.towards, shot.tilt))
    x, y = x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
    along = x * cos(axis) + y * sin(axis)
    across = -x * sin(axis) + y * cos(axis)
    depth = across * sin(tilt)
    across *= cos(tilt)
    near = 2 * _FOCAL / (2 * _FOCAL + depth)
    return QPointF(
        (along * cos(axis) - across * sin(axis)) * near,
        (along * sin(axis) + across * cos(axis)) * near,
    )


def _through_camera(image: QImage, shot: Shot, dice: random.Random) -> QImage:
    width, height = image.width(), image.height()
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(height, -1)[:, :width]
    grey = _blurred(flat.astype(np.float32), shot.blur)
    grey = 8 + grey * (shot.light * 240 / 255)
    noise = np.random.default_rng(dice.randrange(1 << 30))
    grey += noise.standard_normal(grey.shape, np.float32) * shot.noise
    data = np.clip(grey, 0, 255).astype(np.uint8).tobytes()
    return QImage(data, width, height, width, _GREY).copy()


def _blurred(grey: Pixels, sigma: float) -> Pixels:
    if sigma < 0.05:
        return grey
    reach = max(1, round(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights = (weights / weights.sum()).astype(np.float32)
    for axis in (0, 1):
        padded = np.pad(grey, [(reach, reach) if a == axis else (0, 0) for a in (0, 1)],
                        mode="edge")  # fmt: skip
        length = grey.shape[axis]
        grey = sum(
            weight * np.take(padded, range(start, start + length), axis)
            for start, weight in enumerate(weights)
        )
    return grey
