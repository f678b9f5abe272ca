"""The desk's scans while the hub is there, in a long outage of it, and after: one run.

usage: python -m tests.benchmarks.bench_outage [SCANS] [UNSENT]

A real PostgreSQL behind a wire that can be cut. In each part as many scans are made,
one every 20 ms, as the window makes them: on the database's thread, the link to the hub
at work beside. In the second part the wire is cut, the link tries again and again, and
as many entries wait to be sent as three desks write in half an hour.
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

    def scans(self, number: int) -> Figures:
        """Return the figures of so many scans."""
        took = []
        for _ in range(number):
            took.append(timed(self.scan))
            time.sleep(_EVERY)
        return measured(took)


def _port(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    scans, unsent = (*given, *(500, 5_000)[len(given) :])
    _application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as name, postgres.server() as owner:
        wire = Wire(_port(owner))
        desk = Desk(Path(name), wire, owner, 3 * scans + unsent)
        with_hub, without, again, waiting, late = compare(desk, wire, scans, unsent)
        desk.link.close()
        desk.runner.close()
        wire.close()
    print(f"{scans:,} scans in each part, each of somebody not in yet")
    print(f"with the hub                           {with_hub}")
    print(f"out of reach, {waiting:6,} entries to be sent  {without}")
    print(f"with the hub again                     {again}")
    print(f"all sent {late:.1f} s after the hub was back")


def compare(
    desk: Desk, wire: Wire, scans: int, unsent: int
) -> tuple[Figures, Figures, Figures, int, float]:
    """Return the figures before, in and after an outage; what waited; seconds to send.

    The last part shows how much of a difference is the machine's own.
    """
    desk.settle()
    with_hub = desk.scans(scans)
    desk.settle()
    wire.left = 0
    wire.cut()
    for _ in range(unsent):
        desk.scan()
    without = desk.scans(scans)
    waiting = desk.state.waiting or 0
    wire.left = None
    late = timed(desk.settle)
    return with_hub, without, desk.scans(scans), waiting, late


if __name__ == "__main__":
    main()
