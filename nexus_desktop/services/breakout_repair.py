"""Mending a round when people stay away or come late, with as few moves as wanted.

`case` reads, `adopt` writes; `steps` and `exchanges` are pure and belong into a worker.
Only the round in question is changed: what others have been told stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError
from nexus_desktop.core.breakout_repair import (
    Change,
    Exchange,
    Repaired,
    Someone,
    Step,
    Turnout,
    exchanges,
)
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_judging import told_in_names
from nexus_desktop.services.breakout_plans import begun_rounds, one_open
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.services.breakout_seats import place, seat_rows
from nexus_desktop.services.breakout_turnout import turnout
from nexus_desktop.solver.repair import (
    MOST,
    Proposal,
    better_and_better,
    gains,
    proposals,
)
from nexus_desktop.store import rows

WAYS = MOST
"""Ways that are looked for, at most."""
SECONDS = 2.6
"""Time for all ways together when nothing is said."""
_BEGUN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """A round to be mended: who is not where the plan has them, and how things stand.

    In the problem of `position` only this round is open, for those who are there.
    """

    turnout: Turnout
    position: Position


def case(session: Session, round_id: str, *, at: datetime) -> Case:
    """Read what a repair of a round depends on. In a round that has begun, all stay.

    Raises:
        NotFound, BreakoutError: there is no such round, or nobody is expected.
    """
    found = turnout(session, round_id, at=at)
    position = one_open(session, round_id, found.away)
    if found.begun:
        problem = position.problem
        previous = {**problem.previous, round_id: position.seats[round_id]}
        frozen = problem.frozen | {round_id}
        problem = replace(problem, previous=previous, frozen=frozen)
        position = replace(position, problem=problem)
    return Case(found, position)


def steps(
    case: Case,
    *,
    seconds: float = SECONDS,
    steps: int | None = None,
    found: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Step, ...]:
    """Return ways to mend the round: each moves more people and costs less.

    The first one moves nobody, if the rules allow that; `found` gets each one at once.

    Args:
        case: see there.
        seconds: for all ways together; or
        steps: of the solver, for each way.
        found: takes each way as it is found.
        cancelled: ends the search; what was found is returned.

    Raises:
        BreakoutError: no plan can keep all rules; names those that clash.
    """

    def tell(proposal: Proposal) -> None:
        if found is not None:
            found(_step(case, proposal))

    try:
        plans = proposals(
            case.position.problem,
            case.position.seats,
            seconds=_BEGUN_SECONDS if case.turnout.begun else seconds,
            steps=steps,
            found=tell,
            cancelled=cancelled,
        )
    except NexusError as error:
        raise BreakoutError(told_in_names(case.position, error)) from error
    return tuple(_step(case, plan) for plan in plans)


def worth_showing(found: Iterable[Step]) -> tuple[Step, ...]:
    """Return those of the ways found so far that no other one beats."""
    return better_and_better(found)


def told(case: Case, step: Step) -> tuple[Exchange, ...]:
    """Return who moves in a step and what each exchange gains, the best ones first.

    Newcomers come at the end; where they sit costs, so they have no gain.
    """
    round_id, names = case.turnout.round_id, case.position.names
    before = case.position.seats.get(round_id, {})
    found = exchanges(
        tuple(
            Change(Someone(key, names[key]), before.get(key, ""), group)
            for key, group in sorted(step.seats.items(), key=lambda s: names[s[0]])
            if before.get(key) != group
        )
    )
    moves = [each for each in found if each[0].origin]
    worth = gains(
        case.position.problem,
        _with(case, step),
        round_id,
        [{change.person.id: change.origin for change in each} for each in moves],
    )
    ordered = sorted(zip(worth, moves, strict=True), key=lambda each: -each[0])
    new = [Exchange(each) for each in found if not each[0].origin]
    return (*(Exchange(each, gain) for gain, each in ordered), *new)


def adopt(session: Session, case: Case, step: Step, *, at: datetime) -> Repaired:
    """Take a step over: seats of those missing are taken back, the others are given.

    A published round stays published, from now on with these changes. People who are
    pinned, and in a round that has begun meanwhile all who have a seat, stay where they
    are; people and groups that are gone are passed over.

    Raises:
        NotFound: the round is not there.
    """
    session.info["action"] = "round.repair"
    round_id = case.turnout.round_id
    row = reading.one_round(session, round_id)
    before = _seated(session, round_id)
    targets = _targets(session, case, step)
    if round_id in begun_rounds(session, at):
        targets = {key: group for key, group in targets.items() if key not in before}
    missing = {one.id: None for one in case.turnout.missing if one.id in before}
    place(session, round_id, missing, pin=True, at=at)
    place(session, round_id, targets, pin=False, at=at)
    session.flush()
    after = _seated(session, round_id)
    if row.published_at and after != before:
        row.published_at = at
    return _repaired(session, row, before, after)


def _repaired(
    session: Session, row: rows.Round, before: Mapping[str, str], after: dict[str, str]
) -> Repaired:
    names = {
        group.id: group.draft.name
        for group in reading.groups(session, [row.id])[row.id]
    }
    person = rows.Participant
    changed = sorted(key for key, group in after.items() if before.get(key) != group)
    found = session.execute(
        select(person.id, person.printed_name)
        .where(person.id.in_(changed))
        .order_by(person.printed_name)
    )
    said = {key: f"{name} to {names[after[key]]}" for key, name in found}
    return Repaired(
        row.number,
        moved=tuple(text for key, text in said.items() if key in before),
        seated=tuple(text for key, text in said.items() if key not in before),
        released=len(before.keys() - after.keys()),
        published=row.published_at is not None,
    )


def _targets(session: Session, case: Case, step: Step) -> dict[str, str | None]:
    round_id = case.turnout.round_id
    people = reading.expected(session)
    there = {group.id for group in reading.groups(session, [round_id])[round_id]}
    return {
        key: group
        for key, group in step.seats.items()
        if key in people and group in there
    }


def _seated(session: Session, round_id: str) -> dict[str, str]:
    """Return participant -> group, of everybody with a seat in the round."""
    found = seat_rows(session, round_id)
    return {person: seats[-1].group_id for person, seats in found.items()}


def _step(case: Case, proposal: Proposal) -> Step:
    seats = proposal.rounds[case.turnout.round_id]
    groups = [
        group.id
        for part in case.position.problem.rounds
        if part.id == case.turnout.round_id
        for group in part.groups
    ]
    count = Counter(seats.values())
    sizes = [count[group] for group in groups]
    return Step(
        proposal.moves,
        proposal.cost,
        seats,
        sized=proposal.sized,
        smallest=min(sizes),
        largest=max(sizes),
    )


def _with(case: Case, step: Step) -> dict[str, Mapping[str, str]]:
    """Return the seats of all rounds, with the step in its round."""
    return {**case.position.seats, case.turnout.round_id: step.seats}
