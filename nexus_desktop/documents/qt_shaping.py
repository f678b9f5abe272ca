"""What Qt knows of text: the shapes of letters, the order of runs, where lines end.

The only module here that imports Qt. It makes the one QGuiApplication that fonts need,
off screen, when the program has none; a program that shows windows makes its own first.
Fonts are read from our files straight into Qt (QRawFont), past the fonts that the
system has; Qt keeps such a font for one thread, so each thread has its own. Places in
a text are counted in UTF-16 units, lengths in thousandths of the type size.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import local
from typing import NamedTuple, cast

from PySide6.QtCore import QByteArray, Qt, QTextBoundaryFinder
from PySide6.QtGui import (
    QFont,
    QGlyphRun,
    QGuiApplication,
    QRawFont,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from nexus_desktop.documents import fonts
from nexus_desktop.documents.fonts import FAMILIES, LOCK, Face

EM = 1000
_EVERYTHING = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll


class Mark(NamedTuple):
    """A glyph; `start` is the place in the text of the letter that it belongs to."""

    number: int
    start: int
    x: float
    y: float


class Direction(NamedTuple):
    """A part of a text that reads in one direction."""

    start: int
    end: int
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs as seen from left to right; `x` counts from the left end."""

    marks: tuple[Mark, ...]
    width: float


@lru_cache(maxsize=4096)
def shaped(text: str, face: Face, right_to_left: bool) -> Shaped:  # noqa: FBT001  (a cache key)
    """Return the glyphs of `text`, which is all in one direction."""
    with LOCK:
        layout = _laid_out(text, face, right_to_left=right_to_left)
        line = layout.lineAt(0)
        left, right = sorted((_x(line, 0), _x(line, _units(text))))
        marks = [
            Mark(number, start, point.x() - left, line.ascent() - point.y())
            for run in line.glyphRuns(-1, -1, _EVERYTHING)
            for number, start, point in zip(
                run.glyphIndexes(), run.stringIndexes(), run.positions(), strict=True
            )
        ]
    if right_to_left:
        marks.sort(key=lambda mark: mark.x)
    return Shaped(tuple(marks), right - left)


@lru_cache(maxsize=8192)
def directions(text: str, right_to_left: bool) -> tuple[Direction, ...]:  # noqa: FBT001  (a cache key)
    """Return the parts of `text` as they stand from left to right.

    `right_to_left` is the direction of the paragraph (Unicode Standard Annex 9).
    """
    with LOCK:
        face = fonts.face(FAMILIES[0], bold=False)
        layout = _laid_out(text, face, right_to_left=right_to_left)
        runs = sorted(layout.lineAt(0).glyphRuns(-1, -1, _EVERYTHING), key=_left)
        found = {min(run.stringIndexes()): run.isRightToLeft() for run in runs}
    ends = dict(pairwise([*sorted(found), _units(text)]))
    return _merged(Direction(start, ends[start], found[start]) for start in found)


@lru_cache(maxsize=8192)
def breaks(text: str) -> tuple[int, ...]:
    """Return the places where a line of `text` may end; the last is its end."""
    with LOCK:
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
        places = []
        while (place := finder.toNextBoundary()) >= 0:
            places.append(place)
    return tuple(places)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _x(line: QTextLine, place: int) -> float:
    x, _ = cast("tuple[float, int]", line.cursorToX(place))
    return x


def _merged(parts: Iterable[Direction]) -> tuple[Direction, ...]:
    """Join neighbours that read on in the same direction: a word stays one."""
    merged: list[Direction] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before and before.right_to_left == part.right_to_left:
            first, second = (part, before) if part.right_to_left else (before, part)
            if first.end == second.start:
                merged[-1] = Direction(first.start, second.end, part.right_to_left)
                continue
        merged.append(part)
    return tuple(merged)


def _left(run: QGlyphRun) -> float:
    return min(point.x() for point in run.positions())


def _laid_out(text: str, face: Face, *, right_to_left: bool) -> QTextLayout:
    """Lay `text` out on one line."""
    layout = QTextLayout(text)
    layout.setRawFont(_raw(face))
    option = QTextOption()
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    direction = Qt.LayoutDirection
    option.setTextDirection(
        direction.RightToLeft if right_to_left else direction.LeftToRight
    )
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


_application: list[QGuiApplication] = []
_own = local()


def _raw(face: Face) -> QRawFont:
    if QGuiApplication.instance() is None:
        _application.append(QGuiApplication([sys.argv[0], "-platform", "offscreen"]))
    known = cast("dict[str, QRawFont]", vars(_own))
    if face.name not in known:
        font = QRawFont()
        data = QByteArray(face.path.read_bytes())
        font.loadFromData(data, EM, QFont.HintingPreference.PreferNoHinting)
        known[face.name] = font
    return known[face.name]
