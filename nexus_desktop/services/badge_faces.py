"""What stands on badges besides a person's own fields: seats, colours, photos.

Each function is one query or a few whatever the number of people, and reads only.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_sheet import GroupSeat, category_colours
from nexus_desktop.store import rows

_SEATED = (rows.Seat, rows.Group, rows.Round, rows.Session)


def seats(
    session: Session, ids: Collection[str] | None = None
) -> dict[str, tuple[GroupSeat, ...]]:
    """Return participant id -> seats in published rounds, by their number."""
    query = (
        select(
            rows.Seat.participant_id,
            rows.Round.number,
            rows.Group.name,
            rows.Group.room,
            rows.Group.table,
            rows.Session.room,
        )
        .join(rows.Group, rows.Group.id == rows.Seat.group_id)
        .join(rows.Round, rows.Round.id == rows.Seat.round_id)
        .join(rows.Session, rows.Session.id == rows.Round.session_id)
        .where(
            *(kind.removed_at.is_(None) for kind in _SEATED),
            rows.Round.published_at.is_not(None),
            true() if ids is None else rows.Seat.participant_id.in_(ids),
        )
        .order_by(rows.Round.number, rows.Seat.id)
    )
    found: defaultdict[str, list[GroupSeat]] = defaultdict(list)
    for person, number, group, room, table, hall in session.execute(query):
        found[person].append(GroupSeat(number, group, room or hall, table))
    return {person: tuple(sitting) for person, sitting in found.items()}


def colours(session: Session) -> dict[str, str]:
    """Return category -> colour; who registers later changes none of them."""
    first = func.min(rows.Participant.id)
    found = session.scalars(
        select(rows.Participant.category)
        .where(rows.Participant.category != "", rows.Participant.removed_at.is_(None))
        .group_by(rows.Participant.category)
        .order_by(first)
    )
    return category_colours(found)
