"""The demo workshop as values: people, programme, notes, arrivals, by a seed.

Every name, organisation and statement is put together at random and marked as
generated; none is a person's.
"""

import csv
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from nexus_desktop.core import resources
from nexus_desktop.core.workshop import NewWorkshop

REMARK = "generated for the demo"
_CATEGORIES = (
    ("City government", 45, "Municipality of {city}"),
    ("National government", 20, "Ministry of {topic}, {country}"),
    ("Network of cities", 10, "{topic} Network of Cities"),
    ("International expert", 10, "Institute for {topic}"),
    ("Regional expert", 8, "Centre for {topic}, {city}"),
    ("Private sector", 7, "{topic} Engineering Ltd."),
)
_POSITIONS = ("Mayor", "Deputy Mayor", "Director", "Head of Division", "Senior Expert",
              "Engineer", "Advisor", "Programme Officer")  # fmt: skip
_ROLES = (("Participant", 80), ("Speaker", 12), ("Observer", 8))
_DIETS = (("", 80), ("vegetarian", 12), ("no pork", 5), ("no nuts", 3))
_MONTHS = ("January", "March", "May", "July", "September", "November")


@dataclass(frozen=True, slots=True)
class Plan:
    """What demo to make: how many people, which dice, and when it ends."""

    last_day: date
    people: int = 130
    seed: int = 1


@dataclass(frozen=True, slots=True)
class DemoSession:
    """A session of the demo: its times are UTC, `notes` is how many lines to write.

    Attributes:
        door: the rule of its checkpoint, "" where nobody scans.
    """

    form: str
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    objectives: tuple[int, ...]
    notes: int
    door: str = ""


@dataclass(frozen=True, slots=True)
class DemoLine:
    """A line in the notation, and when it was typed (UTC)."""

    text: str
    at: datetime


def workshop(plan: Plan) -> NewWorkshop:
    """Return the workshop of design: three days, five objectives, the fourth."""
    told = read("workshop")
    names = ("title", "series", "number", "venue", "city", "country", "time_zone",
             "organisers", "background")  # fmt: skip
    return NewWorkshop(
        first_day=plan.last_day - timedelta(days=2),
        last_day=plan.last_day,
        objectives=tuple(told["objectives"]),
        **{name: told[name] for name in names},
    )


def topics() -> list[str]:
    """Return what breakout groups speak about."""
    return list(read("workshop")["topics"])


def sessions(plan: Plan) -> list[DemoSession]:
    """Return the programme."""
    told = read("workshop")
    zone = ZoneInfo(told["time_zone"])
    first = plan.last_day - timedelta(days=2)
    made = []
    for item in told["sessions"]:
        day = first + timedelta(days=item["day"] - 1)
        starts, ends = (
            datetime.combine(day, time.fromisoformat(item[end]), zone).astimezone(UTC)
            for end in ("start", "end")
        )
        made.append(
            DemoSession(
                form=item["form"],
                title=item["title"],
                room=item["room"],
                starts_at=starts,
                ends_at=ends,
                objectives=tuple(item.get("objectives", ())),
                notes=item.get("notes", 0),
                door=item.get("door", ""),
            )
        )
    return made


def programme_csv(plan: Plan) -> str:
    """Return the programme as a list that the program imports."""
    zone = ZoneInfo(read("workshop")["time_zone"])
    rows = [
        (
            f"{s.starts_at.astimezone(zone):%Y-%m-%d}",
            f"{s.starts_at.astimezone(zone):%H:%M}",
            f"{s.ends_at.astimezone(zone):%H:%M}",
            s.form, s.title, s.room, ";".join(map(str, s.objectives)),
        )
        for s in sessions(plan)
    ]  # fmt: skip
    return _csv(("Date", "Start", "End", "Type", "Title", "Room", "Objectives"), rows)


def people_csv(plan: Plan) -> str:
    """Return the participants as a list that the program imports."""
    dice = random.Random(plan.seed)  # noqa: S311 - a demo, not a secret
    heads = (
        "ID", "Given name", "Family name", "Name on badge", "Name in own language",
        "Gender", "Organisation", "Position", "Country", "City", "Category", "Role",
        "Email", "Languages", "Party", "Dietary requirements", "Attention", "Remark",
    )  # fmt: skip
    return _csv(heads, [_person(number, dice) for number in range(1, plan.people + 1)])


def _person(number: int, dice: random.Random) -> tuple[str, ...]:
    countries = read("people")
    code = _weighted(dice, [(c, told["share"]) for c, told in countries.items()])
    told = countries[code]
    gender = dice.choice("FM")
    given = dice.choice(told["women" if gender == "F" else "men"])
    family = dice.choice(told["families"])
    city = dice.choice(told["cities"])
    category, _share, pattern = dice.choices(_CATEGORIES, [c[1] for c in _CATEGORIES])[
        0
    ]
    organisation = pattern.format(city=city, country=code, topic=dice.choice(topics()))
    role = _weighted(dice, _ROLES)
    attention = "Give the speaker's folder" if role == "Speaker" else ""
    comes_along = dice.random() < 0.4 and category == "City government"
    party = f"Delegation of {city}" if comes_along else ""
    native = told["native"].format(given=given[1], family=family[1])
    return (
        f"D{number:05}", given[0], family[0],
        told["printed"].format(given=given[0], family=family[0]), native, gender,
        organisation, dice.choice(_POSITIONS), code, city, category, role,
        f"p{number:05}@example.org", f"{told['language']}; en", party,
        _weighted(dice, _DIETS), attention, REMARK,
    )  # fmt: skip


def arrivals(plan: Plan, people: Sequence[str]) -> Iterator[tuple[datetime, str]]:
    """Yield (UTC time, participant id) of everybody who comes, day by day.

    Some 93% come on a morning, most between 08:20 and 09:10, a few late.
    """
    dice = random.Random(plan.seed + 1)  # noqa: S311 - a demo, not a secret
    zone = ZoneInfo(read("workshop")["time_zone"])
    for back in (2, 1, 0):
        day = plan.last_day - timedelta(days=back)
        begin = datetime.combine(day, time(8, 45), zone).astimezone(UTC)
        coming = [person for person in people if dice.random() < 0.93]
        minutes = [
            dice.gauss(0, 14) + (40 if dice.random() < 0.06 else 0) for _ in coming
        ]
        yield from sorted(
            (begin + timedelta(minutes=m), person)
            for m, person in zip(minutes, coming, strict=True)
        )


def passages(
    plan: Plan, session: DemoSession, came: Sequence[tuple[datetime, str]]
) -> list[tuple[datetime, str]]:
    """Return (UTC time, participant id) of every scan at the door of a session.

    Nine in ten of those who are there come, shortly before it starts or a little late.
    Where people are scanned in and out, some go early and some of them come again;
    elsewhere a few try twice.

    Args:
        plan: of the demo.
        session: with a `door`.
        came: who arrived when, on any day.
    """
    dice = random.Random(f"{plan.seed}/door/{session.title}")  # noqa: S311 - a demo
    day, length = timedelta(hours=14), session.ends_at - session.starts_at
    found: list[tuple[datetime, str]] = []
    for arrived, person in came:
        is_there = session.starts_at - day < arrived < session.ends_at
        if not is_there or dice.random() > 0.9:
            continue
        begin = session.starts_at + timedelta(minutes=dice.gauss(-3, 4))
        at = max(begin, arrived + timedelta(minutes=2))
        again = [at + length * part for part in (0.4, 0.6)]
        if session.door != "in and out":
            again = again[:1] if dice.random() < 0.03 else []
        else:
            again = again[: dice.choices((0, 1, 2), (85, 8, 7))[0]]
        found += [(moment, person) for moment in (at, *again)]
    return sorted(found)


def notes(
    plan: Plan, session: DemoSession, speakers: Sequence[str], number: int
) -> list[DemoLine]:
    """Return the lines of a session (the `number`-th of the programme), in order."""
    dice = random.Random(f"{plan.seed}/{number}")  # noqa: S311 - a demo, not a secret
    span = (session.ends_at - session.starts_at) * 0.95
    lines: list[DemoLine] = []
    kinds = _kinds(session, dice)
    for place, kind in enumerate(kinds):
        at = session.starts_at + span * ((place + 0.5) / len(kinds))
        lines.append(DemoLine(_line(kind, session, speakers, dice), at))
    return lines


def _kinds(session: DemoSession, dice: random.Random) -> list[str]:
    by_place = session.form in ("plenary", "breakout", "visit")
    weights = {
        "point": 30, "key": 8, "decision": 4, "recommendation": 8, "question": 7,
        "action": 7, "native": 2, "quote": 2, "progress": 12 * by_place,
        "challenge": 10 * by_place, "experience": 8 * by_place, "benefit": 8 * by_place,
    }  # fmt: skip
    drawn = dice.choices(list(weights), list(weights.values()), k=session.notes)
    return ["point", *drawn[1:]] if drawn else []


def _line(
    kind: str, session: DemoSession, speakers: Sequence[str], dice: random.Random
) -> str:
    texts = read("notes")
    if kind == "native":
        return f"- {dice.choice(list(texts['native'].values()))}"
    text = dice.choice(texts[kind]).format(
        count=dice.randrange(3, 60), percent=dice.randrange(8, 45),
        month=dice.choice(_MONTHS),
    )  # fmt: skip
    objective = f" #{dice.choice(session.objectives)}" if session.objectives else ""
    if kind in ("progress", "challenge", "experience", "benefit"):
        city = dice.choice(cities())
        return f'@City of {city}: /{kind} ^"{city}"{objective} {text}'
    marks = {"key": "! ", "decision": "= ", "recommendation": "> ", "question": "? ",
             "action": "[] ", "point": "- ", "quote": ""}  # fmt: skip
    if kind == "action":
        return f"[] {text}{_owner(dice)}{objective}"
    speaker = f"@{dice.choice(speakers)}: " if dice.random() < 0.5 and speakers else ""
    hidden = "~~" if speaker and dice.random() < 0.1 else ""
    return f"{marks[kind]}{hidden}{speaker}{text}{objective}"


def _owner(dice: random.Random) -> str:
    if dice.random() < 0.15:
        return ""
    owner = "Secretariat" if dice.random() < 0.3 else f"City of {dice.choice(cities())}"
    due = f" by {dice.randrange(1, 28)} {dice.choice(('Jan', 'Feb', 'Mar'))}"
    return f" >> {owner}{due if dice.random() < 0.8 else ''}"


def cities() -> list[str]:
    """Return every city that generated people come from."""
    return [city for told in read("people").values() for city in told["cities"]]


def _weighted(dice: random.Random, choices: Sequence[tuple[str, int]]) -> str:
    values, weights = zip(*choices, strict=True)
    return str(dice.choices(values, weights)[0])


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue()


@cache
def read(name: str) -> Any:  # noqa: ANN401 - JSON
    """Return one of the demo's lists of words."""
    return json.loads(resources.path("demo", f"{name}.json").read_text("utf-8"))
