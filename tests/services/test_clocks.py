"""Wrong clocks, as laptops that exchange entries notice them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.services import clocks, exchanging, laptops, sharing
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.close()


def walk_in(laptop: Database, name: str, at: datetime) -> str:
    """Register somebody at a time that the laptop's clock says."""
    row = rows.Participant(id=new_id(at), printed_name=name)
    laptop.run(lambda s: s.add(row), at=at)
    return row.id


def rename(laptop: Database, row_id: str, name: str, at: datetime) -> None:
    def change(session: Session) -> None:
        session.get_one(rows.Participant, row_id).printed_name = name

    laptop.run(change, at=at)


def give(one: Database, other: Database, at: datetime) -> None:
    """Let `other` take in all of `one` when its own clock says `at`."""
    packets = one.run(
        partial(exchanging.packets_since, known={}, limit=10**9), at=NINE
    )[0]
    other.run(partial(sharing.receive, packets=packets), at=at)


def problems(laptop: Database) -> tuple[str, ...]:
    return laptop.run(laptops.company, at=NINE)[0].problems


def test_a_clock_that_is_ahead_is_named_when_its_entries_come(
    workshop: Workshop,
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    walk_in(desk, "Ada", NINE + 3 * HOUR)
    walk_in(other, "Bat", NINE)
    for laptop in (desk, other):
        give(laptop, workshop.root, NINE)
    assert problems(workshop.root) == (
        "Desk 2's clock is 3 hours ahead. Set it right there.",
    )
    walk_in(desk, "Cy", NINE + MINUTE)
    give(desk, workshop.root, NINE + MINUTE)
    assert problems(workshop.root) == ()


def test_a_clock_that_is_behind_is_named_by_what_its_laptop_had_heard(
    workshop: Workshop,
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    walk_in(workshop.root, "Ada", NINE + HOUR)
    for laptop in (desk, other):
        give(workshop.root, laptop, NINE + HOUR)
    walk_in(desk, "Bat", NINE - HOUR)
    walk_in(other, "Cy", NINE + HOUR)
    for laptop in (desk, other):
        give(laptop, workshop.root, NINE + HOUR)
    assert problems(workshop.root) == (
        "Desk 2's clock is 2 hours behind. Set it right there.",
    )


def test_the_clock_of_this_laptop_is_named_when_all_others_agree(
    workshop: Workshop,
) -> None:
    for name in ("Desk 2", "Desk 3"):
        desk = workshop.join(name)
        walk_in(desk, name, NINE + 3 * HOUR)
        give(desk, workshop.root, NINE)
    assert problems(workshop.root) == (
        "This laptop's clock seems to be 3 hours behind. Set it right.",
    )


def test_who_was_led_by_a_clock_that_is_ahead_is_not_called_behind(
    workshop: Workshop,
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    walk_in(desk, "Ada", NINE + 3 * HOUR)
    give(desk, other, NINE)
    walk_in(other, "Bat", NINE)
    give(other, workshop.root, NINE)
    assert problems(workshop.root) == (
        "Desk 2's clock is 3 hours ahead. Set it right there.",
    )


def test_old_entries_that_come_again_say_nothing_of_the_clock(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    walk_in(desk, "Ada", NINE + 3 * HOUR)
    give(desk, workshop.root, NINE)
    give(desk, workshop.root, NINE + 3 * HOUR)
    assert problems(workshop.root) == (
        (
            "Desk 2's clock is 3 hours ahead of this laptop's. See which of the two is "
            "right."
        ),
    )
    assert problems(desk) == ()


def test_an_entry_that_tells_no_time_leaves_what_is_known(workshop: Workshop) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    ada = walk_in(desk, "Ada", NINE + 3 * HOUR)
    give(desk, workshop.root, NINE)
    rename(desk, ada, "Ada S.", NINE)
    give(desk, workshop.root, NINE)
    seat = rows.Participant(id="a", printed_name="A")
    odd = rows.Participant(id="0000007b-0000-8000-8000-000000000000", printed_name="B")
    late = rows.Participant(id="ffffffff-ffff-7000-8000-000000000000", printed_name="C")
    desk.run(lambda s: s.add_all([seat, odd, late]), at=NINE)
    give(desk, workshop.root, NINE)
    assert workshop.root.run(clocks.offsets, at=NINE)[0][desk.device] == 3 * HOUR
    give(other, workshop.root, NINE)


def test_a_laptop_that_took_a_new_identity_is_not_told_of_twice(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    walk_in(desk, "Ada", NINE + 3 * HOUR)
    give(desk, workshop.root, NINE)
    path, copy = desk.path, desk.path.read_bytes()
    desk.close()
    path.write_bytes(copy)
    profile = workshop.profile("Desk 2")
    profile.wrote(desk.device, 99)
    again = sharing.open_file(path, at=NINE, actor="Desk 2", profile=profile)
    workshop.laptops.append(again)
    walk_in(again, "Bat", NINE)
    give(again, workshop.root, NINE)
    assert problems(workshop.root) == ()
