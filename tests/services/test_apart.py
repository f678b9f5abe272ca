from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.services import apart, breakout_seats, checkin, people_merging
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.store.test_merging import Laptops, add, laptops

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Laptops]:
    with laptops(tmp_path, 2) as made:
        yield made


def told(database: Database) -> list[str]:
    return [one.text for one in database.run(apart.flags, at=NINE)[0]]


def make_place(two: Laptops, rule: str) -> None:
    place = rows.Checkpoint(id="desk", name="Desk", rule=rule)
    two.all[0].run(lambda s: s.add(place), at=NINE)


def let_in(database: Database, who: str, after: timedelta = timedelta(0)) -> str:
    at = NINE + after
    return database.run(
        lambda s: checkin.check_in_person(s, who, "desk", at=at), at=at
    )[0].verdict.value


@pytest.mark.parametrize("rule", ["once", "once a day"])
def test_two_desks_that_let_in_one_person_are_flagged_and_it_counts_once(
    two: Laptops, rule: str
) -> None:
    one, other = two.all
    make_place(two, rule)
    ada = add(one, "Ada")
    two.settle()
    assert let_in(one, ada) == let_in(other, ada, MINUTE) == "ADMITTED"
    assert told(one) == []
    two.settle()
    two.agree()
    (sentence,) = told(one)
    assert sentence == (
        "Ada was let in at Desk at 09:00 by Desk 0 and at 09:01 by Desk 1; counted "
        "once."
    )
    assert told(other) == [sentence]
    arrivals = one.run(lambda s: checkin.arrivals(s, "desk", at=NINE), at=NINE)[0]
    assert arrivals.arrived == 1
    scans = one.run(lambda s: s.query(rows.Scan).count(), at=NINE)[0]
    assert scans == 2


def test_the_same_person_on_two_days_is_no_flag(two: Laptops) -> None:
    one, other = two.all
    make_place(two, "once a day")
    ada = add(one, "Ada")
    two.settle()
    let_in(one, ada)
    let_in(other, ada, DAY)
    two.settle()
    assert told(one) == []


def test_going_in_by_one_door_and_by_another_is_no_flag(two: Laptops) -> None:
    one, other = two.all
    make_place(two, "in and out")
    ada = add(one, "Ada")
    two.settle()
    let_in(one, ada)
    let_in(other, ada, MINUTE)
    two.settle()
    assert told(one) == []


def test_a_laptop_that_is_not_known_yet_has_no_name(two: Laptops) -> None:
    one = two.all[0]
    make_place(two, "once")
    ada = add(one, "Ada")
    let_in(one, ada)

    def strange(session: Session) -> None:
        session.add(
            rows.Scan(
                id="x", checkpoint_id="desk", participant_id=ada, at=NINE,
                device_id="d", verdict="ADMITTED",
            )
        )  # fmt: skip

    one.run(strange, at=NINE)
    (sentence,) = told(one)
    assert "another laptop" in sentence


def test_a_group_that_two_laptops_filled_is_flagged(two: Laptops) -> None:
    one, other = two.all

    def plan(session: Session) -> None:
        session.add_all(
            [
                rows.Session(id="s", title="T", starts_at=NINE, ends_at=NINE),
                rows.Round(id="r", session_id="s", number=1),
                rows.Group(id="g", round_id="r", name="A", seats_max=2),
            ]
        )

    one.run(plan, at=NINE)
    people = [add(one, name) for name in ("Ada", "Bo", "Chi")]
    two.settle()
    for laptop, some in ((one, people[:2]), (other, people[1:])):
        laptop.run(
            lambda s, who=some: breakout_seats.move_several(s, "r", who, "g", at=NINE),  # type: ignore[misc]  # bound here
            at=NINE,
        )
    assert told(one) == []
    two.settle()
    two.agree()
    assert told(one) == [
        "3 people sit in group A of round 1, which has room for 2. Move some."
    ]


def test_people_merged_into_each_other_are_flagged_and_can_be_separated(
    two: Laptops,
) -> None:
    one, other = two.all
    ada, bo = add(one, "Ada"), add(one, "Ada B")
    two.settle()
    one.run(lambda s: people_merging.merge(s, ada, bo, at=NINE), at=NINE)
    other.run(lambda s: people_merging.merge(s, bo, ada, at=NINE), at=NINE)
    two.settle()
    (sentence,) = told(one)
    assert "each merged into the other" in sentence
    one.run(lambda s: people_merging.separate(s, bo, at=NINE), at=NINE)
    two.settle()
    two.agree()
    assert told(other) == []
