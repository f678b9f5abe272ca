"""What a picture file says of itself: its kind and its size in pixels."""

from dataclasses import dataclass
from struct import unpack_from

from nexus_desktop.core.errors import NexusError

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Frames of a JPEG file that hold its size; C4, C8 and CC are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class BadPicture(NexusError):  # noqa: N818
    """A picture that can't be kept; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Kind ("PNG" or "JPEG") and size in pixels of a picture."""

    kind: str
    width: int
    height: int


def measured(data: bytes) -> Measured:
    """Return what the first bytes of a picture file say.

    Raises:
        BadPicture: it is neither PNG nor JPEG, or it is cut off.
    """
    size = None
    kind = "PNG" if data.startswith(_PNG) else "JPEG"
    if data.startswith(_PNG):
        size = unpack_from(">II", data, 16) if len(data) >= 24 else None
    elif data.startswith(_JPEG):
        size = _jpeg_size(data)
    else:
        raise BadPicture("This is neither a JPEG nor a PNG picture.")
    if size is None or 0 in size:
        raise BadPicture(f"This {kind} picture is damaged: its size can't be read.")
    return Measured(kind, *size)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        mark, length = data[place + 1], unpack_from(">H", data, place + 2)[0]
        if mark in _FRAMES:
            height, width = unpack_from(">HH", data, place + 5)
            return width, height
        place += 1 if mark == 0xFF else 2 + length
    return None
