"""Lists for paper: in order, under titles, with signs for doors."""

from nexus_desktop.core.group_list import GroupLists, ListedGroup, titled
from nexus_desktop.core.papers import (
    Chapter,
    DoorSign,
    Heading,
    ListedPerson,
    PeopleList,
    by_country,
    by_name,
)

HEADING = Heading("Test workshop", "Round 1", "Thursday, 14:00–15:30")


def person(name: str, country: str = "", sort_name: str = "") -> ListedPerson:
    return ListedPerson(name, country=country, sort_name=sort_name)


def names(chapter: Chapter) -> list[str]:
    return [person.name for person in chapter.people]


def test_people_are_listed_by_country_and_name_and_the_unknown_last() -> None:
    people = [
        person("Zoë", "Åland Islands"),
        person("Bo"),
        person("Ádám", "Austria"),
        person("adele", "Åland Islands"),
        person("Ed", "Austria"),
    ]
    chapters = by_country(people, unknown="Country not known")
    assert [chapter.title for chapter in chapters] == [
        "Åland Islands",
        "Austria",
        "Country not known",
    ]
    assert [names(chapter) for chapter in chapters] == [
        ["adele", "Zoë"],
        ["Ádám", "Ed"],
        ["Bo"],
    ]


def test_people_are_listed_by_name_without_accents_and_case() -> None:
    (chapter,) = by_name([person("émile"), person("Zoë"), person("Eva"), person("ada")])
    assert names(chapter) == ["ada", "émile", "Eva", "Zoë"]
    assert chapter.title == ""


def test_the_alphabet_may_go_by_another_name() -> None:
    (chapter,) = by_name(
        [
            person("Ada Zweig", sort_name="Zweig, Ada"),
            person("Max Amt", sort_name="Amt"),
        ]
    )
    assert names(chapter) == ["Max Amt", "Ada Zweig"]


def test_a_list_knows_how_many_it_holds() -> None:
    chapters = by_country([person("A", "X"), person("B", "Y")], unknown="")
    assert PeopleList(HEADING, chapters).count == 2
    assert PeopleList(HEADING, ()).count == 0


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
