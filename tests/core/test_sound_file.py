import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import resources
from nexus_desktop.core.sound_file import MOST_BYTES, BadSound, seconds


def a_wave(length: float, rate: int = 8000) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * int(length * rate)))
    return made.getvalue()


def test_the_length_of_a_sound_is_read() -> None:
    assert seconds(a_wave(0.5)) == pytest.approx(0.5)
    for path in resources.path("sounds").glob("*.wav"):
        assert 0.1 < seconds(path.read_bytes()) < 1


def test_a_sound_must_be_short() -> None:
    with pytest.raises(BadSound, match="lasts 6 seconds"):
        seconds(a_wave(6))
    with pytest.raises(BadSound, match=r"4\.0 MB"):
        seconds(bytes(MOST_BYTES + 1))


@given(st.binary(max_size=80) | st.binary(max_size=60).map(lambda b: b"RIFF" + b))
def test_no_file_breaks_the_desk(data: bytes) -> None:
    with pytest.raises(BadSound, match="not a WAV file"):
        seconds(data)


def test_a_file_without_a_rate_is_no_sound() -> None:
    good = bytearray(a_wave(0.1))
    place = good.index(b"fmt ") + 12
    good[place : place + 4] = bytes(4)
    with pytest.raises(BadSound, match="not a WAV file"):
        seconds(bytes(good))
