"""The workshop's keys closed for one laptop, so that anybody may carry them there.

A box has the shape of RFC 9180 (base mode; X25519, HKDF-SHA-256, ChaCha20-Poly1305): a
key pair made for this box alone meets the laptop's X25519 key, and the key that closes
it is derived from what they have in common and from both public halves. The root signs
workshop, laptop, epoch and box, so that nobody else can give a laptop keys.

A laptop's X25519 secret is derived from the one it signs with: there is nothing more to
keep.
"""

import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nexus_desktop.exchange.sealing import KEY_BYTES, KeyRing, new_key
from nexus_desktop.exchange.signing import is_signed, sign
from nexus_desktop.store.encoding import dumps

_BOX = "box-v1"
_NONCE = bytes(12)  # each key closes one box


class NoKey(Exception):  # noqa: N818 - whoever asked says what it means there
    """What a laptop says its sealing key is, is none."""


@dataclass(frozen=True, slots=True)
class Box:
    """The workshop's keys for one laptop.

    Attributes:
        device: id of the laptop.
        epoch: the newest of the keys in it.
        closed: the public half of the box's own key, then the keys; hexadecimal.
        signature: of the root, hexadecimal.
    """

    device: str
    epoch: int
    closed: str
    signature: str

    def __post_init__(self) -> None:
        """Refuse (TypeError) what came from elsewhere and is no box."""
        texts = self.device, self.closed, self.signature
        if type(self.epoch) is not int or not all(type(one) is str for one in texts):
            raise TypeError("not a box")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who makes boxes: the root of a workshop.

    Attributes:
        workshop: id of the workshop.
        secret: the root's secret key.
    """

    workshop: str
    secret: bytes

    def box(self, device: str, sealing_key: str, ring: KeyRing) -> Box:
        """Return the box of a laptop with all keys of `ring`.

        Raises:
            NoKey: `sealing_key` (hexadecimal) is not the key of a laptop.
        """
        own = X25519PrivateKey.from_private_bytes(new_key())
        try:
            theirs = bytes.fromhex(sealing_key)
            common = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        except ValueError as error:
            raise NoKey from error
        half = own.public_key().public_bytes_raw()
        plain = dumps({str(epoch): key.hex() for epoch, key in ring.keys.items()})
        said = _said(self.workshop, device, ring.epoch)
        cipher = ChaCha20Poly1305(_derived(common, half + theirs))
        closed = half + cipher.encrypt(_NONCE, plain.encode(), said)
        proof = sign(self.secret, _BOX, said + closed)
        return Box(device, ring.epoch, closed.hex(), proof.hex())


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who opens boxes.

    Attributes:
        workshop: id of the workshop.
        root: the public key of the root.
    """

    workshop: str
    root: bytes

    def is_genuine(self, box: Box) -> bool:
        """Tell whether the root made a box."""
        try:
            said = _said(self.workshop, box.device, box.epoch)
            proof = bytes.fromhex(box.signature)
            closed = bytes.fromhex(box.closed)
        except ValueError:
            return False
        return is_signed(self.root, _BOX, said + closed, proof)

    def opened(self, box: Box, secret: bytes) -> KeyRing | None:
        """Return the keys of a genuine box, None if it is not for this laptop.

        `secret` is what the laptop signs with.
        """
        closed = bytes.fromhex(box.closed)
        half, rest = closed[:KEY_BYTES], closed[KEY_BYTES:]
        own = _private(secret)
        try:
            common = own.exchange(X25519PublicKey.from_public_bytes(half))
            key = _derived(common, half + own.public_key().public_bytes_raw())
            said = _said(self.workshop, box.device, box.epoch)
            plain = ChaCha20Poly1305(key).decrypt(_NONCE, rest, said)
        except (ValueError, InvalidTag):
            return None
        keys = json.loads(plain).items()
        return KeyRing({int(epoch): bytes.fromhex(key) for epoch, key in keys})


def sealing_key(secret: bytes) -> str:
    """Return the public key (hexadecimal) for which boxes of a laptop are closed."""
    return _private(secret).public_key().public_bytes_raw().hex()


def as_kept(box: Box) -> dict[str, str | int]:
    """Return a box as the record of its laptop keeps it."""
    return {name: value for name, value in asdict(box).items() if name != "device"}


def _private(secret: bytes) -> X25519PrivateKey:
    derive = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"nexus-x25519-v1")
    return X25519PrivateKey.from_private_bytes(derive.derive(secret))


def _derived(common: bytes, halves: bytes) -> bytes:
    derive = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"nexus-box-v1" + halves)
    return derive.derive(common)


def _said(workshop: str, device: str, epoch: int) -> bytes:
    return dumps([workshop, device, epoch]).encode()
