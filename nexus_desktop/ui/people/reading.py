"""Everybody, read slice by slice, and arranged beside the window when they are many.

Python shares one lock among threads: long work would hold up the window as if it ran
there. So it is done in small pieces with breaths between them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from time import sleep
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.services import people_listing
from nexus_desktop.services.people_listing import Reading
from nexus_desktop.ui.kit.runner import Runner

FEW = 1_500
"""As many are arranged at once, in a few milliseconds."""

_PIECE = 400
_BREATH = 0.001  # seconds
_TO_PAINT, _BETWEEN = 60, 4  # ms that the window has to itself before the next slice

Order = Callable[[PersonRow], Any]


class Reader(QObject):
    """Reads everybody, a slice at a time.

    Signals:
        advanced: `Reading` that is not done yet.
        done: `Reading` of everybody.
    """

    advanced = Signal(object)
    done = Signal(object)

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._asked = 0
        self._has_shown = False

    def begin(self) -> None:
        """Read anew; what is being read is given up."""
        self._asked += 1
        self._has_shown = False
        self._ask(self._asked, None)

    def _ask(self, asked: int, so_far: Reading | None) -> None:
        self._runner.submit(
            self,
            lambda session: people_listing.read_on(session, so_far),
            done=lambda reading: self._go_on(asked, reading),
        )

    def _go_on(self, asked: int, reading: Reading) -> None:
        if asked != self._asked:
            return
        if reading.is_done:
            self.done.emit(reading)
        else:
            first = reading.people and not self._has_shown
            self._has_shown = bool(reading.people)
            self.advanced.emit(reading)
            pause = _TO_PAINT if first else _BETWEEN
            QTimer.singleShot(pause, self, lambda: self._ask(asked, reading))


@dataclass(frozen=True, slots=True)
class Digest:
    """What the screen knows of everybody.

    Attributes:
        counts: name of a property -> how many have each value.
        known: field -> texts that it holds so far.
        filled: names of the columns in which anything stands.
    """

    counts: Mapping[str, Counter[str]]
    known: Mapping[str, frozenset[str]]
    filled: frozenset[str]


def digest(
    rows: Sequence[PersonRow],
    properties: Mapping[str, Callable[[PersonRow], str]],
    suggested: Iterable[str],
    columns: Mapping[str, Callable[[PersonRow], str]],
) -> Digest:
    """Return what occurs among `rows`."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in properties}
    known: dict[str, set[str]] = {name: set() for name in suggested}
    filled: set[str] = set()
    for piece in _pieces(rows):
        for name, value in properties.items():
            counts[name].update(map(value, piece))
        for name, texts in known.items():
            texts.update(getattr(row, name) for row in piece)
        for name in columns.keys() - filled:
            if any(map(columns[name], piece)):
                filled.add(name)
    texts_known = {name: frozenset(texts - {""}) for name, texts in known.items()}
    return Digest(counts, texts_known, frozenset(filled))


def arranged(
    rows: Sequence[PersonRow],
    wanted: Callable[[PersonRow], bool],
    order: Order | None,
    *,
    is_reversed: bool = False,
) -> list[PersonRow]:
    """Return those of `rows` that are wanted, sorted.

    Pieces are sorted one by one and merged: one long sort would hold the lock.
    """
    runs: list[list[PersonRow]] = []
    for piece in _pieces(rows):
        some = [row for row in piece if wanted(row)]
        if order is not None:
            some.sort(key=order, reverse=is_reversed)
        runs.append(some)
    if order is None:
        return [row for some in runs for row in some]
    found: list[PersonRow] = []
    for row in merge(*runs, key=order, reverse=is_reversed):
        found.append(row)
        if len(found) % _PIECE == 0:
            sleep(_BREATH)
    return found


def _pieces(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _PIECE):
        if start:
            sleep(_BREATH)
        yield rows[start : start + _PIECE]
