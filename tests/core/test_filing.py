from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.filing import (
    Compartment,
    Filable,
    Filing,
    Printed,
    Selection,
    Standing,
    Way,
    arrange,
    box_name,
    cards,
    compartments,
    letter,
    sheets,
)

AT = datetime(2014, 11, 5, 10, 20, tzinfo=UTC)


def person(name: str, printed: Printed | None = None, **more: str) -> Filable:
    return Filable(
        participant_id=name, name=name, sort_name=name, printed=printed, **more
    )


def names(people: list[Filable], *args: object) -> list[str]:
    filing = args[0] if args else Filing()
    assert isinstance(filing, Filing)
    return [one.person.name for one in arrange(people, Selection(), filing).badges]


def places(people: list[Filable], filing: Filing) -> dict[str, str]:
    order = arrange(people, Selection(is_only_due=True), filing)
    return {one.person.name: one.place for one in order.badges}


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (Printed(AT), "Printed Wed 5 Nov 10:20"),
        (Printed(AT, "box C"), "Printed Wed 5 Nov 10:20, in box C"),
        (Printed(AT, "letter G"), "Printed Wed 5 Nov 10:20, under letter G"),
        (Printed(AT, "Mongolia"), "Printed Wed 5 Nov 10:20, under Mongolia"),
    ],
)
def test_a_printed_badge_says_when_and_where_it_lies(
    printed: Printed, told: str
) -> None:
    assert printed.told(printed.at) == told


def test_badges_come_in_the_order_of_family_names() -> None:
    people = [person(name) for name in ("ganbold s", "bat d", "zhang w")]
    assert names(people) == ["bat d", "ganbold s", "zhang w"]


def test_badges_of_an_organisation_or_country_lie_together() -> None:
    people = [
        person("b", organisation="Zoo", country="China"),
        person("a", organisation="", country=""),
        person("c", organisation="Árpád Ltd", country="Bhutan"),
    ]
    assert names(people, Filing(Way.ORGANISATION)) == ["c", "b", "a"]
    assert names(people, Filing(Way.COUNTRY)) == ["c", "b", "a"]
    assert places(people, Filing(Way.COUNTRY)) == {
        "c": "Bhutan", "b": "China", "a": ""
    }  # fmt: skip
    assert places(people, Filing(Way.ORGANISATION))["c"] == "Árpád Ltd"
    assert places(people, Filing())["c"] == ""


def test_only_badges_that_are_new_or_changed_can_be_taken() -> None:
    people = [
        person("new"),
        person("changed", Printed(AT, is_changed=True)),
        person("printed", Printed(AT)),
    ]
    order = arrange(people, Selection(is_only_due=True), Filing())
    assert [one.person.name for one in order.badges] == ["changed", "new"]
    assert order.counts == {
        Standing.NEW: 1, Standing.CHANGED: 1, Standing.PRINTED: 0
    }  # fmt: skip
    assert arrange(people, Selection(), Filing()).counts[Standing.PRINTED] == 1


def test_badges_are_taken_by_role_category_country_and_party() -> None:
    people = [
        person("a", role="Speaker", category="NGO", country="Nepal", party="x"),
        person("b", role="Speaker", category="City", country="Nepal", party="y"),
    ]
    for chosen, left in (
        (Selection(role="Speaker"), ["a", "b"]),
        (Selection(category="City"), ["b"]),
        (Selection(country="Nepal", party="x"), ["a"]),
        (Selection(country="India"), []),
    ):
        order = arrange(people, chosen, Filing())
        assert [one.person.name for one in order.badges] == left


def test_badges_fill_box_after_box() -> None:
    people = [person(f"{number:02}") for number in range(5)]
    order = arrange(people, Selection(), Filing(Way.BOX, 2))
    assert [one.place for one in order.badges] == [
        "box A", "box A", "box B", "box B", "box C",
    ]  # fmt: skip
    assert compartments(order.badges) == (
        Compartment("box A", "00", "01", 2),
        Compartment("box B", "02", "03", 2),
        Compartment("box C", "04", "04", 1),
    )


def test_a_later_badge_goes_to_its_neighbours_and_a_changed_one_back() -> None:
    people = [
        person("adams", Printed(AT, "box A")),
        person("baker"),
        person("clark", Printed(AT, "box A", is_changed=True)),
        person("evans", Printed(AT, "box B")),
        person("frank"),
        person("aaron"),
        person("green", Printed(AT, "letter G")),
    ]
    assert places(people, Filing(Way.BOX, 2)) == {
        "aaron": "box A", "baker": "box A", "clark": "box A", "frank": "box B",
    }  # fmt: skip


def test_a_letter_each_and_a_box_for_what_is_no_letter() -> None:
    people = [person("ganbold"), person("élan"), person("4711")]
    assert places(people, Filing(Way.LETTER)) == {
        "4711": "letter #", "ganbold": "letter G", "élan": "letter E",
    }  # fmt: skip
    assert letter("") == "#"


def test_boxes_are_lettered_like_columns_of_a_table() -> None:
    assert [box_name(n) for n in (0, 25, 26, 27, 701, 702)] == [
        "A", "Z", "AA", "AB", "ZZ", "AAA",
    ]  # fmt: skip


@given(st.integers(0, 500), st.integers(1, 24), st.data())
def test_sheets_hold_all_badges_and_none_is_empty(
    count: int, per_sheet: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, per_sheet))
    needed = sheets(count, per_sheet, first)
    spare = needed * per_sheet - (first - 1) - count
    assert needed == 0 if not count else 0 <= spare < per_sheet


@given(
    st.lists(
        st.tuples(st.text(max_size=4), st.sampled_from(["", "box A", "box B", "X"])),
        max_size=30,
    ),
    st.sampled_from(list(Way)),
    st.integers(1, 7),
)
def test_everybody_due_is_printed_once_whatever_the_filing(
    people: list[tuple[str, str]], way: Way, per_box: int
) -> None:
    filable = [
        Filable(
            participant_id=str(number),
            name=name,
            sort_name=name,
            country=name[:1],
            printed=Printed(AT + timedelta(hours=number), place) if place else None,
        )
        for number, (name, place) in enumerate(people)
    ]
    order = arrange(filable, Selection(is_only_due=True), Filing(way, per_box))
    printed = sorted(one.person.participant_id for one in order.badges)
    assert printed == sorted(
        one.participant_id for one in filable if one.printed is None
    )
    assert all(one.place for one in order.badges if way is Way.BOX)


def test_a_card_comes_before_each_place_where_something_is_filed() -> None:
    people = [person(name) for name in ("ada", "bob", "cid")]

    def count(filing: Filing) -> int:
        return cards(arrange(people, Selection(), filing), filing)

    assert count(Filing(Way.BOX, 2, has_cards=True)) == 2
    assert count(Filing(Way.LETTER, has_cards=True)) == 3
    assert count(Filing(Way.BOX, 2)) == 0
    assert count(Filing(has_cards=True)) == 0
    assert count(Filing(Way.COUNTRY, has_cards=True)) == 0
