"""Entries of a large workshop: a bundle written, read into an empty file, caught up.

`python -m tests.benchmarks.bench_exchange [ENTRIES]`; README.md tells the numbers.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import meeting, sharing
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill

T = TypeVar("T")


@contextmanager
def told(what: str) -> Iterator[None]:
    began = perf_counter()
    yield
    print(f"{perf_counter() - began:8.2f} s  {what}", flush=True)


class Taker:
    """Runs each piece in a transaction of its own, and notes how long it took."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.took: list[float] = []

    def __call__(self, work: Callable[[Session], T], /) -> T:
        began = perf_counter()
        result, _ = self.database.run(work, at=NINE)
        self.took.append(perf_counter() - began)
        return result


def work(session: Session, number: int) -> None:
    """Do what desks do: nine scans to one person who is registered."""
    at = NINE + timedelta(seconds=number)
    if number % 10:
        session.info["action"] = "scan.record"
        session.add(
            rows.Scan(
                id=new_id(at), checkpoint_id="desk", code="NX1" + "A" * 42,
                badge_number=f"{number:016x}", at=at, device_id="d",
                verdict="ADMITTED",
            )
        )  # fmt: skip
    else:
        session.info["action"] = "participant.add"
        name = f"Person {number}"
        session.add(
            rows.Participant(
                id=new_id(at), printed_name=name, country="MN", city="Ulaanbaatar"
            )
        )


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, _ = Database.create(folder / "root.nexus", fill, at=NINE, actor="Root")
        users = [Profile(folder / f"user{number}") for number in range(2)]
        offer = sharing.Offer(Role.COORDINATOR)
        invitation = sharing.invite(root, offer, at=NINE, profile=users[0])
        root.raw.execute("PRAGMA synchronous=OFF")
        with told(f"{count:,} entries written"):
            for number in range(count):
                root.run(partial(work, number=number), at=NINE)
        path = folder / "all.nexus-bundle"
        with told("written as a bundle"):
            meeting.give_bundle(Taker(root), path, everything=True)
        print(f"           {path.stat().st_size / 1e6:.1f} MB")
        other = sharing.join(
            folder / "other.nexus", invitation, name="Other", at=NINE, profile=users[1]
        )
        taker = Taker(other)
        with told("read into an empty file"):
            print(meeting.take_bundle(taker, path))
        with told("read again"):
            meeting.take_bundle(taker, path)
        print(f"           longest transaction {1000 * max(taker.took):.0f} ms")
        print("           state", check(other).state[:16])
        root.close()
        other.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
