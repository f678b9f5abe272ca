"""What the editor shows is what the PDF has."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side
from nexus_desktop.core.badge_sheet import BadgeFace, Sheet
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.documents import badges_pdf
from nexus_desktop.ui.papers import layout_ink
from tests.core.test_picture import PNG
from tests.documents.badges import face
from tests.documents.reading import images_of, needs_poppler
from tests.documents.scripts import ALL
from tests.documents.test_badges_pdf import picture

_DOTS = 10  # pixels a millimetre
ONE = Sheet("", "", 96, 60, 96, 60)  # a whole number of pixels at 254 dpi


def painted(layout: BadgeLayout, shown: BadgeFace) -> np.ndarray:
    size = QSize(int(layout.width * _DOTS), int(layout.height * _DOTS))
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.scale(_DOTS, _DOTS)
    layout_ink.paint(painter, shown, layout, layout.front)
    painter.end()
    flat = np.frombuffer(image.constBits(), np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def printed(layout: BadgeLayout, shown: BadgeFace) -> np.ndarray:
    (image,) = images_of(badges_pdf.render([shown], layout), dpi=254)
    pixels = np.asarray(image).astype(int)
    return pixels[: int(layout.height * _DOTS), : int(layout.width * _DOTS)]


def differing(layout: BadgeLayout, shown: BadgeFace) -> float:
    """Return the share of pixels that differ by more than an edge's softness."""
    return float((abs(painted(layout, shown) - printed(layout, shown)) > 140).mean())


@needs_poppler
@pytest.mark.parametrize("script", ALL)
def test_names_are_shown_as_they_are_printed(qapp: QApplication, script: str) -> None:
    shown = replace(face(1), name=ALL[script], native_name=ALL[script] * 2)
    assert differing(on_sheet(ONE), shown) < 0.008


@needs_poppler
def test_pictures_grounds_and_lines_are_shown_as_they_are_printed(
    qapp: QApplication,
) -> None:
    shown = Side(
        (
            Element("logo", Kind.PICTURE, 5, 5, 30, 20, picture="logo", align=1.0),
            Element("none", Kind.PICTURE, 5, 30, 9, 9, picture="gone"),
            Element("photo", Kind.PHOTO, 50, 5, 20, 30),
            Element("band", Kind.BAND, 0, 50, 96, 10, ground="role"),
            Element("bare", Kind.BAND, 0, 40, 20, 5),
            Element("line", Kind.LINE, 40, 40, 30, 0.6, colour="#123456"),
            Element("text", Kind.TEXT, 75, 5, 20, 9, text="{name}", ground="#FFCC00"),
            Element("code", Kind.CODE, 72, 20, 23, 23, ground="#DDEEFF"),
            Element("new", "hologram", 1, 1, 9, 9),
        ),
        ground="#EEFFEE",
    )
    layout = BadgeLayout("", ONE, shown, pictures={"logo": picture("#336699")})
    person = replace(face(1), photo=picture("#884422", "JPEG", (30, 60)))
    assert differing(layout, person) < 0.002
    torn = replace(layout, pictures={"logo": PNG})
    assert differing(torn, person) < 0.002
