"""What no plan can cost less than, however long anybody looks.

Balance: with s people in a group, c of them of a value, and p the value's share of all
who are there, the cost is the sum of (c - p*s)^2. The c of a value add up to its number
N, the s of a round to all its people. Any number L may be taken for the price of one
person of the value: the sum over groups of the least (c - p*s)^2 - L*c, plus L*N, is a
bound (Lagrange). Sizes and prices answer each other in turn: sizes are the cheapest for
the prices (dynamic programming), prices the right ones for all sizes so far together
(fictitious play). Where the sizes are given, the first price makes the bound exact.

Repeats: people of one group who are there in another round too meet again least when
they are spread evenly over its groups.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

import numpy as np

from nexus_desktop.solver.arrays import Arrays, Floats, Ints, RoundArrays, prepare
from nexus_desktop.solver.cost import balance_of, by_trait, repeats
from nexus_desktop.solver.plan import Bound
from nexus_desktop.solver.problem import Problem

_ANSWERS = 10
"""How often sizes and prices answer each other."""
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
    values = arrays.values[part.present].ravel()
    number = np.bincount(values, minlength=arrays.value_count)
    pool = [even_sizes(part.least, part.most, people)]
    for _ in range(_ANSWERS):
        price = _prices(number, people, pool)
        table = _least_costs(number, people, price)
        sizes = _best_sizes(part, people, by_trait(arrays, table) @ weights)
        parts = by_trait(arrays, table[sizes].sum(0) + price * number) * weights
        if parts.sum() > best.sum():
            best = _without_negative(parts)
        if (part.least == part.most).all():
            break
        pool.append(sizes)
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


def _prices(number: Ints, people: int, pool: Sequence[Ints]) -> Floats:
    """Return what the last person of each value costs when shared out best.

    The people are there once for each sizes in the pool. One more person of a value in
    a group of c costs 2(c - p*s) + 1; the cheapest ones are taken first, and all whole
    numbers well under p*s come before any other.
    """
    ideal = np.outer(number / people, np.concatenate(pool))
    under = np.maximum(np.floor(ideal) - 1, 0)
    left = number * len(pool) - under.sum(1).astype(np.int64)
    steps = under[:, :, None] + np.arange(3) - ideal[:, :, None]
    costs = np.sort(2 * steps.reshape(len(number), -1) + 1, axis=1)
    last = np.clip(left - 1, 0, costs.shape[1] - 1)
    return np.asarray(costs[np.arange(len(number)), last])


def _least_costs(number: Ints, people: int, price: Floats) -> Floats:
    """Return the least cost of each value in a group of each size: (sizes, values)."""
    sizes = np.arange(people + 1)[:, None]
    ideal = sizes * (number / people)
    count = np.clip(np.rint(ideal + price / 2), 0, np.minimum(sizes, number))
    return np.asarray(np.square(count - ideal) - price * count)


def _best_sizes(part: RoundArrays, people: int, costs: Floats) -> Ints:
    """Return the sizes of the groups that add up to all people at the least cost.

    Where that is too much work, or impossible, each group has the size that is best for
    itself: that can only be cheaper.
    """
    least = np.minimum(part.least, people)
    most = np.minimum(part.most, people)
    if (least == most).all():
        return most
    single = [int(lo + costs[lo : hi + 1].argmin()) for lo, hi in _pairs(least, most)]
    if int((most - least + 1).sum()) * people > _TABLE:
        return np.array(single)
    reached = np.full(people + 1, np.inf)
    reached[0] = 0
    chosen = []
    for lo, hi in _pairs(least, most):
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


def _pairs(least: Ints, most: Ints) -> list[tuple[int, int]]:
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
