"""The overview: everything that the room's screen shows, in a handful of queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
from nexus_desktop.core.programme import SessionInfo, now_and_next
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import attendance, programme, workshop
from nexus_desktop.store import rows


def overview(session: Session, *, at: datetime, day: date | None = None) -> Overview:
    """Return the workshop at a glance on `day`, by default the day of `at`.

    5,000 people and 20,000 scans take less than 100 ms.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    day = day or day_shown(info, at)
    people = _people(session)
    arrived = _arrived_by(session, info.bounds(day)[1])
    of_the_day = attendance.presences(session, between=info.bounds(day))
    first = attendance.first_of_each_day(of_the_day)
    expected = [person for person in people if person[3] != "cancelled"]
    sessions = programme.sessions(session)
    notes, spoken_to = _notes(session)
    came = sum(person[0] in arrived for person in expected)
    bins = attendance.by_five_minutes(first, info.zone)
    return Overview(
        workshop=info,
        day=day,
        at=at,
        expected=len(expected),
        arrived=came,
        here=len(attendance.inside(of_the_day, day)),
        came=len(first),
        unexpected=sum(person[0] in arrived for person in people) - came,
        bins=tuple(Bin(begins, count) for begins, count in bins),
        countries=shares(
            (countries.name(code, info.country_names), ident in arrived)
            for ident, code, _category, _status in expected
        ),
        categories=shares(
            (category, ident in arrived) for ident, _code, category, _status in expected
        ),
        programme=now_and_next(sessions, at),
        has_programme=bool(sessions),
        objectives=_coverage(info, sessions, spoken_to),
        notes=notes,
        actions=_actions(session, info.local(at).date()),
    )


def _people(session: Session) -> Sequence[Any]:
    """Return (id, country, category, status) of everybody on the list."""
    person = rows.Participant
    columns = (person.id, person.country, person.category, person.status)
    found = select(*columns).where(person.removed_at.is_(None))
    return session.execute(found).all()


def _arrived_by(session: Session, until: datetime) -> frozenset[str]:
    """Return the ids of everybody who was let in before `until`."""
    found = attendance.valid(attendance.WHOSE).where(
        rows.Scan.direction == "in", rows.Scan.at < until
    )
    return frozenset(session.scalars(found.distinct()))


def _notes(session: Session) -> tuple[int, Counter[int]]:
    """Return how many notes there are, and how many speak to each objective."""
    live = rows.Note.removed_at.is_(None)
    total = session.scalar(select(func.count()).select_from(rows.Note).where(live))
    tagged = select(rows.Note.objectives).where(
        live, func.json_array_length(rows.Note.objectives) > 0
    )
    spoken_to: Counter[int] = Counter()
    for numbers in session.scalars(tagged):
        spoken_to.update(set(numbers))
    return total or 0, spoken_to


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
        select(note.state, note.owner, note.due).where(
            note.removed_at.is_(None), note.note_kind == NoteKind.ACTION
        )
    ).all()
    still = [(owner, due) for state, owner, due in found if state not in CLOSED]
    return Actions(
        total=len(found),
        open=len(still),
        without_owner=sum(not owner for owner, _due in still),
        overdue=sum(due is not None and due < today for _owner, due in still),
    )
