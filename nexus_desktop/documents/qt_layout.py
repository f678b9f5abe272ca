"""Shapes text with Qt: bidirectional order, ligatures, marks, line breaks.

The only module here that knows Qt. It makes the one QGuiApplication that fonts need,
off screen, when the program has none; a program that shows windows makes its own first.
Our fonts are given to Qt under family names of their own, so that a system's fonts of
the same name, in another version, can never be taken instead. Lengths are in
thousandths of the type size.
"""

import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from struct import pack, unpack
from threading import local
from typing import NamedTuple, cast
from unicodedata import bidirectional

from PySide6.QtCore import QByteArray, QPointF
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGlyphRun,
    QGuiApplication,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from nexus_desktop.documents.fonts import LOCK, Face
from nexus_desktop.documents.runs import Glyph, ShapedRun

NO_LIMIT = 1e6
"""A width that no text reaches: everything stays on one line."""

_EM = 1000
_UNSEEN = "\u200b"  # stands for the further glyphs of a letter that has several


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive characters in one face; `owner` is given back with their glyphs."""

    text: str
    face: Face
    owner: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A shaped run: where it starts in its line, how wide it is, whose it is."""

    run: ShapedRun
    x: float
    width: float
    owner: int


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line: its runs as seen from left to right, and the text they stand for."""

    text: str
    width: float
    right_to_left: bool
    placed: tuple[Placed, ...]


class _Text:
    """The text of a paragraph, counted in UTF-16 units as Qt does."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = stretches
        self.whole = "".join(stretch.text for stretch in stretches)
        self._units = self.whole.encode("utf-16-le")
        self.starts: list[int] = []
        end = 0
        for stretch in stretches:
            self.starts.append(end)
            end += len(stretch.text.encode("utf-16-le")) // 2
        self.length = end

    @property
    def right_to_left(self) -> bool:
        """The direction of its first letter that has one."""
        strong = (bidirectional(letter) for letter in self.whole)
        return next((d != "L" for d in strong if d in ("L", "R", "AL")), False)

    def cut(self, start: int, end: int) -> str:
        return self._units[2 * start : 2 * end].decode("utf-16-le", "replace")

    def stretch_at(self, index: int) -> Stretch:
        return self.stretches[bisect_right(self.starts, index) - 1]


def lay_out(stretches: Sequence[Stretch], width: float) -> list[ShapedLine]:
    """Return one paragraph in lines not wider than `width` (a lone word is broken)."""
    text = _Text(stretches)
    with LOCK:
        _start()
        layout = QTextLayout(text.whole)
        layout.setTextOption(_option())
        layout.setFormats([_format(text, i) for i in range(len(stretches))])
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            lines.append(line)
        layout.endLayout()
        return [_line(text, line) for line in lines]


def _option() -> QTextOption:
    option = QTextOption()
    option.setUseDesignMetrics(True)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _format(text: _Text, index: int) -> QTextLayout.FormatRange:
    ends = [*text.starts[1:], text.length]
    style = QTextCharFormat()
    style.setFont(_font(text.stretches[index].face))
    found = QTextLayout.FormatRange()
    found.start = text.starts[index]
    found.length = ends[index] - found.start
    found.format = style
    return found


def _line(text: _Text, line: QTextLine) -> ShapedLine:
    start, end = line.textStart(), line.textStart() + line.textLength()
    everything = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
    runs = line.glyphRuns(-1, -1, everything)
    clusters = sorted({i for run in runs for i in run.stringIndexes()} | {end})
    ends = dict(pairwise(clusters))
    origin = QPointF(line.naturalTextRect().left(), line.y() + line.ascent())
    placed = [piece for run in runs for piece in _Run(text, ends, origin, run).split()]
    return ShapedLine(
        text=text.cut(start, end),
        width=line.naturalTextWidth(),
        right_to_left=text.right_to_left,
        placed=tuple(sorted(placed, key=lambda piece: piece.x)),
    )


class _Mark(NamedTuple):
    """A glyph as Qt gives it: `start` is where its letter starts in the text."""

    number: int
    start: int
    x: float
    y: float


class _Run:
    """Turns one of Qt's glyph runs into ours, which have one face and one owner.

    Readers take the glyphs of a line from left to right, then turn right-to-left
    letters around one by one. So those come in that order here, the letters of one
    glyph the other way round; a glyph without a width (a mark, half a ligature) leaves
    its text to the letter that it sits on.
    """

    def __init__(
        self, text: _Text, ends: dict[int, int], origin: QPointF, run: QGlyphRun
    ) -> None:
        self._text = text
        self._ends = ends
        self._origin = origin
        self._run = run
        self._right_to_left = run.isRightToLeft()

    def split(self) -> list[Placed]:
        run = self._run
        marks = [
            _Mark(number, index, at.x() - self._origin.x(), self._origin.y() - at.y())
            for number, index, at in zip(
                run.glyphIndexes(), run.stringIndexes(), run.positions(), strict=True
            )
        ]
        if self._right_to_left:
            marks.sort(key=lambda mark: mark.x)
        by_stretch = groupby(marks, lambda m: id(self._text.stretch_at(m.start)))
        return [self._place(list(group)) for _, group in by_stretch]

    def _place(self, marks: list[_Mark]) -> Placed:
        stretch = self._text.stretch_at(marks[0].start)
        face = stretch.face
        left = min(mark.x for mark in marks)
        right = max(mark.x + face.advance(mark.number) for mark in marks)
        start = min(mark.start for mark in marks)
        end = max(self._ends[mark.start] for mark in marks)
        on_top: list[_Mark] = []
        if self._right_to_left:
            marks, on_top = _parted(marks, face)
        run = ShapedRun(
            face=face,
            glyphs=_glyphs(marks, self._texts(marks, start, end), left),
            actual=self._actual(marks, start, end),
            on_top=_glyphs(on_top, [_UNSEEN] * len(on_top), left),
        )
        return Placed(run, left, right - left, stretch.owner)

    def _texts(self, marks: list[_Mark], start: int, end: int) -> list[str]:
        """Return what each glyph gives when it is copied; all together, all of it."""
        indexes = sorted({mark.start for mark in marks})
        parts = dict(zip(indexes, pairwise([start, *indexes[1:], end]), strict=True))
        texts = []
        for mark in marks:
            letters = self._text.cut(*parts.pop(mark.start, (0, 0))) or _UNSEEN
            texts.append(letters[::-1] if self._right_to_left else letters)
        return texts

    def _actual(self, marks: list[_Mark], start: int, end: int) -> str:
        """Return the whole text where letters and glyphs are not one to one."""
        indexes = {mark.start for mark in marks}
        if self._right_to_left or len(indexes) == len(marks) == end - start:
            return ""
        return self._text.cut(start, end)


def _parted(marks: list[_Mark], face: Face) -> tuple[list[_Mark], list[_Mark]]:
    """Tell the glyphs that move the pen from those that sit on them."""
    wide = [mark for mark in marks if face.advance(mark.number)]
    return (wide, [mark for mark in marks if mark not in wide]) if wide else (marks, [])


def _glyphs(marks: list[_Mark], texts: list[str], left: float) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(mark.number, text, mark.x - left, mark.y)
        for mark, text in zip(marks, texts, strict=True)
    )


_application: list[QGuiApplication] = []
_families: dict[str, str] = {}
_fonts = local()


def _start() -> None:
    if QGuiApplication.instance() is None:
        _application.append(QGuiApplication([sys.argv[0], "-platform", "offscreen"]))


def _font(face: Face) -> QFont:
    """Return the font of `face`; each thread has its own."""
    known = cast("dict[str, QFont]", vars(_fonts))
    if face.name not in known:
        font = QFont(_family(face))
        font.setPixelSize(_EM)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        known[face.name] = font
    return known[face.name]


def _family(face: Face) -> str:
    if face.name not in _families:
        data = _renamed(face, f"{len(_families):04d}")
        number = QFontDatabase.addApplicationFontFromData(QByteArray(data))
        _families[face.name] = QFontDatabase.applicationFontFamilies(number)[0]
    return _families[face.name]


def _renamed(face: Face, word: str) -> bytes:
    """Return the font file with "Noto" in its names turned into `word`, as long.

    Both sums that guard the file are put right: the table's, and the whole file's,
    which sees the change twice, in the table and in the directory.
    """
    data = bytearray(face.file.get_chunk(0, len(face.file._ttf_data)))  # noqa: SLF001
    start, length = face.file.get_table_pos("name")
    names = bytes(data[start : start + length])
    for code in ("utf-16-be", "ascii"):
        names = names.replace("Noto".encode(code), word.encode(code))
    before = _sum(bytes(data[start : start + length]))
    data[start : start + length] = names
    change = _sum(names) - before
    _add(data, data.index(b"name", 12) + 4, change)
    _add(data, face.file.get_table_pos("head")[0] + 8, -2 * change)
    return bytes(data)


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    return sum(unpack(f">{len(padded) // 4}L", padded))


def _add(data: bytearray, place: int, change: int) -> None:
    (value,) = unpack(">L", data[place : place + 4])
    data[place : place + 4] = pack(">L", (value + change) & 0xFFFFFFFF)
