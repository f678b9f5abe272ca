"""Seats in breakout groups: moving and pinning people by hand.

One seat a person and round, whichever laptop gives it; only rows that change are
written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import BreakoutError, Moved, RuleInfo, joined
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import id_of
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_rules import rules
from nexus_desktop.store import rows


def move(
    session: Session,
    round_id: str,
    participant_id: str,
    group_id: str | None,
    *,
    at: datetime,
) -> Moved:
    """Seat somebody in a group and pin them there, or (None) take them out of it.

    See `move_several`.
    """
    return move_several(session, round_id, (participant_id,), group_id, at=at)


def move_several(
    session: Session,
    round_id: str,
    people: Collection[str],
    group_id: str | None,
    *,
    at: datetime,
) -> Moved:
    """Seat people in a group and pin them there, or (None) take them out of theirs.

    Those whom a rule keeps together with them come along. The size of a group does not
    matter here: whoever moves a card knows why.

    Raises:
        NotFound: a person, the group or the round is not there.
        BreakoutError: the round is published, or a rule would be broken.
    """
    session.info["action"] = "seat.move"
    reading.open_round(session, round_id)
    known = rules(session)
    crowd = _inseparable(people, known)
    if not crowd <= reading.expected(session):
        who = "This person is" if len(crowd) == 1 else "One of these people is"
        raise NotFound(f"{who} no longer expected at the workshop.")
    where = ""
    if group_id is not None:
        group = reading.one_group(session, group_id)
        if group.round_id != round_id:
            raise NotFound("This group belongs to another round.")
        _obey(session, known, crowd, group)
        where = joined(group.name, group.topic)
    targets = dict.fromkeys(sorted(crowd), group_id)
    moves = place(session, round_id, targets, pin=True, at=at)
    return Moved(moves, where)


def pin_several(
    session: Session, round_id: str, people: Collection[str], *, at: datetime
) -> bool:
    """Keep people in the groups they sit in; return whether that changed anything.

    Of several, those without a group are passed over.

    Raises:
        NotFound, BreakoutError: no such round or seat, or the round is published.
    """
    del at
    return _set_pins(session, round_id, people, "seat.pin")


def unpin_several(
    session: Session, round_id: str, people: Collection[str], *, at: datetime
) -> bool:
    """Let the next plan move people again; return whether that changed anything.

    Raises:
        NotFound, BreakoutError: no such round or seat, or the round is published.
    """
    del at
    return _set_pins(session, round_id, people, "seat.unpin")


def pin(session: Session, round_id: str, participant_id: str, *, at: datetime) -> bool:
    """Keep somebody in the group they sit in; return whether that changed anything.

    Raises:
        NotFound, BreakoutError: no such round or seat, or the round is published.
    """
    return pin_several(session, round_id, (participant_id,), at=at)


def unpin(
    session: Session, round_id: str, participant_id: str, *, at: datetime
) -> bool:
    """Let the next plan move somebody again; return whether that changed anything.

    Raises:
        NotFound, BreakoutError: no such round or seat, or the round is published.
    """
    return unpin_several(session, round_id, (participant_id,), at=at)


def place(
    session: Session,
    round_id: str,
    targets: Mapping[str, str | None],
    *,
    pin: bool,
    at: datetime,
) -> int:
    """Seat people: participant -> group (None: nowhere); return how many were moved.

    With `pin` they are pinned; without, people who are pinned stay where they are.
    """
    del at  # the journal keeps it
    every = _rows(session, round_id)
    seats, moves = _sitting(every.values()), 0
    for participant_id, group_id in targets.items():
        mine = seats.get(participant_id, [])
        for spare in mine[:-1]:
            spare.group_id = ""
        seat = mine[-1] if mine else None
        if seat is not None and seat.pinned and not pin:
            continue
        moves += (seat.group_id if seat else None) != group_id
        if seat is not None:
            _settle(seat, group_id or "", pin=pin)
        elif group_id is not None:
            seat = _vacant(session, every, round_id, participant_id)
            _write(seat, group_id=group_id, pinned=pin, removed_at=None)
    return moves


def _settle(seat: rows.Seat, group_id: str, *, pin: bool) -> None:
    _write(seat, group_id=group_id, pinned=seat.pinned or (pin and bool(group_id)))


def _write(seat: rows.Seat, **fields: object) -> None:
    """Set what differs, so that a change that changes nothing is no change."""
    for name, value in fields.items():
        if getattr(seat, name) != value:
            setattr(seat, name, value)


def _vacant(
    session: Session,
    every: Mapping[str, rows.Seat],
    round_id: str,
    participant_id: str,
) -> rows.Seat:
    """Return the row for somebody who sits nowhere in the round.

    All laptops take the same one. Only where it was handed over to somebody else, as
    when another came in their place, it is the next one.
    """
    ids = (id_of("seat", round_id, participant_id, str(n)) for n in count())
    row_id = next(
        one
        for one in ids
        if one not in every or every[one].participant_id == participant_id
    )
    seat = every.get(row_id)
    if seat is None:
        seat = rows.Seat(
            id=row_id, round_id=round_id, group_id="", participant_id=participant_id
        )
        session.add(seat)
    return seat


def seat_rows(session: Session, round_id: str) -> dict[str, list[rows.Seat]]:
    """Return participant -> their seats in the round, the one that counts last.

    There are several in files of earlier versions only.
    """
    return _sitting(_rows(session, round_id).values())


def _rows(session: Session, round_id: str) -> dict[str, rows.Seat]:
    """Return all seats of the round by id, vacant ones too."""
    query = select(rows.Seat).where(rows.Seat.round_id == round_id)
    return {seat.id: seat for seat in session.scalars(query.order_by(rows.Seat.id))}


def _sitting(every: Iterable[rows.Seat]) -> dict[str, list[rows.Seat]]:
    found: dict[str, list[rows.Seat]] = {}
    for seat in every:
        if seat.removed_at is None and seat.group_id:
            found.setdefault(seat.participant_id, []).append(seat)
    return found


def _set_pins(
    session: Session, round_id: str, people: Collection[str], action: str
) -> bool:
    session.info["action"] = action
    wanted = action == "seat.pin"
    reading.open_round(session, round_id)
    seats = seat_rows(session, round_id)
    mine = [seats[person][-1] for person in people if person in seats]
    if not mine:
        raise NotFound("This person has no group in this round.")
    changing = [seat for seat in mine if seat.pinned != wanted]
    for seat in changing:
        seat.pinned = wanted
    return bool(changing)


def _inseparable(people: Collection[str], known: Sequence[RuleInfo]) -> set[str]:
    """Return the people and everybody whom rules keep together with them."""
    crowd: set[str] = set()
    joining = set(people)
    while joining - crowd:
        crowd |= joining
        joining = {
            person
            for rule in known
            if rule.form == "together" and crowd & set(rule.participants)
            for person in rule.participants
        }
    return crowd


def _obey(
    session: Session,
    known: Sequence[RuleInfo],
    crowd: Collection[str],
    group: rows.Group,
) -> None:
    """Refuse what a rule forbids to the people of `crowd`, about to sit in `group`."""
    seats = reading.seats(session, [group.round_id])[group.round_id]
    there = {person for person, seat in seats.items() if seat.group_id == group.id}
    there |= set(crowd)
    groups = reading.groups(session, [group.round_id])[group.round_id]
    of_round = {found.id for found in groups}
    for rule in known:
        touched = set(rule.participants) & set(crowd)
        if touched and _breaks(rule, there, group.id, of_round):
            raise BreakoutError(
                f"A rule forbids this: {rule.sentence}. Remove the rule first."
            )


def _breaks(
    rule: RuleInfo, there: Collection[str], group_id: str, of_round: Collection[str]
) -> bool:
    if rule.form == "apart":
        return len(set(rule.participants) & set(there)) > 1
    if rule.form == "must":
        return rule.group_id in of_round and rule.group_id != group_id
    return rule.form == "must not" and rule.group_id == group_id
