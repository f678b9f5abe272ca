"""How hot the search is, from the beginning (0) to the end (1) of its time.

It begins hot and cools fast until uphill moves are rare: there the seating begins to
freeze. Then come cycles from about that temperature to somewhat below: a short one,
enough for easy problems, and one that has all the time that is left. Where that is very
much, more cycles come between, each several times as long as the one before; where the
bound is nearly reached already, another short one.

Temperatures are in units of the largest weight (`block.scale_of`).
"""

import math
from dataclasses import dataclass

from nexus_desktop.solver.moves import Tally

_HOTTEST = 1.2
_MELTED, _COOL = 0.1, 0.3
"""Part of the time in which it cools fast at most, and how far."""
_RARE = 0.02
_SMOOTH = 0.5
_LATE = 0.92
"""It is noticed a little late, so when it is colder."""
_USUAL = 0.6
_COLD, _QUENCHED = 0.58, 0.15
_ANNEALING = 0.95
_FIRST, _LONGER, _AGAIN = 100, 4, 1.5
_SHORTEST = 0.1


@dataclass(frozen=True, slots=True)
class _Cycle:
    """One time of cooling, from a part of the time to a later one."""

    begin: float
    end: float


class Schedule:
    """The temperature over time.

    Arguments:
        rounds: that are visited in turn.
        spread: how much dearer the dearest moves are than swaps of people; cycles
            begin as much hotter.

        warm: it starts from a seating that is to be improved, so it never gets hot.

    Attributes:
        near: the bound is nearly reached; set by the search.
    """

    def __init__(self, rounds: int, spread: float, *, warm: bool = False) -> None:
        self._warm = warm
        self._rounds, self._spread = max(1, rounds), spread
        self._hottest = _HOTTEST * spread
        self._freezing = _USUAL
        self._rate = 1.0
        self._visits = 0
        self._length = 0.0
        self._cycle: _Cycle | None = None
        self.near = False

    @property
    def is_cold(self) -> bool:
        """Whether it has cooled so far that few moves are taken."""
        return self._cycle is not None

    def heat(self, spent: float) -> float:
        """Return the temperature when a part of the time (0 to 1) is spent."""
        if self._warm:
            return _USUAL * _COLD * math.pow(_QUENCHED, spent)
        if self._cycle is None and spent < _MELTED:
            return self._hottest * math.pow(_COOL / self._hottest, spent / _MELTED)
        if self._cycle is None or spent >= self._cycle.end:
            self._cycle = self._next(spent)
        whole = max(1e-9, self._cycle.end - self._cycle.begin)
        part = min(1.0, (spent - self._cycle.begin) / whole)
        hot, cold = self._freezing * self._spread, self._freezing * _COLD
        if part < _ANNEALING:
            return hot * math.pow(cold / hot, part / _ANNEALING)
        left = (1 - part) / (1 - _ANNEALING)
        return cold * (_QUENCHED + (1 - _QUENCHED) * left)

    def note(self, spent: float, heat: float, tally: Tally) -> None:
        """Learn from a visit at a temperature how often moves went uphill."""
        self._visits += 1
        if self._cycle is not None or not tally.tried:
            return
        self._rate += _SMOOTH * (tally.uphill / tally.tried - self._rate)
        if self._rate < _RARE and heat <= 1:
            self._freezing = heat * _LATE
            self._cycle = self._next(spent)

    def _next(self, spent: float) -> _Cycle:
        """Return the next cycle: the last one when little more would follow."""
        if not self._length:
            visits = _FIRST * self._rounds
            self._length = max(_SHORTEST, visits * spent / max(1, self._visits))
            return _Cycle(spent, min(1.0, spent + self._length))
        self._length *= _AGAIN if self.near else _LONGER
        more = 0 if self.near else _LONGER * self._length
        last = spent + self._length + more >= 1
        return _Cycle(spent, 1.0 if last else spent + self._length)
