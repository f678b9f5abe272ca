"""Badges on paper: QR codes as vectors, names in their own scripts, role colours.

Same badges and layout in, same bytes out.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.badge_layout import BadgeLayout, Kind, Side
from nexus_desktop.core.badge_sheet import BadgeFace, Fold, Sheet
from nexus_desktop.core.filing import Compartment
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.documents import badge_cards, badge_pictures, paper, qr
from nexus_desktop.documents.badge_design import Placed, lay_out
from nexus_desktop.documents.badge_pictures import Pictures
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box

_Corner: TypeAlias = tuple[float, float]

_CUTTER = "#8A939C"
_WHITE = "#FFFFFF"
_BLEED = 1.0 * MM  # of colour over the edge, where there is a gap
_MARK_START, _MARK_END = 1.2 * MM, 2.8 * MM  # of a cutter's mark, from the corner
_NEAR = 0.05 * MM


def render(
    badges: Sequence[BadgeFace | Compartment],
    on: BadgeLayout | Sheet,
    *,
    title: str = "Badges",
    first: int = 1,
    done: Callable[[int], None] | None = None,
) -> bytes:
    """Return `badges` as a PDF in their order, as `on` lays them out.

    A compartment among them is a card of a badge's size that says what comes next. A
    sheet stands for its ready layout. Backs that are not folded behind the front
    have a page of their own after that of their fronts, mirrored, so that the paper
    is printed on both sides, turned over like a page. The first badge takes place
    `first` of its sheet (from 1), where those before it are used up. `done` is told
    how many are drawn, after each; what it raises ends the work.
    """
    layout = on_sheet(on) if isinstance(on, Sheet) else on
    sheet = layout.sheet
    canvas = paper.blank(sheet.width * MM, sheet.height * MM, title=title)
    press = _Press(canvas, layout)
    drawn = 0
    for number, (page, used) in enumerate(_pages(badges, sheet.count, first - 1)):
        if number:
            paper.end_page(canvas)
        for face, corner in zip(page, press.corners[used:], strict=False):
            press.front(face, corner)
            drawn += 1
            if done:
                done(drawn)
        if press.has_back_pages:
            paper.end_page(canvas)
            for face, corner in zip(page, press.back_corners[used:], strict=False):
                press.back(face, corner)
    return paper.finished(canvas)


def _pages(
    badges: Sequence[BadgeFace | Compartment], count: int, used: int
) -> Iterator[tuple[tuple[BadgeFace | Compartment, ...], int]]:
    """Yield the badges of each page, and how many places of it are used up."""
    rest = iter(badges)
    while page := tuple(islice(rest, count - used)):
        yield page, used
        used = 0


class _Press:
    """Draws badges of one layout on a canvas."""

    def __init__(self, canvas: Canvas, layout: BadgeLayout) -> None:
        self._canvas, self._layout = canvas, layout
        self._pictures = Pictures(layout.pictures)
        sheet = layout.sheet
        self._width, self._height = layout.width * MM, layout.height * MM
        has_gap = min(sheet.gap, sheet.row_gap) > 2 * _BLEED / MM
        self._bleed = _BLEED if has_gap and sheet.marks else 0.0
        self._marked = sheet.marks and sheet.gap > 0
        is_folded = sheet.fold is not Fold.NONE
        self._folded = layout.back if is_folded else None
        self.has_back_pages = layout.back is not None and not is_folded
        self.corners = _in_points(sheet.corners())
        self.back_corners = _in_points(sheet.corners(mirrored=True))

    def front(self, face: BadgeFace | Compartment, corner: _Corner) -> None:
        """Draw the front, and a back that is folded behind it; or a card."""
        canvas, sheet = self._canvas, self._layout.sheet
        canvas.saveState()
        canvas.translate(*corner)
        if self._marked:
            _mark(canvas, sheet.cell_width * MM, sheet.cell_height * MM)
        if isinstance(face, Compartment):
            badge_cards.draw(canvas, face, self._width, self._height)
        else:
            if sheet.fold is not Fold.NONE:
                self._fold(face)
            self._draw(face, self._layout.front)
        canvas.restoreState()

    def back(self, face: BadgeFace | Compartment, corner: _Corner) -> None:
        """Draw a back that is on the other side of the paper; a card has none."""
        if self._layout.back is not None and isinstance(face, BadgeFace):
            self._canvas.saveState()
            self._canvas.translate(*corner)
            self._draw(face, self._layout.back)
            self._canvas.restoreState()

    def _fold(self, face: BadgeFace) -> None:
        """Draw the folded back and the fold; leave the origin at the front's corner."""
        canvas, fold = self._canvas, self._layout.sheet.fold
        width, height = self._width, self._height
        canvas.saveState()
        if fold is Fold.ABOVE:
            canvas.translate(width, 2 * height)
            canvas.rotate(180)
        elif fold is Fold.BELOW:
            canvas.translate(width, height)
            canvas.rotate(180)
        if self._folded is not None:
            self._draw(face, self._folded)
        canvas.restoreState()
        if fold is Fold.BELOW:
            canvas.translate(0, height)
        elif fold is Fold.BESIDE:
            canvas.translate(width, 0)
        _crease(canvas, fold, width, height)

    def _draw(self, face: BadgeFace, side: Side) -> None:
        """Draw a side with the origin at its lower left."""
        if side.ground:
            ground = self._layout.colour(side.ground, face)
            whole = Box(0, 0, self._width, self._height)
            paper.fill(self._canvas, self._bled(whole), ground)
        for placed in lay_out(face, self._layout, side):
            self._draw_element(face, placed)

    def _draw_element(self, face: BadgeFace, placed: Placed) -> None:
        element, canvas = placed.element, self._canvas
        if element.kind == Kind.TEXT and placed.text is not None:
            if placed.ground and placed.text.lines:
                paper.fill(canvas, self._bled(placed.box), placed.ground)
            placed.text.draw(canvas, placed.colour)
        elif element.kind in (Kind.BAND, Kind.LINE):
            colour = placed.ground if element.kind == Kind.BAND else placed.colour
            if colour:
                paper.fill(canvas, self._bled(placed.box), colour)
        elif element.kind == Kind.CODE:
            square = middle_square(placed.box)
            paper.fill(canvas, square, placed.ground or _WHITE)
            qr.draw(canvas, qr.matrix(face.code), square)
        elif element.kind == Kind.PICTURE:
            picture = self._pictures.named(element.picture)
            badge_pictures.draw(canvas, picture, placed)
        elif element.kind == Kind.PHOTO:
            photo = badge_pictures.read(face.photo)
            badge_pictures.draw(canvas, photo, placed, fills=True)

    def _bled(self, box: Box) -> Box:
        """Return a coloured box that goes over the edges that it touches."""
        if not self._bleed:
            return box
        left = self._bleed if box.left < _NEAR else 0.0
        bottom = self._bleed if box.bottom < _NEAR else 0.0
        right = self._bleed if box.right > self._width - _NEAR else 0.0
        top = self._bleed if box.top > self._height - _NEAR else 0.0
        return Box(
            box.left - left,
            box.bottom - bottom,
            box.width + left + right,
            box.height + bottom + top,
        )


def middle_square(box: Box) -> Box:
    """Return the largest square in the middle of `box`."""
    side = min(box.width, box.height)
    return Box(
        box.left + (box.width - side) / 2,
        box.bottom + (box.height - side) / 2,
        side,
        side,
    )


def _in_points(
    corners: Iterator[tuple[float, float]],
) -> list[tuple[float, float]]:
    return [(x * MM, y * MM) for x, y in corners]


def _crease(canvas: Canvas, fold: Fold, width: float, height: float) -> None:
    """Draw short dashes where the badge is folded, from the front's lower left."""
    canvas.setStrokeColor(_CUTTER)
    canvas.setLineWidth(0.3)
    length = 4 * MM
    if fold is Fold.BESIDE:
        ends = [(0.0, 0.0, 0.0, length), (0.0, height - length, 0.0, height)]
    else:
        y = height if fold is Fold.ABOVE else 0.0
        ends = [(0.0, y, length, y), (width - length, y, width, y)]
    canvas.lines(ends)


def _mark(canvas: Canvas, width: float, height: float) -> None:
    """Draw the cutter's marks outside the corners of a badge."""
    canvas.setStrokeColor(_CUTTER)
    canvas.setLineWidth(0.3)
    marks = []
    for x, outward in ((0.0, -1), (width, 1)):
        for y, upward in ((0.0, -1), (height, 1)):
            start, end = _MARK_START, _MARK_END
            marks.append((x + outward * start, y, x + outward * end, y))
            marks.append((x, y + upward * start, x, y + upward * end))
    canvas.lines(marks)
