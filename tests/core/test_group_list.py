"""A round's lists: by room, as tables, and in pages for the wall."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import group_pages
from nexus_desktop.core.group_list import GroupLists, ListedGroup
from nexus_desktop.core.group_tables import sheets
from nexus_desktop.core.papers import Heading, ListedPerson

HEADING = Heading("Workshop", "Groups", "")


def lists(*sizes: int, rooms: tuple[str, ...] = ()) -> GroupLists:
    """Return groups A, B, … of people whose names go round the alphabet."""
    groups, number = [], 0
    for place, size in enumerate(sizes):
        people = []
        for _ in range(size):
            name = f"{chr(65 + number * 7 % 26)} Person {number}"
            people.append(ListedPerson(name, native_name="王" if number % 2 else name))
            number += 1
        room = rooms[place] if place < len(rooms) else ""
        topic = "Water" if place == 0 else ""
        groups.append(
            ListedGroup(chr(65 + place), topic, room, "3", members=tuple(people))
        )
    return GroupLists(HEADING, tuple(groups))


def test_a_room_lists_the_people_of_all_its_groups_by_name() -> None:
    found = lists(3, 3, 2, rooms=("Hall", "Annex", "Hall")).by_room()
    assert [(room, len(there)) for room, there in found] == [("Hall", 5), ("Annex", 3)]
    names = [placing.person.name for placing in found[0][1]]
    assert names == sorted(names)
    assert {placing.group.name for placing in found[0][1]} == {"A", "C"}


def test_three_tables_hold_everybody_with_what_one_looks_for_first() -> None:
    tables = sheets(lists(3, 2, rooms=("Hall", "Annex")))
    rows = {sheet.title: list(sheet.rows) for sheet in tables}
    assert [sheet.headings[0] for sheet in tables] == ["Group", "Name", "Room"]
    assert {len(found) for found in rows.values()} == {5}
    assert rows["By group"][0][:5] == ("A", "Water", "Hall", "3", "A Person 0")
    assert rows["By name"][0][:4] == ("A Person 0", "A Person 0", "A", "Water")
    assert [row[0] for row in rows["By room"]] == ["Hall"] * 3 + ["Annex"] * 2


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(-1, 12))
def test_pages_show_everybody_once_and_never_more_than_fits(
    sizes: list[int], rows: int
) -> None:
    given_lists = lists(*sizes)
    for columns in (
        group_pages.by_group(given_lists, rows),
        group_pages.by_name(given_lists, rows),
    ):
        names = [line.name for column in columns for line in column.lines]
        assert len(set(names)) == len(names) == sum(sizes)
        assert all(len(column.lines) <= max(1, rows) for column in columns)
        shown = group_pages.pages(columns, 3)
        assert [column for page in shown for column in page] == list(columns)
        assert all(1 <= len(page) <= 3 for page in shown)


def test_a_large_group_is_parted_evenly_and_an_empty_one_is_named() -> None:
    columns = group_pages.by_group(lists(14, 0, rooms=("Hall",)), 12)
    assert [(column.title, len(column.lines)) for column in columns] == [
        ("Group A · Water", 7),
        ("Group A · Water", 7),
        ("Group B", 0),
    ]
    assert columns[0].detail == "Hall · 3"


def test_by_name_each_line_says_where_to_go() -> None:
    first, second = group_pages.by_name(lists(3, 3, rooms=("Hall", "")), 4)
    assert first.title == "A – H"
    assert first.lines[0] == group_pages.Line("A Person 0", "", "A · Hall")
    assert second.lines[1].where == "A · Hall"
    assert first.lines[1].where == "B"
    alone = group_pages.by_name(lists(1), 4)[0]
    assert alone.title == "A"
