"""Making the tables anew from the journal alone.

Of a field's values, those that another entry names as replaced are out; of the rest
the one latest by (clock, device) counts. So the order in which entries arrive does not
matter, nor does a laptop whose clock is wrong.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.encoding import columns, dumps, empty, to_sqlite
from nexus_desktop.store.journal import Fields, read_changes, stamp
from nexus_desktop.store.rows import REPLICATED, Entry, Row


@dataclass(frozen=True, slots=True)
class Written:
    """A value that an entry gave a field; `rank` decides between concurrent ones."""

    rank: tuple[int, str]
    stamp: str
    value: Any


@dataclass(slots=True)
class Record:
    """A row as the journal tells it: field -> the values nobody replaced."""

    created: str
    fields: dict[str, list[Written]] = field(default_factory=dict)
    replaced: set[tuple[str, str]] = field(default_factory=set)

    def write(self, name: str, cell: dict[str, Any], written: Written) -> None:
        """Take in what an entry wrote to field `name`."""
        gone = cell.get("replaces", ())
        self.replaced.update((name, other) for other in gone)
        standing = [w for w in self.fields.get(name, ()) if w.stamp not in gone]
        if (name, written.stamp) not in self.replaced:
            standing.append(written)
        self.fields[name] = standing

    def take(self, entry: Entry, fields: Fields) -> None:
        """Take in what an entry wrote of this record."""
        name, rank = stamp(entry), (entry.hlc, entry.device)
        for attribute, cell in fields.items():
            self.write(attribute, cell, Written(rank, name, cell.get("value")))

    def value(self, name: str) -> Written | None:
        """Return what counts for field `name`, None if never written."""
        return max(self.fields.get(name, ()), key=lambda w: w.rank, default=None)


def read(
    entries: Iterable[Entry], refused: Collection[str] = ()
) -> dict[tuple[Kind, str], Record]:
    """Return (kind, id) -> record of everything that `entries` tell.

    Those named in `refused` ("device:seq") tell nothing.
    """
    records: dict[tuple[Kind, str], Record] = {}
    for entry in entries:
        name = stamp(entry)
        if name in refused:
            continue
        for key, fields in read_changes(entry):
            records.setdefault(key, Record(name)).take(entry, fields)
    return records


def project(
    records: dict[tuple[Kind, str], Record], raw: sqlite3.Connection, schema: str
) -> None:
    """Write `records` into the replicated tables of the attached database `schema`.

    What is derived (search keys) is left empty.
    """
    for kind, row in REPLICATED.items():
        fields = columns(row)
        names = ["id", "versions", *(column.name for column in fields.values())]
        marks = ", ".join("?" * len(names))
        listed = ", ".join(f'"{name}"' for name in names)
        raw.executemany(
            f'INSERT INTO {schema}."{row.__tablename__}" ({listed}) VALUES ({marks})',  # noqa: S608 - names of ours
            _lines(records, kind),
        )


def _lines(
    records: dict[tuple[Kind, str], Record], kind: Kind
) -> Iterator[tuple[object, ...]]:
    for (other, row_id), record in records.items():
        if other is kind:
            yield line(REPLICATED[kind], row_id, record)


def line(row: type[Row], row_id: str, record: Record) -> tuple[object, ...]:
    """Return id, versions and fields of a record as the file holds them."""
    versions, values = {"": record.created}, []
    for name, column in columns(row).items():
        written = record.value(name)
        values.append(to_sqlite(column, written.value if written else empty(column)))
        if written and written.stamp != record.created:
            versions[name] = written.stamp
    return (row_id, dumps(versions), *values)
