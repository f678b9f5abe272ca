"""An invitation as text: in a file, in a QR code, or pasted; closed with a passphrase.

The key comes from the passphrase by Argon2id (RFC 9106): 64 MiB and 3 passes make each
guess cost what a person does not notice and a thief does. The text is `NXJ1` and, in
Base32, which a QR code packs well: 16 bytes of salt, the sealed invitation (its JSON,
deflated), 4 bytes of CRC-32, so that a part that is missing is told from wrong words.
"""

import base64
import secrets
import zlib
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from nexus_desktop.core import passphrase as said_aloud
from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.membership import Invitation, as_json, from_json
from nexus_desktop.exchange.sealing import KEY_BYTES, NotOurs, Seal

SUFFIX = ".nexus-join"
_MARK = "NXJ1"
_SALT, _SUM = 16, 4
_MOST = 1_000_000  # bytes; an invitation has less than a thousand

# What every invitation says; deflate refers to it. Never change it: it is the format.
_USUAL = (
    b'"title":"","sslmode":"verify-full","sslrootcert":"system","hub":"postgresql://'
    b'nexus_:5432/nexus"},"signature":"","issuer":"","role":"coordinator","role":'
    b'"rapporteur","role":"desk","expires":"2026-01-01T00:00:00+00:00","public":"",'
    b'"certificate":{"workshop":"","serial":"","root":"","root_device":"","history":{}'
    b',"secret":"","share":{"workshop":"0","keys":{"1":"","key":"0123456789abcdef'
)


class BadInvitation(NexusError):  # noqa: N818
    """An invitation can't be made or opened."""


class WrongPassphrase(BadInvitation):
    """The invitation is whole, but these words do not open it."""


def closed(invitation: Invitation, passphrase: str) -> str:
    """Return the invitation as one line of upper-case letters and digits.

    Raises:
        BadInvitation: the passphrase is too short.
    """
    if not said_aloud.is_long_enough(passphrase):
        raise BadInvitation(
            f"The passphrase needs {said_aloud.SHORTEST} letters or digits or more, "
            "such as three words."
        )
    salt = secrets.token_bytes(_SALT)
    seal = Seal(_key(passphrase, salt), "join")
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS, zdict=_USUAL)
    said = packer.compress(as_json(invitation)) + packer.flush()
    data = salt + seal.close(said, _MARK.encode())
    whole = data + zlib.crc32(data).to_bytes(_SUM)
    return _MARK + base64.b32encode(whole).decode().rstrip("=")


def opened(text: str, passphrase: str) -> Invitation:
    """Return the invitation in a text; it takes some tenths of a second.

    Raises:
        WrongPassphrase: it is closed with another one.
        BadInvitation: it is no invitation, or not a whole one.
    """
    data = _read(text)
    salt, sealed = data[:_SALT], data[_SALT:]
    try:
        said = Seal(_key(passphrase, salt), "join").open(sealed, _MARK.encode())
    except NotOurs as error:
        raise WrongPassphrase(
            "The passphrase does not fit this invitation. Ask for it again."
        ) from error
    try:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_USUAL)
        return from_json(unpacker.decompress(said, _MOST))
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise BadInvitation(
            "This invitation was made by another version of this program. Use the same "
            "version on all laptops."
        ) from error


def is_invitation(text: str) -> bool:
    """Tell whether a text is meant as an invitation, whole or not."""
    return text.strip()[: len(_MARK)].upper() == _MARK


def checked(text: str) -> str:
    """Return a text as it was made, if it is a whole invitation.

    Raises:
        BadInvitation: it is none, or a part is missing.
    """
    _read(text)
    return "".join(text.split()).upper()


def read_file(path: Path) -> str:
    """Return the text in an invitation's file.

    Raises:
        BadInvitation: it can't be read, or holds no whole invitation.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST)
    except OSError as error:
        raise BadInvitation(f"{path.name} can't be read: {error.strerror}.") from error
    return checked(data.decode("ascii", errors="replace"))


def _read(text: str) -> bytes:
    """Return what a text holds, without its sum."""
    if not is_invitation(text):
        raise BadInvitation("This is not an invitation to a workshop (.nexus-join).")
    letters = "".join(text.split()).upper()[len(_MARK) :]
    try:
        whole = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        whole = b""
    data, total = whole[:-_SUM], whole[-_SUM:]
    if len(data) < _SALT or zlib.crc32(data).to_bytes(_SUM) != total:
        raise BadInvitation(
            "This invitation is not whole: a part of it is missing or was changed. "
            "Take all of it, or ask for it again."
        )
    return data


def _key(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        said_aloud.plain(passphrase).encode(), salt, time_cost=3, memory_cost=65_536,
        parallelism=1, hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
