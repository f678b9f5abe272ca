from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import ArrivalCounts, Matches, WalkIn
from nexus_desktop.core.errors import NotFound
from nexus_desktop.services import checkin, desk_lists, desk_reading, people
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_checkpoint, build

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"
LATER = NINE + timedelta(minutes=12)
TOMORROW = NINE + timedelta(days=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def scan(
    run: Run, world: World, name: str, at: datetime = NINE, place: str = ""
) -> str:
    code = world.codes.get(name, name)
    return run(lambda s: checkin.scan(s, code, place or world.desk, at=at), at).scan_id


def arrivals(run: Run, place: str, at: datetime = LATER) -> ArrivalCounts:
    return run(lambda s: checkin.arrivals(s, place, at=at))


def awaited(run: Run, place: str, at: datetime = LATER) -> list[str]:
    found = run(lambda s: checkin.awaited(s, place, at=at))
    return [match.guest.name for match in found]


def matches(run: Run, world: World, text: str, place: str = "") -> Matches:
    place = place or world.desk
    return run(lambda s: checkin.matches(s, text, place, at=LATER))


def test_checkpoints_stand_by_day_then_by_name(world: World, run: Run) -> None:
    run(lambda s: add_checkpoint(s, "Registration, day 2", day=date(2014, 11, 6)))
    names = [place.name for place in run(checkin.checkpoints)]
    assert names == [
        "Registration, day 1", "Registration, day 2", "Dinner of the speakers",
        "Hall A",
    ]  # fmt: skip


def test_the_desk_of_today_or_of_the_nearest_day_is_the_default(
    world: World, run: Run
) -> None:
    run(lambda s: add_checkpoint(s, "Registration, day 2", day=date(2014, 11, 6)))

    def default(days: int) -> str:
        at = NINE + timedelta(days=days)
        return run(lambda s: checkin.default_checkpoint(s, at)).name

    names = [default(days) for days in (-400, 0, 1, 2, 400)]
    assert names == ["Registration, day 1"] * 2 + ["Registration, day 2"] * 3


def test_without_any_checkpoint_there_is_no_default(run: Run) -> None:
    with pytest.raises(NotFound, match="no desk"):
        run(lambda s: checkin.default_checkpoint(s, NINE))


def test_a_desk_begins_where_it_was_or_at_todays(world: World, run: Run) -> None:
    wanted = run(lambda s: checkin.setting(s, world.door, at=NINE))
    assert (wanted.chosen, wanted.today) == (
        wanted.checkpoints[2],
        wanted.checkpoints[0],
    )
    assert str(wanted.zone) == "Asia/Ulaanbaatar"
    gone = run(lambda s: checkin.setting(s, "no longer there", at=NINE))
    assert gone.chosen == gone.today


def test_without_any_checkpoint_a_desk_can_not_begin(run: Run) -> None:
    setting = run(lambda s: checkin.setting(s, "", at=NINE))
    assert (setting.checkpoints, setting.chosen, setting.today) == ((), None, None)


def test_a_desk_of_every_day_serves_as_default(run: Run) -> None:
    run(lambda s: add_checkpoint(s, "Hall", purpose="session"))
    run(lambda s: add_checkpoint(s, "Welcome desk"))
    assert run(lambda s: checkin.default_checkpoint(s, NINE)).name == "Welcome desk"


def test_the_last_scans_stand_first(world: World, run: Run) -> None:
    scan(run, world, LE)
    scan(run, world, LE, LATER)
    scan(run, world, "hotel key", LATER + timedelta(minutes=1))
    scan(run, world, GANBOLD, LATER, world.door)
    lines = run(lambda s: checkin.recent(s, world.desk))
    assert [(line.verdict, line.name) for line in lines] == [
        (Verdict.MALFORMED, ""),
        (Verdict.ALREADY_IN, LE),
        (Verdict.ADMITTED, LE),
    ]
    assert [line.can_undo for line in lines] == [False, False, True]
    assert (lines[1].first_at, lines[1].first_desk) == (NINE, "Desk 1")
    assert (lines[2].first_at, lines[2].desk, lines[2].way) == (None, "Desk 1", "scan")
    assert run(lambda s: checkin.recent(s, world.desk, 1)) == lines[:1]


def test_the_list_tells_what_was_undone_and_why(world: World, run: Run) -> None:
    scan_id = scan(run, world, LE)
    run(lambda s: checkin.undo_scan(s, scan_id, at=LATER))
    (line,) = run(lambda s: checkin.recent(s, world.desk))
    assert (line.is_undone, line.can_undo) == (True, False)


def test_the_list_names_walk_ins_and_unknown_badges(world: World, run: Run) -> None:
    run(lambda s: checkin.walk_in(s, WalkIn("Ana", "Reyes"), world.desk, at=NINE))
    (line,) = run(lambda s: checkin.recent(s, world.desk))
    assert (line.name, line.way) == ("Ana Reyes", "walk-in")


def test_a_typed_name_finds_people_and_tells_who_is_in(world: World, run: Run) -> None:
    scan(run, world, GANBOLD)
    found = matches(run, world, "ganb")
    assert (found.text, found.are_near) == ("ganb", False)
    (match,) = found.people
    assert (match.guest.native_name, match.arrived_at) == ("Ганболдын Сарантуяа", NINE)
    (other,) = (
        matches(run, world, "да нанг duc").people or matches(run, world, "duc").people
    )
    assert (other.guest.name, other.arrived_at) == (LE, None)


def test_a_name_spelt_nearly_alike_is_a_near_miss(world: World, run: Run) -> None:
    found = matches(run, world, "Ganbolt")
    assert found.are_near
    assert [match.guest.name for match in found.people] == [GANBOLD]
    assert matches(run, world, "zzzz").people == ()


def test_who_cancelled_is_found_and_marked(world: World, run: Run) -> None:
    run(lambda s: people.cancel(s, world.people[LE], at=NINE))
    (match,) = matches(run, world, "duc").people
    assert match.is_cancelled


def test_at_a_door_the_list_tells_who_is_inside(world: World, run: Run) -> None:
    def inside() -> datetime | None:
        return matches(run, world, "duc", world.door).people[0].arrived_at

    seen = [inside()]
    for minutes in range(3):
        scan(run, world, LE, NINE + timedelta(minutes=minutes), world.door)
        seen.append(inside())
    assert seen == [None, NINE, None, NINE + timedelta(minutes=2)]


def test_arrivals_are_counted_with_who_is_missing(world: World, run: Run) -> None:
    empty = arrivals(run, world.desk)
    assert (empty.expected, empty.arrived, empty.bins) == (4, 0, ())
    assert empty.speakers_missing == 2
    scan(run, world, GANBOLD)
    scan(run, world, LE, LATER)
    counts = arrivals(run, world.desk)
    assert (counts.arrived, counts.missing, counts.speakers_missing) == (2, 2, 1)
    assert [one.count for one in counts.bins] == [1, 0, 1]
    assert f"{counts.bins[0].begins:%H:%M}" == "09:00"
    assert awaited(run, world.desk) == ["Bat Dorj", "Juan Miguel Peña"]


def test_a_desk_of_one_day_shows_that_day(world: World, run: Run) -> None:
    scan(run, world, GANBOLD)
    assert arrivals(run, world.desk, TOMORROW).arrived == 1
    scan(run, world, LE, NINE, world.door)
    assert arrivals(run, world.door).arrived == 1
    assert arrivals(run, world.door, TOMORROW).arrived == 0
    assert len(awaited(run, world.door, TOMORROW)) == 4


def test_a_meal_is_had_once(world: World, run: Run) -> None:
    scan(run, world, GANBOLD, NINE, world.meal)
    counts = arrivals(run, world.meal, TOMORROW)
    assert (counts.expected, counts.arrived, counts.unexpected) == (1, 1, 0)
    refused = scan(run, world, LE, NINE, world.meal)
    run(lambda s: checkin.admit_anyway(s, refused, "guest", at=NINE))
    counts = arrivals(run, world.meal, TOMORROW)
    assert (counts.expected, counts.arrived, counts.unexpected) == (1, 1, 1)


def test_hundreds_are_looked_up_at_once(world: World, run: Run) -> None:
    scan(run, world, LE)
    ids = [f"nobody {number}" for number in range(900)] + [world.people[LE]]

    def look() -> list[datetime | None]:
        def work(session: Session) -> list[datetime | None]:
            here = desk_reading.place(session, world.desk)
            found = desk_lists.people_in(session, here, ids, LATER)
            return [match.arrived_at for match in found]

        return run(work)

    assert look() == [NINE]


def test_a_desk_begins_with_the_days_and_how_many_are_registered(
    run: Run, world: World
) -> None:
    setting = run(lambda s: checkin.setting(s, "", at=NINE))
    assert setting.people == 4
    assert setting.first_day <= setting.last_day
