"""Between the workshop file and the solver: the problem out, a plan in.

All rounds that are not published are solved jointly, around those that are. `position`
reads, `adopt` writes; what lies between them is pure, may take seconds and belongs into
a worker.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, Moved
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_problem import Position, Read
from nexus_desktop.services.breakout_rules import rules
from nexus_desktop.services.breakout_seats import place
from nexus_desktop.solver.plan import Plan
from nexus_desktop.solver.problem import Problem
from nexus_desktop.store import rows


def problem(session: Session, round_ids: Collection[str] | None = None) -> Problem:
    """Return the problem of rounds that are not published (None: of all of these).

    Published rounds are in it, frozen, with the people who have a seat there. Pinned
    people are fixed; wishes are those for groups of the round.

    Raises:
        BreakoutError: there is no such round, or nobody is expected.
    """
    return position(session, round_ids).problem


def position(
    session: Session,
    round_ids: Collection[str] | None = None,
    *,
    at: datetime | None = None,
) -> Position:
    """Return the problem, see `problem`, and how things stand.

    With `at`, rounds that have begun by then and have people are frozen as well, unless
    `round_ids` names them.

    Raises:
        BreakoutError: there is no such round, or nobody is expected.
    """
    begun = begun_rounds(session, at) if at else frozenset()
    found = reading.live_rounds(session)
    asked = [row.id for row in found] if round_ids is None else round_ids
    settled = {row.id for row in found if row.published_at}
    settled |= {row.id for row in found if row.id in begun - set(round_ids or ())}
    return read(
        session, [row for row in found if row.id in asked or row.id in settled], settled
    ).position()


def one_open(
    session: Session, round_id: str, away: frozenset[str] = frozenset()
) -> Position:
    """Return the problem in which only one round is open, though it be published.

    The other rounds that have people stay as they are; `away` will not be in the round.

    Raises:
        NotFound, BreakoutError: there is no such round, or nobody is expected.
    """
    reading.one_round(session, round_id)
    live = reading.live_rounds(session)
    taken = reading.seats(session, [row.id for row in live])
    found = [row for row in live if row.id == round_id or taken[row.id]]
    settled = {row.id for row in found} - {round_id}
    return read(session, found, settled, {round_id: away}).position()


def read(
    session: Session,
    found: Sequence[rows.Round],
    settled: Collection[str],
    away: Mapping[str, frozenset[str]] | None = None,
) -> Read:
    """Read all that the problem of some rounds depends on.

    Raises:
        BreakoutError: there is no round, or nobody is expected.
    """
    people = reading.people(session)
    if not people:
        raise BreakoutError("Nobody is expected at the workshop yet.")
    if not found:
        raise BreakoutError("There is no breakout round yet.")
    ids = [row.id for row in found]
    groups, seats = reading.groups(session, ids), reading.seats(session, ids)
    known = rules(session)
    return Read(found, people, groups, seats, known, frozenset(settled), away or {})


def begun_rounds(session: Session, at: datetime) -> frozenset[str]:
    """Return the ids of the rounds whose session has begun and that have people."""
    begun = (
        select(rows.Round.id)
        .join(rows.Session, rows.Session.id == rows.Round.session_id)
        .where(rows.Round.removed_at.is_(None), rows.Session.starts_at <= at)
    )
    found = reading.seats(session, list(session.scalars(begun)))
    return frozenset(round_id for round_id, seats in found.items() if seats)


def adopt(session: Session, plan: Plan, *, at: datetime) -> Moved:
    """Take a plan over: only seats that change are written, and nobody sits twice.

    People pinned meanwhile stay where they are; rounds published meanwhile, groups
    taken away and people who cancelled are passed over. The same plan a second time
    changes nothing.
    """
    session.info["action"] = "plan.adopt"
    moves = take_seats(session, plan.rounds, at=at)
    result = result_of(plan)
    for row in reading.live_rounds(session):
        if row.id in plan.rounds and not row.published_at and row.result != result:
            row.result = result
    return Moved(moves)


def take_seats(
    session: Session, seats: Mapping[str, Mapping[str, str]], *, at: datetime
) -> int:
    """Seat people as round -> participant -> group says; return how many were moved.

    Passed over are rounds that are published, groups and people that are gone, and
    people who are pinned.
    """
    people = reading.expected(session)
    open_rounds = [
        row
        for row in reading.live_rounds(session)
        if row.id in seats and not row.published_at
    ]
    groups = reading.groups(session, [row.id for row in open_rounds])
    moves = 0
    for row in open_rounds:
        there = {group.id for group in groups[row.id]}
        targets: dict[str, str | None] = {
            person: group
            for person, group in seats[row.id].items()
            if person in people and group in there
        }
        moves += place(session, row.id, targets, pin=False, at=at)
    return moves


def result_of(plan: Plan) -> dict[str, object]:
    """Return the figures of a plan, as they are kept with a round."""
    document = plan.to_json()
    del document["rounds"]
    return document
