"""Taking in bundles a piece at a time, and meeting others in a folder.

A shared folder (a stick, a network share, a synchronised folder) holds one bundle of
each laptop. Each replaces its own and reads those of others, whoever is there when.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received, Waiting
from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import clock_of
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.services import exchanging, keys, sharing
from nexus_desktop.services.slices import Take
from nexus_desktop.store.database import store, stored

SUFFIX = ".nexus-bundle"
_AT_ONCE = 40  # entries in a transaction, so that a scan never waits long: 10 to 25 ms
_BYTES_AT_ONCE = 100_000  # of them, if they are long
_GIVEN = 200  # entries that are read in one transaction
_SEEN = "folder.seen"  # path of a bundle -> its size and time when it was last read
_LEFT = "folder.left"  # path of our bundle -> what was written into it


def _unheard(_part: float) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Met:
    """What came of a meeting in a folder.

    Attributes:
        read: names of the bundles that were new and were taken in.
        received: what came of their entries together.
        problems: a sentence for each bundle that could not be read; it is tried again.
        left: entries in our bundle, None if it was as it should be.
    """

    read: tuple[str, ...] = ()
    received: Received = field(default_factory=Received)
    problems: tuple[str, ...] = ()
    left: int | None = None


def take_bundle(
    take: Take, path: Path, told: Callable[[float], None] = _unheard
) -> Received:
    """Take in a bundle: checked whole before anything is applied, then in pieces.

    When the program ends in between, reading it again goes on. `told` hears what part
    of it is done.

    Raises:
        NexusError: the workshop is not shared, or the bundle is not good.
    """
    share = take(sharing.shared)

    def ring(head: bundle.Head) -> KeyRing:
        return take(partial(keys.taken, share=share, found=head.boxes)).ring

    head, packets = bundle.read(path, share.workshop, ring)
    received = take_in(take, packets, told)
    take(partial(sharing.heard_from, head=head))
    return received


def give_bundle(take: Take, path: Path, *, everything: bool = False) -> int:
    """Write all entries as a bundle, or what some laptop is not known to have.

    Returns how many entries that are.

    Raises:
        NexusError: the workshop is not shared, or the bundle can't be written.
    """
    had, head = take(_begin)
    asked = {} if everything else had
    packets: list[Packet] = []
    while found := take(
        partial(exchanging.packets_since, known=dict(asked), limit=_GIVEN)
    ):
        packets += found
        asked.update({one.device: one.seq for one in found})
    ring, boxes = take(_sealing)  # read last: of what is known now, nobody is without
    return bundle.write(path, packets, replace(head, boxes=boxes), ring).entries


def _begin(session: Session) -> tuple[dict[str, int], bundle.Head]:
    share = sharing.shared(session)
    device, vector = session.info["device"], exchanging.vector(session)
    head = bundle.Head(share.workshop, device, vector)
    return sharing.had_by_all(session, share), head


def _sealing(session: Session) -> tuple[KeyRing, tuple[Box, ...]]:
    return sharing.shared(session).ring, keys.boxes(session)


def take_in(
    take: Take, packets: Sequence[Packet], told: Callable[[float], None] = _unheard
) -> Received:
    """Take in packets in pieces, in the order of their clocks, so that few wait."""
    received, done = Received(), 0
    for some in _pieces(sorted(packets, key=_clock)):
        told(done / max(1, len(packets)))
        received = _sum(received, take(partial(sharing.receive, packets=some)))
        done += len(some)
    before: tuple[Waiting, ...] = ()
    while received.waiting != before:  # much of it may be at its turn now
        before = received.waiting
        more = take(partial(sharing.receive, packets=()))
        received = _sum(received, more)
    return received


def _pieces(packets: Sequence[Packet]) -> Iterator[Sequence[Packet]]:
    """Yield as many at a time as one transaction takes; once nothing if there is none.

    An entry that is longer than that goes alone.
    """
    some: list[Packet] = []
    size = 0
    for one in packets:
        size += len(one.body)
        if some and (len(some) == _AT_ONCE or size > _BYTES_AT_ONCE):
            yield some
            some, size = [], len(one.body)
        some.append(one)
    yield some


def _clock(packet: Packet) -> tuple[int, str, int]:
    return clock_of(packet), packet.device, packet.seq


def _sum(one: Received, other: Received) -> Received:
    return Received(
        one.applied + other.applied,
        one.known + other.known,
        (*one.refused, *other.refused),
        other.waiting,
        other.conflicts,
    )


def meet_in_folder(take: Take, folder: Path) -> Met:
    """Read what others left in a folder, then leave what they lack.

    Doing it again without news changes nothing.

    Raises:
        NexusError: the workshop is not shared, or the folder can't be used.
    """
    take(sharing.shared)
    ours = folder / f"{take(_own_name)}{SUFFIX}"
    read, problems, received = [], [], Received()
    for path in _bundles(folder):
        state = _state(path)
        if path == ours or take(partial(_seen, path=path)) == state:
            continue
        try:
            received = _sum(received, take_bundle(take, path))
        except NexusError as problem:
            problems.append(str(problem))
            continue
        take(partial(_see, path=path, state=state))
        read.append(path.name)
    left = _leave(take, ours)
    return Met(tuple(read), received, tuple(problems), left)


def _bundles(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.suffix == SUFFIX)
    except OSError as error:
        raise NexusError(
            f"The folder {folder} can't be read: {error.strerror}. Is the stick in?"
        ) from error


def _state(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return []  # gone meanwhile: reading it says so
    return [found.st_size, found.st_mtime_ns]


def _own_name(session: Session) -> str:
    """Return a file name that no other laptop uses, and people can read."""
    device = session.info["device"]
    query = "SELECT name FROM device WHERE id = ?"
    (name,) = session.connection().exec_driver_sql(query, (device,)).one()
    plain = re.sub(r"[^\w-]+", " ", name)[:40].strip()
    return f"{plain} {device[-12:]}".strip()


def _seen(session: Session, path: Path) -> list[int] | None:
    kept: Mapping[str, list[int]] = stored(session, _SEEN) or {}
    return kept.get(str(path))


def _see(session: Session, path: Path, state: list[int]) -> None:
    store(session, _SEEN, {**(stored(session, _SEEN) or {}), str(path): state})


def _leave(take: Take, path: Path) -> int | None:
    """Write our bundle, unless the one that is there says the same.

    It may say more, when this laptop's file was put back since.
    """
    now = take(_standing)
    left = take(partial(_kept, path=path))
    if left == {**now, "state": _state(path)}:
        return None
    count = give_bundle(take, path)
    take(partial(_keep, path=path, left={**now, "state": _state(path)}))
    return count


def _standing(session: Session) -> dict[str, object]:
    """Return what decides what our bundle should hold."""
    share = sharing.shared(session)
    return {
        "vector": exchanging.vector(session),
        "had": sharing.had_by_all(session, share),
        "epoch": share.ring.epoch,
    }


def _kept(session: Session, path: Path) -> object:
    return (stored(session, _LEFT) or {}).get(str(path))


def _keep(session: Session, path: Path, left: object) -> None:
    store(session, _LEFT, {**(stored(session, _LEFT) or {}), str(path): left})
