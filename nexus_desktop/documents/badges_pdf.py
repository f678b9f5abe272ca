"""Badges on paper: QR codes as vectors, names in their own scripts, role colours.

Same badges and sheet in, same bytes out.
"""

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.badge_sheet import INK, BadgeFace, Sheet, text_on
from nexus_desktop.documents import paper, qr
from nexus_desktop.documents.badge_design import Layout, design_of, lay_out
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box

_SOFT = "#57606A"
_CUTTER = "#8A939C"
_BLEED = 1.0 * MM  # of the band over the edge, where there is a gap
_MARK_START, _MARK_END = 1.2 * MM, 2.8 * MM  # of a cutter's mark, from the corner
_COLOURS = {"heading": _SOFT, "organisation": "#343B43"}


def render(
    badges: Sequence[BadgeFace],
    sheet: Sheet,
    *,
    title: str = "Badges",
    done: Callable[[int], None] | None = None,
) -> bytes:
    """Return `badges` as a PDF, `sheet.count` to a page, in their order.

    `done` is told how many are drawn, after each; what it raises ends the work.
    """
    canvas = paper.blank(sheet.width * MM, sheet.height * MM, title=title)
    corners = [(x * MM, y * MM) for x, y in sheet.corners()]
    design = design_of(sheet)
    for index, face in enumerate(badges):
        place = index % sheet.count
        if index and not place:
            canvas.showPage()
        _place(canvas, face, lay_out(face, design), corners[place], sheet)
        if done:
            done(index + 1)
    return paper.finished(canvas)


def _place(
    canvas: Canvas,
    face: BadgeFace,
    layout: Layout,
    corner: tuple[float, float],
    sheet: Sheet,
) -> None:
    canvas.saveState()
    canvas.translate(*corner)
    _draw(canvas, face, layout, _BLEED if sheet.gap else 0.0)
    if sheet.gap:
        _mark(canvas, sheet.badge_width * MM, sheet.badge_height * MM)
    canvas.restoreState()


def _draw(canvas: Canvas, face: BadgeFace, layout: Layout, bleed: float) -> None:
    design = layout.design
    band = design.band
    paper.fill(
        canvas,
        Box(-bleed, -bleed, band.width + 2 * bleed, band.height + bleed),
        face.role_colour,
    )
    paper.fill(canvas, design.rule, face.role_colour)
    qr.draw(canvas, qr.matrix(face.code), design.qr)
    colours = {**_COLOURS, "role": text_on(face.role_colour)}
    for slot, text in layout.texts.items():
        text.draw(canvas, colours.get(slot, INK))


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
