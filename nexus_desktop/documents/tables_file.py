"""Lists as XLSX workbooks and CSV files, of texts alone: nothing in them is reckoned.

A text that a spreadsheet could take for a formula is a text in both: typed so in XLSX,
behind an apostrophe in CSV. Same tables in, same bytes out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from nexus_desktop.core.lists.table import Sheet
from nexus_desktop.documents.watch import UNWATCHED, Watch

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST = 32_767  # characters that a cell of a spreadsheet holds
_MOST_ROWS = 1_048_575  # below the headings
_SAMPLE = 400  # rows that the widths of columns are measured on
_NARROWEST, _WIDEST = 6, 60  # characters
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a spreadsheet takes for one
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31


def csv_file(sheets: Sequence[Sheet], watch: Watch = UNWATCHED) -> bytes:
    """Return `sheets` below each other as CSV (UTF-8 with a mark that Excel minds).

    Several sheets get a first column that says which one a row is from.

    Raises:
        RenderingStopped: as `watch` says.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    is_one = len(sheets) == 1
    for number, sheet in enumerate(sheets):
        first = () if is_one else (sheet.title,)
        if not number:
            writer.writerow((*(() if is_one else ("Sheet",)), *sheet.headings))
        for row in watch.over(sheet.rows, sheet.count):
            writer.writerow(map(harmless, (*first, *row)))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def xlsx_file(sheets: Sequence[Sheet], watch: Watch = UNWATCHED) -> bytes:
    """Return `sheets` as a workbook: the headings stay in sight, columns fit.

    Rows beyond what a spreadsheet holds go to further sheets.

    Raises:
        RenderingStopped: as `watch` says.
    """
    out = io.BytesIO()
    names: list[str] = []
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=4) as book:
        for sheet in sheets:
            rows = watch.over(sheet.rows, sheet.count)
            for piece in _pieces(rows):
                names.append(_sheet_name(sheet.title, names))
                with book.open(
                    _entry(f"xl/worksheets/sheet{len(names)}.xml"), "w"
                ) as to:
                    for text in _worksheet(sheet, piece, is_first=len(names) == 1):
                        to.write(text.encode("utf-8", "replace"))
        for path, text in _frame(names):
            book.writestr(_entry(path), text)
    return out.getvalue()


def _pieces(rows: Iterator[tuple[str, ...]]) -> Iterator[Iterator[tuple[str, ...]]]:
    """Yield `rows` in pieces that a sheet holds; one of none if there are none."""
    yield islice(rows, _MOST_ROWS)
    while (row := next(rows, None)) is not None:
        yield islice(chain([row], rows), _MOST_ROWS)


def _entry(path: str) -> ZipInfo:
    made = ZipInfo(path)
    made.compress_type = ZIP_DEFLATED
    return made


# What a workbook is made of (ECMA-376): the sheets, and five small files about them.

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE6F0FA"/></patternFill></fill>\
</fills><borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>\
<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1"\
 applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">\
<alignment vertical="top"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""


def _worksheet(
    sheet: Sheet, rows: Iterator[tuple[str, ...]], *, is_first: bool
) -> Iterator[str]:
    sample = list(islice(rows, _SAMPLE))
    chosen = ' tabSelected="1"' if is_first else ""
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews>'
        f'<sheetView workbookViewId="0"{chosen}><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    )
    for number, width in enumerate(_widths(sheet.headings, sample), 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(sheet.headings, 1)
    for row in chain(sample, rows):
        yield _row(row, 2)
    columns = len(sheet.headings)
    yield (
        "</sheetData><ignoredErrors>"  # numbers are texts here, and are meant to be
        f'<ignoredError sqref="A1:{_column_name(columns)}1048576"'
        ' numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def _row(cells: Iterable[str], style: int) -> str:
    told = "".join(
        f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{_told(cell)}</t></is></c>"
        if cell
        else f'<c s="{style}"/>'
        for cell in cells
    )
    return f"<row>{told}</row>"


def _told(text: str) -> str:
    kept = _ESCAPE.sub("_x005F_", _NOT_XML.sub(" ", text[:_LONGEST]))
    return escape(kept).replace("\r", "&#13;")


def _widths(
    headings: Sequence[str], sample: Iterable[tuple[str, ...]]
) -> Iterator[float]:
    for place, heading in enumerate(headings):
        longest = max([_width(heading) + 1, *(_width(row[place]) for row in sample)])
        yield min(max(longest + 2, _NARROWEST), _WIDEST)


def _width(text: str) -> int:
    """Return how wide `text` is, in letters; ideographs count twice."""
    return max(
        (
            len(line) + sum(east_asian_width(letter) in "WF" for letter in line)
            for line in text.split("\n")
        ),
    )


def _column_name(column: int) -> str:
    """Return what a spreadsheet calls its `column`th column, from 1: A, B, … Z, AA."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return `title` as a workbook takes it, and as no other sheet is called."""
    clean = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip("'")
    clean = clean[:_NAME_LENGTH].strip() or "List"
    known = {name.casefold() for name in taken}
    name, number = clean, 1
    while name.casefold() in known or name.casefold() == "history":
        number += 1
        name = f"{clean[: _NAME_LENGTH - 2 - len(str(number))]} {number}"
    return name


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml"'
        f' ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml"'
            f' ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml"'
            f' ContentType="{_SHEET_TYPE}.styles+xml"/>{overrides}</Types>'
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{sheets}</sheets></workbook>"
        ),
    )
    related = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*related, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    space = f"{_PACKAGE}/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{listed}</Relationships>'
