"""Reading everybody for the table, in slices between which the desk's scans go.

A slice takes some 50 ms, however many people and scans there are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import LET_IN
from nexus_desktop.core.participant import BadgeState, PersonRow
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import attendance, workshop
from nexus_desktop.services import people_details as details
from nexus_desktop.store import rows

PEOPLE = 600
SCANS = 2_000

_SHOWN = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.organisation, rows.Participant.country, rows.Participant.city,
    rows.Participant.category, rows.Participant.role, rows.Participant.email,
    rows.Participant.status,
)  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What was read so far; give it to `read_on` until `is_done`.

    Attributes:
        info: of the workshop, in whose manner the table writes.
        people: in no order that matters.
        arrivals: participant id -> when they came first.
        last_scan, last_person: where the next slice begins.
    """

    info: WorkshopInfo
    people: list[PersonRow] = field(default_factory=list)
    is_done: bool = False
    arrivals: dict[str, datetime] = field(default_factory=dict)
    last_scan: tuple[datetime, str] | None = None
    has_arrivals: bool = False
    last_person: str = ""


def read_on(session: Session, so_far: Reading | None = None) -> Reading:
    """Read the next slice; a small workshop is read at one go.

    Raises:
        NotFound: the file holds no workshop.
    """
    reading = so_far or Reading(workshop.info(session))
    if not reading.has_arrivals:
        _read_arrivals(session, reading)
    if reading.has_arrivals:
        _read_people(session, reading)
    return reading


def _read_arrivals(session: Session, reading: Reading) -> None:
    scan = rows.Scan
    query = (
        attendance.valid(attendance.WHOSE, scan.at, scan.id)
        .where(scan.verdict.in_(LET_IN))
        .order_by(scan.at, scan.id)
        .limit(SCANS)
    )
    last = reading.last_scan
    if last is not None:
        query = query.where(scan.at >= last[0], tuple_(scan.at, scan.id) > last)
    found = session.execute(query).all()
    for person, at, _id in found:
        reading.arrivals.setdefault(person, at)
    reading.has_arrivals = len(found) < SCANS
    if found:
        reading.last_scan = (found[-1][1], found[-1][2])


def _read_people(session: Session, reading: Reading) -> None:
    query = (
        select(*_SHOWN)
        .where(
            rows.Participant.removed_at.is_(None),
            rows.Participant.id > reading.last_person,
        )
        .order_by(rows.Participant.id)
        .limit(PEOPLE)
    )
    found = session.execute(query).mappings().all()
    ids = [row["id"] for row in found]
    badges = details.badges(session, ids)
    places = details.places(session, ids)
    arrivals = reading.arrivals
    reading.people.extend(
        PersonRow(
            **row,
            badge=badges.get(row["id"], (BadgeState.NONE, 0))[0],
            arrived_at=arrivals.get(row["id"]),
            groups=tuple(place.group for place in places.get(row["id"], ())),
        )
        for row in found
    )
    reading.is_done = len(found) < PEOPLE
    reading.last_person = ids[-1] if ids else ""
