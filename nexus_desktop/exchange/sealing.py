"""Closing what leaves the laptop, so that only laptops of the workshop can read it.

ChaCha20-Poly1305 (RFC 8439) with a random nonce; a key of its own for each purpose is
derived from the workshop's key by HKDF-SHA-256 (RFC 5869). The workshop's key changes
when a laptop is lost: what is closed says in the open with which one, by its epoch.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE = 12


class NotOurs(Exception):  # noqa: N818 - whoever asked says what it means there
    """The seal does not fit: another key, or something was changed."""


class NotGiven(NotOurs):
    """It was closed with a key of the workshop that this laptop does not have."""


class Seal:
    """Closes and opens for one purpose."""

    def __init__(self, key: bytes, purpose: str) -> None:
        self._box = ChaCha20Poly1305(derived(key, purpose))

    def close(self, data: bytes, said: bytes) -> bytes:
        """Return `data` closed; `said` stands beside it in the open, but sealed too."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._box.encrypt(nonce, data, said)

    def open(self, closed: bytes, said: bytes) -> bytes:
        """Return what was closed.

        Raises:
            NotOurs: it was closed with another key, or changed since.
        """
        if len(closed) < _NONCE:
            raise NotOurs
        try:
            return self._box.decrypt(closed[:_NONCE], closed[_NONCE:], said)
        except InvalidTag as error:
            raise NotOurs from error


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of a workshop by epoch; new things are closed with the newest."""

    keys: Mapping[int, bytes]

    @property
    def epoch(self) -> int:
        """The newest epoch."""
        return max(self.keys)

    def seal(self, purpose: str, epoch: int | None = None) -> Seal:
        """Return the seal of an epoch, of the newest if none is named.

        Raises:
            NotGiven: the key of that epoch is not here.
        """
        key = self.keys.get(self.epoch if epoch is None else epoch)
        if key is None:
            raise NotGiven
        return Seal(key, purpose)

    def joined(self, other: "KeyRing") -> "KeyRing":
        """Return the keys of both; of one epoch, the key that is held already."""
        return KeyRing({**other.keys, **self.keys})


def derived(key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose that follows from `key`."""
    derive = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"nexus-{purpose}".encode())
    return derive.derive(key)


def new_key() -> bytes:
    """Return a key that nobody has."""
    return secrets.token_bytes(KEY_BYTES)
