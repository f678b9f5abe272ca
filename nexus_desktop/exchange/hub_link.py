"""Keeps a laptop and the hub equal, in a thread of its own, for as long as it is asked.

Nothing here is needed for work at the laptop: when the network goes, the link waits and
tries again, and what was written meanwhile is sent when it is back.
"""

import logging
import select
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.packet import Packet

_BATCH = 500  # entries that go at once
_LOOK = 20.0  # seconds after which the hub is looked at though it said nothing
_PARTING = 2.0  # seconds that closing waits for what is going on
_PAUSES = (0.05, 1.0, 2.0, 4.0, 8.0, 10.0)  # seconds between tries to reach the hub
_BUG = (
    "Something went wrong in the program while it met the hub. What is written here is "
    "safe; it is tried again."
)

_log = logging.getLogger("nexus_desktop")


class Entries(Protocol):
    """The entries of the workshop file, from any thread; each call waits.

    Attributes:
        lacking: why some of what came could not be opened, "" when all could.
    """

    @property
    def lacking(self) -> str:
        """Return the sentence, "" when there is none."""

    def boxes(self) -> Sequence[Box]:
        """Return the workshop's keys for its laptops, as far as they are known here."""

    def take_boxes(self, boxes: Sequence[Box]) -> None:
        """Take the keys that are for this laptop."""

    def vector(self) -> dict[str, int]:
        """Return device -> its last entry before the first one that is missing here."""

    def packets_since(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        """Return entries beyond `known`, in order for each device, at most `limit`."""

    def receive(self, packets: Sequence[Packet]) -> object:
        """Take in entries of other laptops; known ones change nothing."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """How things stand between this laptop and the hub.

    Attributes:
        is_met: the hub is there, and both hold the same.
        waiting: entries that the hub lacks; None before it was ever reached.
        problem: why it can't be reached, "" when it can.
        lacking: why some of what it holds could not be opened, "" when all could.
    """

    is_met: bool
    waiting: int | None
    problem: str = ""
    lacking: str = ""


def meet(
    hub: Hub, entries: Entries, has: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Bring the laptop and the hub to the same entries; return the hub's vector.

    `has` is what the hub is known to have, if it is known: counting is the hub's
    longest work.

    Raises:
        HubProblem: the hub went away. What arrived stays.
    """
    there = hub.boxes()
    entries.take_boxes(there)
    asked = entries.vector()
    has = hub.vector() if has is None else has
    while found := hub.pull(asked, _BATCH):
        entries.receive(found)
        asked, has = _beyond(asked, found), _without_gap(has, found)
    sent, put = has, set(there)
    while True:
        found = entries.packets_since(sent, _BATCH)
        # Read after `found`: the keys that closed it must be there before it is.
        fresh = set(entries.boxes()) - put
        if fresh:
            hub.put_boxes(fresh)
            put |= fresh
        if not found:
            return dict(has)
        hub.push(found)
        sent, has = _beyond(sent, found), _without_gap(has, found)


def _beyond(known: Mapping[str, int], packets: Sequence[Packet]) -> dict[str, int]:
    return {**known, **{one.device: one.seq for one in packets}}


def _without_gap(known: Mapping[str, int], packets: Sequence[Packet]) -> dict[str, int]:
    """Return what is known with `packets`, but none behind one that is missing."""
    has = dict(known)
    for one in packets:
        if one.seq == has.get(one.device, 0) + 1:
            has[one.device] = one.seq
    return has


class HubLink(Thread):
    """Meets the hub whenever one of the two has something new.

    Args:
        url: of the hub.
        workshop: id of the workshop.
        entries: of the file.
        told: called in this thread with each change of the state, and with each meeting
            after which both held the same.
    """

    def __init__(
        self,
        url: str,
        workshop: str,
        entries: Entries,
        told: Callable[[LinkState], None],
    ) -> None:
        super().__init__(name="hub", daemon=True)
        self._url, self._workshop, self._entries = url, workshop, entries
        self._told, self._said = told, LinkState(is_met=False, waiting=None)
        self._ended = Event()
        self._theirs: dict[str, int] | None = None
        self._tries = 0
        self._bell, self._rope = socket.socketpair()
        for end in (self._bell, self._rope):
            end.settimeout(0)

    def wake(self) -> None:
        """Say that something new was written here. May be called from any thread."""
        with suppress(OSError):  # it is ringing already, or has ended
            self._rope.send(b"!")

    def end(self) -> None:
        """Ask the link to end, and go on: what it is doing now may be finished."""
        self._ended.set()
        self.wake()

    def close(self) -> None:
        """End the link; what it is doing now is finished, or said again next time.

        It is waited for only a while: a server that went away may be long in failing.
        """
        self.end()
        self.join(_PARTING)

    @override
    def run(self) -> None:
        """Reach the hub, stay with it, and try again when it goes away."""
        while not self._ended.is_set():
            try:
                with closing(Hub.connect(self._url, self._workshop)) as hub:
                    self._stay(hub)
            except HubProblem as problem:
                self._rest(str(problem), _PAUSES[min(self._tries, len(_PAUSES) - 1)])
                self._tries += 1
            except NexusError as problem:  # of the file here, such as a full disk
                self._rest(str(problem), _LOOK)
            except Exception:  # noqa: BLE001 - logged; the link must go on
                _log.exception("the link to the hub")
                self._rest(_BUG, _LOOK)
        self._bell.close()
        self._rope.close()

    def _rest(self, problem: str, seconds: float) -> None:
        """Wait before the next try; what is written meanwhile is counted, and kept."""
        end = monotonic() + seconds
        while not self._ended.is_set() and (left := end - monotonic()) > 0:
            with suppress(NexusError):  # the file may be closed as well
                self._tell(problem)
            self._wait(None, left)

    def _stay(self, hub: Hub) -> None:
        forked = hub.forked()
        if forked:
            self._entries.receive(forked)
        has: dict[str, int] | None = None
        while not self._ended.is_set():
            hub.heard()
            has = self._theirs = meet(hub, self._entries, has)
            self._tries = 0
            self._tell("")
            if not hub.heard() and not self._wait(hub, _LOOK):
                has = None  # it was long silent: its tables may have been put back

    def _wait(self, hub: Hub | None, seconds: float) -> bool:
        """Wait until the hub or this laptop says something; False: neither did."""
        ears = [self._bell.fileno(), *([] if hub is None else [hub.fileno()])]
        ready, _, _ = select.select(ears, [], [], seconds)
        with suppress(BlockingIOError):
            while self._bell.recv(1024):
                pass
        return bool(ready)

    def _tell(self, problem: str) -> None:
        waiting = None if self._theirs is None else self._behind(self._theirs)
        lacking = self._entries.lacking
        state = LinkState(not problem and waiting == 0, waiting, problem, lacking)
        if state != self._said or state.is_met:
            self._said = state
            self._told(state)

    def _behind(self, theirs: Mapping[str, int]) -> int:
        mine = self._entries.vector()
        return sum(max(0, last - theirs.get(one, 0)) for one, last in mine.items())
