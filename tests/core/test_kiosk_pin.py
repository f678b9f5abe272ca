import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import kiosk_pin

DIGITS = st.text("0123456789", min_size=4, max_size=8)


@pytest.mark.parametrize(
    ("pin", "again", "said"),
    [
        ("1234", "1234", ""),
        ("12345678", "12345678", ""),
        ("123", "123", "A PIN has 4 to 8 digits."),
        ("123456789", "123456789", "A PIN has 4 to 8 digits."),
        ("12a4", "12a4", "A PIN has 4 to 8 digits."),
        ("１２３４", "１２３４", "A PIN has 4 to 8 digits."),
        ("0000", "0000", "A PIN of one digit only is the first that anybody tries."),
        ("1234", "1243", "The two PINs differ. Type the same digits twice."),
    ],
)
def test_a_new_pin_is_looked_at(pin: str, again: str, said: str) -> None:
    assert kiosk_pin.problem(pin, again) == said


@settings(max_examples=5, deadline=None)
@given(DIGITS, DIGITS, st.binary(min_size=16, max_size=16))
def test_only_the_pin_fits(pin: str, other: str, salt: bytes) -> None:
    kept = kiosk_pin.hashed(pin, salt)
    assert pin not in kept.split(":")
    assert kiosk_pin.fits(pin, kept)
    assert kiosk_pin.fits(other, kept) == (other == pin)


@pytest.mark.parametrize("kept", ["", "1234", "a:b:c:d", "pbkdf2-sha256:0:00:00"])
def test_what_somebody_edited_fits_nothing(kept: str) -> None:
    assert not kiosk_pin.fits("1234", kept)


def test_each_wrong_pin_costs_more_time() -> None:
    waits = [kiosk_pin.wait(wrong) for wrong in range(10)]
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert waits[1] > 0
    assert waits[-1] == 30
