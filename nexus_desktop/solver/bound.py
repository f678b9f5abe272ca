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

Traits that are gathered, or of which groups want shares: `solver.aims`. Wishes:
`core.wish_bound`.
"""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from nexus_desktop.core.wish_bound import least_wish_cost
from nexus_desktop.solver import aims
from nexus_desktop.solver.arrays import (
    NOT_WISHED,
    Arrays,
    Flags,
    Floats,
    Ints,
    RoundArrays,
    prepare,
)
from nexus_desktop.solver.cost import balance_of, by_trait, repeats
from nexus_desktop.solver.plan import Bound
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.sizes import best_sizes, even_sizes, limits

_MOST_PRICES, _LEAST_PRICES = 40, 6
"""How often the prices are changed, for small and for large problems."""
_STEP = 0.5
_WORK = 40_000


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
    wish = arrays.wish * sum(map(_wishes, arrays.rounds)) if arrays.wish else 0.0
    return Bound(sum(parts.values()) + repeat + wish, parts, repeat, wish, again)


def _wishes(part: RoundArrays) -> int:
    """Return what the ranks of the wishes of a round add up to at least."""
    wishing = np.flatnonzero(part.present & (part.rank > 0).any(0))
    if part.decided:
        return int(part.rank[part.previous[wishing], wishing].sum())
    names = [str(g) for g in range(len(part.groups))]
    wished = [
        [names[g] for g in np.argsort(ranks) if ranks[g] < NOT_WISHED]
        for ranks in part.rank.T[wishing]
    ]
    return least_wish_cost(wished, dict(zip(names, part.most.tolist(), strict=True)))


def _balance(arrays: Arrays, part: RoundArrays) -> Floats:
    """Return the bound of each trait in a round, weights included."""
    if part.decided:
        return balance_of(arrays, part, _decided(part)) * arrays.trait_weights
    people = int(part.present.sum())
    best = np.zeros(len(arrays.traits))
    if not people or not arrays.value_count or not part.groups:
        return best
    special = (arrays.gathered | part.aimed)[arrays.first]
    if not special.all():
        best[~special] = _spread(_only(arrays, ~special), part, people)
    number = np.bincount(arrays.values[part.present].ravel(), minlength=len(part.aimed))
    for t in np.flatnonzero(special).tolist():
        begin = int(arrays.first[t])
        columns = slice(begin, begin + int(arrays.levels[t]))
        if arrays.gathered[begin]:
            least = aims.least_gathered(part, people, number[columns])
        else:
            least = aims.least_aimed(part, number[columns], part.aim[:, columns])
        best[t] = least * arrays.trait_weights[t]
    return best


def _only(arrays: Arrays, traits: Flags) -> Arrays:
    """Return the arrays with some of the traits alone."""
    levels = arrays.levels[traits]
    first = np.cumsum(levels) - levels
    return replace(
        arrays,
        traits=tuple(
            name for name, on in zip(arrays.traits, traits, strict=True) if on
        ),
        values=arrays.values[:, traits] - arrays.first[traits] + first,
        first=first,
        value_count=int(levels.sum()),
        trait_weights=arrays.trait_weights[traits],
    )


def _spread(arrays: Arrays, part: RoundArrays, people: int) -> Floats:
    """Return the bound of each trait that is spread as it occurs."""
    weights = arrays.trait_weights
    best = np.zeros(len(weights))
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
        ranges = limits(part.least, part.most, people)
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
        sizes = best_sizes(
            limits(self._part.least, self._part.most, self._people),
            self._people,
            costs,
        )
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
