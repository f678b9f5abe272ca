"""How hot the search is, from the beginning (0) to the end (1) of its time.

A short first cycle cools from hot to cold and notes where the round begins to freeze:
uphill moves become rare. The longer cycles after it start just above that, for below it
nothing moves and far above it everything is forgotten. Easy problems end in a short
cycle, hard ones get nearly all of the time for the last one.

Temperatures are in units of the largest weight (`block.scale_of`).
"""

import math

from nexus_desktop.solver.moves import Tally

_ENDS = (0.04, 0.16, 1.0)
_COLD = 0.1
_RARE = 0.02
_SMOOTH = 0.3
_USUAL = 0.6
_COOLED = 0.58
_QUENCHED = 0.15
_ANNEALING = 0.95


class Schedule:
    """The temperature over time; `hottest` is where the first cycle begins."""

    def __init__(self, hottest: float) -> None:
        self._hottest = hottest
        self._rate = 1.0
        self._freezing: float | None = None

    def heat(self, spent: float) -> float:
        """Return the temperature when a part of the time (0 to 1) is spent."""
        if spent < _ENDS[0]:
            return self._hottest * math.pow(_COLD / self._hottest, spent / _ENDS[0])
        begin, end = _ENDS[:2] if spent < _ENDS[1] else _ENDS[1:]
        part = (spent - begin) / (end - begin)
        hot = self._freezing or _USUAL
        if part < _ANNEALING:
            return hot * math.pow(_COOLED, part / _ANNEALING)
        left = max(0.0, (1 - part) / (1 - _ANNEALING))
        return hot * (_QUENCHED + (_COOLED - _QUENCHED) * left)

    def note(self, heat: float, tally: Tally) -> None:
        """Learn from a visit at a temperature: how rare uphill moves were."""
        if self._freezing is not None or not tally.tried:
            return
        rate = tally.uphill / tally.tried
        self._rate += _SMOOTH * (rate - self._rate)
        if self._rate < _RARE and heat <= 1:
            self._freezing = heat
