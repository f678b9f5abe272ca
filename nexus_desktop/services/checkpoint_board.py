"""What the checkpoints show: how far each is, who is inside, who is missing. Reads."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.attendance import Move, Stay, first_in, kept, stays
from nexus_desktop.core.checkpoints import (
    Board,
    CheckpointDraft,
    CheckpointLine,
    Choice,
    Choices,
    Guest,
    GuestLists,
    for_whom,
    order,
)
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import (
    attendance,
    entitlement,
    merged,
    programme,
    workshop,
)
from nexus_desktop.services.checkpoints import draft_of, live, one
from nexus_desktop.store import rows

_AT, _PLACE = 0, 3  # in a `Move`
_GUEST = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.organisation,
    rows.Participant.country,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What all lines are made from, read once."""

    info: WorkshopInfo
    at: datetime
    people: Mapping[str, Mapping[str, str]]
    choices: Choices
    moves: Mapping[str, list[Move]]
    inside: Mapping[str, int]
    used: frozenset[str]


def board(session: Session, *, at: datetime) -> Board:
    """Return all checkpoints and how far each is at `at`.

    20 checkpoints, 5,000 people and 20,000 scans take about 100 ms.

    Raises:
        NotFound: the file holds no workshop.
    """
    info = workshop.info(session)
    sessions = {item.id: item for item in programme.sessions(session)}
    people = entitlement.expected_people(session)
    moves = attendance.moves(session)
    known = _Known(
        info,
        at,
        people,
        choices(session, people, info),
        _by_place(moves),
        Counter(stay.checkpoint_id for stay in _staying(session, moves, info, at)),
        frozenset(session.scalars(select(rows.Scan.checkpoint_id).distinct())),
    )
    drafts = [(row.id, draft_of(row)) for row in live(session)]
    placed = [(ident, d, sessions.get(d.session_id or "")) for ident, d in drafts]
    placed.sort(key=lambda each: order((each[1], each[2])))
    lines = (_line(session, known, *each) for each in placed)
    return Board(
        info,
        at,
        tuple(lines),
        known.choices,
        len(people),
        tuple(sessions.values()),
        _names(session, [draft for _, draft in drafts]),
    )


def _names(session: Session, drafts: Iterable[CheckpointDraft]) -> dict[str, str]:
    """Return id -> name of everybody whom a checkpoint names."""
    named = {one_id for d in drafts for one_id in d.entitled.get("participant", ())}
    if not named:
        return {}
    same = merged.finals(session)
    query = select(rows.Participant.id, rows.Participant.printed_name)
    names: dict[str, str] = dict(
        session.execute(query.where(rows.Participant.removed_at.is_(None))).all()
    )
    return {one_id: names.get(same.get(one_id, one_id), "") for one_id in named}


def _line(
    session: Session,
    known: _Known,
    ident: str,
    draft: CheckpointDraft,
    item: SessionInfo | None,
) -> CheckpointLine:
    resolved = entitlement.resolved(session, draft.entitled)
    expected = entitlement.among(known.people, resolved)
    came = _came(known.moves.get(ident, ()), draft, known.at, known.info)
    return CheckpointLine(
        id=ident,
        draft=draft,
        session=item,
        for_whom=for_whom(draft.entitled, known.choices),
        expected=len(expected),
        came=len(came),
        missing=len(expected.difference(came)),
        inside=known.inside[ident],
        scans=ident in known.used,
        is_over=_is_over(known, draft, item),
    )


def _is_over(known: _Known, draft: CheckpointDraft, item: SessionInfo | None) -> bool:
    if item is not None:
        return item.ends_at <= known.at
    return draft.day is not None and draft.day < known.info.local(known.at).date()


def _by_place(moves: Iterable[Move]) -> dict[str, list[Move]]:
    found: dict[str, list[Move]] = {}
    for move in moves:
        found.setdefault(move[_PLACE], []).append(move)
    return found


def _staying(
    session: Session, moves: Iterable[Move], info: WorkshopInfo, at: datetime
) -> tuple[Stay, ...]:
    day = info.local(at).date()
    return stays(_on(moves, day, info), attendance.rooms(session))


def _on(moves: Iterable[Move], day: date, info: WorkshopInfo) -> list[Move]:
    begin, end = map(kept, info.bounds(day))
    return [move for move in moves if begin <= move[_AT] < end]


def _came(
    moves: Iterable[Move], draft: CheckpointDraft, at: datetime, info: WorkshopInfo
) -> dict[str, str]:
    """Return who came in on the day that a checkpoint shows, and when first.

    That is its own day, or the day of `at`; where the rule is "once", any day.
    """
    if draft.rule != "once":
        moves = _on(moves, draft.day or info.local(at).date(), info)
    return first_in(moves)


def choices(
    session: Session, people: Mapping[str, Mapping[str, str]], info: WorkshopInfo
) -> Choices:
    """Return by what a checkpoint can be for some only, most people first.

    Args:
        session: of the workshop.
        people: as `entitlement.expected_people` gives them.
        info: of the workshop.
    """
    found: dict[str, tuple[Choice, ...]] = {}
    for key in ("role", "category", "country"):
        counts = Counter(person[key] for person in people.values() if person[key])
        found[key] = tuple(
            Choice(value, _read(key, value, info), count)
            for value, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        )
    found["group"] = tuple(_groups(session, people))
    return Choices(found)


def _read(key: str, value: str, info: WorkshopInfo) -> str:
    return countries.name(value, info.country_names) if key == "country" else value


def _groups(session: Session, people: Collection[str]) -> Iterable[Choice]:
    seats = (rows.Seat.group_id == rows.Group.id) & rows.Seat.removed_at.is_(None)
    query = (
        select(
            rows.Group.id,
            rows.Round.number,
            rows.Group.name,
            rows.Group.topic,
            rows.Seat.participant_id,
        )
        .join(rows.Round, rows.Round.id == rows.Group.round_id)
        .outerjoin(rows.Seat, seats)
        .where(rows.Group.removed_at.is_(None), rows.Round.removed_at.is_(None))
        .order_by(rows.Round.number, rows.Group.position, rows.Group.id)
    )
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for ident, number, name, topic, person in session.execute(query):
        told = f"Group {name} of round {number}"
        labels[ident] = f"{told}: {topic}" if topic else told
        counts[ident] += person in people
    return [Choice(ident, label, counts[ident]) for ident, label in labels.items()]


def guests(session: Session, checkpoint_id: str, *, at: datetime) -> GuestLists:
    """Return who is at a checkpoint now, who came, and who is expected and missing.

    Raises:
        NotFound: it is not there.
    """
    draft, info = one(session, checkpoint_id).draft, workshop.info(session)
    people = entitlement.expected_people(session)
    resolved = entitlement.resolved(session, draft.entitled)
    expected = entitlement.among(people, resolved)
    moves = attendance.moves(session)
    here = _by_place(moves).get(checkpoint_id, ())
    came = {
        person: datetime.fromisoformat(first)
        for person, first in _came(here, draft, at, info).items()
    }
    since = {
        stay.participant_id: stay.since
        for stay in _staying(session, moves, info, at)
        if stay.checkpoint_id == checkpoint_id
    }
    wanted = expected.union(came, since)
    told = _tellers(session, wanted, info)
    missing = expected.difference(came)

    def list_of(ids: Iterable[str], when: Mapping[str, datetime]) -> tuple[Guest, ...]:
        found = [
            Guest(*told[one_id], at=when.get(one_id), is_expected=one_id in expected)
            for one_id in ids
            if one_id in told
        ]
        return tuple(sorted(found, key=lambda guest: (guest.name, guest.id)))

    return GuestLists(
        checkpoint_id,
        list_of(since, since),
        list_of(came, came),
        list_of(missing, {}),
    )


def _tellers(
    session: Session, wanted: Collection[str], info: WorkshopInfo
) -> dict[str, tuple[str, str, str, str]]:
    """Return id -> id, name, organisation, country of those of `wanted` who are."""
    query = select(*_GUEST).where(rows.Participant.removed_at.is_(None))
    return {
        ident: (ident, name, organisation, countries.name(code, info.country_names))
        for ident, name, organisation, code in session.execute(query)
        if ident in wanted
    }
