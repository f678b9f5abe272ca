from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.packing import unpacked
from nexus_desktop.services import exchanging, laptop_problems, laptops, sharing
from nexus_desktop.services.identity import Member
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.close()


def test_what_waits_names_the_laptop_to_meet(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    workshop.carry(desk, workshop.root)
    for name in ("Ada", "Bat", "Cy"):
        add(desk, name)
    packets = desk.run(
        partial(exchanging.packets_since, known={}, limit=10**9), at=NINE
    )[0]
    late = [one for one in packets if one.device == desk.device][-2:]
    workshop.root.run(partial(sharing.receive, packets=late), at=NINE)
    (told,) = workshop.root.run(laptops.company, at=NINE)[0].problems
    assert told == (
        "2 entries of Desk 2 wait for an earlier one that has not come yet. Meet "
        "Desk 2."
    )
    assert unpacked(late[0]).device not in told


def test_what_builds_on_the_entry_of_another_names_that_one(workshop: Workshop) -> None:
    two, three = workshop.join("Desk 2"), workshop.join("Desk 3")
    workshop.settle()
    ada = add(two, "Ada")
    workshop.carry(two, three)

    def rename(session: Session) -> None:
        session.get_one(rows.Participant, ada).city = "Hue"

    three.run(rename, at=NINE)
    packets = three.run(
        partial(exchanging.packets_since, known={}, limit=10**9), at=NINE
    )[0]
    own = [one for one in packets if one.device == three.device]
    workshop.root.run(partial(sharing.receive, packets=own), at=NINE)
    assert workshop.root.run(laptop_problems.pending, at=NINE)[0] == (
        "1 entry of Desk 3 waits for one of Desk 2 that has not come yet. Meet Desk 2.",
    )


def test_entries_of_a_laptop_that_is_not_known_here_send_to_the_coordinator(
    workshop: Workshop,
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    add(desk, "Ada")
    packets = desk.run(
        partial(exchanging.packets_since, known={}, limit=10**9), at=NINE
    )[0]
    late = [one for one in packets if one.device == desk.device][-1:]
    other.run(partial(sharing.receive, packets=late), at=NINE)
    (told,) = other.run(laptop_problems.pending, at=NINE)[0]
    assert told.startswith("1 entry of a laptop that is not known here waits for")
    assert told.endswith("Meet the coordinator's laptop.")


def test_ids_of_laptops_in_a_sentence_become_their_names(workshop: Workshop) -> None:
    def say(database: Database, text: str) -> str:
        work = partial(laptop_problems.named, text=text)
        return database.run(work, at=NINE)[0]

    root = workshop.root
    assert say(root, f"Entry {root.device}:12 is not signed.") == (
        "Entry 12 of root is not signed."
    )
    assert say(root, f"it builds on {root.device}:3, which takes none") == (
        "it builds on entry 3 of root, which takes none"
    )
    assert "not known here" in say(root, f"Entry {new_id(NINE)}:1 is wrong.")


def test_what_a_laptop_may_not_write_is_told_with_its_reason(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2", Role.RAPPORTEUR)
    workshop.carry(desk, workshop.root)
    work = workshop.root.run(laptops.company, at=NINE)[0]
    assert (work.refused, work.problems) == ((), ())
    member = desk.identity
    assert isinstance(member, Member)
    desk.identity = _Careless(member.profile, member.secret, member.role)
    person = rows.Participant(id=new_id(NINE), printed_name="Ada")

    desk.run(lambda session: session.add(person), at=NINE)
    received = workshop.carry(desk, workshop.root)
    assert "of Desk 2 takes no effect" in received.refused[0]
    (told,) = workshop.root.run(laptops.company, at=NINE)[0].refused
    assert told.startswith("1 entry of Desk 2 takes no effect: a rapporteur may not")
    assert Kind.PARTICIPANT in told


class _Careless(Member):
    """Signs what its laptop may not write."""

    @override
    def check(self, session: object, changes: object) -> None:
        pass
