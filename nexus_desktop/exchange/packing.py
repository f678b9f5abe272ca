"""From an entry of the journal to a packet, and back with nothing taken on trust."""

import json
from typing import Any

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.rows import Entry

_TEXTS = ("actor", "action", "undoes", "changes")
_NUMBERS = ("hlc", "schema")
NO_NUMBER = 1 << 63  # what SQLite can't keep
_NO_CLOCK = 1 << 62  # from the year 4199; clocks that follow it must have room
_LONGEST = 64_000_000  # bytes of a body; the largest import is a tenth of it


class BadPacket(NexusError):  # noqa: N818
    """What arrived is no entry."""


def packed(entry: Entry) -> Packet:
    """Return an entry as it travels."""
    said = {name: getattr(entry, name) for name in (*_TEXTS, *_NUMBERS)}
    body = dumps({**said, "previous": entry.previous_hash.hex()}).encode()
    return Packet(entry.device, entry.seq, entry.hash, body, entry.signature)


def unpacked(packet: Packet) -> Entry:
    """Return the entry of a packet; whether its hash is right is not looked at.

    Raises:
        BadPacket: it can't be an entry.
    """
    name = f"{packet.device}:{packet.seq}"
    try:
        said = _read(packet)
        return Entry(
            device=packet.device,
            seq=packet.seq,
            hash=packet.hash,
            signature=packet.signature,
            previous_hash=bytes.fromhex(said.pop("previous")),
            **said,
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadPacket(f"Entry {name[:60]} can't be read. It was left out.") from error


def clock_of(packet: Packet) -> int:
    """Return the clock of an entry that is not looked at yet; 0 if it says none."""
    try:
        return int(json.loads(packet.body)["hlc"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0  # refused when its turn comes


def _read(packet: Packet) -> dict[str, Any]:
    if not 0 < len(packet.device) <= 36 or not 0 < packet.seq < NO_NUMBER:
        raise ValueError("no device or number")
    if len(packet.hash) != 32 or len(packet.body) > _LONGEST:
        raise ValueError("of another size")
    said = json.loads(packet.body.decode())
    is_entry = (
        set(said) == {*_TEXTS, *_NUMBERS, "previous"}
        and all(isinstance(said[name], str) for name in (*_TEXTS, "previous"))
        and all(type(said[name]) is int for name in _NUMBERS)
        and 0 <= said["hlc"] < _NO_CLOCK
        and 0 <= said["schema"] < NO_NUMBER
        and len(said["previous"]) == 64
    )
    if not is_entry:
        raise ValueError("not what an entry says")
    if b"\\u" in packet.body:  # halves of letters can't be kept
        "".join(said[name] for name in _TEXTS).encode()
    return dict(said)
