"""The register of actions: read across all sessions, edited and reviewed.

An action is a note like others, so changing what it says rewrites its line. One that
was carried over belongs to no session.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.actions import (
    Action,
    ActionEdit,
    ActionError,
    Carried,
    State,
    state_of,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.notation import format_note, parse
from nexus_desktop.core.note import NotesChoice, NotesPlace, WrittenLine, same_place
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.participant import Status
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import notes, notes_reading, parallel_notes, workshop
from nexus_desktop.store import rows

OUTSIDE = NotesPlace("")
"""Where actions are that no session of this workshop agreed."""


@dataclass(frozen=True, slots=True)
class ActionBoard:
    """The register as it is now.

    Attributes:
        today: by the clock at the venue.
        owners: who may own an action: people, organisations.
        addresses: owner, as actions spell it -> e-mail addresses.
    """

    workshop: WorkshopInfo
    today: date
    actions: tuple[Action, ...]
    owners: tuple[str, ...]
    addresses: Mapping[str, tuple[str, ...]]


def board(session: Session, *, at: datetime) -> ActionBoard:
    """Return every action and what goes with it.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    found = actions(session)
    people = _people(session)
    named = {name for row in people for name in (row.printed_name, row.organisation)}
    return ActionBoard(
        info,
        info.local(at).date(),
        found,
        tuple(sorted(named - {""}, key=str.casefold)),
        _addresses({action.owner for action in found}, people),
    )


def actions(session: Session) -> tuple[Action, ...]:
    """Return every action: those carried over, then in the order of the programme.

    What the plenary took from a group is there once: as the plenary has it.
    """
    note = rows.Note
    query = select(note).where(
        note.removed_at.is_(None), note.note_kind == NoteKind.ACTION
    )
    sources = sources_of(notes_reading.choices(session))
    places, taken = list(sources), parallel_notes.takers(session)
    found = [
        (_place_in(places, row), row.order, _action(row, sources))
        for row in session.scalars(query)
        if row.id not in taken
    ]
    found.sort(key=lambda one: (one[0], one[1], one[2].id))
    return tuple(action for _, _, action in found)


def carried(session: Session) -> tuple[Action, ...]:
    """Return the actions of earlier workshops that are reviewed in this one."""
    note = rows.Note
    query = select(note).where(note.removed_at.is_(None), note.continues != "")
    found = session.scalars(query.order_by(note.order, note.id))
    return tuple(_action(row, {}) for row in found)


def sources_of(
    choices: Iterable[NotesChoice],
) -> dict[tuple[str, str | None], str]:
    """Return (session, group) -> what its notes are called, in their order."""
    return {
        (one.place.session_id, one.place.group_id): (
            f"{one.session.title} · Group {one.group}" if one.group else
            one.session.title
        )
        for one in choices
    }  # fmt: skip


def edit(
    session: Session, action_id: str, wanted: ActionEdit, *, at: datetime
) -> Action:
    """Change what an action says, who owns it and until when; its line follows.

    Raises:
        NotFound: there is no such action (any more).
        ActionError: it would say nothing, or its line is being written just now.
    """
    row = _row(session, action_id)
    text = " ".join(wanted.text.split())
    if not text:
        raise ActionError("An action needs words. Take its line away in Notes instead.")
    if session.get(rows.Draft, action_id) is not None:
        raise ActionError(
            "This line is being written in Notes just now. Leave the line there first."
        )
    place = NotesPlace(row.session_id, row.group_id)
    notation = notes_reading.reading(session, place).notation
    owner = " ".join(wanted.owner.split())
    before = parse(row.line, notation).fields
    fields = replace(before, text=text, owner=owner, due=wanted.due)
    if fields != before:
        line = WrittenLine(row.id, row.order, format_note(fields, notation), row.at)
        notes.commit_line(session, place, line, at=at)
    session.info["action"] = "action.edit"
    return one(session, action_id)


def review(
    session: Session,
    action_id: str,
    state: State | None,
    remark: str | None = None,
    *,
    at: datetime,
) -> Action:
    """Say how far an action is, and what was said of it; None leaves what is there.

    Raises:
        NotFound: there is no such action (any more).
    """
    del at  # the journal keeps it
    session.info["action"] = "action.review"
    row = _row(session, action_id)
    kept = Carried.read(row.carried)
    if remark is not None:
        kept = replace(kept, remark=" ".join(remark.split()))
    if state is not None and row.state != state.value:
        row.state = state.value
    if row.carried != kept.as_json():
        row.carried = kept.as_json()
    return one(session, action_id)


def take_away(session: Session, action_id: str, *, at: datetime) -> Action:
    """Take an action that was carried over off the register.

    Raises:
        NotFound: there is no such action (any more).
        ActionError: it was agreed here, so its line is in Notes.
    """
    session.info["action"] = "action.remove"
    row = _row(session, action_id)
    if not row.continues:
        raise ActionError(
            "This action was agreed in a session. Take its line away in Notes."
        )
    gone = one(session, action_id)
    row.removed_at = at
    return gone


def one(session: Session, action_id: str) -> Action:
    """Return one action.

    Raises:
        NotFound: there is no such action (any more).
    """
    row = _row(session, action_id)
    return _action(row, sources_of(notes_reading.choices(session)))


def _row(session: Session, action_id: str) -> rows.Note:
    row = session.get(rows.Note, action_id)
    is_there = row is not None and row.removed_at is None
    if row is None or not is_there or row.note_kind != NoteKind.ACTION:
        raise NotFound("This action is not in the notes any more.")
    return row


def _place_in(places: list[tuple[str, str | None]], row: rows.Note) -> int:
    """Return where its notes come: outside first, of a session that is gone last."""
    if row.continues:
        return -1
    key = (row.session_id, row.group_id)
    return places.index(key) if key in places else len(places)


def _action(row: rows.Note, sources: Mapping[tuple[str, str | None], str]) -> Action:
    return Action(
        id=row.id,
        text=row.text,
        owner=row.owner,
        due=row.due,
        state=state_of(row.state),
        session_id=row.session_id,
        group_id=row.group_id,
        source=sources.get((row.session_id, row.group_id), ""),
        objectives=tuple(row.objectives),
        places=tuple(row.places),
        continues=row.continues,
        carried=Carried.read(row.carried),
    )


def _people(session: Session) -> list[rows.Participant]:
    person = rows.Participant
    query = select(person).where(
        person.removed_at.is_(None), person.status != Status.CANCELLED
    )
    return list(session.scalars(query.order_by(person.printed_name, person.id)))


def _addresses(
    owners: Iterable[str], people: Iterable[rows.Participant]
) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the person, else of all of the organisation or city."""
    by_name: dict[str, dict[str, None]] = {}
    by_place: dict[str, dict[str, None]] = {}
    for row in people:
        if row.email:
            by_name.setdefault(same_place(row.printed_name), {})[row.email] = None
            for name in {row.organisation, row.city} - {""}:
                by_place.setdefault(same_place(name), {})[row.email] = None
    return {
        owner: tuple(by_name.get(key) or by_place.get(key) or ())
        for owner in owners
        if (key := same_place(owner))
    }
