"""Letting people in: scans, names, whole parties, taking back, admitting anyway."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core import badge
from nexus_desktop.core.checkin import COUNTED, CheckInError, Facts, ScanResult, Verdict
from nexus_desktop.core.desk import Look, Undone
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import desk_deciding as deciding
from nexus_desktop.services import desk_lists as lists
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.services import desk_records, merged
from nexus_desktop.services.attendance import IS_UNDONE
from nexus_desktop.services.desk_deciding import Caller, Decision
from nexus_desktop.services.desk_lists import (
    arrivals,
    awaited,
    checkpoints,
    default_checkpoint,
    matches,
    party,
    recent,
    setting,
)
from nexus_desktop.services.walk_ins import likely_duplicates, take_back, walk_in
from nexus_desktop.store import rows

_KEPT = 200  # letters of a code that is none of ours
_PUT_RIGHT = frozenset(
    {Verdict.REVOKED, Verdict.REISSUED, Verdict.CANCELLED, Verdict.NOT_ENTITLED,
     Verdict.ALREADY_IN}
)  # fmt: skip


def scan(
    session: Session, text: str, checkpoint_id: str, *, at: datetime
) -> ScanResult:
    """Judge what a scanner read, and record it, refused or not.

    The same code within 3 seconds at one checkpoint gets the same answer again, and
    nothing is recorded.

    Raises:
        NotFound: the checkpoint is not there.
    """
    session.info["action"] = "scan.record"
    here = reading.place(session, checkpoint_id)
    typed = badge.tidied(text)[:_KEPT]
    again = reading.repeated(session, here.id, typed, "", at)
    if again is not None:
        return replace(deciding.tell_again(session, again), is_repeat=True)
    caller = deciding.read_caller(session, here, badge.read(text), typed)
    return deciding.pass_through(session, here, caller, "scan", at=at)


def check_in_person(
    session: Session,
    participant_id: str,
    checkpoint_id: str,
    *,
    at: datetime,
    way: str = "search",
) -> ScanResult:
    """Judge somebody who was found by name, and record it. `scan` tells the rest.

    Raises:
        NotFound: the checkpoint or the person is not there.
    """
    session.info["action"] = "scan.record"
    here = reading.place(session, checkpoint_id)
    again = reading.repeated(session, here.id, "", participant_id, at)
    if again is not None:
        return replace(deciding.tell_again(session, again), is_repeat=True)
    caller = deciding.named_caller(session, here, participant_id)
    return deciding.pass_through(session, here, caller, way, at=at)


def check_in_party(
    session: Session, participant_id: str, checkpoint_id: str, *, at: datetime
) -> tuple[ScanResult, ...]:
    """Let in everybody of a person's party who may come in and is not in yet.

    Returns one result for each who was let in now.

    Raises:
        NotFound: the checkpoint or the person is not there.
    """
    session.info["action"] = "scan.party"
    here = reading.place(session, checkpoint_id)
    let_in: list[ScanResult] = []
    for match in lists.party(session, participant_id, checkpoint_id, at=at):
        caller = deciding.named_caller(session, here, match.guest.id)
        verdict, past = deciding.decide(session, here, caller, at)
        if verdict.lets_in:
            made = Decision(verdict, "search")
            fact = deciding.record(session, here, caller, made, at=at)
            let_in.append(deciding.told(session, here, fact, caller.seen, past))
    return tuple(let_in)


def admit_anyway(
    session: Session, scan_id: str, reason: str, *, at: datetime
) -> ScanResult:
    """Let somebody in whom a scan refused; the reason is kept.

    Doing it twice records it once.

    Raises:
        NotFound: there is no such scan.
        CheckInError: the badge is forged, the scan let them in, or no reason is given.
    """
    session.info["action"] = "scan.admit"
    fact = _fact(session, scan_id)
    verdict = Verdict(fact.verdict)
    if verdict is Verdict.FORGED:
        raise CheckInError("A forged badge lets nobody in. Find them by name instead.")
    if verdict.counts:
        raise CheckInError("This scan let them through already.")
    if not reason.strip():
        raise CheckInError("Say in a few words why they may come in.")
    here = reading.place(session, fact.checkpoint_id)
    seen = deciding.whose(session, here, fact)
    done = _admitted_since(session, fact)
    if done is not None:
        return replace(deciding.tell_again(session, done), is_repeat=True)
    caller = Caller(
        seen,
        Facts(),
        fact.code,
        fact.badge_number if verdict in _PUT_RIGHT else "",
        by_name=fact.participant_id is not None,
    )
    made = Decision(Verdict.ADMITTED, "admitted anyway", reason.strip())
    admitted = deciding.record(session, here, caller, made, at=at)
    return deciding.told(session, here, admitted, seen, [])


def undo_scan(
    session: Session, scan_id: str, reason: str = "", *, at: datetime
) -> Undone:
    """Take back a scan that let somebody in or out, by another fact.

    A walk-in's registration goes too, unless it was used for something else since.
    Doing it twice changes nothing.

    Raises:
        NotFound: there is no such scan.
        CheckInError: the scan was a refusal, so there is nothing to take back.
    """
    session.info["action"] = "scan.undo"
    fact = _fact(session, scan_id)
    if not Verdict(fact.verdict).counts:
        raise CheckInError("This scan let nobody through: there is nothing to undo.")
    line = lists.line(session, fact)
    if line.is_undone:
        return Undone(line)
    session.add(
        rows.Scan(
            id=new_id(at),
            checkpoint_id=fact.checkpoint_id,
            badge_number=fact.badge_number,
            participant_id=fact.participant_id,
            direction=fact.direction,
            at=at,
            device_id=session.info["device"],
            way="undo",
            reason=reason.strip(),
            undoes_id=scan_id,
        )
    )
    took = fact.way == "walk-in" and take_back(session, fact, at=at)
    return Undone(replace(line, is_undone=True), took)


def undo_latest(session: Session, checkpoint_id: str, *, at: datetime) -> Undone:
    """Take back the last scan that this laptop let through at a checkpoint.

    A party that was let in at once goes back at once.

    Raises:
        CheckInError: there is none that stands.
    """
    mine = (
        rows.Scan.checkpoint_id == checkpoint_id,
        rows.Scan.device_id == session.info["device"],
        rows.Scan.removed_at.is_(None),
        rows.Scan.verdict.in_(sorted(COUNTED)),
        ~IS_UNDONE,
    )
    last = session.scalar(select(func.max(rows.Scan.at)).where(*mine))
    together = session.scalars(
        select(rows.Scan.id).where(*mine, rows.Scan.at == last).order_by(rows.Scan.id)
    ).all()
    if not together:
        raise CheckInError("Nobody was let through here, so there is nothing to undo.")
    undone = [undo_scan(session, scan_id, at=at) for scan_id in together]
    return replace(undone[0], people=len(undone))


def card(session: Session, scan_id: str) -> ScanResult:
    """Return what the card says of an earlier scan, with what is known by now.

    Raises:
        NotFound: there is no such scan.
    """
    return deciding.tell_again(session, _fact(session, scan_id).id)


def look(
    session: Session, participant_id: str, checkpoint_id: str, *, at: datetime
) -> Look:
    """Return what the desk knows of somebody; nothing is recorded.

    Raises:
        NotFound: the checkpoint or the person is not there.
    """
    here = reading.place(session, checkpoint_id)
    seen = reading.by_id(session, participant_id, here)
    (match,) = lists.people_in(session, here, [seen.guest.id], at)
    return Look(
        seen.guest,
        reading.group_today(session, seen.guest.id, here, at),
        match.arrived_at,
        desk_records.of(session, seen),
    )


def _fact(session: Session, scan_id: str) -> rows.Scan:
    fact = session.get(rows.Scan, scan_id)
    if fact is None or fact.removed_at is not None or not fact.verdict:
        raise NotFound("This scan is not in the workshop any more.")
    return fact


def _admitted_since(session: Session, fact: rows.Scan) -> str | None:
    """Return the scan by which somebody was let in after `fact` refused them."""
    same = rows.Scan.participant_id.is_(None)
    if fact.participant_id is not None:
        final = merged.final_id(session, fact.participant_id)
        same = rows.Scan.participant_id.in_((fact.participant_id, final))
    return session.scalar(
        select(rows.Scan.id).where(
            rows.Scan.checkpoint_id == fact.checkpoint_id,
            rows.Scan.way == "admitted anyway",
            rows.Scan.at >= fact.at,
            rows.Scan.code == fact.code,
            same,
            rows.Scan.removed_at.is_(None),
            ~IS_UNDONE,
        )
    )


__all__ = [
    "admit_anyway", "arrivals", "awaited", "card", "check_in_party", "check_in_person",
    "checkpoints", "default_checkpoint", "likely_duplicates", "look", "matches",
    "party", "recent", "scan", "setting", "undo_latest", "undo_scan", "walk_in",
]  # fmt: skip
