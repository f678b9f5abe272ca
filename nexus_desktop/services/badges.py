"""Badges: issuing, replacing, switching off, and what is printed on them."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session, aliased

from nexus_desktop.core import badge, countries
from nexus_desktop.core.badge import BadgeCode, BadgeError
from nexus_desktop.core.badge_sheet import BadgeFace, role_colour
from nexus_desktop.core.days import spoken_span
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.store import rows

_Newer = aliased(rows.Badge)

IS_SUPERSEDED: ColumnElement[bool] = (
    select(_Newer.id)
    .where(
        _Newer.participant_id == rows.Badge.participant_id,
        _Newer.issue > rows.Badge.issue,
        _Newer.removed_at.is_(None),
    )
    .exists()
)
"""Whether the person of a badge was given a newer one."""


@dataclass(frozen=True, slots=True)
class IssuedBadge:
    """A badge as services hand it out.

    Attributes:
        number: its random id, 16 hex digits; code: the text of its QR code.
    """

    id: str
    participant_id: str
    number: str
    issue: int
    code: str


@dataclass(frozen=True, slots=True)
class BadgeToPrint:
    """One badge with its face."""

    badge_id: str
    participant_id: str
    face: BadgeFace


def issue_all(session: Session, *, at: datetime) -> int:
    """Issue a badge to everybody who is expected and never had one; return how many.

    Doing it twice issues none. 5,000 take about two seconds.
    """
    session.info["action"] = "badge.issue"
    had = select(rows.Badge.participant_id).where(rows.Badge.removed_at.is_(None))
    waiting = session.scalars(
        select(rows.Participant.id)
        .where(
            rows.Participant.removed_at.is_(None),
            rows.Participant.status != "cancelled",
            rows.Participant.id.not_in(had),
        )
        .order_by(rows.Participant.printed_name, rows.Participant.id)
    ).all()
    session.add_all(_new(participant_id, 1, at) for participant_id in waiting)
    return len(waiting)


def issue(session: Session, participant_id: str, *, at: datetime) -> IssuedBadge:
    """Issue a badge, or return the one that the person has and that is good.

    Raises:
        NotFound: there is no such person.
    """
    session.info["action"] = "badge.issue"
    last = _last(session, participant_id)
    if last is not None and last.revoked_at is None:
        return _told(_signer(session), last)
    return _issued(session, participant_id, last, at)


def reissue(
    session: Session, participant_id: str, reason: str = "", *, at: datetime
) -> IssuedBadge:
    """Issue a new badge, which ends the one before; the reason is kept with that.

    Raises:
        NotFound: there is no such person.
        BadgeError: they had 255 already.
    """
    session.info["action"] = "badge.reissue"
    last = _last(session, participant_id)
    if last is not None and reason.strip():
        last.reason = reason.strip()
    return _issued(session, participant_id, last, at)


def revoke(
    session: Session, participant_id: str, reason: str = "", *, at: datetime
) -> int:
    """Switch off every badge of a person; return how many were on.

    Raises:
        NotFound: there is no such person.
    """
    session.info["action"] = "badge.revoke"
    _last(session, participant_id)
    badges = session.scalars(
        select(rows.Badge).where(
            rows.Badge.participant_id == participant_id,
            rows.Badge.removed_at.is_(None),
            rows.Badge.revoked_at.is_(None),
        )
    ).all()
    for row in badges:
        row.revoked_at = at
        row.reason = reason.strip()
    return len(badges)


def faces(
    session: Session, participant_ids: Collection[str] | None = None
) -> list[BadgeFace]:
    """Return the faces of the badges that `to_print` gives."""
    return [one.face for one in to_print(session, participant_ids)]


def to_print(
    session: Session, participant_ids: Collection[str] | None = None
) -> list[BadgeToPrint]:
    """Return the good badges of those who are expected, by name, ready to be printed.

    Args:
        session: of the workshop.
        participant_ids: only theirs (a few hundred at most).
    """
    workshop = _workshop(session)
    signer = _Signer(workshop)
    dates = spoken_span(workshop.first_day, workshop.last_day)
    return [
        BadgeToPrint(
            row.id,
            row.participant_id,
            BadgeFace(
                code=signer.code(row.number, row.issue),
                name=row.printed_name,
                native_name=row.native_name,
                organisation=row.organisation,
                country=countries.name(row.country, workshop.country_names),
                role=row.role,
                role_colour=role_colour(row.role),
                workshop=workshop.title,
                dates=dates,
            ),
        )
        for row in _good(session, participant_ids)
    ]


def codes(session: Session) -> list[tuple[str, str, str]]:
    """Return (participant id, name, code) of every good badge, by name."""
    signer = _signer(session)
    return [
        (row.participant_id, row.printed_name, signer.code(row.number, row.issue))
        for row in _good(session, None)
    ]


def record_printing(
    session: Session, badge_ids: Sequence[str], filed_in: str = "", *, at: datetime
) -> int:
    """Note that badges were printed, and in which box they are; return how many."""
    session.info["action"] = "badge.print"
    session.add_all(
        rows.Printing(id=new_id(at), badge_id=one, at=at, filed_in=filed_in.strip())
        for one in badge_ids
    )
    return len(badge_ids)


class _Signer:
    """Writes codes with the workshop's present key."""

    def __init__(self, workshop: rows.Workshop) -> None:
        self._epoch = workshop.badge_epoch
        self._workshop = workshop.badge_code
        self._key = badge.keys_of(workshop.badge_keys)[workshop.badge_epoch]

    def code(self, number: str, issue: int) -> str:
        made = BadgeCode(self._epoch, self._workshop, number, issue)
        return badge.encode(made, self._key)


def _workshop(session: Session) -> rows.Workshop:
    return session.scalars(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    ).one()


def _signer(session: Session) -> _Signer:
    return _Signer(_workshop(session))


def _good(
    session: Session, participant_ids: Collection[str] | None
) -> Sequence[Row[*tuple[str, str, str, int, str, str, str, str, str]]]:
    query = (
        select(
            rows.Badge.id,
            rows.Badge.participant_id,
            rows.Badge.number,
            rows.Badge.issue,
            rows.Participant.printed_name,
            rows.Participant.native_name,
            rows.Participant.organisation,
            rows.Participant.country,
            rows.Participant.role,
        )
        .join(rows.Participant, rows.Participant.id == rows.Badge.participant_id)
        .where(
            rows.Badge.removed_at.is_(None),
            rows.Badge.revoked_at.is_(None),
            rows.Participant.removed_at.is_(None),
            rows.Participant.status != "cancelled",
            ~IS_SUPERSEDED,
        )
        .order_by(rows.Participant.printed_name, rows.Participant.id)
    )
    if participant_ids is not None:
        query = query.where(rows.Badge.participant_id.in_(participant_ids))
    return session.execute(query).all()


def _new(participant_id: str, number: int, at: datetime) -> rows.Badge:
    return rows.Badge(
        id=new_id(at),
        participant_id=participant_id,
        number=secrets.token_hex(8),
        issue=number,
        issued_at=at,
    )


def _issued(
    session: Session, participant_id: str, last: rows.Badge | None, at: datetime
) -> IssuedBadge:
    number = 1 if last is None else last.issue + 1
    if number > badge.MOST_ISSUES:
        raise BadgeError(
            f"Nobody can have more than {badge.MOST_ISSUES} badges in one workshop."
        )
    row = _new(participant_id, number, at)
    session.add(row)
    session.flush()
    return _told(_signer(session), row)


def _told(signer: _Signer, row: rows.Badge) -> IssuedBadge:
    code = signer.code(row.number, row.issue)
    return IssuedBadge(row.id, row.participant_id, row.number, row.issue, code)


def _last(session: Session, participant_id: str) -> rows.Badge | None:
    person = session.get(rows.Participant, participant_id)
    if person is None or person.removed_at is not None:
        raise NotFound("This person is not in the workshop any more.")
    return session.scalar(
        select(rows.Badge)
        .where(
            rows.Badge.participant_id == participant_id,
            rows.Badge.removed_at.is_(None),
        )
        .order_by(rows.Badge.issue.desc(), rows.Badge.issued_at.desc())
        .limit(1)
    )
