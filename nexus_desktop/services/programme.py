"""The programme of the workshop: reading it, changing it, taking in a list."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.programme import (
    FIELDS,
    ProgrammeError,
    SessionDraft,
    SessionInfo,
    checked,
    order,
)
from nexus_desktop.core.programme_import import ProgrammeList, ProgrammeReport, plan
from nexus_desktop.services import workshop
from nexus_desktop.store import rows


def sessions(session: Session) -> tuple[SessionInfo, ...]:
    """Return the programme in the order of time."""
    found = select(rows.Session).where(rows.Session.removed_at.is_(None))
    return tuple(sorted(map(_info, session.scalars(found)), key=order))


def one(session: Session, session_id: str) -> SessionInfo:
    """Return one session of the programme.

    Raises:
        NotFound: it is not in the programme (any more).
    """
    return _info(_row(session, session_id))


def add(session: Session, draft: SessionDraft, *, at: datetime) -> SessionInfo:
    """Put a session into the programme.

    Raises:
        ProgrammeError: it has no title, or ends before it starts.
    """
    session.info["action"] = "session.add"
    row = rows.Session(id=new_id(at), **_values(checked(draft)))
    session.add(row)
    return _info(row)


def edit(
    session: Session, session_id: str, draft: SessionDraft, *, at: datetime
) -> SessionInfo:
    """Make a session what `draft` says: `replace(info, title=…)`.

    Raises:
        NotFound, ProgrammeError: it is not there; it can't be like that.
    """
    del at
    session.info["action"] = "session.edit"
    row = _row(session, session_id)
    _write(row, _values(checked(draft)))
    return _info(row)


def move(
    session: Session,
    session_id: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    at: datetime,
) -> SessionInfo:
    """Give a session other times (aware).

    Raises:
        NotFound, ProgrammeError: it is not there; it would end before it starts.
    """
    before = one(session, session_id)
    draft = replace(before, starts_at=starts_at, ends_at=ends_at)
    return edit(session, session_id, draft, at=at)


def remove(session: Session, session_id: str, *, at: datetime) -> SessionInfo:
    """Take a session out of the programme; `bring_back` undoes it.

    Raises:
        NotFound: it is not there.
        ProgrammeError: it has notes or a breakout round, which would go with it.
    """
    session.info["action"] = "session.remove"
    row = _row(session, session_id)
    notes = _count(session, rows.Note, session_id)
    if notes:
        counted = "one note" if notes == 1 else f"{notes} notes"
        raise ProgrammeError(f"“{row.title}” has {counted}, so it has to stay.")
    if _count(session, rows.Round, session_id):
        raise ProgrammeError(
            f"“{row.title}” has a breakout round. Remove the round first."
        )
    row.removed_at = at
    return _info(row)


def bring_back(session: Session, session_id: str, *, at: datetime) -> SessionInfo:
    """Put a session back that was removed.

    Raises:
        NotFound: there never was one.
    """
    del at
    session.info["action"] = "session.restore"
    row = session.get(rows.Session, session_id)
    if row is None:
        raise NotFound("This session was never in the programme.")
    row.removed_at = None
    return _info(row)


def plan_import(session: Session, listed: ProgrammeList) -> ProgrammeReport:
    """Return what `import_programme` would do with the list. Changes nothing."""
    return plan(listed, sessions(session), workshop.info(session))


def import_programme(
    session: Session, listed: ProgrammeList, *, at: datetime
) -> ProgrammeReport:
    """Take in a programme; the same list twice adds and changes nothing.

    A session that is known gets what the list says anew; what it leaves empty stays.
    """
    session.info["action"] = "programme.import"
    report = plan_import(session, listed)
    for row in report.rows:
        if row.listed is None:
            continue
        if row.session_id is None:
            values = _values(row.listed.draft)
            values["external_id"] = row.listed.external_id
            session.add(rows.Session(id=new_id(at), **values))
        else:
            changes = {change.field: _stored(change.new) for change in row.changes}
            _write(_row(session, row.session_id), changes)
    return report


def _row(session: Session, session_id: str) -> rows.Session:
    row = session.get(rows.Session, session_id)
    if row is None or row.removed_at:
        raise NotFound("This session is no longer in the programme.")
    return row


def _count(
    session: Session, table: type[rows.Note | rows.Round], session_id: str
) -> int:
    query = select(func.count()).select_from(table)
    query = query.where(table.session_id == session_id, table.removed_at.is_(None))
    return session.scalar(query) or 0


def _info(row: rows.Session) -> SessionInfo:
    values = {name: getattr(row, name) for name in FIELDS}
    return SessionInfo(
        **{**values, "objectives": tuple(row.objectives)},
        id=row.id,
        notes_status=row.notes_status,
        external_id=row.external_id,
    )


def _values(draft: SessionDraft) -> dict[str, Any]:
    return {name: _stored(getattr(draft, name)) for name in FIELDS}


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return list(value) if isinstance(value, tuple) else value


def _write(row: rows.Session, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
