"""Who has a part in the sessions of a day and is not here. Reads only.

The programme names people as it was printed; who they are among the participants is
looked up by name. A name that fits nobody, or several, tells nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from nexus_desktop.core import names
from nexus_desktop.core.overview import Part
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.store import rows, search

_PERSON = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.given_name, rows.Participant.family_name, rows.Participant.phone,
)  # fmt: skip
_COMING = (rows.Participant.removed_at.is_(None), rows.Participant.status == "expected")
_AT_ONCE = 200
_NEAR = 8  # people looked at for a name that is written otherwise
_WHAT = (("chair", "chair"), ("speakers", "speaker"), ("rapporteur", "rapporteur"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the programme, or the id of a participant."""

    session: SessionInfo
    what: str
    name: str = ""
    person_id: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    name: str
    phone: str


def absent(
    session: Session, sessions: Collection[SessionInfo], here: Collection[str]
) -> tuple[Part, ...]:
    """Return the parts of people who are not `here`, in the order of `sessions`."""
    named = [*_in_programme(sessions), *_in_groups(session, sessions)]
    by_id = _by_id(session, {one.person_id for one in named if one.person_id})
    by_name = _by_name(session, {one.name for one in named if one.name})
    found = []
    for one in named:
        person = by_id.get(one.person_id) or by_name.get(one.name)
        if person is not None and person.id not in here:
            told = (person.id, person.name, person.phone)
            found.append(Part(one.session, one.what, one.group, *told))
    return tuple(found)


def _in_programme(sessions: Iterable[SessionInfo]) -> Iterator[_Named]:
    for item in sessions:
        for field, what in _WHAT:
            for name in getattr(item, field).split(";"):
                tidy = names.clean(name.partition("(")[0])
                if tidy:
                    yield _Named(item, what, tidy)


def _in_groups(session: Session, sessions: Iterable[SessionInfo]) -> Iterator[_Named]:
    items = {item.id: item for item in sessions}
    query = (
        select(
            rows.Round.session_id,
            rows.Group.name,
            rows.Group.facilitator_id,
            rows.Group.rapporteur_id,
        )
        .join(rows.Round, rows.Round.id == rows.Group.round_id)
        .where(rows.Group.removed_at.is_(None), rows.Round.removed_at.is_(None))
        .order_by(rows.Round.number, rows.Group.position)
    )
    for of, group, *ids in session.execute(query):
        for person_id, what in zip(ids, ("facilitator", "rapporteur"), strict=True):
            if of in items and person_id:
                yield _Named(items[of], what, "", person_id, group)


def _by_id(session: Session, ids: Collection[str]) -> dict[str, _Person]:
    found = _people(session, rows.Participant.id, ids)
    return {row[0]: _Person(row[0], row[1], row[5]) for row in found}


def _by_name(session: Session, wanted: Collection[str]) -> dict[str, _Person]:
    """Return name -> the one person who is called so."""
    found: dict[str, dict[str, _Person]] = {name: {} for name in wanted}
    for column, place in ((rows.Participant.printed_name, 1),
                          (rows.Participant.native_name, 2)):  # fmt: skip
        for row in _people(session, column, wanted):
            found[row[place]][row[0]] = _Person(row[0], row[1], row[5])
    for name, people in found.items():
        if not people:
            people.update(_written_otherwise(session, name))
    return {
        name: next(iter(people.values()))
        for name, people in found.items()
        if len(people) == 1
    }


def _written_otherwise(session: Session, name: str) -> dict[str, _Person]:
    words = names.words(name)
    near = search.find(session, name, _NEAR)
    return {
        row[0]: _Person(row[0], row[1], row[5])
        for row in _people(session, rows.Participant.id, near)
        if words in (names.words(row[1]), names.words(f"{row[3]} {row[4]}"))
    }


def _people(
    session: Session, column: InstrumentedAttribute[str], values: Collection[str]
) -> Iterator[Sequence[str]]:
    some = sorted(values)
    for start in range(0, len(some), _AT_ONCE):
        part = some[start : start + _AT_ONCE]
        query = select(*_PERSON).where(*_COMING, column.in_(part))
        yield from session.execute(query)
