"""The code in a badge's QR: made, read, and told from a forged one.

`NX1`, then Base32 (RFC 4648, no padding, upper case) of 26 bytes: version, key epoch,
workshop (4), badge number (8), issue, and the first 11 bytes of an HMAC-SHA-256. 45
characters of QR's alphanumeric mode, which any scanner can type. It says nothing of
the person.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nexus_desktop.core.errors import NexusError

LENGTH = 45
MOST_ISSUES = 255
MOST_EPOCHS = 255

_MARK = "NX1"
_VERSION = 1
_LABEL = b"nexus-badge-v1"
_SIGNATURE_BYTES = 11
_BASE32_PADDING = "=" * 6  # what 26 bytes leave of the last group of eight letters

# What scanners put before the data: the AIM identifier ("]Q1") and an ECI ("\\000026").
_PREFIX = re.compile(r"(?:\][A-Z][0-9A-Z])?(?:\\[0-9]{6})?")
_FORM = re.compile(rf"{_MARK}[A-Z2-7]{{{LENGTH - len(_MARK)}}}")


class BadgeError(NexusError):
    """A badge can't be issued like this."""


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """What a badge's code says.

    Attributes:
        epoch: which of the workshop's keys signs it, 1 to 255.
        workshop: 8 hex digits.
        number: the badge's random id, 16 hex digits.
        issue: 1 for a person's first badge, up to 255.
    """

    epoch: int
    workshop: str
    number: str
    issue: int


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as read, and the signature that came with it."""

    badge: BadgeCode
    signature: bytes


def encode(code: BadgeCode, key: bytes) -> str:
    """Return the text of the QR code, signed with the 32-byte `key` of its epoch.

    Raises:
        BadgeError: the person had 255 badges already.
    """
    if code.issue > MOST_ISSUES:
        raise BadgeError(
            f"Nobody can have more than {MOST_ISSUES} badges in one workshop."
        )
    body = _packed(code)
    letters = base64.b32encode(body + _signature(body, key)).decode("ascii")
    return _MARK + letters.rstrip("=")


def read(text: str) -> ReadCode | None:
    """Return what `text`, as a scanner typed it, says; None if it is no code of ours.

    Lower case, white space at the ends and a scanner's own prefixes do no harm.
    Whether it is genuine is for `is_genuine` to say.
    """
    letters = tidied(text)
    if not _FORM.fullmatch(letters):
        return None
    packed = letters.removeprefix(_MARK)
    raw = base64.b32decode(packed + _BASE32_PADDING)
    spelt = base64.b32encode(raw).decode("ascii").rstrip("=")
    if raw[0] != _VERSION or spelt != packed:  # unused bits are set: not our writing
        return None
    badge = BadgeCode(raw[1], raw[2:6].hex(), raw[6:14].hex(), raw[14])
    return ReadCode(badge, raw[15:])


def tidied(text: str) -> str:
    """Return `text` in upper case, without white space at the ends and prefixes."""
    text = text.strip()
    if not text.isascii():  # "ı".upper() would be an I
        return text
    return _PREFIX.sub("", text.upper(), count=1)


def is_genuine(code: ReadCode, keys: Mapping[int, bytes]) -> bool:
    """Tell whether the workshop signed `code`; `keys` are its keys by epoch."""
    key = keys.get(code.badge.epoch)
    if key is None:
        return False
    return hmac.compare_digest(code.signature, _signature(_packed(code.badge), key))


def keys_of(stored: Mapping[str, str]) -> dict[int, bytes]:
    """Return the keys by epoch from a workshop's record (epoch as text -> hex)."""
    return {int(epoch): bytes.fromhex(key) for epoch, key in stored.items()}


def _packed(code: BadgeCode) -> bytes:
    head = bytes((_VERSION, code.epoch))
    ids = binascii.unhexlify(code.workshop) + binascii.unhexlify(code.number)
    return head + ids + bytes((code.issue,))


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, _LABEL + body, hashlib.sha256)[:_SIGNATURE_BYTES]
