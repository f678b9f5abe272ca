"""What a decision at a checkpoint is made from, in few indexed queries.

A scan waits for these, so columns are selected, not rows, and the statements are made
once. Reads only.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, bindparam, func, select, text
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.attendance import is_left_by_moving, since_moving
from nexus_desktop.core.checkin import (
    REPEAT_SECONDS,
    CheckpointInfo,
    GroupPlace,
    Guest,
)
from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.workshop import day_bounds
from nexus_desktop.services import entitlement
from nexus_desktop.services.badges import IS_SUPERSEDED
from nexus_desktop.services.merged import FINAL
from nexus_desktop.store import rows
from nexus_desktop.store.types import UtcDateTime

_CONTEXT = (
    select(
        rows.Checkpoint.id,
        rows.Checkpoint.name,
        rows.Checkpoint.purpose,
        rows.Checkpoint.rule,
        rows.Checkpoint.day,
        rows.Checkpoint.entitled,
        rows.Workshop.time_zone,
        rows.Workshop.country_names,
        rows.Workshop.badge_code,
        rows.Workshop.badge_keys,
        rows.Workshop.badge_epoch,
    )
    .join_from(rows.Checkpoint, rows.Workshop, rows.Workshop.removed_at.is_(None))
    .where(
        rows.Checkpoint.id == bindparam("checkpoint"),
        rows.Checkpoint.removed_at.is_(None),
    )
)

GUEST = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.organisation, rows.Participant.country, rows.Participant.role,
    rows.Participant.category, rows.Participant.attention, rows.Participant.dietary,
    rows.Participant.party, rows.Participant.status, rows.Participant.removed_at,
)  # fmt: skip

_BADGE = (
    select(
        rows.Badge.revoked_at,
        rows.Badge.removed_at,
        IS_SUPERSEDED,
        *GUEST,
    )
    .outerjoin(FINAL, FINAL.c.id == rows.Badge.participant_id)
    .join(
        rows.Participant,
        rows.Participant.id == func.coalesce(FINAL.c.final, rows.Badge.participant_id),
    )
    .where(rows.Badge.number == bindparam("number"))
)

_SAME = select(FINAL.c.final).where(FINAL.c.id == bindparam("person"))
_PERSON = select(*GUEST).where(
    rows.Participant.id == func.coalesce(_SAME.scalar_subquery(), bindparam("person")),
    rows.Participant.removed_at.is_(None),
)

# By hand: the plus keeps SQLite from reading every scan of the checkpoint instead of
# the few of these people. `who` holds them and everybody who was merged into them.
_PAST_SQL = """
WITH RECURSIVE who(id, final) AS (
    SELECT id, id FROM participant WHERE id IN :people
    UNION
    SELECT p.id, who.final FROM who JOIN participant p ON p.merged_into_id = who.id)
SELECT coalesce(
    (SELECT final FROM who WHERE id = coalesce(s.participant_id, b.participant_id)),
    s.participant_id, b.participant_id, '') AS person, s.at, s.direction,
    coalesce(d.name, '') AS desk, s.checkpoint_id = :checkpoint AS is_here
FROM scan s
LEFT JOIN checkpoint c ON c.id = s.checkpoint_id
LEFT JOIN badge b ON b.number = s.badge_number AND b.removed_at IS NULL
LEFT JOIN device d ON d.id = s.device_id
WHERE s.id IN (
    SELECT scan.id FROM who JOIN scan ON scan.participant_id = who.id
    UNION
    SELECT scan.id FROM who JOIN badge ON badge.participant_id = who.id
        JOIN scan ON scan.badge_number = badge.number
        WHERE badge.removed_at IS NULL
    UNION
    SELECT id FROM scan WHERE badge_number = :number)
AND (+s.checkpoint_id = :checkpoint
    OR (:elsewhere AND s.direction = 'in' AND c.purpose != 'registration'))
AND s.removed_at IS NULL
AND s.verdict IN ('ADMITTED', 'ADMITTED_UNSYNCED', 'CHECKED_OUT')
AND NOT EXISTS (
    SELECT 1 FROM scan u WHERE u.undoes_id = s.id AND u.removed_at IS NULL)
ORDER BY s.at, s.id
"""
_PAST = (
    text(_PAST_SQL)
    .bindparams(bindparam("people", expanding=True))
    .columns(at=UtcDateTime, is_here=Boolean)
)

_REPEAT_SQL = """
SELECT s.id FROM scan s
WHERE s.at BETWEEN :since AND :until AND +s.checkpoint_id = :checkpoint
AND s.code = :code AND coalesce(s.participant_id, '') = :person
AND s.removed_at IS NULL AND s.way != 'undo' AND NOT EXISTS (
    SELECT 1 FROM scan u WHERE u.undoes_id = s.id AND u.removed_at IS NULL)
ORDER BY s.at DESC, s.id DESC LIMIT 1
"""
_REPEAT = text(_REPEAT_SQL).bindparams(
    bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)
)

_GROUP = (
    select(
        rows.Group.name,
        rows.Group.topic,
        rows.Group.room,
        rows.Group.table,
        rows.Session.room.label("hall"),
        rows.Session.starts_at,
    )
    .select_from(rows.Seat)
    .join(rows.Group, rows.Group.id == rows.Seat.group_id)
    .join(rows.Round, rows.Round.id == rows.Seat.round_id)
    .join(rows.Session, rows.Session.id == rows.Round.session_id)
    .where(
        rows.Seat.participant_id == bindparam("person"),
        *(
            kind.removed_at.is_(None)
            for kind in (rows.Seat, rows.Group, rows.Round, rows.Session)
        ),
        rows.Round.published_at.is_not(None),
        rows.Session.ends_at > bindparam("at"),
        rows.Session.starts_at >= bindparam("begin"),
        rows.Session.starts_at < bindparam("end"),
    )
    .order_by(rows.Session.starts_at, rows.Seat.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint and what of the workshop counts there."""

    info: CheckpointInfo
    entitled: Mapping[str, Collection[str]]
    zone: ZoneInfo
    country_names: Mapping[str, str]
    workshop: str
    keys: Mapping[str, str]
    epoch: int

    @property
    def id(self) -> str:
        """The checkpoint's id."""
        return self.info.id

    def local(self, at: datetime) -> datetime:
        """Return `at` as the workshop shows it."""
        return at.astimezone(self.zone)

    def day(self, at: datetime) -> tuple[datetime, datetime]:
        """Return the UTC times at which the local day of `at` begins and ends."""
        return day_bounds(self.local(at).date(), self.zone)

    def minding(self, past: Iterable["Past"], at: datetime) -> list["Past"]:
        """Return the scans here that the rule minds when somebody comes.

        Whoever went to another room since has left this one.
        """
        if self.info.rule != "once":
            begin, end = self.day(at)
            past = [earlier for earlier in past if begin <= earlier.at < end]
        return since_moving(past)


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody as the file knows them, and their badge if that was read."""

    guest: Guest
    country: str
    is_cancelled: bool
    is_revoked: bool = False
    is_superseded: bool = False

    def may_pass(self, entitled: Mapping[str, Collection[str]]) -> bool:
        """Tell whether a checkpoint is for them."""
        person = {
            "participant": self.guest.id,
            "group": self.guest.id,
            "role": self.guest.role,
            "category": self.guest.category,
            "country": self.country,
        }
        return is_entitled(person, entitled)


@dataclass(frozen=True, slots=True)
class Past:
    """A scan that counts at this checkpoint; `person` is "" for an unknown badge.

    Attributes:
        is_here: False for a check-in at another room, by which this one was left.
    """

    person: str
    at: datetime
    direction: str
    desk: str
    is_here: bool = True


def place(session: Session, checkpoint_id: str) -> Place:
    """Return a checkpoint and what counts there.

    Raises:
        NotFound: it is not there (any more).
    """
    found = session.execute(_CONTEXT, {"checkpoint": checkpoint_id}).first()
    if found is None:
        raise NotFound("This checkpoint is not there any more. Choose another one.")
    return Place(
        CheckpointInfo(found.id, found.name, found.purpose, found.rule, found.day),
        entitlement.resolved(session, found.entitled),
        ZoneInfo(found.time_zone),
        found.country_names,
        found.badge_code,
        found.badge_keys,
        found.badge_epoch,
    )


def by_badge(session: Session, number: str, at: Place) -> Seen | None:
    """Return whose badge `number` is, None when it is not known here."""
    found = session.execute(_BADGE, {"number": number}).first()
    if found is None:
        return None
    revoked, removed, superseded, *person = found
    return seen(
        person,
        at.country_names,
        is_revoked=revoked is not None or removed is not None,
        is_superseded=bool(superseded),
    )


def by_id(session: Session, participant_id: str, at: Place) -> Seen:
    """Return a participant.

    Raises:
        NotFound: there is no such person.
    """
    found = session.execute(_PERSON, {"person": participant_id}).first()
    if found is None:
        raise NotFound("This person is not in the workshop any more.")
    return seen(found, at.country_names)


def seen(
    columns: Sequence[Any],
    country_names: Mapping[str, str],
    *,
    is_revoked: bool = False,
    is_superseded: bool = False,
) -> Seen:
    """Return a person from the columns `GUEST`."""
    *shown, status, removed = columns
    code = shown[4]
    shown[4] = countries.name(code, country_names)
    gone = status == "cancelled" or removed is not None
    return Seen(Guest(*shown), code, gone, is_revoked, is_superseded)


def past(
    session: Session, at: Place, people: Iterable[str], number: str = ""
) -> list[Past]:
    """Return the scans that count at a checkpoint, in the order of time.

    Where moving on is leaving, check-ins at other rooms are among them.

    Args:
        session: of the workshop.
        at: the checkpoint.
        people: whose (ids).
        number: of a badge of which it is not known whose it is.
    """
    found = session.execute(
        _PAST,
        {
            "people": list(people),
            "number": number or None,
            "checkpoint": at.id,
            "elsewhere": is_left_by_moving(at.info.purpose, at.info.rule),
        },
    )
    return [Past(*row) for row in found]


def repeated(
    session: Session, checkpoint_id: str, code: str, person: str, at: datetime
) -> str | None:
    """Return the scan that this one merely repeats: the same, within 3 seconds."""
    reach = timedelta(seconds=REPEAT_SECONDS)
    found = session.scalar(
        _REPEAT,
        {
            "since": at - reach,
            "until": at + reach,
            "checkpoint": checkpoint_id,
            "code": code,
            "person": person,
        },
    )
    return None if found is None else str(found)


def group_today(
    session: Session, participant_id: str, here: Place, at: datetime
) -> GroupPlace | None:
    """Return the published breakout group that is next, or on, on the day of `at`."""
    begin, end = here.day(at)
    found = session.execute(
        _GROUP, {"person": participant_id, "at": at, "begin": begin, "end": end}
    ).first()
    if found is None:
        return None
    return GroupPlace(
        found.name,
        found.topic,
        found.room or found.hall,
        found.table,
        found.starts_at,
    )
