"""Row keys: UUID version 7 (RFC 9562), so that two laptops never collide."""

import secrets
import uuid
from datetime import datetime


def new_id(at: datetime) -> str:
    """Return a new UUIDv7 as text; `at` (aware) gives its 48-bit millisecond part."""
    milliseconds = int(at.timestamp() * 1000) & (2**48 - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
