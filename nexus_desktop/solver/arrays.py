"""A problem as arrays, made once: what evaluating and searching compute with.

People, groups and rounds are numbered in the order of the problem. A seating is
`where`: (rounds, people), the group each person sits in, -1 without a seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from nexus_desktop.solver.plan import Seats
from nexus_desktop.solver.problem import Problem, Round

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

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
    """

    groups: Mapping[str, int]
    least: Ints
    most: Ints
    present: Flags
    rank: Ints
    previous: Ints
    frozen: bool

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
        repeat, wish, move: weights.
    """

    people: Mapping[str, int]
    traits: tuple[str, ...]
    values: Ints
    first: Ints
    value_count: int
    trait_weights: Floats
    repeat: float
    wish: float
    move: float
    rounds: tuple[RoundArrays, ...]

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
    traits = tuple(weights.traits)
    columns, levels = [], []
    for trait in traits:
        number: dict[str, int] = {}
        columns.append(
            [
                number.setdefault(person.traits.get(trait, ""), len(number))
                for person in problem.people
            ]
        )
        levels.append(len(number))
    first = np.array([0, *accumulate(levels)][: len(traits)], np.int64)
    codes = np.array(columns, np.int64).reshape(len(traits), len(people)).T
    return Arrays(
        people=people,
        traits=traits,
        values=codes + first,
        first=first,
        value_count=sum(levels),
        trait_weights=np.array(list(weights.traits.values()), np.float64),
        repeat=float(weights.repeat),
        wish=float(weights.wish),
        move=float(weights.move),
        rounds=tuple(_round(problem, part, people) for part in problem.rounds),
    )


def _round(problem: Problem, part: Round, people: Mapping[str, int]) -> RoundArrays:
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
    return RoundArrays(
        groups=groups,
        least=np.array([group.least for group in part.groups], np.int64),
        most=np.array([group.most for group in part.groups], np.int64),
        present=present,
        rank=rank,
        previous=previous,
        frozen=part.id in problem.frozen,
    )
