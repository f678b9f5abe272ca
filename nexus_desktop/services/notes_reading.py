"""What note taking looks up: sessions to choose, names to complete, the summary."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.notation import NotationContext, NoteKind
from nexus_desktop.core.note import (
    Attendee,
    KnownPlaces,
    NotesChoice,
    NotesContext,
    NotesPlace,
    NotesStatus,
    NotesSummary,
    heard,
    known_place,
    same_place,
)
from nexus_desktop.core.participant import Status
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.services import attendance, programme, workshop
from nexus_desktop.store import rows, search
from nexus_desktop.store.database import store, stored

_LAST_PLACE = "notes.place"
_MOST_NAMESAKES = 500


@dataclass(slots=True)
class Reading:
    """Reads lines of one place; looks every speaker up once."""

    session: Session
    notation: NotationContext
    known: tuple[str, ...]
    _speakers: dict[str, str | None] = field(default_factory=dict)

    def speaker_id(self, speaker: str) -> str | None:
        """Return the one participant whose name or organisation `speaker` is."""
        if speaker and speaker not in self._speakers:
            self._speakers[speaker] = _participant(self.session, speaker)
        return self._speakers.get(speaker)

    def places(self, places: Iterable[str]) -> list[str]:
        """Return places as the list of participants spells them."""
        return list(dict.fromkeys(known_place(name, self.known) for name in places))


def reading(session: Session, place: NotesPlace) -> Reading:
    """Return what is needed to read lines of `place`."""
    return Reading(
        session,
        _notation(session, place.session_id),
        tuple(name for names in _lived_in(session) for name in names),
    )


def choices(session: Session) -> tuple[NotesChoice, ...]:
    """Return where notes can be taken: sessions in time order, each with its groups."""
    groups: dict[str, list[NotesChoice]] = {}
    infos = {info.id: info for info in programme.sessions(session)}
    for session_id, row in _groups(session):
        if session_id in infos:
            groups.setdefault(session_id, []).append(_choice(infos[session_id], row))
    return tuple(
        choice
        for info in infos.values()
        if not info.is_pause
        for choice in (_choice(info), *groups.get(info.id, ()))
    )


def context(session: Session, place: NotesPlace) -> NotesContext:
    """Return what the editor needs to know to help with the notes of `place`.

    Raises:
        NotFound: the session is not in the programme, or the group not in it.
    """
    info = programme.one(session, place.session_id)
    about = workshop.info(session)
    people = _participants(session)
    here = _present(session)
    organisations = _distinct(row.organisation for row in people)
    places = _places(session)
    return NotesContext(
        choice=_choice(info, _group(session, place)),
        notation=_notation(session, info.id),
        time_zone=about.draft.time_zone,
        objectives=tuple((one.number, one.text) for one in about.objectives),
        people=tuple(
            Attendee(row.printed_name, row.organisation, row.id in here)
            for row in sorted(people, key=lambda row: row.id not in here)
        ),
        organisations=organisations,
        places=places,
        keys=_keys(people, (*organisations, *places.all)),
    )


def _keys(people: Iterable[rows.Participant], others: Iterable[str]) -> dict[str, str]:
    """Return name -> native name and plain letters, where they are not the name."""
    keys: dict[str, str] = {}
    for row in people:
        ways = (row.printed_name, row.native_name, row.reading)
        if any(ways[1:]) or not row.printed_name.isascii():
            known = keys.get(row.printed_name, "")
            plain = search.search_key(*ways)
            keys[row.printed_name] = f"{known} {row.native_name} {plain}".strip()
    for name in others:
        if not name.isascii():
            keys[name] = search.search_key(name)
    return keys


def summary(session: Session, place: NotesPlace) -> NotesSummary:
    """Return what the notes of `place` say so far; drafts don't count yet."""
    note = rows.Note
    query = select(note.note_kind, note.owner, note.objectives, note.places)
    found = session.execute(query.where(*_in_place(place))).all()
    spoken_to = Counter(number for row in found for number in row.objectives)
    cities, _ = _lived_in(session)
    said, to_say = heard(cities, (name for row in found for name in row.places))
    return NotesSummary(
        lines=len(found),
        kinds=dict(Counter(NoteKind(row.note_kind) for row in found)),
        without_owner=sum(
            row.note_kind == NoteKind.ACTION and not row.owner for row in found
        ),
        objectives=tuple(
            (one.number, one.text, spoken_to[one.number])
            for one in workshop.info(session).objectives
        ),
        heard=said,
        to_hear=to_say,
    )


def remember(session: Session, place: NotesPlace, note_id: str) -> None:
    """Keep where this laptop's actor writes, for the next time the file is opened."""
    actor = session.info.get("actor", "")
    places = dict(stored(session, _LAST_PLACE) or {})
    value = [place.session_id, place.group_id, note_id]
    if places.get(actor) != value:
        store(session, _LAST_PLACE, {**places, actor: value})


def last_place(session: Session) -> tuple[NotesPlace, str] | None:
    """Return where this laptop's actor wrote last, and the line's id; None if never."""
    places: dict[str, Any] = stored(session, _LAST_PLACE) or {}
    found = places.get(session.info.get("actor", ""))
    return None if found is None else (NotesPlace(found[0], found[1]), found[2])


def whereabouts(session: Session, row_id: str) -> tuple[NotesPlace, str]:
    """Return where the notes of a line, a group or a session are, and the line's id.

    The id is "" when `row_id` is no line.
    """
    note = session.get(rows.Note, row_id)
    if note is not None:
        return NotesPlace(note.session_id, note.group_id), note.id
    group = session.get(rows.Group, row_id)
    if group is not None:
        turn = session.get_one(rows.Round, group.round_id)
        return NotesPlace(turn.session_id, group.id), ""
    return NotesPlace(row_id), ""


def rows_of(session: Session, place: NotesPlace) -> Sequence[rows.Note]:
    """Return the notes of `place` that count, in any order."""
    return session.scalars(select(rows.Note).where(*_in_place(place))).all()


def _in_place(place: NotesPlace) -> tuple[ColumnElement[bool], ...]:
    return (
        rows.Note.session_id == place.session_id,
        rows.Note.group_id == place.group_id,
        rows.Note.removed_at.is_(None),
    )


def _choice(info: SessionInfo, group: rows.Group | None = None) -> NotesChoice:
    if group is None:
        status = NotesStatus(info.notes_status)
        return NotesChoice(NotesPlace(info.id), info, room=info.room, status=status)
    return NotesChoice(
        NotesPlace(info.id, group.id),
        info,
        group.name,
        group.topic,
        group.room or info.room,
        NotesStatus(group.notes_status),
    )


def _groups(session: Session) -> list[tuple[str, rows.Group]]:
    """Return (session id, group) of every breakout, in the order of the rounds."""
    query = (
        select(rows.Round.session_id, rows.Group)
        .join(rows.Group, rows.Group.round_id == rows.Round.id)
        .where(rows.Round.removed_at.is_(None), rows.Group.removed_at.is_(None))
        .order_by(rows.Round.number, rows.Group.position, rows.Group.id)
    )
    return [(found[0], found[1]) for found in session.execute(query)]


def _group(session: Session, place: NotesPlace) -> rows.Group | None:
    if place.group_id is None:
        return None
    for session_id, row in _groups(session):
        if (session_id, row.id) == (place.session_id, place.group_id):
            return row
    raise NotFound("This breakout group is not part of the session any more.")


def _notation(session: Session, session_id: str) -> NotationContext:
    """Return how to read lines; of a session that is gone too: no word gets lost."""
    about = workshop.info(session)
    row = session.get(rows.Session, session_id)
    day = about.local(row.starts_at).date() if row else about.draft.first_day
    return NotationContext(frozenset(one.number for one in about.objectives), day)


def _participants(session: Session) -> Sequence[rows.Participant]:
    query = (
        select(rows.Participant)
        .where(*_expected())
        .order_by(rows.Participant.printed_name, rows.Participant.id)
    )
    return session.scalars(query).all()


def _expected() -> tuple[ColumnElement[bool], ...]:
    person = rows.Participant
    return (person.removed_at.is_(None), person.status != Status.CANCELLED)


def _places(session: Session) -> KnownPlaces:
    """Return the cities and countries of participants, and what notes added."""
    cities, lands = _lived_in(session)
    known = {same_place(name) for name in (*cities, *lands)}
    note = rows.Note
    spoken_of = session.scalars(select(note.places).where(note.removed_at.is_(None)))
    others = _distinct(
        name for names in spoken_of for name in names if same_place(name) not in known
    )
    return KnownPlaces(cities, lands, others)


def _lived_in(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cities and the countries of participants, by name."""
    person = rows.Participant
    cities = session.scalars(select(person.city).where(*_expected()).distinct())
    codes = session.scalars(select(person.country).where(*_expected()).distinct())
    printed = workshop.info(session).country_names
    lands = _distinct(countries.name(code, printed) for code in codes)
    return _distinct(cities), lands


def _present(session: Session) -> set[str]:
    """Return the ids of those who were scanned in at least once."""
    whose = attendance.valid(attendance.WHOSE).where(rows.Scan.direction == "in")
    return set(session.scalars(whose.distinct()))


def _participant(session: Session, name: str) -> str | None:
    """Return the one participant whose name, or else whose organisation it is.

    A name counts when it is written the same but for case, accents, script and the
    order of its words, or when all its words are found with one participant alone.
    """
    typed = search.search_key(name)
    found = search.find(session, name, _MOST_NAMESAKES)
    person = rows.Participant
    people = session.scalars(select(person).where(person.id.in_(found))).all()
    for is_meant in (_is_name, _is_organisation, _has_words):
        meant = [row.id for row in people if is_meant(row, typed)]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None


def _is_name(row: rows.Participant, typed: str) -> bool:
    given_first = f"{row.given_name} {row.family_name}"
    family_first = f"{row.family_name} {row.given_name}"
    ways = (row.printed_name, row.native_name, given_first, family_first)
    return typed in map(search.search_key, ways)


def _is_organisation(row: rows.Participant, typed: str) -> bool:
    return typed == search.search_key(row.organisation)


def _has_words(row: rows.Participant, typed: str) -> bool:
    return set(typed.split()) <= set(row.search_key.split())


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=str.casefold))
