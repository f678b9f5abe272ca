"""What was said of which place and on which objective. Reads only, in a few queries."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.coverage import Home, Said
from nexus_desktop.core.note import same_place
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.participant import Status
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import notes_reading, parallel_notes, workshop
from nexus_desktop.services.actions import sources_of
from nexus_desktop.store import rows

_KINDS = {kind.value: kind for kind in NoteKind}


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything said so far, in the order of the programme, and the places."""

    workshop: WorkshopInfo
    said: tuple[Said, ...]
    homes: tuple[Home, ...]


def heard(session: Session) -> Heard:
    """Return what was said so far; 5,000 notes take about 100 ms.

    What was carried over from an earlier workshop was not said here. What the plenary
    took from a group is there once: as the plenary has it.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    return Heard(info, tuple(_said(session)), tuple(_homes(session, info)))


def _said(session: Session) -> Iterator[Said]:
    sources = sources_of(notes_reading.choices(session))
    places = {place: number for number, place in enumerate(sources)}
    note = rows.Note
    query = select(
        note.id, note.session_id, note.group_id, note.note_kind, note.text, note.at,
        note.speaker, note.places, note.objectives,
    ).where(note.removed_at.is_(None), note.continues == "")  # fmt: skip
    found = session.execute(query.order_by(note.order, note.id)).all()
    last, taken = len(places), parallel_notes.takers(session)
    for row in sorted(found, key=lambda r: places.get((r[1], r[2]), last)):
        if row.id in taken:
            continue
        yield Said(
            note_id=row.id,
            session_id=row.session_id,
            group_id=row.group_id,
            kind=_KINDS.get(row.note_kind, NoteKind.POINT),
            text=row.text,
            at=row.at,
            speaker=row.speaker,
            source=sources.get((row.session_id, row.group_id), ""),
            places=tuple(row.places),
            objectives=tuple(row.objectives),
        )


def _homes(session: Session, info: WorkshopInfo) -> Iterator[Home]:
    """Yield the cities of participants, then their countries."""
    person = rows.Participant
    query = (
        select(person.city, person.country)
        .where(person.removed_at.is_(None), person.status != Status.CANCELLED)
        .distinct()
        .order_by(person.city, person.country)
    )
    found = [(city, code) for city, code in session.execute(query)]
    lands = {
        code: countries.name(code, info.country_names) for _, code in found if code
    }
    seen: set[str] = set()
    for city, code in found:
        if city and same_place(city) not in seen:
            seen.add(same_place(city))
            yield Home(city, lands.get(code, ""), is_awaited=True)
    for name in lands.values():
        if same_place(name) not in seen:
            yield Home(name)
