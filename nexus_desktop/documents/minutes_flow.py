"""Flowables of the minutes: text that breaks well, with marks, grounds and anchors.

They lay their text out when they are made, for a width that is known by then, so that
the pages are filled in a single pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from nexus_desktop.core.minutes.value import Span, Spans, Style
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import shaping
from nexus_desktop.documents.minutes_design import Type
from nexus_desktop.documents.shaping import Line

_CAP_HEIGHT = 0.714  # of the type size, in Noto Sans
_FEWEST = 2  # lines of a paragraph that may stand alone on a page


class Flow(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A flowable of known height; `before` and `after` keep others away."""

    def __init__(self, height: float, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.block_height = height
        self.spaceBefore = before
        self.spaceAfter = after

    @override
    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the space it takes."""
        self.width, self.height = width, self.block_height
        return width, self.block_height

    @override
    def split(self, width: float, height: float) -> list[Any]:
        """Return nothing: it is not to be torn apart."""
        return []

    def draw(self) -> None:
        """Draw it; by itself it is nothing but room."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text with the height it takes and its baseline from the top."""

    line: Line
    height: float
    baseline: float


def set_lines(text: shaping.Text, kind: Type, width: float) -> tuple[SetLine, ...]:
    """Return text in lines; tall scripts get the height that they need."""
    lines = shaping.wrap(text, kind.size, width, bold=kind.bold)
    return tuple(_set(line, kind) for line in lines)


def inked(spans: Spans) -> tuple[shaping.Span, ...]:
    """Return the spans of a block in the colours of their styles."""
    return tuple(map(_inked, spans))


def _inked(span: Span) -> shaping.Span:
    colour = design.SOFT if span.style is Style.SOFT else ""
    if span.target and span.style.shows_links:
        colour = design.ACCENT
    return shaping.Span(span.text, span.style.is_strong, colour, span.target)


def _set(line: Line, kind: Type) -> SetLine:
    above = (kind.leading + _CAP_HEIGHT * kind.size) / 2
    below = kind.leading - above
    above, below = max(above, line.rise + 1), max(below, line.drop + 1)
    return SetLine(line, above + below, above)


def height_of(lines: Sequence[SetLine]) -> float:
    """Return how high lines are together."""
    return sum(line.height for line in lines)


def draw_lines(
    canvas: Canvas,
    lines: Sequence[SetLine],
    box: tuple[float, float, float],
    kind: Type,
) -> None:
    """Draw lines into a box of (left, top, width); right-to-left ones at its right."""
    left, top, width = box
    for line in lines:
        indent = width - line.line.width if line.line.right_to_left else 0
        line.line.draw(canvas, left + indent, top - line.baseline, kind.colour)
        top -= line.height


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text stands on the page.

    Attributes:
        indent: room at the left for `mark`.
        pad: room inside the ground, above and below.
        boxed: on a tinted ground with a bar at its left.
        after: distance to what stands below, None for that of `kind`.
    """

    kind: Type
    indent: float = 0.0
    pad: tuple[float, float] = (0.0, 0.0)
    boxed: bool = False
    after: float | None = None


class Text(Flow):
    """A paragraph or an item of a list, broken between pages at a good place."""

    def __init__(
        self,
        lines: Sequence[SetLine],
        look: Look,
        *,
        mark: Line | None = None,
        anchor: str = "",
    ) -> None:
        above, below = look.pad
        height = height_of(lines) + above + below
        after = look.kind.after if look.after is None else look.after
        super().__init__(height, look.kind.before, after)
        self._lines = lines
        self._look = look
        self._mark = mark
        self._anchor = anchor

    @override
    def split(self, width: float, height: float) -> list[Any]:
        """Return the lines that fit, and the rest; never a single line by itself."""
        room = height - self._look.pad[0]
        count, used = 0, 0.0
        while count < len(self._lines) and used + self._lines[count].height <= room:
            used += self._lines[count].height
            count += 1
        count = min(count, len(self._lines) - _FEWEST)
        if count < _FEWEST:
            return []
        look, (above, below) = self._look, self._look.pad
        first, rest = replace(look, pad=(above, 0)), replace(look, pad=(0, below))
        return [
            Text(self._lines[:count], first, mark=self._mark, anchor=self._anchor),
            Text(self._lines[count:], rest),
        ]

    @override
    def draw(self) -> None:
        """Draw ground, mark and lines."""
        canvas, look = self.canv, self._look
        if self._anchor:
            canvas.bookmarkHorizontal(self._anchor, 0, self.height + 8)
        if look.boxed:
            fill(canvas, design.TINT, (0, 0, self.width, self.height))
            fill(canvas, design.ACCENT, (0, 0, 2.4, self.height))
        top = self.height - look.pad[0]
        turned = bool(self._lines) and self._lines[0].line.right_to_left
        if self._mark is not None and self._lines:
            x = look.indent - BULLET_GAP - self._mark.width if look.boxed else 0
            if turned:
                x = self.width - self._mark.width - x
            self._mark.draw(canvas, max(x, 0), top - self._lines[0].baseline)
        left = 0.0 if turned else look.indent
        draw_lines(
            canvas, self._lines, (left, top, self.width - look.indent), look.kind
        )


BULLET_GAP = 6.0


def fill(canvas: Canvas, colour: str, box: tuple[float, float, float, float]) -> None:
    """Fill a box of (left, bottom, width, height)."""
    canvas.setFillColor(HexColor(colour))
    canvas.rect(*box, stroke=0, fill=1)


def rule(canvas: Canvas, colour: str, at: tuple[float, float, float]) -> None:
    """Draw a hairline from (left, y) over a width."""
    left, y, width = at
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(0.6)
    canvas.line(left, y, left + width, y)


class Title(Flow):
    """A heading, which also makes its entry in the outline and the contents."""

    def __init__(self, lines: Sequence[SetLine], kind: Type, entry: "Entry") -> None:
        self._ruled = entry.level == 1
        super().__init__(
            height_of(lines) + (8 if self._ruled else 0), kind.before, kind.after
        )
        self._lines = lines
        self._kind = kind
        self._entry = entry

    @override
    def draw(self) -> None:
        """Draw it, and tell the canvas that it is here."""
        canvas = self.canv
        if self._entry.anchor:
            canvas.bookmarkHorizontal(self._entry.anchor, 0, self.height + 10)
            canvas.found(self._entry)
        draw_lines(canvas, self._lines, (0, self.height, self.width), self._kind)
        if self._ruled:
            fill(canvas, design.ACCENT, (0, 1, 36, 2.2))


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as outline and contents name it."""

    level: int
    title: str
    anchor: str


class Together(Flow):
    """Headings and what follows them: never parted by a page's end."""

    def __init__(self, heads: Sequence[Flow], body: Flow) -> None:
        self._heads, self._body = heads, body
        self._parts = [*heads, body]
        height = sum(part.block_height for part in self._parts)
        gaps = sum(
            max(above.spaceAfter, below.spaceBefore)
            for above, below in zip(self._parts, self._parts[1:], strict=False)
        )
        super().__init__(height + gaps, heads[0].spaceBefore, body.spaceAfter)

    @override
    def split(self, width: float, height: float) -> list[Any]:
        """Return headings and the beginning of the body, if some of it fits."""
        used = self.block_height - self._body.block_height
        parts = self._body.split(width, height - used)
        return [*self._heads, *parts] if len(parts) > 1 else []

    @override
    def draw(self) -> None:
        """Draw all parts from the top."""
        top, gap = self.height, 0.0
        for part in self._parts:
            top -= max(gap, part.spaceBefore) if part is not self._parts[0] else 0
            _, height = part.wrap(self.width, top)
            top -= height
            part.drawOn(self.canv, 0, top)
            gap = part.spaceAfter
