"""Bundles a piece at a time, so that a desk goes on scanning meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received
from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.membership import Share
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.services import exchanging, sharing
from nexus_desktop.services.slices import Take

_GIVEN, _TAKEN = 200, 60  # entries in a piece


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a bundle holds, in the open."""

    share: Share
    head: bundle.Head
    packets: Sequence[Packet]

    def write(self, path: Path) -> int:
        """Write it as a bundle; return how many entries that are.

        Raises:
            BadBundle: it can't be written there.
        """
        key = bytes.fromhex(self.share.key)
        return bundle.write(path, self.packets, self.head, key).entries

    @classmethod
    def read(cls, path: Path, share: Share) -> "Parcel":
        """Return what a bundle holds, whole.

        Raises:
            BadBundle: it is not good.
        """
        head, packets = bundle.read(path, share.workshop, bytes.fromhex(share.key))
        return cls(share, head, packets)


def gather(take: Take) -> Parcel:
    """Return what some laptop is not known to have.

    Raises:
        SharingProblem: sharing has not begun.
    """
    share, asked, head = take(_begin)
    packets: list[Packet] = []
    while found := take(
        partial(exchanging.packets_since, known=dict(asked), limit=_GIVEN)
    ):
        packets += found
        asked.update({one.device: one.seq for one in found})
    return Parcel(share, head, packets)


def _begin(session: Session) -> tuple[Share, dict[str, int], bundle.Head]:
    share = sharing.shared(session)
    device, vector = session.info["device"], exchanging.vector(session)
    head = bundle.Head(share.workshop, device, vector)
    return share, sharing.had_by_all(session, share), head


def take_in(take: Take, parcel: Parcel, told: Callable[[float], None]) -> Received:
    """Take in what a bundle held; `told` hears what part of it is done."""
    take(partial(sharing.hear, head=parcel.head))
    packets, applied, known = parcel.packets, 0, 0
    refused: tuple[str, ...] = ()
    last = Received()
    for start in range(0, len(packets), _TAKEN):
        some = packets[start : start + _TAKEN]
        last = take(partial(sharing.receive, packets=some))
        applied, known = applied + last.applied, known + last.known
        refused += last.refused
        told(min(1.0, (start + _TAKEN) / len(packets)))
    return replace(last, applied=applied, known=known, refused=refused)
