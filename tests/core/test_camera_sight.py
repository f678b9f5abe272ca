from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.camera_sight import GONE, Mark, Sight

FRAME = 50  # milliseconds between two pictures


def mark(text: str, x: float = 0.5, y: float = 0.5) -> Mark:
    return Mark(text, ((x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1)))


def see(sight: Sight, pictures: list[list[Mark]], begin: int = 0) -> list[str]:
    """Show pictures one after the other; return what was new."""
    return [
        text
        for number, marks in enumerate(pictures)
        for text in sight.see(marks, begin + number * FRAME)
    ]


def test_a_badge_held_into_the_picture_counts_once() -> None:
    assert see(Sight(), [[mark("A")]] * 100) == ["A"]


def test_two_badges_at_once_count_once_each() -> None:
    assert see(Sight(), [[mark("A"), mark("B", 0.1)]] * 30) == ["A", "B"]


def test_the_same_code_twice_in_a_picture_counts_once() -> None:
    assert see(Sight(), [[mark("A"), mark("A", 0.1)]] * 3) == ["A"]


def test_a_badge_that_flickers_has_not_left() -> None:
    pictures = [[mark("A")], *[[]] * (GONE // FRAME - 1)] * 4
    assert see(Sight(), pictures) == ["A"]


def test_a_badge_that_left_counts_again() -> None:
    pictures = [[mark("A")], *[[]] * (GONE // FRAME), [mark("A")]]
    assert see(Sight(), pictures) == ["A", "A"]


def test_a_badge_is_still_there_while_its_code_can_not_be_read() -> None:
    pictures = [[mark("A")], *[[mark("", 0.55)]] * 60, [mark("A")]]
    assert see(Sight(), pictures) == ["A"]


def test_something_unreadable_elsewhere_does_not_hold_a_badge() -> None:
    pictures = [[mark("A")], *[[mark("", 0.1)]] * 60, [mark("A")]]
    assert see(Sight(), pictures) == ["A", "A"]


def test_a_camera_that_stalls_does_not_read_again() -> None:
    sight = Sight()
    assert sight.see([mark("A")], 0) == ("A",)
    assert sight.see([], 5 * GONE) == ()
    assert sight.see([mark("A")], 10 * GONE) == ()


@given(
    st.lists(st.lists(st.sampled_from("ABC"), max_size=3), max_size=80),
    st.integers(1, 400),
)
def test_no_code_counts_twice_without_having_been_away(
    pictures: list[list[str]], gap: int
) -> None:
    sight = Sight()
    last: dict[str, int] = {}
    for number, texts in enumerate(pictures):
        at = number * gap
        new = sight.see([mark(text) for text in texts], at)
        assert len(set(new)) == len(new)
        assert set(new) <= set(texts)
        for text in set(texts):
            is_known = text in last
            away = at - last.get(text, 0)
            if not is_known:
                assert text in new
            elif text in new:
                assert away >= GONE
                assert away // gap > 5
            last[text] = at
