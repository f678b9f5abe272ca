"""Who came, from the scans that count: shared by desk, overview and minutes.

A scan counts when it let somebody in or out and was not undone. Whose it is, the badge
says that was read, or the scan itself when somebody was found by name; who was merged
counts as whom they turned out to be. Reads only.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from nexus_desktop.core.attendance import Move, Presence, Stay, kept, stays
from nexus_desktop.core.checkin import COUNTED
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import merged
from nexus_desktop.services.merged import FINAL
from nexus_desktop.store import rows

_UNDO = aliased(rows.Scan)

_TOLD: ColumnElement[str | None] = func.coalesce(
    rows.Scan.participant_id, rows.Badge.participant_id
)
WHOSE: ColumnElement[str | None] = func.coalesce(FINAL.c.final, _TOLD)
"""The id of the participant of a scan, in a query that `with_badge` made."""

IS_UNDONE: ColumnElement[bool] = (
    select(_UNDO.id)
    .where(_UNDO.undoes_id == rows.Scan.id, _UNDO.removed_at.is_(None))
    .exists()
)
"""Whether another fact takes the scan back."""


# By hand, for speed. What was undone is read once, not looked up for every scan.
_COUNTED = """
FROM scan s
LEFT JOIN badge b ON b.number = s.badge_number AND b.removed_at IS NULL
WHERE s.removed_at IS NULL
AND s.verdict IN ('ADMITTED', 'ADMITTED_UNSYNCED', 'CHECKED_OUT')
AND coalesce(s.participant_id, b.participant_id) IS NOT NULL
AND s.id NOT IN (
    SELECT undoes_id FROM scan WHERE undoes_id IS NOT NULL AND removed_at IS NULL)
"""
_MOVES = f"""
SELECT s.at, s.id, coalesce(s.participant_id, b.participant_id), s.checkpoint_id,
    s.direction {_COUNTED}
"""
_CAME = f"""
SELECT DISTINCT coalesce(s.participant_id, b.participant_id) {_COUNTED}
AND s.direction = 'in'
"""
_SINCE, _UNTIL = "AND s.at >= :since", "AND s.at < :until"


def with_badge(*columns: Any) -> Select[Any]:  # noqa: ANN401 - whatever is asked for
    """Select `columns` from the scans, each with the badge that was read, if known."""
    badge = (rows.Badge.number == rows.Scan.badge_number) & (
        rows.Badge.removed_at.is_(None)
    )
    return (
        select(*columns)
        .select_from(rows.Scan)
        .outerjoin(rows.Badge, badge)
        .outerjoin(FINAL, FINAL.c.id == _TOLD)
        .where(rows.Scan.removed_at.is_(None))
    )


def valid(*columns: Any) -> Select[Any]:  # noqa: ANN401 - whatever is asked for
    """Select `columns` from the scans that count and whose person is known."""
    return with_badge(*columns).where(
        rows.Scan.verdict.in_(COUNTED), WHOSE.is_not(None), ~IS_UNDONE
    )


def presences(
    session: Session,
    *,
    checkpoint_id: str | None = None,
    between: tuple[datetime, datetime] | None = None,
) -> tuple[Presence, ...]:
    """Return every scan that counts, in the order of time.

    10,000 scans take about 50 ms.

    Args:
        session: an open session.
        checkpoint_id: only those at this checkpoint.
        between: only those from the first time on and before the second (UTC).
    """
    zone = zone_of(session)
    query = valid(
        WHOSE,
        rows.Scan.at,
        rows.Scan.direction,
        rows.Scan.checkpoint_id,
        rows.Scan.device_id,
    ).order_by(rows.Scan.at, rows.Scan.id)
    if checkpoint_id is not None:
        query = query.where(rows.Scan.checkpoint_id == checkpoint_id)
    if between is not None:
        query = query.where(rows.Scan.at >= between[0], rows.Scan.at < between[1])
    return tuple(
        Presence(person, at, at.astimezone(zone).date(), direction, place, device)
        for person, at, direction, place, device in session.execute(query)
    )


def moves(
    session: Session, since: datetime | None = None, until: datetime | None = None
) -> list[Move]:
    """Return every scan that counts as `Move`, in the order of time.

    20,000 scans take a third of what `presences` takes.

    Args:
        session: an open session.
        since: only those from this time on (UTC).
        until: only those before this time (UTC).
    """
    limits = {"since": since and kept(since), "until": until and kept(until)}
    clauses = (_MOVES, _SINCE if since else "", _UNTIL if until else "")
    cursor = session.connection().connection.cursor()
    found: list[Move] = cursor.execute(" ".join(clauses), limits).fetchall()
    same = merged.finals(session)
    if same:
        found = [
            (at, scan, same.get(person, person), place, way)
            for at, scan, person, place, way in found
        ]
    found.sort()
    return found


def came_before(session: Session, until: datetime) -> frozenset[str]:
    """Return who came in anywhere before a time (UTC)."""
    query = f"{_CAME} {_UNTIL}"
    cursor = session.connection().connection.cursor()
    found = {person for (person,) in cursor.execute(query, {"until": kept(until)})}
    same = merged.finals(session)
    return frozenset(same.get(person, person) for person in found)


def rooms(session: Session) -> frozenset[str]:
    """Return the ids of the checkpoints that are rooms, those taken away too."""
    query = select(rows.Checkpoint.id).where(rows.Checkpoint.purpose != "registration")
    return frozenset(session.scalars(query))


def staying(session: Session, info: WorkshopInfo, at: datetime) -> tuple[Stay, ...]:
    """Return who is at which checkpoint, after all scans of the local day of `at`."""
    begin, end = info.bounds(info.local(at).date())
    return stays(moves(session, begin, end), rooms(session))


def first_of_each_day(found: Iterable[Presence]) -> tuple[Presence, ...]:
    """Return the first time that each person came in on each local day.

    `found` is in the order of time, and so is what is returned.
    """
    first: dict[tuple[str, date], Presence] = {}
    for presence in found:
        if presence.direction == "in":
            first.setdefault((presence.participant_id, presence.day), presence)
    return tuple(first.values())


def first_of_each_person(found: Iterable[Presence]) -> dict[str, Presence]:
    """Return participant id -> the first time they came in (`found` in order)."""
    first: dict[str, Presence] = {}
    for presence in found:
        if presence.direction == "in":
            first.setdefault(presence.participant_id, presence)
    return first


def inside(found: Iterable[Presence], day: date) -> frozenset[str]:
    """Return the ids of those whose last scan of a local day let them in."""
    last = {p.participant_id: p.direction for p in found if p.day == day}
    return frozenset(person for person, way in last.items() if way == "in")


def by_five_minutes(
    found: Iterable[Presence], zone: ZoneInfo
) -> tuple[tuple[datetime, int], ...]:
    """Count scans by five minutes of local time, from the first to the last one."""
    return times_by_five_minutes((presence.at for presence in found), zone)


def times_by_five_minutes(
    times: Iterable[datetime], zone: ZoneInfo
) -> tuple[tuple[datetime, int], ...]:
    """Count times by five minutes of local time, from the first to the last one."""
    counts: dict[datetime, int] = {}
    for at in times:
        local = at.astimezone(zone)
        begins = local.replace(minute=local.minute // 5 * 5, second=0, microsecond=0)
        counts[begins] = counts.get(begins, 0) + 1
    if not counts:
        return ()
    begins, last, step = min(counts), max(counts), timedelta(minutes=5)
    steps = int((last - begins) / step) + 1
    return tuple(
        (begins + n * step, counts.get(begins + n * step, 0)) for n in range(steps)
    )


def zone_of(session: Session) -> ZoneInfo:
    """Return the time zone in which the workshop shows times."""
    return ZoneInfo(session.scalars(select(rows.Workshop.time_zone)).one())
