"""Where an element goes when it is dragged."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.badge_layout import Element, Kind
from nexus_desktop.core.badge_sheet import SHEETS
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.ui.papers.layout_reach import (
    HANDLES,
    Guide,
    Guides,
    Handle,
    guides,
    moved,
    stretched,
)

BOX = Element("box", Kind.BAND, 10.3, 20.0, 30.0, 8.0)
CODE = replace(BOX, kind=Kind.CODE, width=20.0, height=20.0)
NO_LINES = Guides()
STEPS = st.floats(-60, 60, allow_nan=False)


def test_an_element_moves_from_millimetre_to_millimetre() -> None:
    made, drawn = moved(BOX, (4.4, -3.2), NO_LINES)
    assert (made.x, made.y) == (15.0, 17.0)
    assert drawn == ()


def test_without_guides_it_moves_by_tenths() -> None:
    made, drawn = moved(BOX, (0.16, -0.34), None)
    assert (made.x, made.y) == (10.5, 19.7)
    assert drawn == ()


@pytest.mark.parametrize(("by", "x"), [(5.1, 15.5), (-9.9, 0.5), (-24.5, -14.5)])
def test_edges_and_middles_are_drawn_to_guides(by: float, x: float) -> None:
    made, drawn = moved(BOX, (by, 0.0), Guides(across=(15.5, 0.5)))
    assert made.x == x
    assert drawn[0].is_upright


def test_the_nearest_guide_wins() -> None:
    made, drawn = moved(BOX, (0.0, 0.4), Guides(down=(20.0, 20.5)))
    assert made.y == 20.5
    assert drawn == (Guide(20.5, is_upright=False),)


def test_guides_are_the_edges_and_middles_of_everything_else() -> None:
    layout = on_sheet(SHEETS[0])
    found = guides(layout, layout.front, "name")
    assert {0.0, 45.0, 90.0} <= set(found.across)
    assert {0.0, 30.0, 60.0} <= set(found.down)
    name = layout.front.element("name")
    code = layout.front.element("code")
    assert name is not None
    assert code is not None
    assert code.x in found.across
    assert name.y not in found.down


@given(handle=st.sampled_from(HANDLES), by=st.tuples(STEPS, STEPS))
def test_the_edges_that_were_not_taken_stay(
    handle: Handle, by: tuple[float, float]
) -> None:
    made, _ = stretched(BOX, handle, by, None)
    assert min(made.width, made.height) >= 0.999
    if handle.across != 0:
        assert made.x == BOX.x
    if handle.across != 1:
        assert made.right == pytest.approx(BOX.right)
    if handle.down != 0:
        assert made.y == BOX.y
    if handle.down != 1:
        assert made.bottom == pytest.approx(BOX.bottom)


@given(handle=st.sampled_from(HANDLES), by=st.tuples(STEPS, STEPS))
def test_a_code_stays_square(handle: Handle, by: tuple[float, float]) -> None:
    made, _ = stretched(CODE, handle, by, None)
    assert made.width == pytest.approx(made.height)


def test_an_edge_is_drawn_to_a_guide() -> None:
    made, drawn = stretched(BOX, Handle(1, 0.5), (4.0, 9.0), Guides(across=(44.6,)))
    assert made.right == pytest.approx(44.6)
    assert made.height == BOX.height
    assert drawn == (Guide(44.6, is_upright=True),)
