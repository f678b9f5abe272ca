import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode, BadgeError

KEY = bytes(range(32))
CODE = BadgeCode(epoch=1, workshop="0badcafe", number="00112233445566ff", issue=2)
# Made with another implementation of RFC 4648 and RFC 2104 (coreutils and OpenSSL).
WRITTEN = "NX1AEAQXLOK7YABCIRTIRKWN7YC3Y5F44N2RYDGRHUIZI"


def test_the_code_is_what_the_standards_say() -> None:
    assert badge.encode(CODE, KEY) == WRITTEN


codes = st.builds(
    BadgeCode,
    epoch=st.integers(1, 255),
    workshop=st.binary(min_size=4, max_size=4).map(bytes.hex),
    number=st.binary(min_size=8, max_size=8).map(bytes.hex),
    issue=st.integers(0, 255),
)
keys = st.binary(min_size=32, max_size=32)


@given(codes, keys)
def test_a_code_reads_back_as_it_was_written(code: BadgeCode, key: bytes) -> None:
    text = badge.encode(code, key)
    assert len(text) == badge.LENGTH
    assert set(text) <= set(string.ascii_uppercase + string.digits)
    read = badge.read(text)
    assert read is not None
    assert read.badge == code
    assert badge.is_genuine(read, {code.epoch: key})


@given(codes, keys, keys)
def test_another_key_makes_no_genuine_code(
    code: BadgeCode, key: bytes, other: bytes
) -> None:
    read = badge.read(badge.encode(code, key))
    assert read is not None
    assert badge.is_genuine(read, {code.epoch: other}) == (key == other)
    assert not badge.is_genuine(read, {(code.epoch + 1) % 256: key})


@pytest.mark.parametrize(
    "dressed",
    [
        "{}\r", "{}\t", "\r\n {} \n", "]Q1{}", "]Q3\\000026{}", "\\000026{}", "]d1{}",
    ],
)  # fmt: skip
def test_what_scanners_add_does_no_harm(dressed: str) -> None:
    text = badge.encode(CODE, KEY)
    for typed in (text, text.lower()):
        read = badge.read(dressed.format(typed))
        assert read is not None, typed
        assert read.badge == CODE


@pytest.mark.parametrize(
    "text",
    [
        "", "NX1", "Nguyễn Xuân 1", "https://example.org", "nx1" + "A" * 41,
        "NX1" + "A" * 43, "NX2" + "A" * 42, "]Q1]Q1" + "A" * 45, "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_code_of_ours_is_malformed(text: str) -> None:
    assert badge.read(text) is None


def test_letters_that_only_look_like_ours_are_refused() -> None:
    text = badge.encode(BadgeCode(1, "0badcafe", "0" * 16, 1), KEY)
    assert "A" in text
    assert badge.read(text.replace("A", "Α")) is None  # Greek
    assert badge.read("ńx1" + text[3:]) is None


def test_another_version_is_not_read() -> None:
    text = badge.encode(CODE, KEY)
    assert text.startswith("NX1AE")
    assert badge.read("NX1AI" + text[5:]) is None


def test_nobody_has_more_than_255_badges() -> None:
    with pytest.raises(BadgeError, match="255"):
        badge.encode(BadgeCode(1, "0badcafe", "0" * 16, 256), KEY)


def test_of_20000_mutated_codes_none_is_genuine() -> None:
    dice = random.Random(7)  # noqa: S311 - only a mixture of mutations
    text = badge.encode(CODE, KEY)
    letters = string.ascii_letters + string.digits + " ]\\=ıſ"
    for _ in range(20_000):
        mutated = _mutated(text, letters, dice)
        read = badge.read(mutated)
        if read is not None and badge.is_genuine(read, {1: KEY}):
            assert badge.tidied(mutated) == text, mutated


def _mutated(text: str, letters: str, dice: random.Random) -> str:
    made = list(text)
    for _ in range(dice.randint(1, 3)):
        place, letter = dice.randrange(len(made)), dice.choice(letters)
        how = dice.random()
        if how < 0.8:
            made[place] = letter
        elif how < 0.9:
            made.insert(place, letter)
        else:
            made[place], made[-1] = made[-1], made[place]
    return "".join(made)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert badge.read(text) is None


def test_keys_come_from_their_record() -> None:
    assert badge.keys_of({"1": "07" * 32, "12": "ff" * 32}) == {
        1: b"\x07" * 32,
        12: b"\xff" * 32,
    }
