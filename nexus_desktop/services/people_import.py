"""Taking a list of people into the workshop: first a plan, then the same for good."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import people_matching
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.participant import BY_NAME, NOT_LISTED, Status
from nexus_desktop.core.people_import import (
    Candidate,
    ImportPlan,
    Mapping,
    Outcome,
    PlannedRow,
    Table,
)
from nexus_desktop.core.people_rows import candidates
from nexus_desktop.intake import columns, people
from nexus_desktop.services.merged import finals
from nexus_desktop.services.people import note_reason
from nexus_desktop.store import rows, search


def plan_import(session: Session, table: Table, mapping: Mapping) -> ImportPlan:
    """Return what importing the list would do with each of its rows.

    Raises:
        BadMapping: no column holds names.
    """
    return _plan(session, _everybody(session), table, mapping)


def import_people(
    session: Session,
    table: Table,
    mapping: Mapping,
    *,
    at: datetime,
    cancel_missing: bool = False,
) -> ImportPlan:
    """Add and update the people on the list; return what was done with each row.

    Doing it twice adds nobody. An empty cell leaves what is known; who is not on the
    list stays as they are, unless `cancel_missing` and an earlier export of the same
    tool held them.

    Raises:
        BadMapping: no column holds names.
    """
    session.info["action"] = "people.import"
    everybody = _everybody(session)
    plan = _plan(session, everybody, table, mapping)
    known = {row.id: row for row in everybody}
    for planned in plan.rows:
        if planned.outcome is Outcome.ADDED and planned.candidate:
            session.add(_new(planned.candidate, mapping.source, at))
        elif planned.outcome is Outcome.UPDATED and planned.participant_id:
            _update(known[planned.participant_id], planned, mapping.source)
    if not cancel_missing:
        return plan
    for one in plan.missing:
        known[one.id].status = str(Status.CANCELLED)
        note_reason(known[one.id], NOT_LISTED, is_cancelled=True)
    return replace(plan, cancelled=len(plan.missing))


def import_file(
    session: Session,
    path: Path,
    overrides: Iterable[str] = (),
    *,
    at: datetime,
    cancel_missing: bool = False,
) -> ImportPlan:
    """Import the list in a file; `overrides` are "COLUMN=FIELD" texts.

    Raises:
        BadFile: the file can't be read.
        BadMapping: a column or a field is not there, or no column holds names.
    """
    table, mapping = _read(path, overrides)
    return import_people(session, table, mapping, at=at, cancel_missing=cancel_missing)


def plan_file(
    session: Session, path: Path, overrides: Iterable[str] = ()
) -> ImportPlan:
    """Return what `import_file` would do."""
    return plan_import(session, *_read(path, overrides))


def _read(path: Path, overrides: Iterable[str]) -> tuple[Table, Mapping]:
    table = people.read(path)
    wanted = columns.parse_overrides(overrides)
    return table, columns.override(table, columns.propose(table), wanted)


def _everybody(session: Session) -> list[rows.Participant]:
    there = rows.Participant.removed_at.is_(None)
    return list(session.scalars(select(rows.Participant).where(there)))


def _plan(
    session: Session,
    everybody: Iterable[rows.Participant],
    table: Table,
    mapping: Mapping,
) -> ImportPlan:
    columns.require_names(table, mapping)
    taken, refused = candidates(table, mapping)
    known = [_known(row) for row in everybody]
    planned = people_matching.plan(
        taken, refused, known, mapping.source, _merged(session)
    )
    return ImportPlan(
        name=table.name,
        rows=planned,
        columns=dict(zip(table.headers, mapping.fields, strict=True)),
        encoding=table.encoding,
        recognised=mapping.recognised,
        missing=people_matching.missing(planned, known, mapping.source),
    )


def _merged(session: Session) -> list[people_matching.Known]:
    """Return who was merged into somebody, each with the id of that one."""
    final = finals(session)
    query = select(rows.Participant).where(rows.Participant.merged_into_id.is_not(None))
    return [
        replace(_known(row), id=final[row.id])
        for row in session.scalars(query)
        if row.id in final
    ]


def _known(row: rows.Participant) -> people_matching.Known:
    values = {name: getattr(row, name) for name in BY_NAME}
    for name, field in BY_NAME.items():
        if field.many:
            values[name] = tuple(values[name])
    return people_matching.Known(row.id, row.source, values, row.extra)


def _new(candidate: Candidate, source: str, at: datetime) -> rows.Participant:
    values = {"status": str(Status.EXPECTED), **candidate.values}
    row = rows.Participant(
        id=new_id(at),
        source=source,
        extra=dict(candidate.extra),
        **{name: _stored(value) for name, value in values.items()},
    )
    row.search_key = search.key_of(row)
    return row


def _update(row: rows.Participant, planned: PlannedRow, source: str) -> None:
    extra = {}
    for change in planned.changes:
        if change.field in BY_NAME:
            setattr(row, change.field, _stored(change.new))
        else:
            extra[change.field] = change.new
    if any(change.field == "external_id" for change in planned.changes):
        row.source = source
    if extra:
        row.extra = {**row.extra, **extra}
    note_reason(row, "", is_cancelled=row.status == Status.CANCELLED)
    row.search_key = search.key_of(row)


def _stored(value: Any) -> Any:  # noqa: ANN401 - a text, or texts as a JSON list
    return list(value) if isinstance(value, tuple) else value
