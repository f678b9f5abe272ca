"""What the desk shows beside the card: checkpoints, scans, arrivals, people. Reads."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import CheckpointInfo, Verdict
from nexus_desktop.core.desk import (
    ArrivalCounts,
    Bin,
    DeskSetting,
    Match,
    Matches,
    ScanLine,
)
from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.workshop import day_bounds
from nexus_desktop.services import attendance, people
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.services.desk_deciding import UNTRUSTED
from nexus_desktop.services.desk_reading import Past, Place, Seen
from nexus_desktop.store import rows, search

_CHECKPOINT = (
    rows.Checkpoint.id, rows.Checkpoint.name, rows.Checkpoint.purpose,
    rows.Checkpoint.rule, rows.Checkpoint.day,
)  # fmt: skip
_LINES = (
    attendance.with_badge(
        rows.Scan.id,
        rows.Scan.at,
        rows.Scan.verdict,
        rows.Scan.way,
        rows.Scan.direction,
        rows.Participant.printed_name,
        rows.Device.name,
        rows.Scan.reason,
        attendance.IS_UNDONE,
        attendance.WHOSE,
    )
    .outerjoin(rows.Device, rows.Device.id == rows.Scan.device_id)
    .outerjoin(rows.Participant, rows.Participant.id == attendance.WHOSE)
    .where(rows.Scan.verdict != "")
)
_DAYS = select(rows.Workshop.time_zone, rows.Workshop.first_day, rows.Workshop.last_day)
_REGISTERED = select(func.count(rows.Participant.id)).where(
    rows.Participant.removed_at.is_(None)
)
_IS_EXPECTED = rows.Participant.status != "cancelled"
_PARTS = ("speaker", "chair", "moderator", "panellist", "rapporteur")
_SOON = timedelta(minutes=15)
_THESE = select(*reading.GUEST).where(
    rows.Participant.removed_at.is_(None),
    rows.Participant.id.in_(bindparam("ids", expanding=True)),
)
_AT_ONCE = 400  # ids in one query


def checkpoints(session: Session) -> tuple[CheckpointInfo, ...]:
    """Return where scans happen: those of a day by day, then the others by name."""
    day = rows.Checkpoint.day
    query = (
        select(*_CHECKPOINT)
        .where(rows.Checkpoint.removed_at.is_(None))
        .order_by(day.is_(None), day, rows.Checkpoint.name)
    )
    return tuple(CheckpointInfo(*found) for found in session.execute(query))


def setting(session: Session, wanted: str, *, at: datetime) -> DeskSetting:
    """Return what a desk begins with; `wanted` is a checkpoint's id, or ""."""
    known = checkpoints(session)
    today = default_checkpoint(session, at) if known else None
    chosen = next((place for place in known if place.id == wanted), today)
    days = session.execute(_DAYS).one()
    registered = session.scalar(_REGISTERED) or 0
    return DeskSetting(
        ZoneInfo(days.time_zone), known, chosen, today,
        days.first_day, days.last_day, registered, _on_now(session, known, at),
    )  # fmt: skip


def _on_now(
    session: Session, known: Collection[CheckpointInfo], at: datetime
) -> tuple[CheckpointInfo, ...]:
    """Return the checkpoints of sessions that are on, or start within the quarter."""
    query = (
        select(rows.Checkpoint.id)
        .join(rows.Session, rows.Session.id == rows.Checkpoint.session_id)
        .where(
            rows.Session.removed_at.is_(None),
            rows.Session.starts_at <= at + _SOON,
            rows.Session.ends_at > at,
        )
    )
    ids = frozenset(session.scalars(query))
    return tuple(place for place in known if place.id in ids)


def default_checkpoint(session: Session, at: datetime) -> CheckpointInfo:
    """Return the registration desk of the day of `at`, or of the day nearest to it.

    Raises:
        NotFound: the workshop has no checkpoint.
    """
    known = checkpoints(session)
    if not known:
        raise NotFound("This workshop has no desk where badges could be scanned yet.")
    today = at.astimezone(attendance.zone_of(session)).date()

    def distance(place: CheckpointInfo) -> tuple[bool, int]:
        days = abs((place.day - today).days) if place.day else 0
        return place.purpose != "registration", days

    return min(known, key=distance)


def recent(
    session: Session, checkpoint_id: str, limit: int = 50
) -> tuple[ScanLine, ...]:
    """Return the last scans at a checkpoint, the newest first, refused ones too.

    Raises:
        NotFound: the checkpoint is not there.
    """
    query = (
        _LINES.where(rows.Scan.checkpoint_id == checkpoint_id)
        .order_by(rows.Scan.at.desc(), rows.Scan.id.desc())
        .limit(limit)
    )
    here = reading.place(session, checkpoint_id)
    return _lines(session, here, session.execute(query).all())


def line(session: Session, fact: rows.Scan) -> ScanLine:
    """Return one scan as the list shows it."""
    here = reading.place(session, fact.checkpoint_id)
    found = session.execute(_LINES.where(rows.Scan.id == fact.id)).all()
    return _lines(session, here, found)[0]


def _lines(
    session: Session, here: Place, found: Collection[Sequence[Any]]
) -> tuple[ScanLine, ...]:
    repeats = {row[-1] for row in found if row[2] == Verdict.ALREADY_IN}
    past = _past_by_person(session, here, repeats)
    return tuple(_line(here, past, row) for row in found)


def _line(here: Place, past: dict[str, list[Past]], found: Sequence[Any]) -> ScanLine:
    scan_id, at, verdict, way, direction, name, desk, reason, undone, person = found
    said = Verdict(verdict)
    first = None
    if said is Verdict.ALREADY_IN:
        before = [one for one in past.get(person, ()) if one.at < at]
        first = next(iter(here.minding(before, at)), None)
    return ScanLine(
        scan_id=scan_id,
        at=at,
        verdict=said,
        way=way,
        direction=direction,
        name="" if said in UNTRUSTED else name or "",
        desk=desk or "",
        reason=reason,
        is_undone=undone,
        first_at=first.at if first else None,
        first_desk=first.desk if first else "",
    )


def matches(
    session: Session, text: str, checkpoint_id: str, *, at: datetime, limit: int = 20
) -> Matches:
    """Return whom a typed name may mean, and whether they are in.

    Only when nobody fits, those are returned whose names are spelt nearly alike.

    Raises:
        NotFound: the checkpoint is not there.
    """
    here = reading.place(session, checkpoint_id)
    found = search.find(session, text, limit)
    near = [] if found else people.find_ids(session, text, limit)
    return Matches(
        text, tuple(people_in(session, here, found or near, at)), are_near=bool(near)
    )


def people_in(
    session: Session, here: Place, ids: Sequence[str], at: datetime
) -> list[Match]:
    """Return the people of these ids, in this order, and whether they are in."""
    seen: dict[str, Seen] = {}
    for some in _parts(ids):
        for found in session.execute(_THESE, {"ids": some}).all():
            seen[found[0]] = reading.seen(found, here.country_names)
    past = _past_by_person(session, here, ids)
    return [
        _match(here, seen[one], past.get(one, []), at) for one in ids if one in seen
    ]


def party(
    session: Session, participant_id: str, checkpoint_id: str, *, at: datetime
) -> tuple[Match, ...]:
    """Return everybody who comes together with a person, the person too, by name.

    Somebody without a party is alone in theirs.

    Raises:
        NotFound: the checkpoint or the person is not there.
    """
    here = reading.place(session, checkpoint_id)
    one = reading.by_id(session, participant_id, here)
    if not one.guest.party:
        return tuple(people_in(session, here, [participant_id], at))
    together = _seen(session, here, rows.Participant.party == one.guest.party)
    return tuple(people_in(session, here, list(together), at))


def awaited(session: Session, checkpoint_id: str, *, at: datetime) -> tuple[Match, ...]:
    """Return who is expected at a checkpoint and not in yet, by name.

    Raises:
        NotFound: the checkpoint is not there.
    """
    here = reading.place(session, checkpoint_id)
    came = _came(session, here, at)
    there = _seen(session, here, _IS_EXPECTED).values()
    return tuple(
        Match(one.guest, None)
        for one in there
        if one.guest.id not in came and one.may_pass(here.entitled)
    )


def arrivals(session: Session, checkpoint_id: str, *, at: datetime) -> ArrivalCounts:
    """Count who is expected at a checkpoint and who came, with arrivals over time.

    A checkpoint of one day shows that day; others the local day of `at`, unless their
    rule is "once". 5,000 people take about 25 ms.

    Raises:
        NotFound: the checkpoint is not there.
    """
    here = reading.place(session, checkpoint_id)
    came = _came(session, here, at)
    expected = _expected_roles(session, here)
    missing = [role for person, role in expected.items() if person not in came]
    bins = attendance.times_by_five_minutes(came.values(), here.zone)
    return ArrivalCounts(
        expected=len(expected),
        arrived=len(expected) - len(missing),
        speakers_missing=sum(map(_is_a_part, missing)),
        unexpected=len(came) - (len(expected) - len(missing)),
        bins=tuple(Bin(begins, count) for begins, count in bins),
    )


def _is_a_part(role: str) -> bool:
    return any(part in role.casefold() for part in _PARTS)


def _came(session: Session, here: Place, at: datetime) -> dict[str, datetime]:
    """Return who came in on the day that a checkpoint shows, and when first."""
    query = (
        attendance.valid(attendance.WHOSE, func.min(rows.Scan.at))
        .where(rows.Scan.checkpoint_id == here.id, rows.Scan.direction == "in")
        .group_by(attendance.WHOSE)
    )
    if here.info.rule != "once":
        day = here.info.day or here.local(at).date()
        begin, end = day_bounds(day, here.zone)
        query = query.where(rows.Scan.at >= begin, rows.Scan.at < end)
    return {person: first for person, first in session.execute(query) if person}


def _expected_roles(session: Session, here: Place) -> dict[str, str]:
    """Return id -> role of everybody who is expected at a checkpoint."""
    person = rows.Participant
    query = select(person.id, person.role, person.category, person.country)
    found = session.execute(query.where(person.removed_at.is_(None), _IS_EXPECTED))
    return {
        person_id: role
        for person_id, role, category, country in found
        if is_entitled(
            {
                "participant": person_id,
                "group": person_id,
                "role": role,
                "category": category,
                "country": country,
            },
            here.entitled,
        )
    }


def _seen(
    session: Session, here: Place, condition: ColumnElement[bool]
) -> dict[str, Seen]:
    """Return id -> person, by name, of those for whom `condition` holds."""
    query = (
        select(*reading.GUEST)
        .where(rows.Participant.removed_at.is_(None), condition)
        .order_by(rows.Participant.printed_name, rows.Participant.id)
    )
    return {
        found[0]: reading.seen(found, here.country_names)
        for found in session.execute(query)
    }


def _match(here: Place, one: Seen, past: list[Past], at: datetime) -> Match:
    came_in: Past | None = None
    for earlier in here.minding(past, at):
        came_in = None if earlier.direction == "out" else came_in or earlier
    return Match(one.guest, came_in.at if came_in else None, one.is_cancelled)


def _past_by_person(
    session: Session, here: Place, people_ids: Iterable[str]
) -> dict[str, list[Past]]:
    found = dict[str, list[Past]]()
    for some in _parts(sorted(people_ids)):
        for earlier in reading.past(session, here, some):
            found.setdefault(earlier.person, []).append(earlier)
    return found


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `ids` in parts that fit into one query."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
