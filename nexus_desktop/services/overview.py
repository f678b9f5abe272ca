"""The overview: everything that the room's screen shows, in a handful of queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core import attendance as rules
from nexus_desktop.core import countries
from nexus_desktop.core.desk import Bin
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.overview import (
    CLOSED,
    Actions,
    Coverage,
    Overview,
    day_shown,
    shares,
)
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import (
    attendance,
    entitlement,
    parallel_notes,
    programme,
    workshop,
)
from nexus_desktop.services.overview_parts import absent
from nexus_desktop.store import rows

_PEOPLE = (
    "SELECT id, country, category, gender, role, status FROM participant "
    "WHERE removed_at IS NULL"
)
_TAGGED = """
SELECT j.value, count(DISTINCT n.id) FROM note n, json_each(n.objectives) j
WHERE n.removed_at IS NULL GROUP BY j.value
"""


@dataclass(frozen=True, slots=True)
class _Attendance:
    """Who came, as far as the day shown.

    Attributes:
        arrived: everybody who ever came, until the end of the day.
        first: who came on the day -> when first.
        inside: checkpoint -> how many are there.
    """

    arrived: Collection[str]
    first: Mapping[str, str]
    here: Collection[str]
    inside: Mapping[str, int]


def overview(session: Session, *, at: datetime, day: date | None = None) -> Overview:
    """Return the workshop at a glance on `day`, by default the day of `at`.

    5,000 people and 20,000 scans take less than 100 ms.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    day = day or day_shown(info, at)
    came = _attendance(session, info, day)
    people = session.connection().exec_driver_sql(_PEOPLE).all()
    expected = _expected(session, people, day)
    wanted = [person for person in people if person[0] in expected]
    arrived = {person[0] for person in people if person[0] in came.arrived}
    names = {
        code: countries.name(code, info.country_names)
        for code in {person[1] for person in people}
    }
    sessions = programme.sessions(session)
    begin, end = info.bounds(day)
    today = [one for one in sessions if begin <= one.starts_at < end]
    notes, spoken_to = _notes(session)
    return Overview(
        workshop=info,
        day=day,
        at=at,
        expected=len(wanted),
        arrived=len(arrived & expected),
        here=len(came.here),
        came=len(came.first),
        unexpected=len(arrived - expected),
        bins=_bins(came, info),
        countries=shares((names[p[1]], p[0] in arrived) for p in wanted),
        categories=shares((p[2], p[0] in arrived) for p in wanted),
        genders=shares((p[3], p[0] in arrived) for p in wanted),
        sessions=sessions,
        absent=absent(session, today, came.first),
        inside=_by_session(session, came.inside),
        objectives=_coverage(info, sessions, spoken_to),
        notes=notes,
        actions=_actions(session, info.local(at).date()),
    )


def _attendance(session: Session, info: WorkshopInfo, day: date) -> _Attendance:
    begin, end = info.bounds(day)
    today = attendance.moves(session, begin, end)
    first = rules.first_in(today)
    rooms = attendance.rooms(session)
    staying = rules.stays(today, rooms)
    return _Attendance(
        arrived=attendance.came_before(session, begin).union(first),
        first=first,
        here=rules.in_the_house(today, rooms),
        inside=Counter(stay.checkpoint_id for stay in staying),
    )


def _bins(came: _Attendance, info: WorkshopInfo) -> tuple[Bin, ...]:
    """Count first arrivals by five minutes, which begin alike in every zone of today.

    Times are counted as they are kept, so that few have to be understood.
    """
    counts = Counter(f"{at[:15]}{'05'[at[15] >= '5']}" for at in came.first.values())
    begun = {
        datetime.fromisoformat(f"{minute}:00+00:00"): count
        for minute, count in counts.items()
    }
    if not begun:
        return ()
    first, step = min(begun), timedelta(minutes=5)
    times = [first + n * step for n in range(int((max(begun) - first) / step) + 1)]
    return tuple(Bin(info.local(at), begun.get(at, 0)) for at in times)


def _expected(session: Session, people: Sequence[Any], day: date) -> frozenset[str]:
    """Return who may come in on a day: at one of its registration desks at least."""
    listed = {
        ident: {
            "participant": ident,
            "group": ident,
            "role": role,
            "category": category,
            "country": country,
        }
        for ident, country, category, _gender, role, status in people
        if status != "cancelled"
    }
    place = rows.Checkpoint
    query = select(place.entitled).where(
        place.removed_at.is_(None),
        place.purpose == "registration",
        (place.day == day) | place.day.is_(None),
    )
    desks = [entitlement.resolved(session, one) for one in session.scalars(query)]
    if not desks or not all(desks):
        return frozenset(listed)
    return frozenset[str]().union(*(entitlement.among(listed, one) for one in desks))


def _by_session(session: Session, inside: Mapping[str, int]) -> dict[str, int]:
    """Return how many are inside at the checkpoints of each session."""
    place = rows.Checkpoint
    query = select(place.id, place.session_id).where(
        place.removed_at.is_(None), place.session_id.is_not(None)
    )
    found: Counter[str] = Counter()
    for checkpoint, of in session.execute(query):
        found[str(of)] += inside.get(checkpoint, 0)
    return found


def _notes(session: Session) -> tuple[int, Counter[int]]:
    """Return how many notes there are, and how many speak to each objective."""
    note = rows.Note
    said_here = (note.removed_at.is_(None), note.continues == "")
    total = session.scalar(select(func.count()).select_from(note).where(*said_here))
    found = session.connection().exec_driver_sql(_TAGGED)
    return total or 0, Counter({row[0]: row[1] for row in found})


def _coverage(
    info: WorkshopInfo, sessions: Iterable[SessionInfo], spoken_to: Counter[int]
) -> tuple[Coverage, ...]:
    planned = Counter(number for item in sessions for number in item.objectives)
    return tuple(
        Coverage(
            objective.number,
            objective.text,
            spoken_to[objective.number],
            planned[objective.number],
        )
        for objective in info.objectives
    )


def _actions(session: Session, today: date) -> Actions:
    note = rows.Note
    found = session.execute(
        select(note.id, note.state, note.owner, note.due).where(
            note.removed_at.is_(None), note.note_kind == NoteKind.ACTION
        )
    ).all()
    taken = parallel_notes.takers(session)
    found = [row for row in found if row.id not in taken]
    still = [(owner, due) for _id, state, owner, due in found if state not in CLOSED]
    return Actions(
        total=len(found),
        open=len(still),
        without_owner=sum(not owner for owner, _due in still),
        overdue=sum(due is not None and due < today for _owner, due in still),
    )
