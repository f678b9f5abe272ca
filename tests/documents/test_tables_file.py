"""Tables for spreadsheets: what is in them comes out as text and nothing else."""

import csv
import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.table import Sheet, count_sheets, sheets
from nexus_desktop.documents import tables_file
from nexus_desktop.documents.tables_file import csv_file, harmless, xlsx_file
from nexus_desktop.documents.watch import RenderingStopped, Watch
from tests.core.lists.samples import MATERIAL

FORMULAS = (
    "=1+1", '=HYPERLINK("http://x")', "+976 11 000000", "-1", "@SUM(A1)", "\t=1",
    "\r=1", "＝1", "=cmd|' /C calc'!A0",
)  # fmt: skip


def sheet(*rows: Sequence[str], title: str = "List") -> Sheet:
    found = tuple(tuple(row) for row in rows)
    headings = tuple(f"H{n}" for n in range(len(found[0]) if found else 2))
    return Sheet(title, headings, iter(found), len(found))


def workbook(*made: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file(made)))


def cells(book: openpyxl.Workbook, number: int = 0) -> list[tuple[str, ...]]:
    rows = book.worksheets[number].iter_rows(values_only=True)
    return [tuple(str(cell or "") for cell in row) for row in rows]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    data = csv_file([sheet((text, "x"))])
    assert read_csv(data)[1] == [f"'{text}", "x"]
    book = workbook(sheet((text, "x")))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert str(cell.value).strip() == text.strip()


@given(st.text())
def test_what_is_harmless_stays_and_what_is_not_stands_behind_an_apostrophe(
    text: str,
) -> None:
    made = harmless(text)
    assert made in (text, f"'{text}")
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_of_a_list_has_the_chosen_columns_in_their_order() -> None:
    choices = ListChoices("participants", columns=("city", "printed_name", "extra:Bus"))
    table = compile_list(MATERIAL, choices)
    rows = read_csv(csv_file(sheets(table)))
    assert rows[0] == ["Country", "City", "Name", "Bus"]
    assert rows[1] == ["Mongolia", "Darkhan", "Ana Berg", ""]
    assert cells(workbook(*sheets(table))) == [tuple(row) for row in rows]


def test_excel_is_told_that_a_csv_file_is_utf_8() -> None:
    data = csv_file([sheet(("Ганболд", "王"))])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith("Ганболд,王\r\n".encode())


def test_the_headings_of_a_workbook_stay_in_sight_and_columns_fit() -> None:
    book = workbook(sheet(("Short", "A much longer text than the other", "王" * 20)))
    page = book.worksheets[0]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    wide = [page.column_dimensions[letter].width for letter in "ABC"]
    assert wide[0] < wide[1]
    assert wide[2] > 40


def test_several_sheets_are_named_apart_and_in_one_csv_they_have_a_column() -> None:
    titles = ("Day 1", "day 1", "A/B: [x]?*", "", "L" * 40, "L" * 40, "history", "'x'")

    def made() -> list[Sheet]:
        return [sheet((str(number),), title=t) for number, t in enumerate(titles)]

    names = workbook(*made()).sheetnames
    assert names[:4] == ["Day 1", "day 1 2", "A B x", "List"]
    assert names[4:6] == ["L" * 31, f"{'L' * 28} 2"]
    assert names[6:] == ["history 2", "x"]
    rows = read_csv(csv_file(made()))
    assert rows[0] == ["Sheet", "H0"]
    assert [row[0] for row in rows[1:]] == list(titles)


def test_what_is_counted_is_a_sheet_of_its_own() -> None:
    table = compile_list(MATERIAL, ListChoices("dietary"))
    book = workbook(*sheets(table), *count_sheets(table))
    assert book.sheetnames == ["Dietary needs", "Counts"]
    assert cells(book, 1)[1:] == [
        ("halal", "1"), ("Vegetarian", "2"), ("Nothing stated", "1"),
    ]  # fmt: skip


def test_an_empty_list_has_its_headings() -> None:
    assert cells(workbook(sheet())) == [("H0", "H1")]
    assert read_csv(csv_file([sheet()])) == [["H0", "H1"]]


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))),
            st.sampled_from(["_x000D_", "a_x0041_b", "<&>\"'", " two  spaces ", "\n"]),
        ),
        max_size=5,
    )
)
def test_texts_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    page = workbook(sheet(*rows)).worksheets[0]
    found = [
        # A sign that stands for another one is written out; openpyxl reads it so.
        tuple(str(cell.value or "").replace("_x005F_", "_") for cell in row)
        for row in page.iter_rows(min_row=2, max_col=2)
    ]
    # What XML can't hold (U+FFFE, U+FFFF) becomes a space.
    wanted = [(a.replace("\ufffe", " ").replace("\uffff", " "), b) for a, b in rows]
    assert found == wanted


def test_signs_that_a_workbook_cannot_hold_become_spaces() -> None:
    book = workbook(sheet(("a\x00b\x0bc", "x" * 40_000)))
    page = book.worksheets[0]
    assert page["A2"].value == "a b c"
    assert len(str(page["B2"].value)) == 32_767


def test_rows_beyond_a_sheet_go_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_file, "_MOST_ROWS", 2)
    book = workbook(sheet(*((str(number),) for number in range(5))))
    assert book.sheetnames == ["List", "List 2", "List 3"]
    assert [cells(book, number)[1:] for number in range(3)] == [
        [("0",), ("1",)], [("2",), ("3",)], [("4",)],
    ]  # fmt: skip
    even = workbook(sheet(*((str(number),) for number in range(4))))
    assert len(even.sheetnames) == 2


def test_the_same_tables_give_the_same_bytes() -> None:
    table = compile_list(MATERIAL, ListChoices("participants"))
    assert xlsx_file(sheets(table)) == xlsx_file(sheets(table))
    assert csv_file(sheets(table)) == csv_file(sheets(table))


def test_many_columns_are_named_as_a_spreadsheet_names_them() -> None:
    data = xlsx_file([sheet([""] * 30)])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'sqref="A1:AD1048576"' in text


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_writing_a_table_can_be_stopped(write: object) -> None:
    rows = [(str(number),) for number in range(1_000)]
    told: list[float] = []

    def cancelled() -> bool:
        return len(told) > 2

    with pytest.raises(RenderingStopped):
        write([sheet(*rows)], Watch(lambda part, _: told.append(part), cancelled))  # type: ignore[operator]
    assert told == [0.0, 0.1, 0.2]
