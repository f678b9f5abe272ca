"""Lists for paper: in order, under titles, with signs for doors."""

from nexus_desktop.core.group_list import GroupLists, ListedGroup, titled
from nexus_desktop.core.papers import DoorSign, Heading, ListedPerson

HEADING = Heading("Test workshop", "Round 1", "Thursday, 14:00–15:30")


def person(name: str, sort_name: str = "") -> ListedPerson:
    return ListedPerson(name, sort_name=sort_name)


LISTS = GroupLists(
    HEADING,
    (
        ListedGroup("A", "Water", "Room 1", "Table 2", "Ed", "", (person("Émile"),)),
        ListedGroup("Mayors", "", "Hall", members=(person("Zoë"), person("eva"))),
        ListedGroup("C", members=(person("山田"), person("Émile"))),
    ),
)


def test_everybody_is_found_under_their_first_letter_with_their_group() -> None:
    found = [
        (letter, [(place.person.name, place.group.name) for place in placings])
        for letter, placings in LISTS.by_name()
    ]
    assert found == [
        ("E", [("Émile", "A"), ("Émile", "C"), ("eva", "Mayors")]),
        ("Z", [("Zoë", "Mayors")]),
        ("山", [("山田", "C")]),
    ]


def test_a_person_without_a_name_is_listed_all_the_same() -> None:
    lists = GroupLists(HEADING, (ListedGroup("A", members=(person(""),)),))
    assert [letter for letter, _ in lists.by_name()] == [""]


def test_room_and_table_stand_in_one_line() -> None:
    assert [group.place for group in LISTS.groups] == ["Room 1 · Table 2", "Hall", ""]


def test_each_group_gets_a_sign() -> None:
    first, second, third = LISTS.signs(group_word="Group")
    assert first == DoorSign(
        workshop="Test workshop",
        name="Group A",
        topic="Water",
        place="Room 1 · Table 2",
        when="Thursday, 14:00–15:30",
        detail="Ed",
    )
    assert second.name == "Mayors"
    assert third.place == ""


def test_only_letters_and_numbers_need_the_word_before_them() -> None:
    assert titled("12", "Group") == "Group 12"
    assert titled("Group A", "Group") == "Group A"


def test_the_alphabet_may_go_by_another_name() -> None:
    lists = GroupLists(
        HEADING,
        (ListedGroup("A", members=(person("Ada Zweig", "Zweig"), person("Max Amt"))),),
    )
    assert [letter for letter, _ in lists.by_name()] == ["M", "Z"]
