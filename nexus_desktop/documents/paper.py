"""Blank paper: a canvas whose bytes depend on what is drawn and on nothing else."""

from functools import cache
from zlib import compress

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core import resources
from nexus_desktop.documents.fonts import LOCK
from nexus_desktop.documents.text_box import Box

MM = float(mm)
"""Points in a millimetre."""

CREATOR = "Nexus Desktop"


def blank(width: float, height: float, *, title: str, subject: str = "") -> Canvas:
    """Return a canvas for pages of a size in points, without date or number.

    Its text is drawn with `shaping`, so no font is named before it is used and none
    stays outside the file.
    """
    canvas = Canvas(
        "",
        pagesize=(width, height),
        pageCompression=1,
        invariant=1,
        initialFontName=_first_font(),
        lang="en",
    )
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor(CREATOR)
    canvas.setCreator(CREATOR)
    return canvas


def end_page(canvas: Canvas) -> None:
    """Begin a new page; the one before is packed now, not when all are drawn."""
    canvas.showPage()
    pack_last_page(canvas)


def pack_last_page(canvas: Canvas) -> None:
    """Pack the page that was shown last."""
    page = canvas._doc.Pages.pages[-1]  # noqa: SLF001  (no public way)
    page.Contents = PDFStream(
        PDFDictionary({"Filter": PDFName("FlateDecode")}),
        compress(page.stream.encode()),
        filters=[],
    )
    page.stream = None


def finished(canvas: Canvas) -> bytes:
    """Return the file; without anything drawn it has one empty page."""
    if canvas.getPageNumber() == 1:
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def in_points(left: float, bottom: float, width: float, height: float) -> Box:
    """Return a box given in millimetres."""
    return Box(left * MM, bottom * MM, width * MM, height * MM)


def fill(canvas: Canvas, box: Box, colour: str) -> None:
    """Paint `box` in `colour`."""
    canvas.setFillColor(colour)
    canvas.rect(box.left, box.bottom, box.width, box.height, stroke=0, fill=1)


@cache
def _first_font() -> str:
    """Return a font that reportlab takes as given but writes only when it is used."""
    name = "Noto Sans"
    with LOCK:
        path = resources.path("fonts", "NotoSans-Regular.ttf")
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name
