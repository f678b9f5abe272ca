"""Taking back real actions, in the order and at the moments that users choose."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import (
    badges,
    checkin,
    history,
    people,
    people_import,
)
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

LIST = Path(__file__).parents[1] / "data" / "cases" / "indico_registrations.csv"
LATER = NINE + timedelta(minutes=5)


@pytest.fixture
def undo(run: Run) -> Callable[[], str]:
    return lambda: run(lambda s: history.undo_last(s, at=LATER)).action


@pytest.fixture
def ada(run: Run) -> str:
    return run(lambda s: people.add(s, PersonFields(printed_name="Ada"), at=NINE)).id


@pytest.fixture
def desk(run: Run) -> str:
    row = rows.Checkpoint(id=new_id(NINE), name="Desk", day=date(2014, 11, 5))
    run(lambda s: s.add(row))
    return row.id


def count(run: Run, table: type[rows.Row]) -> int:
    return run(lambda s: s.query(table).where(table.removed_at.is_(None)).count())


def test_an_import_is_taken_back_until_badges_were_made_of_it(
    run: Run, undo: Callable[[], str], database: Database
) -> None:
    run(lambda s: people_import.import_file(s, LIST, at=NINE))
    assert undo() == "people.import"
    assert count(run, rows.Participant) == 0
    run(lambda s: people_import.import_file(s, LIST, at=NINE))
    database.actor = "Desk 2"
    run(lambda s: badges.issue_all(s, at=NINE))
    database.actor = "Desk 1"
    with pytest.raises(NexusError, match="A badge was made for this participant since"):
        undo()
    assert count(run, rows.Participant) > 0
    assert check(database).is_whole


def test_badges_on_paper_stay_good_however_often_undo_is_pressed(
    run: Run, undo: Callable[[], str], ada: str
) -> None:
    issued = run(lambda s: badges.issue(s, ada, at=NINE))
    run(lambda s: badges.record_printing(s, [issued.id], at=NINE))
    for _ in range(2):
        with pytest.raises(NexusError, match="A printing was made for this badge"):
            undo()
    assert count(run, rows.Badge) == 1


def test_a_badge_that_was_scanned_stays_until_the_scan_is_taken_back(
    run: Run, undo: Callable[[], str], database: Database, ada: str, desk: str
) -> None:
    code = run(lambda s: badges.issue(s, ada, at=NINE)).code
    database.actor = "Desk 2"
    run(lambda s: checkin.scan(s, code, desk, at=NINE))
    database.actor = "Desk 1"
    with pytest.raises(NexusError, match="A scan was made for this badge"):
        undo()
    database.actor = "Desk 2"
    assert undo() == "scan.record"
    database.actor = "Desk 1"
    while undo() != "badge.issue":
        pass
    assert count(run, rows.Badge) == 0


def test_undoing_the_undoing_of_a_scan_lets_the_person_in_again(
    run: Run, undo: Callable[[], str], ada: str, desk: str, database: Database
) -> None:
    scan = run(lambda s: checkin.check_in_person(s, ada, desk, at=NINE))
    run(lambda s: checkin.undo_scan(s, scan.scan_id, at=LATER))
    assert undo() == "scan.undo"
    again = LATER + timedelta(minutes=1)
    second = run(lambda s: checkin.check_in_person(s, ada, desk, at=again), again)
    assert second.verdict is Verdict.ALREADY_IN
    assert check(database).is_whole
