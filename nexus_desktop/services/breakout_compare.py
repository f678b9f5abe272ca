"""Putting plans aside, comparing them with the one on the board, taking one over.

A plan put aside holds the seats of all rounds. `compare` is pure and belongs into a
worker; the others read or write.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, Moved
from nexus_desktop.core.breakout_compare import (
    Aside,
    Comparison,
    Elsewhere,
    Figures,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.attendance import zone_of
from nexus_desktop.services.breakout_judging import as_it_stands, standing_of
from nexus_desktop.services.breakout_plans import begun_rounds, take_seats
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.solver.bound import bound
from nexus_desktop.solver.cost import evaluate
from nexus_desktop.store import rows


def put_aside(session: Session, *, at: datetime) -> Aside:
    """Keep the seats of all rounds as they are now; the board stays as it is.

    Raises:
        BreakoutError: nobody has a seat.
    """
    session.info["action"] = "plan.aside"
    ids = [row.id for row in reading.live_rounds(session)]
    seats = {
        round_id: {person: seat.group_id for person, seat in taken.items()}
        for round_id, taken in reading.seats(session, ids).items()
        if taken
    }
    if not seats:
        raise BreakoutError("Nobody has a group yet, so there is no plan to put aside.")
    local = at.astimezone(zone_of(session))
    row = rows.Plan(id=new_id(at), name=f"Plan of {local:%d %b %H:%M}", at=at)
    row.seats = seats
    session.add(row)
    session.flush()
    return Aside(row.id, row.name, local, seats)


def asides(session: Session) -> tuple[Aside, ...]:
    """Return the plans that were put aside, the newest first."""
    zone = zone_of(session)
    query = (
        select(rows.Plan)
        .where(rows.Plan.removed_at.is_(None))
        .order_by(rows.Plan.at.desc(), rows.Plan.id.desc())
    )
    return tuple(
        Aside(row.id, row.name, row.at.astimezone(zone), row.seats)
        for row in session.scalars(query)
    )


def forget(session: Session, plan_id: str, *, at: datetime) -> None:
    """Take a plan away that was put aside.

    Raises:
        NotFound: it is not there.
    """
    session.info["action"] = "plan.forget"
    _one(session, plan_id).removed_at = at


def adopt(session: Session, plan_id: str, *, at: datetime) -> Moved:
    """Seat people as in a plan that was put aside; it stays there.

    People who are pinned stay, as do those in rounds that are published or have begun;
    people and groups that are gone are passed over.

    Raises:
        NotFound: the plan is not there.
    """
    session.info["action"] = "plan.return"
    begun = begun_rounds(session, at)
    seats = _one(session, plan_id).seats
    open_seats = {part: taken for part, taken in seats.items() if part not in begun}
    return Moved(take_seats(session, open_seats, at=at))


def compare(position: Position, seats: Mapping[str, Mapping[str, str]]) -> Comparison:
    """Compare the plan as it stands with other seats, over all rounds.

    Rounds that are frozen are the same in both: nobody can be moved there.
    """
    other = replace(position, seats=_known(position, seats))
    names = position.names
    elsewhere = [
        Elsewhere(
            person,
            names[person],
            int(names[part]),
            _name(position, position.seats[part].get(person)),
            _name(position, other.seats[part].get(person)),
        )
        for part in position.seats
        for person in sorted(
            position.seats[part].keys() | other.seats[part].keys(),
            key=names.__getitem__,
        )
        if position.seats[part].get(person) != other.seats[part].get(person)
    ]
    return Comparison(_figures(position), _figures(other), tuple(elsewhere))


def _figures(position: Position) -> Figures:
    now = as_it_stands(position)
    cost, least = evaluate(now.problem, now.seats), bound(now.problem)
    expected = {
        part.id: len(position.problem.people) - len(part.absent)
        for part in position.problem.rounds
    }
    sizes = [
        Counter(now.seats[part.id].values())[group.id]
        for part in now.problem.rounds
        for group in part.groups
    ]
    return Figures(
        standing_of(now),
        {name: (cost.balance[name], least.balance[name]) for name in cost.balance},
        sum(expected.values()) - sum(map(len, now.seats.values())),
        (min(sizes, default=0), max(sizes, default=0)),
    )


def _known(
    position: Position, seats: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the seats of people and groups that are there, in rounds that are open."""
    people = {person.id for person in position.problem.people}
    found = {part: dict(taken) for part, taken in position.seats.items()}
    for part in position.problem.rounds:
        groups = {group.id for group in part.groups}
        if part.id in seats and part.id not in position.problem.frozen:
            found[part.id] = {
                person: group
                for person, group in seats[part.id].items()
                if person in people and group in groups
            }
    return found


def _name(position: Position, key: str | None) -> str:
    return position.names[key] if key else ""


def _one(session: Session, plan_id: str) -> rows.Plan:
    row = session.get(rows.Plan, plan_id)
    if row is None or row.removed_at:
        raise NotFound("This plan is no longer there.")
    return row
