"""Row keys (RFC 9562): version 7, so that two laptops never collide.

What is one thing however many laptops make it has a key of version 8, from what it is.
"""

import hashlib
import secrets
import uuid
from datetime import datetime


def new_id(at: datetime) -> str:
    """Return a new UUIDv7 as text; `at` (aware) gives its 48-bit millisecond part."""
    milliseconds = int(at.timestamp() * 1000) & (2**48 - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def id_of(*parts: str) -> str:
    """Return the UUIDv8 that stands for `parts`: the same on every laptop.

    It begins with `f`, so that it sorts after every key that `new_id` makes.
    """
    digest = hashlib.sha256("\0".join(("nexus-id-v1", *parts)).encode()).digest()
    value = int.from_bytes(digest[:16], "big")
    value &= ~(0xF << 124 | 0xF << 76 | 0b11 << 62)
    value |= 0xF << 124 | 0x8 << 76 | 0b10 << 62
    return str(uuid.UUID(int=value))
