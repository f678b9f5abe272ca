"""Text in a box: largest that fits, inside it whatever the text is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.documents.fonts import MISSING_MARK
from nexus_desktop.documents.text_box import Box, Fitted, Setting, fit
from tests.documents.scripts import ALL

BOX = Box(10, 20, 200, 60)
NAMES = st.lists(st.sampled_from(list(ALL.values())), min_size=1, max_size=5)
SETTINGS = st.builds(
    Setting,
    largest=st.floats(14, 40),
    smallest=st.floats(5, 12),
    lines=st.integers(1, 4),
    bold=st.booleans(),
    align=st.sampled_from([0.0, 0.5, 1.0]),
    rise=st.sampled_from([0.0, 0.5, 1.0]),
)


def said(fitted: Fitted) -> str:
    return "".join(line.text for line, _, _ in fitted.lines)


@settings(max_examples=80, deadline=None)
@given(
    names=NAMES,
    setting=SETTINGS,
    width=st.floats(60, 400),
    height=st.floats(24, 120),
)
def test_ink_never_leaves_the_box(
    names: list[str], setting: Setting, width: float, height: float
) -> None:
    box = Box(7, 9, width, height)
    fitted = fit(" ".join(names), box, setting)
    assert box.contains(fitted.ink)
    assert len(fitted.lines) <= setting.lines
    assert fitted.size <= setting.largest
    inks = [
        Box(x, y - line.drop, line.width, line.drop + line.rise)
        for line, x, y in fitted.lines
    ]
    pairs = [(a, b) for i, a in enumerate(inks) for b in inks[i + 1 :]]
    assert not any(a.meets(b) for a, b in pairs)
    assert fitted.cut == said(fitted).endswith("…")


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_at_all_stays_inside(text: str) -> None:
    fitted = fit(text, Box(0, 0, 90, 30), Setting(20, 6, 2))
    assert Box(0, 0, 90, 30).contains(fitted.ink)


def test_a_short_text_is_as_large_as_it_may_be() -> None:
    assert fit("Li Wei", BOX, Setting(24, 8)).size == 24


def test_a_longer_text_shrinks_before_it_wraps() -> None:
    setting = Setting(30, 8, 2)
    fitted = fit("Sarantuya Ganbold", BOX, setting)
    assert len(fitted.lines) == 1
    assert 0.72 * 30 <= fitted.size < 30
    longer = fit("Sarantuya Ganbold of Ulaanbaatar", BOX, setting)
    assert len(longer.lines) == 2
    assert not longer.cut


def test_wrapped_lines_are_of_even_length() -> None:
    fitted = fit("one two three four five six seven eight", BOX, Setting(20, 8, 2))
    first, second = (line.width for line, _, _ in fitted.lines)
    assert 0.7 < first / second < 1.4


def test_no_word_is_broken_while_a_smaller_size_holds_it() -> None:
    fitted = fit("Ulaanbaatarchuud of Mongolia", Box(0, 0, 90, 60), Setting(30, 6, 3))
    assert said(fitted) == "Ulaanbaatarchuud of Mongolia"
    assert fitted.lines[0][0].text.startswith("Ulaanbaatarchuud")


def test_a_word_that_no_size_holds_is_broken_inside_the_box() -> None:
    box = Box(0, 0, 90, 30)
    fitted = fit("0" * 28, box, Setting(20, 6, 2))
    assert box.contains(fitted.ink)
    assert not fitted.cut
    assert len(fitted.lines) == 2


def test_ideographs_may_wrap_anywhere_to_stay_large() -> None:
    fitted = fit(
        "联合国亚洲及太平洋经济社会委员会", Box(0, 0, 90, 60), Setting(20, 6, 3)
    )
    assert len(fitted.lines) == 3
    assert fitted.size > 13


def test_what_no_size_holds_is_cut_and_says_so() -> None:
    fitted = fit("word " * 200, BOX, Setting(20, 9, 2))
    assert fitted.cut
    assert fitted.size == 9
    assert said(fitted).startswith("word word")
    assert said(fitted).endswith("…")
    assert len(said(fitted)) > 60


def test_nothing_is_cut_between_a_letter_and_its_marks() -> None:
    fitted = fit("नमस्ते " * 60, BOX, Setting(20, 9, 2))
    kept = said(fitted).removesuffix("…")
    following = ("नमस्ते " * 60)[len(kept)]
    assert following not in "\u094d\u0947"


def test_a_box_too_low_for_the_smallest_size_makes_it_smaller_still() -> None:
    low = Box(0, 0, 100, 5)
    fitted = fit("ကြည်", low, Setting(20, 9))
    assert low.contains(fitted.ink)
    assert fitted.size < 9


@pytest.mark.parametrize(("align", "edge"), [(0.0, 10), (0.5, 110), (1.0, 210)])
def test_lines_stand_left_centred_or_right(align: float, edge: float) -> None:
    ((line, x, _),) = fit("Ada", BOX, Setting(20, 8, align=align)).lines
    assert x + align * line.width == pytest.approx(edge)


def test_baselines_are_the_same_with_and_without_tails() -> None:
    def baseline(text: str, rise: float) -> float:
        return fit(text, BOX, Setting(20, 8, rise=rise)).lines[0][2]

    for rise in (0.0, 0.5, 1.0):
        assert baseline("Speaker", rise) == pytest.approx(baseline("Steven", rise))


def test_no_text_takes_no_place() -> None:
    fitted = fit("  ", BOX, Setting(20, 8))
    assert fitted.lines == ()
    assert (fitted.size, fitted.ink) == (0, Box(10, 20, 0, 0))


def test_missing_letters_are_reported() -> None:
    fitted = fit("𠮷野", BOX, Setting(20, 8))
    assert fitted.missing == {"𠮷"}
    assert said(fitted) == f"{MISSING_MARK}野"


def test_boxes_that_share_an_edge_do_not_meet() -> None:
    left, right = Box(0, 0, 10, 10), Box(10, 0, 10, 10)
    assert not left.meets(right)
    assert left.meets(Box(9, 9, 10, 10))
    assert not left.contains(right)
    assert left.contains(Box(0, 0, 10, 10))
