"""Checkpoints: setting them up, changing them, taking them away.

`checkpoint_making` makes those that the programme asks for, `checkpoint_board` reads
what they show.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import names
from nexus_desktop.core.checkpoints import (
    CheckpointDraft,
    CheckpointError,
    checked,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.store import rows


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as the file holds it now."""

    id: str
    draft: CheckpointDraft


def one(session: Session, checkpoint_id: str) -> Kept:
    """Return a checkpoint.

    Raises:
        NotFound: it is not there (any more).
    """
    return _kept(_row(session, checkpoint_id))


def add(session: Session, draft: CheckpointDraft, *, at: datetime) -> Kept:
    """Set up a checkpoint.

    Raises:
        CheckpointError: it has no name, or that of another one.
    """
    session.info["action"] = "checkpoint.add"
    draft = checked(draft)
    _refuse_taken(session, draft.name)
    return write_new(session, draft, at)


def edit(
    session: Session, checkpoint_id: str, draft: CheckpointDraft, *, at: datetime
) -> Kept:
    """Make a checkpoint what `draft` says; the scans made there stay what they are.

    Raises:
        NotFound: it is not there.
        CheckpointError: it has no name, or that of another one.
    """
    del at  # the journal keeps it
    session.info["action"] = "checkpoint.edit"
    row, draft = _row(session, checkpoint_id), checked(draft)
    if names.folded(draft.name) != names.folded(row.name):
        _refuse_taken(session, draft.name)
    for name, value in _values(draft).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return _kept(row)


def remove(session: Session, checkpoint_id: str, *, at: datetime) -> Kept:
    """Take a checkpoint away; `bring_back` undoes it.

    Whoever was scanned there was here all the same: the scans stay and count.

    Raises:
        NotFound: it is not there.
    """
    session.info["action"] = "checkpoint.remove"
    row = _row(session, checkpoint_id)
    row.removed_at = at
    return _kept(row)


def bring_back(session: Session, checkpoint_id: str, *, at: datetime) -> Kept:
    """Put a checkpoint back that was removed.

    Raises:
        NotFound: there never was one.
    """
    del at
    session.info["action"] = "checkpoint.restore"
    row = session.get(rows.Checkpoint, checkpoint_id)
    if row is None:
        raise NotFound("There never was such a checkpoint.")
    row.removed_at = None
    return _kept(row)


def live(session: Session) -> list[rows.Checkpoint]:
    """Return every checkpoint that was not taken away."""
    query = select(rows.Checkpoint).where(rows.Checkpoint.removed_at.is_(None))
    return list(session.scalars(query.order_by(rows.Checkpoint.id)))


def draft_of(row: rows.Checkpoint) -> CheckpointDraft:
    """Return what is said of a checkpoint."""
    return CheckpointDraft(
        name=row.name,
        purpose=row.purpose,
        rule=row.rule,
        day=row.day,
        session_id=row.session_id,
        entitled={key: tuple(among) for key, among in row.entitled.items()},
    )


def write_new(session: Session, draft: CheckpointDraft, at: datetime) -> Kept:
    """Write a checkpoint that was `checked`; the caller names the action."""
    row = rows.Checkpoint(id=new_id(at), **_values(draft))
    session.add(row)
    return _kept(row)


def _row(session: Session, checkpoint_id: str) -> rows.Checkpoint:
    row = session.get(rows.Checkpoint, checkpoint_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This checkpoint is not there any more.")
    return row


def _kept(row: rows.Checkpoint) -> Kept:
    return Kept(row.id, draft_of(row))


def _values(draft: CheckpointDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "purpose": draft.purpose,
        "rule": draft.rule,
        "day": draft.day,
        "session_id": draft.session_id,
        "entitled": {key: list(among) for key, among in draft.entitled.items()},
    }


def _refuse_taken(session: Session, name: str) -> None:
    said = names.folded(name)
    if any(names.folded(row.name) == said for row in live(session)):
        raise CheckpointError(
            f"There is a checkpoint called “{name}” already. Staff choose by the name."
        )
