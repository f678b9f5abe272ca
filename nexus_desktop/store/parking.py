"""Entries that can't be applied yet, kept in the file until what they lack is here.

Of each laptop only the entry that would come next can lack something of others; those
after it wait for it. So a look at what waits costs the same, however much that is.
"""

import sqlite3

from nexus_desktop.core.exchanging import Why
from nexus_desktop.store.journal import Head
from nexus_desktop.store.rows import Entry, Parked

COLUMNS = tuple(column.name for column in Entry.__table__.columns)
_LISTED = ", ".join(COLUMNS)
_THIS = "WHERE hash = ? AND device = ? AND seq = ?"  # as the table's key goes


class Parking:
    """The entries that wait in one file; their names are read when it is made."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._named: dict[str, dict[int, list[bytes]]] = {}
        for device, seq, digest in sql.execute("SELECT device, seq, hash FROM parked"):
            self._hashes(device, seq).append(digest)

    def _hashes(self, device: str, seq: int) -> list[bytes]:
        return self._named.setdefault(device, {}).setdefault(seq, [])

    @property
    def devices(self) -> frozenset[str]:
        """The laptops of which something waits."""
        return frozenset(self._named)

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry waits here already."""
        return entry.hash in self._named.get(entry.device, {}).get(entry.seq, ())

    def at(self, device: str, seq: int) -> list[Entry]:
        """Return the entries of a laptop that wait with this number."""
        named = self._named.get(device, {}).get(seq, ())
        query = f"SELECT {_LISTED} FROM parked {_THIS}"  # noqa: S608 - names of ours
        found = [
            self._sql.execute(query, (digest, device, seq)).fetchone()
            for digest in named
        ]
        return [Entry(**dict(zip(COLUMNS, row, strict=True))) for row in found]

    def keep(self, entry: Entry, why: Why, lacks: str) -> None:
        """Let an entry wait, or say anew why it does."""
        if self.holds(entry):
            key = entry.hash, entry.device, entry.seq
            self._sql.execute(
                f"UPDATE parked SET why = ?, lacks = ? {_THIS}",  # noqa: S608
                (why, lacks, *key),
            )
            return
        self._hashes(entry.device, entry.seq).append(entry.hash)
        values = tuple(getattr(entry, name) for name in COLUMNS)
        marks = ", ".join("?" * (len(COLUMNS) + 2))
        self._sql.execute(
            f"INSERT INTO parked ({_LISTED}, why, lacks) VALUES ({marks})",  # noqa: S608
            (*values, why, lacks),
        )

    def forget(self, entry: Entry) -> None:
        """Let an entry wait no more."""
        key = entry.hash, entry.device, entry.seq
        self._sql.execute(f"DELETE FROM parked {_THIS}", key)  # noqa: S608
        of_device = self._named[entry.device]
        of_device[entry.seq].remove(entry.hash)
        if not of_device[entry.seq]:
            del of_device[entry.seq]
        if not of_device:
            del self._named[entry.device]

    def count_passed(self, head: Head) -> int:
        """Say of what has a number that its laptop used otherwise that it is a fork.

        Returns how many these are.
        """
        of_device = self._named.get(head.device, {})
        passed = [
            (Why.FORK, digest, head.device, seq)
            for seq, hashes in of_device.items()
            for digest in hashes
            if seq <= head.seq
        ]
        self._sql.executemany(
            f"UPDATE parked SET why = ?, lacks = '' {_THIS}",  # noqa: S608
            passed,
        )
        return len(passed)

    def count_later(self, head: Head) -> int:
        """Return how many wait beyond the next number of their laptop."""
        of_device = self._named.get(head.device, {})
        return sum(len(of_device[seq]) for seq in of_device if seq > head.seq + 1)


def entry_of(parked: Parked) -> Entry:
    """Return a parked entry as it would stand in the journal."""
    return Entry(**{name: getattr(parked, name) for name in COLUMNS})
