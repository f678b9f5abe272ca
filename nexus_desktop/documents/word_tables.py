"""Tables of Word files: heads repeated on each page, rows kept whole, bands."""

from collections.abc import Iterable, Sequence

from nexus_desktop.core.minutes.value import (
    Align,
    Column,
    Figures,
    Signatures,
    Spans,
    Table,
)
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.word_styles import twips
from nexus_desktop.documents.word_xml import (
    Bookmarks,
    paragraph,
    reads_from_right,
    run,
    text_of,
)

_ALIGN = {Align.START: "", Align.CENTRE: "center", Align.END: "end"}
_ACROSS = 4  # key figures side by side
_TINT = f'<w:shd w:val="clear" w:color="auto" w:fill="{design.TINT[1:]}"/>'
_DATE = 0.26  # of the width, for the date beside a signature


def table(value: Table, width: float, marks: Bookmarks) -> str:
    """Return a table over `width` points."""
    unit = width / sum(column.weight for column in value.columns)
    widths = [column.weight * unit for column in value.columns]
    head = _row(
        (
            _cell(_text("CellHead", run(column.heading), column), one)
            for column, one in zip(value.columns, widths, strict=True)
        ),
        "<w:cantSplit/><w:tblHeader/>",
    )
    rows = []
    for row in value.rows:
        mark = marks.put(row.anchor)
        if row.band:
            text = paragraph("CellBand", mark + marks.spans(row.cells[0]))
            rows.append(_row([_cell(text, width, _TINT, len(widths))]))
            continue
        cells = []
        for number, (spans, column) in enumerate(
            zip(row.cells, value.columns, strict=True)
        ):
            inside = ("" if number else mark) + marks.spans(spans)
            text = _text("Cell", inside, column, spans)
            cells.append(_cell(text, widths[number]))
        rows.append(_row(cells))
    return _table("MinutesTable", widths, "".join((head, *rows)), has_head=True)


def cards(figures: Figures, width: float) -> str:
    """Return numbers to be read first, four side by side."""
    one = width / _ACROSS
    rows = []
    for start in range(0, len(figures.items), _ACROSS):
        row = figures.items[start : start + _ACROSS]
        cells = [
            _cell(
                paragraph("Number", run(number)) + paragraph("NumberLabel", run(name)),
                one,
                _TINT + _margins(110, 110, 160),
            )
            for number, name in row
        ]
        cells += [_cell(paragraph("Cell", ""), one)] * (_ACROSS - len(row))
        rows.append(_row(cells))
    return _table("TableNormal", [one] * _ACROSS, "".join(rows))


def side_by_side(parts: Sequence[str], width: float, across: int) -> str:
    """Return paragraphs beside each other, `across` in a row."""
    one = width / across
    rows = []
    for start in range(0, len(parts), across):
        row = [*parts[start : start + across]]
        row += [paragraph("Cell", "")] * (across - len(row))
        rows.append(_row(_cell(part, one) for part in row))
    return _table("TableNormal", [one] * across, "".join(rows))


def signatures(block: Signatures, width: float) -> str:
    """Return lines to sign on, with the date beside each."""
    widths = [width * (1 - _DATE), width * _DATE]
    line = (
        f'<w:tcBorders><w:top w:val="single" w:sz="4" w:color="{design.FAINT[1:]}"/>'
        "</w:tcBorders>"
    )
    rows = []
    for role, name in block.people:
        room = '<w:trHeight w:val="700" w:hRule="atLeast"/>'
        above = [paragraph("Normal", run(name)), paragraph("Normal", "")]
        low = '<w:vAlign w:val="bottom"/>'
        rows.append(
            _row(map(_cell, above, widths, (low, low)), f"<w:cantSplit/>{room}")
        )
        below = [run(role), run(block.date_label)]
        cells = (
            _cell(paragraph("NumberLabel", text), one, line)
            for text, one in zip(below, widths, strict=True)
        )
        rows.append(_row(cells))
    return _table("TableNormal", widths, "".join(rows))


def _text(style: str, inside: str, column: Column, spans: Spans = ()) -> str:
    turned = reads_from_right(text_of(spans))
    return paragraph(style, inside, align=_ALIGN[column.align], turned=turned)


def _cell(inside: str, width: float, more: str = "", across: int = 1) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    size = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{span}{more}</w:tcPr>{inside}</w:tc>"


def _margins(top: int, bottom: int, start: int) -> str:
    return (
        f'<w:tcMar><w:top w:w="{top}" w:type="dxa"/>'
        f'<w:left w:w="{start}" w:type="dxa"/>'
        f'<w:bottom w:w="{bottom}" w:type="dxa"/></w:tcMar>'
    )


def _row(cells: Iterable[str], more: str = "<w:cantSplit/>") -> str:
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _table(
    style: str, widths: Sequence[float], rows: str, *, has_head: bool = False
) -> str:
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    first = 1 if has_head else 0
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{paragraph('AfterTable', '')}"
    )
