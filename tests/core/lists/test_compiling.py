"""Lists are complete, in order, and say for what and for whom they are."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.lists.choices import (
    KINDS,
    ListChoices,
    ListError,
    ListKind,
    Scope,
    Who,
    kind_named,
    scope_parts,
)
from nexus_desktop.core.lists.compiling import compile_list, possible, settled
from nexus_desktop.core.lists.grouping import GROUPINGS, SORTS
from nexus_desktop.core.lists.table import PeopleTable
from nexus_desktop.core.lists.view import scopes
from tests.core.lists.samples import (
    ANA,
    BAT,
    BREAKOUT,
    DAYS,
    DESK,
    EVERYBODY,
    HALL,
    LUNCH,
    MATERIAL,
    PLENARY,
    crowd,
)

NAME = ("printed_name",)


def table(kind: str, **more: object) -> PeopleTable:
    return compile_list(MATERIAL, ListChoices(kind, **more))  # type: ignore[arg-type]


def names(made: PeopleTable, part: int = 0) -> list[str]:
    """Return the names of a part, by the column that has them."""
    headings = [column.heading for column in made.columns]
    place = headings.index("Name")
    chapters = made.parts[part].chapters
    return [row[place] for chapter in chapters for row in chapter.rows]


def shown(made: PeopleTable) -> list[tuple[str, list[tuple[str, ...]]]]:
    return [(c.title, list(c.rows)) for c in made.parts[0].chapters]


def test_the_list_of_participants_goes_by_country_and_name() -> None:
    made = table("participants")
    assert [title for title, _ in shown(made)] == ["Mongolia", "Viet Nam", "Not stated"]
    assert names(made) == ["Ana Berg", "Bat Dorj", "Chí Đức", "Ela"]
    assert [column.heading for column in made.columns] == [
        "No.", "Name", "In own script", "Organisation and position", "City",
    ]  # fmt: skip
    first = shown(made)[0][1][0]
    assert first == ("1", "Ana Berg", "", "City of Example\nEngineer", "Darkhan")
    assert made.grouping == "Country"
    (part,) = made.parts
    assert part.heading.detail == "Congress Centre, Ulaanbaatar"
    assert part.facts == "4 people · 2 countries"
    assert part.name == ""


def test_without_titles_a_list_says_the_country_in_a_column() -> None:
    made = table("participants", grouping="none")
    assert "Country" in [column.heading for column in made.columns]
    assert [title for title, _ in shown(made)] == [""]
    assert made.grouping == ""


def test_a_column_chosen_takes_the_place_of_the_usual_ones() -> None:
    made = table("participants", columns=("country", "printed_name"))
    assert shown(made)[0][1] == [("Mongolia", "Ana Berg"), ("Mongolia", "Bat Dorj")]
    assert made.grouping == ""  # the column says it


def test_numbers_go_on_from_one_title_to_the_next() -> None:
    made = table("participants", columns=("number",))
    numbers = [row[0] for _, rows in shown(made) for row in rows]
    assert numbers == ["1", "2", "3", "4"]


def test_everybody_can_be_listed_the_cancelled_too() -> None:
    made = table("participants", who=Who.EVERYBODY, columns=(*NAME, "status"))
    assert len(names(made)) == len(EVERYBODY)
    assert names(table("participants", who=Who.ARRIVED)) == [
        "Ana Berg", "Chí Đức", "Ela",
    ]  # fmt: skip
    assert names(table("participants", who=Who.MISSING)) == ["Bat Dorj"]


def test_a_list_can_be_of_some_only() -> None:
    assert names(table("participants", only=("role", "Participant"))) == [
        "Bat Dorj", "Chí Đức",
    ]  # fmt: skip


def test_signature_sheets_are_one_for_each_day() -> None:
    made = table("signatures")
    assert [part.name for part in made.parts] == [
        "Day 1, Wed 5 Nov", "Day 2, Thu 6 Nov", "Day 3, Fri 7 Nov",
    ]  # fmt: skip
    first, second, _ = made.parts
    assert first.heading.detail == (
        "Day 1 · Wednesday 5 November 2014 · Congress Centre, Ulaanbaatar"
    )
    assert names(made) == ["Ana Berg", "Bat Dorj", "Chí Đức"]
    assert names(made, 1)[-1] == "Ela"  # came on the second day all the same
    assert made.columns[-1].look == "sign"
    assert first.facts == "3 people · 2 countries"
    assert second.count == 4


def test_a_signature_sheet_of_a_session_has_those_who_may_come() -> None:
    made = table("signatures", scope=f"session:{PLENARY}")
    assert names(made) == ["Ana Berg"]
    (part,) = made.parts
    assert part.heading.detail == "Progress · Wed 5 Nov, 10:00–11:30 · Hall A"
    everybody = table("signatures", scope=f"session:{BREAKOUT}")
    assert names(everybody) == ["Ana Berg", "Bat Dorj", "Chí Đức"]


def test_a_door_list_has_those_who_may_pass() -> None:
    assert names(table("door", scope=f"checkpoint:{LUNCH}")) == ["Ana Berg", "Bat Dorj"]
    assert names(table("door", scope=f"checkpoint:{HALL}")) == ["Ana Berg"]
    assert len(names(table("door", scope=f"checkpoint:{DESK}"))) == 3
    assert table("door").parts[0].heading.detail.startswith("Hall A")


def test_a_door_list_of_a_round_has_a_sheet_for_each_group() -> None:
    made = table("door", scope="round:r1")
    assert [part.name for part in made.parts] == ["Group A · Water", "Mayors"]
    assert [names(made, number) for number in (0, 1)] == [["Ana Berg"], ["Bat Dorj"]]
    assert made.parts[0].heading.detail == (
        "Group A · Water · round 1 · Thu 6 Nov, 14:00–15:30 · Room 1 · Table 2"
    )
    one = table("door", scope="group:b")
    assert names(one) == ["Bat Dorj"]
    assert one.parts[0].name == ""


def test_attendance_tells_the_time_of_each_day_and_counts_them() -> None:
    made = table("attendance")
    headings = [column.heading for column in made.columns]
    assert headings[-5:] == ["Wed 5 Nov", "Thu 6 Nov", "Fri 7 Nov", "Days", "Sessions"]
    assert shown(made)[0][1][0][-5:] == ("08:00", "09:00", "", "2", "1")
    (part,) = made.parts
    assert part.counts == (
        ("Day 1, Wed 5 Nov", 2), ("Day 2, Thu 6 Nov", 2), ("Day 3, Fri 7 Nov", 0),
    )  # fmt: skip
    assert part.facts.endswith("as of 6 November 2014, 11:30")


def test_attendance_of_a_day_is_of_that_day_alone() -> None:
    made = table(
        "attendance",
        scope=f"day:{DAYS[0]}",
        columns=(*NAME, "days", "day_count", "sessions", "session_count"),
    )
    assert [column.heading for column in made.columns] == [
        "Name", "Wed 5 Nov", "Days", "Wed 5 Nov 10:00 Progress", "Sessions",
    ]  # fmt: skip
    assert shown(made)[0][1] == [
        ("Ana Berg", "08:00", "1", "10:00", "1"),
        ("Bat Dorj", "", "0", "", "0"),
        ("Chí Đức", "09:00", "1", "", "0"),
    ]


def test_where_no_session_has_a_checkpoint_none_are_counted() -> None:
    doors = tuple(replace(door, session_id=None) for door in MATERIAL.doors)
    made = compile_list(replace(MATERIAL, doors=doors), ListChoices("attendance"))
    assert "Sessions" not in [column.heading for column in made.columns]


def test_dietary_needs_are_counted_however_they_are_spelt() -> None:
    made = table("dietary")
    (part,) = made.parts
    assert part.counts == (("halal", 1), ("Vegetarian", 2), ("Nothing stated", 1))
    assert [(title, len(rows)) for title, rows in shown(made)] == [
        ("halal", 1), ("Vegetarian", 2),
    ]  # fmt: skip
    assert part.facts.startswith("3 of 4 people · as of")


def test_arrivals_of_today_begin_with_those_who_are_not_here() -> None:
    made = table("arrivals", columns=(*NAME, "arrived"))
    assert shown(made) == [
        ("Not here yet", [("Bat Dorj", ""), ("Chí Đức", "")]),
        ("Here", [("Ana Berg", "09:00"), ("Ela", "09:00")]),
    ]
    (part,) = made.parts
    assert part.counts == (("Not here yet", 2), ("Here", 2))
    assert part.heading.detail.startswith("Day 2 · Thursday 6 November 2014")


def test_arrivals_at_the_workshop_tell_the_day() -> None:
    made = table("arrivals", scope="", columns=("arrived",), grouping="none")
    # "" asks for the usual scope of a list that is never for all days at once.
    assert made.parts[0].heading.detail.startswith("Day 2")
    made = table("participants", columns=("arrived",), only=("role", "Speaker"))
    assert shown(made) == [("Mongolia", [("Wed 5 Nov 08:00",)])]


def test_a_list_of_today_is_of_the_nearest_day_before_and_after() -> None:
    for moved, day in (
        (MATERIAL.at.replace(day=1), 5),
        (MATERIAL.at.replace(day=30), 7),
    ):
        choices = settled(replace(MATERIAL, at=moved), ListChoices("arrivals"))
        assert choices.scope == f"day:2014-11-0{day}"


def test_each_address_stands_once_on_the_list_of_e_mails() -> None:
    made = table("emails", columns=("email", "printed_name"))
    assert [row[0] for _, rows in shown(made) for row in rows] == [
        "ana@example.org", "bat@example.org",
    ]  # fmt: skip
    assert made.parts[0].facts == "2 addresses · 1 without one"
    some = compile_list(
        replace(MATERIAL, people=(ANA,)), ListChoices("emails", columns=NAME)
    )
    assert some.parts[0].facts == "1 address"


def test_usual_columns_that_nobody_has_anything_in_are_left_out() -> None:
    bare = replace(BAT.fields, native_name="", organisation="")
    people = (replace(BAT, fields=bare),)
    made = compile_list(replace(MATERIAL, people=people), ListChoices("door"))
    assert [column.heading for column in made.columns] == ["✓", "Name", "Country"]


def test_groups_get_a_column_for_each_round() -> None:
    made = table("participants", columns=(*NAME, "groups", "extra:T-shirt"))
    assert [column.heading for column in made.columns] == [
        "Name", "Group, round 1", "T-shirt",
    ]  # fmt: skip
    rows = [row for _, rows in shown(made) for row in rows]
    assert rows[:3] == [
        ("Ana Berg", "Group A · Water · Room 1 · Table 2", ""),
        ("Bat Dorj", "Mayors", "L"),
        ("Chí Đức", "", ""),
    ]


def test_several_texts_of_a_person_stand_in_one_cell() -> None:
    people = (replace(ANA, fields=replace(ANA.fields, languages=("en", "mn"))),)
    made = compile_list(
        replace(MATERIAL, people=people),
        ListChoices("participants", columns=("languages", "badge", "tick")),
    )
    assert shown(made)[0][1] == [("en; mn", "", "")]


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (ListChoices("nothing"), 'There is no list "nothing"'),
        (ListChoices("door", "planet:1"), "nothing that a list can be for"),
        (ListChoices("participants", f"day:{DAYS[0]}"), "not a list for one day"),
        (ListChoices("signatures", "day:today"), "is no day"),
        (ListChoices("signatures", "session:gone"), "session is no longer"),
        (ListChoices("door", "checkpoint:gone"), "checkpoint is no longer"),
        (ListChoices("door", "round:gone"), "round is no longer"),
        (ListChoices("door", "group:gone"), "group is no longer"),
        (ListChoices(columns=("shoe",)), 'There is no column "shoe"'),
        (ListChoices(sort="size"), 'There is no order "size"'),
        (ListChoices(grouping="size"), 'There is no grouping "size"'),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    choices: ListChoices, told: str
) -> None:
    with pytest.raises(ListError, match=told):
        compile_list(MATERIAL, choices)


def test_choices_of_another_workshop_are_fitted_to_this_one() -> None:
    foreign = ListChoices(
        "door", "checkpoint:other", ("printed_name", "extra:Hat"), None, "size", "size",
        ("role", "King"),
    )  # fmt: skip
    fitted = possible(MATERIAL, foreign)
    assert fitted == ListChoices("door", columns=NAME)
    assert compile_list(MATERIAL, fitted).count == 1
    own = ListChoices(
        "door", f"checkpoint:{LUNCH}", ("extra:Bus",), None, "city", "city",
        ("role", "Speaker"),
    )  # fmt: skip
    assert possible(MATERIAL, own) == own
    assert possible(MATERIAL, ListChoices()) == ListChoices()


def test_a_day_outside_the_workshop_has_no_number() -> None:
    made = table("signatures", scope="day:2014-12-24", columns=NAME)
    assert made.parts[0].heading.detail.startswith("Wednesday 24 December 2014")


def test_a_round_without_a_session_is_listed_all_the_same() -> None:
    made = compile_list(
        replace(MATERIAL, items=()), ListChoices("door", "round:r1", NAME)
    )
    assert made.parts[0].heading.detail == (
        "Group A · Water · round 1 · Room 1 · Table 2"
    )
    assert (
        compile_list(
            replace(MATERIAL, items=()), ListChoices("door", "group:a", NAME)
        ).count
        == 1
    )


def test_every_scope_on_offer_can_be_made() -> None:
    for kind in KINDS:
        for family in kind.scopes:
            for scope, title in scopes(MATERIAL, family):
                assert title
                made = compile_list(MATERIAL, ListChoices(kind.name, scope))
                assert made.parts
    offered = dict(scopes(MATERIAL, Scope.CHECKPOINT))
    assert list(offered.values()) == [
        "Hall A", "Lunch", "Registration, day 1", "Registration, day 2",
    ]  # fmt: skip
    assert "Coffee" not in str(scopes(MATERIAL, Scope.SESSION))
    assert scope_parts("") == (Scope.WORKSHOP, "")


@given(
    kind=st.sampled_from(KINDS),
    who=st.sampled_from(Who),
    grouping=st.sampled_from([one.name for one in GROUPINGS]),
    sort=st.sampled_from([one.name for one in SORTS]),
    seed=st.randoms(use_true_random=False),
)
def test_grouping_and_order_lose_nobody_and_need_no_order_of_the_people(
    kind: ListKind, who: Who, grouping: str, sort: str, seed: Random
) -> None:
    material = crowd(12)
    people = list(material.people)
    seed.shuffle(people)
    choices = ListChoices(
        kind.name,
        columns=NAME,
        who=who,
        grouping=grouping,
        sort=sort,
    )
    made = compile_list(material, choices)
    plain = compile_list(material, replace(choices, grouping="none", sort=""))
    assert made == compile_list(replace(material, people=tuple(people)), choices)
    for part, other in zip(made.parts, plain.parts, strict=True):
        rows = [row for chapter in part.chapters for row in chapter.rows]
        assert sorted(rows) == sorted(row for ch in other.chapters for row in ch.rows)


def test_the_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert kind_named(" Door ") is KINDS[2]
