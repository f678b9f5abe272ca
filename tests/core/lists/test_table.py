"""Finished lists as plain tables."""

from dataclasses import replace

from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.columns import kinds
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.material import RoundGroup, may_pass
from nexus_desktop.core.lists.table import count_sheets, sheets
from tests.core.lists.samples import ANA, BAT, MATERIAL


def test_titles_become_a_column_and_lines_of_a_cell_columns_of_their_own() -> None:
    table = compile_list(MATERIAL, ListChoices("participants"))
    (sheet,) = sheets(table)
    assert sheet.title == "List of participants"
    assert sheet.headings == (
        "Country", "No.", "Name", "In own script", "Organisation", "Position", "City",
    )  # fmt: skip
    rows = list(sheet.rows)
    assert rows[0] == (
        "Mongolia", "1", "Ana Berg", "", "City of Example", "Engineer", "Darkhan",
    )  # fmt: skip
    assert len(rows) == sheet.count == table.count == 4


def test_a_column_that_says_the_title_is_not_said_twice() -> None:
    choices = ListChoices("participants", columns=("country", "printed_name"))
    (sheet,) = sheets(compile_list(MATERIAL, choices))
    assert sheet.headings == ("Country", "Name")
    assert next(sheet.rows) == ("Mongolia", "Ana Berg")


def test_a_cell_with_fewer_lines_leaves_columns_empty() -> None:
    table = compile_list(MATERIAL, ListChoices("participants", columns=("work",)))
    (chapter, *_) = table.parts[0].chapters
    lone = replace(chapter, rows=(("Alone",),))
    part = replace(table.parts[0], chapters=(lone,))
    (sheet,) = sheets(replace(table, parts=(part,)))
    assert list(sheet.rows) == [("Mongolia", "Alone", "")]


def test_each_part_is_a_sheet_and_what_is_counted_too() -> None:
    table = compile_list(MATERIAL, ListChoices("signatures"))
    assert [sheet.title for sheet in sheets(table)] == [
        "Day 1, Wed 5 Nov", "Day 2, Thu 6 Nov", "Day 3, Fri 7 Nov",
    ]  # fmt: skip
    assert count_sheets(table) == ()
    (counts,) = count_sheets(compile_list(MATERIAL, ListChoices("dietary")))
    assert counts.title == "Counts"
    assert list(counts.rows)[-1] == ("Nothing stated", "1")


def test_people_of_a_list_are_known_by_their_names_or_else_by_what_there_is() -> None:
    table = compile_list(
        MATERIAL, ListChoices(columns=("city", "native_name", "printed_name"))
    )
    assert [name for name, _ in table.people][:2] == ["Ana Berg", "Доржийн Бат"]
    bare = compile_list(MATERIAL, ListChoices(columns=("city", "role")))
    assert [name for name, _ in bare.people] == [
        "Darkhan",
        "Participant",
        "Participant",
        "",
    ]


def test_groups_are_called_as_on_their_doors() -> None:
    assert RoundGroup("x", "B").title == "Group B"
    assert RoundGroup("x", "Mayors", "Water").title == "Mayors · Water"
    assert RoundGroup("x", "B", room="Hall").place == "Hall"
    assert RoundGroup("x", "B").place == ""


def test_whoever_is_named_may_pass() -> None:
    door = replace(MATERIAL.doors[0], entitled={"participant": {BAT.id}})
    assert may_pass(BAT, door)
    assert not may_pass(ANA, door)


def test_columns_that_become_several_say_so_where_they_are_chosen() -> None:
    titles = {kind.name: kind.title for kind in kinds(MATERIAL)}
    assert titles["days"] == "Days, a column each"
    assert titles["city"] == "City"
    assert list(titles)[-2:] == ["extra:Bus", "extra:T-shirt"]
