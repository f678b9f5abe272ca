"""Keeps a laptop and the hub equal, in a thread of its own, for as long as it is asked.

Nothing here is needed for work at the laptop: when the network goes, the link waits and
tries again, and what was written meanwhile is sent when it is back.
"""

import select
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Event, Thread
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
_PAUSES = (
    0.05,
    1.0,
    2.0,
    4.0,
    8.0,
    15.0,
    30.0,
)  # seconds between tries to reach the hub


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


def meet(hub: Hub, entries: Entries) -> dict[str, int]:
    """Bring the laptop and the hub to the same entries; return the hub's vector.

    Raises:
        HubProblem: the hub went away. What arrived stays.
    """
    there = hub.boxes()
    entries.take_boxes(there)
    asked = entries.vector()
    while found := hub.pull(asked, _BATCH):
        entries.receive(found)
        asked = _beyond(asked, found)
    here = set(entries.boxes()) - set(there)
    if here:
        hub.put_boxes(here)
    theirs = hub.vector()
    while found := entries.packets_since(theirs, _BATCH):
        hub.push(found)
        theirs = _beyond(theirs, found)
    return theirs


def _beyond(known: Mapping[str, int], packets: Sequence[Packet]) -> dict[str, int]:
    return {**known, **{one.device: one.seq for one in packets}}


class HubLink(Thread):
    """Meets the hub whenever one of the two has something new.

    Args:
        url: of the hub.
        workshop: id of the workshop.
        entries: of the file.
        told: called in this thread with each change of the state.
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

    def close(self) -> None:
        """End the link; what it is doing now is finished, or said again next time.

        It is waited for only a while: a server that went away may be long in failing.
        """
        self._ended.set()
        self.wake()
        self.join(_PARTING)

    @override
    def run(self) -> None:
        """Reach the hub, stay with it, and try again when it goes away."""
        while not self._ended.is_set():
            try:
                with closing(Hub.connect(self._url, self._workshop)) as hub:
                    self._tries = 0
                    self._stay(hub)
            except HubProblem as problem:
                self._complain(problem, _PAUSES[min(self._tries, len(_PAUSES) - 1)])
                self._tries += 1
            except NexusError as problem:  # of the file here, such as a full disk
                self._complain(problem, _LOOK)
        self._bell.close()
        self._rope.close()

    def _complain(self, problem: NexusError, pause: float) -> None:
        with suppress(NexusError):  # the file may be closed as well
            self._tell(str(problem))
        self._wait(None, pause)

    def _stay(self, hub: Hub) -> None:
        forked = hub.forked()
        if forked:
            self._entries.receive(forked)
        while not self._ended.is_set():
            self._theirs = meet(hub, self._entries)
            self._tell("")
            self._wait(hub, _LOOK)

    def _wait(self, hub: Hub | None, seconds: float) -> None:
        """Wait until the hub or this laptop says something, or some time has passed."""
        ears = [self._bell.fileno(), *([] if hub is None else [hub.fileno()])]
        select.select(ears, [], [], seconds)
        try:
            while self._bell.recv(1024):
                pass
        except BlockingIOError:
            return

    def _tell(self, problem: str) -> None:
        waiting = None if self._theirs is None else self._behind(self._theirs)
        lacking = self._entries.lacking
        state = LinkState(not problem and waiting == 0, waiting, problem, lacking)
        if state != self._said:
            self._said = state
            self._told(state)

    def _behind(self, theirs: Mapping[str, int]) -> int:
        mine = self._entries.vector()
        return sum(max(0, last - theirs.get(one, 0)) for one, last in mine.items())
