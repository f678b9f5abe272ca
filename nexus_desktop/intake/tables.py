"""Makes a table of the cells of a sheet: finds its headings, checks its rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_desktop.core.people_import import RowNote, SourceRow, Table
from nexus_desktop.intake.columns import known_headings
from nexus_desktop.intake.problems import BadFile

_LOOKED_THROUGH = 30


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet as they stand, before anything is known of them.

    Attributes:
        is_layout: rows without a cell are the sheet's layout, and nothing to tell of;
            rows may have fewer cells than others.
    """

    name: str
    rows: tuple[SourceRow, ...]
    encoding: str
    sheet: str = ""
    is_layout: bool = False


def heading_row(grid: Grid) -> int | None:
    """Return the index of the row with the headings, None if we know none of them."""
    best, best_known = None, 0
    looked_at = [n for n, row in enumerate(grid.rows) if not is_blank(row)]
    for index in looked_at[:_LOOKED_THROUGH]:
        known = known_headings(grid.rows[index].cells)
        if known > best_known:
            best, best_known = index, known
    if best_known == 1 and best != looked_at[0]:
        return None
    return best


def to_table(grid: Grid) -> Table:
    """Return the table in `grid`, below its headings.

    Raises:
        BadFile: there is nothing in it, or nothing below the headings.
    """
    heading = heading_row(grid)
    start = heading
    if start is None:
        start = _first_full(grid)
    if start is None:
        raise BadFile(f"{grid.name} is empty: there is no list in it.")
    has_heading = heading is not None or not _is_data(grid.rows[start])
    body = grid.rows[start + 1 if has_heading else start :]
    while body and is_blank(body[-1]):
        body = body[:-1]
    if not body:
        raise BadFile(f"{grid.name} has headings, but nobody is listed below them.")
    titles = grid.rows[start].cells if has_heading else ()
    width = _width(titles, body, is_layout=grid.is_layout)
    rows, faults = _check(body, titles, width, is_layout=grid.is_layout)
    return Table(
        name=grid.name,
        headers=_different(titles, width),
        rows=tuple(rows),
        faults=tuple(faults),
        encoding=grid.encoding,
        sheet=grid.sheet,
        has_heading=has_heading,
    )


def is_blank(row: SourceRow) -> bool:
    """Tell whether nothing stands in a row."""
    return not any(cell and not cell.isspace() for cell in row.cells)


def _first_full(grid: Grid) -> int | None:
    """Return the first row with more than one cell filled, or else the first."""
    full = [n for n, row in enumerate(grid.rows) if not is_blank(row)]
    wide = (n for n in full if sum(map(bool, grid.rows[n].cells)) > 1)
    return next(wide, full[0] if full else None)


def _is_data(row: SourceRow) -> bool:
    return any("@" in cell or cell.lstrip("+").isdecimal() for cell in row.cells)


def _width(titles: Sequence[str], body: Sequence[SourceRow], *, is_layout: bool) -> int:
    if titles and not is_layout:
        return _filled(titles)
    widths = [_filled(row.cells) for row in body]
    if is_layout:
        return max(_filled(titles), *widths)
    return Counter(widths).most_common(1)[0][0]


def _filled(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last that is not empty."""
    return max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _check(
    body: Sequence[SourceRow], titles: Sequence[str], width: int, *, is_layout: bool
) -> tuple[list[SourceRow], list[RowNote]]:
    rows, faults = [], []
    for row in body:
        count = len(row.cells)
        if is_blank(row) and (is_layout or count <= 1):
            continue
        if titles and row.cells == tuple(titles):
            faults.append(RowNote(row.number, "The headings stand here once more."))
        elif not is_layout and (count < width or _filled(row.cells) > width):
            cells_there = f"{count} cell{'' if count == 1 else 's'}"
            reason = f"It has {cells_there} where the headings have {width}."
            faults.append(RowNote(row.number, reason))
        else:
            cells = (*row.cells[:width], *("" for _ in range(width - count)))
            rows.append(SourceRow(row.number, cells))
    return rows, faults


def _different(titles: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a heading per column, no two alike."""
    return tuple(_numbered(titles, width))


def _numbered(titles: Sequence[str], width: int) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for column in range(width):
        title = " ".join(titles[column].split()) if column < len(titles) else ""
        title = title or f"Column {column + 1}"
        seen[title] += 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"
