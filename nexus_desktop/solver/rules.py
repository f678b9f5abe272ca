"""The hard rules of a problem: in words, as a puzzle, and whether a seating keeps them.

Names are the ids of the problem unless the caller gives other ones, so a screen can say
"Sarantuya" where the problem says "p17".
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from nexus_desktop.solver.plan import Seats
from nexus_desktop.solver.problem import Place, Problem, Round
from nexus_desktop.solver.seating import Seating

Naming = Callable[[str], str]

SEATED = ("fixed", "frozen")
"""Forms that tie a person to a group."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule as it holds in one round; `group` is "" where none is meant."""

    form: Literal["together", "apart", "fixed", "forbidden", "frozen"]
    people: tuple[str, ...]
    group: str = ""

    def told(self, name: Naming = str) -> str:
        """Say the rule in words."""
        who = " and ".join(name(person) for person in self.people)
        return {
            "together": "{} sit together",
            "apart": "{} never share a group",
            "fixed": "{} is fixed to group {}",
            "forbidden": "{} must not be in group {}",
            "frozen": "{} stays in group {}, as the round is frozen",
        }[self.form].format(who, name(self.group) if self.group else "")

    def kept(self, seats: Mapping[str, str]) -> bool:
        """Whether a seating of the round (person -> group) keeps the rule."""
        groups = [seats[person] for person in self.people if person in seats]
        if self.form == "together":
            return len(set(groups)) < 2
        if self.form == "apart":
            return len(set(groups)) == len(groups)
        if self.form == "forbidden":
            return self.group not in groups
        return all(group == self.group for group in groups)


def present(problem: Problem, part: Round) -> tuple[str, ...]:
    """Return who is there in a round."""
    ids = (person.id for person in problem.people)
    return tuple(person for person in ids if person not in part.absent)


def rules_in(problem: Problem, part: Round) -> tuple[Rule, ...]:
    """Return the rules that matter in a round: those of the people present, each once.

    Seats come first and people kept apart last, so that a clash is told by the simplest
    rules that make one.
    """
    return tuple(dict.fromkeys(_rules(problem, part)))


def _rules(problem: Problem, part: Round) -> Iterator[Rule]:
    here = set(present(problem, part))
    yield from (Rule("fixed", *seat) for seat in _seats(problem.fixed, part, here))
    if part.id in problem.frozen:
        before = problem.previous.get(part.id, {})
        kept = (Place(person, part.id, group) for person, group in before.items())
        yield from (Rule("frozen", *seat) for seat in _seats(kept, part, here))
    for seat in _seats(problem.forbidden, part, here):
        yield Rule("forbidden", *seat)
    for crowd in problem.together:
        for pair in pairwise(person for person in crowd if person in here):
            yield Rule("together", pair)
    for crowd in problem.apart:
        for pair in combinations([person for person in crowd if person in here], 2):
            yield Rule("apart", pair)


def _seats(
    places: Iterable[Place], part: Round, here: Container[str]
) -> Iterator[tuple[tuple[str], str]]:
    for place in places:
        if place.round == part.id and place.person in here:
            yield (place.person,), place.group


def broken(problem: Problem, seats: Seats) -> tuple[str, ...]:
    """Say in which ways a seating breaks hard rules; nothing when it keeps all."""
    return tuple(
        f"Round {part.id}: {fault}"
        for part in problem.rounds
        for fault in _faults(problem, part, seats.get(part.id, {}))
    )


def _faults(problem: Problem, part: Round, seats: Mapping[str, str]) -> Iterator[str]:
    expected = set(present(problem, part))
    for person in sorted(expected - set(seats)):
        yield f"{person} has no seat"
    for person in sorted(set(seats) - expected):
        yield f"{person} has a seat and is not there"
    sizes = Counter(seats.values())
    for group in part.groups:
        if not group.least <= sizes[group.id] <= group.most:
            yield (
                f"group {group.id} has {sizes[group.id]} people, not "
                f"{group.least} to {group.most}"
            )
    for rule in rules_in(problem, part):
        if not rule.kept(seats):
            yield f"broken: {rule.told()}"


def puzzle(part: Round, people: tuple[str, ...], rules: Iterable[Rule]) -> Seating:
    """Return a round as a puzzle; the people are numbered as given."""
    rules = tuple(rules)
    number = {person: i for i, person in enumerate(people)}
    unit_of = _joined(number, rules)
    units: dict[int, list[int]] = {}
    for i in range(len(people)):
        units.setdefault(unit_of[i], []).append(i)
    position = {root: u for u, root in enumerate(units)}
    allowed = [(1 << len(part.groups)) - 1] * len(units)
    apart: list[set[int]] = [set() for _ in units]
    bit = {group.id: 1 << g for g, group in enumerate(part.groups)}
    for rule in rules:
        here = [position[unit_of[number[person]]] for person in rule.people]
        if rule.form == "forbidden":
            allowed[here[0]] &= ~bit[rule.group]
        elif rule.form in SEATED:
            allowed[here[0]] &= bit[rule.group]
        elif rule.form == "apart":
            _part(here[0], here[1], allowed, apart)
    return Seating(
        least=tuple(group.least for group in part.groups),
        most=tuple(group.most for group in part.groups),
        units=tuple(tuple(unit) for unit in units.values()),
        allowed=tuple(allowed),
        apart=tuple(frozenset(others) for others in apart),
    )


def _part(one: int, other: int, allowed: list[int], apart: list[set[int]]) -> None:
    """Keep two units apart; a unit apart from itself can go nowhere."""
    if one == other:
        allowed[one] = 0
        return
    apart[one].add(other)
    apart[other].add(one)


def _joined(number: Mapping[str, int], rules: Iterable[Rule]) -> list[int]:
    """Return for each person the first of those whom they sit together with."""
    root = list(range(len(number)))

    def first(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for rule in rules:
        if rule.form == "together":
            one, other = (first(number[person]) for person in rule.people)
            root[max(one, other)] = min(one, other)
    return [first(i) for i in range(len(root))]
