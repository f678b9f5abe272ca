"""Generated material for minutes: a small workshop, and one of any size.

All names are made up by this file; the texts say so.
"""

import random
from datetime import UTC, date, datetime, timedelta

from nexus_desktop.core.attendance import Presence
from nexus_desktop.core.minutes.material import (
    Breakout,
    Material,
    Person,
    Remark,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, Objective, WorkshopInfo

OBJECTIVES = (
    "Review progress in the cities and share challenges, experiences and benefits",
    "Review national policies to identify elements of an enabling policy framework",
    "Discuss governance, the role of task forces and tools for urban planning",
    "Explore opportunities for public participation in consultation and planning",
    "Identify measures to integrate the initiative into the emerging global agendas",
)
CITIES = (
    ("Ulaanbaatar", "MN"), ("Da Nang", "VN"), ("Rajkot", "IN"), ("Nagpur", "IN"),
    ("Naga", "PH"), ("Santa Rosa", "PH"), ("Rizhao", "CN"), ("Weifang", "CN"),
    ("Chiang Mai", "TH"), ("Korat", "TH"), ("Pekanbaru", "ID"),
)  # fmt: skip
NAMES = (
    ("Sarnai Generated", "Сарнай Жишээ"), ("Lê Văn Mẫu", "Lê Văn Mẫu"),
    ("Namuna Devi", "नमूना देवी"), ("Tuayang Saengdee", "ตัวอย่าง แสงดี"),
    ("Yangben Wang", "王样本"), ("Maria Halimbawa", ""), ("Gyeonbon Kim", "김견본"),
    ("Udaharan Tamil", "உதாரணம் தமிழ்"), ("Mithal Ahmad", "مثال أحمد"),
    ("Namuna Bangla", "নমুনা বাংলা"), ("Contoh Sari", ""), ("Kumru Khmer", "គំរូ ខ្មែរ"),
    ("Mihon Tanaka", "田中 見本"), ("Tuayang Lao", "ຕົວຢ່າງ ລາວ"),
)  # fmt: skip
CATEGORIES = ("City government", "National government", "Network of cities",
              "International expert", "Private sector")  # fmt: skip
PROGRAMME = (
    (0, "08:30", "09:00", "registration", "Registration", "Foyer", ()),
    (0, "09:00", "09:45", "opening", "Opening of the workshop", "Hall A", ()),
    (0, "10:15", "12:30", "plenary", "Progress of the initiatives", "Hall A", (1,)),
    (0, "12:30", "14:00", "break", "Lunch", "Restaurant", ()),
    (0, "14:00", "15:30", "breakout", "Breakout: challenges", "Rooms 1-5", (1,)),
    (0, "16:00", "17:30", "panel", "National policies", "Hall A", (2,)),
    (1, "09:00", "10:30", "plenary", "Governance and task forces", "Hall A", (3,)),
    (1, "11:00", "12:30", "breakout", "Breakout: policy", "Rooms 1-5", (2, 3)),
    (1, "14:00", "17:30", "visit", "Site visit: ger district", "Main gate", (1,)),
    (2, "09:00", "10:30", "panel", "Public participation", "Hall A", (4,)),
    (2, "11:00", "12:30", "breakout", "Breakout: way forward", "Rooms 1-5", (4, 5)),
    (2, "14:00", "15:30", "plenary", "Global agendas", "Hall A", (5,)),
    (2, "16:00", "17:00", "closing", "Conclusions and closing", "Hall A", (1, 2, 3)),
)
FIRST = date(2014, 11, 5)
ZONE_HOURS = 8  # Ulaanbaatar is eight hours ahead of UTC in November


def at(day: int, clock: str) -> datetime:
    """Return the UTC time of a local time on day 0, 1, 2."""
    hour, minute = map(int, clock.split(":"))
    start = datetime(2014, 11, 5, hour, minute, tzinfo=UTC)
    return start + timedelta(days=day, hours=-ZONE_HOURS)


def workshop(**changes: object) -> WorkshopInfo:
    """Return a workshop of three days in Ulaanbaatar."""
    values: dict[str, object] = {
        "title": "Fourth Regional Workshop on Integrated Resource Management",
        "series": "Integrated Resource Management in Asian Cities",
        "number": 4,
        "venue": "Congress Centre",
        "city": "Ulaanbaatar",
        "country": "MN",
        "time_zone": "Asia/Ulaanbaatar",
        "first_day": FIRST,
        "last_day": date(2014, 11, 7),
        "organisers": "Generated Secretariat; Municipality of Ulaanbaatar",
        "background": "Cities manage water, energy and food in separate departments. "
        "The initiative brings them together.\nThis text was generated.",
        "objectives": OBJECTIVES,
        **changes,
    }
    draft = NewWorkshop(**values)  # type: ignore[arg-type]  # values by field name
    objectives = tuple(
        Objective(number, text) for number, text in enumerate(draft.objectives, start=1)
    )
    return WorkshopInfo("w1", draft, objectives, {})


def items() -> tuple[SessionInfo, ...]:
    """Return a programme of three days."""
    return tuple(
        SessionInfo(
            id=f"s{number}",
            form=form,
            title=title,
            starts_at=at(day, start),
            ends_at=at(day, end),
            room=room,
            chair="" if form in {"break", "registration"} else "Namuna Devi",
            speakers="Lê Văn Mẫu; 王样本" if form == "panel" else "",
            rapporteur="Contoh Sari" if form == "plenary" else "",
            objectives=objectives,
        )
        for number, (day, start, end, form, title, room, objectives) in enumerate(
            PROGRAMME, start=1
        )
    )


def people(count: int) -> tuple[Person, ...]:
    """Return `count` generated people of all cities, categories and scripts."""
    made = []
    for number in range(count):
        city, country = CITIES[number % len(CITIES)]
        name, native = NAMES[number % len(NAMES)]
        made.append(
            Person(
                f"p{number}",
                f"{name} {number + 1}",
                native,
                organisation=f"Municipality of {city}",
                position="Head of planning" if number % 2 else "",
                country=country,
                city=city,
                category=CATEGORIES[number % len(CATEGORIES)],
                gender=("F", "M", "")[number % 3],
                family_name=name.split()[-1],
                cancelled=number % 20 == 19,
            )
        )
    return tuple(made)


def breakouts(chosen: tuple[Person, ...]) -> tuple[Breakout, ...]:
    """Return three rounds of five groups."""
    topics = ("Water", "Energy", "Food", "Governance", "Participation")
    sessions = [item.id for item in items() if item.form == "breakout"]
    return tuple(
        Breakout(
            f"g{turn}{place}",
            session,
            turn,
            "ABCDE"[place],
            topic,
            room=f"Room {place + 1}",
            table=str(place + 1) if turn == 1 else "",
            facilitator="Maria Halimbawa",
            members=tuple(
                person.id
                for index, person in enumerate(chosen)
                if (index * turn + index // 5) % 5 == place
            ),
        )
        for turn, session in enumerate(sessions, start=1)
        for place, topic in enumerate(topics)
    )


TEXTS = (
    "the septage treatment plant is designed, land is secured, tender in January",
    "operating cost is not covered by the tariff; the council votes on a new one soon",
    "a joint planning cell of the water and energy departments meets every fortnight",
    "the housing pilot saves about 30% of water & 12% of energy",
    "Сесс өндөрлөв: дараагийн уулзалт маргааш 09:00 цагт",
    "การประชุมครั้งต่อไปจะจัดขึ้นในเดือนมีนาคมปีหน้าเพื่อทบทวนความก้าวหน้าของเมืองที่เข้าร่วม",
    "会议认为各城市应当把水、能源和粮食规划结合起来，并在下一次会议上报告进展情况。",
    "नगर निगम जल और ऊर्जा की संयुक्त योजना बनाएगा",
    "thành phố sẽ chia sẻ nghiên cứu về giá nước với tất cả các thành phố tham gia",
    "task forces with a budget line of their own move faster than those without",
)


def remarks(count: int, seed: int = 1) -> tuple[Remark, ...]:
    """Return `count` generated notes over all sessions and groups."""
    dice = random.Random(seed)  # noqa: S311  (test data)
    sessions = [item for item in items() if not item.is_pause]
    turns = [item.id for item in items() if item.form == "breakout"]
    made = []
    for number in range(count):
        session = sessions[number % len(sessions)]
        group = None
        if session.form == "breakout":
            group = f"g{turns.index(session.id) + 1}{dice.randrange(5)}"
        kind = dice.choice((NoteKind.POINT, NoteKind.POINT, *NoteKind))
        city = dice.choice(CITIES)[0]
        is_action = kind is NoteKind.ACTION
        made.append(
            Remark(
                f"n{number}",
                session.id,
                kind,
                f"{dice.choice(TEXTS)} (generated note {number + 1})",
                group,
                speaker=dice.choice((f"Municipality of {city}", "Lê Văn Mẫu 2", "")),
                attributed=dice.random() > 0.1,
                objectives=session.objectives[:1],
                places=dice.choice(((), (city,), (city, "Mongolia"))),
                owner=dice.choice(("Secretariat", city, "")) if is_action else "",
                due=date(2014, 12, dice.randint(1, 28)) if is_action else None,
                state=dice.choice(("open", "open", "done")) if is_action else "",
            )
        )
    return tuple(made)


def presence(person: str, day: int, minutes: float = 0) -> Presence:
    """Return that somebody came in on day 0, 1, 2, some minutes after 08:15."""
    came = at(day, "08:15") + timedelta(minutes=minutes)
    return Presence(person, came, FIRST + timedelta(day), "in", "desk", "d1")


def arrivals(chosen: tuple[Person, ...], seed: int = 1) -> tuple[Presence, ...]:
    """Return arrivals over each morning; one in 13 never comes, one in ten
    stays away on a day."""
    dice = random.Random(seed)  # noqa: S311  (test data)
    return tuple(
        presence(person.id, day, dice.triangular(0, 120, 35))
        for day in range(3)
        for person in chosen
        if not person.cancelled and int(person.id[1:]) % 13 and dice.random() > 0.1
    )


def demo(size: int = 130, notes: int = 400) -> Material:
    """Return a whole workshop of `size` people and `notes` notes."""
    chosen = people(size)
    return Material(
        workshop(),
        items(),
        chosen,
        arrivals(chosen),
        breakouts(chosen),
        remarks(notes),
    )
