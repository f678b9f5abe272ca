"""Pages of lists: strips one below the other, heads repeated, "page x of y".

A list is cut into pages first and drawn then, so every page knows how many there are.
Lengths are in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.papers import Heading
from nexus_desktop.documents import paper
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.shaping import Line, Span, Text, shape, wrap
from nexus_desktop.documents.text_box import Box, Setting, fit
from nexus_desktop.documents.watch import UNWATCHED, Watch

SOFT = "#57606A"
ACCENT = "#0F6CBD"
GROUND = "#F1F4F7"
LINE = "#D5DAE0"

BODY, SMALL = 9.5, 8.2
_PAD = 3.6  # above and below the text of a row
_GAP = 8.0  # between columns
_AIR = 0.12  # between the ink of two lines, in type sizes
_RISE, _LEADING, _TAIL = 0.76, 1.26, 0.22  # in type sizes

Paint = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and the part of it that text fills."""

    width: float
    height: float
    side: float = 17 * MM
    top: float = 24 * MM
    bottom: float = 20 * MM

    @property
    def room(self) -> float:
        """How high the text may be."""
        return self.height - self.top - self.bottom

    @property
    def measure(self) -> float:
        """How wide the text may be."""
        return self.width - 2 * self.side


PORTRAIT = Frame(210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Strip:
    """Something over the whole width; `paint(canvas, left, top)` draws it.

    Attributes:
        mark: what the outline of the file calls this place, "" for nothing.
        level: of the mark, 0 at the top.
    """

    height: float
    paint: Paint
    mark: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Strips that belong together.

    Attributes:
        opening: its title, on the page where it begins; `again` stands there on
            further pages.
        head: names of the columns, on each of its pages.
        gap: space above it, unless it begins a page.
        fresh: it begins a page.
        whole: it is not parted if a page can hold it.
    """

    strips: Sequence[Strip]
    opening: Sequence[Strip] = ()
    again: Sequence[Strip] = ()
    head: Sequence[Strip] = ()
    gap: float = 0.0
    fresh: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    heading: str
    share: float


Page = list[tuple[Strip, float]]


class _Pages:
    """Puts strips on pages; offsets count down from the top of the text."""

    def __init__(self, room: float) -> None:
        self.pages: list[Page] = [[]]
        self._room = room
        self._used = 0.0

    def has_room(self, height: float) -> bool:
        return self._used + height <= self._room

    def turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self._used = 0.0

    def skip(self, height: float) -> None:
        if self.pages[-1]:
            self._used += height

    def put(self, strips: Sequence[Strip]) -> None:
        for strip in strips:
            self.pages[-1].append((strip, self._used))
            self._used += strip.height


def paginate(parts: Sequence[Part], room: float) -> list[Page]:
    """Return pages of `room` height; a title keeps two strips below it."""
    pages = _Pages(room)
    for part in parts:
        start = _height(part.opening) + _height(part.head)
        all_of_it = start + _height(part.strips)
        kept = part.strips if part.whole and all_of_it <= room else part.strips[:2]
        if part.fresh or not pages.has_room(part.gap + start + _height(kept)):
            pages.turn()
        pages.skip(part.gap)
        pages.put([*part.opening, *part.head])
        for strip in part.strips:
            if not pages.has_room(strip.height):
                pages.turn()
                pages.put([*part.again, *part.head])
            pages.put([strip])
    return pages.pages


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


Paper = tuple[Heading, Sequence[Page]]


def draw(papers: Sequence[Paper], frame: Frame, page_of: str) -> bytes:
    """Return one PDF of several papers, each with its own heading on its pages.

    `page_of` has `{page}` and `{pages}`, which count through all of them.
    """
    every = [(heading, page) for heading, pages in papers for page in pages]
    return _drawn(
        [
            (heading, page, page_of.format(page=number, pages=len(every)))
            for number, (heading, page) in enumerate(every, 1)
        ],
        frame,
        UNWATCHED,
    )


def draw_apart(
    papers: Sequence[Paper], frame: Frame, page_of: str, watch: Watch = UNWATCHED
) -> bytes:
    """Return one PDF of several papers, the pages of each counted by themselves.

    Raises:
        RenderingStopped: as `watch` says.
    """
    return _drawn(
        [
            (heading, page, page_of.format(page=number, pages=len(pages)))
            for heading, pages in papers
            for number, page in enumerate(pages, 1)
        ],
        frame,
        watch,
    )


def _drawn(
    pages: Sequence[tuple[Heading, Page, str]], frame: Frame, watch: Watch
) -> bytes:
    first = pages[0][0]
    canvas = paper.blank(
        frame.width, frame.height, title=f"{first.title} – {first.workshop}"
    )
    for number, (heading, page, told) in enumerate(watch.over(pages, len(pages), 0.6)):
        if number:
            canvas.showPage()
        _draw_margins(canvas, heading, frame, told)
        for place, (strip, offset) in enumerate(page):
            top = frame.height - frame.top - offset
            if strip.mark:
                key = f"{number}-{place}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
                canvas.addOutlineEntry(strip.mark, key, strip.level)
            strip.paint(canvas, frame.side, top)
    return paper.finished(canvas)


def _draw_margins(canvas: Canvas, heading: Heading, frame: Frame, number: str) -> None:
    above = frame.height - frame.top + 8 * MM
    wide, narrow = frame.measure * 0.68, frame.measure * 0.3
    right = frame.side + frame.measure - narrow
    for text, left, bottom, width in (
        (heading.workshop, frame.side, above, wide),
        (heading.title, right, above, narrow),
        (heading.detail, frame.side, 9 * MM, wide),
        (number, right, 9 * MM, narrow),
    ):
        setting = Setting(SMALL, 6.2, rise=0, align=float(left == right))
        fit(text, Box(left, bottom, width, 12), setting).draw(canvas, SOFT)
    rule(canvas, frame.side, frame.measure, above - 4)


def rule(canvas: Canvas, left: float, width: float, y: float) -> None:
    """Draw a thin line."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, y, left + width, y)


# Strips


def space(height: float) -> Strip:
    """Return an empty strip."""
    return Strip(height, lambda _canvas, _left, _top: None)


def stacked(strips: Sequence[Strip]) -> Strip:
    """Return `strips` as one, which no page break parts."""

    def paint(canvas: Canvas, left: float, top: float) -> None:
        for strip in strips:
            strip.paint(canvas, left, top)
            top -= strip.height

    return Strip(_height(strips), paint)


def text_strip(text: Text, size: float, width: float, after: float = 0.0) -> Strip:
    """Return a paragraph."""
    lines = wrap(text, size, width)

    def paint(canvas: Canvas, left: float, top: float) -> None:
        for line, y in zip(lines, baselines(lines, top), strict=True):
            line.draw(canvas, left, y)

    return Strip(text_height(lines) + after, paint)


def table_head(columns: Sequence[Column], width: float) -> Strip:
    """Return the names of the columns."""
    places = _places(columns, width)
    height = SMALL + 2 * _PAD

    def paint(canvas: Canvas, left: float, top: float) -> None:
        paper.fill(canvas, Box(left, top - height, width, height), GROUND)
        for column, (x, _) in zip(columns, places, strict=True):
            line = shape(column.heading, SMALL, bold=True)
            line.draw(canvas, left + x, top - _PAD - _RISE * SMALL, SOFT)

    return Strip(height, paint)


def table_row(columns: Sequence[Column], cells: Sequence[Text], width: float) -> Strip:
    """Return a row; texts are wrapped in their columns."""
    places = _places(columns, width)
    wrapped = [
        wrap(cell, BODY, room) for cell, (_, room) in zip(cells, places, strict=True)
    ]
    height = max(map(text_height, wrapped)) + 2 * _PAD

    def paint(canvas: Canvas, left: float, top: float) -> None:
        rule(canvas, left, width, top - height)
        for lines, (x, _) in zip(wrapped, places, strict=True):
            for line, y in zip(lines, baselines(lines, top - _PAD), strict=True):
                line.draw(canvas, left + x, y)

    return Strip(height, paint)


def with_note(text: str, note: str) -> list[Span]:
    """Return a text and a quieter line below it; either may be ""."""
    spans = [Span(text)] if text else []
    return [*spans, Span(("\n" if text else "") + note, colour=SOFT)] if note else spans


def _places(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """Return the offset and the width of each column."""
    edge = 4.0
    room = width - 2 * edge - _GAP * (len(columns) - 1)
    total = sum(column.share for column in columns)
    places, x = [], edge
    for column in columns:
        places.append((x, room * column.share / total))
        x += places[-1][1] + _GAP
    return places


def baselines(lines: Sequence[Line], top: float) -> list[float]:
    """Return where lines stand under `top`: evenly, further apart for tall scripts."""
    y = top - max(_RISE * lines[0].size, lines[0].rise)
    baselines = [y]
    for above, line in pairwise(lines):
        needed = above.drop + line.rise + _AIR * line.size
        y -= max(_LEADING * line.size, needed)
        baselines.append(y)
    return baselines


def text_height(lines: Sequence[Line]) -> float:
    """Return how high `lines` are together."""
    tail = max(_TAIL * lines[-1].size, lines[-1].drop)
    return tail - baselines(lines, 0.0)[-1]
