import pytest

from nexus_desktop.core.people_import import RowNote, SourceRow, Table
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import Grid, to_table


def table(*lines: tuple[str, ...], sheet: bool = False) -> Table:
    rows = tuple(SourceRow(number, cells) for number, cells in enumerate(lines, 1))
    return to_table(Grid("list", rows, "utf-8", is_layout=sheet))


def test_the_heading_row_is_found_under_titles() -> None:
    found = table(
        ("Fourth Workshop", "", ""),
        (),
        ("Name", "E-mail", ""),
        ("Dewi", "d@e.org", ""),
        sheet=True,
    )
    assert found.headers == ("Name", "E-mail")
    assert found.rows == (SourceRow(4, ("Dewi", "d@e.org")),)


def test_unknown_headings_are_headings_all_the_same() -> None:
    found = table(("Navn", "Firma?"), ("Dewi", "X"))
    assert found.has_heading
    assert found.headers == ("Navn", "Firma?")


def test_a_list_without_headings_gets_numbered_columns() -> None:
    found = table(("Dewi", "d@example.org"), ("Budi", "b@example.org"))
    assert not found.has_heading
    assert found.headers == ("Column 1", "Column 2")
    assert len(found.rows) == 2


def test_a_known_word_in_a_later_row_is_no_heading() -> None:
    found = table(("x1", "y1"), ("Country", "d@example.org"))
    assert found.headers == ("x1", "y1")


def test_headings_that_repeat_or_are_empty_differ() -> None:
    found = table(("Name", "City", "", "City"), ("Dewi", "a", "b", "c"))
    assert found.headers == ("Name", "City", "Column 3", "City (2)")


def test_rows_with_another_number_of_cells_are_faults() -> None:
    found = table(
        ("Name", "E-mail"), ("Dewi",), ("Budi", "b@e.org", "x"), ("Siti", "s@e.org", "")
    )
    assert found.faults == (
        RowNote(2, "It has 1 cell where the headings have 2."),
        RowNote(3, "It has 3 cells where the headings have 2."),
    )
    assert found.rows == (SourceRow(4, ("Siti", "s@e.org")),)


def test_a_sheet_may_have_rows_of_any_length() -> None:
    found = table(("Name", "E-mail"), ("Dewi",), ("Budi", "b", "more"), sheet=True)
    assert found.headers == ("Name", "E-mail", "Column 3")
    assert found.rows[0].cells == ("Dewi", "", "")


def test_blank_lines_are_passed_over_but_a_row_of_empty_cells_is_told() -> None:
    found = table(("Name", "E-mail"), (), ("", ""), ("Dewi", "d"), ("", ""), ())
    assert [row.number for row in found.rows] == [3, 4]
    in_sheet = table(("Name", "E-mail"), ("", ""), ("Dewi", "d"), sheet=True)
    assert [row.number for row in in_sheet.rows] == [3]


def test_headings_repeated_further_down_are_a_fault() -> None:
    found = table(("Name", "E-mail"), ("Dewi", "d"), ("Name", "E-mail"))
    assert found.faults == (RowNote(3, "The headings stand here once more."),)


@pytest.mark.parametrize("lines", [(), ((),), (("", " "), ("",))])
def test_a_grid_without_text_is_empty(lines: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(BadFile, match="is empty"):
        table(*lines)


def test_headings_without_people_are_refused() -> None:
    with pytest.raises(BadFile, match="nobody is listed below"):
        table(("Name", "E-mail"), ("", ""))
