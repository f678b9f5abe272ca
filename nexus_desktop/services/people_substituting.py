"""Somebody comes for another of the delegation, and takes over all that is theirs."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.desk import are_likely_one
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import INHERITED, Person, PersonFields, PersonRow
from nexus_desktop.core.participant import Status as PersonStatus
from nexus_desktop.services import attendance, badges, people
from nexus_desktop.services.people_merging import exchanged, re_point_entitled
from nexus_desktop.store import rows, search, undo

_MOST = 5
_MOST_SHARING = 50
_BEGINNING = 4


class SubstituteError(NexusError):
    """Nobody can come for this person; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class SubstituteAnswer:
    """Either the new participant, or who they may be on the list already.

    Attributes:
        person: None when there are likely duplicates and nothing was written.
        replaced: name of the person in whose place they come.
        seats: breakout seats that they took over.
    """

    person: Person | None
    replaced: str
    seats: int = 0
    duplicates: tuple[PersonRow, ...] = ()


def proposal(session: Session, participant_id: str) -> PersonFields:
    """Return what a form for a person's substitute begins with.

    Raises:
        NotFound: there is no such person.
        SubstituteError: nobody can come for them.
    """
    old = _replaceable(session, participant_id)
    return PersonFields(**{name: getattr(old.fields, name) for name in INHERITED})


def substitute(
    session: Session,
    participant_id: str,
    fields: PersonFields,
    *,
    at: datetime,
    confirmed: bool = False,
) -> SubstituteAnswer:
    """Register somebody in the place of another, who is cancelled for it.

    The new one has the organisation, country, city, category, role and party of the
    old one where `fields` are silent, and takes over seats (of published rounds too),
    what groups they lead, rules, and lists of who may pass. The badges of the old one
    are switched off. One undo takes all of it back.

    Unless `confirmed`, likely duplicates are answered instead and nothing is written.

    Raises:
        NotFound: there is no such person.
        SubstituteError: nobody can come for them.
        BadField: there is no name, or a value that its field can't hold.
    """
    old = _replaceable(session, participant_id)
    inherited = {
        name: getattr(fields, name) or getattr(old.fields, name) for name in INHERITED
    }
    wanted = replace(fields, status=PersonStatus.EXPECTED, **inherited)
    found = () if confirmed else _likely(session, wanted, participant_id)
    if found:
        return SubstituteAnswer(None, old.name, duplicates=found)
    new = people.add(session, wanted, at=at)
    reason = f"Replaced by {new.name}"[:300]
    badges.revoke(session, participant_id, reason, at=at)
    people.cancel(session, participant_id, reason, at=at)
    session.info["action"] = "participant.substitute"
    session.get_one(rows.Participant, new.id).replaces_id = participant_id
    seats = _hand_over(session, participant_id, new, old.name)
    session.flush()
    return SubstituteAnswer(people.person(session, new.id), old.name, seats)


def take_back(session: Session, new_id: str, *, at: datetime) -> Person:
    """Undo a substitution: the old one is expected again, the new one is gone.

    Raises:
        NotFound: there is no such person.
        SubstituteError: they were not registered in somebody's place.
        NothingToUndo: the new one has badges, scans or seats of their own by now.
    """
    new = people.person(session, new_id)
    row = session.get_one(rows.Participant, new_id)
    device, seq = row.versions[""].rsplit(":", 1)
    entry = session.get_one(rows.Entry, (device, int(seq)))
    if new.replaces is None or entry.action != "participant.substitute":
        raise SubstituteError(f"{new.name} was not registered in somebody's place.")
    undo.undo(session, entry, at)
    session.flush()
    return people.person(session, new.replaces.id)


def _replaceable(session: Session, participant_id: str) -> Person:
    old = people.person(session, participant_id)
    if old.arrived_at is not None:
        local = old.arrived_at.astimezone(attendance.zone_of(session))
        raise SubstituteError(
            f"{old.name} came on {local.day} {local:%b at %H:%M}, so nobody can come "
            "in their place. Undo that check-in if it was a mistake, or register the "
            "other one as a walk-in."
        )
    if old.replaced_by is not None:
        raise SubstituteError(
            f"{old.replaced_by.name} comes in the place of {old.name} already. Let "
            "somebody come for them instead."
        )
    return old


def _likely(
    session: Session, fields: PersonFields, old_id: str
) -> tuple[PersonRow, ...]:
    """Return who on the list bears the new one's name, or nearly; not the old one."""
    typed = _words(fields.printed_name, fields.given_name, fields.family_name)
    code = countries.code_of(fields.country)
    shared = {
        one: None
        for word in typed
        for one in search.find(session, word[:_BEGINNING], _MOST_SHARING)
        if one != old_id
    }
    found = [
        row
        for row in people.people(session, list(shared))
        if not (row.country and code and row.country != code)
        and any(
            are_likely_one(typed, _words(name))
            for name in (row.printed_name, row.native_name)
        )
    ]
    return tuple(found[:_MOST])


def _words(*names: str) -> tuple[str, ...]:
    return tuple(search.search_key(*names).split())


def _hand_over(session: Session, old_id: str, new: Person, old_name: str) -> int:
    """Give the new one seats, groups, rules and lists of the old one; count seats."""
    seats = session.scalars(
        select(rows.Seat).where(rows.Seat.participant_id == old_id, *rows.SITTING)
    ).all()
    for seat in seats:
        seat.participant_id = new.id
    _hand_over_groups(session, old_id, new, old_name)
    for rule in session.scalars(
        select(rows.Rule).where(rows.Rule.removed_at.is_(None))
    ):
        if old_id in rule.participants:
            rule.participants = exchanged(rule.participants, old_id, new.id)
    re_point_entitled(session, new.id, old_id)
    return len(seats)


def _hand_over_groups(
    session: Session, old_id: str, new: Person, old_name: str
) -> None:
    group = rows.Group
    led = (group.facilitator_id == old_id) | (group.rapporteur_id == old_id)
    for row in session.scalars(select(group).where(led, group.removed_at.is_(None))):
        for part in ("facilitator", "rapporteur"):
            if getattr(row, f"{part}_id") == old_id:
                setattr(row, f"{part}_id", new.id)
                if getattr(row, part) == old_name:
                    setattr(row, part, new.name)


__all__ = [
    "SubstituteAnswer", "SubstituteError", "proposal", "substitute", "take_back",
]  # fmt: skip
