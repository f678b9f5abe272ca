from dataclasses import replace
from datetime import timedelta

import pytest

from nexus_desktop.core.scan_log import LogPage, LogQuery, Outcome
from nexus_desktop.services import checkin, people, people_merging, scan_log
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def scan(run: Run, world: World, text: str, minute: int, place: str = "") -> str:
    at, code = NINE + timedelta(minutes=minute), world.codes.get(text, text)
    found = run(lambda s: checkin.scan(s, code, place or world.desk, at=at), at)
    return found.scan_id


@pytest.fixture
def busy(run: Run, world: World) -> World:
    """Five scans at the desk and one at the door."""
    first = scan(run, world, GANBOLD, 0)
    scan(run, world, GANBOLD, 1)
    refused = scan(run, world, "hotel-key-4711", 2)
    scan(run, world, LE, 3)
    scan(run, world, LE, 4, world.door)
    run(lambda s: checkin.undo_scan(s, first, "wrong person", at=NINE))
    at = NINE + timedelta(minutes=5)
    run(lambda s: checkin.admit_anyway(s, refused, "the minister", at=at), at)
    return world


def log(run: Run, query: LogQuery | None = None, **paged: int) -> LogPage:
    return run(lambda s: scan_log.scans(s, query or LogQuery(), **paged))


def names(page: LogPage) -> list[str]:
    return [line.name or str(line.verdict) for line in page.lines]


def test_the_log_holds_every_scan_the_newest_first(run: Run, busy: World) -> None:
    page = log(run)
    assert names(page) == ["ADMITTED", LE, LE, "MALFORMED", GANBOLD, GANBOLD]
    assert (page.total, page.lines[1].place) == (6, "Hall A")
    last = page.lines[-1]
    assert (last.is_undone, last.undo_reason) == (True, "wrong person")
    assert [name for _, name in page.desks] == [last.desk]


def test_the_log_is_read_a_page_at_a_time(run: Run, busy: World) -> None:
    whole = log(run)
    pages = [log(run, limit=2, offset=start) for start in (0, 2, 4)]
    assert tuple(line for page in pages for line in page.lines) == whole.lines
    assert {page.total for page in pages} == {6}


def test_the_log_can_be_narrowed(run: Run, busy: World) -> None:
    device = log(run).desks[0][0]
    at_desk = LogQuery(checkpoint_id=busy.desk)
    for query, count in (
        (at_desk, 5),
        (LogQuery(device_id=device), 6),
        (LogQuery(device_id="another"), 0),
        (LogQuery(since=NINE + timedelta(minutes=3)), 3),
        (LogQuery(until=NINE + timedelta(minutes=3)), 3),
        (LogQuery(text="ganbold"), 2),
        (replace(at_desk, text="duc le"), 1),
        (LogQuery(text="minister"), 1),
        (LogQuery(text="HOTEL-KEY"), 2),
        (LogQuery(text="ho"), 0),
        (LogQuery(text="100%"), 0),
        (LogQuery(outcome=Outcome.LET_IN), 4),
        (LogQuery(outcome=Outcome.ALREADY_IN), 1),
        (LogQuery(outcome=Outcome.REFUSED), 1),
        (LogQuery(outcome=Outcome.UNDONE), 1),
        (LogQuery(outcome=Outcome.ANYWAY), 1),
        (LogQuery(outcome=Outcome.WALK_IN), 0),
        (LogQuery(outcome=Outcome.OUT), 0),
    ):
        page = log(run, query)
        assert (page.total, len(page.lines)) == (count, count), query


def test_a_forged_badge_is_not_found_by_the_name_it_borrows(
    run: Run, world: World
) -> None:
    code = world.codes[LE]
    forged = code[:-3] + ("A" if code[-3] != "A" else "B") + code[-2:]
    found = run(lambda s: checkin.scan(s, forged, world.desk, at=NINE))
    assert found.verdict == "FORGED"
    assert log(run, LogQuery(text="duc")).total == 0
    assert log(run, LogQuery(text=forged)).total == 1


def test_scans_of_somebody_merged_are_found_by_the_name_that_stayed(
    run: Run, world: World
) -> None:
    scan(run, world, LE, 0)
    kept = run(lambda s: add_person(s, "Le Duc Anh"))
    run(lambda s: people.edit(s, kept, {"reading": "Anh"}, at=NINE))
    run(lambda s: people_merging.merge(s, kept, world.people[LE], at=NINE))
    page = log(run, LogQuery(text="anh"))
    assert names(page) == ["Le Duc Anh"]
