"""Lists of people on paper: any columns, boxes to tick, room to sign.

Same list in, same bytes out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.lists.table import (
    NUMBER,
    SIGN,
    TICK,
    Chapter,
    Part,
    PeopleTable,
    TableColumn,
)
from nexus_desktop.documents import list_pages, paper
from nexus_desktop.documents.list_pages import (
    ACCENT,
    BODY,
    GROUND,
    LINE,
    SOFT,
    Frame,
    Strip,
    baselines,
    draw_apart,
    paginate,
    space,
    stacked,
    text_height,
    text_strip,
    with_note,
)
from nexus_desktop.documents.list_pages import Part as PagePart
from nexus_desktop.documents.list_widths import GAP, HEAD, Widths, widths
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.shaping import INK, Line, Span, Text, wrap
from nexus_desktop.documents.text_box import Box
from nexus_desktop.documents.watch import UNWATCHED, Watch

PAGE_OF = "Page {page} of {pages}"
CONTINUED = "continued"
NOBODY = "Nobody is on this list."

PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (215.9 * MM, 279.4 * MM)}

_PAD = 3.6  # above and below the text of a row
_SIGNING, _TICKING = 27.0, 19.0  # least heights of rows
_BOX = 8.4
_BOX_DROP = 0.9  # from the top of a line to the foot of its box, in type sizes
_TILES, _TILE_NUMBER = 4, 17.0
_REMEMBERED = 16_384  # wrapped cells
_LAYING_OUT = 0.6  # the share of the work that is done before the first page


def frame_of(name: str, *, across: bool = False) -> Frame:
    """Return the page of a paper, upright or lying on its side."""
    width, height = PAPERS.get(name, PAPERS["A4"])
    if across:
        return Frame(height, width, top=22 * MM, bottom=17 * MM)
    return Frame(width, height)


@dataclass(frozen=True, slots=True)
class ListPages:
    """A list as PDF.

    Attributes:
        crowded: there are too many columns for the paper; words had to be parted.
    """

    pdf: bytes
    crowded: bool


def render(table: PeopleTable, frame: Frame, watch: Watch = UNWATCHED) -> ListPages:
    """Return `table` on pages; each part of it begins a page and counts its own.

    130 people take 60 ms, 5,000 about two seconds.

    Raises:
        RenderingStopped: as `watch` says.
    """
    found = widths(table, frame.measure)
    rows = _Rows(table.columns, found, frame.measure)
    steps = watch.over(range(table.count), table.count, 0.0, _LAYING_OUT)
    papers = [
        (part.heading, paginate(list(_parts(part, rows, steps)), frame.room))
        for part in table.parts
    ]
    return ListPages(draw_apart(papers, frame, PAGE_OF, watch), found.crowded)


class _Rows:
    """Makes the strips of a table."""

    def __init__(
        self, columns: Sequence[TableColumn], found: Widths, width: float
    ) -> None:
        self.width = width
        self._columns = columns
        self._size = found.size
        self._places = found.places
        looks = {column.look for column in columns}
        self._least = _SIGNING if SIGN in looks else _TICKING if TICK in looks else 0.0
        # Drawing asks again for what was wrapped to be measured: a long list is not
        # held in memory, and what many people have in common is wrapped once.
        self._wrapped = lru_cache(_REMEMBERED)(self._wrap)

    @property
    def head(self) -> Strip:
        """Return the names of the columns."""
        size = self._size * HEAD
        texts = [
            () if column.look == TICK else wrap(column.heading, size, width, bold=True)
            for column, (_, width) in zip(self._columns, self._places, strict=True)
        ]
        height = max([text_height(lines) for lines in texts if lines], default=size)
        height += 2 * _PAD

        def paint(canvas: Canvas, left: float, top: float) -> None:
            paper.fill(canvas, Box(left, top - height, self.width, height), GROUND)
            for column, lines, (x, width) in zip(
                self._columns, texts, self._places, strict=True
            ):
                if lines:
                    place = Box(left + x, top - height, width, height - _PAD)
                    _write(canvas, lines, place, column.look == NUMBER, SOFT)

        return Strip(height, paint)

    def row(self, cells: Sequence[str]) -> Strip:
        """Return somebody's row."""
        texts = map(self._wrapped, cells, range(len(cells)))
        needed = max(map(text_height, texts)) + 2 * _PAD
        height = max(self._least, needed)
        above = _PAD + (height - needed) / 2  # what is less high stands in the middle

        def paint(canvas: Canvas, left: float, top: float) -> None:
            list_pages.rule(canvas, left, self.width, top - height)
            for number, column in enumerate(self._columns):
                x, width = self._places[number]
                if column.look == TICK:
                    _box(canvas, left + x, top - above - self._size * _BOX_DROP)
                elif column.look == SIGN:
                    _fence(canvas, left + x - GAP / 2, top, height)
                else:
                    place = Box(left + x, top - height, width, height - above)
                    lines = self._wrapped(cells[number], number)
                    _write(canvas, lines, place, column.look == NUMBER)

        return Strip(height, paint)

    def _wrap(self, cell: str, number: int) -> tuple[Line, ...]:
        text = _text(self._columns[number], cell)
        return wrap(text, self._size, self._places[number][1])


def _text(column: TableColumn, cell: str) -> Text:
    if column.look == NUMBER:
        return [Span(cell, colour=SOFT)]
    if column.parts:
        return with_note(*cell.split("\n", 1))
    return [Span(cell, bold=True)] if column.strong else cell


def _write(
    canvas: Canvas, lines: Sequence[Line], place: Box, shift: float, colour: str = INK
) -> None:
    """Draw `lines` from the top of `place`; `shift` is 1 for the right, 0 the left."""
    for line, y in zip(lines, baselines(lines, place.top), strict=True):
        x = place.left + shift * (place.width - line.width)
        line.draw(canvas, x, y, colour)


def _box(canvas: Canvas, left: float, bottom: float) -> None:
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.8)
    canvas.rect(left, bottom, _BOX, _BOX, stroke=1, fill=0)


def _fence(canvas: Canvas, x: float, top: float, height: float) -> None:
    """Draw what parts the room to sign from what stands before it."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(x, top, x, top - height)


# Parts


def _parts(part: Part, rows: _Rows, steps: Iterator[int]) -> Iterator[PagePart]:
    level = int(bool(part.name))
    yield PagePart([_title(part, rows.width)])
    if part.counts:
        yield PagePart(_tiles(part.counts, rows.width))
    for chapter in part.chapters:
        yield _chapter(chapter, rows, level, steps)
    if not part.chapters:
        yield PagePart([_quiet(NOBODY, rows.width)])


def _title(part: Part, width: float) -> Strip:
    strips = [
        text_strip([Span(part.heading.title, bold=True)], 20, width, 4),
        *(_quiet(text, width, 2) for text in (part.heading.detail, part.facts) if text),
    ]
    return replace(stacked([*strips, space(12)]), mark=part.name)


def _quiet(text: str, width: float, after: float = 0.0) -> Strip:
    return text_strip([Span(text, colour=SOFT)], BODY, width, after)


def _chapter(
    chapter: Chapter, rows: _Rows, level: int, steps: Iterator[int]
) -> PagePart:
    strips = []
    for cells in chapter.rows:
        next(steps)
        strips.append(rows.row(cells))
    if not chapter.title:
        return PagePart(strips, head=[rows.head])
    count = Span(f"  {len(chapter.rows):,}", colour=SOFT)
    title = _chapter_title([Span(chapter.title, bold=True), count], rows.width)
    again = _chapter_title(
        [Span(f"{chapter.title} ({CONTINUED})", bold=True)], rows.width
    )
    opening = [replace(title, mark=chapter.title, level=level)]
    return PagePart(strips, opening, [again], [rows.head], gap=14)


def _chapter_title(spans: Sequence[Span], width: float) -> Strip:
    return text_strip(
        [replace(span, colour=span.colour or ACCENT) for span in spans], 11.5, width, 5
    )


def _tiles(counts: Sequence[tuple[str, int]], width: float) -> list[Strip]:
    """Return what is counted, four side by side."""
    return [
        _tile_row(counts[start : start + _TILES], width)
        for start in range(0, len(counts), _TILES)
    ]


def _tile_row(counts: Sequence[tuple[str, int]], width: float) -> Strip:
    step = width / _TILES
    room = step - 2 * GAP
    numbers = [wrap(f"{n:,}", _TILE_NUMBER, room, bold=True) for _, n in counts]
    words = [wrap(text, BODY, room) for text, _ in counts]
    high = max(map(text_height, numbers)) + 2
    height = high + max(map(text_height, words)) + 2 * _PAD

    def paint(canvas: Canvas, left: float, top: float) -> None:
        for place, (number, lines) in enumerate(zip(numbers, words, strict=True)):
            x = left + place * step
            paper.fill(canvas, Box(x, top - height, 2.0, height), ACCENT)
            x += GAP
            for line, y in zip(number, baselines(number, top - _PAD), strict=True):
                line.draw(canvas, x, y)
            below = top - _PAD - high
            for line, y in zip(lines, baselines(lines, below), strict=True):
                line.draw(canvas, x, y, SOFT)

    return stacked([Strip(height, paint), space(10)])
