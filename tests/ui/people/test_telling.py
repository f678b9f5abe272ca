from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from nexus_desktop.core.participant import (
    BadgeState,
    Happening,
    Passage,
    Person,
    PersonFields,
    Place,
)
from nexus_desktop.ui.people.columns import Manner
from nexus_desktop.ui.people.telling import Telling
from tests.conftest import NINE

PERSON = Person(
    id="p1",
    fields=PersonFields(printed_name="Dewi"),
    badge=BadgeState.NONE,
    badge_issue=0,
    arrived_at=None,
    passages=(),
    places=(),
    source="list",
    extra={},
)


@pytest.fixture
def telling() -> Telling:
    manner = Manner(ZoneInfo("Asia/Ulaanbaatar"), {"VN": "Vietnam"})
    return Telling(lambda text: text, manner)


@pytest.mark.parametrize(
    ("person", "chips"),
    [
        (PERSON, [("Not here yet", "chip"), ("No badge yet", "chip")]),
        (
            replace(PERSON, arrived_at=NINE, badge=BadgeState.PRINTED, badge_issue=2),
            [("Arrived 5 Nov 09:00", "chip_good"), ("Badge 2 printed", "chip_good")],
        ),
        (
            replace(
                PERSON,
                fields=replace(PERSON.fields, status="cancelled"),
                arrived_at=NINE,
                badge=BadgeState.REVOKED,
                badge_issue=1,
            ),
            [("Does not come", "chip_bad"), ("Badge 1 switched off", "chip_warn")],
        ),
    ],
)
def test_chips_say_how_things_stand(
    telling: Telling, person: Person, chips: list[tuple[str, str]]
) -> None:
    assert list(telling.chips(person)) == chips


def test_scans_groups_lists_and_history_are_told(telling: Telling) -> None:
    person = replace(
        PERSON,
        passages=(
            Passage(NINE, "Registration, day 1", "in", "ADMITTED", is_undone=True),
            Passage(NINE, "Lunch", "in", "ODD", is_undone=False),
        ),
        places=(Place(1, "A", "Water", "Room 3", "7"), Place(2, "C")),
        extra={"Room sharing": "yes"},
    )
    history = (
        Happening(NINE + timedelta(minutes=1), "Desk 1", "participant.edit"),
        Happening(NINE, "", "badge.issue"),
    )
    assert dict(telling.sections(person, history)) == {
        "Groups": ["Round 1: A · Water · Room 3 · table 7", "Round 2: C"],
        "Scans": [
            "5 Nov 09:00 · Registration, day 1 · in · undone",
            "5 Nov 09:00 · Lunch · ODD",
        ],
        "Also in the list": ["Room sharing: yes"],
        "History": ["5 Nov 09:01 · Desk 1 · changed", "5 Nov 09:00 · badge issued"],
    }


def test_countries_are_called_as_the_workshop_prints_them() -> None:
    manner = Manner(ZoneInfo("UTC"), {"VN": "Vietnam"})
    assert (manner.country("VN"), manner.country("LA")) == (
        "Vietnam",
        "Lao People's Democratic Republic",
    )
