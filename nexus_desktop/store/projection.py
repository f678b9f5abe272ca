"""Writing the entries of other laptops into the tables, one after the other.

Rows are written by SQL, past the flush, which would take them for changes of ours.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import JSON, Connection

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import journal, search
from nexus_desktop.store.encoding import columns, dumps, empty, to_sqlite
from nexus_desktop.store.journal import Fields, stamp
from nexus_desktop.store.rows import REPLICATED, Entry, Participant, Row

_PARSED = 64  # entries that are kept taken apart

Key = tuple[Kind, str]


def causes(entry: Entry) -> set[str]:
    """Return the entries that an entry replaces something of."""
    return {
        other
        for change in journal.listed(entry)
        for cell in change["fields"].values()
        for other in cell.get("replaces", ())
    }


def _is_built_on(entry: Entry, name: str, changes: str) -> bool:
    """Tell whether an entry replaces, in a record, what another wrote of the same."""
    records = {(change["kind"], change["id"]) for change in json.loads(changes)}
    return any(
        name in cell.get("replaces", ())
        for change in journal.listed(entry)
        if (change["kind"], change["id"]) in records
        for cell in change["fields"].values()
    )


def builds_on(name: str) -> str:
    """Return why an entry takes no effect that builds on the one called so."""
    return f"it builds on {name}, which takes none"


@dataclass(frozen=True, slots=True)
class _Table:
    """How records of a kind are read and written.

    Attributes:
        columns: field -> its column, whether that is JSON, and what it holds when an
            entry does not write it.
    """

    row: type[Row]
    columns: Mapping[str, tuple[str, bool, object]]
    versions: str
    insert: str
    update: str

    @classmethod
    def of(cls, row: type[Row]) -> "_Table":
        known = {
            attribute: (
                column.name,
                isinstance(column.type, JSON),
                to_sqlite(column, empty(column)),
            )
            for attribute, column in columns(row).items()
        }
        name = f'"{row.__tablename__}"'
        derived = ("search_key",) if row is Participant else ()
        names = ("id", "versions", *derived, *(column for column, *_ in known.values()))
        listed = ", ".join(f'"{column}"' for column in names)
        marks = ", ".join("?" * len(names))
        return cls(
            row,
            known,
            f"SELECT versions FROM {name} WHERE id = ?",  # noqa: S608 - names of ours
            f"INSERT INTO {name} ({listed}) VALUES ({marks})",  # noqa: S608
            f"UPDATE {name} SET {{}} WHERE id = ?",  # noqa: S608
        )

    def held(self, attribute: str, cell: Mapping[str, Any] | None) -> object:
        """Return how the file holds what an entry wrote of a field, or did not."""
        _, is_json, nothing = self.columns[attribute]
        if cell is None or "value" not in cell:
            return nothing
        return dumps(cell["value"]) if is_json else cell["value"]


_TABLES = {kind: _Table.of(row) for kind, row in REPLICATED.items()}


def raw_of(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection: a tenth of the time for a small statement."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


class Projection:
    """Writes entries into the tables, one after the other.

    Attributes:
        touched: kinds of record that changed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[Kind] = set()
        self._parsed: dict[str, dict[Key, Fields]] = {}

    def lacks(self, entry: Entry) -> str:
        """Return an entry that this one replaces and that is not here; "" if none."""
        wanted = sorted(causes(entry))
        return next((one for one in wanted if self._clock_of(one) is None), "")

    def latest(self, entry: Entry) -> int:
        """Return the latest clock of the entries that this one replaces, 0 if none."""
        return max((self._clock_of(one) or 0 for one in causes(entry)), default=0)

    def refused_cause(self, entry: Entry) -> str:
        """Return why an entry can't take effect that builds on one that does not."""
        query = (
            "SELECT changes FROM refusal JOIN journal USING (device, seq) "
            "WHERE device = ? AND seq = ?"
        )
        for one in causes(entry):
            device, _, seq = one.rpartition(":")
            found = self._sql(query, device, int(seq)).fetchone()
            if found is not None and _is_built_on(entry, one, found[0]):
                return builds_on(one)
        return ""

    def write(self, entry: Entry) -> None:
        """Write what an entry says."""
        for key, fields in journal.read_changes(entry):
            self.touched.add(key[0])
            self._write_row(key, fields, entry)

    def _write_row(self, key: Key, fields: Fields, entry: Entry) -> None:
        kind, row_id = key
        table = _TABLES[kind]
        found = self._sql(table.versions, row_id).fetchone()
        if found is None:
            self._create(key, fields, stamp(entry))
            return
        self._change(key, fields, entry, json.loads(found[0]))
        if kind is Kind.PARTICIPANT and not fields.keys().isdisjoint(search.FIELDS):
            search.index(self._connection, row_id)

    def _create(self, key: Key, fields: Fields, name: str) -> None:
        kind, row_id = key
        table = _TABLES[kind]
        held = {one: table.held(one, fields.get(one)) for one in table.columns}
        derived = []
        if kind is Kind.PARTICIPANT:
            derived = [search.key_from([str(held[one]) for one in search.FIELDS])]
        versions = dumps({"": name})
        self._sql(table.insert, row_id, versions, *derived, *held.values())

    def _change(
        self, key: Key, fields: Fields, entry: Entry, versions: dict[str, str]
    ) -> None:
        table = _TABLES[key[0]]
        changed: dict[str, object] = {}
        is_made_twice = not any("replaces" in cell for cell in fields.values())
        for attribute, cell in fields.items():
            if attribute in table.columns:
                column, *_ = table.columns[attribute]
                before = versions.get(attribute, versions[""])
                winner = self._decide(key, attribute, cell, entry, versions)
                if winner == stamp(entry):
                    changed[column] = table.held(attribute, cell)
                elif winner != before:
                    counts = self._cells(winner, key)[attribute]
                    changed[column] = table.held(attribute, counts)
        if is_made_twice:
            versions = self._made_first(key, versions, stamp(entry))
        sets = ", ".join(f'"{name}" = ?' for name in ("versions", *changed))
        statement = table.update.format(sets)
        self._sql(statement, dumps(versions), *changed.values(), key[1])

    def _decide(
        self,
        key: Key,
        attribute: str,
        cell: Mapping[str, Any],
        entry: Entry,
        versions: dict[str, str],
    ) -> str:
        """Settle which value of a field counts; return the entry that wrote it."""
        name, gone = stamp(entry), set(cell.get("replaces", ()))
        before = versions.get(attribute, versions[""])
        others = self._standing(key, attribute)
        standing = {one for one in (before, *others) if one not in gone}
        if before in standing and not self._wrote(before, key, attribute):
            standing.discard(before)
        winner = max((*standing, name), key=self._rank)
        self._stand(key, attribute, others, (standing | {name}) - {winner})
        if winner != before or attribute not in versions:
            versions[attribute] = winner
        if winner == versions[""]:
            versions.pop(attribute, None)
        return winner

    def _made_first(
        self, key: Key, versions: dict[str, str], other: str
    ) -> dict[str, str]:
        """Return versions where the earlier of two entries has made the record."""
        old, new = versions[""], min(versions[""], other, key=self._rank)
        if new == old:
            return versions
        implied = (
            name for name in columns(_TABLES[key[0]].row) if name not in versions
        )
        told = {name: old for name in implied if self._wrote(old, key, name)}
        told |= {name: one for name, one in versions.items() if one != new}
        return told | {"": new}

    def _standing(self, key: Key, attribute: str) -> set[str]:
        query = "SELECT stamp FROM standing WHERE kind = ? AND row_id = ? AND field = ?"
        return {one for (one,) in self._sql(query, *key, attribute)}

    def _stand(self, key: Key, attribute: str, old: set[str], new: set[str]) -> None:
        for one in old - new:
            statement = (
                "DELETE FROM standing WHERE kind = ? AND row_id = ? AND field = ? "
                "AND stamp = ?"
            )
            self._sql(statement, *key, attribute, one)
        for one in new - old:
            statement = (
                "INSERT INTO standing (kind, row_id, field, stamp) VALUES (?, ?, ?, ?)"
            )
            self._sql(statement, *key, attribute, one)

    def _wrote(self, name: str, key: Key, attribute: str) -> bool:
        """Tell whether an entry gave the field a value, not only made the record."""
        return attribute in self._cells(name, key)

    def _cells(self, name: str, key: Key) -> Fields:
        """Return what an entry of the journal wrote of a record."""
        if name not in self._parsed:
            if len(self._parsed) >= _PARSED:
                self._parsed.clear()
            device, _, seq = name.rpartition(":")
            query = "SELECT changes FROM journal WHERE device = ? AND seq = ?"
            (changes,) = self._sql(query, device, int(seq)).fetchone()
            found = (
                (Kind(c["kind"]), c["id"], c["fields"]) for c in json.loads(changes)
            )
            self._parsed[name] = {(kind, row): cells for kind, row, cells in found}
        return self._parsed[name].get(key, {})

    def _rank(self, name: str) -> tuple[int, str]:
        """Return what decides between values that were written side by side."""
        return self._clock_of(name) or 0, name.rpartition(":")[0]

    def _clock_of(self, name: str) -> int | None:
        device, _, seq = name.rpartition(":")
        query = "SELECT hlc FROM journal WHERE device = ? AND seq = ?"
        found = self._sql(query, device, int(seq)).fetchone()
        return None if found is None else int(found[0])

    def _sql(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - what SQLite holds
        return self._connection.execute(statement, values)
