"""The journal: one entry for each transaction, written from what the flush touched.

An entry's `changes` is JSON: a list of
`{"kind", "id", "fields": {NAME: {"value", "salt", "replaces"?}}}`, where `replaces`
names, as "device:seq", every entry whose value of that field this one supersedes. A
blanked value keeps `{"digest"}` in the place of value and salt, so that the chain of
hashes holds without it. The hash is SHA-256 over the canonical JSON of the entry with
each value replaced by its digest, and over the hash of the device's entry before.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import flag_modified

from nexus_desktop.core import clock
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import search
from nexus_desktop.store.encoding import columns, dumps, empty, to_journal
from nexus_desktop.store.rows import Entry, Participant, Row

FIRST_HASH = bytes(32)
_SALT_BYTES = 8
_REPLACED = "replaced"  # in a session's info: (kind, id, field) -> names of entries

Sign: TypeAlias = Callable[[str, int, bytes], bytes]
"""Returns the signature of (device, seq, hash)."""

Fields = dict[str, dict[str, Any]]


class DamagedEntry(NexusError):  # noqa: N818
    """An entry of the journal can't be read."""


@dataclass(slots=True)
class Head:
    """Where a device's chain ends: its last number, clock and hash."""

    device: str
    seq: int = 0
    hlc: int = 0
    hash: bytes = FIRST_HASH


def read_head(session: Session, device: str) -> Head:
    """Return the end of `device`'s chain; the clock is the latest of all devices'."""
    last = session.execute(
        select(Entry.seq, Entry.hash)
        .where(Entry.device == device)
        .order_by(Entry.seq.desc())
        .limit(1)
    ).first()
    hlc = session.scalar(select(Entry.hlc).order_by(Entry.hlc.desc()).limit(1))
    if last is None:
        return Head(device, hlc=hlc or 0)
    return Head(device, last.seq, hlc or 0, last.hash)


@dataclass
class Recorder:
    """Watches one transaction and writes its entry.

    Attributes:
        touched: the kinds of record changed so far.
    """

    session: Session
    head: Head
    schema: int
    sign: Sign | None = None
    touched: set[Kind] = field(default_factory=set)
    _changes: dict[tuple[Kind, str], Fields] = field(default_factory=dict)

    def __post_init__(self) -> None:
        event.listen(self.session, "before_flush", self._collect)

    @property
    def _stamp(self) -> str:
        return f"{self.head.device}:{self.head.seq + 1}"

    @property
    def written(self) -> Iterator[tuple[Kind, Iterable[str]]]:
        """Yield the kind and the fields of each record changed so far."""
        for (kind, _), fields in self._changes.items():
            yield kind, fields

    def _collect(
        self, session: Session, _flush: UOWTransaction, _instances: object
    ) -> None:
        if any(isinstance(row, Row) for row in session.deleted):
            raise TypeError("rows are never deleted: set removed_at")
        for row in session.new:
            if isinstance(row, Row):
                self._created(row)
        for row in session.dirty:
            if isinstance(row, Row):
                self._changed(row)

    def _created(self, row: Row) -> None:
        if isinstance(row, Participant):
            row.search_key = search.key_of(row)
        row.versions = {"": self._stamp}
        self.touched.add(row.kind)
        fields = self._changes.setdefault((row.kind, row.id), {})
        for name, column in columns(type(row)).items():
            value = getattr(row, name)
            if value != empty(column):
                fields[name] = {"value": to_journal(value)}

    def _changed(self, row: Row) -> None:
        state = inspect(row)
        names = [
            name
            for name in columns(type(row))
            if name in state.dict and state.attrs[name].history.has_changes()
        ]
        if not names:
            return
        if isinstance(row, Participant):
            row.search_key = search.key_of(row)
        self.touched.add(row.kind)
        fields = self._changes.setdefault((row.kind, row.id), {})
        versions = dict(row.versions)
        for name in names:
            before = versions.get(name, versions[""])
            change: dict[str, Any] = {"value": to_journal(getattr(row, name))}
            if before != self._stamp:
                told = self.session.info.get(_REPLACED, {})
                change["replaces"] = told.get((row.kind, row.id, name), [before])
                versions[name] = self._stamp
            elif name in fields and "replaces" in fields[name]:
                change["replaces"] = fields[name]["replaces"]
            fields[name] = change
        row.versions = versions

    def write(self, at: datetime) -> Head | None:
        """Add the entry of this transaction; return the new head, or None if nothing.

        The session must be flushed. Actor and action come from `session.info`, and the
        latest clock of entries that were taken in before.
        """
        if not self._changes:
            return None
        _salt(self._changes.values())
        info = self.session.info
        entry = Entry(
            device=self.head.device,
            seq=self.head.seq + 1,
            hlc=clock.tick(max(self.head.hlc, info.get("clock", 0)), at),
            actor=info.get("actor", ""),
            action=info.get("action", ""),
            schema=self.schema,
            undoes=info.get("undoes", ""),
            changes=dumps(
                [
                    {"kind": kind, "id": row_id, "fields": fields}
                    for (kind, row_id), fields in self._changes.items()
                ]
            ),
            previous_hash=self.head.hash,
            hash=b"",
        )
        entry.hash = digest_of(entry, list(self._changes.items()))
        if self.sign is not None:
            entry.signature = self.sign(entry.device, entry.seq, entry.hash)
        self.session.add(entry)
        self.session.flush()
        return Head(entry.device, entry.seq, entry.hlc, entry.hash)


def replace_all(session: Session, row: Row, name: str, stamps: Iterable[str]) -> None:
    """Let what is written of a field now replace all these entries' values of it.

    It is written even if the value stays the same.
    """
    told = session.info.setdefault(_REPLACED, {})
    told[row.kind, row.id, name] = list(stamps)
    flag_modified(row, name)


def _salt(changed: Iterable[Fields]) -> None:
    cells = [cell for fields in changed for cell in fields.values()]
    salts = secrets.token_hex(_SALT_BYTES * len(cells))
    width = 2 * _SALT_BYTES
    for number, cell in enumerate(cells):
        cell["salt"] = salts[number * width : (number + 1) * width]


def digest_of(
    entry: Entry, changes: Sequence[tuple[tuple[str, str], Fields]] | None = None
) -> bytes:
    """Return the SHA-256 that belongs to `entry` (its own `hash` is not looked at)."""
    if changes is None:
        changes = [((c["kind"], c["id"]), c["fields"]) for c in listed(entry)]
    digests = [
        [
            kind,
            row_id,
            [
                [name, _digest(c), c.get("replaces", [])]
                for name, c in sorted(fields.items())
            ],
        ]
        for (kind, row_id), fields in changes
    ]
    head = [
        entry.device, entry.seq, entry.hlc, entry.actor, entry.action, entry.schema,
        entry.undoes, entry.previous_hash.hex(),
    ]  # fmt: skip
    return hashlib.sha256(dumps([head, digests]).encode()).digest()


def _digest(cell: dict[str, Any]) -> str:
    if "digest" in cell:
        return str(cell["digest"])
    return hashlib.sha256((cell["salt"] + dumps(cell["value"])).encode()).hexdigest()


def read_changes(entry: Entry) -> Iterator[tuple[tuple[Kind, str], Fields]]:
    """Yield ((kind, row id), fields) of an entry, in its order.

    Raises:
        DamagedEntry: it does not say what an entry says.
    """
    try:
        for change in listed(entry):
            yield (Kind(change["kind"]), change["id"]), change["fields"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(entry) from error


def listed(entry: Entry) -> list[dict[str, Any]]:
    """Return the changes of an entry of any version of the program, to be read only.

    Raises:
        DamagedEntry: they can't be read.
    """
    try:
        changes: list[dict[str, Any]] = taken_apart(entry.changes)
    except ValueError as error:
        raise _damaged(entry) from error
    return changes


@lru_cache(maxsize=1)  # who takes in an entry asks for it six times in a row
def taken_apart(changes: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what the text of an entry's changes says, to be read only.

    Raises:
        ValueError: it is not JSON.
    """
    return json.loads(changes)


def _damaged(entry: Entry) -> DamagedEntry:
    return DamagedEntry(
        f"The journal is damaged at entry {stamp(entry)}. Restore the last backup."
    )


def stamp(entry: Entry) -> str:
    """Return the name of an entry: "device:seq"."""
    return f"{entry.device}:{entry.seq}"
