"""From what was read of rounds, people and seats to a problem for the solver.

Rounds that are settled (published, say, or begun) are in it, frozen, with those who
have a seat there; all others are open. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nexus_desktop.core.breakout import RuleInfo, names_of, wished_groups
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_reading import GroupRead, Person, SeatRead
from nexus_desktop.solver import problem as solver
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


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and the parts of a problem that follow from it.

    Attributes:
        settled: ids of the rounds in which everybody keeps their seat.
        away: round -> people who are expected at the workshop, but not there.
    """

    rounds: Sequence[rows.Round]
    people: Mapping[str, Person]
    groups: Mapping[str, list[GroupRead]]
    seats: Mapping[str, Mapping[str, SeatRead]]
    rules: Sequence[RuleInfo] = ()
    settled: frozenset[str] = frozenset()
    away: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def position(self) -> Position:
        """Return the problem and how things stand."""
        seats = dict(self.seats)
        for round_id in self.settled & set(seats):
            seats[round_id] = _obedient(seats[round_id], self.rules)
        tidy = replace(self, seats=seats)
        return Position(_problem(tidy), tidy.taken(), tidy.names())

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

    def open_rounds(self) -> list[rows.Round]:
        """Return the rounds in which people may be moved."""
        return [row for row in self.rounds if row.id not in self.settled]

    def absent(self, round_id: str) -> frozenset[str]:
        """Return who is expected at the workshop, but not in the round."""
        return self.away.get(round_id, frozenset())


def _obedient(
    seats: Mapping[str, SeatRead], known: Iterable[RuleInfo]
) -> dict[str, SeatRead]:
    """Return the seats of a settled round without those that newer rules forbid.

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


def _problem(read: Read) -> Problem:
    weights, gather = _weights(read), _gathered(read)
    pinned, must = _pinned(read), _placed(read, "must")
    fixed = tuple(dict.fromkeys((*pinned, *_in_charge(read), *must)))
    return Problem(
        people=tuple(
            solver.Person(key, {name: p.card.value(name) for name in weights.traits})
            for key, p in read.people.items()
        ),
        rounds=tuple(_round(read, row, fixed) for row in read.rounds),
        weights=weights,
        wishes=_wishes(read) if weights.wish else {},
        together=tuple(r.participants for r in read.rules if r.form == "together"),
        apart=tuple(r.participants for r in read.rules if r.form == "apart"),
        fixed=fixed,
        forbidden=tuple(_placed(read, "must not")),
        previous={key: seats for key, seats in read.taken().items() if seats},
        frozen=read.settled,
        gather=gather,
        shares=_shares(read, set(weights.traits) - gather),
    )


def _asking(read: Read) -> Sequence[rows.Round]:
    """Return the rounds that say what matters: the open ones, if there are any."""
    return read.open_rounds() or read.rounds


def _weights(read: Read) -> solver.Weights:
    """Return one set of weights for all rounds: the most that an open one asks for."""
    asking = _asking(read)
    traits: dict[str, float] = {}
    for row in asking:
        for name, weight in row.traits.items():
            traits[name] = max(weight, traits.get(name, 0.0))
    return solver.Weights(
        traits,
        max(row.repeat_weight for row in asking),
        max(row.wish_weight for row in asking),
    )


def _gathered(read: Read) -> frozenset[str]:
    """Return the traits that all rounds that balance them want to be gathered."""
    asking = _asking(read)
    return frozenset(
        name
        for row in asking
        for name in row.gathered
        if name in row.traits
        and all(name in other.gathered for other in asking if name in other.traits)
    )


def _shares(
    read: Read, spread: Iterable[str]
) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    """Return round -> group -> trait -> value -> share, where one is wanted."""
    wanted = {
        row.id: {
            name: dict(row.shares[name]) for name in spread if row.shares.get(name)
        }
        for row in read.open_rounds()
    }
    return {
        round_id: {group.id: traits for group in read.groups[round_id]}
        for round_id, traits in wanted.items()
        if traits
    }


def _round(read: Read, row: rows.Round, fixed: Iterable[solver.Place]) -> solver.Round:
    """Return a round; a settled one has exactly the people who are seated there."""
    found, live = read.groups[row.id], read.live(row.id)
    if row.id in read.settled:
        count = Counter(seat.group_id for seat in live.values())
        groups = [solver.Group(g.id, count[g.id], count[g.id]) for g in found]
        absent = frozenset(read.people) - set(live)
        return solver.Round(row.id, tuple(groups), absent)
    absent = read.absent(row.id)
    pins = Counter(
        place.group
        for place in fixed
        if place.round == row.id and place.person not in absent
    )
    sizes = reading.sizes(len(read.people) - len(absent), found, pins)
    return solver.Round(
        row.id,
        tuple(solver.Group(group.id, *sizes[group.id]) for group in found),
        absent,
    )


def _pinned(read: Read) -> Iterable[solver.Place]:
    for row in read.open_rounds():
        for person, seat in read.live(row.id).items():
            if seat.pinned:
                yield solver.Place(person, row.id, seat.group_id)


def _in_charge(read: Read) -> Iterable[solver.Place]:
    """Return the seats of participants who lead a group or write for it."""
    for row in read.open_rounds():
        for group in read.groups[row.id]:
            for person in group.in_charge:
                if person in read.people:
                    yield solver.Place(person, row.id, group.id)


def _placed(read: Read, form: str) -> Iterable[solver.Place]:
    """Return the places that rules of a form speak of, in rounds that are open."""
    of_group = {
        group.id: row.id for row in read.open_rounds() for group in read.groups[row.id]
    }
    for rule in read.rules:
        if rule.form == form and rule.group_id in of_group:
            for person in rule.participants:
                yield solver.Place(person, of_group[rule.group_id], rule.group_id)


def _wishes(read: Read) -> dict[str, dict[str, tuple[str, ...]]]:
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
