"""People to try a badge layout on: those whose names and titles are hardest to fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from nexus_desktop.core import countries
from nexus_desktop.core.badge_sheet import BadgeFace, GroupSeat, role_colour
from nexus_desktop.core.days import spoken_span
from nexus_desktop.services import badge_faces, people, pictures
from nexus_desktop.store import rows

CODE = "NX1" + "EXAMPLEBADGE" * 3 + "234567"
"""A code as long as a real one, which no desk lets in."""

_AT_ONCE = 60  # people of whom the widest is looked for
_ROLES = 6
_MOST_WORDS = 12
_Person: TypeAlias = Row[Any]
_ID = rows.Participant.id
# Blocks whose letters change their shapes or stack: the hardest to print.
_INTRICATE = ((0x590, 0x8FF), (0x900, 0xDFF), (0xE00, 0xEFF), (0x1000, 0x109F),
              (0x1780, 0x18AF))  # fmt: skip
_FIELDS = (
    "honorific", "given_name", "family_name", "native_name", "organisation",
    "position", "city", "role", "category", "dietary",
)  # fmt: skip
_SHOWN = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.country,
    *(getattr(rows.Participant, name) for name in _FIELDS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody to try a layout on; `why` says what is special about them."""

    why: str
    face: BadgeFace


PLACEHOLDER = Sample(
    "Nobody is in the list yet",
    BadgeFace(
        CODE,
        "Given Name Family Name",
        "ชื่อ นามสกุล",
        "Name of the organisation",
        "Country",
        "Participant",
        workshop="Title of the workshop",
        dates="Dates",
        honorific="Dr",
        given_name="Given Name",
        family_name="Family Name",
        position="Position",
        city="City",
        country_code="MN",
        category="Category",
        dietary="vegetarian",
        groups=(GroupSeat(1, "Group A", "Room 1", "3"),),
    ),
)


def samples(session: Session) -> list[Sample]:
    """Return people of this workshop to try a layout on, the longest name first.

    Without people it is somebody made up. Takes a few queries whatever their number.
    """
    found = [*_hardest(session)]
    found += [(f"Role: {one.role}", one) for one in _of_each_role(session)]
    made = _faces(session, [one for _, one in found])
    return [Sample(why, made[one.id]) for why, one in found] or [PLACEHOLDER]


def find(session: Session, text: str) -> Sample | None:
    """Return the person that `text` speaks of best, None when nobody fits."""
    ids = people.find_ids(session, text, 1)
    found = session.execute(select(*_SHOWN).where(rows.Participant.id.in_(ids))).all()
    made = _faces(session, found)
    return next((Sample(one.printed_name, made[one.id]) for one in found), None)


def words(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles and the categories that there are, the most frequent first."""
    role, category = rows.Participant.role, rows.Participant.category
    return _frequent(session, role), _frequent(session, category)


def _frequent(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    query = (
        select(column)
        .where(*_expected(), column != "")
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(_MOST_WORDS)
    )
    return tuple(session.scalars(query))


def _expected() -> tuple[ColumnElement[bool], ...]:
    person = rows.Participant
    return (person.removed_at.is_(None), person.status != "cancelled")


def _hardest(session: Session) -> Iterator[tuple[str, _Person]]:
    """Yield who has the widest and the most intricate texts, and the shortest name."""
    for why, field, weight in (
        ("Longest name", "printed_name", _width),
        ("Longest in own script", "native_name", _intricacy),
        ("Longest organisation", "organisation", _width),
        ("Shortest name", "printed_name", lambda text: -_width(text)),
    ):
        column: InstrumentedAttribute[str] = getattr(rows.Participant, field)
        length = func.length(column)
        order = length if why.startswith("Shortest") else length.desc()
        query = select(*_SHOWN).where(*_expected(), column != "")
        found = session.execute(query.order_by(order, _ID).limit(_AT_ONCE)).all()
        if found:
            yield why, max(found, key=lambda one: weight(getattr(one, field)))


def _of_each_role(session: Session) -> Sequence[_Person]:
    role = rows.Participant.role
    first = (
        select(func.min(rows.Participant.id))
        .where(*_expected(), role != "")
        .group_by(role)
        .order_by(func.count().desc())
        .limit(_ROLES)
    )
    ids = session.scalars(first).all()
    query = select(*_SHOWN).where(rows.Participant.id.in_(ids)).order_by(role)
    return session.execute(query).all()


def _width(text: str) -> float:
    """Return about how wide a text is, in letters."""
    return sum(1.7 if east_asian_width(c) in "WF" else 1.0 for c in text)


def _intricacy(text: str) -> float:
    is_intricate = any(low <= ord(c) <= high for c in text for low, high in _INTRICATE)
    return _width(text) + (1000 if is_intricate else 0)


def _faces(session: Session, found: Iterable[_Person]) -> dict[str, BadgeFace]:
    shown = {one.id: one for one in found}
    ids = list(shown)
    workshop = session.scalars(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    ).one()
    seats, colours = badge_faces.seats(session, ids), badge_faces.colours(session)
    photos = pictures.photos(session, ids)
    return {
        one.id: BadgeFace(
            code=CODE,
            name=one.printed_name,
            country=countries.name(one.country, workshop.country_names),
            country_code=one.country,
            role_colour=role_colour(one.role),
            category_colour=colours.get(one.category, ""),
            workshop=workshop.title,
            dates=spoken_span(workshop.first_day, workshop.last_day),
            groups=seats.get(one.id, ()),
            photo=photos.get(one.id, b""),
            **{name: getattr(one, name) for name in _FIELDS},
        )
        for one in shown.values()
    }
