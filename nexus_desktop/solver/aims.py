"""Bounds of traits that are not simply spread: gathered ones, and shares asked for."""

from heapq import heapify, heapreplace

import numpy as np

from nexus_desktop.solver.arrays import Floats, Ints, RoundArrays
from nexus_desktop.solver.sizes import best_sizes, limits


def least_gathered(part: RoundArrays, people: int, number: Ints) -> float:
    """Return how often people of a round must meet another value of a trait.

    Args:
        part: the round.
        people: who are there.
        number: (values,) how many of them have each value.

    The larger of two bounds. A group of s mixes least when it takes the most frequent
    values whole. The people of a value who do not fill whole groups share one: where
    all sizes are known, what is left over is a matter of sums of sizes.
    """
    sizes = np.arange(people + 1)
    taken = np.minimum(
        np.sort(number)[::-1],
        np.maximum(0, sizes[:, None] - _before(np.sort(number)[::-1])),
    )
    mixed = np.square(sizes) - np.square(taken).sum(1)
    ranges = limits(part.least, part.most, people)
    by_group = float(mixed[best_sizes(ranges, people, mixed.astype(np.float64))].sum())
    if any(lo != hi for lo, hi in ranges):
        return by_group
    given = [hi for _, hi in ranges]
    return max(by_group, float(sum(_left_over(int(n), given) for n in number)))


def _before(number: Ints) -> Ints:
    """Return what all numbers before each add up to."""
    return np.asarray(np.cumsum(number) - number)


def _left_over(people: int, sizes: list[int]) -> int:
    """Return how often people of one value meet others when they fill groups whole."""
    reachable = 1
    for size in sizes:
        reachable |= reachable << size
    rests = [people - s for s in range(people + 1) if reachable >> s & 1]
    kinds = {*sizes}
    return min(rest * (size - rest) for rest in rests for size in kinds if rest <= size)


def least_aimed(part: RoundArrays, number: Ints, aim: Floats) -> float:
    """Return how far a trait stays from what the groups of a round want of it.

    Args:
        part: the round.
        number: (values,) people of each value who are there.
        aim: (groups, values) people wanted.

    Each value for itself: people go one by one to where the next one costs least, which
    is exact, as the cost of one more rises by 2 with each.
    """
    return sum(
        _shared_out(int(n), part.most.tolist(), wanted.tolist())
        for n, wanted in zip(number, aim.T, strict=True)
    )


def _shared_out(people: int, most: list[int], wanted: list[float]) -> float:
    heap = [(1 - 2 * want, g, 0) for g, want in enumerate(wanted) if most[g]]
    heapify(heap)
    total = sum(want * want for want in wanted)
    for _ in range(people):
        step, g, count = heap[0]
        total += step
        full = count + 1 >= most[g]
        heapreplace(heap, (float("inf") if full else step + 2, g, count + 1))
    return total
