"""Is the file whole? SQLite's own check, the chain of hashes, and a replay."""

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from textwrap import shorten

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import CheckReport, counted
from nexus_desktop.store import journal, merging, replay
from nexus_desktop.store.database import Database
from nexus_desktop.store.encoding import columns, dumps
from nexus_desktop.store.rows import REPLICATED, Entry, Row

_REPLAYED = "replayed"

# What a reader meets where bytes were garbled: no page, no text, no JSON, no such name.
_UNREADABLE = (
    sqlite3.Error, DBAPIError, NexusError, ValueError, LookupError, TypeError
)  # fmt: skip


def check(database: Database) -> CheckReport:
    """Return what is wrong with the open file, if anything. Changes nothing.

    What can't be read is a problem among the others: a damaged file is what this is
    for. Needs memory for the whole journal; about a second for 5,000 people.
    """
    raw = database.raw
    entries: list[Entry] = []
    refused: set[str] = set()
    states: list[tuple[int, str]] = []
    problems = (
        *_told("SQLite", lambda: _damage(raw)),
        *_told("Journal", lambda: _read_into(entries, refused, database)),
        *_told("Journal", lambda: _broken_links(entries)),
        *_told("Tables", lambda: _differences(raw, entries, refused)),
        *_told("Tables", lambda: _state_into(states, raw)),
    )
    rows, state = states[0] if states else (0, "")
    return CheckReport(len(entries), rows, state, problems)


def _told(part: str, look: Callable[[], Iterable[str]]) -> list[str]:
    """Return what `look` finds, up to where it can't read on."""
    found: list[str] = []
    try:
        for problem in look():
            found.append(problem)  # noqa: PERF402 - keeps those before a failure
    except _UNREADABLE as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        found.append(f"{part}: can't be read: {shorten(said, 120)}.")
    return found


def _damage(raw: sqlite3.Connection) -> Iterator[str]:
    for (line,) in raw.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"


def _read_into(
    entries: list[Entry], refused: set[str], database: Database
) -> tuple[str, ...]:
    with database.connection() as connection, Session(connection) as session:
        order = (Entry.hlc, Entry.device, Entry.seq)
        entries.extend(session.scalars(select(Entry).order_by(*order)))
        refused.update(merging.refused(session))
    return ()


def _broken_links(entries: list[Entry]) -> Iterator[str]:
    heads: dict[str, journal.Head] = {}
    for entry in sorted(entries, key=lambda e: (e.device, e.seq)):
        head = heads.get(entry.device, journal.Head(entry.device))
        name = journal.stamp(entry)
        if entry.seq != head.seq + 1:
            yield f"Journal: entries before {name} are missing."
        elif entry.previous_hash != head.hash:
            yield f"Journal: {name} does not follow the entry before it."
        if journal.digest_of(entry) != entry.hash:
            yield f"Journal: {name} was changed after it was written."
        heads[entry.device] = journal.Head(
            entry.device, entry.seq, entry.hlc, entry.hash
        )


def _differences(
    raw: sqlite3.Connection, entries: list[Entry], refused: Collection[str]
) -> Iterator[str]:
    raw.execute(f"ATTACH ':memory:' AS {_REPLAYED}")
    try:
        for row in REPLICATED.values():
            raw.execute(
                f'CREATE TABLE {_REPLAYED}."{row.__tablename__}" AS '  # noqa: S608 - names of ours
                f'SELECT * FROM main."{row.__tablename__}" WHERE 0'
            )
        replay.project(replay.read(entries, refused), raw, _REPLAYED)
        for row in REPLICATED.values():
            yield from _difference(raw, row)
    finally:
        raw.execute(f"DETACH {_REPLAYED}")


def _difference(raw: sqlite3.Connection, row: type[Row]) -> Iterator[str]:
    table, listed = row.__tablename__, _listed(row, "versions")
    here = f'SELECT {listed} FROM main."{table}"'  # noqa: S608 - names of ours
    told = f'SELECT {listed} FROM {_REPLAYED}."{table}"'  # noqa: S608 - names of ours
    ids = {
        line[0]
        for one, other in ((here, told), (told, here))
        for line in raw.execute(f"{one} EXCEPT {other}")
    }
    if ids:
        shown = ", ".join(sorted(ids)[:5])
        yield (
            f"Tables: {counted(len(ids), f'{row.kind} record')} differ from what the "
            f"journal tells ({shown})."
        )


def _state_into(
    states: list[tuple[int, str]], raw: sqlite3.Connection
) -> tuple[str, ...]:
    states.append(_state(raw))
    return ()


def _state(raw: sqlite3.Connection) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for kind, row in REPLICATED.items():
        query = f'SELECT {_listed(row)} FROM main."{row.__tablename__}" ORDER BY id'  # noqa: S608 - names of ours
        for line in raw.execute(query):
            count += 1
            digest.update(dumps([kind, *line]).encode())
    return count, digest.hexdigest()


def _listed(row: type[Row], *more: str) -> str:
    names = ("id", *more, *(column.name for column in columns(row).values()))
    return ", ".join(f'"{name}"' for name in names)
