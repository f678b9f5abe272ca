import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.intake import xlsx_file
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import to_table
from tests.intake.workbooks import workbook

PEOPLE = [("Name", "E-mail"), ("Dewi", "d@example.org")]


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """Return the workbook with one part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            same = info.filename != part
            target.writestr(info.filename, source.read(info) if same else content)
    return out.getvalue()


def test_the_sheet_with_the_list_is_chosen() -> None:
    hotels = [("Name", "Hotel"), *[("x", "y")] * 50]
    grid = xlsx_file.read(workbook(hotels, PEOPLE), "list.xlsx")
    assert grid.sheet == "Sheet 2"


def test_cells_read_as_they_show() -> None:
    values = (
        7.0, 7.5, 97673383683, True, False, None, date(2014, 11, 5),
        datetime.fromisoformat("2014-11-05T09:30"), time(9, 30), "  x ",
    )  # fmt: skip
    grid = xlsx_file.read(workbook([values]), "list.xlsx")
    assert grid.rows[0].cells == (
        "7", "7.5", "97673383683", "yes", "no", "", "2014-11-05",
        "2014-11-05T09:30:00", "09:30:00", "  x ",
    )  # fmt: skip


def test_a_cell_merged_over_rows_counts_for_each() -> None:
    rows = [
        ("Name", "Country", "Organisation"),
        ("Dewi", "ID", "City"),
        ("Budi", None, None),
        ("Siti", None, "Ministry"),
    ]
    data = workbook(rows, merged=["B2:B4", "C2:C3", "A1:A1", "F2:F3"])
    table = to_table(xlsx_file.read(data, "list.xlsx"))
    assert [row.cells for row in table.rows] == [
        ("Dewi", "ID", "City"),
        ("Budi", "ID", "City"),
        ("Siti", "ID", "Ministry"),
    ]


def test_titles_merged_over_columns_are_no_headings() -> None:
    rows = [("Fourth Workshop: people", None), (), *PEOPLE]
    table = to_table(xlsx_file.read(workbook(rows, merged=["A1:B1"]), "list.xlsx"))
    assert table.headers == ("Name", "E-mail")
    assert table.rows[0].number == 4


def test_hidden_sheets_are_not_looked_at() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook(PEOPLE, [("Name",), ("Budi",)])))
    book.worksheets[0].sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    assert xlsx_file.read(data.getvalue(), "list.xlsx").sheet == "Sheet 2"


def test_a_workbook_with_nothing_in_it_is_empty() -> None:
    with pytest.raises(BadFile, match="is empty"):
        xlsx_file.read(workbook([]), "list.xlsx")


def test_an_old_or_locked_workbook_is_told() -> None:
    with pytest.raises(BadFile, match="old Excel format, or it has a password"):
        xlsx_file.read(b"\xd0\xcf\x11\xe0" + bytes(100), "list.xls")


def test_a_workbook_that_swells_is_not_opened() -> None:
    bomb = repacked(workbook(PEOPLE), "xl/worksheets/sheet1.xml", b" " * 20_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(BadFile, match="unpacks to far more"):
        xlsx_file.read(bomb, "list.xlsx")


def test_entities_in_a_workbook_are_refused() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(BadFile, match="is not an Excel workbook, or it is damaged"):
            xlsx_file.read(repacked(workbook(PEOPLE), part, evil), "list.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_a_damaged_workbook_is_told(part: str) -> None:
    for content in (b"", b"<broken", b"<x/>"):
        data = repacked(workbook(PEOPLE), part, content)
        with pytest.raises(BadFile):
            xlsx_file.read(data, "list.xlsx")


def test_a_zip_of_something_else_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(BadFile, match="is not an Excel workbook"):
        xlsx_file.read(out.getvalue(), "list.xlsx")


@pytest.mark.parametrize("size", [10, 500, 3000])
def test_a_workbook_cut_short_is_told(size: int) -> None:
    with pytest.raises(BadFile):
        xlsx_file.read(workbook(PEOPLE)[:size], "list.xlsx")


@settings(max_examples=40)
@given(st.integers(min_value=0), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(
    place: int, value: int
) -> None:
    data = bytearray(_SMALL)
    data[place % len(data)] = value
    with suppress(BadFile):
        table = to_table(xlsx_file.read(bytes(data), "list.xlsx"))
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


_SMALL = workbook(PEOPLE)
