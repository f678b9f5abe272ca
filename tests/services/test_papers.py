"""What lists and certificates are made from, read from a real file."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.certificates import (
    CertificateChoices,
    CertificateError,
    Signatory,
    entitled,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.material import Material
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services import certificates, checkin, papers, workshop_pictures
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.desk_world import World, build, seat

DAY = date(2014, 11, 5)
# The smallest PNG there is: one grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a4944415478da6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def read(run: Run, at: datetime = NINE) -> Material:
    return run(lambda session: papers.material(session, at=at))


def by_name(material: Material) -> dict[str, Any]:
    return {person.name: person for person in material.people}


def test_people_come_with_all_that_is_kept_of_them(run: Run, world: World) -> None:
    def more(session: Session) -> None:
        session.info["action"] = "test.more"
        row = session.get_one(rows.Participant, world.people["Bat Dorj"])
        row.extra, row.languages, row.status = {"T-shirt": "L"}, ["mn"], "cancelled"
        gone = session.get_one(rows.Participant, world.people["Juan Miguel Peña"])
        gone.removed_at = NINE

    run(more)
    material = read(run)
    people = by_name(material)
    assert set(people) == {"Sarantuya Ganbold", "Bat Dorj", "Lê Văn Đức"}
    sarantuya, bat = people["Sarantuya Ganbold"], people["Bat Dorj"]
    assert sarantuya.country == "Mongolia"
    assert sarantuya.badge == "issued"
    assert sarantuya.fields.dietary == "vegetarian"
    assert sarantuya.is_expected
    assert bat.fields.languages == ("mn",)
    assert not bat.is_expected
    assert material.extras == ("T-shirt",)
    assert material.at.hour == 9  # in Ulaanbaatar


def test_the_first_time_at_each_checkpoint_and_day_counts(
    run: Run, world: World
) -> None:
    code = world.codes["Sarantuya Ganbold"]

    def pass_by(session: Session) -> None:
        for minutes in (0, 30, 60, 24 * 60):
            at = NINE + timedelta(minutes=minutes)
            checkin.scan(session, code, world.door, at=at)
        checkin.scan(session, code, world.desk, at=NINE + timedelta(minutes=5))

    run(pass_by)
    came = by_name(read(run))["Sarantuya Ganbold"].came
    assert [(one.day.day, one.checkpoint_id, one.at.hour) for one in came] == [
        (5, world.door, 9), (5, world.desk, 9), (6, world.door, 9),
    ]  # fmt: skip


def test_doors_say_for_whom_they_are_and_rounds_who_sits_where(
    run: Run, world: World
) -> None:
    who = world.people["Bat Dorj"]
    run(lambda session: seat(session, who, starts_at=NINE))
    material = read(run)
    (turn,) = material.rounds
    (group,) = turn.groups
    assert by_name(material)["Bat Dorj"].groups == {turn.id: group.id}
    assert group.title == "Group C · Water"
    assert group.place == "Table 7"

    def name_the_group(session: Session) -> None:
        session.info["action"] = "test.entitle"
        meal = session.get_one(rows.Checkpoint, world.meal)
        meal.entitled = {"group": [group.id]}

    run(name_the_group)
    choices = ListChoices("door", f"checkpoint:{world.meal}", ("printed_name",))
    made = compile_list(read(run), choices)
    assert [row for ch in made.parts[0].chapters for row in ch.rows] == [("Bat Dorj",)]
    assert [door.name for door in read(run).doors] == [
        "Dinner of the speakers", "Hall A", "Registration, day 1",
    ]  # fmt: skip


def test_material_of_a_file_without_a_workshop_is_not_there(
    database: Database, run: Run
) -> None:
    def forget(session: Session) -> None:
        session.info["action"] = "test.forget"
        session.scalars(select(rows.Workshop)).one().removed_at = NINE

    run(forget)
    with pytest.raises(NotFound):
        read(run)
    with pytest.raises(NotFound):
        run(certificates.design)


# Certificates


def test_certificates_are_as_usual_until_somebody_chooses(run: Run) -> None:
    design = run(certificates.design)
    assert design.choices == CertificateChoices()
    assert design.logo is None


def test_choices_are_kept_with_what_else_the_workshop_keeps(run: Run) -> None:
    def before(session: Session) -> None:
        session.info["action"] = "test.settings"
        session.scalars(select(rows.Workshop)).one().settings = {"other": 1}

    run(before)
    wanted = CertificateChoices(
        least_days=2,
        signatories=(Signatory("Ana Berg", " Chair "),),
        texts={"did": "x"},
    )
    told = run(lambda session: certificates.choose(session, wanted, at=NINE))
    assert told.signatories == (Signatory("Ana Berg", "Chair"),)
    assert run(certificates.design).choices == told
    settings = run(lambda s: dict(s.scalars(select(rows.Workshop)).one().settings))
    assert settings["other"] == 1


def test_the_same_choices_again_change_nothing(database: Database) -> None:
    wanted = CertificateChoices(signatories=(Signatory("A", "B"),), texts={"did": "x"})

    def choose(session: Session) -> CertificateChoices:
        return certificates.choose(session, wanted, at=NINE)

    _, touched = database.run(choose, at=NINE)
    assert touched
    _, again = database.run(choose, at=NINE)
    assert not again


def test_choices_that_cannot_be_are_refused(run: Run) -> None:
    wanted = CertificateChoices(texts={"title": "{x}"})
    with pytest.raises(CertificateError):
        run(lambda session: certificates.choose(session, wanted, at=NINE))


def test_settings_of_another_kind_are_passed_over(run: Run) -> None:
    def damage(session: Session) -> None:
        session.info["action"] = "test.settings"
        session.scalars(select(rows.Workshop)).one().settings = {"certificates": [1]}

    run(damage)
    assert run(certificates.design).choices == CertificateChoices()


def test_a_logo_is_kept_replaced_and_taken_away(run: Run, database: Database) -> None:
    def put(data: bytes | None) -> bool:
        _, touched = database.run(
            lambda session: workshop_pictures.put(session, "logo", data, at=NINE),
            at=NINE,
        )
        return bool(touched)

    assert not put(None)
    assert put(PNG)
    assert run(certificates.design).logo == PNG
    assert not put(PNG)
    assert put(PNG + b"more")
    assert run(certificates.design).logo == PNG + b"more"
    assert put(None)
    assert run(certificates.design).logo is None


def test_a_logo_of_the_badges_is_not_that_of_the_certificates(run: Run) -> None:
    def add(session: Session) -> None:
        session.info["action"] = "test.picture"
        session.add(
            rows.Picture(
                id=new_id(NINE), owner_id="layout", purpose="logo", data="", width=1,
                height=1,
            )
        )  # fmt: skip

    run(add)
    assert run(certificates.design).logo is None


@pytest.mark.parametrize("data", [b"no picture", PNG + bytes(2_000_001)])
def test_what_is_no_picture_or_too_large_is_no_logo(run: Run, data: bytes) -> None:
    with pytest.raises(BadPicture):
        run(lambda session: workshop_pictures.put(session, "logo", data, at=NINE))


def test_who_was_scanned_gets_a_certificate(run: Run, world: World) -> None:
    code = world.codes["Lê Văn Đức"]
    run(lambda session: checkin.scan(session, code, world.desk, at=NINE))
    people = entitled(read(run), CertificateChoices())
    assert [person.name for person in people] == ["Lê Văn Đức"]
