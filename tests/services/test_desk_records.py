from datetime import timedelta

import pytest

from nexus_desktop.core.checkin import PrintedBadge, Record
from nexus_desktop.core.desk import Look
from nexus_desktop.core.errors import NotFound
from nexus_desktop.services import badges, checkin, people, pictures
from tests.conftest import NINE, Run
from tests.core.test_picture import jpeg
from tests.services.desk_world import World, build, seat

LE = "Lê Văn Đức"
LATER = NINE + timedelta(hours=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def look(run: Run, world: World, name: str = LE) -> Look:
    return run(lambda s: checkin.look(s, world.people[name], world.desk, at=LATER))


def print_badge(run: Run, world: World, filed_in: str = "") -> None:
    def act(session: object) -> None:
        (one,) = badges.to_print(session, [world.people[LE]])  # type: ignore[arg-type]  # a Session
        badges.record_printing(session, [one.badge_id], filed_in, at=LATER)  # type: ignore[arg-type]  # a Session

    run(act, LATER)


def test_who_is_looked_up_is_not_let_in(run: Run, world: World) -> None:
    run(lambda s: seat(s, world.people[LE], starts_at=NINE + timedelta(hours=2)))
    found = look(run, world)
    assert (found.guest.name, found.arrived_at, found.record) == (LE, None, Record())
    assert found.group is not None
    assert found.group.title == "C · Water"
    run(lambda s: checkin.check_in_person(s, found.guest.id, world.desk, at=NINE))
    assert look(run, world).arrived_at == NINE


def test_nobody_is_found_who_is_not_there(run: Run, world: World) -> None:
    with pytest.raises(NotFound):
        run(lambda s: checkin.look(s, "nobody", world.desk, at=NINE))


def test_a_printed_badge_tells_where_it_lies(run: Run, world: World) -> None:
    print_badge(run, world, "box C")
    assert look(run, world).record.printed == PrintedBadge(LATER, 1, "box C")
    scanned = run(lambda s: checkin.scan(s, world.codes[LE], world.desk, at=LATER))
    assert scanned.record.printed == PrintedBadge(LATER, 1, "box C")


def test_a_new_badge_is_not_printed_yet(run: Run, world: World) -> None:
    print_badge(run, world)
    run(lambda s: badges.reissue(s, world.people[LE], "lost", at=LATER))
    assert look(run, world).record.printed is None
    print_badge(run, world)
    assert look(run, world).record.printed == PrintedBadge(LATER, 2)
    run(lambda s: badges.revoke(s, world.people[LE], at=LATER))
    assert look(run, world).record.printed is None


def test_a_photo_is_announced_and_not_read(run: Run, world: World) -> None:
    run(lambda s: pictures.set_photo(s, world.people[LE], jpeg(30, 40), at=NINE))
    assert look(run, world).record.has_photo
    run(lambda s: pictures.remove_photo(s, world.people[LE], at=NINE))
    assert not look(run, world).record.has_photo


def test_who_cancelled_says_why(run: Run, world: World) -> None:
    run(lambda s: people.cancel(s, world.people[LE], "is ill", at=NINE))
    assert look(run, world).record == Record(is_cancelled=True, why_cancelled="is ill")
    run(lambda s: people.restore(s, world.people[LE], at=NINE))
    assert look(run, world).record == Record()


def test_a_code_of_nobody_has_no_record(run: Run, world: World) -> None:
    found = run(lambda s: checkin.scan(s, "hotel-key", world.desk, at=NINE))
    assert found.record == Record()
