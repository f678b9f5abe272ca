"""The entries of a workshop file as the hub gets and gives them: closed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received  # noqa: TC001 - said of an attribute
from nexus_desktop.exchange.membership import Share
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.sealing import NotOurs, Seal
from nexus_desktop.services import exchanging, sharing

T = TypeVar("T")
_AT_ONCE = 60  # entries in one transaction, so that a scan never waits long


class Run(Protocol):
    """Runs work in a transaction of the file and waits for its result."""

    def __call__(self, work: Callable[[Session], T], /) -> T:
        """Return what `work` returns."""


class HubEntries:
    """Closes what goes to the hub and opens what comes, see `exchange.hub_link`.

    Attributes:
        last: what came of the last entries taken in, None before.
    """

    def __init__(self, run: Run, share: Share) -> None:
        self._run = run
        self._seal = Seal(bytes.fromhex(share.key), "hub")
        self.last: Received | None = None

    def vector(self) -> dict[str, int]:
        """Return device -> its last entry that is applied here."""
        return self._run(exchanging.vector)

    def packets_since(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        """Return entries beyond `known`, closed."""
        read = partial(exchanging.packets_since, known=known, limit=limit)
        return [
            replace(one, body=self._seal.close(one.body, _name(one)))
            for one in self._run(read)
        ]

    def receive(self, packets: Sequence[Packet]) -> None:
        """Take in entries, a few at a time; what others put there is passed over."""
        opened = []
        for one in packets:
            try:
                body = self._seal.open(one.body, _name(one))
            except NotOurs:
                continue
            opened.append(replace(one, body=body))
        for start in range(0, len(opened), _AT_ONCE):
            some = opened[start : start + _AT_ONCE]
            self.last = self._run(partial(sharing.receive, packets=some))


def _name(packet: Packet) -> bytes:
    return f"{packet.device}:{packet.seq}:".encode() + packet.hash
