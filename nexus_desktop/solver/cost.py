"""What a seating costs, exactly; and what moving one person would change.

Seats may be missing (a board that is not full yet): totals and sizes are then those of
the people seated.
"""

from collections.abc import Collection
from itertools import combinations

import numpy as np

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.arrays import Arrays, Floats, Ints, RoundArrays, prepare
from nexus_desktop.solver.plan import Cost, Seats
from nexus_desktop.solver.problem import Problem


def evaluate(problem: Problem, seats: Seats) -> Cost:
    """Return the cost of a seating.

    Raises:
        NexusError: it speaks of people, groups or rounds that are not in the problem.
    """
    check_seats(problem, seats)
    arrays = prepare(problem)
    where = arrays.where(seats, [part.id for part in problem.rounds])
    return cost_of(arrays, where)


def move_costs(
    problem: Problem, seats: Seats, round_id: str, person: str
) -> dict[str, float]:
    """Return, for each other group, how the total changes if a person goes there.

    A person without a seat in the round is taken as somebody who gets one.

    Raises:
        NexusError: they speak of something that is not in the problem.
    """
    check_seats(problem, {**seats, round_id: {**seats.get(round_id, {})}})
    if person not in {known.id for known in problem.people}:
        raise NexusError(f"The person {person} is not in the problem.")
    arrays = prepare(problem)
    where = arrays.where(seats, [part.id for part in problem.rounds])
    r = [part.id for part in problem.rounds].index(round_id)
    i = arrays.people[person]
    after = costs_in_groups(arrays, where, r, i)
    here = int(where[r, i])
    before = after[here] if here >= 0 else round_cost(arrays, where, r)
    groups = arrays.rounds[r].groups.items()
    return {name: float(after[g] - before) for name, g in groups if g != here}


def crowd_costs(
    problem: Problem, seats: Seats, round_id: str, people: Collection[str]
) -> dict[str, float]:
    """Return, for each group, how the total changes if all of `people` go there.

    Groups in which all of them sit already are left out; people without a seat in the
    round are taken as somebody who gets one.

    Raises:
        NexusError: they speak of something that is not in the problem.
    """
    check_seats(problem, {**seats, round_id: {**seats.get(round_id, {})}})
    if set(people) - {known.id for known in problem.people}:
        raise NexusError("Somebody who is to be moved is not in the problem.")
    arrays = prepare(problem)
    where = arrays.where(seats, [part.id for part in problem.rounds])
    r = [part.id for part in problem.rounds].index(round_id)
    crowd = np.array([arrays.people[person] for person in people], dtype=np.int64)
    seated = where.copy()
    before = round_cost(arrays, where, r)
    found = {}
    for name, g in arrays.rounds[r].groups.items():
        if not (where[r, crowd] == g).all():
            seated[r, crowd] = g
            found[name] = round_cost(arrays, seated, r) - before
    return found


def cost_of(arrays: Arrays, where: Ints) -> Cost:
    """Return the cost of a seating given as (rounds, people) group numbers."""
    balance = np.zeros(len(arrays.traits))
    wish = moved = 0
    for part, groups in zip(arrays.rounds, where, strict=True):
        balance += balance_of(arrays, part, groups)
        wish += _wish(part, groups)
        moved += _moved(part, groups)
    met = sum(repeats(one, other) for one, other in combinations(where, 2))
    balance *= arrays.trait_weights
    parts = dict(zip(arrays.traits, balance.tolist(), strict=True))
    repeat = 2 * arrays.repeat * met
    return Cost(
        total=sum(parts.values()) + repeat + arrays.wish * wish + arrays.move * moved,
        balance=parts,
        repeat=repeat,
        wish=arrays.wish * wish,
        move=arrays.move * moved,
        repeats=met,
        moved=moved,
    )


def balance_of(arrays: Arrays, part: RoundArrays, groups: Ints) -> Floats:
    """Return how far each trait is from what is wanted of it in a round: (traits,).

    That is the sum of squares of the people too many or too few; of a trait that is
    gathered, how often somebody meets another value. Without weights.
    """
    counts, sizes = _counts(arrays, groups, len(part.groups))
    share = counts.sum(0) / max(1, sizes.sum())
    return by_trait(arrays, _cells(arrays, part, counts, sizes, share).sum(0))


def _cells(
    arrays: Arrays, part: RoundArrays, counts: Floats, sizes: Floats, share: Floats
) -> Floats:
    """Return what each value costs in each group, without weights: (groups, values)."""
    wanted = np.where(part.aimed, part.aim, sizes[:, None] * share)
    mixed = counts * (sizes[:, None] - counts)
    return np.where(arrays.gathered, mixed, np.square(counts - wanted))


def repeats(one: Ints, other: Ints) -> int:
    """Return how many pairs of people share a group in both of two rounds."""
    both = (one >= 0) & (other >= 0)
    if not both.any():
        return 0
    cells = np.bincount(one[both] * (other.max() + 1) + other[both])
    return int((cells * (cells - 1)).sum()) // 2


def round_cost(arrays: Arrays, where: Ints, r: int) -> float:
    """Return the part of the cost that depends on a round, exactly."""
    part, groups = arrays.rounds[r], where[r]
    balance = balance_of(arrays, part, groups) @ arrays.trait_weights
    met = sum(repeats(groups, other) for s, other in enumerate(where) if s != r)
    return float(
        balance
        + 2 * arrays.repeat * met
        + arrays.wish * _wish(part, groups)
        + arrays.move * _moved(part, groups)
    )


def check_seats(problem: Problem, seats: Seats) -> None:
    """Refuse seats of people, groups and rounds that are not in the problem.

    Raises:
        NexusError: says which.
    """
    people = {person.id for person in problem.people}
    rounds = {part.id: {group.id for group in part.groups} for part in problem.rounds}
    for round_id, placed in seats.items():
        if round_id not in rounds:
            raise NexusError(f"The round {round_id} is not in the problem.")
        for person, group in placed.items():
            if person not in people:
                raise NexusError(f"The person {person} is not in the problem.")
            if group not in rounds[round_id]:
                raise NexusError(
                    f"The group {group} is not in round {round_id} of the problem."
                )


def _counts(arrays: Arrays, groups: Ints, group_count: int) -> tuple[Floats, Floats]:
    """Return how often each value is in each group (groups, values), and the sizes."""
    seated = np.flatnonzero(groups >= 0)
    cells = groups[seated, None] * arrays.value_count + arrays.values[seated]
    size = group_count * arrays.value_count
    counts = np.bincount(cells.ravel(), minlength=size).astype(np.float64)
    sizes = np.bincount(groups[seated], minlength=group_count).astype(np.float64)
    return counts.reshape(group_count, arrays.value_count), sizes


def by_trait(arrays: Arrays, of_values: Floats) -> Floats:
    """Add up along the last axis what belongs to the values of each trait."""
    if not arrays.value_count:
        return np.zeros((*of_values.shape[:-1], len(arrays.traits)))
    return np.add.reduceat(of_values, arrays.first, axis=-1)


def _wish(part: RoundArrays, groups: Ints) -> int:
    seated = np.flatnonzero(groups >= 0)
    return int(part.rank[groups[seated], seated].sum())


def _moved(part: RoundArrays, groups: Ints) -> int:
    had = (groups >= 0) & (part.previous >= 0)
    return int((groups[had] != part.previous[had]).sum())


def costs_in_groups(arrays: Arrays, where: Ints, r: int, i: int) -> Floats:
    """Return the part of the cost that depends on round r with person i in each group.

    A person changes two rows of the table of counts, so each total is put together
    from rows computed once without and once with them.
    """
    part, groups = arrays.rounds[r], where[r].copy()
    groups[i] = -1
    counts, sizes = _counts(arrays, groups, len(part.groups))
    extra = np.zeros(arrays.value_count)
    extra[arrays.values[i]] = 1
    share = (counts.sum(0) + extra) / (sizes.sum() + 1)
    weight = arrays.value_weights
    without = _cells(arrays, part, counts, sizes, share) @ weight
    joined = _cells(arrays, part, counts + extra, sizes + 1, share) @ weight
    total = without.sum() - without + joined
    total += 2 * arrays.repeat * repeats_of_others(where, r, groups)
    total += 2 * arrays.repeat * _meetings(where, r, i, len(part.groups))
    total += arrays.wish * (_wish(part, groups) + part.rank[:, i])
    total += arrays.move * _moved(part, groups)
    if part.previous[i] >= 0:
        total += arrays.move * (np.arange(len(part.groups)) != part.previous[i])
    return np.asarray(total)


def repeats_of_others(where: Ints, r: int, groups: Ints) -> int:
    """Return the repeats of one round, seated as `groups`, with all other rounds."""
    return sum(repeats(groups, other) for s, other in enumerate(where) if s != r)


def _meetings(where: Ints, r: int, i: int, group_count: int) -> Ints:
    """Return for each group how often its people meet person i in other rounds."""
    others = np.delete(where, r, axis=0)
    met = ((others == others[:, i, None]) & (others[:, i, None] >= 0)).sum(0)
    met[i] = 0
    seated = where[r] >= 0
    weights = met[seated]
    found = np.bincount(where[r][seated], weights=weights, minlength=group_count)
    return found.astype(np.int64)
