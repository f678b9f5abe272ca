"""A small workshop for the tests of the desk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.services import badges
from nexus_desktop.store import rows
from tests.conftest import NINE

KEY = bytes([7]) * 32  # of the workshop in tests/conftest.py


@dataclass(frozen=True)
class World:
    """Ids of what `build` made, and the codes of the badges by name."""

    desk: str
    meal: str
    door: str
    people: dict[str, str]
    codes: dict[str, str]


def add_person(session: Session, name: str, **more: Any) -> str:  # noqa: ANN401 - columns
    """Register somebody, return their id."""
    session.info["action"] = "test.person"
    row = rows.Participant(id=new_id(NINE), printed_name=name, **more)
    session.add(row)
    session.flush()
    return row.id


def add_checkpoint(session: Session, name: str, **more: Any) -> str:  # noqa: ANN401 - columns
    """Make a checkpoint, return its id."""
    session.info["action"] = "test.checkpoint"
    row = rows.Checkpoint(id=new_id(NINE), name=name, **more)
    session.add(row)
    session.flush()
    return row.id


def build(session: Session) -> World:
    """Make three desks of three rules and four people with badges."""
    desk = add_checkpoint(session, "Registration, day 1", day=date(2014, 11, 5))
    meal = add_checkpoint(
        session,
        "Dinner of the speakers",
        purpose="meal",
        rule="once",
        entitled={"role": ["Speaker"]},
    )
    door = add_checkpoint(session, "Hall A", purpose="session", rule="in and out")
    people = {
        "Sarantuya Ganbold": add_person(
            session,
            "Sarantuya Ganbold",
            native_name="Ганболдын Сарантуяа",
            organisation="Municipality of Ulaanbaatar",
            country="MN",
            role="Speaker",
            category="City government",
            attention="Give her the speaker's folder",
            dietary="vegetarian",
            party="Ulaanbaatar",
        ),
        "Bat Dorj": add_person(
            session, "Bat Dorj", country="MN", role="Participant", party="Ulaanbaatar"
        ),
        "Lê Văn Đức": add_person(
            session,
            "Lê Văn Đức",
            organisation="Municipality of Da Nang",
            country="VN",
            role="Participant",
        ),
        "Juan Miguel Peña": add_person(
            session,
            "Juan Miguel Peña",
            country="PH",
            role="Moderator",
            party="Ulaanbaatar",
        ),
    }
    badges.issue_all(session, at=NINE)
    session.flush()
    codes = {name: code for _, name, code in badges.codes(session)}
    return World(desk, meal, door, people, codes)


def seat(
    session: Session,
    participant_id: str,
    *,
    starts_at: datetime,
    **more: Any,  # noqa: ANN401 - columns
) -> None:
    """Seat somebody in a published group of a breakout session of two hours."""
    session.info["action"] = "test.seat"
    item = rows.Session(
        id=new_id(NINE),
        form="breakout",
        title="Breakout",
        room="Room 3",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )
    made = rows.Round(id=new_id(NINE), session_id=item.id, number=1, published_at=NINE)
    group = rows.Group(
        id=new_id(NINE),
        round_id=made.id,
        **{"name": "C", "topic": "Water", "table": "7", **more},
    )
    place = rows.Seat(
        id=new_id(NINE),
        round_id=made.id,
        group_id=group.id,
        participant_id=participant_id,
    )
    session.add_all((item, made, group, place))
    session.flush()
