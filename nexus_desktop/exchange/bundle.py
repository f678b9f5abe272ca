"""Entries as one file, for a stick, a mail or a shared folder.

`NXBUNDLE1`, the length of a head in JSON, the head, and the entries: compressed, then
closed with the newest key of the workshop, the head sealed in with them. Either all of
it is right or none of it is taken.
"""

import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import NO_NUMBER
from nexus_desktop.exchange.sealing import KeyRing, NotGiven, NotOurs

_PURPOSE = "bundle"
_MAGIC = b"NXBUNDLE1\n"
_HEAD = struct.Struct(">I")
_PACKET = struct.Struct(">HQ32sHI")  # device, seq, hash, signature, body
_LONGEST_HEAD = 1_000_000
_LARGEST_FILE = 500_000_000  # bytes; 100,000 entries are 30 million
_LARGEST = 1_000_000_000  # bytes of all entries, unpacked
_SMALL = 64_000_000  # of them, that any bundle may hold
_DENSEST = 100  # times its size, that a larger one may hold; text is packed to a tenth


class BadBundle(NexusError):  # noqa: N818
    """A bundle can't be written or read. Nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a bundle says in the open, sealed in all the same.

    Attributes:
        workshop: id of the workshop.
        sender: id of the laptop that wrote it.
        vector: device -> the last entry that the sender has.
        entries: how many it holds.
        size: bytes of the entries, unpacked.
        epoch: of the key that it is closed with.
        boxes: the workshop's keys, each for one laptop; whoever carries them can't
            open them.
    """

    workshop: str
    sender: str
    vector: Mapping[str, int]
    entries: int = 0
    size: int = 0
    epoch: int = 0
    boxes: Sequence[Box] = ()


def write(path: Path, packets: Sequence[Packet], head: Head, ring: KeyRing) -> Head:
    """Write a bundle; it stands under its name only when it was read back whole.

    Returns the head with what it holds.

    Raises:
        BadBundle: it can't be written there. What stood there before is kept.
    """
    plain = b"".join(map(_framed, packets))
    head = replace(head, entries=len(packets), size=len(plain), epoch=ring.epoch)
    said = json.dumps(asdict(head), sort_keys=True).encode()
    closed = ring.seal(_PURPOSE).close(zlib.compress(plain, 6), said)
    data = b"".join((_MAGIC, _HEAD.pack(len(said)), said, closed))
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if fresh.read_bytes() != data:
            raise OSError("it does not read back as it was written")  # noqa: TRY301
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise BadBundle(
            f"{path.name} can't be written: {error.strerror or error}."
        ) from error
    return head


def read(
    path: Path, workshop: str, keys: Callable[[Head], KeyRing]
) -> tuple[Head, list[Packet]]:
    """Return what a bundle holds.

    `keys` is asked for the keys once the head is known, and no byte of it is believed.

    Raises:
        BadBundle: it is none, of another workshop, cut, changed in any byte, or closed
            with a key that is not here.
    """
    data = _bytes(path)
    head, said, closed = _parts(data, path.name)
    if head.workshop != workshop:
        raise BadBundle(f"{path.name} is of another workshop. Nothing was taken.")
    try:
        packed = keys(head).seal(_PURPOSE, head.epoch).open(closed, said)
    except NotGiven as error:
        raise BadBundle(
            f"{path.name} was closed with a key that this laptop was not given yet. "
            "Nothing was taken. Meet the coordinator's laptop first, so that it hears "
            "of this one and gives it the key."
        ) from error
    except NotOurs as error:
        raise BadBundle(
            f"{path.name} is damaged or was not written by a laptop of this workshop. "
            "Nothing was taken. Ask for it again."
        ) from error
    try:
        packets = list(_packets(_unpacked(packed, head.size)))
        if len(packets) != head.entries:
            raise ValueError("more or less than it says")  # noqa: TRY301
    except (ValueError, zlib.error, struct.error) as error:
        raise BadBundle(
            f"{path.name} does not hold what it says. Nothing was taken."
        ) from error
    return head, packets


def _bytes(path: Path) -> bytes:
    """Return what stands in a file, unless that can't be a bundle."""
    try:
        if path.exists() and not path.is_file():
            raise BadBundle(f"{path.name} is not a bundle of a workshop, nor a file.")
        if path.stat().st_size > _LARGEST_FILE:
            raise BadBundle(
                f"{path.name} is larger than any bundle. Nothing was taken."
            )
        return path.read_bytes()
    except OSError as error:
        raise BadBundle(f"{path} can't be read: {error.strerror}.") from error


def _unpacked(packed: bytes, size: int) -> bytes:
    """Return `size` bytes that were packed; sizes are looked at before they are made.

    Raises:
        ValueError: it is more or less, or more than a bundle can hold.
    """
    if size > min(_LARGEST, max(_SMALL, _DENSEST * len(packed))):
        raise ValueError("too much")
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed, size + 1)
    if len(plain) != size or not unpacking.eof:
        raise ValueError("more or less than it says")
    return plain


def _parts(data: bytes, name: str) -> tuple[Head, bytes, bytes]:
    start = len(_MAGIC) + _HEAD.size
    if not data.startswith(_MAGIC):
        raise BadBundle(f"{name} is not a bundle of a workshop (.nexus-bundle).")
    cut = BadBundle(f"{name} is cut off or damaged. Nothing was taken.")
    if len(data) < start:
        raise cut
    (length,) = _HEAD.unpack(data[len(_MAGIC) : start])
    said, closed = data[start : start + length], data[start + length :]
    if length > _LONGEST_HEAD or len(said) < length:
        raise cut
    try:
        head = _head(json.loads(said))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise cut from error
    kinds = (
        (head.workshop, str), (head.sender, str), (head.vector, dict),
        (head.entries, int), (head.size, int), (head.epoch, int),
    )  # fmt: skip
    if not all(type(value) is kind for value, kind in kinds):
        raise cut
    numbers = head.entries, head.size, head.epoch, *head.vector.values()
    if not all(type(one) is int and 0 <= one < NO_NUMBER for one in numbers):
        raise cut
    return head, said, closed


def _head(said: dict[str, Any]) -> Head:
    boxes = tuple(Box(**one) for one in said.pop("boxes"))
    return Head(**said, boxes=boxes)


def _framed(packet: Packet) -> bytes:
    device = packet.device.encode()
    sizes = len(device), packet.seq, packet.hash, len(packet.signature)
    return b"".join(
        (
            _PACKET.pack(*sizes, len(packet.body)),
            device,
            packet.signature,
            packet.body,
        )
    )


def _packets(plain: bytes) -> Iterator[Packet]:
    at = 0
    while at < len(plain):
        name, seq, digest, proof, body = _PACKET.unpack_from(plain, at)
        at += _PACKET.size
        ends = at + name, at + name + proof, at + name + proof + body
        if ends[2] > len(plain):
            raise ValueError("cut off")
        device = plain[at : ends[0]].decode()
        yield Packet(
            device, seq, digest, plain[ends[1] : ends[2]], plain[ends[0] : ends[1]]
        )
        at = ends[2]
