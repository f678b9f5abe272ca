"""What laptops did apart that somebody should look at. Reads only.

None of it is wrong in the file: facts are kept, nobody counts twice, and all laptops
show the same. But a person may have to decide.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from nexus_desktop.core.checkin import LET_IN
from nexus_desktop.core.exchanging import Flag
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services.attendance import WHOSE, valid, zone_of
from nexus_desktop.store import rows

_ANYWAY = "admitted anyway"
_MOST = 1_000  # people told of at once


def flags(session: Session) -> list[Flag]:
    """Return what should be looked at, in words."""
    return [
        *_merged_into_each_other(session),
        *_let_in_twice(session),
        *_seated_twice(session),
        *_overfull(session),
    ]


def _merged_into_each_other(session: Session) -> Iterator[Flag]:
    """Yield people of whom each was merged into the other, so that none is left."""
    one, other = rows.Participant, aliased(rows.Participant)
    query = (
        select(one.id, one.printed_name, other.printed_name)
        .join(other, one.merged_into_id == other.id)
        .where(other.merged_into_id == one.id, one.id < other.id)
        .order_by(one.id)
    )
    for row_id, name, other_name in session.execute(query):
        yield Flag(
            Kind.PARTICIPANT,
            row_id,
            f"{name} and {other_name} were each merged into the other on two laptops. "
            "Separate one of them, so that they are on the list again.",
        )


def _let_in_twice(session: Session) -> Iterator[Flag]:
    """Yield people whom two laptops let in where one passes once."""
    rules = {one.id: one.rule for one in session.scalars(select(rows.Checkpoint))}
    zone = zone_of(session)
    found: dict[tuple[str, str, date | None], list[tuple[datetime, str]]] = {}
    scan = rows.Scan
    passed = valid(WHOSE, scan.checkpoint_id, scan.at, scan.device_id).where(
        scan.way != _ANYWAY,
        scan.verdict.in_(LET_IN),
        WHOSE.in_(_at_two_laptops(session)),
    )
    for person, place, at, device in session.execute(passed.order_by(rows.Scan.at)):
        rule = rules.get(place, "")
        if rule in {"once", "once a day"}:
            day = at.astimezone(zone).date() if rule == "once a day" else None
            found.setdefault((place, person, day), []).append((at, device))
    for (place, person, _), passages in found.items():
        if len({device for _, device in passages}) > 1:
            yield _twice(session, place, person, passages)


def _at_two_laptops(session: Session) -> list[str]:
    """Return whom more than one laptop let in at one place: few of many."""
    query = (
        valid(WHOSE)
        .group_by(WHOSE, rows.Scan.checkpoint_id)
        .having(func.count(rows.Scan.device_id.distinct()) > 1)
        .order_by(WHOSE)
    )
    return list(dict.fromkeys(session.scalars(query)))[:_MOST]


def _twice(
    session: Session, place: str, person: str, passages: list[tuple[datetime, str]]
) -> Flag:
    zone = zone_of(session)
    name = session.get_one(rows.Participant, person).printed_name
    where = session.get_one(rows.Checkpoint, place).name
    told = " and ".join(
        f"at {at.astimezone(zone):%H:%M} by {_laptop(session, device)}"
        for at, device in passages
    )
    return Flag(
        Kind.PARTICIPANT, person, f"{name} was let in at {where} {told}; counted once."
    )


def _laptop(session: Session, device: str) -> str:
    row = session.get(rows.Device, device)
    return "another laptop" if row is None else row.name


def _seated_twice(session: Session) -> Iterator[Flag]:
    """Yield people with two places in a round, as after a merge and a move apart."""
    seat, group, turn = rows.Seat, rows.Group, rows.Round
    there = (
        select(seat, turn.number, group.name)
        .join(group, group.id == seat.group_id)
        .join(turn, turn.id == seat.round_id)
        .where(*rows.SITTING, group.removed_at.is_(None), turn.removed_at.is_(None))
    )
    several = (
        there.with_only_columns(turn.number, seat.participant_id, seat.round_id)
        .group_by(seat.round_id, seat.participant_id)
        .having(func.count() > 1)
        .order_by(turn.number, seat.participant_id)
        .limit(_MOST)
    )
    for number, person, round_id in session.execute(several):
        of_person = there.with_only_columns(group.name).where(
            seat.participant_id == person, seat.round_id == round_id
        )
        names = session.scalars(of_person.order_by(seat.id)).all()
        name = session.get_one(rows.Participant, person).printed_name
        yield Flag(
            Kind.PARTICIPANT,
            person,
            f"{name} was given places in groups {' and '.join(names)} of round "
            f"{number} by two laptops; {names[-1]} counts. Move them once, and only "
            "one is left.",
        )


def _overfull(session: Session) -> Iterator[Flag]:
    """Yield groups in which more people sit than they have room for."""
    seat, group = rows.Seat, rows.Group
    # Of several seats of a person in a round the last made counts.
    counted = (
        select(func.max(seat.id))
        .where(*rows.SITTING)
        .group_by(seat.round_id, seat.participant_id)
    )
    query = (
        select(group.id, group.name, rows.Round.number, group.seats_max, func.count())
        .join(seat, seat.group_id == group.id)
        .join(rows.Round, rows.Round.id == group.round_id)
        .where(seat.id.in_(counted), group.removed_at.is_(None), group.seats_max > 0)
        .group_by(group.id)
        .having(func.count() > group.seats_max)
        .order_by(rows.Round.number, group.position, group.id)
    )
    for row_id, name, number, most, people in session.execute(query):
        yield Flag(
            Kind.GROUP,
            row_id,
            f"{people} people sit in group {name} of round {number}, which has room "
            f"for {most}. Move some.",
        )
