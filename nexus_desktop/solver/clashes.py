"""A first seating that keeps every hard rule, or the rules that make one impossible."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from nexus_desktop.core.errors import NexusError
from nexus_desktop.solver.problem import Group, Problem, Round
from nexus_desktop.solver.rules import (
    SEATED,
    Naming,
    Rule,
    present,
    puzzle,
    rules_in,
)
from nexus_desktop.solver.seating import Seating, find

FirstSeats: TypeAlias = tuple[tuple[Seating, tuple[int, ...]], ...]
"""Each round as a puzzle, with the group of each unit."""

TRIES = 4_000
"""Effort for one round: seats tried before giving up."""
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules of one round that can't all be kept, though all but any one of them can.

    Attributes:
        people: how many are present.
        rules: none when the sizes of the groups alone make it impossible.
        crowded: the sizes of the groups are a part of the reason.
    """

    round: Round
    people: int
    rules: tuple[Rule, ...] = ()
    crowded: bool = True

    def told(self, name: Naming = str) -> str:
        """Say in words what clashes."""
        return f"Round {name(self.round.id)}: {self._reason(name)}"

    def _reason(self, name: Naming) -> str:
        if not self.rules:
            return _wrong_size(self.round, self.people)
        groups = {rule.group for rule in self.rules}
        forms = {rule.form for rule in self.rules}
        if self.crowded and len(groups) == 1 and forms <= set(SEATED):
            (group,) = (part for part in self.round.groups if part.id in groups)
            who = _listing([name(rule.people[0]) for rule in self.rules], ", ")
            return (
                f"group {name(group.id)} has {_number(group.most, 'seat')}; "
                f"{len(self.rules)} people are tied to it: {who}."
            )
        said = _listing([rule.told(name) for rule in self.rules], "; ")
        sizes = f" ({_sizes(self.round, groups, name)})" if self.crowded else ""
        return f"these rules can't all be kept: {said}{sizes}."


class Impossible(NexusError):  # noqa: N818 it says what is the case
    """No plan can keep all hard rules; `clash` says which can't be kept together."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(clash.told())
        self.clash = clash


def check(problem: Problem) -> None:
    """Refuse a problem whose rules can't all be kept.

    Raises:
        Impossible: names the rules that clash.
        NexusError: no seating was found, though none was proven impossible.
    """
    first_seats(problem, Random(0))  # noqa: S311 any order will do


def first_seats(problem: Problem, random: Random) -> FirstSeats:
    """Return each round as a puzzle, and the group of each of its units.

    Raises:
        Impossible, NexusError: as `check`.
    """
    return tuple(_first_seats(problem, part, random) for part in problem.rounds)


def _first_seats(
    problem: Problem, part: Round, random: Random
) -> tuple[Seating, tuple[int, ...]]:
    people, rules = present(problem, part), rules_in(problem, part)
    if _wrong_size(part, len(people)):
        raise Impossible(Clash(part, len(people)))
    seating = puzzle(part, people, rules)
    found = find(seating, random, TRIES)
    if found.proven:
        raise Impossible(_explain(part, people, rules))
    if found.groups is None:
        raise NexusError(
            f"Round {part.id}: no plan was found that keeps all {len(rules)} rules. "
            "There may be none; take a rule away, or give the groups more room."
        )
    return seating, found.groups


def _explain(part: Round, people: tuple[str, ...], rules: Sequence[Rule]) -> Clash:
    """Return the fewest rules that clash, given that all of them do."""

    def clash(some: Sequence[Rule], where: Round = part) -> bool:
        seating = puzzle(where, people, some)
        return find(seating, Random(0), TRIES).proven  # noqa: S311 any order will do

    few = _smallest(clash, rules)
    roomy = Round(part.id, tuple(Group(g.id, 0, len(people)) for g in part.groups))
    crowded = not clash(few, roomy)
    groups = {rule.group for rule in few}
    if crowded and len(groups) == 1 and all(rule.form in SEATED for rule in few):
        few = [rule for rule in rules if rule.form in SEATED and rule.group in groups]
    return Clash(part, len(people), tuple(few), crowded)


def _smallest(
    clash: Callable[[Sequence[Rule]], bool], rules: Sequence[Rule]
) -> list[Rule]:
    """Return rules that clash, none of which can be missed (QuickXplain, Junker 2004).

    Halves are tried first, so few rules of many are found with few questions.
    """

    def narrow(kept: list[Rule], rules: Sequence[Rule], *, fresh: bool) -> list[Rule]:
        if fresh and clash(kept):
            return []
        if len(rules) == 1:
            return list(rules)
        half = len(rules) // 2
        second = narrow([*kept, *rules[:half]], rules[half:], fresh=True)
        first = narrow([*kept, *second], rules[:half], fresh=bool(second))
        return [*first, *second]

    return narrow([], rules, fresh=False)


def _wrong_size(part: Round, people: int) -> str:
    """Say why the people can't be spread over the groups by number; "" if they can."""
    least = sum(group.least for group in part.groups)
    most = sum(group.most for group in part.groups)
    groups = _number(len(part.groups), "group")
    if people > most:
        return (
            f"{_number(people, 'person', 'people')} to seat, but its {groups} "
            f"{'has' if len(part.groups) == 1 else 'have'} only "
            f"{_number(most, 'seat')}."
        )
    if people < least:
        return (
            f"its {groups} {'needs' if len(part.groups) == 1 else 'need'} at least "
            f"{_number(least, 'person', 'people')}, but "
            f"only {_number(people, 'person is', 'people are')} there."
        )
    return ""


def _sizes(part: Round, groups: set[str], name: Naming) -> str:
    """Say what the groups take that are spoken of; all of them when none is."""
    named = [group for group in part.groups if group.id in groups]
    meant = named if "" not in groups else list(part.groups)
    ranges = {(group.least, group.most) for group in meant}
    if len(ranges) == 1 and len(meant) > 1:
        return f"{len(meant)} groups take {_range(meant[0])} each"
    said = [f"group {name(group.id)} takes {_range(group)}" for group in meant]
    return _listing(said, ", ")


def _range(group: Group) -> str:
    if group.least == group.most:
        return _number(group.most, "person", "people")
    return f"{group.least} to {group.most} people"


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _listing(said: Sequence[str], between: str) -> str:
    if len(said) <= _LISTED:
        return between.join(said)
    return f"{between.join(said[:_LISTED])}{between}and {len(said) - _LISTED} more"
