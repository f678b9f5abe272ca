"""Whose badge is new, printed, or says something else by now."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.filing import Printed, Standing
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import (
    badge_filing,
    badges,
    breakout_seats,
    breakouts,
    people,
)
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build, seat

LE, BAT = "Lê Văn Đức", "Bat Dorj"
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def print_all(run: Run, place: str = "") -> None:
    ready = run(badges.to_print)
    run(
        lambda s: badges.record_printing(s, [o.badge_id for o in ready], place, at=TEN),
        TEN,
    )


def standing(run: Run, *fields: str) -> dict[str, Standing]:
    wanted = fields or badge_filing.USUAL
    found = run(lambda s: badge_filing.filable(s, wanted))
    return {one.name: one.standing for one in found}


def test_a_badge_is_new_until_it_is_printed(world: World, run: Run) -> None:
    run(lambda s: add_person(s, "Late Comer"))
    run(lambda s: add_person(s, "Gone", status="cancelled"))
    assert set(standing(run).values()) == {Standing.NEW}
    print_all(run, "box C")
    found = standing(run)
    assert found.pop("Late Comer") is Standing.NEW
    assert "Gone" not in found
    assert set(found.values()) == {Standing.PRINTED}
    printed = run(lambda s: badge_filing.last_printing(s, world.people[LE]))
    assert printed == Printed(TEN, "box C")


def test_a_badge_has_changed_when_something_on_it_has(world: World, run: Run) -> None:
    print_all(run)

    def edit(**values: str) -> None:
        run(lambda s: people.edit(s, world.people[LE], values, at=ELEVEN), ELEVEN)

    edit(email="le@example.org", dietary="vegan")
    assert standing(run)[LE] is Standing.PRINTED
    assert standing(run, "name", "diet_mark")[LE] is Standing.CHANGED
    edit(organisation="City of Da Nang")
    found = standing(run)
    assert found.pop(LE) is Standing.CHANGED
    assert set(found.values()) == {Standing.PRINTED}
    printed = run(lambda s: badge_filing.last_printing(s, world.people[LE]))
    assert printed is not None
    assert printed.is_changed
    at = ELEVEN + timedelta(hours=1)
    badge_id = run(lambda s: badges.to_print(s, [world.people[LE]]))[0].badge_id
    run(lambda s: badges.record_printing(s, [badge_id], at=at), at)
    assert standing(run)[LE] is Standing.PRINTED


def test_a_new_title_changes_every_badge(world: World, run: Run) -> None:
    print_all(run)

    def rename(session: Session) -> None:
        session.info["action"] = "workshop.edit"
        session.query(rows.Workshop).one().title = "Another workshop"

    run(rename, ELEVEN)
    assert set(standing(run).values()) == {Standing.CHANGED}


def test_a_new_badge_is_new_and_one_switched_off_is_left_out(
    world: World, run: Run
) -> None:
    print_all(run)
    run(lambda s: badges.reissue(s, world.people[LE], at=ELEVEN), ELEVEN)
    run(lambda s: badges.revoke(s, world.people[BAT], at=ELEVEN), ELEVEN)
    found = standing(run)
    assert found[LE] is Standing.NEW
    assert BAT not in found
    assert run(lambda s: badge_filing.last_printing(s, world.people[LE])) is None
    assert run(lambda s: badge_filing.last_printing(s, world.people[BAT])) is None


def test_of_two_badges_issued_at_once_the_later_counts(world: World, run: Run) -> None:
    def twice(session: Session) -> None:
        session.info["action"] = "badge.issue"
        session.add(
            rows.Badge(
                id=new_id(TEN),
                participant_id=world.people[LE],
                number="00000000000000ff",
                issued_at=TEN,
            )
        )

    run(twice)
    assert len(standing(run)) == 4
    (ready,) = run(lambda s: badges.to_print(s, [world.people[LE]]))
    number = run(lambda s: s.get_one(rows.Badge, ready.badge_id).number)
    assert number == "00000000000000ff"


def test_a_photo_and_a_seat_count_where_they_are_printed(
    world: World, run: Run
) -> None:
    run(lambda s: seat(s, world.people[BAT], starts_at=ELEVEN))
    print_all(run)

    def add_photo(session: Session) -> None:
        session.info["action"] = "photo.set"
        picture = rows.Picture(
            id=new_id(ELEVEN), owner_id=world.people[LE], purpose="photo", data="",
            width=1, height=1,
        )  # fmt: skip
        session.add(picture)

    def move(session: Session) -> None:
        session.info["action"] = "group.edit"
        session.query(rows.Group).one().table = "9"

    run(add_photo, ELEVEN)
    run(move, ELEVEN)
    assert set(standing(run).values()) == {Standing.PRINTED}
    assert standing(run, "name", "photo")[LE] is Standing.CHANGED
    assert standing(run, "name", "table")[BAT] is Standing.CHANGED
    printed = run(lambda s: badge_filing.last_printing(s, world.people[BAT], {"group"}))
    assert printed is not None
    assert printed.is_changed


def test_a_badge_with_a_group_has_changed_when_its_person_has_none_any_more(
    world: World, run: Run
) -> None:
    run(lambda s: seat(s, world.people[BAT], starts_at=ELEVEN))
    print_all(run)
    round_id = run(lambda s: s.query(rows.Round).one().id)
    run(lambda s: breakouts.unpublish(s, round_id, at=NINE))
    run(
        lambda s: breakout_seats.move(s, round_id, world.people[BAT], None, at=ELEVEN),
        ELEVEN,
    )
    assert standing(run, "name", "group")[BAT] is Standing.CHANGED


@pytest.mark.parametrize(
    ("fields", "sort_name"),
    [
        ({"family_name": "Peña", "given_name": "Juan"}, "pena juan"),
        ({"printed_name": "Juan Miguel Peña"}, "pena juan miguel"),
        ({"printed_name": "Lê Văn Đức", "country": "VN"}, "le van duc"),
        ({"printed_name": "Ганболдын Сарантуяа"}, "ganboldyn sarantuyaa"),
        ({"printed_name": "Madonna"}, "madonna"),
        ({"printed_name": "田中太郎", "reading": "たなか たろう"}, "tanaka tarou"),
    ],
)
def test_names_are_sorted_as_an_alphabet_goes_by_them(
    fields: dict[str, str], sort_name: str, run: Run
) -> None:
    name = fields.pop("printed_name", "As printed")
    run(lambda s: add_person(s, name, **fields))
    (one,) = run(badge_filing.filable)
    assert one.sort_name == sort_name


def test_nothing_is_read_of_somebody_who_is_not_there(run: Run) -> None:
    assert run(lambda s: badge_filing.last_printing(s, "nobody")) is None
