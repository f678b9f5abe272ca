import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.minutes.sentences import (
    CUT,
    lines,
    sentences,
    shortened,
    width,
)


@settings(deadline=None)
@given(st.text(alphabet="aB .!?\n。।1", max_size=60))
def test_sentences_joined_are_the_text_again(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Dr. Peña and J. Cruz spoke. Then others did.", 2),
        ("It takes approx. 30 days, i.e. a month.", 1),
        ("The rate is 3.5 per cent. It will rise.", 2),
        ("it says (see art. IV). Nothing else", 2),
        ("会议结束。下次再见！", 2),
        ("यह ठीक है। वह भी।", 2),
        ("He said “go.” She went.", 2),
        (". starts odd", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_long_text_keeps_its_first_whole_sentences() -> None:
    text = "The plant is built. Water is clean. Nobody complains."
    assert shortened(text, 99) == text
    assert shortened(text, 40) == f"The plant is built. Water is clean. {CUT}"
    assert shortened(text, 20) == f"The plant is built. {CUT}"
    assert shortened(text, 10) is None
    assert shortened("   \n ", 1) is None


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_what_is_kept_begins_the_text_and_fits(text: str, units: int) -> None:
    kept = shortened(text, units)
    if kept is not None and kept != text:
        body = kept.removesuffix(CUT).strip()
        assert text.strip().startswith(body)
        assert width(body) <= units


def test_wide_letters_and_tall_scripts_take_more_room() -> None:
    assert width("abcd") == 4
    assert width("会议") == 4
    assert width("день") == 4
    assert width("ไทย") > 3
    assert lines("", 10) == 1
    assert lines("a" * 21, 10) == 3
    assert lines("a\nb", 10) == 2
