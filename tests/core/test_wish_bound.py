from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.wish_bound import least_wish_cost

GROUPS = ("a", "b", "c", "d")


def rank_cost(wished: Sequence[str], group: str) -> int:
    """What a seat costs somebody with wishes."""
    first = list(wished[:3])
    return first.index(group) if group in first else 4


def cheapest(wishes: Sequence[tuple[str, ...]], room: dict[str, int]) -> int | None:
    """Try every seating there is."""
    costs = [
        sum(map(rank_cost, wishes, seats))
        for seats in product(room, repeat=len(wishes))
        if all(seats.count(group) <= most for group, most in room.items())
    ]
    return min(costs, default=None)


def test_wishes_that_all_fit_cost_nothing() -> None:
    assert least_wish_cost([("a",), ("b", "a")], {"a": 1, "b": 1}) == 0
    assert least_wish_cost([], {"a": 1}) == 0


def test_a_crowd_for_one_group_is_turned_away() -> None:
    assert least_wish_cost([("a",)] * 10, {"a": 4, "b": 6}) == 6 * 4
    assert least_wish_cost([("a", "b")] * 10, {"a": 4, "b": 6}) == 6


def test_people_make_room_for_others_where_they_can() -> None:
    wishes = [("a", "b"), ("b", "c"), ("a",)]
    assert least_wish_cost(wishes[::2], {"a": 1, "b": 1}) == 1
    assert least_wish_cost(wishes, {"a": 1, "b": 1, "c": 1}) == 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.permutations(GROUPS).flatmap(
            lambda order: st.integers(1, 4).map(lambda n: tuple(order[:n]))
        ),
        max_size=5,
    ),
    st.tuples(*[st.integers(0, 3)] * 4),
)
def test_no_seating_is_cheaper(wishes: list[tuple[str, ...]], room: list[int]) -> None:
    seats = dict(zip(GROUPS, room, strict=True))
    least = cheapest(wishes, seats)
    bound = least_wish_cost(wishes, seats)
    assert bound >= 0
    if least is not None:
        assert bound <= least


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(GROUPS), max_size=5), st.integers(1, 3))
def test_with_one_wish_each_the_bound_is_exact(wishes: list[str], most: int) -> None:
    room = dict.fromkeys(GROUPS, most) | {"d": 5}
    single = [(group,) for group in wishes]
    assert least_wish_cost(single, room) == cheapest(single, room)
