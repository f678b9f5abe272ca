"""What the people of a workshop have and do: badges, arrivals, places in groups.

Each function is one query whatever the number of people, and reads only. `ids` narrows
it to some of them (a few hundred at most); None means everybody.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from nexus_desktop.core.checkin import LET_IN
from nexus_desktop.core.clock import wall_time
from nexus_desktop.core.participant import (
    BadgeState,
    Happening,
    Namesake,
    Passage,
    Place,
)
from nexus_desktop.services import attendance
from nexus_desktop.store import rows

_Column: TypeAlias = ColumnElement[str | None] | InstrumentedAttribute[str]
_SEATED = (rows.Seat, rows.Group, rows.Round)
_NAMESAKE = select(rows.Participant.id, rows.Participant.printed_name)


def badges(
    session: Session, ids: Collection[str] | None = None
) -> dict[str, tuple[BadgeState, int]]:
    """Return participant id -> state and number of their newest badge."""
    printed = (
        select(rows.Printing.id)
        .where(
            rows.Printing.badge_id == rows.Badge.id, rows.Printing.removed_at.is_(None)
        )
        .exists()
    )
    query = (
        select(
            rows.Badge.participant_id,
            rows.Badge.issue,
            rows.Badge.revoked_at,
            printed,
        )
        .where(rows.Badge.removed_at.is_(None), _among(rows.Badge.participant_id, ids))
        .order_by(rows.Badge.issue, rows.Badge.issued_at)
    )
    return {
        person: (_state(revoked_at, is_printed=is_printed), issue)
        for person, issue, revoked_at, is_printed in session.execute(query)
    }


def _state(revoked_at: datetime | None, *, is_printed: bool) -> BadgeState:
    if revoked_at is not None:
        return BadgeState.REVOKED
    return BadgeState.PRINTED if is_printed else BadgeState.ISSUED


def arrivals(
    session: Session, ids: Collection[str] | None = None
) -> dict[str, datetime]:
    """Return participant id -> when they were first let in, of those who were."""
    query = (
        attendance.valid(attendance.WHOSE, func.min(rows.Scan.at))
        .where(rows.Scan.verdict.in_(LET_IN), _among(attendance.WHOSE, ids))
        .group_by(attendance.WHOSE)
    )
    return dict(session.execute(query).all())


def passages(session: Session, participant_id: str) -> tuple[Passage, ...]:
    """Return the scans of one person, the newest first."""
    query = (
        attendance.with_badge(
            rows.Scan.at,
            rows.Checkpoint.name,
            rows.Scan.direction,
            rows.Scan.verdict,
            attendance.IS_UNDONE,
        )
        .join(rows.Checkpoint, rows.Checkpoint.id == rows.Scan.checkpoint_id)
        .where(rows.Scan.way != "undo", _among(attendance.WHOSE, [participant_id]))
        .order_by(rows.Scan.at.desc(), rows.Scan.id.desc())
    )
    return tuple(Passage(*found) for found in session.execute(query))


def trail(session: Session, participant_id: str, limit: int) -> tuple[Happening, ...]:
    """Return what was done with one person's record, the newest first.

    Reads no more of the journal than it must: an import of 5,000 people is one entry.
    """
    query = (
        select(rows.Entry.hlc, rows.Entry.actor, rows.Entry.action)
        .where(rows.Entry.changes.contains(f'"id":"{participant_id}"'))
        .order_by(rows.Entry.hlc.desc(), rows.Entry.device)
        .limit(limit)
    )
    return tuple(
        Happening(wall_time(hlc), actor, action)
        for hlc, actor, action in session.execute(query)
    )


def places(
    session: Session, ids: Collection[str] | None = None
) -> dict[str, tuple[Place, ...]]:
    """Return participant id -> their groups, in the order of rounds."""
    query = (
        select(
            rows.Seat.participant_id,
            rows.Round.number,
            rows.Group.name,
            rows.Group.topic,
            rows.Group.room,
            rows.Group.table,
        )
        .join(rows.Group, rows.Group.id == rows.Seat.group_id)
        .join(rows.Round, rows.Round.id == rows.Seat.round_id)
        .where(*(kind.removed_at.is_(None) for kind in _SEATED))
        .where(_among(rows.Seat.participant_id, ids))
        .order_by(rows.Round.number)
    )
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for person, number, group, topic, room, table in session.execute(query):
        found[person].append(Place(number, group, topic, room, table))
    return {person: tuple(seats) for person, seats in found.items()}


def replaces(session: Session, participant_id: str | None) -> Namesake | None:
    """Return somebody in whose place another comes, by their id; None for nobody."""
    row = session.get(rows.Participant, participant_id) if participant_id else None
    return None if row is None else Namesake(row.id, row.printed_name)


def replaced_by(session: Session, participant_id: str) -> Namesake | None:
    """Return who comes in somebody's place."""
    person = rows.Participant
    query = _NAMESAKE.where(
        person.replaces_id == participant_id, person.removed_at.is_(None)
    )
    found = session.execute(query.order_by(person.id)).first()
    return None if found is None else Namesake(*found)


def merged(session: Session, participant_id: str) -> tuple[Namesake, ...]:
    """Return who was merged into somebody."""
    person = rows.Participant
    query = _NAMESAKE.where(person.merged_into_id == participant_id)
    return tuple(Namesake(*found) for found in session.execute(query.order_by("id")))


def _among(column: _Column, ids: Collection[str] | None) -> ColumnElement[bool]:
    return true() if ids is None else column.in_(ids)
