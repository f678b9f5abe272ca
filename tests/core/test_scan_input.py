import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.scan_input import (
    FAST,
    Fate,
    Keyboard,
    Press,
    Recogniser,
    Step,
)
from tests.keys import ENTER, TAB, place

KEY = bytes(32)
CODE = badge.encode(BadgeCode(1, "0badcafe", "00112233445566ff", 2), KEY)


class Field:
    """A text field as the window's filter would treat it."""

    def __init__(self, keyboard: Keyboard = Keyboard.X11) -> None:
        self.keyboard = keyboard
        self.recogniser = Recogniser(keyboard)
        self.text = self.before_run = self.before_line = ""
        self.entered: list[str] = []
        self.scans: list[str] = []
        self.at = 10_000

    def type(
        self, text: str, gap: int, *, layout: str = "", end: int | None = None
    ) -> None:
        """Press the keys of `text` on a US keyboard, `gap` ms between them."""
        for letter in text:
            code, shift = place(letter, self.keyboard)
            self.press(Press(code, layout or letter, self.at + gap, shift))
        if end is not None:
            self.press(Press(end, "\r", self.at + gap))

    def press(self, press: Press) -> None:
        self.at = press.at
        self.follow(self.recogniser.feed(press), press.text)

    def wait(self) -> None:
        self.at += 100
        if self.recogniser.is_holding:
            self.follow(self.recogniser.expire(), "")

    def follow(self, step: Step, text: str) -> None:
        if step.fate is Fate.SCAN:
            self.scans.append(step.code)
            self.text = self.before_line if step.is_line else self.before_run
        self.text += step.give_back
        if step.starts_line:
            self.before_line = self.text
        if step.starts_run:
            self.before_run = self.text
        if step.fate is Fate.PASS and text == "\r":
            self.entered.append(self.text)
        elif step.fate is Fate.PASS:
            self.text += text


@pytest.mark.parametrize("keyboard", list(Keyboard))
@pytest.mark.parametrize("gap", [1, 8, 16, 30, 45])
@pytest.mark.parametrize("ends", [ENTER, TAB])
def test_a_scan_leaves_nothing_in_the_field(
    keyboard: Keyboard, gap: int, ends: dict[Keyboard, int]
) -> None:
    field = Field(keyboard)
    field.type("Ana", 120)
    field.type(CODE, gap, end=ends[keyboard])
    assert field.scans == [CODE]
    assert (field.text, field.entered) == ("Ana", [])
    field.type("b", 200)
    assert field.text == "Anab"


def test_the_layout_of_the_laptop_does_not_matter() -> None:
    for layout in "йกq":
        field = Field()
        field.type("]Q1" + CODE, 10, layout=layout, end=36)
        assert [badge.tidied(code) for code in field.scans] == [CODE]
        assert field.text == ""


def test_a_slow_scanner_is_understood_too() -> None:
    field = Field()
    field.type("Ana", 120)
    field.at += 1000
    field.type(CODE, 110, layout="й", end=36)
    assert (field.scans, field.text) == ([CODE], "Ana")


def test_a_scanner_without_enter_is_heard_after_a_pause() -> None:
    field = Field()
    field.type(CODE, 12)
    field.wait()
    assert (field.scans, field.text) == ([CODE], "")
    assert not field.recogniser.is_holding


@pytest.mark.parametrize("text", ["9783161484100", "https://example.org/1", CODE[:-1]])
def test_other_codes_are_scans_too(text: str) -> None:
    field = Field()
    field.type(text, 10, end=36)
    assert (field.scans, field.text, field.entered) == ([text], "", [])


def test_scans_follow_each_other() -> None:
    field = Field()
    for _ in range(3):
        field.type(CODE, 3, end=36)
    assert (field.scans, field.text) == ([CODE] * 3, "")


@pytest.mark.parametrize("gap", [1, 12, 40, 60, 120, 400])
@pytest.mark.parametrize("name", ["Sarantuya Ganbold", "Li", "O'Brien-Smith", "Kim"])
def test_a_name_is_never_a_scan_however_fast(name: str, gap: int) -> None:
    field = Field()
    field.type(name, gap, end=36)
    assert (field.scans, field.entered) == ([], [name])


@pytest.mark.parametrize("text", ["p10001@example.org", "Room 12, 3rd floor", "97699"])
def test_a_fast_typist_is_no_scanner(text: str) -> None:
    for gap in (55, 60, 80):
        field = Field()
        field.type(text, gap, end=36)
        assert (field.scans, field.entered) == ([], [text])


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
    field.press(Press(36, "\r", 100))
    assert field.entered == [""]


def test_a_number_typed_by_hand_and_entered_late_is_no_scan() -> None:
    field = Field()
    field.type("12345678", 20)
    field.press(Press(36, "\r", field.at + FAST + 1))
    assert (field.scans, field.entered) == ([], ["12345678"])


def test_an_unsteady_run_is_no_scan() -> None:
    field = Field()
    field.type("12345678", 45)
    field.press(Press(36, "\r", field.at + 45))
    assert (field.scans, field.entered) == ([], ["12345678"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc XYZ019-/"),
            st.sampled_from([1, 10, 40, 60, 90, 600]),
            st.sampled_from(["", "wait", "enter"]),
        ),
        max_size=60,
    )
)
def test_what_is_typed_is_entered_or_scanned_whole(
    keys: list[tuple[str, int, str]],
) -> None:
    field, typed = Field(), ""
    for letter, gap, then in keys:
        field.type(letter, gap)
        typed += letter
        if then == "wait":
            field.wait()
        if then == "enter":
            scans = len(field.scans)
            field.press(Press(36, "\r", field.at + gap))
            if len(field.scans) > scans:
                scanned = field.scans[-1]
                assert typed.endswith(scanned)
                typed = typed[: -len(scanned)]
            assert field.text == typed
    field.at += 1000
    field.wait()
    assert field.text == typed
