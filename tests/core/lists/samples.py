"""A small workshop for lists, and one of any size; nobody in them is real."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from nexus_desktop.core.lists.material import (
    Coming,
    Door,
    Listed,
    ListedRound,
    Material,
    RoundGroup,
)
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from tests.core.minutes.samples import CATEGORIES, NAMES

ZONE = ZoneInfo("Asia/Ulaanbaatar")
FIRST = date(2014, 11, 5)
DAYS = tuple(FIRST + timedelta(n) for n in range(3))
DESK, LUNCH, HALL = "desk-1", "lunch", "hall"
PLENARY, BREAKOUT, COFFEE = "plenary", "breakout", "coffee"
COUNTRIES = {"MN": "Mongolia", "VN": "Viet Nam", "TH": "Thailand", "": ""}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def came(*places: tuple[date, int, str]) -> tuple[Coming, ...]:
    """Return comings on (day, hour, checkpoint)."""
    return tuple(Coming(day, at(day, hour), door) for day, hour, door in places)


def person(
    name: str,
    came: tuple[Coming, ...] = (),
    *,
    groups: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
    **fields: str,
) -> Listed:
    """Return somebody whose id is their name."""
    found = PersonFields(printed_name=name, **fields)  # type: ignore[arg-type]  # texts
    country = COUNTRIES[found.country]
    return Listed(name, found, country, extra or {}, "", came, groups or {})


def workshop() -> WorkshopInfo:
    """Return a workshop of three days."""
    draft = NewWorkshop(
        title="Test workshop",
        first_day=DAYS[0],
        last_day=DAYS[-1],
        venue="Congress Centre",
        city="Ulaanbaatar",
        country="MN",
        time_zone="Asia/Ulaanbaatar",
    )
    return WorkshopInfo("w", draft, (), {})


def item(ident: str, day: date, hour: int, form: str, title: str) -> SessionInfo:
    """Return a session of an hour and a half."""
    start = at(day, hour).astimezone(UTC)
    return SessionInfo(
        id=ident,
        title=title,
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        form=form,
        room="Hall A",
    )


ANA = person(
    "Ana Berg",
    came((DAYS[0], 8, DESK), (DAYS[0], 10, HALL), (DAYS[1], 9, "desk-2")),
    groups={"r1": "a"},
    family_name="Berg",
    given_name="Ana",
    organisation="City of Example",
    position="Engineer",
    country="MN",
    city="Darkhan",
    role="Speaker",
    email="ana@example.org",
    dietary="Vegetarian",
    external_id="10",
)
BAT = person(
    "Bat Dorj",
    groups={"r1": "b"},
    family_name="Dorj",
    native_name="Доржийн Бат",
    organisation="Énergie",
    country="MN",
    role="Participant",
    email="BAT@example.org",
    dietary="vegetarian ",
    external_id="9",
    extra={"T-shirt": "L"},
)
CHI = person(
    "Chí Đức",
    came((DAYS[0], 9, DESK)),
    country="VN",
    role="Participant",
    email="bat@example.org",
    party="Da Nang",
)
DAO = person("Dao", country="TH", status="cancelled", extra={"Bus": "2"})
ELA = person("Ela", came((DAYS[1], 9, "desk-2")), status="cancelled", dietary="halal")
EVERYBODY = (ELA, DAO, CHI, BAT, ANA)

MATERIAL = Material(
    workshop(),
    EVERYBODY,
    (
        item(PLENARY, DAYS[0], 10, "plenary", "Progress"),
        item(COFFEE, DAYS[0], 12, "break", "Coffee"),
        item(BREAKOUT, DAYS[1], 14, "breakout", "Groups"),
    ),
    (
        Door(DESK, "Registration, day 1", "registration", DAYS[0]),
        Door("desk-2", "Registration, day 2", "registration", DAYS[1]),
        Door(HALL, "Hall A", "session", DAYS[0], PLENARY, {"role": ("Speaker",)}),
        Door(LUNCH, "Lunch", "meal", None, None, {"country": ("MN",)}),
    ),
    (
        ListedRound(
            "r1",
            1,
            BREAKOUT,
            (RoundGroup("a", "A", "Water", "Room 1", "2"), RoundGroup("b", "Mayors")),
        ),
    ),
    at(DAYS[1], 11, 30),
)


def crowd(count: int) -> Material:
    """Return a workshop of `count` people who all differ."""
    codes = list(COUNTRIES)
    people = []
    for number in range(count):
        name, native = NAMES[number % len(NAMES)]
        made = person(
            f"{name} {number}",
            came((DAYS[number % 3], 8 + number % 3, DESK)),
            native_name=native,
            organisation=f"Organisation {number % 97} of the City of Example",
            position="Engineer" if number % 3 else "",
            country=codes[number % len(codes)],
            city=f"Town {number % 11}",
            category=CATEGORIES[number % len(CATEGORIES)],
            email=f"p{number}@example.org",
            phone="+976 11 000000",
        )
        people.append(made)
    return replace(MATERIAL, people=tuple(people))
