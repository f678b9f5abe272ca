"""Closing what leaves the laptop, so that only laptops of the workshop can read it.

ChaCha20-Poly1305 (RFC 8439) with a random nonce; a key of its own for each purpose is
derived from the workshop's key by HKDF-SHA-256 (RFC 5869).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE = 12


class NotOurs(Exception):  # noqa: N818 - whoever asked says what it means there
    """The seal does not fit: another key, or something was changed."""


class Seal:
    """Closes and opens for one purpose."""

    def __init__(self, key: bytes, purpose: str) -> None:
        derive = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"nexus-{purpose}".encode())
        self._box = ChaCha20Poly1305(derive.derive(key))

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


def new_key() -> bytes:
    """Return a key that nobody has."""
    return secrets.token_bytes(KEY_BYTES)
