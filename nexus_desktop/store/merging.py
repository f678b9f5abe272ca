"""Taking in entries that other laptops wrote.

Entries are a set: those of one laptop are applied in their order, and none before the
entries that it says it replaces. So whatever the order, and however often they come,
the tables end up as a replay of the whole journal gives them (`store.replay`): of a
field's values, those that are named as replaced are out; of the rest the latest by
(clock, device) counts, and the others stay beside it (`Standing`) until they are
replaced too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received, Waiting, Why
from nexus_desktop.store import journal
from nexus_desktop.store.file import SCHEMA
from nexus_desktop.store.fitting import is_sound, unfit
from nexus_desktop.store.journal import FIRST_HASH, Head, stamp
from nexus_desktop.store.parking import COLUMNS, Parking
from nexus_desktop.store.projection import Projection, raw_of
from nexus_desktop.store.refitting import Verdict
from nexus_desktop.store.rows import Entry, Refusal, Standing

_PLACES = ", ".join("?" * len(COLUMNS))
_INSERT = f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - names of ours
_MOST = 50  # entries that waited and are settled at once, so that no scan waits long

# So the order of clocks is one in which all can be told, whatever a laptop writes.
_BACKWARDS = (
    "Entry {0} says it is older than what it builds on. It was left out: look after "
    "that laptop."
)
_REFUSE = "INSERT INTO refusal (device, seq, why) VALUES (?, ?, ?)"


class Judge(Protocol):
    """Knows who may write what."""

    def __call__(self, entry: Entry, /) -> Verdict:
        """Return what is done with an entry whose turn it is."""

    def lacks(self, entry: Entry, /) -> str:
        """Return an entry without which it can't be said, "" if there is none."""


def receive(
    session: Session, entries: Iterable[Entry], judge: Judge | None = None
) -> Received:
    """Take in entries, which need not be new, nor in order, nor complete.

    When much that waited can be applied now, only some of it is, so that it does not
    take long: as long as anything waits and something was settled, call it again. With
    none given it goes on with what waits, also after an update of the program.

    The kinds of record that changed are noted in `session.info["received"]`, the latest
    clock in `session.info["clock"]`. `judge` says of each entry, when its turn comes,
    whether it is believed; without one, all are.
    """
    return _Arrival(session, judge or _Anybody()).take(entries)


class _Anybody:
    def __call__(self, _entry: Entry, /) -> Verdict:
        return Verdict()

    def lacks(self, _entry: Entry, /) -> str:
        return ""


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
        self._parking = Parking(self._sql)
        self._heads: dict[str, Head] = {}
        self._fresh: defaultdict[str, dict[int, list[Entry]]] = defaultdict(dict)
        self._applied = self._known = self._clock = 0
        self._left = _MOST
        self._refused: list[str] = []

    def take(self, entries: Iterable[Entry]) -> Received:
        """Apply what can be applied, of these and of what waited; park the rest."""
        for entry in entries:
            self._look_at(entry)
        while self._advance():
            pass
        waiting = tuple(self._park())
        info = self._session.info
        info.setdefault("received", set()).update(self._projection.touched)
        info["clock"] = max(info.get("clock", 0), self._clock)
        return Received(
            self._applied,
            self._known,
            tuple(dict.fromkeys(self._refused)),
            waiting,
            conflicts(self._session),
        )

    def _look_at(self, entry: Entry) -> None:
        """Queue an entry, unless it is known, or not what its hash says."""
        if self._is_known(entry):
            self._known += 1
        elif is_sound(entry) and journal.digest_of(entry) == entry.hash:
            self._fresh[entry.device].setdefault(entry.seq, []).append(entry)
        else:
            self._refused.append(
                f"Entry {stamp(entry)} is not what its hash says. It was left out."
            )

    def _is_known(self, entry: Entry) -> bool:
        query = "SELECT hash FROM journal WHERE device = ? AND seq = ?"
        found = self._sql.execute(query, (entry.device, entry.seq)).fetchone()
        if found is not None and found[0] == entry.hash:
            return True
        fresh = self._fresh[entry.device].get(entry.seq, ())
        return any(one.hash == entry.hash for one in fresh) or (
            self._parking.holds(entry)
        )

    def _advance(self) -> bool:
        """Settle what comes next of each laptop; tell whether anything did."""
        before = self._applied + len(self._refused)
        for device in sorted(self._parking.devices | self._fresh.keys()):
            while self._left and (entry := self._next(device)) is not None:
                self._settle(entry)
        return self._applied + len(self._refused) > before

    def _next(self, device: str) -> Entry | None:
        seq = self._head(device).seq + 1
        fresh = self._fresh.get(device, {}).get(seq, [])
        for entry in (*fresh, *self._parking.at(device, seq)):
            if self._why(entry)[0] is None:
                return entry
        return None

    def _head(self, device: str) -> Head:
        if device not in self._heads:
            query = (
                "SELECT seq, hlc, hash FROM journal WHERE device = ? "
                "ORDER BY seq DESC LIMIT 1"
            )
            found = self._sql.execute(query, (device,)).fetchone()
            self._heads[device] = Head(device, *(found or (0, 0, FIRST_HASH)))
        return self._heads[device]

    def _why(self, entry: Entry) -> tuple[Why | None, str]:
        """Return why an entry can't be applied now, and what it lacks."""
        head = self._head(entry.device)
        if entry.seq <= head.seq:
            return Why.FORK, ""
        if entry.seq > head.seq + 1:
            return Why.GAP, ""
        if entry.previous_hash != head.hash:
            return Why.FORK, ""
        if entry.schema > SCHEMA:
            return Why.NEWER, ""
        lacks = self._projection.lacks(entry)
        if not lacks and entry.seq == 1:
            lacks = self._judge.lacks(entry)
        return (Why.CAUSE, lacks) if lacks else (None, "")

    def _settle(self, entry: Entry) -> None:
        """Do with an entry what its verdict says."""
        self._forget(entry)
        earliest = max(self._head(entry.device).hlc, self._projection.latest(entry))
        if entry.hlc <= earliest:
            self._refused.append(_BACKWARDS.format(stamp(entry)))
            return
        verdict = self._judge(entry)
        if verdict.leave_out:
            self._refused.append(verdict.leave_out)
            return
        values = tuple(getattr(entry, name) for name in COLUMNS)
        self._sql.execute(_INSERT, values)
        why = verdict.keep or unfit(entry)
        if not why and not verdict.stands:
            why = self._projection.refused_cause(entry)
        if why:
            self._sql.execute(_REFUSE, (entry.device, entry.seq, why))
            said = f"Entry {stamp(entry)} takes no effect: {why}."
            self._refused.append(verdict.told or said)
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
        fresh = self._fresh[entry.device].get(entry.seq, [])
        if entry in fresh:
            fresh.remove(entry)
        else:
            self._parking.forget(entry)
            self._left -= 1

    def _park(self) -> Iterator[Waiting]:
        """Keep what can't be applied; yield what is kept, laptop by laptop."""
        for entry in self._unsettled():
            self._keep(entry)
        for device in sorted(self._parking.devices):
            head = self._head(device)
            next_ones = self._parking.at(device, head.seq + 1)
            yield from self._told(head, [self._keep(entry) for entry in next_ones])

    def _keep(self, entry: Entry) -> tuple[Why, str]:
        found, lacks = self._why(entry)
        why = found or Why.GAP
        self._parking.keep(entry, why, lacks)
        return why, lacks

    def _told(self, head: Head, next_ones: list[tuple[Why, str]]) -> Iterator[Waiting]:
        """Yield what waits of a laptop; `next_ones` is said of what comes next."""
        counts = Counter(
            {
                Why.FORK: self._parking.count_passed(head),
                Why.GAP: self._parking.count_later(head),
            }
        )
        counts.update(why for why, _ in next_ones)
        lacks: dict[Why, str] = dict(sorted(next_ones, reverse=True))
        lacks[Why.GAP] = f"{head.device}:{head.seq + 1}"
        for why, count in sorted(counts.items()):
            if count:
                yield Waiting(head.device, count, why, lacks.get(why, ""))

    def _unsettled(self) -> Iterator[Entry]:
        for of_device in self._fresh.values():
            for entries in of_device.values():
                yield from entries
