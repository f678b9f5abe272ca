"""Where words stand in the lines, whatever their case and accents. No widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nexus_desktop.core.names import folded
from nexus_desktop.ui.notes.lines import Record


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Characters `start` to `end` of a line."""

    line: int
    start: int
    end: int


def find(records: Sequence[Record], words: str) -> list[Found]:
    """Return every place where `words` stand, from the first line to the last."""
    sought = folded(words)
    if not sought:
        return []
    return [
        Found(line, start, end)
        for line, record in enumerate(records)
        if sought in _folded(record.body)
        for start, end in _places(record.body, sought)
    ]


@lru_cache(maxsize=16_384)
def _folded(body: str) -> str:
    return folded(body)


def _places(body: str, sought: str) -> list[tuple[int, int]]:
    """Return where `sought`, folded, stands in `body`, which is not."""
    letters = [folded(letter) for letter in body]
    origin = [place for place, part in enumerate(letters) for _ in part]
    text = "".join(letters)
    places = []
    at = text.find(sought)
    while at >= 0:
        last = at + len(sought)
        end = origin[last] if last < len(origin) else len(body)
        places.append((origin[at], max(end, origin[last - 1] + 1)))
        at = text.find(sought, last)
    return places
