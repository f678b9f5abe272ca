"""What records are called when one speaks of them, such as "Group A of round 1"."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import notes_lock
from nexus_desktop.store import rows

_GONE = "something that is not known here"
_MOST = 60  # letters of a line


def record_name(session: Session, kind: Kind, row_id: str) -> str:
    """Return what a record is called; of one that is not here, that it is unknown."""
    row: Any = session.get(rows.REPLICATED[kind], row_id)
    return _GONE if row is None else _NAMES[kind](session, row)


def place_of(session: Session, kind: Kind, row_id: str) -> tuple[Kind, str]:
    """Return the record to show to whoever wants to see more of this one."""
    row: Any = session.get_one(rows.REPLICATED[kind], row_id)
    if kind in {Kind.SEAT, Kind.BADGE}:
        return Kind.PARTICIPANT, row.participant_id
    if kind is Kind.GROUP:
        return Kind.ROUND, row.round_id
    if kind is Kind.PICTURE:
        owner = _owner(row)
        return owner, row.owner_id
    return kind, row_id


def _person(session: Session, row_id: str) -> str:
    return record_name(session, Kind.PARTICIPANT, row_id)


def _group(session: Session, row: rows.Group) -> str:
    turn = session.get(rows.Round, row.round_id)
    return f"Group {row.name}" + (f" of round {turn.number}" if turn else "")


def _owner(row: rows.Picture) -> Kind:
    owners = {"photo": Kind.PARTICIPANT, "note": Kind.NOTE}
    return owners.get(row.purpose, Kind.WORKSHOP)


def _note(session: Session, row: rows.Note) -> str:
    where = notes_lock.named(session, NotesPlace(row.session_id, row.group_id))
    line = " ".join((row.text or row.line).split())
    short = line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"
    return f"“{short}” in {where}" if row.session_id else f"“{short}”"


def _rule(session: Session, row: rows.Rule) -> str:
    people = ", ".join(_person(session, one) for one in row.participants)
    return f"Rule “{row.form}” for {people}"


_NAMES: Mapping[Kind, Callable[[Session, Any], str]] = {
    Kind.WORKSHOP: lambda _, row: row.title,
    Kind.OBJECTIVE: lambda _, row: f"Objective {row.number}",
    Kind.PARTICIPANT: lambda _, row: row.printed_name,
    Kind.BADGE: lambda s, row: f"Badge {row.issue} of {_person(s, row.participant_id)}",
    Kind.PRINTING: lambda _s, _row: "A printed badge",
    Kind.CHECKPOINT: lambda _, row: row.name,
    Kind.SCAN: lambda _s, _row: "A scan",
    Kind.SESSION: lambda _, row: row.title,
    Kind.ROUND: lambda _, row: f"Round {row.number}",
    Kind.GROUP: _group,
    Kind.SEAT: lambda s, row: f"Seat of {_person(s, row.participant_id)}",
    Kind.RULE: _rule,
    Kind.PLAN: lambda _, row: f"Plan “{row.name}”",
    Kind.NOTE: _note,
    Kind.PICTURE: lambda s, row: (
        f"Picture of {record_name(s, _owner(row), row.owner_id)}"
    ),
    Kind.LAYOUT: lambda _, row: f"Badge layout “{row.name}”",
    Kind.DEVICE: lambda _, row: row.name,
}
