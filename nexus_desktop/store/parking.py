"""Entries that can't be applied yet, kept in the file until what they lack is here.

Of each laptop only the entry that would come next can lack something of others; those
after it wait for it. So a look at what waits costs the same, however much that is.
"""

import sqlite3
from collections.abc import Iterator

from nexus_desktop.core.exchanging import Waiting, Why
from nexus_desktop.store.journal import Head
from nexus_desktop.store.rows import Entry, Parked

COLUMNS = tuple(column.name for column in Entry.__table__.columns)
_LISTED = ", ".join(COLUMNS)
_THIS = "WHERE device = ? AND seq = ? AND hash = ?"


class Parking:
    """The entries that wait in one file."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        found = sql.execute("SELECT DISTINCT device FROM parked")
        self.devices = {device for (device,) in found}

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry waits here already."""
        if entry.device not in self.devices:
            return False
        key = entry.device, entry.seq, entry.hash
        query = f"SELECT 1 FROM parked {_THIS}"  # noqa: S608 - names of ours
        return self._sql.execute(query, key).fetchone() is not None

    def at(self, device: str, seq: int) -> list[Entry]:
        """Return the entries of a laptop that wait with this number."""
        if device not in self.devices:
            return []
        query = f"SELECT {_LISTED} FROM parked WHERE device = ? AND seq = ?"  # noqa: S608
        found = self._sql.execute(query, (device, seq))
        return [Entry(**dict(zip(COLUMNS, row, strict=True))) for row in found]

    def keep(self, entry: Entry, why: Why, lacks: str) -> None:
        """Let an entry wait, or say anew why it does."""
        self.devices.add(entry.device)
        values = tuple(getattr(entry, name) for name in COLUMNS)
        marks = ", ".join("?" * (len(COLUMNS) + 2))
        self._sql.execute(
            f"INSERT INTO parked ({_LISTED}, why, lacks) VALUES ({marks}) "  # noqa: S608
            "ON CONFLICT DO UPDATE SET why = excluded.why, lacks = excluded.lacks",
            (*values, why, lacks),
        )

    def forget(self, entry: Entry) -> None:
        """Let an entry wait no more."""
        key = entry.device, entry.seq, entry.hash
        self._sql.execute(f"DELETE FROM parked {_THIS}", key)  # noqa: S608

    def passed(self, head: Head) -> None:
        """Say of what waits with a number that its laptop has used since: a fork."""
        self._sql.execute(
            "UPDATE parked SET why = ?, lacks = '' "
            "WHERE device = ? AND seq <= ? AND why <> ?",
            (Why.FORK, head.device, head.seq, Why.FORK),
        )

    def told(self, device: str, last: int) -> Iterator[Waiting]:
        """Yield what waits of a laptop whose entry `last` is applied, by its reason."""
        query = (
            "SELECT why, count(*), min(lacks) FROM parked WHERE device = ? "
            "GROUP BY why ORDER BY why"
        )
        for reason, count, lacks in self._sql.execute(query, (device,)):
            why = Why(reason)
            gap = f"{device}:{last + 1}"
            yield Waiting(device, count, why, gap if why is Why.GAP else lacks)


def entry_of(parked: Parked) -> Entry:
    """Return a parked entry as it would stand in the journal."""
    return Entry(**{name: getattr(parked, name) for name in COLUMNS})
