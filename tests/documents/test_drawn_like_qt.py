"""Lines on paper look as Qt itself draws the same strings."""

from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter

from nexus_desktop.core import resources
from nexus_desktop.documents import paper
from nexus_desktop.documents.shaping import shape
from tests.documents.reading import images_of, needs_poppler
from tests.documents.scripts import ALL

DPI = 150
POINTS = 24  # 50 pixels at 150 dots an inch
PIXELS = POINTS * DPI // 72
NEAR = 5  # pixels across that ink may differ by
WORDS = list(dict.fromkeys(word for text in ALL.values() for word in text.split()))
HEIGHT = 90.0  # points of the paper of a line


@pytest.fixture(scope="module")
def families() -> Iterator[list[str]]:
    """Let Qt know our fonts for a while; the one for Latin comes first."""
    shape("a", 10)  # makes the program that fonts need
    paths = sorted(resources.path("fonts").glob("*-Regular.ttf"))
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in paths]
    names = [QFontDatabase.applicationFontFamilies(key)[0] for key in loaded]
    yield sorted(names, key=lambda name: name != "Noto Sans")
    for key in loaded:
        QFontDatabase.removeApplicationFont(key)


def on_paper() -> dict[str, Image.Image]:
    """Return word -> how poppler paints it, a page each.

    Word by word, for Qt takes the spaces between them from another font. With pairs of
    letters placed as Qt does, which text on paper does for titles only.
    """
    canvas = paper.blank(595, HEIGHT, title="Samples")
    for word in WORDS:
        shape(word, POINTS, fine=True).draw(canvas, 20, 30)
        paper.end_page(canvas)
    pages = images_of(paper.finished(canvas), dpi=DPI)
    return dict(zip(WORDS, pages, strict=True))


def by_qt(text: str, families: list[str]) -> Image.Image:
    """Return `text` as Qt paints it."""
    image = QImage(1240, 190, QImage.Format.Format_Grayscale8)
    image.fill(255)
    font = QFont(families)
    font.setPixelSize(PIXELS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.drawText(QPointF(40, 120), text)
    painter.end()
    size = (image.width(), image.height())
    line = image.bytesPerLine()
    return Image.frombuffer("L", size, bytes(image.constBits()), "raw", "L", line, 1)


def ink(image: Image.Image) -> Image.Image:
    """Return the ink in white, cut to where there is any."""
    white = ImageOps.invert(image).point(lambda level: 255 if level > 96 else 0)
    return white.crop(white.getbbox())


def astray(one: Image.Image, other: Image.Image) -> float:
    """Return the share of ink of `one` that is not near any of `other`."""
    width = max(one.width, other.width)
    height = max(one.height, other.height)
    first, second = (Image.new("L", (width, height)) for _ in range(2))
    first.paste(one)
    second.paste(other)
    grown = second.filter(ImageFilter.MaxFilter(NEAR))
    lost = ImageChops.subtract(first, grown)
    return lost.histogram()[255] / max(first.histogram()[255], 1)


@needs_poppler
def test_every_script_looks_as_qt_draws_it(families: list[str]) -> None:
    papers, different = on_paper(), {}
    for word in WORDS:
        drawn, printed = ink(by_qt(word, families)), ink(papers[word])
        apart = max(astray(drawn, printed), astray(printed, drawn))
        if apart > 0.02:
            different[word] = round(apart, 3)
    assert different == {}


def test_the_comparison_tells_texts_apart(families: list[str]) -> None:
    same = ink(by_qt("กรุงเทพ", families))
    assert astray(same, same) == 0
    assert astray(same, ink(by_qt("กรุงเทษ", families))) > 0.02
    assert astray(same, Image.new("L", (9, 9))) == 1
