"""Taking in entries that other laptops wrote.

Entries are a set: those of one laptop are applied in their order, and none before the
entries that it says it replaces. So whatever the order, and however often they come,
the tables end up as a replay of the whole journal gives them (`store.replay`): of a
field's values, those that are named as replaced are out; of the rest the latest by
(clock, device) counts, and the others stay beside it (`Standing`) until they are
replaced too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received, Waiting, Why
from nexus_desktop.store import journal
from nexus_desktop.store.file import SCHEMA
from nexus_desktop.store.fitting import is_sound, unfit
from nexus_desktop.store.journal import Head, stamp
from nexus_desktop.store.projection import Projection, raw_of
from nexus_desktop.store.rows import (
    Entry,
    Parked,
    Refusal,
    Standing,
)

_COLUMNS = tuple(column.name for column in Entry.__table__.columns)
_PLACES = ", ".join("?" * len(_COLUMNS))
_INSERT = f"INSERT INTO journal ({', '.join(_COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - names of ours

_REFUSE = "INSERT INTO refusal (device, seq, why) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done with an entry whose turn it is.

    Attributes:
        leave_out: why it is not believed: it is not kept. "" when it is.
        keep: why it is kept, so that those after it can follow, and takes no effect.
    """

    leave_out: str = ""
    keep: str = ""


Judge: TypeAlias = Callable[[Entry], Verdict]


def receive(
    session: Session, entries: Iterable[Entry], judge: Judge | None = None
) -> Received:
    """Take in entries, which need not be new, nor in order, nor complete.

    The kinds of record that changed are noted in `session.info["received"]`, the latest
    clock in `session.info["clock"]`. `judge` says of each entry, when its turn comes,
    whether it is believed; without one, all are.
    """
    return _Arrival(session, judge or _anybody).take(entries)


def unpark(session: Session, judge: Judge | None = None) -> Received:
    """Try again what waits, as after an update of the program."""
    return _Arrival(session, judge or _anybody).take(())


def _anybody(_entry: Entry) -> Verdict:
    return Verdict()


def refused(session: Session) -> frozenset[str]:
    """Return the entries that take no effect, as "device:seq"."""
    rows = session.execute(select(Refusal.device, Refusal.seq))
    return frozenset(f"{device}:{seq}" for device, seq in rows)


def conflicts(session: Session) -> int:
    """Return in how many fields values stand side by side."""
    fields = select(Standing.kind, Standing.row_id, Standing.field).distinct()
    return session.scalar(select(func.count()).select_from(fields.subquery())) or 0


class _Arrival:
    """One batch on its way into the file."""

    def __init__(self, session: Session, judge: Judge) -> None:
        self._session, self._judge = session, judge
        self._sql = raw_of(session.connection())
        self._projection = Projection(self._sql)
        self._heads: dict[str, Head] = {}
        self._waits: defaultdict[str, dict[int, list[Entry]]] = defaultdict(dict)
        self._applied = self._known = self._clock = 0
        self._refused: list[str] = []

    def take(self, entries: Iterable[Entry]) -> Received:
        """Apply what can be applied, of these and of what waited; park the rest."""
        was = list(self._session.scalars(select(Parked)))
        for parked in was:
            self._queue(entry_of(parked))
        for entry in entries:
            self._look_at(entry)
        while self._advance():
            pass
        left = self._park({(one.device, one.seq, one.hash): one for one in was})
        info = self._session.info
        info.setdefault("received", set()).update(self._projection.touched)
        info["clock"] = max(info.get("clock", 0), self._clock)
        return Received(
            self._applied,
            self._known,
            tuple(self._refused),
            tuple(left),
            conflicts(self._session),
        )

    def _look_at(self, entry: Entry) -> None:
        """Queue an entry, unless it is known, or not what its hash says."""
        if self._hash_of(entry.device, entry.seq) == entry.hash:
            self._known += 1
            return
        if any(one.hash == entry.hash for one in self._waiting(entry)):
            self._known += 1
            return
        if not is_sound(entry) or journal.digest_of(entry) != entry.hash:
            self._refused.append(
                f"Entry {stamp(entry)} is not what its hash says. It was left out."
            )
            return
        self._queue(entry)

    def _waiting(self, entry: Entry) -> list[Entry]:
        return self._waits[entry.device].get(entry.seq, [])

    def _queue(self, entry: Entry) -> None:
        self._waits[entry.device].setdefault(entry.seq, []).append(entry)

    def _hash_of(self, device: str, seq: int) -> bytes | None:
        query = "SELECT hash FROM journal WHERE device = ? AND seq = ?"
        found = self._sql.execute(query, (device, seq)).fetchone()
        return None if found is None else bytes(found[0])

    def _advance(self) -> bool:
        """Settle what comes next of each laptop; tell whether anything did."""
        before = self._applied + len(self._refused)
        for device in sorted(self._waits):
            while (entry := self._next(device)) is not None:
                self._settle(entry)
        return self._applied + len(self._refused) > before

    def _next(self, device: str) -> Entry | None:
        head = self._head(device)
        fitting = self._waits[device].get(head.seq + 1, ())
        return next((one for one in fitting if self._why(one)[0] is None), None)

    def _head(self, device: str) -> Head:
        if device not in self._heads:
            self._heads[device] = journal.read_head(self._session, device)
        return self._heads[device]

    def _why(self, entry: Entry) -> tuple[Why | None, str]:
        """Return why an entry can't be applied now, and what it lacks."""
        head = self._head(entry.device)
        if entry.seq <= head.seq:
            return Why.FORK, ""
        if entry.seq > head.seq + 1:
            return Why.GAP, f"{entry.device}:{head.seq + 1}"
        if entry.previous_hash != head.hash:
            return Why.FORK, ""
        if entry.schema > SCHEMA:
            return Why.NEWER, ""
        lacks = self._projection.lacks(entry)
        return (Why.CAUSE, lacks) if lacks else (None, "")

    def _settle(self, entry: Entry) -> None:
        """Do with an entry what its verdict says."""
        verdict = self._judge(entry)
        self._forget(entry)
        if verdict.leave_out:
            self._refused.append(verdict.leave_out)
            return
        values = tuple(getattr(entry, name) for name in _COLUMNS)
        self._sql.execute(_INSERT, values)
        why = verdict.keep or unfit(entry) or self._projection.refused_cause(entry)
        if why:
            self._sql.execute(_REFUSE, (entry.device, entry.seq, why))
            self._refused.append(f"Entry {stamp(entry)} takes no effect: {why}.")
        else:
            self._projection.write(entry)
        head = Head(entry.device, entry.seq, entry.hlc, entry.hash)
        self._heads[entry.device] = head
        self._clock = max(self._clock, entry.hlc)
        self._applied += 1
        if entry.device == self._session.info["device"]:
            self._session.info["is_used_elsewhere"] = True

    def _forget(self, entry: Entry) -> None:
        """Take an entry out of the queue."""
        of_device = self._waits[entry.device]
        of_device[entry.seq].remove(entry)
        if not of_device[entry.seq]:
            del of_device[entry.seq]

    def _park(self, was: Mapping[tuple[str, int, bytes], Parked]) -> Iterator[Waiting]:
        """Keep what can't be applied; yield what is kept, laptop by laptop."""
        kept = set()
        for device in sorted(self._waits):
            reasons = []
            for seq in sorted(self._waits[device]):
                for entry in self._waits[device][seq]:
                    why, lacks = self._why(entry)
                    reasons.append((why or Why.GAP, lacks))
                    kept.add((device, seq, entry.hash))
                    self._keep(entry, *reasons[-1], was)
            for why, same in groupby(sorted(reasons), key=lambda one: one[0]):
                found = list(same)
                yield Waiting(device, len(found), why, found[0][1])
        for key, parked in was.items():
            if key not in kept:
                self._session.delete(parked)

    def _keep(
        self,
        entry: Entry,
        why: Why,
        lacks: str,
        was: Mapping[tuple[str, int, bytes], Parked],
    ) -> None:
        parked = was.get((entry.device, entry.seq, entry.hash))
        if parked is None:
            values = {name: getattr(entry, name) for name in _COLUMNS}
            self._session.add(Parked(**values, why=why, lacks=lacks))
        elif (parked.why, parked.lacks) != (why, lacks):
            parked.why, parked.lacks = why, lacks


def entry_of(parked: Parked) -> Entry:
    """Return a parked entry as it would stand in the journal."""
    return Entry(**{name: getattr(parked, name) for name in _COLUMNS})
