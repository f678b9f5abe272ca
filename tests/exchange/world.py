"""Laptops with a file each, what travels between them, and what must hold of them."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.judging import bounds_of, circle_of
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.services import exchanging, meeting, sharing
from nexus_desktop.services.identity import Member
from nexus_desktop.services.slices import Take
from nexus_desktop.store import database, merging, replay, rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.file import SCHEMA
from nexus_desktop.store.search import key_of
from tests.conftest import NINE

T = TypeVar("T")
MOST_LAPTOPS = 6


@dataclass
class Laptop:
    """A laptop: its file, its user, its clock, and how it was a while ago.

    Attributes:
        stick: what the next stick need not hold.
        kept: a copy of the file, and how far it was, that may be put back.
        schema: of its program; entries of a newer one wait here for an update.
    """

    path: Path
    profile: Profile
    database: Database
    drift: timedelta = timedelta()
    stick: dict[str, int] = field(default_factory=dict)
    kept: Path | None = None
    schema: int = SCHEMA

    def do(self, work: Callable[[Session, datetime], object], at: datetime) -> None:
        moment = at + self.drift
        with self._program():
            self.database.run(lambda s: work(s, moment), at=moment)

    def take_in(self, packets: list[Packet], at: datetime) -> None:
        meeting.take_in(self.pieces(at), packets)

    def pieces(self, at: datetime) -> Take:
        """Return what runs work, each piece in a transaction of its own."""

        def take(work: Callable[[Session], T], /) -> T:
            with self._program():
                return self.database.run(work, at=at)[0]

        return take

    @contextmanager
    def _program(self) -> Iterator[None]:
        """Write and read for a while as this laptop's program does."""
        for module in (database, merging):
            setattr(module, "SCHEMA", self.schema)  # noqa: B010
        try:
            yield
        finally:
            for module in (database, merging):
                setattr(module, "SCHEMA", SCHEMA)  # noqa: B010

    @property
    def is_lost(self) -> bool:
        """Whether it was ended, under this identity or the one that spoke for it."""

        def look(session: Session) -> bool:
            circle = circle_of(session, sharing.shared(session))
            ids = circle.identities(self.database.device)
            found = (circle.members.get(one) for one in ids)
            return any(one is not None and one.ended is not None for one in found)

        return self.database.run(look, at=NINE)[0]

    @property
    def remains(self) -> bool:
        """Whether it was invited, counts, and can open what others write."""
        bounds = self.database.run(bounds_of, at=NINE)[0]
        is_member = isinstance(self.database.identity, Member)
        return is_member and self.database.device not in bounds

    def vector(self) -> dict[str, int]:
        return self.database.run(exchanging.vector, at=NINE)[0]


class World:
    """One run of the simulation."""

    def __init__(self, seed: int, folder: Path, template: Path) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.folder = folder
        self.at = NINE
        self.laptops: list[Laptop] = []
        self.sticks: list[list[Packet]] = []
        self.bundles: list[Path] = []
        self.lost: set[str] = set()  # ended with all that follows
        self.written: set[tuple[str, int, bytes]] = set()
        self.invitations: list[Invitation] = []
        self.made = 0
        path = folder / "0.nexus"
        shutil.copy(template, path)
        profile = Profile(folder / "user0")
        database = sharing.open_file(path, at=NINE, actor="Desk 0", profile=profile)
        self.laptops.append(Laptop(path, profile, database))
        for _ in range(self.random.randint(1, 3)):
            self.join()

    def join(
        self, inviter: Laptop | None = None, invitation: Invitation | None = None
    ) -> None:
        """Let a laptop in, with a new invitation or one that was there before."""
        root = inviter or self.laptops[0]
        if invitation is None:
            role = self.random.choices(tuple(Role), (3, 2, 1))[0]
            offer = sharing.Offer(role, days=9999)
            invitation = sharing.invite(
                root.database, offer, at=self.at, profile=root.profile
            )
            self.invitations.append(invitation)
        self.made += 1
        path = self.folder / f"{self.made}.nexus"
        profile = Profile(self.folder / f"user{self.made}")
        name = f"Desk {self.made}"
        database = sharing.join(
            path, invitation, name=name, at=self.at, profile=profile
        )
        self.laptops.append(Laptop(path, profile, database))
        self.note_written()
        if self.random.random() < 0.7:
            self.meet(root, self.laptops[-1])

    def reopen(self, laptop: Laptop) -> None:
        """Open the file that stands under the laptop's name now."""
        laptop.database = sharing.open_file(
            laptop.path, at=self.at, actor=f"Desk {laptop.path.stem}",
            profile=laptop.profile,
        )  # fmt: skip

    def note_written(self) -> None:
        """Remember what is on disk: none of it may be lost."""
        for one in self.laptops:
            self.written |= set(entries_of(one.database))

    def forget_lost(self) -> None:
        """Forget what was only in a file that is no more."""
        held = [set(entries_of(one.database)) for one in self.laptops]
        parked = "SELECT device, seq, hash FROM parked"
        held += [set(one.database.raw.execute(parked)) for one in self.laptops]
        carried = {(p.device, p.seq, p.hash) for some in self.sticks for p in some}
        self.written = {
            one for one in self.written if any(one in some for some in held)
            or one in carried
        }  # fmt: skip

    def run(self, steps: Sequence[tuple["Step", float]], count: int) -> None:
        """Let laptops do one thing after the other, each as often as its weight."""
        for _ in range(count):
            self.at += timedelta(seconds=self.random.choice((0, 1, 5, 60)))
            step = self.random.choices(
                [one for one, _ in steps], [n for _, n in steps]
            )[0]
            try:
                step(self, self.random.choice(self.laptops))
            except NexusError:
                continue  # what a person would be told; nothing was written
            finally:
                self.note_written()

    def meet(self, one: Laptop, other: Laptop) -> None:
        """Bring two laptops together for as long as it takes."""
        for giver, taker in ((one, other), (other, one)):
            self.give(taker, self.packets(giver, taker.vector()))

    def give(self, taker: Laptop, packets: list[Packet]) -> None:
        if packets:
            taker.take_in(packets, self.at)

    def packets(
        self, laptop: Laptop, known: dict[str, int], limit: int = 10_000
    ) -> list[Packet]:
        return laptop.database.run(
            lambda s: exchanging.packets_since(s, known, limit), at=self.at
        )[0]

    def settle(self) -> None:
        """Let all meet until all know everything, those on sticks as well."""
        newest = max(one.schema for one in self.laptops)
        for laptop in self.laptops:
            laptop.schema = newest
            laptop.take_in([], self.at)
        for stick in self.sticks:
            self.give(self.laptops[0], stick)
        for _ in range(3):
            for other in self.laptops[1:]:
                self.meet(self.laptops[0], other)
            known = [(entries_of(d), parked_of(d)) for d in self._databases()]
            if all(one == known[0] for one in known):
                break

    def verify(self) -> None:
        """Hold all laptops against each other, and each against its journal."""
        reports = [check(one.database) for one in self.laptops]
        assert [one.problems for one in reports] == [()] * len(reports)
        assert len({one.state for one in reports}) == 1
        journals = [entries_of(one.database) for one in self.laptops]
        assert all(one == journals[0] for one in journals)
        parked = [parked_of(one.database) for one in self.laptops]
        assert all(one == parked[0] for one in parked)
        refused = [refused_of(one.database) for one in self.laptops]
        assert all(one == refused[0] for one in refused)
        held = {(device, seq) for device, seq, _ in self.written}
        nothing = partial(sharing.receive, packets=())
        for waiting in self.laptops[0].database.run(nothing, at=self.at)[0].waiting:
            device, _, seq = waiting.lacks.rpartition(":")
            assert (device, int(seq)) not in held  # it went with a file put back
        for one in self.laptops:
            assert rivals_of(one.database) == rivals_told(one.database)
            assert keys_differ(one.database) == []
        rings = [ring_of(one.database) for one in self.laptops if one.remains]
        assert all(one == rings[0] for one in rings)
        for one in self.laptops:
            if one.is_lost and one.database.device in self.lost:
                assert ring_of(one.database).epoch < rings[0].epoch
        known = {*journals[0], *(one[:3] for one in parked[0])}
        assert self.written <= known
        names = [one[:2] for one in journals[0]]
        assert len(names) == len(set(names))

    def close(self) -> None:
        for one in self._databases():
            one.close()

    def _databases(self) -> list[Database]:
        return [one.database for one in self.laptops]


def ring_of(database: Database) -> KeyRing:
    return database.run(sharing.shared, at=NINE)[0].ring


def entries_of(database: Database) -> list[tuple[str, int, bytes]]:
    query = "SELECT device, seq, hash FROM journal ORDER BY device, seq"
    return database.raw.execute(query).fetchall()


def parked_of(database: Database) -> list[tuple[str, int, bytes, str]]:
    query = "SELECT device, seq, hash, lacks FROM parked ORDER BY device, seq, hash"
    return database.raw.execute(query).fetchall()


def refused_of(database: Database) -> tuple[frozenset[str], dict[str, int]]:
    """Return what takes no effect, and how far laptops count."""
    refused = database.run(merging.refused, at=NINE)[0]
    bounds = database.run(bounds_of, at=NINE)[0]
    return refused, {device: bound.last for device, bound in bounds.items()}


def rivals_of(database: Database) -> set[tuple[str, str, str, str]]:
    query = "SELECT kind, row_id, field, stamp FROM standing"
    return set(database.raw.execute(query))


def rivals_told(database: Database) -> set[tuple[str, str, str, str]]:
    """Return the values that stand beside those that count, as the journal tells."""
    entries = database.run(lambda s: s.scalars(select(rows.Entry)).all(), at=NINE)[0]
    refused = database.run(merging.refused, at=NINE)[0]
    found = set()
    for (kind, row_id), record in replay.read(entries, refused).items():
        for name, standing in record.fields.items():
            best = record.value(name)
            found |= {
                (kind.value, row_id, name, one.stamp)
                for one in standing
                if one is not best
            }
    return found


def keys_differ(database: Database) -> list[str]:
    """Return the people whose search key is not that of their names."""
    people_in = database.run(
        lambda s: s.scalars(select(rows.Participant)).all(), at=NINE
    )[0]
    return [one.id for one in people_in if one.search_key != key_of(one)]


Step: TypeAlias = Callable[[World, Laptop], None]
