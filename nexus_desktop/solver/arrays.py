"""A problem as arrays, made once: what evaluating and searching compute with.

People, groups and rounds are numbered in the order of the problem. A seating is
`where`: (rounds, people), the group each person sits in, -1 without a seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nexus_desktop.solver.plan import Seats
from nexus_desktop.solver.problem import Problem, Round
from nexus_desktop.solver.sizes import even_sizes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

OfGroups: TypeAlias = Mapping[int, Mapping[str, Mapping[str, float]]]

NOT_WISHED = 4
RANKS = 3


@dataclass(frozen=True, slots=True)
class RoundArrays:
    """One round.

    Attributes:
        groups: group id -> number.
        least, most: (groups,) people.
        present: (people,).
        rank: (groups, people) rank cost of the wishes.
        previous: (people,) group in the previous plan, -1 for none.
        frozen: those who have a previous group keep it.
        aimed: (values,) those of traits of which groups have shares of their own here.
        aim: (groups, values) people wanted, where `aimed`.
    """

    groups: Mapping[str, int]
    least: Ints
    most: Ints
    present: Flags
    rank: Ints
    previous: Ints
    frozen: bool
    aimed: Flags
    aim: Floats

    @property
    def decided(self) -> bool:
        """Whether everybody's seat is known beforehand."""
        return self.frozen and bool((self.previous[self.present] >= 0).all())


@dataclass(frozen=True, slots=True)
class Arrays:
    """A problem as arrays.

    Attributes:
        people: person id -> number.
        traits: names, those with a weight.
        values: (people, traits) number of each value, counted over all traits.
        first: (traits,) the first value of each trait.
        value_count: how many values all traits have together.
        trait_weights: (traits,).
        gathered: (values,) those of traits that are brought together.
        repeat, wish, move: weights.
    """

    people: Mapping[str, int]
    traits: tuple[str, ...]
    values: Ints
    first: Ints
    value_count: int
    trait_weights: Floats
    gathered: Flags
    repeat: float
    wish: float
    move: float
    rounds: tuple[RoundArrays, ...]

    @property
    def levels(self) -> Ints:
        """How many values each trait has: (traits,)."""
        return np.diff([*self.first, self.value_count])

    @property
    def value_weights(self) -> Floats:
        """The weight of its trait for each value: (values,)."""
        return np.repeat(self.trait_weights, self.levels)

    def where(self, seats: Seats, round_ids: Sequence[str]) -> Ints:
        """Return a seating as (rounds, people) group numbers."""
        found = np.full((len(self.rounds), len(self.people)), -1, np.int64)
        for r, (round_id, part) in enumerate(zip(round_ids, self.rounds, strict=True)):
            for person, group in seats.get(round_id, {}).items():
                found[r, self.people[person]] = part.groups[group]
        return found


def prepare(problem: Problem) -> Arrays:
    """Return the arrays of a problem."""
    people = {person.id: i for i, person in enumerate(problem.people)}
    weights = problem.weights
    known = [_numbered(problem, trait) for trait in weights.traits]
    levels = [len(number) for number, _ in known]
    first = np.array([0, *accumulate(levels)][: len(known)], np.int64)
    codes = np.array([column for _, column in known], np.int64)
    gathered = [trait in problem.gather for trait in weights.traits]
    numbers = {
        trait: {value: begin + code for value, code in number.items()}
        for trait, (number, _), begin in zip(
            weights.traits, known, first.tolist(), strict=True
        )
    }
    values = codes.reshape(len(known), len(people)).T + first
    return Arrays(
        people=people,
        traits=tuple(weights.traits),
        values=values,
        first=first,
        value_count=sum(levels),
        trait_weights=np.array(list(weights.traits.values()), np.float64),
        gathered=np.repeat(np.array(gathered, np.bool_), levels),
        repeat=float(weights.repeat),
        wish=float(weights.wish),
        move=float(weights.move),
        rounds=tuple(
            _round(problem, part, people, _Values(values, numbers, sum(levels)))
            for part in problem.rounds
        ),
    )


def _numbered(problem: Problem, trait: str) -> tuple[dict[str, int], list[int]]:
    """Return value -> number, and each person's number, for one trait."""
    number: dict[str, int] = {}
    column = [
        number.setdefault(person.traits.get(trait, ""), len(number))
        for person in problem.people
    ]
    return number, column


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of all traits: of each person, by trait and name, and their count."""

    of_people: Ints
    numbers: Mapping[str, Mapping[str, int]]
    count: int


def _round(
    problem: Problem, part: Round, people: Mapping[str, int], values: _Values
) -> RoundArrays:
    groups = {group.id: g for g, group in enumerate(part.groups)}
    present = np.ones(len(people), np.bool_)
    present[[people[person] for person in part.absent]] = False
    previous = np.full(len(people), -1, np.int64)
    for person, group in problem.previous.get(part.id, {}).items():
        previous[people[person]] = groups[group]
    rank = np.zeros((len(groups), len(people)), np.int64)
    for person, wanted in problem.wishes.items():
        if wished := wanted.get(part.id):
            rank[:, people[person]] = NOT_WISHED
            for place, group in reversed(list(enumerate(wished[:RANKS]))):
                rank[groups[group], people[person]] = place
    shares = problem.shares.get(part.id, {})
    least = np.array([group.least for group in part.groups], np.int64)
    most = np.array([group.most for group in part.groups], np.int64)
    of_groups = {groups[g]: wanted for g, wanted in shares.items()}
    aimed, aim = _aimed(of_groups, values, present, (least, most))
    return RoundArrays(
        groups=groups,
        least=least,
        most=most,
        present=present,
        rank=rank,
        previous=previous,
        frozen=part.id in problem.frozen,
        aimed=aimed,
        aim=aim,
    )


def _aimed(
    shares: OfGroups, values: _Values, present: Flags, limits: tuple[Ints, Ints]
) -> tuple[Flags, Floats]:
    """Return `aimed` and `aim` of a round."""
    here = np.bincount(values.of_people[present].ravel(), minlength=values.count)
    aimed = np.zeros(values.count, np.bool_)
    sizes = even_sizes(*limits, int(present.sum()))
    aim = np.zeros((len(sizes), values.count))
    for trait, of_groups in _by_trait(shares).items():
        columns = list(values.numbers[trait].values())
        table = np.full((len(sizes), len(columns)), np.nan)
        for group, wanted in of_groups.items():
            for k, value in enumerate(values.numbers[trait]):
                table[group, k] = wanted.get(value, np.nan)
        aimed[columns] = True
        aim[:, columns] = _aims(table, sizes, here[columns])
    return aimed, aim


def _by_trait(shares: OfGroups) -> dict[str, dict[int, Mapping[str, float]]]:
    """Return trait -> group -> value -> share."""
    found: dict[str, dict[int, Mapping[str, float]]] = {}
    for group, traits in shares.items():
        for trait, wanted in traits.items():
            found.setdefault(trait, {})[group] = wanted
    return found


def _aims(shares: Floats, sizes: Ints, number: Ints) -> Floats:
    """Return how many people of each value of a trait each group is to have.

    Args:
        shares: (groups, values) of the group, nan where none was asked for.
        sizes: (groups,) people expected.
        number: (values,) people who are there.

    What a group asks for it is to have; the rest of its seats goes to its other values
    as often as they are there. Groups that ask for nothing share what is left.
    """
    asked = ~np.isnan(shares)
    aim = np.where(asked, shares, 0) * sizes[:, None]
    choosy = np.asarray(asked.any(axis=1))
    others = np.where(asked, 0, number)
    part = others / np.maximum(1, others.sum(1, keepdims=True))
    aim += np.where(choosy[:, None], part * (sizes - aim.sum(1))[:, None], 0)
    left = np.maximum(0, number - aim.sum(0))
    plain: Ints = np.where(choosy, 0, sizes)
    return np.asarray(aim + np.outer(plain, left) / max(1, int(plain.sum())))
