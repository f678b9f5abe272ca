"""Why somebody sits in a group, from the alternatives. Pure: belongs into a worker.

Ask with a position in which the round is open, see `breakout_plans.one_open`.
"""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Literal

from nexus_desktop.core.breakout import BreakoutError, wish_rank
from nexus_desktop.core.breakout_why import Other, Parts, Why
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.solver.problem import Round
from nexus_desktop.solver.reasons import Alternative, alternatives
from nexus_desktop.solver.rules import SEATED, rules_in


def why(position: Position, round_id: str, participant: str) -> Why:
    """Return why somebody sits in their group of a round.

    Raises:
        BreakoutError: they have no seat in it.
    """
    problem, names = position.problem, position.names
    part = next(part for part in problem.rounds if part.id == round_id)
    seats = position.seats[round_id]
    here = seats.get(participant)
    if here is None:
        raise BreakoutError("This person has no group in this round yet.")
    name = partial(_name, names)
    held = [
        rule.told(name)
        for rule in rules_in(problem, part)
        if participant in rule.people and rule.form in (*SEATED, "together")
    ]
    others = alternatives(problem, position.seats, round_id, participant)
    wished = problem.wishes.get(participant, {}).get(round_id, ())
    return Why(
        names[participant],
        names[here],
        held=tuple(held),
        wish=wish_rank(wished, here),
        others=tuple(_other(names, other, part, seats) for other in others),
    )


def _other(
    names: Mapping[str, str], found: Alternative, part: Round, seats: Mapping[str, str]
) -> Other:
    before, after = found.before, found.after
    balance = {
        trait: after.balance[trait] - cost for trait, cost in before.balance.items()
    }
    size: Literal["", "small", "large"] = ""
    if found.overfull:
        size = "large" if _is_full(found.group, part, seats) else "small"
    return Other(
        names[found.group],
        names[found.partner] if found.partner else "",
        found.change,
        Parts(balance, after.repeats - before.repeats, after.wish - before.wish),
        tuple(rule.told(partial(_name, names)) for rule in found.breaks),
        size,
    )


def _is_full(group_id: str, part: Round, seats: Mapping[str, str]) -> bool:
    taken = Counter(seats.values())[group_id]
    return any(group.id == group_id and taken >= group.most for group in part.groups)


def _name(names: Mapping[str, str], key: str) -> str:
    return names[key]
