"""Tables of the minutes: heads repeated on each page, rows kept whole, bands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from nexus_desktop.core.minutes.value import Align, Column, Spans, Table, TableRow
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.minutes_design import Type
from nexus_desktop.documents.minutes_flow import (
    Flow,
    SetLine,
    fill,
    height_of,
    inked,
    rule,
    set_lines,
)
from nexus_desktop.documents.watch import UNWATCHED, Watch

_GAP = 9.0  # between two columns
_PAD = 4.2  # above and below the text of a row
_OFTEN = 50  # rows from one look to the next
_EDGE = 5.0  # before the first column and after the last


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column's text stands."""

    left: float
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class Row:
    """A row, laid out. A `band` has one cell over the whole width."""

    cells: tuple[tuple[SetLine, ...], ...]
    anchor: str = ""
    band: bool = False
    closed: bool = True

    @property
    def height(self) -> float:
        """Return how high it is."""
        return max(map(height_of, self.cells), default=0) + 2 * _PAD


class Grid(Flow):
    """A table, or the part of it that goes on one page."""

    def __init__(
        self, places: Sequence[Place], head: Row, rows: Sequence[Row], after: float = 10
    ) -> None:
        height = head.height + sum(row.height for row in rows)
        super().__init__(height, 4, after)
        self._places, self._head, self._rows = places, head, rows

    @override
    def split(self, width: float, height: float) -> list[Any]:
        """Return what fits and the rest, a band always with a row under it."""
        room = height - self._head.height
        count = 0
        while count < len(self._rows) and self._rows[count].height <= room:
            room -= self._rows[count].height
            count += 1
        rows = list(self._rows)
        if count < len(rows) and rows[count].height > design.page("A4").text_height / 2:
            torn = _torn(rows[count], room)
            if torn:
                rows[count : count + 1] = torn
                count += 1
        while count and rows[count - 1].band:
            count -= 1
        if not count or count == len(rows):
            return []
        first, rest = rows[:count], rows[count:]
        if not rest[0].band:
            rest = [*_band_of(first), *rest]
        return [self._part(first, 0), self._part(rest, self.spaceAfter)]

    def _part(self, rows: Sequence[Row], after: float) -> "Grid":
        return Grid(self._places, self._head, rows, after)

    @override
    def draw(self) -> None:
        """Draw head and rows from the top."""
        canvas, top = self.canv, self.height
        self._draw_row(self._head, top, design.CELL_HEAD)
        top -= self._head.height
        rule(canvas, design.ACCENT, (0, top, self.width))
        for row in self._rows:
            if row.anchor:
                canvas.bookmarkHorizontal(row.anchor, 0, top + 10)
            if row.band:
                fill(canvas, design.TINT, (0, top - row.height, self.width, row.height))
            self._draw_row(row, top, design.BAND if row.band else design.CELL)
            top -= row.height
            if row.closed:
                rule(canvas, design.RULE, (0, top, self.width))

    def _draw_row(self, row: Row, top: float, kind: Type) -> None:
        places = self._places
        if row.band:
            places = [Place(_EDGE, self.width - 2 * _EDGE, Align.START)]
        for cell, place in zip(row.cells, places, strict=True):
            _draw_cell(self.canv, cell, place, (top - _PAD, kind))


def _band_of(rows: Sequence[Row]) -> list[Row]:
    """Return the last band of `rows`, to be said again above what goes on."""
    return [row for row in rows if row.band][-1:]


def table(value: Table, width: float, watch: Watch = UNWATCHED) -> Flow:
    """Return a table laid out for `width`; looks often whether to stop."""
    places = _places(value.columns, width)
    head = Row(
        tuple(
            set_lines(column.heading, design.CELL_HEAD, place.width)
            for column, place in zip(value.columns, places, strict=True)
        )
    )
    rows: list[Row] = []
    for number, row in enumerate(value.rows):
        if number % _OFTEN == 0:
            watch.look()
        rows.append(_row(row, places, width))
    return Grid(places, head, rows)


def _row(row: TableRow, places: Sequence[Place], width: float) -> Row:
    if row.band:
        name = set_lines(inked(row.cells[0]), design.BAND, width - 2 * _EDGE)
        return Row((name,), band=True)
    return Row(_cells(row.cells, places), row.anchor)


def _places(columns: Sequence[Column], width: float) -> tuple[Place, ...]:
    shared = width - 2 * _EDGE - _GAP * (len(columns) - 1)
    unit = shared / sum(column.weight for column in columns)
    places: list[Place] = []
    left = _EDGE
    for column in columns:
        places.append(Place(left, unit * column.weight, column.align))
        left += unit * column.weight + _GAP
    return tuple(places)


def _cells(
    cells: Sequence[Spans], places: Sequence[Place]
) -> tuple[tuple[SetLine, ...], ...]:
    return tuple(
        set_lines(inked(cell), design.CELL, place.width)
        for cell, place in zip(cells, places, strict=True)
    )


def _torn(row: Row, room: float) -> list[Row]:
    """Return a row higher than half a page as what fits into `room`, and the rest."""
    first, rest = [], []
    for cell in row.cells:
        count, used = 0, 2 * _PAD
        while count < len(cell) and used + cell[count].height <= room:
            used += cell[count].height
            count += 1
        first.append(cell[:count])
        rest.append(cell[count:])
    if not any(first):
        return []
    return [
        replace(row, cells=tuple(first), closed=False),
        replace(row, cells=tuple(rest), anchor=""),
    ]


def _draw_cell(
    canvas: Canvas, cell: Sequence[SetLine], place: Place, at: tuple[float, Type]
) -> None:
    top, kind = at
    share = {Align.START: 0.0, Align.CENTRE: 0.5, Align.END: 1.0}[place.align]
    if cell and cell[0].line.right_to_left and not share:
        share = 1.0
    for line in cell:
        x = place.left + (place.width - line.line.width) * share
        line.line.draw(canvas, x, top - line.baseline, kind.colour)
        top -= line.height
