"""How minutes look: pages, type sizes, distances, colours. Points throughout."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, LETTER

INK = "#1B1F24"
SOFT = "#57606A"
FAINT = "#8A94A0"
RULE = "#D8DEE5"
ACCENT = "#0F6CBD"
TINT = "#EEF4FB"
TRACK = "#D5E3F1"
TRACK_INK = "#9DBFDF"
WATERMARK = "#F1F3F6"

MARGIN = 62.0
HEAD_ROOM = 74.0
FOOT_ROOM = 66.0

_PAPERS: dict[str, tuple[float, float]] = {"A4": A4, "Letter": LETTER}


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the part of it that text is set in."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """Return the width of the text."""
        return self.width - 2 * MARGIN

    @property
    def text_height(self) -> float:
        """Return the height of the text."""
        return self.height - HEAD_ROOM - FOOT_ROOM


def page(paper: str) -> Page:
    """Return the page for a paper's name; A4 for one that is not known."""
    return Page(*_PAPERS.get(paper, A4))


@dataclass(frozen=True, slots=True)
class Type:
    """A way of setting text.

    Attributes:
        leading: from baseline to baseline; lines of tall scripts take more.
        before, after: distance to what stands above and below.
    """

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    before: float = 0.0
    after: float = 0.0


BODY = Type(9.6, 14.2, after=6)
LEAD = Type(10.6, 15.6, after=8)
QUIET = Type(9, 13, colour=SOFT, after=6)
ITEM = Type(9.6, 14.2, after=3.6)
FACT = Type(9.2, 13.2, after=1.6)
CELL = Type(8.4, 11.6)
CELL_HEAD = Type(8, 11, bold=True, colour=SOFT)
BAND = Type(8.6, 11.6, bold=True, colour=ACCENT)
LABEL = Type(8.2, 11, colour=SOFT)
FIGURE = Type(8.6, 12, colour=SOFT)
CAPTION = Type(8.6, 12, colour=SOFT, before=4, after=10)
NUMBER = Type(21, 25, bold=True, colour=ACCENT)
SMALL = Type(7.8, 10, colour=SOFT)

HEADINGS = {
    1: Type(21, 27, bold=True, after=16),
    2: Type(13, 17.5, bold=True, before=17, after=6),
    3: Type(10.8, 15, bold=True, colour=ACCENT, before=12, after=4),
    4: Type(9.2, 13, bold=True, colour=SOFT, before=9, after=4),
}
ENTRIES = {
    1: Type(9.8, 13.2, bold=True, before=6.5, after=1),
    2: Type(9, 12, after=1),
}
