"""What the breakout services read: people, groups and seats, as plain values.

Columns are selected, not rows: a thousand people in four rounds are read in the time
that a scan at the desk can wait. Reads only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    Asked,
    BreakoutError,
    Card,
    GroupDraft,
    fair_sizes,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.names import folded
from nexus_desktop.services import attendance
from nexus_desktop.store import rows

_PERSON = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.country, rows.Participant.city, rows.Participant.category,
    rows.Participant.gender, rows.Participant.organisation, rows.Participant.role,
    rows.Participant.languages, rows.Participant.wishes,
)  # fmt: skip


_EXPECTED = (
    rows.Participant.removed_at.is_(None),
    rows.Participant.status != "cancelled",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is expected, and their topic wishes, best first."""

    card: Card
    wishes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRead:
    """A group with the size that it has by itself (0, 0: an even share).

    Attributes:
        in_charge: participants who lead it or write for it, and so sit in it.
    """

    id: str
    round_id: str
    draft: GroupDraft
    in_charge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRead:
    """Where somebody sits in one round."""

    group_id: str
    pinned: bool


def expected(session: Session) -> frozenset[str]:
    """Return the ids of everybody who is expected."""
    return frozenset(session.scalars(select(rows.Participant.id).where(*_EXPECTED)))


def people(session: Session) -> dict[str, Person]:
    """Return everybody who is expected, by id."""
    found = session.execute(select(*_PERSON).where(*_EXPECTED))
    here = arrived(session)
    return {
        row[0]: Person(
            Card(*row[:9], language="".join(row[9][:1]), arrived=row[0] in here),
            tuple(row[10]),
        )
        for row in found
    }


def by_name(found: Iterable[Person]) -> dict[str, str]:
    """Return name, folded -> id, of those whose name nobody else has."""
    ids: dict[str, list[str]] = {}
    for person in found:
        ids.setdefault(folded(person.card.name), []).append(person.card.id)
    return {name: who[0] for name, who in ids.items() if len(who) == 1 and name}


def arrived(session: Session) -> frozenset[str | None]:
    """Return the ids of everybody who was let in anywhere."""
    whose = attendance.valid(attendance.WHOSE).where(rows.Scan.direction == "in")
    return frozenset(session.scalars(whose.distinct()))


def groups(session: Session, round_ids: Iterable[str]) -> dict[str, list[GroupRead]]:
    """Return round -> its groups in order; a key for each of `round_ids`."""
    found: dict[str, list[GroupRead]] = {round_id: [] for round_id in round_ids}
    query = (
        select(rows.Group)
        .where(rows.Group.removed_at.is_(None), rows.Group.round_id.in_(found))
        .order_by(rows.Group.position, rows.Group.id)
    )
    for row in session.scalars(query):
        leading = tuple(filter(None, (row.facilitator_id, row.rapporteur_id)))
        group = GroupRead(row.id, row.round_id, draft_of(row), leading)
        found[row.round_id].append(group)
    return found


def seats(session: Session, round_ids: Iterable[str]) -> dict[str, dict[str, SeatRead]]:
    """Return round -> participant -> seat; a key for each of `round_ids`.

    Of two rows of a person in a round (in files of earlier versions) the newer counts.
    """
    found: dict[str, dict[str, SeatRead]] = {round_id: {} for round_id in round_ids}
    seat = rows.Seat
    query = (
        select(seat.round_id, seat.participant_id, seat.group_id, seat.pinned)
        .where(*rows.SITTING, seat.round_id.in_(found))
        .order_by(seat.id)
    )
    for round_id, participant_id, group_id, pinned in session.execute(query):
        found[round_id][participant_id] = SeatRead(group_id, pinned)
    return found


def live_rounds(session: Session) -> list[rows.Round]:
    """Return all rounds in the order of their numbers."""
    return list(
        session.scalars(
            select(rows.Round)
            .where(rows.Round.removed_at.is_(None))
            .order_by(rows.Round.number, rows.Round.id)
        )
    )


def one_round(session: Session, round_id: str) -> rows.Round:
    """Return a round.

    Raises:
        NotFound: it was removed, or never was.
    """
    row = session.get(rows.Round, round_id)
    if row is None or row.removed_at:
        raise NotFound("This breakout round is no longer there.")
    return row


def open_round(session: Session, round_id: str) -> rows.Round:
    """Return a round that can still be changed.

    Raises:
        NotFound: it is not there.
        BreakoutError: it is published.
    """
    row = one_round(session, round_id)
    if row.published_at:
        raise BreakoutError(
            f"Round {row.number} is published, so nobody can be moved. "
            "Unpublish it first."
        )
    return row


def one_group(session: Session, group_id: str) -> rows.Group:
    """Return a group.

    Raises:
        NotFound: it was removed, or never was.
    """
    row = session.get(rows.Group, group_id)
    if row is None or row.removed_at:
        raise NotFound("This group is no longer there.")
    return row


def draft_of(row: rows.Group) -> GroupDraft:
    """Return what is asked of a group."""
    return GroupDraft(
        row.name, row.topic, row.room, row.table,
        row.facilitator, row.rapporteur, row.seats_min, row.seats_max,
    )  # fmt: skip


def sizes(
    expected: int, found: list[GroupRead], pinned: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """Return group -> (least, most) people, so that `expected` people have a seat."""
    asked = [
        Asked(group.draft.seats_min, group.draft.seats_max, pinned.get(group.id, 0))
        for group in found
    ]
    fair = fair_sizes(expected, asked)
    return {group.id: size for group, size in zip(found, fair, strict=True)}
