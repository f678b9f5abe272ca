"""Text that stays in its box: it shrinks, then wraps, and is cut only at the end.

What comes out is places, not a drawing, so that a test can check that nothing leaves
its box or meets another. Lengths are in points, from the lower left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import category

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.documents.shaping import INK, Line, shape, wrap

_STEP = 0.93  # from one type size to the next smaller one
_ONE_LINE = 0.72  # how far a text shrinks before it takes a second line
_RISE = 0.77  # height of a letter like d, in type sizes
_TAIL = 0.25  # depth of a letter's tail, in type sizes
_AIR = 0.06  # between the ink of two lines, in type sizes
_TRIES = 5
# Words, but single letters of Thai, Lao, Myanmar, Khmer, kana and ideographs.
_OPEN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff"
_PARTS = re.compile(f"[^{_OPEN}]+|[{_OPEN}]")
_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height

    def contains(self, other: "Box") -> bool:
        """Tell whether `other` lies inside, edges allowed to touch."""
        return (
            other.left >= self.left - _NEAR
            and other.bottom >= self.bottom - _NEAR
            and other.right <= self.right + _NEAR
            and other.top <= self.top + _NEAR
        )

    def meets(self, other: "Box") -> bool:
        """Tell whether they share more than an edge."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > _NEAR
            and min(self.top, other.top) - max(self.bottom, other.bottom) > _NEAR
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text wants to stand in its box.

    Attributes:
        largest, smallest: type sizes.
        lines: how many it may take.
        align: 0 left, 0.5 centred, 1 right.
        rise: 1 at the top of the box, 0.5 in the middle, 0 at the bottom.
        leading: from line to line, in type sizes; more where the script is taller.
        fine: pairs of letters are placed too, for large type.
    """

    largest: float
    smallest: float
    lines: int = 1
    bold: bool = False
    align: float = 0.0
    rise: float = 1.0
    leading: float = 1.14
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in its box: each line with the place of its left end on the baseline.

    Attributes:
        cut: some of the text is not shown.
    """

    box: Box
    lines: tuple[tuple[Line, float, float], ...]
    cut: bool = False
    missing: frozenset[str] = field(default_factory=frozenset)

    @property
    def size(self) -> float:
        """The type size, 0 when there is no text."""
        return self.lines[0][0].size if self.lines else 0.0

    @property
    def ink(self) -> Box:
        """The rectangle that the text fills; the box's corner when there is none."""
        if not self.lines:
            return Box(self.box.left, self.box.bottom, 0, 0)
        left = min(x for _, x, _ in self.lines)
        right = max(x + line.width for line, x, _ in self.lines)
        bottom = min(y - line.drop for line, _, y in self.lines)
        top = max(y + line.rise for line, _, y in self.lines)
        return Box(left, bottom, right - left, top - bottom)

    @property
    def foot(self) -> float:
        """Where the last line ends, its letters' tails included."""
        line, _, y = self.lines[-1]
        return y - _drop(line)

    def draw(self, canvas: Canvas, colour: str = INK) -> None:
        """Draw the lines."""
        for line, x, y in self.lines:
            line.draw(canvas, x, y, colour)


def fit(text: str, box: Box, setting: Setting) -> Fitted:
    """Set `text` into `box`, as large as `setting` allows and as it holds."""
    text = " ".join(text.split())
    if not text:
        return Fitted(box, ())
    for lines in _candidates(text, box, setting):
        if _height(lines, setting) <= box.height + _NEAR:
            return _placed(lines, box, setting)
    return _placed(_shortened(text, box, setting), box, setting, cut=True)


def _candidates(text: str, box: Box, setting: Setting) -> Iterator[list[Line]]:
    """Yield ways to set `text`, the best looking first."""
    alone = box.width / _per_point(text, setting)
    floor = setting.smallest if setting.lines == 1 else setting.largest * _ONE_LINE
    for size in _sizes(min(setting.largest, alone), max(floor, setting.smallest)):
        yield [_shaped(text, size, setting)]
    if setting.lines == 1:
        return
    word = max(_per_point(word, setting) for word in _words(text))
    largest = max(min(setting.largest, box.width / word), setting.smallest)
    for size in _sizes(largest, setting.smallest):
        lines = _wrapped(text, size, box.width, setting)
        if len(lines) <= setting.lines:
            yield _balanced(text, lines, (word * size, box.width), setting)


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield size
        size *= _STEP
    if largest >= smallest:
        yield smallest


def _words(text: str) -> list[str]:
    """Return the words of `text`; a letter each where there is no space between."""
    parts = [part for word in text.split() for part in _PARTS.findall(word)]
    return parts or [text]


def _shaped(text: str, size: float, setting: Setting) -> Line:
    return shape(text, size, bold=setting.bold, fine=setting.fine)


def _wrapped(text: str, size: float, width: float, setting: Setting) -> list[Line]:
    return list(wrap(text, size, width, bold=setting.bold, fine=setting.fine))


def _per_point(text: str, setting: Setting) -> float:
    """Return the width of `text` on one line, per point of type size."""
    return max(_shaped(text, 100, setting).width / 100, _NEAR)


def _balanced(
    text: str, lines: list[Line], widths: tuple[float, float], setting: Setting
) -> list[Line]:
    """Return as many lines of more even length, as narrow as `widths` at the least."""
    narrowest, high = widths
    low = min(max(high / len(lines), narrowest), high)
    for _ in range(_TRIES if len(lines) > 1 else 0):
        middle = (low + high) / 2
        tried = _wrapped(text, lines[0].size, middle, setting)
        if len(tried) == len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _shortened(text: str, box: Box, setting: Setting) -> list[Line]:
    """Return the start of `text` with an ellipsis, in the smallest size."""
    size = setting.smallest
    one = _height([_shaped(text, size, setting)], setting)
    size *= min(1.0, box.height / one)

    def cut(length: int) -> list[Line]:
        while length and _belongs_to_letter_before(text[length : length + 1]):
            length -= 1
        return _wrapped(text[:length].rstrip() + "…", size, box.width, setting)

    low, high = 0, len(text)
    while low < high - 1:
        middle = (low + high) // 2
        lines = cut(middle)
        fits = len(lines) <= setting.lines
        if fits and _height(lines, setting) <= box.height + _NEAR:
            low = middle
        else:
            high = middle
    return cut(low)


def _belongs_to_letter_before(letter: str) -> bool:
    return bool(letter) and (category(letter)[0] == "M" or category(letter) == "Cf")


def _steps(lines: list[Line], setting: Setting) -> list[float]:
    """Return how far each baseline lies below the one before, the first below 0."""
    steps = [max(lines[0].rise, _RISE * lines[0].size)]
    for above, line in pairwise(lines):
        needed = above.drop + line.rise + _AIR * line.size
        steps.append(max(setting.leading * line.size, needed))
    return steps


def _height(lines: list[Line], setting: Setting) -> float:
    return sum(_steps(lines, setting)) + _drop(lines[-1])


def _drop(line: Line) -> float:
    """Return the depth below a baseline, the same with and without tails."""
    return max(line.drop, _TAIL * line.size)


def _placed(
    lines: list[Line], box: Box, setting: Setting, *, cut: bool = False
) -> Fitted:
    spare = box.height - _height(lines, setting)
    y = box.top - spare * (1 - setting.rise)
    placed = []
    for line, step in zip(lines, _steps(lines, setting), strict=True):
        y -= step
        placed.append((line, box.left + (box.width - line.width) * setting.align, y))
    missing = frozenset().union(*(line.missing for line in lines))
    return Fitted(box, tuple(placed), cut=cut, missing=missing)
