import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.breakout_words import Standing, change, phrases, quality


def said(standing: Standing) -> list[str]:
    return [phrase.text for phrase in phrases(standing)]


def test_a_good_plan_is_told_in_three_phrases() -> None:
    standing = Standing(
        884, 874.4, repeats=182, repeats_bound=180, wishing=130, first_wishes=113
    )
    assert said(standing) == [
        "Within 1.1% of the best possible",
        "182 repeat meetings, 180 cannot be avoided",
        "87% have their first wish",
    ]
    assert phrases(standing)[0].tone == "good"


def test_what_does_not_apply_is_not_said() -> None:
    assert said(Standing(5, 5)) == ["The best possible plan"]
    assert said(Standing(5, 5, repeats=1)) == [
        "The best possible plan",
        "1 repeat meeting",
    ]
    assert said(Standing(5, 5, repeats=1180, repeats_bound=1180))[1] == (
        "1,180 repeat meetings, none of them avoidable"
    )


def test_seats_not_given_come_before_any_praise() -> None:
    assert said(Standing(0, 9, missing=1)) == ["1 seat is not given yet"]
    assert said(Standing(0, 9, missing=130)) == ["130 seats not given yet"]


@pytest.mark.parametrize(
    ("cost", "bound", "text", "tone"),
    [
        (10.0, 10.0, "The best possible plan", "good"),
        (10.001, 10.0, "Within 0.1% of the best possible", "good"),
        (13.0, 10.0, "Within 30.0% of the best possible", "plain"),
        (30.0, 10.0, "Far from the best possible plan", "warn"),
        (3.0, 0.0, "Not perfect, though a perfect plan may be possible", "plain"),
    ],
)
def test_distance_from_the_bound(
    cost: float, bound: float, text: str, tone: str
) -> None:
    phrase = quality(Standing(cost, bound).gap)
    assert (phrase.text, phrase.tone) == (text, tone)


@given(st.floats(-1e6, 1e6))
def test_a_change_carries_its_sign(delta: float) -> None:
    text = change(delta)
    assert text[0] == ("±" if round(delta, 1) == 0 else "+" if delta > 0 else "−")


def test_changes_are_rounded_to_a_tenth() -> None:
    assert [change(x) for x in (3.14, -0.4, 0.04, -0.04)] == [
        "+3.1",
        "−0.4",
        "±0",
        "±0",
    ]
