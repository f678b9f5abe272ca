"""Which codes came newly into a camera's picture.

A camera shows a badge dozens of times while it is held there. It counts once, until it
has left the picture: it was not read for a while, in several pictures, and nothing
unreadable is where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

GONE = 1000
"""Milliseconds without a code after which it has left the picture."""

_LOOKS = 5  # pictures without it, at least: a camera may stall
_NEAR = 0.12  # of the picture, between a code and what hides it

Corner: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A code in the picture.

    Attributes:
        text: what it says, "" for one that can't be read.
        corners: four, round the code; 0 to 1 from the picture's upper left.
    """

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]

    @property
    def middle(self) -> Corner:
        """Where the code is."""
        return (
            sum(x for x, _ in self.corners) / 4,
            sum(y for _, y in self.corners) / 4,
        )

    def is_near(self, other: "Mark") -> bool:
        """Tell whether the other is at the same place, or nearly so."""
        (x, y), (other_x, other_y) = self.middle, other.middle
        return abs(x - other_x) <= _NEAR and abs(y - other_y) <= _NEAR


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: Mark
    at: int
    missed: int = 0

    def is_gone(self, at: int) -> bool:
        return at - self.at >= GONE and self.missed >= _LOOKS


class Sight:
    """Remembers what is in the picture; `see` each picture, in order."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def see(self, marks: Sequence[Mark], at: int) -> tuple[str, ...]:
        """Return the codes that come into the picture now, each once.

        Args:
            marks: the codes in this picture.
            at: milliseconds, from whenever; never less than the time before.
        """
        read = {mark.text: mark for mark in marks if mark.text}
        unread = [mark for mark in marks if not mark.text]
        new = tuple(text for text in read if text not in self._kept)
        for text, kept in list(self._kept.items()):
            if text in read:
                continue
            if any(kept.mark.is_near(mark) for mark in unread):
                self._kept[text] = replace(kept, at=at, missed=0)
            elif (missed := replace(kept, missed=kept.missed + 1)).is_gone(at):
                del self._kept[text]
            else:
                self._kept[text] = missed
        self._kept.update((text, _Kept(mark, at)) for text, mark in read.items())
        return new
