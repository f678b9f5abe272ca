"""Problems for the benchmark of the solver, and a check of plans that shares no code.

Those of `tests/data/breakout`, others made the same way with other seeds, larger ones,
social golfers, and a workshop in which people stay away and come late.
"""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from nexus_desktop.solver.plan import Seats
from nexus_desktop.solver.problem import Group, Person, Problem, Round, Weights

DATA = Path(__file__).parents[1] / "data" / "breakout"
TRAITS = ("country", "city", "category", "gender", "language")
_CITIES = 5


def named(name: str) -> Problem:
    """Return a problem by name: a file, "P-S-R golfers" or "PxGxR#SEED"."""
    if name.endswith("golfers"):
        groups, size, rounds = map(int, name.split(maxsplit=1)[0].split("-"))
        return golfers(groups, size, rounds)
    if "#" in name:
        shape, seed = name.split("#")
        people, groups, rounds = map(int, shape.split("x"))
        return workshop(people, groups, rounds, int(seed))
    return Problem.read(DATA / f"{name}.json")


def first_round(problem: Problem) -> Problem:
    """Return the problem of the first round alone."""
    return replace(problem, rounds=problem.rounds[:1])


def workshop(people: int, groups: int, rounds: int, seed: int) -> Problem:
    """Return a workshop: countries and cities as frequent as they are, five traits."""
    random = Random(seed)
    crowd = tuple(Person(f"p{i}", _traits(random)) for i in range(people))
    return Problem(
        crowd,
        _rounds(people, groups, rounds),
        Weights(dict.fromkeys(TRAITS, 1.0)),
    )


def _traits(random: Random) -> dict[str, str]:
    country = random.choices(range(30), [1 / (k + 1) for k in range(30)])[0]
    city = random.choices(range(_CITIES), [1 / (k + 1) for k in range(_CITIES)])[0]
    category = random.choices(range(6), (26, 23, 19, 13, 11, 8))[0]
    gender = random.choices(range(3), (48, 47, 5))[0]
    language = random.choices(range(4), (37, 24, 21, 18))[0]
    values = (country, _CITIES * country + city, category, gender, language)
    return {name: f"{name}{v}" for name, v in zip(TRAITS, values, strict=True)}


def golfers(groups: int, size: int, rounds: int) -> Problem:
    """Return people without traits who are to meet as few as possible twice."""
    people = tuple(Person(f"p{i}") for i in range(groups * size))
    return Problem(people, _rounds(len(people), groups, rounds))


def _rounds(people: int, groups: int, rounds: int) -> tuple[Round, ...]:
    small, larger = divmod(people, groups)
    sizes = [small + (g < larger) for g in range(groups)]
    made = tuple(Group(f"g{g + 1}", size, size) for g, size in enumerate(sizes))
    return tuple(Round(f"r{r + 1}", made) for r in range(rounds))


def loosened(problem: Problem, by: int) -> Problem:
    """Return the problem with groups that may be smaller and larger."""
    return replace(
        problem,
        rounds=tuple(
            replace(
                part,
                groups=tuple(
                    Group(g.id, max(0, g.least - by), g.most + by) for g in part.groups
                ),
            )
            for part in problem.rounds
        ),
    )


def without(problem: Problem, absent: frozenset[str], round_id: str) -> Problem:
    """Return the problem with people absent from a round, its groups evened out."""
    rounds = []
    for part in problem.rounds:
        if part.id == round_id:
            here = len(problem.people) - len(absent)
            least, more = divmod(here, len(part.groups))
            sizes = (least, least + bool(more))
            groups = tuple(Group(g.id, *sizes) for g in part.groups)
            rounds.append(Round(part.id, groups, absent))
        else:
            rounds.append(part)
    return replace(problem, rounds=tuple(rounds))


def cost(problem: Problem, seats: Seats) -> float:
    """Return the cost of a plan by counting, moves left out: a second way to say it."""
    total = 0.0
    for part in problem.rounds:
        placed = seats[part.id]
        for trait, weight in problem.weights.traits.items():
            total += weight * _uneven(problem, placed, trait)
        for person, wanted in problem.wishes.items():
            if wished := wanted.get(part.id, ()):
                total += problem.weights.wish * _rank(wished, placed.get(person))
    met: Counter[tuple[str, str]] = Counter()
    for placed in seats.values():
        groups: dict[str, list[str]] = {}
        for person in sorted(placed):
            groups.setdefault(placed[person], []).append(person)
        for members in groups.values():
            met.update(combinations(members, 2))
    again = sum(count * (count - 1) for count in met.values())
    return total + problem.weights.repeat * again


def _uneven(problem: Problem, placed: Any, trait: str) -> float:  # noqa: ANN401 seats
    value = {p.id: p.traits.get(trait, "") for p in problem.people}
    sizes = Counter(placed.values())
    everywhere = Counter(value[person] for person in placed)
    here = Counter((group, value[person]) for person, group in placed.items())
    return sum(
        (here[group, kind] - size * number / len(placed)) ** 2
        for group, size in sizes.items()
        for kind, number in everywhere.items()
    )


def _rank(wished: tuple[str, ...], group: str | None) -> int:
    if group is None:
        return 0
    return min(wished.index(group), 3) if group in wished else 4
