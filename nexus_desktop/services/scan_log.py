"""The log of all scans of the workshop: searched, filtered, a page at a time. Reads."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from nexus_desktop.core.checkin import LET_IN, Verdict
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.scan_log import LogPage, LogQuery, Outcome
from nexus_desktop.services import attendance
from nexus_desktop.services.desk_deciding import UNTRUSTED
from nexus_desktop.services.merged import FINAL
from nexus_desktop.store import rows, search

_MOST_PEOPLE = 500  # of those who fit a text
_LEAST_CODE = 4  # letters that may be the beginning of a code

_First, _Undo = aliased(rows.Scan), aliased(rows.Scan)
_FIRST_UNDO = (
    select(func.min(_First.id))
    .where(_First.undoes_id == rows.Scan.id, _First.removed_at.is_(None))
    .correlate(rows.Scan)
    .scalar_subquery()
)
_REFUSALS = frozenset(Verdict) - LET_IN - {Verdict.ALREADY_IN, Verdict.CHECKED_OUT}
_CONDITIONS: dict[Outcome, ColumnElement[bool]] = {
    Outcome.ANY: true(),
    Outcome.LET_IN: rows.Scan.verdict.in_(sorted(LET_IN)),
    Outcome.OUT: rows.Scan.verdict == Verdict.CHECKED_OUT,
    Outcome.ALREADY_IN: rows.Scan.verdict == Verdict.ALREADY_IN,
    Outcome.REFUSED: rows.Scan.verdict.in_(sorted(_REFUSALS)),
    Outcome.ANYWAY: rows.Scan.way == "admitted anyway",
    Outcome.WALK_IN: rows.Scan.way == "walk-in",
    Outcome.UNDONE: attendance.IS_UNDONE,
}


def scans(
    session: Session, wanted: LogQuery, *, limit: int = 200, offset: int = 0
) -> LogPage:
    """Return the scans that are wanted, the newest first, refused and undone ones too.

    Args:
        session: of the workshop.
        wanted: which.
        limit: how many at most.
        offset: how many of the newest are left out, being there already.
    """
    conditions = _conditions(session, wanted)
    counted = select(func.count(rows.Scan.id)).where(*conditions)
    found = session.execute(
        _lines()
        .where(*conditions)
        .order_by(rows.Scan.at.desc(), rows.Scan.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return LogPage(
        tuple(_line(row) for row in found),
        session.scalar(counted) or 0,
        _desks(session),
    )


def _lines() -> Select[Any]:
    return (
        attendance.with_badge(
            rows.Scan.id,
            rows.Scan.at,
            rows.Scan.verdict,
            rows.Scan.way,
            rows.Scan.direction,
            rows.Participant.printed_name.label("name"),
            rows.Device.name.label("desk"),
            rows.Scan.reason,
            rows.Checkpoint.name.label("place"),
            _Undo.at.label("undone_at"),
            _Undo.reason.label("undo_reason"),
        )
        .outerjoin(rows.Device, rows.Device.id == rows.Scan.device_id)
        .outerjoin(rows.Participant, rows.Participant.id == attendance.WHOSE)
        .outerjoin(rows.Checkpoint, rows.Checkpoint.id == rows.Scan.checkpoint_id)
        .outerjoin(_Undo, _Undo.id == _FIRST_UNDO)
    )


def _line(found: Any) -> ScanLine:  # noqa: ANN401 - a row of `_lines`
    verdict = Verdict(found.verdict)
    return ScanLine(
        scan_id=found.id,
        at=found.at,
        verdict=verdict,
        way=found.way,
        direction=found.direction,
        name="" if verdict in UNTRUSTED else found.name or "",
        desk=found.desk or "",
        reason=found.reason,
        is_undone=found.undone_at is not None,
        undone_at=found.undone_at,
        undo_reason=found.undo_reason or "",
        place=found.place or "",
    )


def _conditions(session: Session, wanted: LogQuery) -> list[ColumnElement[bool]]:
    scan = rows.Scan
    conditions = [
        scan.verdict != "", scan.removed_at.is_(None), _CONDITIONS[wanted.outcome],
    ]  # fmt: skip
    if wanted.checkpoint_id:
        conditions.append(scan.checkpoint_id == wanted.checkpoint_id)
    if wanted.device_id:
        conditions.append(scan.device_id == wanted.device_id)
    if wanted.since is not None:
        conditions.append(scan.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(scan.at < wanted.until)
    if wanted.text.strip():
        conditions.append(_fits(session, wanted.text.strip()))
    return conditions


def _fits(session: Session, text: str) -> ColumnElement[bool]:
    """Return the condition without a join, so that all scans are gone through fast."""
    people = search.find(session, text, _MOST_PEOPLE)
    people += session.scalars(select(FINAL.c.id).where(FINAL.c.final.in_(people)))
    badges = select(rows.Badge.number).where(
        rows.Badge.participant_id.in_(people), rows.Badge.removed_at.is_(None)
    )
    scan = rows.Scan
    ways = [
        scan.participant_id.in_(people),
        scan.badge_number.in_(session.scalars(badges).all())
        & scan.verdict.not_in(UNTRUSTED),
        scan.reason.icontains(text, autoescape=True),
    ]
    if len(text) >= _LEAST_CODE:
        ways.append(scan.code.istartswith(text, autoescape=True))
    return or_(*ways)


def _desks(session: Session) -> tuple[tuple[str, str], ...]:
    scanned = select(rows.Scan.device_id).distinct()
    query = (
        select(rows.Device.id, rows.Device.name)
        .where(rows.Device.id.in_(scanned))
        .order_by(rows.Device.name)
    )
    return tuple((found.id, found.name) for found in session.execute(query))
