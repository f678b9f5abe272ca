"""Passphrases that are said aloud."""

import re
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.passphrase import is_long_enough, plain, suggested


def test_twelve_digits_are_proposed_in_groups_that_can_be_said() -> None:
    proposed = {suggested() for _ in range(20)}
    assert len(proposed) == 20
    assert all(re.fullmatch(r"\d{4} \d{4} \d{4}", one) for one in proposed)
    assert all(map(is_long_enough, proposed))


@pytest.mark.parametrize(
    "typed",
    [
        "4821 0937 5562", "482109375562", "4821-0937-5562", " 4821  0937\t5562 ",
        "٤٨٢١ ٠٩٣٧ ٥٥٦٢", "๔๘๒๑ ๐๙๓๗ ๕๕๖๒", "４８２１　０９３７　５５６２",
        "᠔᠘᠒᠑ ᠐᠙᠓᠗ ᠕᠕᠖᠒",
    ],
)  # fmt: skip
def test_digits_count_as_said_however_they_are_grouped_and_typed(typed: str) -> None:
    assert plain(typed) == "482109375562"


def test_words_count_without_capitals_and_spaces() -> None:
    assert plain(" Three plain  WORDS ") == plain("threeplainwords")
    assert plain("Улаан баатар") == "улаанбаатар"
    assert plain("three") != plain("tree")


def test_a_passphrase_of_spaces_and_a_word_is_too_short() -> None:
    assert not is_long_enough("  short  - - ")
    assert is_long_enough("12345678")


@given(st.lists(st.text(ascii_letters + digits, min_size=1)), st.sampled_from(" -_."))
def test_what_stands_between_the_parts_does_not_count(
    parts: list[str], between: str
) -> None:
    assert plain(between.join(parts)) == "".join(parts).lower()
