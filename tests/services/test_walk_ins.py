from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import Undone, WalkIn, WalkInAnswer
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.participant import BadField, BadgeState
from nexus_desktop.services import (
    attendance,
    badges,
    checkin,
    people,
    people_substituting,
)
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build, seat

LATER = NINE + timedelta(minutes=10)
NEW = WalkIn("Ana", "Reyes", "City of Naga", "Philippines")


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def register(run: Run, world: World, who: WalkIn = NEW) -> str:
    """Register somebody; return the id of the scan."""
    answer = run(lambda s: checkin.walk_in(s, who, world.desk, at=NINE))
    assert answer.result is not None
    return answer.result.scan_id


def undo(run: Run, scan_id: str) -> Undone:
    return run(lambda s: checkin.undo_scan(s, scan_id, at=LATER), LATER)


def likely(run: Run, world: World, who: WalkIn) -> list[str]:
    found = run(lambda s: checkin.likely_duplicates(s, who, world.desk, at=NINE))
    return [match.guest.name for match in found]


def test_a_walk_in_is_registered_badged_and_in(world: World, run: Run) -> None:
    answer = run(lambda s: checkin.walk_in(s, NEW, world.desk, at=NINE))
    assert answer.duplicates == ()
    result = answer.result
    assert result is not None
    assert (result.verdict, result.way) == (Verdict.ADMITTED, "walk-in")
    assert result.participant is not None
    new = result.participant.id
    person = run(lambda s: people.person(s, new))
    assert (person.name, person.fields.country) == ("Ana Reyes", "PH")
    assert (person.fields.role, person.fields.category) == ("Participant", "")
    assert person.badge is BadgeState.ISSUED
    codes = {name: code for _, name, code in run(badges.codes)}
    again = run(
        lambda s: checkin.scan(s, codes["Ana Reyes"], world.desk, at=LATER), LATER
    )
    assert again.verdict is Verdict.ALREADY_IN


def test_nobody_is_registered_without_a_name_or_a_checkpoint(
    world: World, run: Run
) -> None:
    with pytest.raises(BadField, match="name"):
        run(lambda s: checkin.walk_in(s, WalkIn(), world.desk, at=NINE))
    with pytest.raises(BadField, match="country"):
        register(run, world, WalkIn("Ana", "Reyes", "", "Atlantis"))
    with pytest.raises(NotFound):
        run(lambda s: checkin.walk_in(s, NEW, "elsewhere", at=NINE))
    assert len(run(people.people)) == 4


def test_a_likely_duplicate_is_asked_about_first(world: World, run: Run) -> None:
    again = WalkIn("Juan", "Pena", "", "PH")
    walk_in = partial(checkin.walk_in, fields=again, checkpoint_id=world.desk, at=NINE)
    answer = run(walk_in)
    assert answer.result is None
    assert [match.guest.name for match in answer.duplicates] == ["Juan Miguel Peña"]
    assert len(run(people.people)) == 4
    confirmed = run(partial(walk_in, confirmed=True))
    assert confirmed.result is not None
    assert len(run(people.people)) == 5


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (WalkIn("Sarantuya", "Ganbold"), ["Sarantuya Ganbold"]),
        (WalkIn("Ganbold", "Sarantuya"), ["Sarantuya Ganbold"]),
        (WalkIn("Сарантуяа", "Ганболдын"), ["Sarantuya Ganbold"]),
        (WalkIn("Sarantuja", "Ganbold"), ["Sarantuya Ganbold"]),
        (WalkIn("Duc", "Le Van"), ["Lê Văn Đức"]),
        (WalkIn("Duc", "Le Van", "", "Thailand"), []),
        (WalkIn("Duc", "Le Van", "", "Vietnam"), ["Lê Văn Đức"]),
        (WalkIn("Sarantuya", "Bold"), []),
        (WalkIn("Ulaanbaatar", "Municipality"), []),
        (WalkIn(), []),
    ],
)
def test_who_it_may_be(world: World, run: Run, who: WalkIn, found: list[str]) -> None:
    assert likely(run, world, who) == found


def test_undoing_a_walk_in_takes_the_registration_back(world: World, run: Run) -> None:
    scan_id = register(run, world)
    codes = {name: code for _, name, code in run(badges.codes)}
    assert undo(run, scan_id).took_registration
    assert len(run(people.people)) == 4
    assert run(attendance.presences) == ()
    refused = run(
        lambda s: checkin.scan(s, codes["Ana Reyes"], world.desk, at=LATER), LATER
    )
    assert refused.verdict is Verdict.REVOKED
    assert not undo(run, scan_id).took_registration


def test_a_walk_in_who_was_scanned_or_seated_stays_registered(
    world: World, run: Run
) -> None:
    first, second = register(run, world), register(run, world, WalkIn("Li", "Na"))
    ids = {row.printed_name: row.id for row in run(people.people)}
    run(lambda s: checkin.check_in_person(s, ids["Ana Reyes"], world.door, at=LATER))
    run(lambda s: seat(s, ids["Li Na"], starts_at=LATER))
    assert not undo(run, first).took_registration
    assert not undo(run, second).took_registration
    assert len(run(people.people)) == 6


def test_a_registration_that_is_gone_is_not_taken_back_again(
    world: World, run: Run
) -> None:
    scan_id = register(run, world)

    def remove(session: Session) -> None:
        row = session.query(rows.Participant).filter_by(printed_name="Ana Reyes").one()
        row.removed_at = NINE

    run(remove)
    assert not undo(run, scan_id).took_registration


# Somebody for another

LE = "Lê Văn Đức"
TRAN = WalkIn("Hà", "Trần")


def stand_in(
    run: Run, world: World, who: WalkIn = TRAN, *, confirmed: bool = False
) -> WalkInAnswer:
    who = replace(who, in_place_of=world.people[LE])
    return run(
        lambda s: checkin.walk_in(s, who, world.desk, at=LATER, confirmed=confirmed),
        LATER,
    )


def test_who_comes_for_another_is_let_in_with_all_that_was_theirs(
    run: Run, world: World
) -> None:
    answer = stand_in(run, world)
    assert answer.result is not None
    guest = answer.result.participant
    assert answer.result.verdict is Verdict.ADMITTED
    assert guest is not None
    assert (guest.organisation, guest.role) == (
        "Municipality of Da Nang",
        "Participant",
    )
    new = run(lambda s: people.person(s, guest.id))
    assert new.badge is BadgeState.ISSUED
    assert run(lambda s: people.person(s, world.people[LE])).is_cancelled
    old = run(lambda s: checkin.scan(s, world.codes[LE], world.desk, at=LATER), LATER)
    assert old.verdict is Verdict.REVOKED


def test_coming_for_another_is_taken_back_as_one(run: Run, world: World) -> None:
    result = stand_in(run, world).result
    assert result is not None
    guest = result.participant
    assert guest is not None
    run(lambda s: people_substituting.take_back(s, guest.id, at=LATER), LATER)
    assert not run(lambda s: people.person(s, world.people[LE])).is_cancelled
    assert run(attendance.presences) == ()
    with pytest.raises(NotFound):
        run(lambda s: people.person(s, guest.id))


def test_who_may_be_on_the_list_is_asked_before_they_come_for_another(
    run: Run, world: World
) -> None:
    who = WalkIn("Bat", "Dorj", country="VN")
    run(lambda s: people.edit(s, world.people["Bat Dorj"], {"country": ""}, at=NINE))
    answer = stand_in(run, world, who)
    assert answer.result is None
    assert [match.guest.name for match in answer.duplicates] == ["Bat Dorj"]
    assert stand_in(run, world, who, confirmed=True).result is not None
