"""Through a hub: catching up, and from one desk to the screen of the other.

usage: python -m tests.benchmarks.bench_hub [ENTRIES] [TIMES] [HELD]

A real PostgreSQL on loopback, two laptops' screens with a file each in one process.
HELD entries are in both files before. A time ends when the change was painted.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.checkpoints import CheckpointDraft
from nexus_desktop.core.desk import WalkIn
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.services import checkpoints, sharing, walk_ins
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.desk.screen import DeskScreen
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.garbage import GarbageCollector
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.benchmarks.bench_desk import Painted
from tests.benchmarks.bench_exchange import Taker, told, work
from tests.benchmarks.bench_scan import measured
from tests.conftest import NINE, fill
from tests.exchange import postgres

_PAUSE = 0.4  # seconds between two entries, as people make them
_PATIENCE = 30.0


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


@dataclass
class Seat:
    """A laptop with a window's screens."""

    runner: Runner
    jobs: Jobs
    keeper: LaptopsKeeper
    desk: DeskScreen
    people: PeopleScreen

    @classmethod
    def at(cls, database: Database) -> "Seat":
        runner, jobs = Runner(database, now), Jobs()
        keeper = LaptopsKeeper(runner, jobs, UTC, now)
        keeper.begin()
        return cls(
            runner, jobs, keeper,
            DeskScreen(runner, jobs, now), PeopleScreen(runner, jobs, now),
        )  # fmt: skip

    def close(self) -> None:
        self.jobs.close()
        self.keeper.close()
        self.runner.close()


def until(seen: Callable[[], object]) -> None:
    """Serve the windows until something is so."""
    end = time.monotonic() + _PATIENCE
    while not seen():
        QApplication.processEvents()
        time.sleep(0.001)
        if time.monotonic() > end:
            raise TimeoutError("never came")


def rest(seconds: float) -> None:
    """Serve the windows for a while."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


def catch_up(root: Database, other: Database, url: str, entries: int) -> None:
    """Write at one laptop, bring it to the hub, and to the other."""
    for number in range(entries):
        root.run(partial(work, number=number), at=NINE)
    share = root.run(sharing.shared, at=NINE)[0]
    for words, database in (("put into the hub", root), ("caught up", other)):
        taker = Taker(database)
        with (
            told(f"{entries:,} entries {words}"),
            closing(Hub.connect(url, share.workshop)) as there,
        ):
            meet(there, HubEntries(taker))
        print(f"           longest transaction {1000 * max(taker.took):.0f} ms")


def appear(one: Seat, other: Seat, times: int) -> None:
    """Register people at one desk; see them on the other's screen."""
    for words, screen, surface, shows in (
        ("the other desk's last scans", other.desk,
         other.desk.view.side.recent, _recent),
        ("the other's list of people", other.people,
         other.people.list.table.viewport(), _listed),
    ):  # fmt: skip
        for each in (other.desk, other.people):
            each.setVisible(each is screen)
        screen.shown()
        rest(2)
        took = [_appear(one, other, surface, shows) for _ in range(times)]
        print(f"from disk at one desk to {words:30} {measured(took)}  of {times}")


def _appear(
    one: Seat, other: Seat, surface: QWidget, shows: Callable[[Seat, str], bool]
) -> float:
    name = f"Guest {time.monotonic_ns()}"
    painted = Painted(surface)
    painted.await_(lambda: shows(other, name))
    done: list[float] = []
    place = one.desk.gate.place_id
    guest = WalkIn(given_name="Guest", family_name=name[6:])

    def register(session: Session) -> object:
        return walk_ins.walk_in(session, guest, place, at=now())

    one.runner.submit(
        one.desk, register, done=lambda _: done.append(time.perf_counter())
    )
    until(lambda: bool(done) and painted.at > 0)
    painted.deleteLater()
    rest(_PAUSE)
    return painted.at - done[0]


def _recent(seat: Seat, name: str) -> bool:
    return any(name in row.name.text() for row in seat.desk.view.side.recent.rows)


def _listed(seat: Seat, name: str) -> bool:
    rows = seat.people.list.rows
    return any(rows.row(n).printed_name == name for n in range(rows.rowCount()))


def _application(folder: Path) -> QApplication:
    QCoreApplication.setOrganizationName("nexus-bench")
    form = QSettings.Format.IniFormat
    QSettings.setDefaultFormat(form)
    QSettings.setPath(form, QSettings.Scope.UserScope, str(folder))
    sys.setswitchinterval(0.0005)
    qt = QApplication(sys.argv[:1])
    theme.start(qt)
    theme.load_fonts(qt)
    theme.apply(qt, dark=False)
    return qt


def _workshop(session: Session) -> None:
    fill(session)
    today = now().date()
    made = session.scalars(select(rows.Workshop)).one()
    made.first_day = made.last_day = today
    made.time_zone = "UTC"
    draft = CheckpointDraft(name="Registration", day=today)
    checkpoints.add(session, draft, at=now())


def main(entries: int = 1_000, times: int = 40, held: int = 1_000) -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    os.environ["NEXUS_PROFILE"] = str(folder)
    qt = _application(folder)
    garbage = GarbageCollector(qt)
    with postgres.server() as url:
        hub.make(url)
        root, _ = Database.create(folder / "1.nexus", _workshop, at=now(), actor="One")
        root.raw.execute("PRAGMA synchronous=OFF")
        for number in range(held):
            root.run(partial(work, number=number), at=now())
        root.raw.execute("PRAGMA synchronous=FULL")
        offer = sharing.Offer(Role.COORDINATOR, hub=url)
        invitation = sharing.invite(root, offer, at=now())
        other = sharing.join(folder / "2.nexus", invitation, name="Two", at=now())
        catch_up(root, other, url, 0)
        catch_up(root, other, url, entries)
        seats = [Seat.at(database) for database in (root, other)]
        until(lambda: all("met" in one.keeper.of_hub() for one in seats))
        seats[0].desk.shown()
        until(lambda: seats[0].desk.gate.place_id)
        garbage.settle()
        appear(seats[0], seats[1], times)
        for one in seats:
            one.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
