"""Filling groups with people of several kinds: found exactly when there is a way."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.solver.flow import Kind, fill

GROUPS = 3


def possible(kinds: list[Kind], least: list[int], most: list[int]) -> bool:
    """Try out every way to send every single person."""
    people = [kind.allowed for kind in kinds for _ in range(kind.people)]
    for chosen in product(range(GROUPS), repeat=len(people)):
        loads = [chosen.count(g) for g in range(GROUPS)]
        allowed = all(mask >> g & 1 for mask, g in zip(people, chosen, strict=True))
        fits = all(a <= n <= b for a, n, b in zip(least, loads, most, strict=True))
        if allowed and fits:
            return True
    return False


@given(
    st.lists(
        st.builds(Kind, st.integers(0, 3), st.integers(0, 2**GROUPS - 1)), max_size=3
    ),
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3)),
        min_size=GROUPS,
        max_size=GROUPS,
    ),
)
@settings(max_examples=150, deadline=None)
def test_a_way_is_found_exactly_when_there_is_one(
    kinds: list[Kind], sizes: list[tuple[int, int]]
) -> None:
    least = [a for a, _ in sizes]
    most = [a + more for a, more in sizes]
    sent = fill(kinds, least, most)
    assert (sent is not None) == possible(kinds, least, most)
    if sent is None:
        return
    for kind, counts in zip(kinds, sent, strict=True):
        assert sum(counts) == kind.people
        assert all(kind.allowed >> g & 1 for g, count in enumerate(counts) if count)
    loads = [sum(counts[g] for counts in sent) for g in range(GROUPS)]
    assert all(a <= n <= b for a, n, b in zip(least, loads, most, strict=True))


def test_those_who_can_go_elsewhere_make_room_for_those_who_can_not() -> None:
    """Each kind begins where the next one has to sit: all move on, in a chain."""
    kinds = [Kind(2, 0b011), Kind(2, 0b001)]
    assert fill(kinds, [0, 0, 0], [2, 2, 0]) == [[0, 2, 0], [2, 0, 0]]
    chain = [Kind(1, 0b011), Kind(1, 0b110), Kind(1, 0b001), Kind(0, 0b111)]
    assert fill(chain, [1, 0, 0], [1, 1, 1]) == [
        [0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 0],
    ]  # fmt: skip
