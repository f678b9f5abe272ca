"""Signatures of laptops: Ed25519 (RFC 8032) over a label and what is signed."""

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def new_secret() -> bytes:
    """Return a secret key, 32 bytes."""
    return secrets.token_bytes(32)


def public_of(secret: bytes) -> bytes:
    """Return the public key that belongs to a secret one, 32 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def sign(secret: bytes, label: str, said: bytes) -> bytes:
    """Return the signature of `said`, good for this label alone; 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(_labelled(label, said))


def is_signed(public: bytes, label: str, said: bytes, signature: bytes) -> bool:
    """Tell whether the owner of a public key signed `said` under this label."""
    try:
        _key(public).verify(signature, _labelled(label, said))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def _key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def _labelled(label: str, said: bytes) -> bytes:
    return f"nexus-{label}\n".encode() + said
