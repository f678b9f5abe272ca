"""A journal entry on its way to another laptop; what carries it need not read it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packet:
    """One entry of one device.

    Attributes:
        device: id of the laptop that wrote it.
        seq: its place among the entries of that laptop, from 1.
        hash: SHA-256 of the entry (`store.journal` says over what), 32 bytes.
        body: the entry in its canonical form.
        signature: of the device's key over the hash; empty in files that were made
            before laptops signed.
    """

    device: str
    seq: int
    hash: bytes
    body: bytes
    signature: bytes = b""
