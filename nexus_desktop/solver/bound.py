"""What no plan can cost less than, however long anybody looks.

Balance: with s people in a group, c of them of a value, and p the value's share of all
who are there, the cost is the sum of (c - p*s)^2. In each group the c of a trait add up
to s; over the groups the c of a value add up to its number N, and the s to all people.
The sums over groups are given up for prices (Lagrange): with any price L for a person
of each value, the sum over groups of the least (c - p*s)^2 - L*c, plus L*N, is a bound.
The counts in a group are then found exactly by taking the cheapest steps, the sizes by
dynamic programming; prices start where even groups share each value out best, and are
raised where too few people of a value are asked for, lowered where too many are.

Repeats: people of one group who are there in another round too meet again least when
they are spread evenly over its groups.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations, pairwise

import numpy as np

from nexus_desktop.solver.arrays import Arrays, Floats, Ints, RoundArrays, prepare
from nexus_desktop.solver.cost import balance_of, by_trait, repeats
from nexus_desktop.solver.plan import Bound
from nexus_desktop.solver.problem import Problem

_MOST_PRICES, _LEAST_PRICES = 40, 6
"""How often the prices are changed, for small and for large problems."""
_STEP = 0.5
_WORK = 40_000
_TABLE = 20_000_000
"""Steps that choosing the sizes of the groups exactly may take."""


def bound(problem: Problem) -> Bound:
    """Return what no plan of the problem can cost less than."""
    return bound_of(prepare(problem))


def bound_of(arrays: Arrays) -> Bound:
    """Return what no plan can cost less than."""
    balance = np.zeros(len(arrays.traits))
    for part in arrays.rounds:
        balance += _balance(arrays, part)
    again = sum(_repeats(one, other) for one, other in combinations(arrays.rounds, 2))
    parts = dict(zip(arrays.traits, balance.tolist(), strict=True))
    repeat = 2 * arrays.repeat * again
    return Bound(sum(parts.values()) + repeat, parts, repeat, again)


def _balance(arrays: Arrays, part: RoundArrays) -> Floats:
    """Return the bound of each trait in a round, weights included."""
    weights = arrays.trait_weights
    if part.decided:
        return balance_of(arrays, _decided(part), len(part.groups)) * weights
    people = int(part.present.sum())
    best = np.zeros(len(weights))
    if not people or not arrays.value_count or not part.groups:
        return best
    market = _Market(arrays, part, people)
    for _ in range(market.rounds):
        parts = market.offer() * weights
        if market.given:
            best = np.maximum(best, parts)
        elif parts.sum() > best.sum():
            best = _without_negative(parts)
        if market.exact:
            break
    return best


def _without_negative(parts: Floats) -> Floats:
    """Return parts from 0 on with the same sum."""
    raised = np.maximum(parts, 0)
    return np.asarray(raised * (parts.sum() / raised.sum()))


def even_sizes(least: Ints, most: Ints, people: int, step: int = 1) -> Ints:
    """Spread people over groups as evenly as their sizes allow.

    `step` people in a group count as equally many: the split with the fewest pairs that
    meet in one of `step` places, when each group is spread over those.
    """
    sizes = least.copy()
    heap = [(int(size) // step, g) for g, size in enumerate(sizes) if size < most[g]]
    heapify(heap)
    for _ in range(people - int(sizes.sum())):
        if not heap:
            break
        _, g = heappop(heap)
        sizes[g] += 1
        if sizes[g] < most[g]:
            heappush(heap, (int(sizes[g]) // step, g))
    return sizes


class _Market:
    """Prices of the values in one round, changed offer by offer.

    Attributes:
        rounds: how many offers are worth their time.
        given: the sizes of the groups are, so each trait is a matter of its own.
        exact: the last offer can't be beaten: it asked for exactly those who are there.
    """

    def __init__(self, arrays: Arrays, part: RoundArrays, people: int) -> None:
        self._arrays, self._part, self._people = arrays, part, people
        values = arrays.values[part.present].ravel()
        self._number = np.bincount(values, minlength=arrays.value_count)
        self._price = _first_prices(
            self._number, people, even_sizes(part.least, part.most, people)
        )
        ranges = _ranges(part, people)
        self._sizes = np.unique(
            np.concatenate([np.arange(lo, hi + 1) for lo, hi in ranges])
        )
        work = len(self._sizes) * arrays.value_count
        work += sum(hi - lo for lo, hi in ranges) * people // 10
        self.rounds = max(_LEAST_PRICES, min(_MOST_PRICES, _WORK // max(1, work)))
        self.given = bool((part.least == part.most).all())
        if self.given and len(self._sizes) == 1:
            self.rounds = 1  # groups of one size: the first prices are the right ones
        self.exact = False
        self._step = _STEP

    def offer(self) -> Floats:
        """Return the bound of each trait at the present prices; then change them."""
        arrays, number = self._arrays, self._number
        ideal = self._sizes[:, None] * (number / self._people)
        counts = self._counts(ideal + self._price / 2)
        table = by_trait(arrays, np.square(counts - ideal) - self._price * counts)
        costs = np.full(self._people + 1, np.inf)
        costs[self._sizes] = table @ arrays.trait_weights
        sizes = _best_sizes(self._part, self._people, costs)
        chosen = np.searchsorted(self._sizes, sizes)
        parts = table[chosen].sum(0) + by_trait(arrays, self._price * number)
        lacking = number - counts[chosen].sum(0)
        self.exact = not lacking.any()
        self._price = self._price + self._step * lacking / max(1, abs(lacking).max())
        self._step *= 0.97
        return np.asarray(parts)

    def _counts(self, wanted: Floats) -> Floats:
        """Return whole numbers near `wanted` that add up to the size for each trait."""
        most = np.minimum(self._sizes[:, None], self._number)
        counts = np.clip(np.rint(wanted), 0, most)
        first = self._arrays.first
        for begin, end in pairwise([*first.tolist(), self._arrays.value_count]):
            columns = slice(begin, end)
            _adjust(
                counts[:, columns], wanted[:, columns], most[:, columns], self._sizes
            )
        return counts


def _adjust(counts: Floats, wanted: Floats, most: Floats, sizes: Ints) -> None:
    """Make each row of counts add up to its size by the cheapest steps of one."""
    while len(rows := np.flatnonzero(counts.sum(1) != sizes)):
        step = np.sign(sizes[rows] - counts[rows].sum(1))[:, None]
        changed = counts[rows] + step
        cost = np.square(changed - wanted[rows]) - np.square(
            counts[rows] - wanted[rows]
        )
        cost[(changed < 0) | (changed > most[rows])] = np.inf
        counts[rows, cost.argmin(1)] += step[:, 0]


def _first_prices(number: Ints, people: int, sizes: Ints) -> Floats:
    """Return what the last person of each value costs when shared out best.

    One more person of a value in a group of c costs 2(c - p*s) + 1; the cheapest ones
    are taken first, and all whole numbers well under p*s come before any other.
    """
    ideal = np.outer(number / people, sizes)
    under = np.maximum(np.floor(ideal) - 1, 0)
    left = number - under.sum(1).astype(np.int64)
    steps = under[:, :, None] + np.arange(3) - ideal[:, :, None]
    costs = np.sort(2 * steps.reshape(len(number), -1) + 1, axis=1)
    last = np.clip(left - 1, 0, costs.shape[1] - 1)
    return np.asarray(costs[np.arange(len(number)), last])


def _best_sizes(part: RoundArrays, people: int, costs: Floats) -> Ints:
    """Return the sizes of the groups that add up to all people at the least cost.

    Where that is too much work, or impossible, each group has the size that is best for
    itself: that can only be cheaper.
    """
    ranges = _ranges(part, people)
    if all(lo == hi for lo, hi in ranges):
        return np.array([hi for _, hi in ranges])
    single = [int(lo + costs[lo : hi + 1].argmin()) for lo, hi in ranges]
    if sum(hi - lo + 1 for lo, hi in ranges) * people > _TABLE:
        return np.array(single)
    reached = np.full(people + 1, np.inf)
    reached[0] = 0
    chosen = []
    for lo, hi in ranges:
        best, size = np.full(people + 1, np.inf), np.zeros(people + 1, np.int64)
        for s in range(lo, hi + 1):
            total = reached[: people + 1 - s] + costs[s]
            better = total < best[s:]
            best[s:][better] = total[better]
            size[s:][better] = s
        reached = best
        chosen.append(size)
    if not np.isfinite(reached[people]):
        return np.array(single)
    return _walk_back(chosen, people)


def _walk_back(chosen: Sequence[Ints], people: int) -> Ints:
    sizes = []
    for size in reversed(chosen):
        sizes.append(int(size[people]))
        people -= sizes[-1]
    return np.array(sizes[::-1])


def _ranges(part: RoundArrays, people: int) -> list[tuple[int, int]]:
    """Return the fewest and the most people of each group, not more than there are."""
    least, most = (np.minimum(size, people) for size in (part.least, part.most))
    return list(zip(least.tolist(), most.tolist(), strict=True))


def _repeats(one: RoundArrays, other: RoundArrays) -> int:
    """Return how often people of two rounds must meet again."""
    if one.decided and other.decided:
        return repeats(_decided(one), _decided(other))
    return max(_meet_again(one, other), _meet_again(other, one))


def _decided(part: RoundArrays) -> Ints:
    return np.where(part.present, part.previous, -1)


def _meet_again(part: RoundArrays, other: RoundArrays) -> int:
    """Return the fewest pairs of one round that meet in another one."""
    places = len(other.groups)
    both = part.present & other.present
    if not both.any():
        return 0
    if part.decided:
        sizes = np.bincount(part.previous[both], minlength=len(part.groups))
    else:
        people = int(both.sum())
        gone = int(part.present.sum()) - people
        least, most = np.maximum(part.least - gone, 0), np.minimum(part.most, people)
        sizes = even_sizes(least, most, people, places)
    whole, rest = np.divmod(sizes, max(1, places))
    pairs = rest * whole * (whole + 1) + (places - rest) * whole * (whole - 1)
    return int(pairs.sum()) // 2
