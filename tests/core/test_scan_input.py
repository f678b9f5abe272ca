import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.scan_input import (
    FAST,
    PAUSE,
    Fate,
    Keyboard,
    Press,
    Recogniser,
    Step,
)
from tests.keys import ENTER, MONGOLIAN, TAB, THAI, place

KEY = bytes(32)
CODE = badge.encode(BadgeCode(1, "0badcafe", "00112233445566ff", 2), KEY)
AZERTY = "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù²*wxcvbn,;:! "
LATIN = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ "


class Field:
    """A text field, and the queue before it, as the window treats them."""

    def __init__(
        self,
        keyboard: Keyboard = Keyboard.X11,
        *,
        is_written: bool = True,
        only_badges: bool = False,
    ) -> None:
        self.keyboard, self.is_written = keyboard, is_written
        self.recogniser = Recogniser(keyboard, only_badges=only_badges)
        self.text = ""
        self.shown: list[str] = []  # the text after each key
        self.waiting: list[tuple[int, str]] = []
        self.before: dict[int, str] = {}
        self.entered: list[str] = []
        self.scans: list[str] = []
        self.at = 10_000

    def type(
        self, text: str, gap: int, *, layout: str = LATIN, end: int | None = None
    ) -> None:
        """Press the keys of `text` on a US keyboard, `gap` ms between them."""
        for letter in text:
            code, shift = place(letter, self.keyboard)
            typed = layout[LATIN.index(place_letter(code, self.keyboard))]
            typed = typed.upper() if shift else typed
            typed = letter if layout == LATIN else typed
            self.press(Press(code, typed, self.at + gap, shift))
        if end is not None:
            self.press(Press(end, "\r", self.at + gap))

    def press(self, press: Press) -> None:
        if press.at - self.at > self.recogniser.patience and self.recogniser.is_holding:
            self.follow(self.recogniser.expire())
        assert not self.recogniser.is_overdue(press.at)
        self.at = press.at
        press = Press(
            press.place, press.text, press.at, press.shift, press.is_plain,
            self.is_written, press.letter,
        )  # fmt: skip
        step = self.recogniser.feed(press)
        self.follow(step)
        if step.index == 0:
            self.before.clear()
        if step.fate is Fate.HOLD:
            self.waiting.append((step.index, press.text))
        elif step.fate is Fate.PASS:
            self.deliver(step.index, press.text)
        assert self.recogniser.is_holding == bool(self.waiting)
        self.shown.append(self.text)

    def wait(self) -> None:
        if self.recogniser.is_holding:
            self.at += self.recogniser.patience
            self.follow(self.recogniser.expire())
        self.at += 100

    def follow(self, step: Step) -> None:
        for _ in range(step.give_back):
            self.deliver(*self.waiting.pop(0))
        if step.fate is Fate.SCAN:
            self.scans.append(step.code)
            self.text = self.before.get(step.index, self.text)
            self.waiting.clear()
            self.before.clear()

    def deliver(self, index: int, text: str) -> None:
        self.before[index] = self.text
        if text == "\r":
            self.entered.append(self.text)
        else:
            self.text += text


def place_letter(code: int, keyboard: Keyboard) -> str:
    return next(letter for letter in LATIN if place(letter, keyboard)[0] == code)


def enter(field: Field, gap: int = 200) -> None:
    field.press(Press(ENTER[field.keyboard], "\r", field.at + gap))


@pytest.mark.parametrize("keyboard", list(Keyboard))
@pytest.mark.parametrize("gap", [1, 2, 8, 16, 30, 45, 50])
@pytest.mark.parametrize("ends", [ENTER, TAB])
def test_a_scan_never_reaches_the_field(
    keyboard: Keyboard, gap: int, ends: dict[Keyboard, int]
) -> None:
    field = Field(keyboard)
    field.type("Ana", 120)
    field.wait()
    field.shown.clear()
    field.type(CODE, gap, end=ends[keyboard])
    assert field.scans == [CODE]
    assert (field.text, field.entered) == ("Ana", [])
    assert set(field.shown) == {"Ana"}
    field.type("b", 200)
    assert field.text == "Anab"


@pytest.mark.parametrize("layout", [LATIN, AZERTY, MONGOLIAN, THAI])
@pytest.mark.parametrize("prefix", ["", "]Q1", "\\000026", "]Q1\\000026", "]d2"])
def test_layouts_and_prefixes_do_not_matter(layout: str, prefix: str) -> None:
    field = Field()
    field.type(prefix + CODE, 10, layout=layout, end=36)
    assert [badge.tidied(code) for code in field.scans] == [CODE]
    assert set(field.shown) == {""}


@given(st.integers(2, 50), st.integers(0, 25), st.randoms(), st.booleans())
def test_a_busy_machine_does_not_hide_a_badge(
    pace: int, jitter: int, dice: random.Random, has_end: bool
) -> None:
    field = Field()
    field.type("Ana", 120)
    field.wait()
    field.at += 700
    for letter in CODE:
        field.type(letter, max(1, pace + dice.randint(-jitter, jitter)))
    if has_end:
        enter(field, max(1, pace + dice.randint(-jitter, jitter)))
    else:
        field.wait()
    assert (field.scans, field.text, field.entered) == ([CODE], "Ana", [])
    assert set(field.shown) <= {"", "A", "An", "Ana"}


@pytest.mark.parametrize("gap", [60, 110, 250])
def test_a_slow_scanner_is_understood_too(gap: int) -> None:
    field = Field()
    field.type("Ana", 120)
    field.at += 1000
    field.type(CODE, gap, layout=MONGOLIAN, end=36)
    assert (field.scans, field.text) == ([CODE], "Ana")


@pytest.mark.parametrize("gap", [3, 12, 50, 110])
def test_capitals_may_be_small_or_made_by_the_lock(gap: int) -> None:
    field = Field()
    field.type("Ana", 120)
    field.at += 600
    field.type(CODE.lower(), gap, end=36)
    assert (field.scans, field.text) == ([CODE.lower()], "Ana")
    field = Field()
    for letter in CODE.lower():
        press = Press(place(letter)[0], letter.upper(), field.at + gap)
        field.press(press)
    enter(field, gap)
    assert (field.scans, field.text) == ([CODE.lower()], "")


def test_digits_of_the_keypad_and_letters_by_number_are_read_too() -> None:
    field = Field()
    for letter in CODE:
        code, shift = place(letter)
        by_number = Press(999, letter, field.at + 9, letter=letter)
        field.press(by_number if letter.isdigit() or letter in "XYZ" else
                    Press(code, letter, field.at + 9, shift))  # fmt: skip
    enter(field, 9)
    assert (field.scans, field.text) == ([CODE], "")


def test_a_scanner_without_enter_is_heard_after_a_pause() -> None:
    field = Field()
    field.type(CODE, 12)
    assert field.recogniser.patience == PAUSE
    field.wait()
    assert (field.scans, field.text) == ([CODE], "")
    assert not field.recogniser.is_holding


def test_a_pause_that_nobody_saw_ends_a_scan_before_the_next_key() -> None:
    field = Field()
    field.type(CODE, 12)
    assert field.recogniser.is_overdue(field.at + 100)
    field.type("a", 100)
    assert (field.scans, field.text) == ([CODE], "a")


@pytest.mark.parametrize("late", [1, 5, 70])
def test_the_second_end_of_a_scan_is_not_entered(late: int) -> None:
    field = Field()
    field.type(CODE, 5, end=36)
    enter(field, late)
    assert (field.scans, field.entered) == ([CODE], [])
    enter(field, 200)
    assert field.entered == [""]


def test_an_end_that_comes_after_the_pause_is_not_entered() -> None:
    field = Field()
    field.type(CODE, 5)
    at = field.at
    field.follow(field.recogniser.expire())
    field.press(Press(36, "\r", at + PAUSE + 100))
    assert (field.scans, field.entered) == ([CODE], [])


@pytest.mark.parametrize("text", ["9783161484100", "https://example.org/1", CODE[:-1]])
def test_other_codes_are_scans_too(text: str) -> None:
    field = Field()
    field.type("Ana", 120)
    field.at += 200
    field.type(text, 10, end=36)
    assert (field.scans, field.text, field.entered) == ([text], "Ana", [])


def test_a_long_code_is_a_scan_even_from_a_slow_scanner() -> None:
    field = Field()
    field.type("https://example.org/abc/1234", 45, end=36)
    assert len(field.scans) == 1


@pytest.mark.parametrize("layout", [AZERTY, MONGOLIAN, THAI])
def test_a_number_is_a_scan_on_every_layout(layout: str) -> None:
    field = Field()
    field.type("2457902457", 8, layout=layout, end=36)
    assert (field.scans, field.text) == (["2457902457"], "")


def test_where_only_badges_are_heard_other_codes_are_text() -> None:
    field = Field(only_badges=True)
    field.type("9783161484100", 10, end=36)
    assert (field.scans, field.entered) == ([], ["9783161484100"])
    field.type(CODE, 10, end=36)
    assert (field.scans, field.text) == ([CODE], "9783161484100")


def test_where_nothing_is_written_no_key_of_a_scan_gets_through() -> None:
    field = Field(is_written=False)
    field.type("9783161484100", 10, end=36)
    field.at += 1000
    field.type(CODE.lower(), 50, end=36)
    assert field.scans == ["9783161484100", CODE.lower()]
    assert set(field.shown) == {""}
    field.type("ab", 120)
    field.wait()
    assert field.text == "ab"


def test_scans_follow_each_other() -> None:
    field = Field()
    for _ in range(3):
        field.type(CODE, 3, end=36)
    assert (field.scans, field.text) == ([CODE] * 3, "")


def test_what_is_typed_at_once_before_a_scan_stays() -> None:
    field = Field()
    field.type("abcdefgh", 20)
    field.type(CODE, 20, end=36)
    assert (field.scans, field.text) == ([CODE], "abcdefgh")


NAMES = ["Sarantuya Ganbold", "Li", "O'Brien-Smith", "Kim", "NX1234", "Nxumalo",
         "NX1 ABC", "Nguyen Thi Nga", "]Q1", "N"]  # fmt: skip


@pytest.mark.parametrize("gap", [1, 12, 40, 60, 120, 400])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_written", [True, False])
def test_a_name_is_never_a_scan_however_fast(
    name: str, gap: int, is_written: bool
) -> None:
    field = Field(is_written=is_written)
    field.type(name, gap, end=36)
    assert (field.scans, field.entered) == ([], [name])


@pytest.mark.parametrize("text", ["p10001@example.org", "Room 12, 3rd floor", "97699"])
def test_a_fast_typist_is_no_scanner(text: str) -> None:
    for gap in (55, 60, 80):
        field = Field()
        field.type(text, gap, end=36)
        assert (field.scans, field.entered) == ([], [text])


@given(
    st.text("abcdefg hijklNnXx1230@-.", min_size=1, max_size=30).map(str.strip),
    st.lists(st.integers(30, 60), min_size=31, max_size=31),
)
def test_a_persons_burst_is_never_a_scan(text: str, gaps: list[int]) -> None:
    field = Field()
    for letter, gap in zip(text, gaps, strict=False):
        field.type(letter, gap)
    enter(field, gaps[-1])
    # Twenty keys without one gap over 50 ms are nobody's, if a digit is among them.
    if len(text) < 20 and sum(gaps[1 : len(text)]) > 30 * (len(text) - 1):
        assert (field.scans, field.entered) == ([], [text])


def test_a_letter_is_not_kept_waiting_where_it_is_written() -> None:
    field = Field()
    for letter in "ganbold nxumalo":
        field.type(letter, 90)
        assert field.text.endswith(letter)
    assert not field.recogniser.is_holding


def test_a_key_held_down_repeats() -> None:
    field = Field(is_written=False)
    for _ in range(30):
        field.press(Press(57, "n", field.at + 33, is_plain=False))
    assert field.text == "n" * 30


def test_a_burst_of_a_persons_keys_is_given_back() -> None:
    field = Field()
    field.type("asdf1234", 10)
    assert field.text == "asdf1"
    field.wait()
    assert (field.text, field.scans) == ("asdf1234", [])
    field.type("qwerty12", 10)
    field.type("x", 90)
    assert field.text == "asdf1234qwerty12x"


def test_held_keys_come_back_before_a_command() -> None:
    field = Field()
    field.type("asdf1234", 10)
    field.press(Press(22, "", field.at + 10))  # Backspace
    assert field.text == "asdf1234"
    field.type("asdf1234", 10)
    field.press(Press(38, "", field.at + 10, is_plain=False))  # Ctrl+A
    assert field.text == "asdf1234" * 2


def test_enter_alone_is_entered() -> None:
    field = Field()
    field.press(Press(36, "\r", 10_000))
    assert field.entered == [""]


def test_a_number_typed_by_hand_and_entered_late_is_no_scan() -> None:
    field = Field()
    field.type("12345678", 20)
    enter(field, FAST + 1)
    assert (field.scans, field.entered) == ([], ["12345678"])


def test_an_unsteady_run_is_no_scan() -> None:
    field = Field()
    field.type("12345678", 45, end=36)
    assert (field.scans, field.entered) == ([], ["12345678"])


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc NXnx129-/]\\"),
            st.sampled_from([1, 10, 40, 60, 90, 600]),
            st.sampled_from(["", "", "wait", "enter"]),
        ),
        max_size=60,
    ),
    st.booleans(),
    st.booleans(),
)
def test_what_is_typed_is_entered_or_scanned_whole(
    keys: list[tuple[str, int, str]], is_written: bool, only_badges: bool
) -> None:
    field = Field(is_written=is_written, only_badges=only_badges)
    typed = ""
    for letter, gap, then in keys:
        field.type(letter, gap)
        typed += letter
        if then == "wait":
            field.wait()
        if then == "enter":
            scans = len(field.scans)
            enter(field, gap)
            if len(field.scans) > scans:
                scanned = field.scans[-1]
                assert typed.endswith(scanned)
                typed = typed[: -len(scanned)]
            assert field.text == typed
    field.at += 1000
    field.wait()
    assert field.text == typed
