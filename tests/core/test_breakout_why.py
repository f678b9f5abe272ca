"""Reasons in words."""

import pytest

from nexus_desktop.core.breakout_why import Other, Parts, Why


def test_the_parts_of_a_change_are_told_apart() -> None:
    parts = Parts({"country": 2.0, "gender": -0.5, "city": 0.01}, 2, -1.0)
    assert parts.lost == ("country spread worse (+2.0)", "2 more repeat meetings")
    assert parts.gained == ("gender spread better (−0.5)", "wishes met better")
    parts = Parts({}, -1, 1.0)
    assert (parts.gained, parts.lost) == (
        ("1 fewer repeat meeting",),
        ("wishes met worse",),
    )


def test_another_group_says_what_it_gains_loses_and_breaks() -> None:
    assert Other("C").told == "As good as where they sit now"
    other = Other("C", "Maria", 1.5, Parts({"country": 2.0, "gender": -0.5}))
    assert other.title == "C, for Maria"
    assert other.told == (
        "Gains: gender spread better (−0.5). Loses: country spread worse (+2.0)"
    )
    other = Other("C", breaks=("A and B sit together",), size="large")
    assert not other.allowed
    assert other.told == "Not possible: A and B sit together; the group is full"
    other = Other("C", size="small")
    assert other.told == "Not possible: a group would be too small"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (
            Why("A", "X", others=(Other("Y", change=2.1),)),
            "Every other group would be worse; the best of them is group Y: +2.1.",
        ),
        (
            Why("A", "X", wish=1, others=(Other("Y", "B", -0.4),)),
            "It is their wish no. 1. Group Y, for B would be better: −0.4.",
        ),
        (
            Why("A", "X", wish=0, others=(Other("Y"),)),
            "They did not wish for this group. Group Y would be as good.",
        ),
        (Why("A", "X", held=("A is fixed to group X",)), "A is fixed to group X."),
        (Why("A", "X"), "The rules leave no other group."),
    ],
)
def test_why_somebody_sits_there_is_said_in_a_sentence(why: Why, told: str) -> None:
    assert why.told == told
