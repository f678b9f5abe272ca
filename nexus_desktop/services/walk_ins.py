"""People who stand at the desk and are not on the list."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.desk import Match, WalkIn, WalkInAnswer, are_likely_one
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import attendance, badges, people, people_substituting
from nexus_desktop.services import desk_deciding as deciding
from nexus_desktop.services import desk_lists as lists
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.services.desk_reading import Place
from nexus_desktop.store import rows, search

_MOST = 5  # shown
_MOST_SHARING = 50  # looked at, of those who share a word
_BEGINNING = 4  # letters of a word, so that another spelling is found too


def walk_in(
    session: Session,
    fields: WalkIn,
    checkpoint_id: str,
    *,
    at: datetime,
    confirmed: bool = False,
) -> WalkInAnswer:
    """Register somebody on the spot: the participant, a badge, and the scan.

    Who comes in place of somebody has from them what `fields` leave open, whatever the
    role in `fields`; `people_substituting.take_back` undoes all of it.

    Unless `confirmed`, likely duplicates are answered instead and nothing is written.

    Raises:
        NotFound: the checkpoint is not there, or whom they come for.
        SubstituteError: nobody can come for that person.
        BadField: there is no name, or the country is none.
    """
    here = reading.place(session, checkpoint_id)
    if fields.in_place_of:
        return _stand_in(session, fields, here, at, confirmed=confirmed)
    found = (
        () if confirmed else likely_duplicates(session, fields, checkpoint_id, at=at)
    )
    if found:
        return WalkInAnswer(None, found)
    person = people.add(
        session,
        PersonFields(
            given_name=fields.given_name,
            family_name=fields.family_name,
            organisation=fields.organisation,
            country=fields.country,
            role=fields.role,
            category=fields.category,
        ),
        at=at,
    )
    badges.issue(session, person.id, at=at)
    session.info["action"] = "scan.walk_in"
    caller = deciding.named_caller(session, here, person.id)
    return WalkInAnswer(deciding.pass_through(session, here, caller, "walk-in", at=at))


def _stand_in(
    session: Session, fields: WalkIn, here: Place, at: datetime, *, confirmed: bool
) -> WalkInAnswer:
    answer = people_substituting.substitute(
        session,
        fields.in_place_of,
        PersonFields(
            given_name=fields.given_name,
            family_name=fields.family_name,
            organisation=fields.organisation,
            country=fields.country,
        ),
        at=at,
        confirmed=confirmed,
    )
    if answer.person is None:
        ids = [row.id for row in answer.duplicates]
        return WalkInAnswer(None, tuple(lists.people_in(session, here, ids, at)))
    badges.issue(session, answer.person.id, at=at)
    session.info["action"] = "participant.substitute"
    caller = deciding.named_caller(session, here, answer.person.id)
    return WalkInAnswer(deciding.pass_through(session, here, caller, "search", at=at))


def likely_duplicates(
    session: Session, fields: WalkIn, checkpoint_id: str, *, at: datetime
) -> tuple[Match, ...]:
    """Return who on the list this may be: the same names, or nearly.

    Somebody of another country is not, when both are known.

    Raises:
        NotFound: the checkpoint is not there.
    """
    here = reading.place(session, checkpoint_id)
    typed = _words(fields.given_name, fields.family_name)
    code = countries.code_of(fields.country)
    ids = [
        row.id
        for row in _candidates(session, typed)
        if not (code and row.country and code != row.country)
        and any(are_likely_one(typed, _words(name)) for name in row[2:])
    ]
    return tuple(lists.people_in(session, here, ids[:_MOST], at))


def _candidates(
    session: Session, typed: Iterable[str]
) -> Sequence[Row[str, str, str, str, str]]:
    """Return (id, country, spellings …) of who shares a word, or the start of one."""
    found = {
        one: None
        for word in typed
        for one in search.find(session, word[:_BEGINNING], _MOST_SHARING)
    }
    person = rows.Participant
    query = select(
        person.id, person.country, person.printed_name, person.native_name,
        person.reading,
    )  # fmt: skip
    return session.execute(query.where(person.id.in_(found))).all()


def _words(*names: str) -> tuple[str, ...]:
    return tuple(search.search_key(*names).split())


def take_back(session: Session, fact: rows.Scan, *, at: datetime) -> bool:
    """Remove a walk-in's registration and badge; return whether that was done.

    It is not when the person was seated or scanned since, the undone scan apart, nor
    when somebody was merged into them.
    """
    person = session.get(rows.Participant, fact.participant_id)
    if person is None or person.removed_at is not None or _is_used(session, fact):
        return False
    person.removed_at = at
    issued = select(rows.Badge).where(
        rows.Badge.participant_id == person.id, rows.Badge.removed_at.is_(None)
    )
    for badge in session.scalars(issued):
        badge.removed_at = at
    return True


def _is_used(session: Session, fact: rows.Scan) -> bool:
    person = fact.participant_id
    scanned = attendance.valid(rows.Scan.id).where(
        attendance.WHOSE.in_([person]), rows.Scan.id != fact.id
    )
    seated = select(rows.Seat.id).where(
        rows.Seat.participant_id == person, *rows.SITTING
    )
    merged = select(rows.Participant.id).where(
        rows.Participant.merged_into_id == person
    )
    used = (scanned, seated, merged)
    return any(session.execute(query.limit(1)).first() for query in used)
