"""Between the workshop file and the solver: the problem out, a plan in.

All rounds that are not published are solved jointly, around those that are. `position`
reads, `adopt` writes; what lies between them is pure, may take seconds and belongs into
a worker.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    BreakoutError,
    Moved,
    RuleInfo,
    names_of,
    wished_groups,
)
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_reading import GroupRead, Person, SeatRead
from nexus_desktop.services.breakout_rules import rules
from nexus_desktop.services.breakout_seats import place
from nexus_desktop.solver import problem as solver
from nexus_desktop.solver.plan import Plan
from nexus_desktop.solver.problem import Problem
from nexus_desktop.store import rows


@dataclass(frozen=True, slots=True)
class Position:
    """A problem and how things stand.

    Attributes:
        seats: round -> participant -> group, of the rounds in `problem`.
        names: id in the problem -> what people call it.
    """

    problem: Problem
    seats: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]


def problem(session: Session, round_ids: Collection[str] | None = None) -> Problem:
    """Return the problem of rounds that are not published (None: of all of these).

    Published rounds are in it, frozen, with the people who have a seat there. Pinned
    people are fixed; wishes are those for groups of the round.

    Raises:
        BreakoutError: there is no such round, or nobody is expected.
    """
    return position(session, round_ids).problem


def position(session: Session, round_ids: Collection[str] | None = None) -> Position:
    """Return the problem, see `problem`, and how things stand.

    Raises:
        BreakoutError: there is no such round, or nobody is expected.
    """
    found = [
        row
        for row in reading.live_rounds(session)
        if row.published_at or round_ids is None or row.id in round_ids
    ]
    people = reading.people(session)
    if not people:
        raise BreakoutError("Nobody is expected at the workshop yet.")
    if not found:
        raise BreakoutError("There is no breakout round yet.")
    ids = [row.id for row in found]
    known = rules(session)
    seats = reading.seats(session, ids)
    for row in found:
        if row.published_at:
            seats[row.id] = _obedient(seats[row.id], known)
    read = _Read(found, people, reading.groups(session, ids), seats)
    return Position(_problem(read, known), read.taken(), read.names())


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, and the parts of a problem that follow from it."""

    rounds: Sequence[rows.Round]
    people: Mapping[str, Person]
    groups: Mapping[str, list[GroupRead]]
    seats: Mapping[str, Mapping[str, SeatRead]]

    def live(self, round_id: str) -> dict[str, SeatRead]:
        """Return the seats of people who are expected in groups that are there."""
        groups = {group.id for group in self.groups[round_id]}
        return {
            person: seat
            for person, seat in self.seats[round_id].items()
            if person in self.people and seat.group_id in groups
        }

    def taken(self) -> dict[str, dict[str, str]]:
        """Return round -> participant -> group."""
        return {
            row.id: {
                person: seat.group_id for person, seat in self.live(row.id).items()
            }
            for row in self.rounds
        }

    def names(self) -> dict[str, str]:
        """Return what people call the ids of the problem."""
        names = {key: person.card.name for key, person in self.people.items()}
        names |= {row.id: str(row.number) for row in self.rounds}
        for found in self.groups.values():
            names |= {group.id: group.draft.name for group in found}
        return names


def _obedient(
    seats: Mapping[str, SeatRead], known: Iterable[RuleInfo]
) -> dict[str, SeatRead]:
    """Return the seats of a published round without those that newer rules forbid.

    What happened can't be changed; all that is lost is whom these few people met.
    """
    kept = dict(seats)
    for rule in known:
        if rule.form not in ("together", "apart"):
            continue
        here = [person for person in rule.participants if person in kept]
        taken = {kept[person].group_id for person in here[:1]}
        for person in here[1:]:
            group = kept[person].group_id
            if (group in taken) == (rule.form == "apart"):
                del kept[person]
            else:
                taken.add(group)
    return kept


def _problem(read: _Read, known: Sequence[RuleInfo]) -> Problem:
    weights = _weights(read.rounds)
    fixed = tuple(dict.fromkeys((*_pinned(read), *_placed(read, known, "must"))))
    return Problem(
        people=tuple(
            solver.Person(key, {name: p.card.value(name) for name in weights.traits})
            for key, p in read.people.items()
        ),
        rounds=tuple(_round(read, row, fixed) for row in read.rounds),
        weights=weights,
        wishes=_wishes(read) if weights.wish else {},
        together=tuple(r.participants for r in known if r.form == "together"),
        apart=tuple(r.participants for r in known if r.form == "apart"),
        fixed=fixed,
        forbidden=tuple(_placed(read, known, "must not")),
        previous={key: seats for key, seats in read.taken().items() if seats},
        frozen=frozenset(row.id for row in read.rounds if row.published_at),
    )


def _weights(found: Sequence[rows.Round]) -> solver.Weights:
    """Return one set of weights for all rounds: the most that an open one asks for."""
    asking = [row for row in found if not row.published_at] or found
    traits: dict[str, float] = {}
    for row in asking:
        for name, weight in row.traits.items():
            traits[name] = max(weight, traits.get(name, 0.0))
    return solver.Weights(
        traits,
        max(row.repeat_weight for row in asking),
        max(row.wish_weight for row in asking),
    )


def _round(read: _Read, row: rows.Round, fixed: Iterable[solver.Place]) -> solver.Round:
    """Return a round; a published one has exactly the people who are seated there."""
    found, live = read.groups[row.id], read.live(row.id)
    if row.published_at:
        count = Counter(seat.group_id for seat in live.values())
        groups = [solver.Group(g.id, count[g.id], count[g.id]) for g in found]
        absent = frozenset(read.people) - set(live)
        return solver.Round(row.id, tuple(groups), absent)
    pins = Counter(place.group for place in fixed if place.round == row.id)
    sizes = reading.sizes(len(read.people), found, pins)
    return solver.Round(
        row.id, tuple(solver.Group(group.id, *sizes[group.id]) for group in found)
    )


def _pinned(read: _Read) -> Iterable[solver.Place]:
    for row in read.rounds:
        if not row.published_at:
            for person, seat in read.live(row.id).items():
                if seat.pinned:
                    yield solver.Place(person, row.id, seat.group_id)


def _placed(
    read: _Read, known: Sequence[RuleInfo], form: str
) -> Iterable[solver.Place]:
    """Return the places that rules of a form speak of, in rounds that are open."""
    of_group = {
        group.id: row.id
        for row in read.rounds
        if not row.published_at
        for group in read.groups[row.id]
    }
    for rule in known:
        if rule.form == form and rule.group_id in of_group:
            for person in rule.participants:
                yield solver.Place(person, of_group[rule.group_id], rule.group_id)


def _wishes(read: _Read) -> dict[str, dict[str, tuple[str, ...]]]:
    names = {
        row.id: names_of({group.id: group.draft for group in read.groups[row.id]})
        for row in read.rounds
    }
    wishes = {}
    for key, person in read.people.items():
        if person.wishes:
            wanted = {
                part: wished_groups(person.wishes, groups)
                for part, groups in names.items()
            }
            wishes[key] = {part: groups for part, groups in wanted.items() if groups}
    return {key: wanted for key, wanted in wishes.items() if wanted}


def adopt(session: Session, plan: Plan, *, at: datetime) -> Moved:
    """Take a plan over: only seats that change are written, and nobody sits twice.

    People pinned meanwhile stay where they are; rounds published meanwhile, groups
    taken away and people who cancelled are passed over. The same plan a second time
    changes nothing.
    """
    session.info["action"] = "plan.adopt"
    people = reading.expected(session)
    open_rounds = [
        row
        for row in reading.live_rounds(session)
        if row.id in plan.rounds and not row.published_at
    ]
    groups = reading.groups(session, [row.id for row in open_rounds])
    moves = 0
    for row in open_rounds:
        there = {group.id for group in groups[row.id]}
        targets: dict[str, str | None] = {
            person: group
            for person, group in plan.rounds[row.id].items()
            if person in people and group in there
        }
        moves += place(session, row.id, targets, pin=False, at=at)
        result = _result(plan)
        if row.result != result:
            row.result = result
    return Moved(moves)


def _result(plan: Plan) -> dict[str, object]:
    document = plan.to_json()
    del document["rounds"]
    return document
