"""A desk's scans while the hub is there, and another's in a long outage, in turns.

usage: python -m tests.benchmarks.bench_outage [SCANS] [UNSENT]

Two desks with as many people, each with a link to a real PostgreSQL behind a wire that
can be cut, scan as the window does: on the database's thread, the link at work beside.
One wire is cut: its link tries again and again, and as many entries wait as three desks
write in half an hour. Then both scan in turns, one every 20 ms.
"""

import sys
import tempfile
import time
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub_link import HubLink, LinkState
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import badges, checkin, founding
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.runner import Runner
from tests.benchmarks.bench_scan import NINE, Figures, fill, measured, timed
from tests.exchange import postgres
from tests.exchange.proxy import Wire

_EVERY = 0.02  # seconds between two scans


class Desk:
    """A desk with a link to the hub, as the window has it."""

    def __init__(self, folder: Path, wire: Wire, owner: str, people: int) -> None:
        folder.mkdir()
        profile = Profile(folder / "user")
        database, _ = Database.create(
            folder / "measured.nexus", lambda s: fill(s, people), at=NINE
        )
        share = founding.begin(database, at=NINE, profile=profile)
        hub.make(owner)
        self._place, _ = database.run(
            lambda s: checkin.default_checkpoint(s, NINE), at=NINE
        )
        found, _ = database.run(badges.codes, at=NINE)
        self._codes = iter([code for *_, code in found])
        self._seconds = count(1)
        self.runner = Runner(database, lambda: NINE)
        self.state = LinkState(is_met=False, waiting=None)
        url = owner.replace(f":{_port(owner)}/", f":{wire.port}/")
        entries = HubEntries(self.runner.wait)
        self.link = HubLink(url, share.workshop, entries, self._hear)
        self.link.start()

    def _hear(self, state: LinkState) -> None:
        self.state = state

    def settle(self) -> None:
        """Wait until the hub has all."""
        while not self.state.is_met:
            time.sleep(0.05)

    def scan(self) -> None:
        """Scan the next badge, and tell the link that something was written."""
        at = NINE + timedelta(seconds=next(self._seconds))
        work = partial(
            checkin.scan, text=next(self._codes), checkpoint_id=self._place.id, at=at
        )
        self.runner.wait(work)
        self.link.wake()

    def close(self) -> None:
        """End the link, and close the file."""
        self.link.close()
        self.runner.close()


def _port(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    scans, unsent = (*given, *(500, 4_000)[len(given) :])
    _application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as name, postgres.server() as owner:
        wires = [Wire(_port(owner)) for _ in range(2)]
        near, far = (
            Desk(Path(name) / str(number), wire, owner, scans + unsent)
            for number, wire in enumerate(wires)
        )
        with_hub, without, waiting = compare((near, far), wires[1], scans, unsent)
        wires[1].left = None
        late = timed(far.settle)
        for desk, wire in zip((near, far), wires, strict=True):
            desk.close()
            wire.close()
    print(f"{scans:,} scans at each desk, in turns, each of somebody not in yet")
    print(f"with the hub                           {with_hub}")
    print(f"out of reach, {waiting:6,} entries to be sent  {without}")
    print(f"all sent {late:.1f} s after the hub was back")


def compare(
    desks: tuple[Desk, Desk], wire: Wire, scans: int, unsent: int
) -> tuple[Figures, Figures, int]:
    """Return the figures of both desks, `wire` being the second's, and what waits.

    Before, both have scanned as many as shall wait.
    """
    near, far = desks
    for one in desks:
        one.settle()
    wire.left = 0
    wire.cut()
    for _ in range(unsent):
        near.scan()
        far.scan()
    near.settle()
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(scans):
        pairs = list(zip(desks, took, strict=True))
        for one, seconds in pairs if number % 2 else pairs[::-1]:
            seconds.append(timed(one.scan))
            time.sleep(_EVERY)
    return measured(took[0]), measured(took[1]), far.state.waiting or 0


if __name__ == "__main__":
    main()
