"""The entries of a workshop file as the hub gets and gives them: closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received  # noqa: TC001 - said of an attribute
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.sealing import KeyRing, NotGiven, NotOurs
from nexus_desktop.services import exchanging, keys, meeting, sharing
from nexus_desktop.services.slices import Take

_PURPOSE = "hub"
_EPOCH = 2  # bytes
_LACKING = (
    "The hub holds entries that were closed with a key that this laptop was not given "
    "yet. They come once the coordinator's laptop has met the hub."
)


class HubEntries:
    """Closes what goes to the hub and opens what comes, see `exchange.hub_link`.

    The body of an entry at the hub begins with the epoch of the key that closed it, in
    two bytes, which are sealed in too.

    Attributes:
        last: what came of the last entries taken in, None before.
        lacking: a sentence when something came that could not be opened for want of a
            key, since keys were last taken; "" when all could.
    """

    def __init__(self, run: Take) -> None:
        self._run = run
        self.last: Received | None = None
        self.lacking = ""

    def boxes(self) -> Sequence[Box]:
        """Return the workshop's keys for its laptops, as far as they are known here."""
        return self._run(keys.boxes)

    def take_boxes(self, boxes: Sequence[Box]) -> None:
        """Take the keys that are for this laptop."""
        self.lacking = ""
        self._run(lambda s: keys.taken(s, sharing.shared(s), boxes))

    def vector(self) -> dict[str, int]:
        """Return device -> its last entry that is applied here."""
        return self._run(exchanging.vector)

    def packets_since(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        """Return entries beyond `known`, closed."""

        def read(session: Session) -> tuple[list[Packet], KeyRing]:
            found = exchanging.packets_since(session, known, limit)
            return found, sharing.shared(session).ring

        found, ring = self._run(read)
        seal, epoch = ring.seal(_PURPOSE), ring.epoch.to_bytes(_EPOCH)
        return [
            replace(one, body=epoch + seal.close(one.body, _name(one, epoch)))
            for one in found
        ]

    def receive(self, packets: Sequence[Packet]) -> None:
        """Take in entries, a few at a time; what others put there is passed over."""
        ring = self._run(sharing.shared).ring
        self.last = meeting.take_in(self._run, list(self._opened(packets, ring)))

    def _opened(self, packets: Sequence[Packet], ring: KeyRing) -> Iterator[Packet]:
        for one in packets:
            epoch, closed = one.body[:_EPOCH], one.body[_EPOCH:]
            try:
                seal = ring.seal(_PURPOSE, int.from_bytes(epoch))
                body = seal.open(closed, _name(one, epoch))
            except NotGiven:
                self.lacking = _LACKING
            except NotOurs:
                continue
            else:
                yield replace(one, body=body)


def _name(packet: Packet, epoch: bytes) -> bytes:
    return f"{packet.device}:{packet.seq}:".encode() + packet.hash + epoch
