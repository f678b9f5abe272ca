"""The problem: people, rounds of groups, what a good plan is, and the hard rules.

A `Problem` is always consistent: ids exist and are used once, sizes are in order.
Whether its rules can all be kept is another question (`solver.rules`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeAlias

from nexus_desktop.solver import reading
from nexus_desktop.solver.reading import ProblemError


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be seated. A trait that is not given counts as a value of its own."""

    id: str
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a round with the fewest and the most people it takes."""

    id: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round: everybody but the absent sits in one of its groups."""

    id: str
    groups: tuple[Group, ...]
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of the cost counts; `traits` names those that are balanced."""

    traits: Mapping[str, float] = field(default_factory=dict)
    repeat: float = 1.0
    wish: float = 0.0
    move: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A person, a round and one of its groups: where one must, or must not, sit."""

    person: str
    round: str
    group: str


Shares: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]
"""Round -> group -> trait -> value -> share of the group."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan depends on.

    Attributes:
        wishes: person -> round -> groups, best first.
        together, apart: people who share a group in every round in which two of them
            are present; people of whom no two ever do.
        fixed, forbidden: seats that people must, and must not, have.
        previous: round -> person -> group, as published.
        frozen: rounds in which those who have a previous seat keep it.
        gather: traits whose equals are brought together instead of spread.
        shares: round -> group -> trait -> value -> the share of the group (0 to 1)
            that is wanted, where it is not to be as everywhere.

    Raises:
        ProblemError: an id is unknown or given twice, a size or a weight can't be.
    """

    people: tuple[Person, ...]
    rounds: tuple[Round, ...]
    weights: Weights = field(default_factory=Weights)
    wishes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    fixed: tuple[Place, ...] = ()
    forbidden: tuple[Place, ...] = ()
    previous: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    gather: frozenset[str] = frozenset()
    shares: Shares = field(default_factory=dict)

    def __post_init__(self) -> None:
        _once("person", (person.id for person in self.people))
        _once("round", (part.id for part in self.rounds))
        for part in self.rounds:
            _check_groups(part)
        _check_weights(self.weights, self.people)
        _check_names(self)
        _check_aims(self)

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Take a problem from parsed JSON.

        Raises:
            ProblemError: it has another shape; says where.
        """
        reading.known_keys(document, _KEYS, "The problem")
        top = reading.mapping(document, "The problem")
        return cls(
            people=tuple(_people(top)),
            rounds=tuple(_rounds(top)),
            weights=_weights(top),
            wishes=_wishes(top),
            together=tuple(_crowds(top, "together")),
            apart=tuple(_crowds(top, "apart")),
            fixed=tuple(_places(top, "fixed")),
            forbidden=tuple(_places(top, "forbidden")),
            previous=_previous(top),
            frozen=frozenset(reading.texts(top, "frozen", "")),
            gather=frozenset(reading.texts(top, "gather", "")),
            shares=reading.nested(top.get("shares", {}), "shares", 2, reading.numbers),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a problem file.

        Raises:
            ProblemError: the file can't be read, or is no problem.
        """
        try:
            document = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise ProblemError(
                f"{path.name} can't be read: {error.strerror}."
            ) from error
        except UnicodeDecodeError as error:
            raise ProblemError(f"{path.name} is not a text file in UTF-8.") from error
        except RecursionError as error:
            raise ProblemError(f"{path.name} is nested too deeply.") from error
        except ValueError as error:
            raise ProblemError(f"{path.name} is not a JSON file: {error}.") from error
        return cls.from_json(document)

    def to_json(self) -> dict[str, Any]:
        """Return the problem as a JSON document; `from_json` reads it back."""
        return {
            "people": [{"id": p.id, "traits": dict(p.traits)} for p in self.people],
            "rounds": [_round_document(part) for part in self.rounds],
            "weights": {
                "traits": dict(self.weights.traits),
                "repeat": self.weights.repeat,
                "wish": self.weights.wish,
                "move": self.weights.move,
            },
            "wishes": {
                person: {part: list(groups) for part, groups in wanted.items()}
                for person, wanted in self.wishes.items()
            },
            "together": [list(crowd) for crowd in self.together],
            "apart": [list(crowd) for crowd in self.apart],
            "fixed": [_place_document(place) for place in self.fixed],
            "forbidden": [_place_document(place) for place in self.forbidden],
            "previous": {part: dict(seats) for part, seats in self.previous.items()},
            "frozen": sorted(self.frozen),
            "gather": sorted(self.gather),
            "shares": {
                part: {
                    group: {trait: dict(wanted) for trait, wanted in traits.items()}
                    for group, traits in groups.items()
                }
                for part, groups in self.shares.items()
            },
        }


_KEYS = frozenset(
    {"people", "rounds", "weights", "wishes", "together", "apart"}
    | {"fixed", "forbidden", "previous", "frozen", "gather", "shares"}
)


def _people(top: Mapping[str, Any]) -> Iterator[Person]:
    for i, item in enumerate(reading.items(top, "people", "", needed=True)):
        at = f"people[{i}]"
        entry = reading.mapping(item, at)
        traits = reading.mapping(entry.get("traits", {}), f"{at}.traits")
        yield Person(
            reading.text(entry, "id", at),
            {
                name: reading.text(traits, name, f"{at}.traits")
                for name, value in traits.items()
                if value is not None
            },
        )


def _rounds(top: Mapping[str, Any]) -> Iterator[Round]:
    for i, item in enumerate(reading.items(top, "rounds", "", needed=True)):
        at = f"rounds[{i}]"
        entry = reading.mapping(item, at)
        groups = []
        for k, part in enumerate(reading.items(entry, "groups", at, needed=True)):
            here = f"{at}.groups[{k}]"
            group = reading.mapping(part, here)
            least = reading.count(group, "min", here)
            most = reading.count(group, "max", here)
            groups.append(Group(reading.text(group, "id", here), least, most))
        absent = frozenset(reading.texts(entry, "absent", at))
        yield Round(reading.text(entry, "id", at), tuple(groups), absent)


def _weights(top: Mapping[str, Any]) -> Weights:
    entry = reading.mapping(top.get("weights", {}), "weights")
    reading.known_keys(entry, {"traits", "repeat", "wish", "move"}, "weights")
    traits = reading.mapping(entry.get("traits", {}), "weights.traits")
    return Weights(
        {name: reading.number(traits, name, "weights.traits") for name in traits},
        reading.number(entry, "repeat", "weights", 1.0),
        reading.number(entry, "wish", "weights", 0.0),
        reading.number(entry, "move", "weights", 0.0),
    )


def _wishes(top: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    wishes = {}
    for person, item in reading.mapping(top.get("wishes", {}), "wishes").items():
        at = f"wishes.{person}"
        wanted = reading.mapping(item, at)
        wishes[person] = {part: reading.texts(wanted, part, at) for part in wanted}
    return wishes


def _crowds(top: Mapping[str, Any], key: str) -> Iterator[tuple[str, ...]]:
    for i, item in enumerate(reading.items(top, key, "")):
        at = f"{key}[{i}]"
        crowd = reading.texts({at: item}, at, "")
        if len(set(crowd)) != len(crowd) or len(crowd) < 2:
            raise ProblemError(f"{at} must name two different people.")
        yield crowd


def _places(top: Mapping[str, Any], key: str) -> Iterator[Place]:
    for i, item in enumerate(reading.items(top, key, "")):
        at = f"{key}[{i}]"
        entry = reading.mapping(item, at)
        yield Place(*(reading.text(entry, k, at) for k in ("person", "round", "group")))


def _previous(top: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    previous = {}
    for part, item in reading.mapping(top.get("previous", {}), "previous").items():
        at = f"previous.{part}"
        seats = reading.mapping(item, at)
        previous[part] = {person: reading.text(seats, person, at) for person in seats}
    return previous


def _round_document(part: Round) -> dict[str, Any]:
    groups = [{"id": g.id, "min": g.least, "max": g.most} for g in part.groups]
    return {"id": part.id, "groups": groups, "absent": sorted(part.absent)}


def _place_document(place: Place) -> dict[str, str]:
    return {"person": place.person, "round": place.round, "group": place.group}


def _once(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for known in ids:
        if known in seen:
            raise ProblemError(f"The {what} {known} is given twice.")
        seen.add(known)


def _check_groups(part: Round) -> None:
    _once(f"group (round {part.id})", (group.id for group in part.groups))
    for group in part.groups:
        if not 0 <= group.least <= group.most:
            raise ProblemError(
                f"Round {part.id}: group {group.id} can't have at least "
                f"{group.least} and at most {group.most} people."
            )


def _check_weights(weights: Weights, people: tuple[Person, ...]) -> None:
    parts = {
        "repeat": weights.repeat, "wish": weights.wish, "move": weights.move,
        **{f"traits.{name}": weight for name, weight in weights.traits.items()},
    }  # fmt: skip
    for name, weight in parts.items():
        if not 0 <= weight < float("inf"):
            raise ProblemError(f"The weight {name} must be a number from 0 on.")
    for name in weights.traits:
        if people and not any(name in person.traits for person in people):
            raise ProblemError(
                f"The weights speak of the trait {name}, but nobody has it."
            )


def _check_names(problem: Problem) -> None:
    people = {person.id for person in problem.people}
    groups = {part.id: {g.id for g in part.groups} for part in problem.rounds}
    for part in problem.rounds:
        _known(people, part.absent, f"Round {part.id} says absent: the person")
    for name, crowds in (("together", problem.together), ("apart", problem.apart)):
        for crowd in crowds:
            _known(people, crowd, f'The rule "{name}" speaks of the person')
    _known(groups, problem.frozen, "Frozen is the round")
    for who, place in _named_places(problem):
        _known_place(people, groups, place, who)


def _check_aims(problem: Problem) -> None:
    """Refuse gathering and shares of what is not balanced, or can't be."""
    traits = problem.weights.traits
    _known(traits, sorted(problem.gather), "To be gathered is the trait")
    groups = {part.id: {g.id for g in part.groups} for part in problem.rounds}
    spread = set(traits) - problem.gather
    for part, of_round in problem.shares.items():
        _known(groups, [part], "The shares speak of the round")
        _known(groups[part], of_round, f"The shares (round {part}) speak of the group")
        for group, of_group in of_round.items():
            _known(spread, of_group, f"The shares of {group} speak of the spread trait")
            for trait, wanted in of_group.items():
                _check_shares(f"shares.{part}.{group}.{trait}", wanted)


def _check_shares(at: str, wanted: Mapping[str, float]) -> None:
    if any(not 0 <= share <= 1 for share in wanted.values()) or (
        sum(wanted.values()) > 1 + 1e-9
    ):
        raise ProblemError(f"{at} must be shares from 0 to 1, together at most 1.")


def _named_places(problem: Problem) -> Iterator[tuple[str, Place]]:
    """Go through every seat that is spoken of, with what speaks of it."""
    for place in problem.fixed:
        yield 'The rule "fixed"', place
    for place in problem.forbidden:
        yield 'The rule "forbidden"', place
    for person, wanted in problem.wishes.items():
        for part_id, wished in wanted.items():
            yield from (("A wish", Place(person, part_id, g)) for g in wished)
    for part_id, seats in problem.previous.items():
        for person, group in seats.items():
            yield "The previous plan", Place(person, part_id, group)


def _known_place(
    people: set[str], groups: Mapping[str, set[str]], place: Place, who: str
) -> None:
    _known(people, [place.person], f"{who} speaks of the person")
    _known(groups, [place.round], f"{who} speaks of the round")
    in_round = f"{who} speaks of the group (round {place.round})"
    _known(groups[place.round], [place.group], in_round)


def _known(
    known: set[str] | Mapping[str, object], ids: Iterable[str], who: str
) -> None:
    for name in ids:
        if name not in known:
            raise ProblemError(f"{who} {name}, which is not in the problem.")


__all__ = [
    "Group", "Person", "Place", "Problem", "ProblemError", "Round",
    "Weights",
]  # fmt: skip
