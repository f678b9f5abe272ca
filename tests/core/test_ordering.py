import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.ordering import FIRST, between, fitted, n_between


def test_the_first_key_leaves_room_on_both_sides() -> None:
    assert between(None, None) == FIRST
    assert between(None, FIRST) < FIRST < between(FIRST, None)


@given(st.lists(st.integers(0, 1000), max_size=120))
def test_any_order_of_insertions_keeps_the_lines_in_order(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        before = keys[at - 1] if at else None
        after = keys[at] if at < len(keys) else None
        keys.insert(at, between(before, after))
    assert keys == sorted(set(keys))


@settings(max_examples=30)
@given(st.integers(0, 40))
def test_several_keys_fit_between_two(count: int) -> None:
    for before, after in ((None, None), ("a1", "a2"), ("a1", None), (None, "a1V")):
        keys = n_between(before, after, count)
        everything = [k for k in (before, *keys, after) if k is not None]
        assert everything == sorted(set(everything))
        assert len(keys) == count


def test_appending_keeps_keys_short() -> None:
    keys = n_between(None, None, 100_000)
    assert keys == sorted(keys)
    assert max(len(key) for key in keys) <= 4


def test_prepending_keeps_keys_short() -> None:
    key = between(None, None)
    for _ in range(10_000):
        smaller = between(None, key)
        assert smaller < key
        key = smaller
    assert len(key) <= 4


def test_writing_on_in_the_middle_keeps_keys_bearable() -> None:
    assert len(n_between("a1", "a2", 2000)[-1]) < 40


def test_random_insertions_keep_keys_bearable() -> None:
    dice = random.Random(1)  # noqa: S311  a fixed sequence, no secret
    keys: list[str] = []
    for _ in range(2000):
        at = dice.randrange(len(keys) + 1)
        before = keys[at - 1] if at else None
        after = keys[at] if at < len(keys) else None
        keys.insert(at, between(before, after))
    assert max(len(key) for key in keys) <= 30


def test_there_is_no_key_between_equals() -> None:
    with pytest.raises(ValueError, match="a1"):
        between("a1", "a1")


@given(
    st.integers(0, 8),
    st.lists(st.one_of(st.none(), st.integers(0, 8)), max_size=6),
    st.integers(0, 8),
)
def test_keys_are_kept_where_they_fit_and_made_where_not(
    low: int, places: list[int | None], high: int
) -> None:
    known = n_between(None, None, 10)
    before, after = known[min(low, high)], known[max(low, high) + 1]
    keys = [None if place is None else known[place] for place in places]
    found = fitted(before, keys, after)
    everything = [before, *found, after]
    assert everything == sorted(set(everything))
    assert len(found) == len(keys)
    inside = [key for key in keys if key is not None]
    if [before, *inside, after] == sorted({before, *inside, after}):
        assert [key for key in found if key in inside] == inside


def test_keys_without_neighbours_are_made_too() -> None:
    assert fitted(None, [None, "a5", None], None) == ["a4", "a5", "a6"]
