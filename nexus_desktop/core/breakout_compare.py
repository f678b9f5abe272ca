"""Two plans beside each other: their figures, and who sits elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from nexus_desktop.core.breakout import TRAITS
from nexus_desktop.core.breakout_words import Standing

Better = Literal["now", "other", ""]
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Aside:
    """A plan that was put aside: round -> participant -> group; `at` is local time."""

    id: str
    name: str
    at: datetime
    seats: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be said of a plan in numbers.

    Attributes:
        balance: field of a trait -> (how uneven it is, the least that is possible).
        missing: seats not given.
        sizes: fewest and most people of a group, over all rounds.
    """

    standing: Standing
    balance: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    missing: int = 0
    sizes: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of both plans as text, and which one is the better."""

    label: str
    now: str
    other: str
    better: Better = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody who sits in different groups; names, "" for no group."""

    person_id: str
    name: str
    round: int
    now: str
    other: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan on the board and another one."""

    now: Figures
    other: Figures
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The figures beside each other, the most important first.

        What stands in brackets is the least that is possible.
        """
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        one, other = self.now.standing, self.other.standing
        if self.now.missing or self.other.missing:
            yield _counted("Seats not given", self.now.missing, self.other.missing)
        yield Line(
            "Cost",
            _above(one.gap),
            _above(other.gap),
            _better(one.cost, other.cost),
        )
        for trait in TRAITS:
            if trait.field in self.now.balance and trait.field in self.other.balance:
                pair = (self.now.balance[trait.field], self.other.balance[trait.field])
                yield _spread(f"Uneven: {trait.label.lower()}", *pair)
        if any((one.repeats, one.repeats_bound, other.repeats, other.repeats_bound)):
            yield Line(
                "Repeat meetings",
                _of(one.repeats, one.repeats_bound),
                _of(other.repeats, other.repeats_bound),
                _better(one.repeats, other.repeats),
            )
        if one.wishing or other.wishing:
            shares = (_share(one), _share(other))
            better = _better(-shares[0], -shares[1])
            yield Line("First wishes", f"{shares[0]}%", f"{shares[1]}%", better)
        yield Line("People in a group", _range(self.now), _range(self.other))


def _better(now: float, other: float) -> Better:
    """Say which of two figures, the lower the better, is the better one."""
    if abs(now - other) <= _CLOSE:
        return ""
    return "now" if now < other else "other"


def _counted(label: str, now: int, other: int) -> Line:
    return Line(label, str(now), str(other), _better(now, other))


def _spread(label: str, now: tuple[float, float], other: tuple[float, float]) -> Line:
    better = _better(now[0], other[0])
    return Line(label, _from_least(*now), _from_least(*other), better)


def _from_least(cost: float, least: float) -> str:
    return f"{cost:.1f} ({least:.1f})"


def _of(count: int, least: int) -> str:
    return f"{count:,} ({least:,})" if least else f"{count:,}"


def _above(gap: float | None) -> str:
    if gap is None:
        return "not perfect"
    return f"{gap:.1f}% above best" if gap else "best possible"


def _share(standing: Standing) -> int:
    return round(100 * standing.first_wishes / max(1, standing.wishing))


def _range(figures: Figures) -> str:
    least, most = figures.sizes
    return str(least) if least == most else f"{least} to {most}"
