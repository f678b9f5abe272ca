from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.services import checkin, people, people_listing
from nexus_desktop.services.people_listing import Reading, read_on
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build, seat


@pytest.fixture
def world(run: Run) -> World:
    world = run(build)

    def live(session: Session) -> None:
        seat(session, world.people["Bat Dorj"], starts_at=NINE)
        for number in range(4):
            add_person(session, f"Person {number}")

    run(live)
    for number, code in enumerate(world.codes.values()):
        at = NINE + timedelta(seconds=10 * number)
        run(lambda s, c=code, t=at: checkin.scan(s, c, world.desk, at=t))  # type: ignore[misc]  # bound early
        run(lambda s, c=code, t=at: checkin.scan(s, c, world.door, at=t))  # type: ignore[misc]  # bound early
    return world


def read_whole(run: Run) -> tuple[Reading, int]:
    reading, slices = run(read_on), 1
    while not reading.is_done:
        so_far = reading
        reading, slices = run(lambda s, r=so_far: read_on(s, r)), slices + 1  # type: ignore[misc]  # bound early
    return reading, slices


@pytest.mark.usefixtures("world")
def test_a_small_workshop_is_read_at_one_go(run: Run) -> None:
    reading, slices = read_whole(run)
    assert slices == 1
    assert sorted(reading.people, key=lambda row: row.printed_name) == run(
        people.people
    )


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("some", "scans"), [(3, 3), (4, 8), (1, 100), (100, 1)])
def test_slices_give_the_same_however_long_they_are(
    run: Run, monkeypatch: pytest.MonkeyPatch, some: int, scans: int
) -> None:
    monkeypatch.setattr(people_listing, "PEOPLE", some)
    monkeypatch.setattr(people_listing, "SCANS", scans)
    reading, slices = read_whole(run)
    assert slices > 1
    assert sorted(reading.people, key=lambda row: row.printed_name) == run(
        people.people
    )


def test_nobody_is_read_of_an_empty_workshop(run: Run) -> None:
    assert read_whole(run)[0].people == []
