"""Attendance by session, from the checkpoints at their doors. Reads only."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.attendance_table import AttendanceTable, table
from nexus_desktop.services import attendance, entitlement, programme, workshop
from nexus_desktop.services.checkpoints import draft_of, live
from nexus_desktop.store import rows


def by_session(session: Session, trait: str = "category") -> AttendanceTable:
    """Count who came to each session that has a checkpoint.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    people = entitlement.expected_people(session)
    of: dict[str, str] = {}
    came: dict[str, set[str]] = {}
    may: defaultdict[str, set[str]] = defaultdict(set)
    for row in live(session):
        if row.session_id:
            of[row.id] = row.session_id
            came.setdefault(row.session_id, set())
            draft = draft_of(row)
            resolved = entitlement.resolved(session, draft.entitled)
            may[row.session_id] |= entitlement.among(people, resolved)
    for _at, _scan, person, place, way in attendance.moves(session):
        if way == "in" and place in of:
            came[of[place]].add(person)
    values = _values(session, trait)
    if trait == "country":
        known = {
            code: countries.name(code, info.country_names)
            for code in set(values.values())
        }
        values = {person: known[code] for person, code in values.items()}
    sessions = [
        item
        for item in programme.sessions(session)
        if not item.is_pause or item.id in came
    ]
    expected = {ident: len(those) for ident, those in may.items()}
    return table(trait, sessions, came, expected, values)


def _values(session: Session, trait: str) -> dict[str, str]:
    person = rows.Participant
    query = select(person.id, getattr(person, trait))
    return dict(session.execute(query.where(person.removed_at.is_(None))).all())
