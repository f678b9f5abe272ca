"""Layouts as values: colours, moving, other sheets, what is unwise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.badge_advice import advice, code_size, title
from nexus_desktop.core.badge_layout import (
    NO_CATEGORY,
    BadgeLayout,
    Element,
    Kind,
    Side,
    clamped,
    fresh_id,
    resized,
)
from nexus_desktop.core.badge_sheet import SHEETS, BadgeFace, Sheet, sheet
from nexus_desktop.core.ready_layouts import is_ready, on_sheet, ready_id, ready_layouts
from tests.core.badge_layouts import READY, elements, layouts

FACE = BadgeFace("NX1", "Ada", role="Speaker", role_colour="#112233")
USUAL = on_sheet(SHEETS[0])
ANY_SHEET = pytest.mark.parametrize("on", SHEETS, ids=lambda on: on.name)


def element(kind: Kind = Kind.TEXT, **values: object) -> Element:
    made = Element("one", kind, 10, 10, 30, 8)
    return replace(made, **values)  # type: ignore[arg-type]  # of its fields


def is_on(one: Element, layout: BadgeLayout) -> bool:
    near = 0.011
    return (
        one.x >= -near
        and one.y >= -near
        and one.right <= layout.width + near
        and one.bottom <= layout.height + near
    )


@ANY_SHEET
def test_every_sheet_has_a_layout_without_faults(on: Sheet) -> None:
    layout = ready_layouts()[ready_id(on.name)]
    assert advice(layout) == []
    for side in layout.sides:
        assert all(is_on(one, layout) for one in side.elements)
        codes = [one for one in side.elements if one.kind == Kind.CODE]
        assert all(code_size(code) >= 18 - 0.01 for code in codes)
    assert is_ready(ready_id(on.name))
    assert not is_ready("0192b3c4")


def test_folded_badges_say_something_on_both_sides() -> None:
    assert on_sheet(sheet("a4-2-folded")).back == on_sheet(sheet("a4-2-folded")).front
    back = on_sheet(sheet("a5-folded")).back
    assert back is not None
    assert any("{group 2}" in one.text for one in back.elements)
    assert USUAL.sides == (USUAL.front,)


def test_colours_depend_on_the_person() -> None:
    asked = [USUAL.colour(name, FACE) for name in ("#ABCDEF", "role", "on role", "")]
    assert asked == ["#ABCDEF", "#112233", "#FFFFFF", ""]
    assert USUAL.colour("category", FACE) == NO_CATEGORY
    named = replace(FACE, category="City", category_colour="#FFE9B8")
    assert USUAL.colour("category", named) == "#FFE9B8"
    assert USUAL.colour("on category", named) == "#1B1F24"


def test_a_layouts_own_colour_of_a_role_comes_first() -> None:
    own = replace(USUAL, colours={"keynote speaker": "#FEFEFE", "city": "#010101"})
    face = replace(FACE, role=" Keynote  SPEAKER", category="City")
    assert own.colour("role", face) == "#FEFEFE"
    assert own.colour("on role", face) == "#1B1F24"
    assert own.colour("category", face) == "#010101"


@given(layout=layouts(), one=elements(9))
def test_an_element_is_brought_onto_the_badge(
    layout: BadgeLayout, one: Element
) -> None:
    made = clamped(one, layout)
    assert is_on(made, layout)
    assert min(made.width, made.height) >= (0.1 if one.kind == Kind.LINE else 1.0)
    assert clamped(made, layout) == made


@given(layout=layouts(), on=st.sampled_from(SHEETS))
def test_a_layout_fits_any_other_sheet(layout: BadgeLayout, on: Sheet) -> None:
    made = resized(layout, on)
    assert made.sheet == on
    assert len(made.sides) == len(layout.sides)
    for before, after in zip(layout.sides, made.sides, strict=True):
        assert [one.id for one in after.elements] == [one.id for one in before.elements]
        assert all(is_on(one, made) for one in after.elements)
        assert all(one.smallest <= one.largest for one in after.elements)


def test_a_code_keeps_its_size_and_place_on_another_sheet() -> None:
    small = resized(USUAL, sheet("cr80"))
    code = small.front.element("code")
    assert code is not None
    assert code_size(code) >= 18 - 0.01
    assert code.right == pytest.approx(85.6 - 3, abs=0.5)
    assert resized(USUAL, USUAL.sheet).front == USUAL.front


def test_a_code_as_wide_as_its_badge_fits_another() -> None:
    whole = Element("code", Kind.CODE, 0, 0, 60, 60)
    square = BadgeLayout("", Sheet("", "", 60, 60, 60, 60), Side((whole,)))
    (code,) = resized(square, Sheet("", "", 90, 60, 90, 60)).front.elements
    assert (code.x, code.width) == (0, 60)


def test_new_elements_get_names_of_their_own() -> None:
    side = Side((element(), element(id="one 2")))
    assert fresh_id(side, "two") == "two"
    assert fresh_id(side, "one") == "one 3"
    assert side.element("none") is None
    assert side.changed(element(x=1)).elements[0].x == 1


def advised(*shown: Element) -> list[str]:
    layout = BadgeLayout("", SHEETS[0], Side(shown))
    return [one.text for one in advice(layout)]


CODE = Element("code", Kind.CODE, 60, 30, 25, 25)


def test_what_will_not_be_read_is_said() -> None:
    assert advised() == ["There is no code on this badge, so no scanner can read it."]
    assert advised(CODE) == []
    small = replace(CODE, width=15.0)
    assert advised(small)[0].startswith("The code is 12 mm wide. Below 15 mm many")
    assert advised(CODE, element(text="{name}", smallest=3)) == [
        "Name may shrink to 3 points."
    ]


def test_what_lies_over_something_else_is_said() -> None:
    over = element(id="two", x=20.0, text="{country}")
    assert advised(CODE, element(text="{name}"), over) == [
        "Name and Country lie over one another."
    ]
    band = element(Kind.BAND, id="band")
    assert advised(CODE, element(text="{name}"), band) == []


def test_elements_are_called_as_people_call_them() -> None:
    assert title(element(text="Table {table 2}")) == "Group's table 2"
    assert title(element(text=" Wi-Fi: guest ")) == '"Wi-Fi: guest"'
    assert title(element(text=" ")) == "Empty text"
    assert title(element(Kind.CODE)) == "Code"
    assert title(replace(element(), kind="hologram")) == "Element"


def test_photos_are_asked_for_only_where_they_are_shown() -> None:
    assert not USUAL.needs_photos
    photo = Side((element(Kind.PHOTO),))
    assert replace(USUAL, back=photo).needs_photos
    assert len({layout.name for layout in READY}) == len(READY)
