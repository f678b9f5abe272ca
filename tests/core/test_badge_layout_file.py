"""Layouts written and read: the same again, or a sentence that says what is wrong."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.badge_layout import (
    MOST_ELEMENTS,
    VERSION,
    BadgeLayout,
    BadgeLayoutError,
)
from nexus_desktop.core.badge_layout_file import (
    MOST_BYTES,
    as_json,
    from_json,
    is_colour,
    read,
    write,
)
from nexus_desktop.core.badge_sheet import SHEETS
from nexus_desktop.core.ready_layouts import on_sheet
from tests.core.badge_layouts import READY, layouts

USUAL = on_sheet(SHEETS[0])
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes((0, 0, 0, 3, 0, 0, 0, 2)) + bytes(9)
)


def document(layout: BadgeLayout = USUAL) -> dict[str, Any]:
    return dict(json.loads(write(layout)))


@given(layout=layouts())
def test_what_is_written_is_read_again(layout: BadgeLayout) -> None:
    assert read(write(layout)) == layout
    assert from_json(as_json(layout)) == layout


def test_ready_layouts_can_be_shared() -> None:
    for layout in READY:
        assert read(write(layout)) == layout


def test_pictures_travel_in_the_file_and_not_in_the_workshops_values() -> None:
    pictured = replace(USUAL, pictures={"logo": PNG})
    assert read(write(pictured)).pictures == {"logo": PNG}
    assert "pictures" not in as_json(pictured)


def test_the_same_layout_gives_the_same_file() -> None:
    one = replace(USUAL, colours={"b": "#000000", "a": "#111111"})
    other = replace(USUAL, colours={"a": "#111111", "b": "#000000"})
    assert write(one) == write(other)


def test_what_a_newer_version_made_is_kept() -> None:
    made = document() | {"version": VERSION + 3, "perfume": "rose"}
    made["front"]["texture"] = "linen"
    made["front"]["elements"][0] |= {"kind": "hologram", "shine": 7}
    made["front"]["elements"][1]["text"] = "{blood_group}"
    layout = from_json(made)
    kept = document(layout)
    assert kept["perfume"] == "rose"
    assert kept["version"] == VERSION + 3
    assert kept["front"]["texture"] == "linen"
    assert kept["front"]["elements"][0]["kind"] == "hologram"
    assert kept["front"]["elements"][0]["shine"] == 7
    assert read(write(layout)) == layout


def put(*path: str | int) -> Callable[[dict[str, Any], Any], None]:
    def change(made: dict[str, Any], value: object) -> None:
        for step in path[:-1]:
            made = made[step]  # type: ignore[index]  # a place in JSON
        made[path[-1]] = value  # type: ignore[index]

    return change


ELEMENT = ("front", "elements", 3)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("version",), 0, 'The layout: "version" can\'t be 0.'),
        (("version",), None, "version"),
        (("name",), 7, "name"),
        (("name",), "x" * 5000, "name"),
        (("sheet",), None, '"sheet" of the layout is missing'),
        (("front",), [], '"front" of the layout is missing'),
        (("back",), "no", "Back is missing or not as it should be"),
        (("sheet", "width"), "wide", 'The sheet: "width" can\'t be "wide"'),
        (("sheet", "width"), True, "width"),
        (("sheet", "height"), float("nan"), "height"),
        (("sheet", "height"), 1e9, "height"),
        (("sheet", "height"), 10**500, "height"),
        (("sheet", "columns"), 0, "columns"),
        (("sheet", "columns"), 2.5, "columns"),
        (("sheet", "rows"), 9, r"2 × 9 badges of 90 × 60 mm are .* too high"),
        (("sheet", "badge_width"), 120, "mm too wide for paper of 210 × 297 mm"),
        (("sheet", "left"), 40, "too wide"),
        (("sheet", "top"), -3, "top"),
        (("sheet", "marks"), "yes", "marks"),
        (("sheet", "fold"), "crane", '"crane" is no way to fold a badge'),
        (("front", "elements"), {}, "needs a list of up to"),
        (("front", "elements"), [{}] * (MOST_ELEMENTS + 1), "needs a list of up to"),
        (("front", "elements", 0), 7, "Element 1 of the front is missing"),
        (("front", "ground"), "blue", "ground"),
        ((*ELEMENT, "id"), "", "An element of the front has no name"),
        ((*ELEMENT, "id"), "band", "Two elements of the front have the same name"),
        ((*ELEMENT, "kind"), "hologram", 'there is no element of kind "hologram"'),
        ((*ELEMENT, "text"), "{blood_group}", r"there is no field \{blood_group\}"),
        ((*ELEMENT, "x"), -4, "Name on the front reaches 4.0 mm beyond the left edge"),
        ((*ELEMENT, "y"), 55, "mm beyond the lower edge"),
        ((*ELEMENT, "width"), 100, "mm beyond the right edge"),
        ((*ELEMENT, "y"), -1, "beyond the upper edge"),
        ((*ELEMENT, "width"), 0, "is less than 1 mm in size"),
        ((*ELEMENT, "x"), None, 'on the front: "x" can\'t be null'),
        ((*ELEMENT, "largest"), 3, "smallest type .9 points. is larger than its"),
        ((*ELEMENT, "largest"), 9000, "largest"),
        ((*ELEMENT, "align"), 2, "align"),
        ((*ELEMENT, "lines"), 0, "lines"),
        ((*ELEMENT, "bold"), 1, "bold"),
        ((*ELEMENT, "colour"), "#12345", "colour"),
        ((*ELEMENT, "after"), 4, "after"),
        (("colours",), {"speaker": "red"}, "speaker"),
        (("colours",), [], '"colours" is missing'),
        (("pictures",), {"logo": "***"}, 'The picture "logo" is damaged'),
        (("pictures",), {"logo": b64encode(b"GIF89a").decode()}, "is damaged"),
        (("pictures",), {"logo": 7}, "logo"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_with_what_and_where(
    path: tuple[str | int, ...], value: object, said: str
) -> None:
    made = document()
    put(*path)(made, value)
    with pytest.raises(BadgeLayoutError, match=said):
        from_json(made)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1, 2]", b'{"format": "other"}', b"\xff\xfe\x00", b"[" * 100_000],
)
def test_a_file_that_holds_no_layout_is_refused(content: bytes) -> None:
    with pytest.raises(BadgeLayoutError, match="This file is not a badge layout"):
        read(content)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(BadgeLayoutError, match="This file has 20 MB"):
        read(bytes(MOST_BYTES + 1))


def test_a_layout_without_a_name_gets_one() -> None:
    made = document() | {"name": "  "}
    assert from_json(made).name == "Badge"


@settings(max_examples=200)
@given(data=st.data())
def test_whatever_stands_in_a_file_there_is_a_layout_or_a_sentence(
    data: st.DataObject,
) -> None:
    made = document()
    odd = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.text(max_size=3), inner, max_size=2)
        ),
        max_leaves=4,
    )
    place: Any = made
    for _ in range(data.draw(st.integers(1, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
            place = inner
            continue
        place[key] = data.draw(odd)
        break
    try:
        layout = from_json(made)
    except BadgeLayoutError:
        return
    assert from_json(document(layout)) == layout


def test_colours_are_six_digits_or_words() -> None:
    assert all(map(is_colour, ("", "role", "on category", "#a0B1c2")))
    assert not any(map(is_colour, ("#12345", "#1234567", "#12345g", "red", 7, None)))
