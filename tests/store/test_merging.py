"""Entries of other laptops: in any order, in part, twice, with any clocks."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received, Why
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.exchange.packing import packed, unpacked
from nexus_desktop.services import exchanging, people
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.file import SCHEMA
from nexus_desktop.store.rows import Entry
from tests.conftest import NINE, fill
from tests.store.test_database import person

YEAR = timedelta(days=365)


class Laptops:
    """Several laptops with a file each, and what travels between them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.all = [
            Database.create(
                folder / f"{new_id(NINE)}.nexus",
                fill if number == 0 else lambda _: None,
                at=NINE,
                actor=f"Desk {number}",
            )[0]
            for number in range(count)
        ]
        for other in self.all[1:]:
            self.give(self.all[0], other)

    def give(
        self,
        one: Database,
        other: Database,
        choose: Callable[[list[Entry]], list[Entry]] = list,
    ) -> Received:
        """Let `other` take in what `choose` leaves of all entries of `one`."""
        entries = choose(entries_of(one))
        return take(other, entries)

    def settle(self) -> None:
        """Let everybody have everything."""
        for _ in range(2):
            for one in self.all:
                for other in self.all:
                    if one is not other:
                        self.give(one, other)

    @property
    def two(self) -> tuple[Database, Database]:
        return self.all[0], self.all[1]

    def meet(self) -> None:
        """Let everybody have everything, and check that it is the same."""
        self.settle()
        self.agree()

    def agree(self) -> None:
        """Check that all files are whole and say the same."""
        reports = [check(one) for one in self.all]
        assert [report.problems for report in reports] == [()] * len(reports)
        assert len({report.state for report in reports}) == 1
        beside = [standing(one) for one in self.all]
        assert all(found == beside[0] for found in beside)


def entries_of(database: Database) -> list[Entry]:
    packets = database.run(lambda s: exchanging.packets_since(s, {}, 10**9), at=NINE)[0]
    return [unpacked(packet) for packet in packets]


def take(database: Database, entries: list[Entry]) -> Received:
    packets = [packed(entry) for entry in entries]
    return database.run(lambda s: exchanging.receive(s, packets), at=NINE)[0]


def standing(database: Database) -> list[tuple[str, str, str, str]]:
    def read(session: Session) -> list[tuple[str, str, str, str]]:
        found = session.scalars(select(rows.Standing))
        return sorted((one.kind, one.row_id, one.field, one.stamp) for one in found)

    return database.run(read, at=NINE)[0]


@contextmanager
def laptops(folder: Path, count: int) -> Iterator[Laptops]:
    made = Laptops(folder, count)
    yield made
    for one in made.all:
        one.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Laptops]:
    with laptops(tmp_path, 2) as made:
        yield made


def add(database: Database, name: str, **values: object) -> str:
    ada = person(name, **values)
    database.run(lambda s: s.add(ada), at=NINE)
    return ada.id


def write(database: Database, row_id: str, at: timedelta, **values: object) -> None:
    def change(session: Session) -> None:
        session.info["action"] = "participant.edit"
        row = session.get_one(rows.Participant, row_id)
        for name, value in values.items():
            setattr(row, name, value)

    database.run(change, at=NINE + at)


def read(database: Database, row_id: str, name: str) -> object:
    return database.run(
        lambda s: getattr(s.get_one(rows.Participant, row_id), name), at=NINE
    )[0]


def test_what_one_writes_the_other_has_and_finds(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada Sarnai", city="Hue")
    received = two.give(one, other)
    assert (received.applied, received.waiting, received.conflicts) == (1, (), 0)
    assert read(other, ada, "city") == "Hue"
    found = other.run(people.people, at=NINE)[0]
    assert [one.printed_name for one in found] == ["Ada Sarnai"]
    two.settle()
    two.agree()


def test_screens_hear_of_the_kinds_that_came(two: Laptops) -> None:
    one, other = two.all
    add(one, "Ada")
    packets = [packed(entry) for entry in entries_of(one)]
    _, touched = other.run(lambda s: exchanging.receive(s, packets), at=NINE)
    assert touched == {Kind.PARTICIPANT}
    _, touched = other.run(lambda s: exchanging.receive(s, packets), at=NINE)
    assert touched == frozenset()


def test_the_second_time_changes_nothing(two: Laptops) -> None:
    one, other = two.all
    add(one, "Ada")
    two.give(one, other)
    before = check(other)
    received = two.give(one, other)
    assert (received.applied, received.known) == (0, len(entries_of(one)))
    assert check(other) == before


def test_who_knew_the_other_value_wins_whatever_the_clocks(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada", city="Hue")
    two.settle()
    write(one, ada, YEAR, city="Naga")
    two.settle()
    write(other, ada, -YEAR, city="Korat")
    two.settle()
    assert read(one, ada, "city") == read(other, ada, "city") == "Korat"
    assert standing(one) == []
    two.agree()


def test_values_written_apart_are_decided_alike_and_both_kept(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada")
    two.settle()
    write(one, ada, timedelta(minutes=1), city="Naga")
    write(other, ada, timedelta(minutes=2), city="Korat", attention="VIP")
    two.settle()
    assert read(one, ada, "city") == read(other, ada, "city") == "Korat"
    ((kind, row_id, field, stamp),) = standing(one)
    assert (kind, row_id, field) == ("participant", ada, "city")
    assert stamp.startswith(one.device)
    two.agree()


def test_a_clock_that_was_received_is_never_behind_again(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada")
    write(one, ada, YEAR, city="Naga")
    two.settle()
    add(other, "Bat")
    two.settle()
    last = max(entries_of(other), key=lambda entry: entry.hlc)
    assert last.device == other.device


def test_a_gap_is_named_and_waited_for(two: Laptops) -> None:
    one, other = two.all
    for name in ("Ada", "Bat", "Chimeg"):
        add(one, name)
    lost = entries_of(one)[-3]
    received = two.give(
        one, other, lambda entries: [e for e in entries if e.seq != lost.seq]
    )
    (waiting,) = received.waiting
    assert (waiting.why, waiting.count) == (Why.GAP, 2)
    assert waiting.lacks == f"{one.device}:{lost.seq}"
    assert take(other, [lost]).applied == 3
    assert take(other, []).waiting == ()
    two.settle()
    two.agree()


def test_an_entry_waits_for_what_it_replaces(tmp_path: Path) -> None:
    with laptops(tmp_path, 3) as three:
        one, other, third = three.all
        ada = add(one, "Ada")
        three.give(one, other)
        write(other, ada, timedelta(0), city="Naga")
        received = three.give(
            other, third, lambda all_: [e for e in all_ if e.device == other.device]
        )
        assert received.waiting[0].why is Why.CAUSE
        assert received.waiting[0].lacks.startswith(one.device)
        three.settle()
        three.agree()


def test_what_waits_here_is_passed_on(tmp_path: Path) -> None:
    with laptops(tmp_path, 3) as three:
        one, other, third = three.all
        add(one, "Ada")
        add(one, "Bat")
        last = entries_of(one)[-1]
        take(other, [last])
        known = {one.device: last.seq, other.device: 99}
        lacking = partial(exchanging.packets_since, known=known, limit=99)
        assert other.run(lacking, at=NINE)[0] == []
        assert three.give(other, third).waiting[0].count == 1
        three.settle()
        three.agree()


def test_an_entry_of_a_newer_program_is_kept_and_applied_after_the_update(
    two: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two.all
    monkeypatch.setattr("nexus_desktop.store.database.SCHEMA", SCHEMA + 1)
    ada = add(one, "Ada")
    (waiting,) = two.give(one, other).waiting
    assert waiting.why is Why.NEWER
    monkeypatch.setattr("nexus_desktop.store.merging.SCHEMA", SCHEMA + 1)
    assert take(other, []).applied == 1
    assert read(other, ada, "printed_name") == "Ada"


def test_two_entries_with_one_number_are_both_kept_and_told(two: Laptops) -> None:
    one, other = two.all
    add(one, "Ada")
    add(one, "Bat")
    last = entries_of(one)[-1]
    two.give(one, other)
    forged = unpacked(packed(last))
    forged.actor = "Somebody else"
    forged.hash = _hash(forged)
    (waiting,) = take(other, [forged]).waiting
    assert (waiting.why, waiting.count) == (Why.FORK, 1)
    assert take(other, [forged]).known == 1
    assert check(other).problems == ()


def _hash(entry: Entry) -> bytes:
    from nexus_desktop.store.journal import digest_of

    return digest_of(entry)


@pytest.mark.parametrize("name", ["actor", "changes", "hlc", "action"])
def test_an_entry_that_was_changed_on_its_way_is_left_out(
    two: Laptops, name: str
) -> None:
    one, other = two.all
    add(one, "Ada")
    entry = entries_of(one)[-1]
    before = check(other)
    setattr(entry, name, entry.hlc + 1 if name == "hlc" else "[]x")
    received = take(other, [entry])
    assert "is not what its hash says" in received.refused[0]
    assert (received.applied, received.waiting) == (0, ())
    assert check(other) == before


def test_one_record_made_on_two_laptops_is_one(two: Laptops) -> None:
    one, other = two.all
    shared = new_id(NINE)
    for number, (laptop, city) in enumerate(((one, "Hue"), (other, "Naga"))):
        ada = person("Ada", city=city, attention="VIP" if number else "")
        ada.id = shared
        laptop.run(lambda s, a=ada: s.add(a), at=NINE - number * timedelta(hours=1))  # type: ignore[misc]  # bound here
    two.settle()
    two.agree()
    assert read(one, shared, "attention") == "VIP"
    write(one, shared, timedelta(minutes=5), organisation="City")
    two.settle()
    two.agree()


FIELDS = ("city", "organisation", "attention")


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6))
def test_whatever_happens_all_laptops_end_alike(tmp_path: Path, seed: int) -> None:
    simulate(tmp_path, seed)


def simulate(folder: Path, seed: int) -> None:
    """Let laptops write and exchange by chance; check that they end alike."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    with laptops(folder, chance.randrange(2, 5)) as several:
        for second in range(chance.randrange(5, 30)):
            one, other = chance.choice(several.all), chance.choice(several.all)
            if chance.random() < 0.6:
                off = chance.choice((timedelta(0), timedelta(0), YEAR, -YEAR))
                at = NINE + timedelta(seconds=second) + off
                one.run(lambda s: _act(s, chance), at=at)
            else:
                several.give(one, other, lambda entries: _some(entries, chance))
        several.settle()
        several.agree()


def _act(session: Session, chance: random.Random) -> None:
    session.info["action"] = "participant.edit"
    ids = session.scalars(select(rows.Participant.id).order_by(rows.Participant.id))
    known = list(ids)
    for _ in range(chance.randrange(1, 4)):
        if not known or chance.random() < 0.3:
            session.add(person(f"P{chance.randrange(99)}"))
        else:
            row = session.get_one(rows.Participant, chance.choice(known))
            setattr(row, chance.choice(FIELDS), f"v{chance.randrange(5)}")


def _some(entries: list[Entry], chance: random.Random) -> list[Entry]:
    if chance.random() < 0.5:
        chance.shuffle(entries)
    if chance.random() < 0.5:
        del entries[chance.randrange(len(entries) + 1) :]
    return entries
