from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.workshop import NewWorkshop, WorkshopError, WorkshopInfo
from nexus_desktop.services import checkpoints, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE

DRAFT = NewWorkshop(
    title="Integrated resource management in Asian cities",
    first_day=date(2014, 11, 5),
    last_day=date(2014, 11, 7),
    series="Urban Nexus",
    number=4,
    venue="Congress Centre",
    city="Ulaanbaatar",
    country="Mongolia",
    objectives=("Review progress", "Review policies"),
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Database]:
    database, _ = Database.create(
        tmp_path / "new.nexus", lambda s: workshop.create(s, DRAFT, at=NINE), at=NINE
    )
    yield database
    database.close()


def info(database: Database) -> WorkshopInfo:
    return database.run(workshop.info, at=NINE)[0]


def desks(session: Session) -> list[tuple[str, date | None]]:
    found = select(rows.Checkpoint).where(rows.Checkpoint.removed_at.is_(None))
    found = found.order_by(rows.Checkpoint.day)
    return [(desk.name, desk.day) for desk in session.scalars(found)]


def test_a_new_workshop_is_read_back_as_it_was_given(made: Database) -> None:
    read = info(made)
    assert read.draft == replace(DRAFT, country="MN", time_zone="Asia/Ulaanbaatar")
    assert [(o.number, o.text) for o in read.objectives] == [
        (1, "Review progress"),
        (2, "Review policies"),
    ]
    assert read.numbered_series == "Urban Nexus, no. 4"


def test_a_new_workshop_has_its_own_badge_key_and_code(made: Database) -> None:
    row, _ = made.run(lambda s: s.scalars(select(rows.Workshop)).one(), at=NINE)
    assert len(bytes.fromhex(row.badge_code)) == 4
    assert list(row.badge_keys) == ["1"]
    assert len(bytes.fromhex(row.badge_keys["1"])) == 32
    assert row.badge_epoch == 1


def test_each_day_has_its_registration_desk(made: Database) -> None:
    assert made.run(desks, at=NINE)[0] == [
        ("Registration, day 1", date(2014, 11, 5)),
        ("Registration, day 2", date(2014, 11, 6)),
        ("Registration, day 3", date(2014, 11, 7)),
    ]


def test_a_bad_draft_makes_no_file(tmp_path: Path) -> None:
    draft = replace(DRAFT, last_day=date(2014, 11, 4))
    with pytest.raises(WorkshopError, match="before the first"):
        Database.create(
            tmp_path / "bad.nexus",
            lambda s: workshop.create(s, draft, at=NINE),
            at=NINE,
        )
    assert list(tmp_path.iterdir()) == []


def test_an_edit_is_kept_and_objectives_keep_their_place(made: Database) -> None:
    draft = replace(
        info(made).draft, title="New title", objectives=("Review progress",)
    )
    edited, _ = made.run(lambda s: workshop.edit(s, draft, at=NINE), at=NINE)
    assert edited == info(made)
    assert edited.title == "New title"
    assert [o.text for o in edited.objectives] == ["Review progress"]


def test_moving_the_days_moves_the_desks_but_keeps_used_ones(made: Database) -> None:
    def scan(session: Session) -> None:
        first = session.scalars(select(rows.Checkpoint).order_by(rows.Checkpoint.day))
        desk = next(iter(first))
        session.add(
            rows.Scan(
                id=new_id(NINE), checkpoint_id=desk.id, at=NINE, device_id=made.device
            )
        )

    made.run(scan, at=NINE)
    draft = replace(
        info(made).draft, first_day=date(2014, 11, 6), last_day=date(2014, 11, 8)
    )
    made.run(lambda s: workshop.edit(s, draft, at=NINE), at=NINE)
    assert made.run(desks, at=NINE)[0] == [
        ("Registration, 2014-11-05", date(2014, 11, 5)),
        ("Registration, day 1", date(2014, 11, 6)),
        ("Registration, day 2", date(2014, 11, 7)),
        ("Registration, day 3", date(2014, 11, 8)),
    ]
    draft = replace(draft, last_day=date(2014, 11, 6))
    made.run(lambda s: workshop.edit(s, draft, at=NINE), at=NINE)
    assert [day for _, day in made.run(desks, at=NINE)[0]] == [
        date(2014, 11, 5),
        date(2014, 11, 6),
    ]


def test_a_desk_with_a_name_of_its_own_keeps_it(made: Database) -> None:
    def rename(session: Session) -> None:
        wanted = rows.Checkpoint.day == date(2014, 11, 6)
        session.scalars(select(rows.Checkpoint).where(wanted)).one().name = "Foyer"

    made.run(rename, at=NINE)
    draft = replace(info(made).draft, first_day=date(2014, 11, 6))
    made.run(lambda s: workshop.edit(s, draft, at=NINE), at=NINE)
    assert made.run(desks, at=NINE)[0] == [
        ("Foyer", date(2014, 11, 6)),
        ("Registration, day 2", date(2014, 11, 7)),
    ]


def test_objectives_are_stated_anew(made: Database) -> None:
    stated, _ = made.run(
        lambda s: workshop.set_objectives(s, ("One", " ", "Two", "Three"), at=NINE),
        at=NINE,
    )
    assert [(o.number, o.text) for o in stated] == [
        (1, "One"),
        (2, "Two"),
        (3, "Three"),
    ]
    assert info(made).objectives == stated
    made.run(lambda s: workshop.set_objectives(s, (), at=NINE), at=NINE)
    assert info(made).objectives == ()


def test_saying_the_same_again_changes_nothing(made: Database) -> None:
    draft = info(made).draft
    _, touched = made.run(lambda s: workshop.edit(s, draft, at=NINE), at=NINE)
    assert not touched


def test_a_file_without_a_workshop_says_so(tmp_path: Path) -> None:
    database, _ = Database.create(tmp_path / "x.nexus", lambda _: None, at=NINE)
    try:
        with pytest.raises(NotFound, match="no workshop yet"):
            database.run(workshop.info, at=NINE)
    finally:
        database.close()


def test_a_desk_that_was_taken_away_stays_away(made: Database) -> None:
    def take_away(session: Session) -> list[tuple[str, date | None]]:
        desk = session.scalars(select(rows.Checkpoint)).first()
        assert desk is not None
        checkpoints.remove(session, desk.id, at=NINE)
        session.flush()
        workshop.edit(session, replace(DRAFT, title="Renamed"), at=NINE)
        return desks(session)

    assert len(made.run(take_away, at=NINE)[0]) == 2
