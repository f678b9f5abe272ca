"""A page that shows how a printer places things: its edges, its way up, its scale."""

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.badge_sheet import INK
from nexus_desktop.documents import paper
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box, Setting, fit

_SOFT = "#57606A"
_INSET = 2 * MM  # what many printers leave white at the edges
_SCALE = 20  # millimetres of the ruler


def render(width: float, height: float, *, printer: str) -> bytes:
    """Return a page of a size in millimetres, for the printer of that name."""
    canvas = paper.blank(width * MM, height * MM, title="Test page")
    across, up = width * MM, height * MM
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.rect(_INSET, _INSET, across - 2 * _INSET, up - 2 * _INSET)
    _arrow(canvas, across / 2, up - 3 * _INSET, min(across, up) * 0.12)
    _ruler(canvas, across / 2 - _SCALE * MM / 2, 3 * _INSET)
    room = Box(
        3 * _INSET, up * 0.3, across - 6 * _INSET, up - up * 0.3 - min(across, up) * 0.3
    )
    text = f"{width:g} × {height:g} mm\n{printer}"
    for place, line in enumerate(text.split("\n")):
        box = Box(room.left, room.top - (place + 1) * room.height / 2, room.width,
                  room.height / 2)  # fmt: skip
        size = 22 if place == 0 else 12
        setting = Setting(size, 5, align=0.5, rise=0.5, bold=place == 0)
        fit(line, box, setting).draw(canvas, _SOFT if place else INK)
    return paper.finished(canvas)


def _arrow(canvas: Canvas, x: float, top: float, size: float) -> None:
    """Draw an arrow that points up on a page that came out the right way."""
    path = canvas.beginPath()
    path.moveTo(x, top)
    path.lineTo(x - size / 2, top - size)
    path.lineTo(x + size / 2, top - size)
    path.close()
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)


def _ruler(canvas: Canvas, left: float, bottom: float) -> None:
    """Draw 20 mm with a mark each millimetre, to hold a ruler against."""
    canvas.setLineWidth(0.3)
    marks = []
    for number in range(_SCALE + 1):
        x = left + number * MM
        height = (3.0 if number % 10 == 0 else 2.2 if number % 5 == 0 else 1.4) * MM
        marks.append((x, bottom, x, bottom + height))
    canvas.lines(marks)
