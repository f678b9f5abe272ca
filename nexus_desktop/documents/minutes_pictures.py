"""Pictures of the minutes: figures with their captions, logos, the cover's picture."""

from dataclasses import replace

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from nexus_desktop.core.minutes.value import Illustration, Image
from nexus_desktop.documents import badge_pictures, shaping
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.minutes_design import Page
from nexus_desktop.documents.minutes_flow import (
    Flow,
    SetLine,
    draw_lines,
    height_of,
    rule,
    set_lines,
)
from nexus_desktop.documents.text_box import Box

_TALLEST = 0.38  # of the height of the text, for a figure
_LEAST = 0.6  # of its height, to which it gives way at the end of a page
_FINEST = 0.48  # points of a pixel: 150 dots per inch
_GAP = 6.0

LOGO_WIDTH, LOGO_HEIGHT = 150.0, 46.0
"""Points that a logo has at most."""


class FigurePicture(Flow):
    """A figure: its picture with the caption under it, never parted."""

    def __init__(self, figure: Illustration, page: Page) -> None:
        self._picture = badge_pictures.read(figure.image.data)
        self._box = _fitted(figure.image, page.text_width, page.text_height * _TALLEST)
        self._lines = _caption(figure, page.text_width)
        super().__init__(self._box.height + _GAP + height_of(self._lines), 6, 12)
        self._anchor = figure.anchor

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the space it takes: a little less where it would not fit."""
        text = self.block_height - self._box.height
        share = (height - text) / self._box.height if self._box.height else 1.0
        if _LEAST <= share < 1:
            box = self._box
            self._box = replace(box, width=box.width * share, height=box.height * share)
            self.block_height = self._box.height + text
        return super().wrap(width, height)

    @override
    def draw(self) -> None:
        """Draw the picture at the left, and what it shows."""
        canvas = self.canv
        canvas.bookmarkHorizontal(self._anchor, 0, self.height + 8)
        bottom = self.height - self._box.height
        put(canvas, self._picture, replace(self._box, bottom=bottom))
        box = (0.0, bottom - _GAP, self.width)
        draw_lines(canvas, self._lines, box, design.FIGURE)


def _caption(figure: Illustration, width: float) -> tuple[SetLine, ...]:
    label = shaping.Span(figure.label, bold=True, colour=design.INK)
    text = shaping.Span(f"  {figure.caption}" if figure.caption else "")
    return set_lines((label, text), design.FIGURE, width)


def _fitted(image: Image, width: float, height: float) -> Box:
    """Return the size of a picture: as large as there is room and its pixels allow."""
    across, down = max(image.width, 1), max(image.height, 1)
    scale = min(width / across, height / down, 2 * _FINEST)
    return Box(0, 0, across * scale, down * scale)


def put(canvas: Canvas, picture: ImageReader | None, box: Box) -> None:
    """Draw a picture into its box; a frame where it can't be read."""
    if picture is None:
        for y in (box.bottom, box.bottom + box.height):
            rule(canvas, design.RULE, (box.left, y, box.width))
        return
    canvas.drawImage(picture, box.left, box.bottom, box.width, box.height, mask="auto")


def put_filling(canvas: Canvas, image: Image, box: Box) -> None:
    """Fill `box` with a picture; what is too much of it is cut at both sides."""
    picture = badge_pictures.read(image.data)
    if picture is None:
        return
    where = badge_pictures.place(box, picture.getSize(), 0.5, fills=True)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(box.left, box.bottom, box.width, box.height)
    canvas.clipPath(clip, stroke=0, fill=0)
    put(canvas, picture, where)
    canvas.restoreState()


def put_logo(canvas: Canvas, image: Image, corner: tuple[float, float]) -> None:
    """Draw a logo whose top right corner is at a point."""
    right, top = corner
    box = _fitted(image, LOGO_WIDTH, LOGO_HEIGHT)
    placed = Box(right - box.width, top - box.height, box.width, box.height)
    put(canvas, badge_pictures.read(image.data), placed)
