from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nexus_desktop.services import attendance, checkin
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build

LE, BAT = "Lê Văn Đức", "Bat Dorj"
FIRST_DAY = date(2014, 11, 5)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def scan(run: Run, world: World, name: str, at: datetime, place: str = "") -> str:
    code = world.codes.get(name, name)
    return run(lambda s: checkin.scan(s, code, place or world.desk, at=at), at).scan_id


def test_only_scans_that_count_are_presences(world: World, run: Run) -> None:
    scan(run, world, LE, NINE)
    scan(run, world, LE, NINE + timedelta(minutes=1))  # in already
    scan(run, world, "hotel key", NINE)
    undone = scan(run, world, BAT, NINE)
    run(lambda s: checkin.undo_scan(s, undone, at=NINE))
    (presence,) = run(attendance.presences)
    assert presence.participant_id == world.people[LE]
    assert (presence.at, presence.day) == (NINE, FIRST_DAY)
    assert (presence.direction, presence.checkpoint_id) == ("in", world.desk)


def test_a_day_is_the_workshops(world: World, run: Run) -> None:
    scan(run, world, LE, datetime(2014, 11, 5, 15, 59, tzinfo=UTC))
    scan(run, world, LE, datetime(2014, 11, 5, 16, 1, tzinfo=UTC))
    scan(run, world, LE, datetime(2014, 11, 6, 2, 0, tzinfo=UTC), world.door)
    found = run(attendance.presences)
    assert [p.day for p in found] == [FIRST_DAY, date(2014, 11, 6), date(2014, 11, 6)]
    assert attendance.first_of_each_day(found) == found[:2]
    assert attendance.first_of_each_person(found) == {world.people[LE]: found[0]}
    at_the_door = run(lambda s: attendance.presences(s, checkpoint_id=world.door))
    assert at_the_door == found[2:]
    some = run(lambda s: attendance.presences(s, between=(found[0].at, found[1].at)))
    assert some == found[:1]


def test_who_went_out_is_not_inside(world: World, run: Run) -> None:
    scan(run, world, LE, NINE, world.door)
    scan(run, world, BAT, NINE, world.door)
    scan(run, world, LE, NINE + timedelta(minutes=5), world.door)
    found = run(attendance.presences)
    assert attendance.inside(found, FIRST_DAY) == {world.people[BAT]}
    assert attendance.inside(found, date(2014, 11, 6)) == frozenset()
    assert len(attendance.first_of_each_day(found)) == 2
    assert len(attendance.first_of_each_person(found)) == 2


def test_arrivals_are_counted_by_five_minutes(world: World, run: Run) -> None:
    zone = ZoneInfo("Asia/Ulaanbaatar")
    assert attendance.by_five_minutes((), zone) == ()
    scan(run, world, LE, NINE + timedelta(minutes=1))
    scan(run, world, BAT, NINE + timedelta(minutes=4))
    scan(run, world, "Juan Miguel Peña", NINE + timedelta(minutes=12))
    bins = attendance.by_five_minutes(run(attendance.presences), zone)
    assert [count for _, count in bins] == [2, 0, 1]
    assert [f"{begins:%H:%M}" for begins, _ in bins] == ["09:00", "09:05", "09:10"]
