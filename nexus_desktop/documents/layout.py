"""A paragraph of several fonts and directions as lines of glyphs.

Each stretch of one font and one direction is shaped by itself (`qt_shaping`); here they
are put in the order in which they are seen and cut into lines. Places in a text are
counted in UTF-16 units, lengths in thousandths of the type size.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from unicodedata import bidirectional

from nexus_desktop.documents import qt_shaping
from nexus_desktop.documents.fonts import Face
from nexus_desktop.documents.glyph_texts import run_of
from nexus_desktop.documents.line_breaks import cuts
from nexus_desktop.documents.qt_shaping import Direction, Shaped
from nexus_desktop.documents.runs import ShapedRun

_LONGEST = 10_000  # units shaped at a time: Qt's lengths end at 33 million
_KEPT = 500  # letters of a text that is worth remembering
_TURNED = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive letters in one face; `owner` is given back with their glyphs."""

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
    """One line: its runs as seen from left to right, and the text they stand for.

    `width` leaves out spaces at the end of the text.
    """

    text: str
    width: float
    right_to_left: bool
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line in one face and direction; `start` is its place in the text."""

    start: int
    text: str
    stretch: Stretch
    right_to_left: bool

    @property
    def shaped(self) -> Shaped:
        return qt_shaping.shaped(self.text, self.stretch.face, self.right_to_left)


class _Text:
    """The text of a paragraph."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.whole = "".join(stretch.text for stretch in stretches)
        self._units = self.whole.encode("utf-16-le")
        self._stretches = stretches
        lengths = (len(s.text.encode("utf-16-le")) // 2 for s in stretches)
        self._starts = list(accumulate(lengths, initial=0))
        self.length = self._starts[-1]
        classes = {bidirectional(letter) for letter in set(self.whole)}
        self._one_way = not classes & _TURNED
        self.right_to_left = not self._one_way and _starts_from_the_right(self.whole)

    def cut(self, start: int, end: int) -> str:
        return self._units[2 * start : 2 * end].decode("utf-16-le", "replace")

    def pieces(self, start: int, end: int) -> Iterator[_Piece]:
        """Yield the pieces of a line as they are seen from left to right."""
        for part in self._directions(start, end):
            first = bisect_right(self._starts, part.start) - 1
            last = bisect_left(self._starts, part.end)
            order = range(first, last)
            for index in reversed(order) if part.right_to_left else order:
                yield self._piece(index, part)

    def _piece(self, index: int, part: Direction) -> _Piece:
        """Return what of a stretch lies in a part."""
        start = max(self._starts[index], part.start)
        end = min(self._starts[index + 1], part.end)
        return _Piece(
            start, self.cut(start, end), self._stretches[index], part.right_to_left
        )

    def _directions(self, start: int, end: int) -> list[Direction]:
        if self._one_way:
            return [Direction(start, end, right_to_left=False)]
        found = qt_shaping.directions(self.cut(start, end), self.right_to_left)
        return [Direction(a + start, b + start, turned) for a, b, turned in found]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield parts short enough to be shaped, ending where a line may, if any."""
        ends = (0, *qt_shaping.breaks(self.whole))
        start = 0
        while self.length - start > _LONGEST:
            end = ends[bisect_right(ends, start + _LONGEST) - 1]
            end = end if end > start else start + _LONGEST
            yield start, end
            start = end
        yield start, self.length

    @cached_property
    def words(self) -> list[tuple[int, int, int]]:
        """Start, end without spaces, and end of what no line break parts."""
        found = []
        for start, end in pairwise((0, *qt_shaping.breaks(self.whole))):
            spaces = len(word := self.cut(start, end)) - len(word.rstrip(" "))
            found.append((start, end - spaces, end))
        return found

    @cached_property
    def on_one_line(self) -> tuple[list[_Piece], float]:
        """The pieces without spaces at the end, and their width."""
        ink = self.length - (len(self.whole) - len(self.whole.rstrip(" ")))
        pieces = list(self.pieces(0, ink))
        return pieces, sum(piece.shaped.width for piece in pieces)

    @cached_property
    def sums(self) -> list[float]:
        """How long the text is up to each place."""
        return list(accumulate(_steps(self), initial=0.0))


@lru_cache(maxsize=64)
def _text(stretches: tuple[Stretch, ...]) -> _Text:
    """Return a text; one that is tried in many widths is measured once."""
    return _Text(stretches)


def lay_out(stretches: Sequence[Stretch], width: float) -> list[ShapedLine]:
    """Return one paragraph in lines not wider than `width`, if one letter is not."""
    whole = tuple(stretches)
    is_short = sum(len(stretch.text) for stretch in whole) <= _KEPT
    text = _text(whole) if is_short else _Text(whole)
    if text.length <= _LONGEST:
        pieces, needed = text.on_one_line
        if needed <= width:
            return [_line(text, pieces, text.whole)]
    return [
        _line(text, list(text.pieces(start, ink)), text.cut(start, end))
        for start, ink, end in cuts(text.words, text.sums, width)
    ]


def _line(text: _Text, pieces: Sequence[_Piece], said: str) -> ShapedLine:
    x, placed = 0.0, []
    for piece in pieces:
        width = piece.shaped.width
        run = run_of(piece.text, piece.stretch.face, piece.right_to_left)
        placed.append(Placed(run, x, width, piece.stretch.owner))
        x += width
    return ShapedLine(said, x, text.right_to_left, tuple(placed))


def _steps(text: _Text) -> list[float]:
    """Return how much each place adds to the length; only a letter's first does.

    A letter counts in full even if the next one moves under it: it may end a line.
    """
    steps = [0.0] * text.length
    pieces = (piece for block in text.blocks() for piece in text.pieces(*block))
    for piece in pieces:
        face = piece.stretch.face
        wide = [mark for mark in piece.shaped.marks if face.advance(mark.number)]
        edges = [*(mark.x for mark in wide), piece.shaped.width]
        for mark, (left, right) in zip(wide, pairwise(edges), strict=True):
            step = max(right - left, face.advance(mark.number))
            steps[piece.start + mark.start] += step
    return steps


def _starts_from_the_right(text: str) -> bool:
    """Tell the direction of a paragraph: that of its first letter which has one."""
    strong = (bidirectional(letter) for letter in text)
    return next((d != "L" for d in strong if d in ("L", "R", "AL")), False)
