from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nexus_desktop.core.picture import BadPicture, Measured, measured

PNG = b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", 40, 30)


def jpeg(width: int, height: int, *, frame: int = 0xC0) -> bytes:
    comment = b"\xff\xfe" + pack(">H", 5) + b"abc"
    size = bytes([0xFF, frame]) + pack(">HBHHB", 11, 8, height, width, 1) + b"\0\0\0"
    return b"\xff\xd8" + comment + b"\xff" + size


def test_the_size_is_read_of_both_kinds() -> None:
    assert measured(PNG) == Measured("PNG", 40, 30)
    assert measured(jpeg(320, 480)) == Measured("JPEG", 320, 480)
    assert measured(jpeg(320, 480, frame=0xC2)) == Measured("JPEG", 320, 480)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither a JPEG nor a PNG"),
        (b"GIF89a", "neither a JPEG nor a PNG"),
        (PNG[:20], "PNG picture is damaged"),
        (jpeg(0, 10), "JPEG picture is damaged"),
        (jpeg(9, 9)[:12], "JPEG picture is damaged"),
        (jpeg(9, 9, frame=0xC4), "JPEG picture is damaged"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadPicture, match=said):
        measured(data)


@given(some.sampled_from([PNG[:8], b"\xff\xd8\xff"]), some.binary(max_size=60))
def test_whatever_follows_the_first_bytes_is_measured_or_refused(
    start: bytes, rest: bytes
) -> None:
    try:
        size = measured(start + rest)
    except BadPicture:
        return
    assert min(size.width, size.height) > 0
