"""How wide the columns of a list are, so that words stay whole on the paper chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nexus_desktop.core.lists.table import SIGN, TEXT, TICK, PeopleTable, TableColumn
from nexus_desktop.documents.shaping import measure

SIZES = (9.5, 8.8, 8.0, 7.2)
"""Type sizes of rows, tried one after the other until all columns fit."""

HEAD = 0.87
"""The type size of headings, of that of the rows."""

GAP = 8.0
EDGE = 4.0

_TICK_WIDTH, _SIGN_LEAST, _SIGN_WANTED = 12.0, 62.0, 120.0
_SAMPLE = 300  # cells of a column that are measured
_COMMON = 0.94  # the share of cells that should stand on one line
_LONGEST_WORD = 96.0  # points; a longer word may be parted


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for: the least that is readable, and what would be best.

    Attributes:
        grows: it takes of the room that is left over.
    """

    least: float
    best: float
    grows: bool


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of the columns in points, and the type size of their rows.

    Attributes:
        crowded: even in the smallest type the columns are too narrow for their words.
    """

    size: float
    columns: tuple[float, ...]
    crowded: bool = False

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Return the offset and the width of each column."""
        found, x = [], EDGE
        for width in self.columns:
            found.append((x, width))
            x += width + GAP
        return tuple(found)


def widths(table: PeopleTable, measure_of_page: float) -> Widths:
    """Return the widths of the columns of `table` on a page so wide."""
    count = len(table.columns)
    room = measure_of_page - 2 * EDGE - GAP * (count - 1)
    rows = _sample(table)
    wishes: list[Wish] = []
    for size in SIZES:
        wishes = [
            _wish(column, [row[place] for row in rows], size)
            for place, column in enumerate(table.columns)
        ]
        if sum(wish.least for wish in wishes) <= room:
            return Widths(size, shared(wishes, room))
    return Widths(SIZES[-1], shared(wishes, max(room, 0.0)), crowded=True)


def shared(wishes: Sequence[Wish], room: float) -> tuple[float, ...]:
    """Share `room` out: all of it, nobody below their least while that is possible.

    Where there is too little for what is best, the widest give way first.
    """
    best = sum(wish.best for wish in wishes)
    least = sum(wish.least for wish in wishes)
    if least >= room:
        part = room / least if least else 0.0
        return tuple(wish.least * part for wish in wishes)
    if best <= room:
        growing = sum(wish.best for wish in wishes if wish.grows)
        if not growing:
            return tuple(wish.best for wish in wishes)
        extra = (room - best) / growing
        return tuple(w.best * (1 + extra * w.grows) for w in wishes)
    return _capped(wishes, room)


def _capped(wishes: Sequence[Wish], room: float) -> tuple[float, ...]:
    """Return the best widths cut at the cap under which they fill `room`."""
    low, high = 0.0, max(wish.best for wish in wishes)
    for _ in range(40):
        cap = (low + high) / 2
        filled = sum(max(wish.least, min(wish.best, cap)) for wish in wishes)
        low, high = (cap, high) if filled <= room else (low, cap)
    return tuple(max(wish.least, min(wish.best, low)) for wish in wishes)


def _sample(table: PeopleTable) -> list[tuple[str, ...]]:
    rows = [row for part in table.parts for ch in part.chapters for row in ch.rows]
    return rows[:: max(len(rows) // _SAMPLE, 1)]


def _wish(column: TableColumn, cells: Sequence[str], size: float) -> Wish:
    heads = column.heading.split()
    head = max((measure(word, size * HEAD, bold=True) for word in heads), default=0.0)
    if column.look == TICK:
        return Wish(_TICK_WIDTH, _TICK_WIDTH, grows=False)
    if column.look == SIGN:
        return Wish(max(_SIGN_LEAST, head), max(_SIGN_WANTED, head), grows=True)
    lines = {line for cell in cells for line in cell.split("\n")}
    bold = column.strong
    long = sorted(measure(line, size, bold=bold) for line in lines)
    common = long[int((len(long) - 1) * _COMMON)] if long else 0.0
    if column.look != TEXT:
        widest = max([head, *long])
        return Wish(widest, widest, grows=False)
    word = max(_words(lines, size, bold=bold), default=0.0)
    least = max(head, min(word, _LONGEST_WORD))
    return Wish(least, max(least, common + 1), grows=True)


def _words(lines: Iterable[str], size: float, *, bold: bool) -> Iterable[float]:
    words = sorted(
        {part for line in lines for part in line.replace("-", "- ").split()}, key=len
    )
    # The widest word is among the longest ones.
    return (measure(word, size, bold=bold) for word in words[-20:])
