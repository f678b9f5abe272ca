from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.ui.breakouts.layout import (
    CARD,
    GAP,
    LOOSE,
    NARROWEST,
    Layout,
    Place,
    Shape,
    arrange,
)

shapes = st.builds(
    Shape,
    st.lists(st.integers(0, 30), min_size=1, max_size=20).map(tuple),
    st.integers(0, 40),
    st.integers(0, 4),
    st.booleans(),
)


def test_five_groups_share_the_width_of_a_small_laptop() -> None:
    layout = arrange(Shape((13,) * 5), 1170, 538)
    assert {box.top() for box in layout.columns} == {0}
    assert layout.columns[0].left() == 0
    assert layout.columns[-1].right() == 1169
    assert all(box.width() >= NARROWEST for box in layout.columns)


def test_ten_groups_wrap_into_two_even_rows() -> None:
    for width in (1170, 1724):
        layout = arrange(Shape((13,) * 10), width, 800)
        assert layout.per_row == 5
        assert layout.columns[5].top() == layout.columns[0].bottom() + 1 + GAP


def test_few_people_leave_columns_that_fill_the_height() -> None:
    layout = arrange(Shape((1, 0)), 1000, 500)
    assert [box.height() for box in layout.columns] == [500, 500]
    assert layout.height == 500


def test_folded_columns_are_heads_only() -> None:
    layout = arrange(Shape((13, 13), 0, 3, folded=True), 1000, 500)
    assert all(box.height() == layout.head for box in layout.columns)
    assert layout.places() == []


@settings(max_examples=60, deadline=None)
@given(shapes, st.integers(240, 2000), st.integers(100, 1200))
def test_every_card_has_its_place_and_is_found_there(
    shape: Shape, width: int, height: int
) -> None:
    layout = arrange(shape, width, height)
    boxes = [layout.card(place) for place in layout.places()]
    for place, box in zip(layout.places(), boxes, strict=True):
        assert layout.card_at(box.center()) == place
        assert layout.column_at(box.center()) == place.column
        holder = layout.loose if place.column == LOOSE else layout.columns[place.column]
        assert holder.contains(box)
        assert box.height() == CARD
    columns = [*layout.columns, layout.loose]
    for number, one in enumerate(columns):
        assert not any(one.intersects(other) for other in columns[number + 1 :])
    assert layout.height == max(box.bottom() + 1 for box in columns)


@settings(max_examples=60, deadline=None)
@given(shapes, st.integers(0, 2000), st.integers(10, 900))
def test_only_cards_in_sight_are_painted_and_all_of_those(
    shape: Shape, top: int, height: int
) -> None:
    layout = arrange(shape, 900, 500)
    for column in (*range(len(layout.columns)), LOOSE):
        wanted = [
            n
            for n in range(layout.count(column))
            if layout.card(Place(column, n)).bottom() >= top
            and layout.card(Place(column, n)).top() <= top + height
        ]
        painted = layout.cards_between(column, top, top + height)
        assert set(wanted) <= set(painted)
        assert len(painted) <= len(wanted) + 2 * layout.loose_per_row


@settings(max_examples=60, deadline=None)
@given(shapes)
def test_arrows_lead_to_a_card_or_nowhere(shape: Shape) -> None:
    layout = arrange(shape, 900, 500)
    for place in layout.places():
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            found = layout.beside(place, across, down)
            assert found is None or found in layout.places()
            assert found != place


def test_arrows_go_down_a_column_and_across_to_the_same_level() -> None:
    layout: Layout = arrange(Shape((3, 0, 2), 4), 1000, 500)
    assert layout.beside(Place(0, 0), 0, 1) == Place(0, 1)
    assert layout.beside(Place(0, 2), 1, 0) == Place(2, 1)
    assert layout.beside(Place(2, 1), -1, 0) == Place(0, 1)
    assert layout.beside(Place(0, 0), -1, 0) is None
    assert layout.beside(Place(LOOSE, 0), 1, 0) == Place(LOOSE, 1)
    assert layout.beside(Place(2, 0), 0, -1) is None
