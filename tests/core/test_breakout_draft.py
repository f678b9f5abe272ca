"""What a round that is being thought of would be."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.breakout import GroupDraft, lettered
from nexus_desktop.core.breakout_draft import (
    Recognised,
    RuleDraft,
    recognised,
    sizes,
    sizes_told,
)


def test_sizes_are_told_as_they_come_out() -> None:
    assert sizes_told(130, lettered(10)) == "10 groups of 13 people"
    assert sizes_told(132, lettered(10)) == "10 groups: 2 of 14, 8 of 13 people"
    assert sizes_told(5, lettered(1)) == "1 group of 5 people"
    small = (GroupDraft("A", seats_min=4, seats_max=4), *lettered(3)[1:])
    assert sizes_told(24, small) == "3 groups: 2 of 10, 1 of 4 people"


@given(st.integers(0, 300), st.integers(1, 20))
def test_even_sizes_hold_everybody_and_differ_by_one_at_most(
    people: int, count: int
) -> None:
    found = sizes(people, lettered(count))
    assert sum(size * n for size, n in found) == people
    assert sum(n for _, n in found) == count
    assert found[0][0] - found[-1][0] <= 1


def test_wishes_are_recognised_by_topic_and_name_and_the_others_counted() -> None:
    groups = lettered(2, ["Water", "Energy"])
    wishes = [("water", "Transport"), ("B",), ("Transport", "Noise", " "), ()]
    assert recognised(wishes, groups) == Recognised(
        3, 2, (("Transport", 2), ("Noise", 1))
    )


def test_a_rule_is_said_with_the_group_as_it_is_called_now() -> None:
    names = {"p1": "Ana", "p2": "Bo"}
    groups = lettered(2)
    together = RuleDraft("together", ("p1", "p2"))
    assert together.told(names, groups) == "Ana and Bo sit together"
    must = RuleDraft("must", ("p1",), 1)
    assert must.told(names, groups) == "Ana must be in group B"
    assert must.told(names, groups[:1]) == "Ana must be in group –"
