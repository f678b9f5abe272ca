import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeError
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.participant import BadgeState
from nexus_desktop.services import badges, people
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.desk_world import KEY, World, add_person, build

LE = "Lê Văn Đức"


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def test_everybody_expected_gets_one_badge(run: Run, database: Database) -> None:
    run(lambda s: [add_person(s, f"Person {n}") for n in range(3)])
    run(lambda s: add_person(s, "Gone", status="cancelled"))
    assert run(lambda s: badges.issue_all(s, at=NINE)) == 3
    issued, touched = database.run(lambda s: badges.issue_all(s, at=NINE), at=NINE)
    assert (issued, touched) == (0, frozenset())
    assert [name for _, name, _ in run(badges.codes)] == [
        "Person 0", "Person 1", "Person 2",
    ]  # fmt: skip


def test_a_code_is_signed_by_the_workshop(world: World, run: Run) -> None:
    for person, name, code in run(badges.codes):
        read = badge.read(code)
        assert read is not None
        assert badge.is_genuine(read, {1: KEY})
        assert read.badge.workshop == "0badcafe"
        assert world.people[name] == person


def test_one_person_is_given_a_badge_once(world: World, run: Run) -> None:
    person = run(lambda s: add_person(s, "Late Comer"))
    first = run(lambda s: badges.issue(s, person, at=NINE))
    assert first.issue == 1
    assert run(lambda s: badges.issue(s, person, at=NINE)) == first


def test_a_new_badge_takes_the_place_of_the_old_one(world: World, run: Run) -> None:
    person = world.people[LE]
    new = run(lambda s: badges.reissue(s, person, " lost ", at=NINE))
    assert new.issue == 2
    codes = {name: code for _, name, code in run(badges.codes)}
    assert codes[LE] == new.code != world.codes[LE]
    assert run(lambda s: s.query(rows.Badge).filter_by(issue=1, reason="lost").count())
    assert run(lambda s: badges.reissue(s, person, at=NINE)).issue == 3


def test_a_badge_that_is_switched_off_is_not_printed(world: World, run: Run) -> None:
    person = world.people[LE]
    assert run(lambda s: badges.revoke(s, person, "left", at=NINE)) == 1
    assert run(lambda s: badges.revoke(s, person, "left", at=NINE)) == 0
    assert LE not in {face.name for face in run(badges.faces)}
    again = run(lambda s: badges.issue(s, person, at=NINE))
    assert again.issue == 2
    assert LE in {face.name for face in run(badges.faces)}


def test_the_first_badge_may_be_a_reissue(run: Run) -> None:
    person = run(lambda s: add_person(s, "Somebody"))
    assert run(lambda s: badges.reissue(s, person, "why", at=NINE)).issue == 1


def test_badges_end_at_255(world: World, run: Run) -> None:
    def many(session: Session) -> None:
        row = session.query(rows.Badge).first()
        assert row is not None
        row.issue, row.participant_id = 255, world.people[LE]

    run(many)
    with pytest.raises(BadgeError, match="255"):
        run(lambda s: badges.reissue(s, world.people[LE], at=NINE))


def test_nobody_gets_a_badge_who_is_not_there(run: Run) -> None:
    with pytest.raises(NotFound):
        run(lambda s: badges.issue(s, "nobody", at=NINE))


def test_a_face_says_what_is_printed(world: World, run: Run) -> None:
    (face,) = run(lambda s: badges.faces(s, [world.people["Sarantuya Ganbold"]]))
    assert face.name == "Sarantuya Ganbold"
    assert face.native_name == "Ганболдын Сарантуяа"
    assert (face.country, face.role) == ("Mongolia", "Speaker")
    assert (face.workshop, face.dates) == ("Test workshop", "5–7 November 2014")
    assert face.code == world.codes["Sarantuya Ganbold"]
    assert len(run(badges.faces)) == 4


def test_a_country_is_printed_as_the_workshop_wants(world: World, run: Run) -> None:
    def rename(session: Session) -> None:
        session.query(rows.Workshop).one().country_names = {"VN": "Vietnam"}

    run(rename)
    (face,) = run(lambda s: badges.faces(s, [world.people[LE]]))
    assert face.country == "Vietnam"


def test_a_printing_is_a_fact_of_its_own(
    world: World, run: Run, database: Database
) -> None:
    ready = run(badges.to_print)
    count, touched = database.run(
        lambda s: badges.record_printing(
            s, [one.badge_id for one in ready], " box C ", at=NINE
        ),
        at=NINE,
    )
    assert (count, touched) == (4, frozenset({Kind.PRINTING}))
    filed = run(lambda s: {row.filed_in for row in s.query(rows.Printing)})
    assert filed == {"box C"}
    assert {row.badge for row in run(people.people)} == {BadgeState.PRINTED}
