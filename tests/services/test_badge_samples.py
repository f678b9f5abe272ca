"""People that a layout is tried on."""

from datetime import timedelta
from functools import partial

import pytest

from nexus_desktop.core.badge_sheet import role_colour
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import badge_samples, people, pictures
from nexus_desktop.services.badge_samples import CODE, PLACEHOLDER
from tests.conftest import NINE, Run
from tests.core.test_picture import PNG

LONG = "Maria Fernanda de los Ángeles Example-Villaseñor"
WIDE = "欧" * 32  # fewer letters than LONG, and wider
THAI = "นางสาวกรุงเทพฯ"


@pytest.fixture
def listed(run: Run) -> dict[str, str]:
    ids = {}
    listed = (
        PersonFields(printed_name=LONG, native_name="Батбаяр " * 4, role="Speaker"),
        PersonFields(printed_name=WIDE, organisation="UN", country="MN", city="Hovd"),
        PersonFields(printed_name="Li", native_name=THAI, organisation="O" * 50),
        PersonFields(printed_name="Bo Bo", role="Participant", category="City"),
        PersonFields(printed_name="Ann", role="Participant"),
    )
    for number, fields in enumerate(listed):
        at = NINE + timedelta(minutes=number)
        person = run(partial(people.add, fields=fields, at=at))
        ids[person.name] = person.id
    return ids


def test_the_hardest_to_fit_come_first(run: Run, listed: dict[str, str]) -> None:
    run(lambda s: pictures.set_photo(s, listed[WIDE], PNG, at=NINE))
    found = {sample.why: sample.face for sample in run(badge_samples.samples)}
    assert next(iter(found)) == "Longest name"
    widest = found["Longest name"]
    assert (widest.name, widest.city, widest.country) == (WIDE, "Hovd", "Mongolia")
    assert widest.photo == PNG
    assert widest.code == CODE
    assert widest.dates == "5–7 November 2014"
    assert found["Longest in own script"].native_name == THAI
    assert found["Longest organisation"].organisation == "O" * 50
    assert found["Shortest name"].name == "Li"
    assert found["Role: Speaker"].role_colour == role_colour("Speaker")
    assert found["Role: Participant"].name == "Bo Bo"


def test_without_people_somebody_is_made_up(run: Run) -> None:
    assert run(badge_samples.samples) == [PLACEHOLDER]
    assert run(badge_samples.words) == ((), ())


def test_those_who_do_not_come_are_not_shown(run: Run, listed: dict[str, str]) -> None:
    run(lambda s: people.cancel(s, listed[WIDE], at=NINE))
    assert run(badge_samples.samples)[0].face.name == LONG


def test_roles_and_categories_come_the_most_frequent_first(
    run: Run, listed: dict[str, str]
) -> None:
    roles, categories = run(badge_samples.words)
    assert roles == ("Participant", "Speaker")
    assert categories == ("City",)


def test_anybody_can_be_asked_for(run: Run, listed: dict[str, str]) -> None:
    found = run(lambda s: badge_samples.find(s, "bo"))
    assert found is not None
    assert (found.why, found.face.category) == ("Bo Bo", "City")
    assert found.face.category_colour.startswith("#")
    assert run(lambda s: badge_samples.find(s, "xyzzy qwerty")) is None
