"""Rounds in which nobody meets anybody twice, constructed instead of searched for.

Two ways, each with a first round that is moved on from round to round.

Rows and columns: with a prime number q of groups, the person in row a and column b goes
to group b + r*a (mod q) in round r. Two people of one row never meet; two of different
rows meet in the one round in which r*(a - a') = b' - b (mod q). So q rounds of up to q
rows have no repeats, and with q full rows the rows are one round more (the affine plane
of order q). Leaving people out of the last row keeps it true.

Circles: most people stand on m circles of w chairs, the few others in the middle. In
each round everybody on a circle takes the place of the one a chair further. Who sat n
chairs apart does so for ever, so nobody meets twice in w rounds when in the first round
no two pairs are the same number of chairs apart on the same circles. Such a round is
found by trying. (Bose's method of mixed differences.)
"""

from collections.abc import Callable
from itertools import combinations
from random import Random

import numpy as np

from nexus_desktop.solver.arrays import Arrays, Ints
from nexus_desktop.solver.problem import Problem

_MANY = 200
_TRIES = 24
_STEPS = 60_000
"""Of a try: most first rounds are found soon, or hardly ever."""


def rounds_without_repeats(
    problem: Problem, arrays: Arrays, seed: int, enough: Callable[[], bool]
) -> Ints | None:
    """Return a seating without repeats, (rounds, people), None where none is known.

    Only for problems in which nothing but repeats counts: no traits, wishes or rules,
    everybody there in every round, as many groups each round, all of the same limits.
    `enough` ends the trying.
    """
    if not _is_plain(problem, arrays):
        return None
    first = problem.rounds[0].groups
    groups, people, rounds = len(first), len(problem.people), len(problem.rounds)
    rows, rest = divmod(people, groups)
    if first[0].least > rows or first[0].most < rows + (rest > 0):
        return None
    most = groups + (rest == 0 and rows == groups)
    if _is_prime(groups) and rows + (rest > 0) <= groups and rounds <= most:
        return _in_rows(groups, people, rounds)
    if rest or people > _MANY or not 2 <= rows <= groups:
        return None
    random = Random(seed)  # noqa: S311 a search, not a secret
    return _on_circles((groups, rows), rounds, random, enough)


def _is_plain(problem: Problem, arrays: Arrays) -> bool:
    rules = (problem.together, problem.apart, problem.fixed, problem.forbidden)
    alike = {(g.least, g.most) for part in problem.rounds for g in part.groups}
    counts = {len(part.groups) for part in problem.rounds}
    matters = bool(arrays.trait_weights.any()) or arrays.wish or arrays.move
    return not (
        any(rules)
        or matters
        or problem.frozen
        or any(part.absent for part in problem.rounds)
        or len(alike) != 1
        or len(counts) != 1
    )


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % d for d in range(2, int(number**0.5) + 1))


def _in_rows(groups: int, people: int, rounds: int) -> Ints:
    row, column = np.divmod(np.arange(people), groups)
    table = (column + np.arange(rounds)[:, None] * row) % groups
    if rounds > groups:
        table[groups] = row
    return np.asarray(table)


def _on_circles(
    sizes: tuple[int, int], rounds: int, random: Random, enough: Callable[[], bool]
) -> Ints | None:
    """Try circles of some lengths, the shortest first."""
    groups, size = sizes
    people = groups * size
    for chairs in range(rounds, min(people, rounds + size) + 1):
        circles, middle = divmod(people, chairs)
        ways = circles * ((chairs - 1) // 2) + circles * (circles - 1) // 2 * chairs
        ways += middle * circles
        if middle > groups or ways < groups * size * (size - 1) // 2:
            continue
        apart = _apart(people, chairs, circles)
        for _ in range(_TRIES):
            if enough():
                return None
            hall = _Hall(groups, size, apart, _order(people, chairs * circles, random))
            if hall.fill():
                return _moved_on(np.array(hall.seated), chairs, circles, rounds)
    return None


def _order(people: int, around: int, random: Random) -> list[int]:
    """Return the places in the order of trying: each of the middle opens a group."""
    return [*range(around, people), *random.sample(range(around), around)]


def _apart(people: int, chairs: int, circles: int) -> list[list[int]]:
    """Return a number for how far apart two places are, -1 if they may not meet.

    Those in the middle would meet for ever, those opposite each other twice.
    """
    numbers: dict[tuple[int, int, int], int] = {}
    table = [[-1] * people for _ in range(people)]
    for b, a in combinations(reversed(range(people)), 2):
        (circle, chair), (other, there) = divmod(a, chairs), divmod(b, chairs)
        if circle == circles:
            continue
        steps = (there - chair) % chairs
        if other == circles:
            way = (circle, other, there)
        elif circle == other:
            way = (circle, circle, min(steps, chairs - steps))
            if 2 * steps == chairs:
                continue
        else:
            way = (circle, other, steps)
        table[a][b] = table[b][a] = numbers.setdefault(way, len(numbers))
    return table


def _moved_on(first: Ints, chairs: int, circles: int, rounds: int) -> Ints:
    """Return the group of each place in all rounds."""
    place = np.arange(len(first))
    circle, chair = np.divmod(place, chairs)
    shifted = circle * chairs + (chair + np.arange(rounds)[:, None]) % chairs
    return np.asarray(first[np.where(circle < circles, shifted, place)])


class _Hall:
    """One try to fill the groups of the first round.

    Attributes:
        seated: the group of each place, -1 before it has one.
    """

    def __init__(
        self, groups: int, size: int, apart: list[list[int]], order: list[int]
    ) -> None:
        self._groups, self._size = groups, size
        self._apart, self._order = apart, order
        self._used: set[int] = set()
        self._left = _STEPS
        self.seated = [-1] * len(order)

    def fill(self) -> bool:
        """Seat everybody; return False when that was not found."""
        return self._open(0)

    def _open(self, group: int) -> bool:
        """Begin a group with the next place that has none."""
        if group == self._groups:
            return True
        at = next(i for i, place in enumerate(self._order) if self.seated[place] < 0)
        place = self._order[at]
        self.seated[place] = group
        if self._add(group, [place], at + 1):
            return True
        self.seated[place] = -1
        return False

    def _add(self, group: int, members: list[int], begin: int) -> bool:
        """Give a group its next member, and all that come after theirs."""
        if len(members) == self._size:
            return self._open(group + 1)
        for at in range(begin, len(self._order)):
            self._left -= 1
            if self._left < 0:
                return False
            place = self._order[at]
            ways = {self._apart[place][member] for member in members}
            if self.seated[place] >= 0 or -1 in ways or len(ways) < len(members):
                continue
            if ways & self._used:
                continue
            self._used |= ways
            self.seated[place] = group
            if self._add(group, [*members, place], at + 1):
                return True
            self.seated[place] = -1
            self._used -= ways
        return False
