"""Real laptops and real servers: many at once, and a hub put back from a backup."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import logins, revoking, sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.services.identity import SharingProblem
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill
from tests.exchange import postgres
from tests.store.test_database import person

T = TypeVar("T")

LAPTOPS, EACH = 8, 300
ROOT = Path(__file__).resolve().parents[2]


class Member:
    """A laptop with its file and its user's folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.nexus"
        self.home = folder / f"user of {name}"
        self.profile = Profile(self.home)
        self.database: Database
        self.url = ""

    def begin(self) -> None:
        self.database, _ = Database.create(self.path, fill, at=NINE, actor="root")

    def join(self, root: "Member", hub_url: str) -> None:
        offer = sharing.Offer(Role.DESK, hub=hub_url)
        made = sharing.invite(root.database, offer, at=NINE, profile=root.profile)
        self.database = sharing.join(
            self.path, made, name=self.path.stem, at=NINE, profile=self.profile
        )
        self.url = made.hub

    def add(self, *names: str) -> None:
        for name in names:
            ada = person(name)
            self.database.run(partial(_put, row=ada), at=NINE)

    def meet(self, url: str) -> None:
        share = self.database.run(sharing.shared, at=NINE)[0]
        with closing(Hub.connect(url, share.workshop)) as there:
            meet(there, HubEntries(self.run))

    def run(self, work: Callable[[Session], T], /) -> T:
        return self.database.run(work, at=NINE)[0]

    def state(self) -> str:
        report = check(self.database)
        assert report.is_whole, report.problems
        return report.state

    def names(self) -> int:
        query = "SELECT count(*) FROM participant"
        return int(self.database.raw.execute(query).fetchone()[0])


def _put(session: Session, row: object) -> None:
    session.add(row)


@pytest.mark.slow
def test_eight_laptops_that_push_at_once_end_with_everything(
    tmp_path: Path, hub_url: str
) -> None:
    root = Member(tmp_path, "root")
    root.begin()
    members = [root]
    root.url = hub_url
    for number in range(1, LAPTOPS):
        one = Member(tmp_path, f"desk {number}")
        one.join(root, hub_url)
        members.append(one)
    for one in members:
        one.database.close()
    began = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.exchange.pusher", str(one.path), one.url,
             str(EACH), str(LAPTOPS * EACH)],
            cwd=ROOT, env={**os.environ, "NEXUS_PROFILE": str(one.home)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for one in members
    ]  # fmt: skip
    said = [one.communicate(timeout=400) for one in running]
    print(f"{LAPTOPS} x {EACH} entries: {time.perf_counter() - began:.1f} s")
    assert [one.returncode for one in running] == [0] * LAPTOPS, said
    found = [json.loads(out) for out, _ in said]
    assert [one["people"] for one in found] == [LAPTOPS * EACH] * LAPTOPS
    assert all(one["ok"] for one in found)
    assert len({one["state"] for one in found}) == 1


@pytest.mark.slow
def test_a_hub_put_back_from_yesterdays_backup_is_filled_up_by_the_desks(
    tmp_path: Path, hub_url: str
) -> None:
    root, desk, late = (Member(tmp_path, name) for name in ("root", "desk", "late"))
    root.begin()
    desk.join(root, hub_url)
    root.add("Ada", "Bat")
    for one, url in ((root, hub_url), (desk, desk.url), (root, hub_url)):
        one.meet(url)
    backup = dumped(hub_url)
    late.join(root, hub_url)
    root.add("Cid")
    desk.add("Dan", "Eve")
    for one, url in ((desk, desk.url), (late, late.url), (root, hub_url)):
        one.meet(url)
    late.add("Fay")
    with postgres.server() as other:  # today's is lost
        restore(backup, other)
        port = psycopg.conninfo.conninfo_to_dict(other)["port"]
        for one in (desk, root, late, desk, root):
            if one is late:  # yesterday it had no login there yet
                late.url = hub.add_login(other, root.run(serial_of_late))
            one.meet(other if one is root else moved(one.url, port))
        assert root.names() == 6
        assert len({one.state() for one in (root, desk, late)}) == 1
        fresh = Member(tmp_path, "fresh")
        fresh.join(root, other)
        for one, url in ((fresh, fresh.url), (root, other), (fresh, fresh.url)):
            one.meet(url)
        assert fresh.state() == root.state()
        for one in (root, desk, late, fresh):
            one.database.close()


def serial_of_late(session: Session) -> str:
    return logins.serial_of(session, "late")


def test_a_login_is_made_anew_only_for_one_laptop_that_belongs(
    tmp_path: Path, hub_url: str
) -> None:
    root, desk, twin = (Member(tmp_path, name) for name in ("root", "desk", "desk2"))
    root.begin()
    with pytest.raises(SharingProblem, match="not shared"):
        root.run(partial(logins.serial_of, name="desk"))
    for one in (desk, twin):
        one.join(root, hub_url)
        one.meet(one.url)
    root.meet(hub_url)
    assert root.run(partial(logins.serial_of, name="desk"))
    for name in ("root", "nobody"):
        with pytest.raises(SharingProblem, match="No laptop that was invited"):
            root.run(partial(logins.serial_of, name=name))
    root.run(partial(rename, name="desk2", to="desk"))
    with pytest.raises(SharingProblem, match="Several laptops"):
        root.run(partial(logins.serial_of, name="desk"))
    root.run(partial(rename, name="desk", to="twin"))
    root.run(partial(end, device=twin.database.device))
    with pytest.raises(SharingProblem, match="was ended"):
        root.run(partial(logins.serial_of, name="twin"))
    for one in (root, desk, twin):
        one.database.close()


def rename(session: Session, name: str, to: str) -> None:
    found = session.scalars(select(rows.Device).where(rows.Device.name == name))
    found.all()[-1].name = to


def end(session: Session, device: str) -> None:
    revoking.end(session, device, at=NINE)


def moved(url: str, port: object) -> str:
    """Return the address of a login at the same server, put up elsewhere."""
    return psycopg.conninfo.make_conninfo(url, port=str(port))


def dumped(url: str) -> str:
    """Return a backup of the whole server, with its logins."""
    words = [str(postgres.program("pg_dumpall")), "--dbname", url]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def restore(backup: str, url: str) -> None:
    """Put a backup into an empty server."""
    words = [str(postgres.program("psql")), "--quiet", "--no-psqlrc", url]
    subprocess.run(words, input=backup, check=True, capture_output=True, text=True,
                   timeout=60)  # fmt: skip
