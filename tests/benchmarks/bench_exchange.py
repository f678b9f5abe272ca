"""Entries of a large workshop: a bundle written, read into an empty file, caught up.

`python -m tests.benchmarks.bench_exchange [ENTRIES]`; README.md tells the numbers.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import sharing
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill


@contextmanager
def told(what: str) -> Iterator[None]:
    began = perf_counter()
    yield
    print(f"{perf_counter() - began:8.2f} s  {what}", flush=True)


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
            root.run(lambda s: sharing.write_bundle(s, path, everything=True), at=NINE)
        print(f"           {path.stat().st_size / 1e6:.1f} MB")
        other = sharing.join(
            folder / "other.nexus", invitation, name="Other", at=NINE, profile=users[1]
        )
        with told("read into an empty file"):
            print(other.run(lambda s: sharing.read_bundle(s, path), at=NINE)[0])
        with told("read again"):
            other.run(lambda s: sharing.read_bundle(s, path), at=NINE)
        root.run(lambda s: sharing.receive(s, []), at=NINE)
        print("states:", check(other).state[:8], check(root).state[:8])
        root.close()
        other.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
