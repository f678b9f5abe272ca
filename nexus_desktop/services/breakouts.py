"""Breakout rounds: making them, looking at the board, publishing.

Moving people is in `breakout_seats`, what the solver reads and gives in
`breakout_plans`, hard rules in `breakout_rules`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    TRAITS,
    Board,
    BreakoutError,
    Card,
    Group,
    GroupDraft,
    RoundChoices,
    RoundDraft,
    RoundInfo,
    SessionChoice,
    Weights,
    in_order,
    letter,
    names_of,
    wish_rank,
    wished_groups,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.names import folded
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.attendance import zone_of
from nexus_desktop.store import rows, search


def new_round(
    session: Session, session_id: str, draft: RoundDraft, *, at: datetime
) -> RoundInfo:
    """Make a breakout round of a session; rounds are numbered in the order of time.

    Raises:
        NotFound: the session is not in the programme.
        BreakoutError: no groups, two of one name, or sizes that can't be.
    """
    session.info["action"] = "round.create"
    item = session.get(rows.Session, session_id)
    if item is None or item.removed_at:
        raise NotFound("This session is no longer in the programme.")
    drafts = _named(draft.groups)
    row = rows.Round(id=new_id(at), session_id=session_id, number=0)
    _write(row, _weights(draft.weights))
    session.add(row)
    known = reading.by_name(reading.people(session).values())
    for position, group in enumerate(drafts):
        part = rows.Group(
            id=new_id(at), round_id=row.id, position=position, name=group.name
        )
        _write(part, _fields(group, known))
        session.add(part)
    session.flush()
    _renumber(session)
    return info(session, row.id)


def edit_round(
    session: Session, round_id: str, weights: Weights, *, at: datetime
) -> RoundInfo:
    """Change what a good plan of this round is; nobody is moved.

    Raises:
        NotFound, BreakoutError: not there, or published.
    """
    del at
    session.info["action"] = "round.edit"
    row = reading.open_round(session, round_id)
    _write(row, _weights(weights))
    return info(session, round_id)


def remove_round(session: Session, round_id: str, *, at: datetime) -> None:
    """Take a round away, with its groups and seats.

    Raises:
        NotFound, BreakoutError: not there, or published.
    """
    session.info["action"] = "round.remove"
    row = reading.open_round(session, round_id)
    for table in (rows.Group, rows.Seat):
        of_round = select(table).where(
            table.round_id == round_id, table.removed_at.is_(None)
        )
        for part in session.scalars(of_round):
            part.removed_at = at
    row.removed_at = at
    session.flush()
    _renumber(session)


def edit_group(
    session: Session, group_id: str, draft: GroupDraft, *, at: datetime
) -> GroupDraft:
    """Change a group's name, topic, room, people in charge or size.

    Rooms and hosts change after publishing too, so a published round is no obstacle.

    Raises:
        NotFound: it is not there.
        BreakoutError: another group of the round has this name, or the size can't be.
    """
    del at
    session.info["action"] = "group.edit"
    row = reading.one_group(session, group_id)
    draft = replace(draft, name=draft.name.strip() or row.name)
    others = reading.groups(session, [row.round_id])[row.round_id]
    _check([draft, *(other.draft for other in others if other.id != group_id)])
    known = reading.by_name(reading.people(session).values())
    _write(row, _fields(draft, known))
    return draft


def publish(session: Session, round_id: str, *, at: datetime) -> RoundInfo:
    """Lock a round: what is printed and told to people from now on.

    Raises:
        NotFound: it is not there.
        BreakoutError: nobody has a group yet.
    """
    session.info["action"] = "round.publish"
    row = reading.one_round(session, round_id)
    if not reading.seats(session, [round_id])[round_id]:
        raise BreakoutError(
            f"Nobody has a group in round {row.number} yet. Solve it first."
        )
    row.published_at = row.published_at or at
    return info(session, round_id)


def unpublish(session: Session, round_id: str, *, at: datetime) -> RoundInfo:
    """Unlock a round.

    Raises:
        NotFound: it is not there.
    """
    del at
    session.info["action"] = "round.unpublish"
    reading.one_round(session, round_id).published_at = None
    return info(session, round_id)


def choices(session: Session) -> RoundChoices:
    """Return what a new round can be made of: sessions in the order of time, traits."""
    zone = zone_of(session)
    taken = Counter(row.session_id for row in reading.live_rounds(session))
    item = rows.Session
    found = session.execute(
        select(item.id, item.title, item.starts_at)
        .where(item.removed_at.is_(None), item.form == "breakout")
        .order_by(item.starts_at, item.id)
    )
    people = list(reading.people(session).values())
    traits = tuple(
        trait.field
        for trait in TRAITS
        if len({person.card.value(trait.field) for person in people}) > 1
    )
    return RoundChoices(
        tuple(
            SessionChoice(key, title, starts_at.astimezone(zone), taken[key])
            for key, title, starts_at in found
        ),
        len(people),
        traits,
        any(person.wishes for person in people),
    )


def rounds(session: Session) -> tuple[RoundInfo, ...]:
    """Return all rounds of the workshop in the order of time."""
    found, zone = reading.live_rounds(session), zone_of(session)
    ids = [row.id for row in found]
    expected = reading.expected(session)
    groups, seats = reading.groups(session, ids), reading.seats(session, ids)
    items = {
        item.id: item
        for item in session.scalars(
            select(rows.Session).where(
                rows.Session.id.in_([row.session_id for row in found])
            )
        )
    }
    return tuple(
        RoundInfo(
            id=row.id,
            session_id=row.session_id,
            number=row.number,
            title=items[row.session_id].title,
            room=items[row.session_id].room,
            starts_at=items[row.session_id].starts_at.astimezone(zone),
            ends_at=items[row.session_id].ends_at.astimezone(zone),
            groups=len(groups[row.id]),
            expected=len(expected),
            seated=len(expected & set(seats[row.id])),
            weights=weights_of(row),
            published_at=row.published_at,
        )
        for row in found
    )


def info(session: Session, round_id: str) -> RoundInfo:
    """Return one round in short.

    Raises:
        NotFound: it is not there.
    """
    for known in rounds(session):
        if known.id == round_id:
            return known
    raise NotFound("This breakout round is no longer there.")


def board(session: Session, round_id: str) -> Board:
    """Return a round with everybody who is expected, in their group or without one.

    Raises:
        NotFound: it is not there.
    """
    about = info(session, round_id)
    found = reading.groups(session, [round_id])[round_id]
    names = names_of({group.id: group.draft for group in found})
    seats = reading.seats(session, [round_id])[round_id]
    placed: dict[str, list[Card]] = {group.id: [] for group in found}
    unassigned: list[Card] = []
    for person in reading.people(session).values():
        seat = seats.get(person.card.id)
        if seat is None or seat.group_id not in placed:
            unassigned.append(person.card)
            continue
        wish = wish_rank(wished_groups(person.wishes, names), seat.group_id)
        card = replace(person.card, pinned=seat.pinned, wish=wish)
        placed[seat.group_id].append(card)
    sizes = reading.sizes(about.expected, found, {})
    groups = tuple(
        Group(group.id, group.draft, *sizes[group.id], in_order(placed[group.id]))
        for group in found
    )
    return Board(about, groups, in_order(unassigned))


def matches(session: Session, typed: str) -> tuple[str, ...]:
    """Return the ids of everybody whom `typed` finds, by any part of a name."""
    return tuple(search.find(session, typed, limit=10_000))


def weights_of(row: rows.Round) -> Weights:
    """Return what a good plan of the round is."""
    gathered = tuple(name for name in row.gathered if name in row.traits)
    return Weights(dict(row.traits), row.repeat_weight, row.wish_weight, gathered)


def _weights(weights: Weights) -> dict[str, object]:
    traits = {name: weight for name, weight in weights.traits.items() if weight}
    return {
        "traits": traits,
        "gathered": [name for name in weights.gathered if name in traits],
        "repeat_weight": weights.repeat,
        "wish_weight": weights.wish,
    }


def _write(row: rows.Row, fields: dict[str, object]) -> None:
    """Set what differs, so that a change that changes nothing is no change."""
    for name, value in fields.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _named(drafts: tuple[GroupDraft, ...]) -> tuple[GroupDraft, ...]:
    if not drafts:
        raise BreakoutError("A breakout round needs at least one group.")
    named = tuple(
        replace(draft, name=draft.name.strip() or letter(i))
        for i, draft in enumerate(drafts)
    )
    _check(named)
    return named


def _check(drafts: list[GroupDraft] | tuple[GroupDraft, ...]) -> None:
    names = sorted(draft.name.casefold() for draft in drafts)
    if any(one == other for one, other in pairwise(names)):
        raise BreakoutError("Two groups of a round can't have the same name.")
    for draft in drafts:
        if not 0 <= draft.seats_min <= draft.seats_max:
            raise BreakoutError(
                f"Group {draft.name}: the fewest people ({draft.seats_min}) must not "
                f"be more than the most ({draft.seats_max})."
            )


def _fields(draft: GroupDraft, known: Mapping[str, str]) -> dict[str, object]:
    return {
        "facilitator_id": known.get(folded(draft.facilitator)),
        "rapporteur_id": known.get(folded(draft.rapporteur)),
        "name": draft.name, "topic": draft.topic.strip(), "room": draft.room.strip(),
        "table": draft.table.strip(), "facilitator": draft.facilitator.strip(),
        "rapporteur": draft.rapporteur.strip(),
        "seats_min": draft.seats_min, "seats_max": draft.seats_max,
    }  # fmt: skip


def _renumber(session: Session) -> None:
    """Number the rounds by the start of their sessions, then by when they were made."""
    ordered = session.execute(
        select(rows.Round, rows.Session.starts_at)
        .join(rows.Session, rows.Session.id == rows.Round.session_id)
        .where(rows.Round.removed_at.is_(None))
        .order_by(rows.Session.starts_at, rows.Round.id)
    )
    for number, (row, _) in enumerate(list(ordered), start=1):
        if row.number != number:
            row.number = number
