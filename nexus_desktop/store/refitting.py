"""Letting entries of the journal lose their effect, or have it, after all.

What counts can change when more is heard: a laptop was ended, an invitation used twice.
The records touched are then written anew from the journal. Only entries that are
reached from them by what each replaces are read, so that it takes as long as what
changes is large, and not as long as the journal is.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import journal, replay, search
from nexus_desktop.store.encoding import columns
from nexus_desktop.store.fitting import unfit
from nexus_desktop.store.journal import DamagedEntry, Fields, stamp
from nexus_desktop.store.parking import COLUMNS
from nexus_desktop.store.projection import builds_on, raw_of
from nexus_desktop.store.rows import REPLICATED, Entry, Row

Key: TypeAlias = tuple[Kind, str]

_READ = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE device = ? AND seq"  # noqa: S608 - names of ours
_REFUSED = "SELECT device, seq FROM refusal"
_REFUSE = "INSERT OR REPLACE INTO refusal (device, seq, why) VALUES (?, ?, ?)"
_ALLOW = "DELETE FROM refusal WHERE device = ? AND seq = ?"
_BESIDE = "SELECT stamp FROM standing WHERE kind = ? AND row_id = ?"
_CLEAR = "DELETE FROM standing WHERE kind = ? AND row_id = ?"
_STAND = "INSERT INTO standing (kind, row_id, field, stamp) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done with an entry whose turn it is.

    Attributes:
        leave_out: why it is not believed: it is not kept. "" when it is.
        keep: why it is kept, so that those after it can follow, and takes no effect.
        stands: it takes effect even if what it builds on does not.
        told: a sentence that says so of all such entries at once, "" for one each.
    """

    leave_out: str = ""
    keep: str = ""
    stands: bool = False
    told: str = ""


Again: TypeAlias = Callable[[Entry], Verdict]
"""Returns the verdict on an entry of the journal, as it is now."""


def refit(session: Session, after: Mapping[str, int], again: Again) -> set[Kind]:
    """Look again at the entries of laptops beyond those numbers, and mend the tables.

    Returns the kinds of record that changed. What `session` holds is read anew.
    """
    session.flush()
    touched = _Refit(raw_of(session.connection()), again).run(after)
    session.expire_all()
    return touched


@dataclass(frozen=True, slots=True)
class _Told:
    """An entry, taken apart."""

    entry: Entry
    changes: Mapping[Key, Fields]

    @property
    def order(self) -> tuple[int, str, int]:
        return self.entry.hlc, self.entry.device, self.entry.seq


class _Refit:
    """One look at what counts."""

    def __init__(self, raw: sqlite3.Connection, again: Again) -> None:
        self._raw, self._again = raw, again
        self._told: dict[str, _Told] = {}
        self._was = {f"{device}:{seq}" for device, seq in raw.execute(_REFUSED)}
        self._heirs: dict[Key, Mapping[str, set[str]]] = {}

    def run(self, after: Mapping[str, int]) -> set[Kind]:
        """Mend the tables; return the kinds of record that changed."""
        looked = [
            one for device, seq in after.items() for one in self._beyond(device, seq)
        ]
        refused = self._of_themselves(looked)
        allowed = [one for one in looked if one in self._was and one not in refused]
        if allowed:  # what builds on it may count as well
            looked += self._was.difference(looked)
            refused = self._of_themselves(looked)
        self._spread(refused, self._was if allowed else ())
        gone = [one for one in refused if one not in self._was]
        fresh = [one for one in looked if one in self._was and one not in refused]
        return self._mend(gone, fresh, refused)

    def _beyond(self, device: str, seq: int) -> Iterator[str]:
        for row in self._raw.execute(f"{_READ} > ? ORDER BY seq", (device, seq)):
            yield self._take(Entry(**dict(zip(COLUMNS, row, strict=True))))

    def _take(self, entry: Entry) -> str:
        name = stamp(entry)
        if name not in self._told:
            try:
                changes = dict(journal.read_changes(entry))
            except DamagedEntry:
                changes = {}  # of a kind not known here: it takes no effect
            self._told[name] = _Told(entry, changes)
        return name

    def _entry(self, name: str) -> _Told:
        if name not in self._told:
            device, _, seq = name.rpartition(":")
            row = self._raw.execute(f"{_READ} = ?", (device, int(seq))).fetchone()
            self._take(Entry(**dict(zip(COLUMNS, row, strict=True))))
        return self._told[name]

    def _of_themselves(self, names: Iterable[str]) -> dict[str, str]:
        """Return those that take no effect whatever others do, and why."""
        said = ((one, self._entry(one).entry) for one in names)
        found = ((one, self._again(entry).keep or unfit(entry)) for one, entry in said)
        return {one: why for one, why in found if why}

    def _spread(self, refused: dict[str, str], built: Iterable[str]) -> None:
        """Add what builds on refused entries: of those that counted, and of `built`."""
        beneath = self._beneath(built)
        queue = list(refused)
        for one in queue:
            heirs = set(beneath.get(one, ()))
            if one not in self._was:
                for key in self._entry(one).changes:
                    heirs |= self._heirs_in(key).get(one, set())
            for other in sorted(heirs - refused.keys()):
                if not self._again(self._entry(other).entry).stands:
                    refused[other] = builds_on(one)
                    queue.append(other)

    def _beneath(self, built: Iterable[str]) -> Mapping[str, set[str]]:
        """Return entry -> those of `built` that replaced of it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in built:
            for key, cause in _replaced(self._entry(one)):
                if key in self._entry(cause).changes:
                    found[cause].add(one)
        return found

    def _heirs_in(self, key: Key) -> Mapping[str, set[str]]:
        """Return, of what counted in a record: entry -> those that replaced of it."""
        if key not in self._heirs:
            heirs: defaultdict[str, set[str]] = defaultdict(set)
            for one in self._behind(key):
                for cell in self._entry(one).changes[key].values():
                    for cause in cell.get("replaces", ()):
                        heirs[cause].add(one)
            self._heirs[key] = heirs
        return self._heirs[key]

    def _behind(self, key: Key) -> set[str]:
        """Return all entries of which the present state of a record was made."""
        kind, row_id = key
        table = REPLICATED[kind].__tablename__
        query = f'SELECT versions FROM "{table}" WHERE id = ?'  # noqa: S608 - names of ours
        row = self._raw.execute(query, (row_id,)).fetchone()
        found = set() if row is None else set(json.loads(row[0]).values())
        found |= {one for (one,) in self._raw.execute(_BESIDE, (kind.value, row_id))}
        queue = list(found)
        for one in queue:
            fields = self._entry(one).changes[key]
            for cause in {c for f in fields.values() for c in f.get("replaces", ())}:
                if cause not in found and key in self._entry(cause).changes:
                    found.add(cause)
                    queue.append(cause)
        return found

    def _mend(
        self, gone: Iterable[str], fresh: Iterable[str], refused: Mapping[str, str]
    ) -> set[Kind]:
        """Write the records anew that entries touch whose effect changed."""
        again: defaultdict[Key, set[str]] = defaultdict(set)
        for one in gone:
            for key in self._entry(one).changes:
                again[key].update()
        for one in fresh:
            for key in self._entry(one).changes:
                again[key].add(one)
        for key, more in again.items():
            counted = (self._behind(key) | more) - refused.keys()
            self._write(key, sorted(map(self._entry, counted), key=lambda t: t.order))
        for one in fresh:
            self._raw.execute(_ALLOW, _named(one))
        for one, why in refused.items():
            self._raw.execute(_REFUSE, (*_named(one), why))
        return {kind for kind, _ in again}

    def _write(self, key: Key, entries: list[_Told]) -> None:
        """Let a record be what these entries say."""
        kind, row_id = key
        self._raw.execute(_CLEAR, (kind.value, row_id))
        if not entries:
            self._remove(key)
            return
        record = replay.Record(stamp(entries[0].entry))
        for told in entries:
            record.take(told.entry, told.changes[key])
        row = REPLICATED[kind]
        self._raw.execute(_upsert(row), replay.line(row, row_id, record))
        beside = [
            (kind.value, row_id, name, one.stamp)
            for name, standing in record.fields.items()
            for one in standing
            if one is not record.value(name)
        ]
        self._raw.executemany(_STAND, beside)
        if kind is Kind.PARTICIPANT:
            search.index(self._raw, row_id)

    def _remove(self, key: Key) -> None:
        kind, row_id = key
        if kind is Kind.PARTICIPANT:
            self._raw.execute(search.FORGET, (row_id,))
        table = REPLICATED[kind].__tablename__
        self._raw.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))  # noqa: S608 - names of ours


def _named(name: str) -> tuple[str, int]:
    device, _, seq = name.rpartition(":")
    return device, int(seq)


def _replaced(told: _Told) -> Iterator[tuple[Key, str]]:
    """Give (record, entry) of everything that an entry replaces."""
    for key, fields in told.changes.items():
        for cell in fields.values():
            for cause in cell.get("replaces", ()):
                yield key, cause


def _upsert(row: type[Row]) -> str:
    names = ["versions", *(column.name for column in columns(row).values())]
    more = ["search_key"] if row.kind is Kind.PARTICIPANT else []
    listed = ", ".join(f'"{name}"' for name in ("id", *names, *more))
    marks = ", ".join((*"?" * (len(names) + 1), *("''" for _ in more)))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return (
        f'INSERT INTO "{row.__tablename__}" ({listed}) VALUES ({marks}) '  # noqa: S608 - names of ours
        f"ON CONFLICT (id) DO UPDATE SET {sets}"
    )
