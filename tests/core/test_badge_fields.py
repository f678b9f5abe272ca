"""What the texts of a layout say of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.badge_fields import (
    FIELDS,
    diet_mark,
    field_of,
    said,
    unknown_fields,
)
from nexus_desktop.core.badge_sheet import BadgeFace, GroupSeat

FACE = BadgeFace(
    "NX1",
    "Ada Example",
    country="Mongolia",
    city="Darkhan",
    honorific="Dr",
    dietary="Vegetarian, no nuts",
    groups=(GroupSeat(1, "A", "Room 1", "7"), GroupSeat(3, "C")),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{name}", "Ada Example"),
        ("{ honorific } {name}", "Dr Ada Example"),
        ("{city}, {country}", "Darkhan, Mongolia"),
        ("{category}, {country}", "Mongolia"),
        ("{city}, {category}, {country}", "Darkhan, Mongolia"),
        ("{city}, {category}", "Darkhan"),
        ("Table {table}", "Table 7"),
        ("Table {table 3}", ""),
        ("Table {table 3}, {room 1}", "Room 1"),
        ("{group 3} · Table {table 3}", "C"),
        ("{group}/{group 1}/{group 2}/{group 3}", "A/A/C"),
        ("({city})", "(Darkhan)"),
        ("({category})", ""),
        (" Wi-Fi: guest ", "Wi-Fi: guest"),
        ("", ""),
        ("{diet_mark}", "V N"),
        ("{flag} {name}", "Ada Example"),
    ],
)
def test_a_text_says_what_there_is(text: str, shown: str) -> None:
    assert said(text, FACE) == shown


@given(st.lists(st.sampled_from([f"{{{name}}}" for name, _ in FIELDS]), max_size=6))
def test_nothing_is_said_of_somebody_nothing_is_known_of(fields: list[str]) -> None:
    assert said(" · ".join(fields), BadgeFace("", "", dietary="")) == ""
    assert unknown_fields(", ".join(fields)) == []


def test_names_that_are_no_fields_are_found() -> None:
    assert unknown_fields("{name} {flag} {} {group 2}") == ["{flag}", "{}"]
    assert field_of("On {nothing} {dates}") == "Dates"
    assert field_of("{group 2}") == "Group 2"
    assert field_of("Words") == ""


@pytest.mark.parametrize(
    ("need", "mark"),
    [
        ("", ""),
        (" ", ""),
        ("VEGAN", "VG"),
        ("vegetarian", "V"),
        ("halal, gluten-free", "H GF"),
        ("no pork", "H"),
        ("low salt", "!"),
    ],
)
def test_dietary_needs_have_the_kitchens_marks(need: str, mark: str) -> None:
    assert diet_mark(need) == mark
