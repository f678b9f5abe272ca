"""Whose badges may be printed, when they were, and whether they still say the same.

A printing is a fact with a time. The journal knows when each field was written last, so
a badge has changed when something that stands on it was written after it was printed:
also when that was put back since, for one badge too many harms nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anyascii import anyascii
from sqlalchemy import ColumnElement, Row, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from nexus_desktop.core import clock, countries
from nexus_desktop.core.badge_views import PHOTO, SEATED
from nexus_desktop.core.filing import Filable, Printed
from nexus_desktop.core.names import FAMILY_FIRST, folded, is_latin
from nexus_desktop.services.badges import IS_SUPERSEDED
from nexus_desktop.store import rows

_NAMED = 500  # entries that a query names one by one
_OF_THE_WORKSHOP = ("title", "first_day", "last_day", "country_names")

COLUMNS = {
    "name": "printed_name", "native_name": "native_name", "honorific": "honorific",
    "given_name": "given_name", "family_name": "family_name", "role": "role",
    "organisation": "organisation", "position": "position", "city": "city",
    "country": "country", "country_code": "country", "category": "category",
    "dietary": "dietary", "diet_mark": "dietary",
}  # fmt: skip
"""Field of a badge -> column of a participant."""

USUAL = frozenset({"name", "native_name", "organisation", "country", "role"})
"""Fields of a badge that nothing else is said of."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A person's columns, their newest badge and what wrote either."""

    person: Row[Any]
    badge_id: str
    stamps: frozenset[str]


def people(session: Session) -> list[str]:
    """Return the ids of everybody who did not cancel, by name."""
    person = rows.Participant
    query = select(person.id).where(
        person.removed_at.is_(None), person.status != "cancelled"
    )
    return list(session.scalars(query.order_by(person.printed_name, person.id)))


def filable(
    session: Session,
    fields: Collection[str] = USUAL,
    ids: Collection[str] | None = None,
) -> tuple[Filable, ...]:
    """Return everybody who gets a badge, by name.

    Left out: who cancelled, and whose badge was switched off without a new one. Who
    has no badge yet is among them: it is issued when it is printed.

    Args:
        session: of the workshop.
        fields: of a badge that stand on it, and "photo"; a change of others is none.
        ids: of those to be looked at, None for all.
    """
    workshop = _workshop(session)
    kept = _kept(session, ids, fields)
    last = _last(session, None if ids is None else [one.badge_id for one in kept])
    of_all = _stamps(workshop.versions, _OF_THE_WORKSHOP)
    printed = (one.stamps for one in kept if one.badge_id in last)
    times = _times(session, of_all.union(*printed))
    return tuple(
        Filable(
            participant_id=one.person.id,
            name=one.person.printed_name,
            sort_name=_sort_name(one.person),
            organisation=one.person.organisation,
            country=countries.name(one.person.country, workshop.country_names),
            role=one.person.role,
            category=one.person.category,
            party=one.person.party,
            printed=_printed(last.get(one.badge_id), one.stamps | of_all, times),
        )
        for one in kept
    )


def last_printing(
    session: Session, participant_id: str, fields: Collection[str] = USUAL
) -> Printed | None:
    """Return when somebody's present badge was printed last, None if it never was."""
    for one in _kept(session, [participant_id], fields):
        found = _last(session, [one.badge_id]).get(one.badge_id)
        of_all = _stamps(_workshop(session).versions, _OF_THE_WORKSHOP)
        stamps = one.stamps | of_all
        times = _times(session, stamps) if found else {}
        return _printed(found, stamps, times)
    return None


def _printed(
    found: tuple[datetime, str] | None,
    stamps: Iterable[str],
    times: Mapping[str, datetime],
) -> Printed | None:
    if found is None:
        return None
    at, place = found
    later = any(times[stamp] > at for stamp in stamps if stamp in times)
    return Printed(at, place, later)


def _workshop(session: Session) -> rows.Workshop:
    return session.scalars(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    ).one()


def _kept(
    session: Session, ids: Collection[str] | None, fields: Collection[str]
) -> list[_Kept]:
    person, badge = rows.Participant, rows.Badge
    newest = and_(
        badge.participant_id == person.id, badge.removed_at.is_(None), ~IS_SUPERSEDED
    )
    query = (
        select(
            *_SHOWN, badge.id.label("badge_id"), badge.versions.label("badge_versions")
        )
        .outerjoin(badge, newest)
        .where(
            person.removed_at.is_(None),
            person.status != "cancelled",
            or_(badge.id.is_(None), badge.revoked_at.is_(None)),
            true() if ids is None else person.id.in_(ids),
        )
        .order_by(person.printed_name, person.id, badge.issued_at)
    )
    columns = {COLUMNS[name] for name in fields if name in COLUMNS}
    more = _more_stamps(session, ids, fields)
    found = {row.id: row for row in session.execute(query)}
    return [
        _Kept(
            row,
            row.badge_id or "",
            _stamps(row.versions, columns)
            | _stamps(row.badge_versions or {"": ""}, ("participant_id",))
            | more.get(row.id, frozenset()),
        )
        for row in found.values()
    ]


def _more_stamps(
    session: Session, ids: Collection[str] | None, fields: Collection[str]
) -> dict[str, frozenset[str]]:
    """Return participant id -> what wrote their photo and seats, as far as printed."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    if PHOTO in fields:
        query = select(rows.Picture.owner_id, rows.Picture.versions).where(
            rows.Picture.purpose == "photo", _among(rows.Picture.owner_id, ids)
        )
        for owner, versions in session.execute(query):
            found[owner] |= _stamps(versions, ("data", "removed_at"))
    if SEATED & set(fields):
        seats = (
            select(
                rows.Seat.participant_id,
                rows.Seat.versions,
                rows.Group.versions,
                rows.Round.versions,
            )
            .outerjoin(rows.Group, rows.Group.id == rows.Seat.group_id)
            .join(rows.Round, rows.Round.id == rows.Seat.round_id)
            .where(_among(rows.Seat.participant_id, ids))
        )
        for person, seat, group, made in session.execute(seats):
            found[person] |= _stamps(seat, ("group_id", "removed_at"))
            if group is not None:  # the seat is vacant
                found[person] |= _stamps(group, ("name", "room", "table"))
            found[person] |= _stamps(made, ("published_at",))
    return dict(found)


def _among(
    column: InstrumentedAttribute[str], ids: Collection[str] | None
) -> ColumnElement[bool]:
    return true() if ids is None else column.in_(ids)


def _last(
    session: Session, badge_ids: Collection[str] | None
) -> dict[str, tuple[datetime, str]]:
    """Return badge id -> when it was printed last and where it was put."""
    query = (
        select(rows.Printing.badge_id, rows.Printing.at, rows.Printing.filed_in)
        .where(rows.Printing.removed_at.is_(None))
        .order_by(rows.Printing.at, rows.Printing.id)
    )
    if badge_ids is not None:
        query = query.where(rows.Printing.badge_id.in_(badge_ids))
    return {badge: (at, place) for badge, at, place in session.execute(query)}


def _stamps(versions: Mapping[str, Any], fields: Iterable[str]) -> frozenset[str]:
    """Return the names of the entries that wrote `fields` last."""
    return frozenset(str(versions.get(name, versions[""])) for name in fields)


def _times(session: Session, stamps: Collection[str]) -> dict[str, datetime]:
    """Return entry -> time, of some entries of the journal."""
    by_device: defaultdict[str, list[int]] = defaultdict(list)
    for stamp in stamps:
        device, _, seq = stamp.rpartition(":")
        by_device[device].append(int(seq))
    found: dict[str, datetime] = {}
    for device, numbers in by_device.items():
        for start in range(0, len(numbers), _NAMED):
            query = select(rows.Entry.seq, rows.Entry.hlc).where(
                rows.Entry.device == device,
                rows.Entry.seq.in_(numbers[start : start + _NAMED]),
            )
            for number, hlc in session.execute(query):
                found[f"{device}:{number}"] = clock.wall_time(hlc)
    return found


def _sort_name(person: Row[Any]) -> str:
    """Return a name as an alphabet goes by it: romanised, the family name first."""
    if person.reading:
        name = person.reading
    elif person.family_name:
        name = f"{person.family_name} {person.given_name}"
    else:
        name = _family_first(person.printed_name, person.country)
    return folded(anyascii(name)).strip()


def _family_first(name: str, country: str) -> str:
    words = name.split()
    if country in FAMILY_FIRST or not is_latin(name) or len(words) < 2:
        return name
    return " ".join((words[-1], *words[:-1]))


_SHOWN = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.family_name,
    rows.Participant.given_name, rows.Participant.reading, rows.Participant.country,
    rows.Participant.organisation, rows.Participant.role, rows.Participant.category,
    rows.Participant.party, rows.Participant.versions,
)  # fmt: skip
