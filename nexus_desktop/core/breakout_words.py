"""How good a plan is, said in words: each figure beside the best that is possible."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "plain", "warn"]

_GOOD = 10.0
_FAR = 100.0
_CLOSE_ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of a plan over all rounds.

    Attributes:
        cost, bound: of the plan, and what no plan can go below.
        repeats, repeats_bound: meetings of two people that met before; 0, 0 when
            there is only one round.
        wishing, first_wishes: seats of people with wishes there, and how many of them
            are in the group they wished for first.
        missing: seats not given yet, over all rounds.
    """

    cost: float
    bound: float
    repeats: int = 0
    repeats_bound: int = 0
    wishing: int = 0
    first_wishes: int = 0
    missing: int = 0

    @property
    def gap(self) -> float | None:
        """Per cent above the bound; None when that says nothing."""
        if self.cost <= self.bound + _CLOSE_ENOUGH:
            return 0.0
        return 100 * (self.cost - self.bound) / self.bound if self.bound else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One statement about a plan and how to colour it."""

    text: str
    tone: Tone = "plain"


def phrases(standing: Standing) -> tuple[Phrase, ...]:
    """Say how good a plan is, the most important first."""
    if standing.missing:
        return (Phrase(_missing(standing.missing), "warn"),)
    said = [quality(standing.gap)]
    if standing.repeats or standing.repeats_bound:
        said.append(Phrase(_repeats(standing.repeats, standing.repeats_bound)))
    if standing.wishing:
        part = round(100 * standing.first_wishes / standing.wishing)
        said.append(Phrase(f"{part}% have their first wish"))
    return tuple(said)


def quality(gap: float | None) -> Phrase:
    """Say how far from the best possible plan, `gap` in per cent above the bound."""
    if gap is None:
        return Phrase("Not perfect, though a perfect plan may be possible")
    if gap == 0:
        return Phrase("The best possible plan", "good")
    if gap > _FAR:
        return Phrase("Far from the best possible plan", "warn")
    tone: Tone = "good" if gap <= _GOOD else "plain"
    return Phrase(f"Within {max(gap, 0.1):.1f}% of the best possible", tone)


def change(delta: float) -> str:
    """Write a change of cost with its sign: "+3.1", "−0.4", "±0"."""
    rounded = round(delta, 1)
    if not rounded:
        return "±0"
    return f"+{rounded:.1f}" if rounded > 0 else f"−{-rounded:.1f}"


def _missing(seats: int) -> str:
    return "1 seat is not given yet" if seats == 1 else f"{seats} seats not given yet"


def _repeats(repeats: int, bound: int) -> str:
    met = "1 repeat meeting" if repeats == 1 else f"{repeats:,} repeat meetings"
    if not bound:
        return met
    if repeats <= bound:
        return f"{met}, none of them avoidable"
    return f"{met}, {bound:,} cannot be avoided"
