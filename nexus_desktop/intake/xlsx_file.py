"""Reads the sheet of an Excel workbook that holds the list."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from nexus_desktop.core.people_import import SourceRow
from nexus_desktop.intake.columns import known_headings
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import Grid, heading_row, is_blank

_UNPACKED_LIMIT = 250_000_000
_SUSPECT_SIZE, _SUSPECT_RATIO = 5_000_000, 100
_COLUMNS_LIMIT = 300
_ROWS_LIMIT = 200_000
_TAIL = 2_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Every reader of XML that openpyxl may use tells of bad XML by a SyntaxError.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError,
    DefusedXmlException, KeyError, ValueError, TypeError, IndexError, AttributeError,
    EOFError, OSError, RuntimeError,
)  # fmt: skip


def read(
    data: bytes, name: str, likeness: Callable[[Grid], tuple[int, int]] | None = None
) -> Grid:
    """Return the sheet of a workbook that looks most like what is wanted.

    Args:
        data: the workbook.
        name: of the file.
        likeness: of two sheets the one with more of it is wanted; by default the one
            that looks like a list of people.

    Raises:
        BadFile: it is no workbook, a damaged one, or one that unpacks to far too much.
    """
    if data.startswith(_OLD_EXCEL):
        raise BadFile(
            f"{name} is in the old Excel format, or it has a password. Save it as an "
            "Excel workbook (.xlsx) without one."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package, name)
            merged = _merged_down(package)
        grids = list(_sheets(data, name, merged))
    except _DAMAGE as error:
        raise BadFile(
            f"{name} is not an Excel workbook, or it is damaged. "
            "Open it in Excel and save it once more as .xlsx, or as CSV."
        ) from error
    if not grids:
        raise BadFile(f"{name} is empty: there is no list in it.")
    return max(grids, key=likeness or _likeness)


def _check_sizes(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    swollen = any(
        part.file_size > _SUSPECT_SIZE
        and part.file_size > _SUSPECT_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > _UNPACKED_LIMIT:
        raise BadFile(
            f"{name} unpacks to far more than a list of people can hold. It was not "
            "opened. If you trust it, save the list alone as CSV."
        )


def _likeness(grid: Grid) -> tuple[int, int]:
    heading = heading_row(grid)
    known = 0 if heading is None else known_headings(grid.rows[heading].cells)
    return known, len(grid.rows)


def _sheets(
    data: bytes, name: str, merged: dict[str, dict[int, list[range]]]
) -> Iterator[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of things in the sheet that we do not read
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            visible = [s for s in book.worksheets if s.sheet_state == "visible"]
            for sheet in visible or book.worksheets:
                sheet.reset_dimensions()
                lines = _rows(sheet.iter_rows(values_only=True))
                rows = _fill_down(lines, merged.get(sheet.title, {}))
                if not all(map(is_blank, rows)):
                    yield Grid(name, tuple(rows), "xlsx", sheet.title, is_layout=True)
        finally:
            book.close()


def _rows(lines: Iterable[tuple[object, ...]]) -> list[SourceRow]:
    return [
        SourceRow(number, tuple(_text(value) for value in values[:_COLUMNS_LIMIT]))
        for number, values in enumerate(islice(lines, _ROWS_LIMIT), 1)
    ]


def _text(value: object) -> str:
    """Return what a cell shows: numbers without ".0", days as 2014-11-05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _fill_down(
    rows: list[SourceRow], merged: dict[int, list[range]]
) -> list[SourceRow]:
    """Write the value of a cell merged over several rows into each of them."""
    filled = {row.number: row for row in rows}
    for column, spans in merged.items():
        for span in spans:
            top = filled.get(span.start)
            value = top.cells[column] if top and column < len(top.cells) else ""
            for number in span if value else ():
                row = filled.get(number)
                if row is not None and not is_blank(row):
                    filled[number] = _with_cell(row, column, value)
    return list(filled.values())


def _with_cell(row: SourceRow, column: int, value: str) -> SourceRow:
    cells = [*row.cells, *("" for _ in range(column + 1 - len(row.cells)))]
    cells[column] = value
    return SourceRow(row.number, tuple(cells))


def _merged_down(package: zipfile.ZipFile) -> dict[str, dict[int, list[range]]]:
    """Return sheet title -> column index -> row numbers merged into one cell.

    openpyxl's sparing way to read a sheet does not tell them.
    """
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    merged = {}
    for sheet in fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "").removeprefix("/xl/")
        if f"xl/{target}" in package.namelist():
            spans = _vertical_spans(package, f"xl/{target}")
            merged[sheet.get("name", "")] = spans
    return merged


def _vertical_spans(package: zipfile.ZipFile, part: str) -> dict[int, list[range]]:
    tail = b""
    with package.open(part) as source:
        while chunk := source.read(_TAIL):
            tail = tail[-_TAIL:] + chunk
    spans: dict[int, list[range]] = {}
    for left, top, right, bottom in _MERGED.findall(tail):
        if left == right and int(top) < int(bottom):
            column = column_index_from_string(left.decode()) - 1
            spans.setdefault(column, []).append(range(int(top), int(bottom) + 1))
    return spans
