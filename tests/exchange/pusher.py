"""A laptop in a process of its own that writes, and meets the hub all the while.

usage: python -m tests.exchange.pusher FILE HUB COUNT ALL

Writes COUNT entries, a little at a time, between meetings; goes on meeting until it has
ALL entries of that kind; prints its state and how many it has.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.cli import now
from nexus_desktop.core.ids import new_id
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.services import sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.services.slices import Take
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database

T = TypeVar("T")
_FEW = 30  # entries between two meetings
_PATIENCE = 300.0  # seconds


def _add(session: Session, name: str) -> None:
    session.info["action"] = "participant.add"
    session.add(rows.Participant(id=new_id(now()), printed_name=name, country="MN"))


def _people(session: Session) -> int:
    counted = select(func.count()).select_from(rows.Participant)
    return session.scalars(counted).one()


def _run_on(database: Database) -> Take:
    def run(work: Callable[[Session], T], /) -> T:
        return database.run(work, at=now())[0]

    return run


def main(path: Path, url: str, count: int, everybody: int) -> None:
    """Write, meet, and say how it ended."""
    with closing(sharing.open_file(path, at=now())) as database:
        run = _run_on(database)
        share, end = run(sharing.shared), time.monotonic() + _PATIENCE
        entries = HubEntries(run)
        with closing(Hub.connect(url, share.workshop)) as hub:
            for number in range(count):
                run(partial(_add, name=f"{path.stem} {number}"))
                if number % _FEW == 0:
                    meet(hub, entries)
            while run(_people) < everybody and time.monotonic() < end:
                meet(hub, entries)
                time.sleep(0.2)
        report = check(database)
        found = {"people": run(_people), "state": report.state, "ok": report.is_whole}
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
