"""A small workshop for the tests of breakout groups."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import GroupDraft, RoundDraft, Weights, lettered
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import breakouts
from nexus_desktop.store import rows
from tests.conftest import NINE

COUNTRIES = ("MN", "VN", "IN", "PH", "CN")
CATEGORIES = ("City government", "National government", "Network of cities")


def add_people(session: Session, count: int) -> list[str]:
    """Add `count` generated people of five countries, return their ids in order."""
    session.info["action"] = "test.people"
    ids = []
    for number in range(count):
        person = rows.Participant(
            id=new_id(NINE),
            printed_name=f"Person {number:04}",
            country=COUNTRIES[number % len(COUNTRIES)],
            category=CATEGORIES[number % len(CATEGORIES)],
            gender="FM"[number % 2],
            organisation=f"Organisation {number % 17}",
            languages=["en", "mn"][number % 2 :],
        )
        session.add(person)
        ids.append(person.id)
    return ids


def add_session(session: Session, title: str, day: int = 0) -> str:
    """Add a breakout session on a day of the workshop (from 0), return its id."""
    session.info["action"] = "test.session"
    item = rows.Session(
        id=new_id(NINE),
        form="breakout",
        title=title,
        room="Rooms 1-5",
        starts_at=NINE + timedelta(days=day, hours=5),
        ends_at=NINE + timedelta(days=day, hours=7),
    )
    session.add(item)
    session.flush()
    return item.id


def add_round(session: Session, day: int = 0, groups: int = 2) -> str:
    """Add a session and a round of `groups` even groups over country and gender."""
    session_id = add_session(session, f"Breakout of day {day + 1}", day)
    draft = RoundDraft(lettered(groups), Weights({"country": 1.0, "gender": 1.0}))
    return breakouts.new_round(session, session_id, draft, at=NINE).id


def water_and_energy() -> tuple[GroupDraft, ...]:
    """Return two groups with topics and rooms."""
    return lettered(2, ["Water", "Energy"], ["Room 1", "Room 2"])


def add_scans(
    session: Session,
    desk: str,
    people: Iterable[str],
    at: datetime = NINE,
    way: str = "in",
) -> None:
    """Let people in, or out, at a checkpoint."""
    session.info["action"] = "test.scans"
    for person in people:
        scan = rows.Scan(
            id=new_id(at),
            checkpoint_id=desk,
            participant_id=person,
            direction=way,
            at=at,
            device_id="d",
            way="search",
            verdict="ADMITTED" if way == "in" else "CHECKED_OUT",
        )
        session.add(scan)
