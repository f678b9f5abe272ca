"""Badges: issuing, replacing, switching off, and what is printed on them."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, literal, select, true
from sqlalchemy.orm import Session, aliased

from nexus_desktop.core import badge, countries
from nexus_desktop.core.badge import BadgeCode, BadgeError
from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace, role_colour
from nexus_desktop.core.badge_views import PHOTO, SEATED, fields_on
from nexus_desktop.core.days import spoken_span
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import badge_faces, pictures
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


_AS_THEY_ARE = (
    "native_name", "honorific", "given_name", "family_name", "organisation", "position",
    "city", "role", "category", "dietary",
)  # fmt: skip
_OF_A_PERSON = (
    rows.Participant.printed_name, rows.Participant.country,
    *(getattr(rows.Participant, name) for name in _AS_THEY_ARE),
)  # fmt: skip
_COLUMNS = (
    rows.Badge.id, rows.Badge.participant_id, rows.Badge.number, rows.Badge.issue,
    *_OF_A_PERSON,
)  # fmt: skip
_ID_AND_COLUMNS = (
    literal("").label("id"), rows.Participant.id.label("participant_id"), *_OF_A_PERSON,
)  # fmt: skip
NO_CODE = "NX1" + 42 * "A"
"""Looks like a code and is none."""

_ALL = SEATED | {"category"}
_MOST_NAMED = 500  # people whom a query names one by one


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


def issue_all(
    session: Session, ids: Collection[str] | None = None, *, at: datetime
) -> int:
    """Issue a badge to everybody who is expected and never had one; return how many.

    `ids` leaves out everybody else. Doing it twice issues none. 5,000 take about half
    a second.
    """
    session.info["action"] = "badge.issue"
    had = select(rows.Badge.participant_id).where(rows.Badge.removed_at.is_(None))
    waiting = session.scalars(
        select(rows.Participant.id)
        .where(
            rows.Participant.removed_at.is_(None),
            rows.Participant.status != "cancelled",
            rows.Participant.id.not_in(had),
            true() if ids is None else rows.Participant.id.in_(ids),
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
    session: Session,
    participant_ids: Collection[str] | None = None,
    layout: BadgeLayout | None = None,
) -> list[BadgeToPrint]:
    """Return the good badges of those who are expected, by name, ready to be printed.

    `participant_ids` takes only theirs. What `layout` does not show may be left out of
    the faces; without one, only photos are.
    """
    return _faced(session, _good(session, participant_ids), participant_ids, layout)


def preview(
    session: Session, participant_ids: Collection[str], layout: BadgeLayout
) -> list[BadgeToPrint]:
    """Return the badges of some people as they will look, also if they have none yet.

    Codes that are not issued are those of no badge: they let nobody in.
    """
    good = {row.participant_id: row for row in _good(session, participant_ids)}
    query = select(*_ID_AND_COLUMNS).where(
        rows.Participant.id.in_(participant_ids),
        rows.Participant.removed_at.is_(None),
    )
    people = session.execute(query.order_by(rows.Participant.printed_name)).all()
    found = [good.get(person.participant_id, person) for person in people]
    return _faced(session, found, participant_ids, layout)


def _faced(
    session: Session,
    found: Iterable[Row[Any]],
    participant_ids: Collection[str] | None,
    layout: BadgeLayout | None,
) -> list[BadgeToPrint]:
    shown = _ALL if layout is None else fields_on(layout)
    workshop = _workshop(session)
    signer = _Signer(workshop)
    dates = spoken_span(workshop.first_day, workshop.last_day)
    some = _few(participant_ids)
    seats = badge_faces.seats(session, some) if SEATED & shown else {}
    colours = badge_faces.colours(session) if "category" in shown else {}
    pictured = pictures.photos(session, some) if PHOTO in shown else {}
    return [
        BadgeToPrint(
            row.id,
            row.participant_id,
            BadgeFace(
                code=signer.code(row.number, row.issue) if row.id else NO_CODE,
                name=row.printed_name,
                country=countries.name(row.country, workshop.country_names),
                country_code=row.country,
                role_colour=role_colour(row.role),
                category_colour=colours.get(row.category, ""),
                workshop=workshop.title,
                dates=dates,
                groups=seats.get(row.participant_id, ()),
                photo=pictured.get(row.participant_id, b""),
                **{name: getattr(row, name) for name in _AS_THEY_ARE},
            ),
        )
        for row in found
    ]


def codes(session: Session) -> list[tuple[str, str, str]]:
    """Return (participant id, name, code) of every good badge, by name."""
    signer = _signer(session)
    return [
        (row.participant_id, row.printed_name, signer.code(row.number, row.issue))
        for row in _good(session, None)
    ]


def record_printing(
    session: Session,
    badge_ids: Sequence[str],
    filed_in: str | Mapping[str, str] = "",
    *,
    at: datetime,
) -> int:
    """Note that badges were printed, and where they were put; return how many.

    `filed_in` is one place for all, or badge id -> place.
    """
    session.info["action"] = "badge.print"
    places = {} if isinstance(filed_in, str) else filed_in
    of_all = filed_in if isinstance(filed_in, str) else ""
    session.add_all(
        rows.Printing(
            id=new_id(at),
            badge_id=one,
            at=at,
            filed_in=places.get(one, of_all).strip(),
        )
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
) -> Iterable[Row[Any]]:
    """Return the good badge of each person with their columns, by name."""
    query = (
        select(*_COLUMNS)
        .join(rows.Participant, rows.Participant.id == rows.Badge.participant_id)
        .where(
            rows.Badge.removed_at.is_(None),
            rows.Badge.revoked_at.is_(None),
            rows.Participant.removed_at.is_(None),
            rows.Participant.status != "cancelled",
            ~IS_SUPERSEDED,
        )
        .order_by(
            rows.Participant.printed_name, rows.Participant.id, rows.Badge.issued_at
        )
    )
    some = _few(participant_ids)
    if some is not None:
        query = query.where(rows.Badge.participant_id.in_(some))
    # Two laptops may each have issued one: the later one is printed.
    found = {row.participant_id: row for row in session.execute(query)}
    if participant_ids is None:
        return found.values()
    wanted = set(participant_ids)
    return [row for person, row in found.items() if person in wanted]


def _few(ids: Collection[str] | None) -> Collection[str] | None:
    """Return `ids`, or None for all when they are more than a query should name."""
    return None if ids is None or len(ids) > _MOST_NAMED else ids


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
