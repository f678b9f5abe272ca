"""What lists and certificates are made from. Reads only, in ten queries at most."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.lists.material import (
    Coming,
    Door,
    Listed,
    ListedRound,
    Material,
    RoundGroup,
)
from nexus_desktop.core.participant import FIELDS, BadgeState, PersonFields
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import (
    attendance,
    breakout_reading,
    entitlement,
    people_details,
    programme,
    workshop,
)
from nexus_desktop.store import rows

_NAMES = tuple(field.name for field in FIELDS)
_MANY = tuple(place for place, field in enumerate(FIELDS) if field.many)
_PERSON = (
    rows.Participant.id,
    rows.Participant.extra,
    *(getattr(rows.Participant, name) for name in _NAMES),
)


def material(session: Session, *, at: datetime) -> Material:
    """Return everything that lists are made from, as it is at `at`.

    130 people take 20 ms, 100,000 about three seconds.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    rounds = breakout_reading.live_rounds(session)
    ids = [turn.id for turn in rounds]
    groups = breakout_reading.groups(session, ids)
    return Material(
        workshop=info,
        people=tuple(_people(session, info, ids)),
        items=programme.sessions(session),
        doors=tuple(_doors(session)),
        rounds=tuple(
            ListedRound(
                turn.id,
                turn.number,
                turn.session_id,
                tuple(_group(group) for group in groups[turn.id]),
            )
            for turn in rounds
        ),
        at=info.local(at),
    )


def _people(
    session: Session, info: WorkshopInfo, round_ids: list[str]
) -> Iterator[Listed]:
    came = _came(session, info)
    seats = _seats(session, round_ids)
    badges = people_details.badges(session)
    none = (BadgeState.NONE, 0)
    query = (
        select(*_PERSON)
        .where(rows.Participant.removed_at.is_(None))
        .order_by(rows.Participant.id)
    )
    for ident, extra, *values in session.execute(query):
        for place in _MANY:
            values[place] = tuple(values[place])
        fields = PersonFields(**dict(zip(_NAMES, values, strict=True)))
        yield Listed(
            ident,
            fields,
            countries.name(fields.country, info.country_names),
            extra,
            badges.get(ident, none)[0].value,
            tuple(came.get(ident, ())),
            seats.get(ident, {}),
        )


def _came(session: Session, info: WorkshopInfo) -> Mapping[str, list[Coming]]:
    """Return participant id -> the first time each day at each checkpoint."""
    found: dict[str, list[Coming]] = {}
    seen: set[tuple[str, date, str]] = set()
    for one in attendance.presences(session):
        place = (one.participant_id, one.day, one.checkpoint_id)
        if one.direction == "in" and place not in seen:
            seen.add(place)
            coming = Coming(one.day, info.local(one.at), one.checkpoint_id)
            found.setdefault(one.participant_id, []).append(coming)
    return found


def _seats(session: Session, round_ids: list[str]) -> Mapping[str, dict[str, str]]:
    """Return participant id -> round id -> group id."""
    found: dict[str, dict[str, str]] = {}
    for round_id, seats in breakout_reading.seats(session, round_ids).items():
        for person, seat in seats.items():
            found.setdefault(person, {})[round_id] = seat.group_id
    return found


def _doors(session: Session) -> Iterator[Door]:
    query = select(rows.Checkpoint).where(rows.Checkpoint.removed_at.is_(None))
    for row in session.scalars(
        query.order_by(rows.Checkpoint.name, rows.Checkpoint.id)
    ):
        entitled = entitlement.resolved(session, row.entitled)
        yield Door(row.id, row.name, row.purpose, row.day, row.session_id, entitled)


def _group(read: breakout_reading.GroupRead) -> RoundGroup:
    draft = read.draft
    return RoundGroup(read.id, draft.name, draft.topic, draft.room, draft.table)
