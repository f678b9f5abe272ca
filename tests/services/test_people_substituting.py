import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.participant import BadgeState, Namesake, Person, PersonFields
from nexus_desktop.services import (
    badges,
    checkin,
    history,
    people,
    people_merging,
)
from nexus_desktop.services.people_substituting import (
    SubstituteAnswer,
    SubstituteError,
    proposal,
    substitute,
    take_back,
)
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build, seat


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def sent(run: Run, old: str, name: str, **more: object) -> SubstituteAnswer:
    fields = PersonFields(printed_name=name, **more)  # type: ignore[arg-type]  # texts
    return run(lambda s: substitute(s, old, fields, at=NINE))


def person(run: Run, which: str) -> Person:
    return run(lambda s: people.person(s, which))


def put_in_charge(session: Session, world: World, who: str) -> None:
    session.info["action"] = "test"
    seat(session, who, starts_at=NINE)
    group = session.query(rows.Group).one()
    group.facilitator_id, group.facilitator = who, "Sarantuya Ganbold"
    group.rapporteur_id, group.rapporteur = who, "Mme Sarantuya"
    session.add(rows.Group(id="g2", round_id="r", name="D", rapporteur_id=who))
    meal = session.get_one(rows.Checkpoint, world.meal)
    meal.entitled = {"participant": [who, "p2"], "role": ["Speaker"]}
    for listed in ([who, "p2"], ["p2", "p3"]):
        session.add(
            rows.Rule(id=f"r{listed[0][:8]}", form="apart", participants=listed)
        )


def test_somebody_takes_over_all_that_another_had(  # noqa: PLR0915 - all of it
    run: Run, world: World
) -> None:
    old = world.people["Sarantuya Ganbold"]
    run(lambda s: put_in_charge(s, world, old))
    answer = sent(run, old, "Tuya Bold", email="tuya@example.org")
    new = answer.person
    assert new is not None
    assert (answer.replaced, answer.seats) == ("Sarantuya Ganbold", 1)
    assert new.replaces == Namesake(old, "Sarantuya Ganbold")
    assert new.fields.organisation == "Municipality of Ulaanbaatar"
    assert (new.fields.role, new.fields.party) == ("Speaker", "Ulaanbaatar")
    assert new.fields.attention == ""
    assert [place.group for place in new.places] == ["C"]

    new_id = new.id

    def led(session: Session) -> tuple[object, ...]:
        group = session.query(rows.Group).filter(rows.Group.name == "C").one()
        assert session.get_one(rows.Group, "g2").rapporteur_id == new_id
        rules = {tuple(rule.participants) for rule in session.query(rows.Rule)}
        entitled = session.get_one(rows.Checkpoint, world.meal).entitled
        return group.facilitator, group.rapporteur, rules, entitled["participant"]

    assert run(led) == (
        "Tuya Bold", "Mme Sarantuya", {(new.id, "p2"), ("p2", "p3")}, [new.id, "p2"]
    )  # fmt: skip
    gone = person(run, old)
    assert gone.is_cancelled
    assert gone.cancel_reason == "Replaced by Tuya Bold"
    assert gone.replaced_by == Namesake(new.id, "Tuya Bold")
    assert gone.badge is BadgeState.REVOKED
    code = world.codes["Sarantuya Ganbold"]
    seen = run(lambda s: checkin.scan(s, code, world.desk, at=NINE))
    assert seen.verdict == "REVOKED"


def test_one_undo_takes_a_substitution_back(
    run: Run, world: World, database: Database
) -> None:
    old = world.people["Sarantuya Ganbold"]
    run(lambda s: put_in_charge(s, world, old))
    before = check(database).state
    sent(run, old, "Tuya Bold")
    assert run(lambda s: history.undo_last(s, at=NINE)).words == "Somebody else came"
    assert not person(run, old).is_cancelled
    assert person(run, old).badge is BadgeState.ISSUED
    again = sent(run, old, "Tuya Bold").person
    assert again is not None
    assert run(lambda s: take_back(s, again.id, at=NINE)).id == old
    assert check(database).problems == ()
    assert [place.group for place in person(run, old).places] == ["C"]
    assert check(database).state != before  # the substitutes were there, and are gone


def test_what_was_made_for_the_new_one_since_keeps_them(run: Run, world: World) -> None:
    new = sent(run, world.people["Bat Dorj"], "Tuya Bold").person
    assert new is not None
    run(lambda s: badges.issue(s, new.id, at=NINE))
    with pytest.raises(NothingToUndo, match="A badge was made"):
        run(lambda s: take_back(s, new.id, at=NINE))
    with pytest.raises(SubstituteError, match="not registered in somebody's place"):
        run(lambda s: take_back(s, world.people["Lê Văn Đức"], at=NINE))


def test_a_cancelled_person_can_be_replaced_once(run: Run, world: World) -> None:
    old = world.people["Bat Dorj"]
    run(lambda s: people.cancel(s, old, "ill", at=NINE))
    assert run(lambda s: proposal(s, old)) == PersonFields(
        country="MN", role="Participant", party="Ulaanbaatar"
    )
    answer = sent(run, old, "Tuya Bold", country="Japan")
    assert answer.person is not None
    assert answer.person.fields.country == "JP"
    with pytest.raises(SubstituteError, match="Tuya Bold comes in the place of Bat"):
        sent(run, old, "Somebody")


def test_nobody_comes_for_somebody_who_is_here(run: Run, world: World) -> None:
    old = world.people["Bat Dorj"]
    run(lambda s: checkin.check_in_person(s, old, world.desk, at=NINE))
    with pytest.raises(SubstituteError, match="Bat Dorj came on 5 Nov at 09:00"):
        run(lambda s: proposal(s, old))


def test_a_likely_duplicate_is_told_before_it_is_made(run: Run, world: World) -> None:
    old = world.people["Bat Dorj"]
    answer = sent(run, old, "Ganbold Sarantuya", country="Mongolia")
    assert answer.person is None
    assert [row.printed_name for row in answer.duplicates] == ["Sarantuya Ganbold"]
    assert not person(run, old).is_cancelled
    assert sent(run, old, "Duc Le Van").person  # of another country
    fields = PersonFields(printed_name="Ganbold Sarantuya")
    other = world.people["Juan Miguel Peña"]
    made = run(lambda s: substitute(s, other, fields, at=NINE, confirmed=True))
    assert made.person


def test_a_substitute_who_was_merged_can_not_be_taken_back(
    run: Run, world: World
) -> None:
    """Undoing what made the one kept would not undo the substitution."""
    new = sent(run, world.people["Bat Dorj"], "Tuya Bold").person
    assert new is not None
    kept = world.people["Juan Miguel Peña"]
    run(lambda s: people_merging.merge(s, kept, new.id, at=NINE))
    assert person(run, kept).replaces == Namesake(world.people["Bat Dorj"], "Bat Dorj")
    with pytest.raises(SubstituteError, match="not registered"):
        run(lambda s: take_back(s, kept, at=NINE))
