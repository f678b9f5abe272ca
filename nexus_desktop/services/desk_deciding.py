"""Deciding about somebody at a checkpoint, writing the fact, telling what came of it.

The ground of `checkin` and `walk_ins`: they set the action's name, this does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.badge import ReadCode, is_genuine, keys_of
from nexus_desktop.core.checkin import (
    COUNTED,
    Facts,
    Record,
    ScanResult,
    Verdict,
    judge,
    late_message,
    message,
)
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.services import desk_records
from nexus_desktop.services.desk_reading import Past, Place, Seen
from nexus_desktop.store import rows

UNTRUSTED = frozenset(
    {Verdict.MALFORMED, Verdict.WRONG_WORKSHOP, Verdict.UNKNOWN_KEY, Verdict.FORGED}
)
"""Verdicts of codes whose badge number proves nothing."""

_WITH_GROUP = COUNTED | {Verdict.ALREADY_IN}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who stands at a checkpoint, and by what they were told.

    Attributes:
        seen: None when that is not known, or can't be trusted.
        facts: all but whether they are in.
        code, number: the text as read and the badge's number in it.
        by_name: found by name, so that the fact must say who it was.
    """

    seen: Seen | None
    facts: Facts
    code: str = ""
    number: str = ""
    by_name: bool = False

    @property
    def people(self) -> list[str]:
        """The id of the person, if it is known."""
        return [] if self.seen is None else [self.seen.guest.id]


def read_caller(
    session: Session, here: Place, code: ReadCode | None, typed: str
) -> Caller:
    """Return who a scanned code stands for; `typed` is the text as read."""
    if code is None:
        return Caller(None, Facts(is_readable=False), typed)
    number = code.badge.number
    if code.badge.workshop != here.workshop:
        return Caller(None, Facts(is_of_this_workshop=False), typed, number)
    keys = keys_of(here.keys)
    if code.badge.epoch not in keys:
        return Caller(None, Facts(key="unknown"), typed, number)
    if not is_genuine(code, keys):
        return Caller(None, Facts(is_genuine=False), typed, number)
    seen = reading.by_badge(session, number, here)
    facts = replace(
        _facts(here, seen),
        key="ended" if code.badge.epoch < here.epoch else "current",
    )
    return Caller(seen, facts, typed, number)


def named_caller(session: Session, here: Place, participant_id: str) -> Caller:
    """Return the caller for somebody found by name.

    Raises:
        NotFound: there is no such person.
    """
    seen = reading.by_id(session, participant_id, here)
    return Caller(seen, _facts(here, seen), by_name=True)


def _facts(here: Place, seen: Seen | None) -> Facts:
    counts_out = here.info.rule == "in and out"
    if seen is None:  # not known, so not known to be on the list of the few
        is_for_all = not any(here.entitled.values())
        return Facts(is_known=False, is_entitled=is_for_all, counts_out=counts_out)
    return Facts(
        is_revoked=seen.is_revoked,
        is_superseded=seen.is_superseded,
        is_cancelled=seen.is_cancelled,
        is_entitled=seen.may_pass(here.entitled),
        counts_out=counts_out,
    )


def decide(
    session: Session, here: Place, caller: Caller, at: datetime
) -> tuple[Verdict, list[Past]]:
    """Return the verdict at `at`, and what came before it at this checkpoint."""
    verdict = judge(caller.facts)
    if not verdict.lets_in:
        return verdict, []
    number = caller.number if caller.seen is None else ""
    past = reading.past(session, here, caller.people, number)
    is_in = _is_in(here, here.minding(past, at))
    return judge(replace(caller.facts, is_in=is_in)), past


def _is_in(here: Place, past: list[Past]) -> bool:
    if here.info.rule == "in and out":
        return bool(past) and past[-1].direction == "in"
    return any(earlier.direction == "in" for earlier in past)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is written down: the verdict and how it came about."""

    verdict: Verdict
    way: str = "scan"
    reason: str = ""


def record(
    session: Session, here: Place, caller: Caller, made: Decision, *, at: datetime
) -> rows.Scan:
    """Write the fact."""
    fact = rows.Scan(
        id=new_id(at),
        checkpoint_id=here.id,
        code=caller.code,
        badge_number=caller.number,
        participant_id=caller.people[0] if caller.by_name and caller.people else None,
        direction="out" if made.verdict is Verdict.CHECKED_OUT else "in",
        at=at,
        device_id=session.info["device"],
        way=made.way,
        verdict=str(made.verdict),
        reason=made.reason,
    )
    session.add(fact)
    return fact


def told(
    session: Session, here: Place, fact: rows.Scan, seen: Seen | None, past: list[Past]
) -> ScanResult:
    """Return what the card says of a fact; `past` is what came before it."""
    verdict = Verdict(fact.verdict)
    first = _first(verdict, here.minding(past, fact.at))
    group = None
    if seen is not None and verdict in _WITH_GROUP:
        group = reading.group_today(session, seen.guest.id, here, fact.at)
    record = Record() if seen is None else desk_records.of(session, seen)
    said = message(
        verdict,
        None if first is None else here.local(first.at),
        "" if first is None else first.desk,
        now=here.local(fact.at),
        is_known=seen is not None,
    )
    doubt = None
    if seen is not None and verdict is Verdict.ADMITTED_UNSYNCED:
        doubt = _doubt(here, seen)
        said = late_message(doubt)
    return ScanResult(
        scan_id=fact.id,
        verdict=verdict,
        participant=None if seen is None else seen.guest,
        group=group,
        first_at=fact.at if verdict.lets_in else first.at if first else None,
        first_desk=first.desk if first else "",
        message=said,
        at=fact.at,
        way=fact.way,
        record=record,
        doubt=doubt,
    )


def _doubt(here: Place, seen: Seen) -> Verdict | None:
    """Return what would refuse somebody who was let in without being known."""
    found = judge(_facts(here, seen))
    return None if found.lets_in else found


def _first(verdict: Verdict, past: Iterable[Past]) -> Past | None:
    came_in = [earlier for earlier in past if earlier.direction == "in"]
    if not came_in or verdict not in (Verdict.ALREADY_IN, Verdict.CHECKED_OUT):
        return None
    return came_in[-1] if verdict is Verdict.CHECKED_OUT else came_in[0]


def pass_through(
    session: Session, here: Place, caller: Caller, way: str, *, at: datetime
) -> ScanResult:
    """Decide about a caller, write the fact and tell it."""
    verdict, past = decide(session, here, caller, at)
    fact = record(session, here, caller, Decision(verdict, way), at=at)
    return told(session, here, fact, caller.seen, past)


def tell_again(session: Session, scan_id: str) -> ScanResult:
    """Return what the card said of an earlier scan."""
    fact = session.get_one(rows.Scan, scan_id)
    here = reading.place(session, fact.checkpoint_id)
    seen = whose(session, here, fact)
    people = [] if seen is None else [seen.guest.id]
    number = "" if seen else fact.badge_number
    past = reading.past(session, here, people, number)
    return told(
        session, here, fact, seen, [earlier for earlier in past if earlier.at < fact.at]
    )


def whose(session: Session, here: Place, fact: rows.Scan) -> Seen | None:
    """Return whose scan it was, None when its code can't be trusted or known."""
    if fact.participant_id is not None:
        return reading.by_id(session, fact.participant_id, here)
    if Verdict(fact.verdict) in UNTRUSTED or not fact.badge_number:
        return None
    return reading.by_badge(session, fact.badge_number, here)
