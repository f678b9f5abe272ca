"""The answer: who sits where, what that costs, and what no plan can go below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Seats = Mapping[str, Mapping[str, str]]
"""Round -> person -> group."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a plan and its parts, weights included; they add up to `total`.

    Attributes:
        balance: trait -> how uneven it is spread.
        repeats: pairs of rounds in which the same two people meet, counted over all.
        moved: people who sit elsewhere than in the previous plan.
    """

    total: float
    balance: Mapping[str, float] = field(default_factory=dict)
    repeat: float = 0.0
    wish: float = 0.0
    move: float = 0.0
    repeats: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Bound:
    """What no plan can cost less than; the parts add up to `total`.

    Attributes:
        repeats: repeated meetings that can't be avoided.
    """

    total: float
    balance: Mapping[str, float] = field(default_factory=dict)
    repeat: float = 0.0
    wish: float = 0.0
    repeats: int = 0

    def reached(self, cost: float) -> bool:
        """Whether a plan of this cost is proven to be the best."""
        return cost <= self.total + 1e-6 * max(1.0, self.total)

    def near(self, cost: float) -> bool:
        """Whether a plan of this cost leaves next to nothing to be gained."""
        return cost <= self.total * 1.003


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that keeps all hard rules.

    Attributes:
        optimal: no plan can be better.
        seconds: time taken; 0 when a number of steps was asked for, so that the same
            seed and steps give the same plan to the last letter.
    """

    rounds: Seats
    cost: Cost
    bound: Bound
    optimal: bool
    seconds: float
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Return the plan as a JSON document."""
        cost, bound = self.cost, self.bound
        return {
            "rounds": {part: dict(seats) for part, seats in self.rounds.items()},
            "cost": {
                "total": _tidy(cost.total),
                "balance": {name: _tidy(part) for name, part in cost.balance.items()},
                "repeat": _tidy(cost.repeat),
                "wish": _tidy(cost.wish),
                "move": _tidy(cost.move),
            },
            "bound": {
                "total": _tidy(bound.total),
                "balance": {name: _tidy(part) for name, part in bound.balance.items()},
                "repeat": _tidy(bound.repeat),
                "wish": _tidy(bound.wish),
            },
            "repeats": cost.repeats,
            "moved": cost.moved,
            "optimal": self.optimal,
            "seconds": round(self.seconds, 3),
            "seed": self.seed,
        }


def _tidy(value: float) -> float:
    """Drop the last digits, which are rounding errors."""
    return round(value, 6)
