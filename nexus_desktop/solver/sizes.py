"""How many people sit in each group, when nothing but the limits is known."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_TABLE = 20_000_000
"""Steps that choosing the sizes of the groups exactly may take."""


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


def best_sizes(ranges: list[tuple[int, int]], people: int, costs: Floats) -> Ints:
    """Return the sizes of the groups that add up to all people at the least cost.

    Where that is too much work, or impossible, each group has the size that is best for
    itself: that can only be cheaper.

    Args:
        ranges: the fewest and the most people of each group.
        people: in all.
        costs: (people + 1,) of a group of each size.
    """
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


def limits(least: Ints, most: Ints, people: int) -> list[tuple[int, int]]:
    """Return the fewest and the most people of each group, not more than there are."""
    fewest, largest = (np.minimum(size, people) for size in (least, most))
    return list(zip(fewest.tolist(), largest.tolist(), strict=True))
