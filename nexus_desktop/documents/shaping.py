"""Text of any script as lines that can be measured and drawn on a reportlab canvas.

    line = shape("Ганболдын Сарантуяа", 24, bold=True)      one line
    lines = wrap([Span("Decision "), Span("D3", target="d3")], 10, width)   a paragraph
    line.draw(canvas, x, baseline)

Lengths are in points. Plain Latin, Cyrillic and Greek text is set letter by letter;
everything else is shaped. Lines are values: make them in any thread, draw them on any
canvas, as often as you like.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, groupby
from math import inf
from operator import itemgetter
from typing import TypeAlias
from unicodedata import bidirectional, category

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.documents import fonts, layout
from nexus_desktop.documents.embedding import subset, write
from nexus_desktop.documents.fonts import FAMILIES, Family
from nexus_desktop.documents.layout import ShapedLine, Stretch
from nexus_desktop.documents.line_breaks import cuts
from nexus_desktop.documents.runs import PlainRun, Run

INK = "#1B1F24"
"""The colour of text, unless another is asked for."""

_STROKE = 0.03  # of the type size, for faces without a bold file
_WORD = re.compile(r"[^ ]*?[-–—/]+(?=[^\W\d_])|[^ ]+ *| +")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text within a line or paragraph.

    Attributes:
        colour: "#RRGGBB", "" for the colour that the line is drawn in.
        target: the name of the bookmark that a click on it leads to, "" for none.
    """

    text: str
    bold: bool = False
    colour: str = ""
    target: str = ""


Text: TypeAlias = str | Sequence[Span]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: glyphs, their place in it, and the span they come from."""

    run: Run
    x: float
    width: float
    span: Span


@dataclass(frozen=True)
class Line:
    """A line of text, ready to draw. Lengths are in points.

    Attributes:
        text: what it says, in reading order.
        width: from the first to the last letter; spaces at its end don't count.
        right_to_left: it reads from the right, so it should start there.
        missing: characters that no font has; each is drawn as U+FFFD.
    """

    text: str
    size: float
    width: float
    pieces: tuple[Piece, ...]
    right_to_left: bool = False
    missing: frozenset[str] = frozenset()

    @cached_property
    def rise(self) -> float:
        """How far the ink goes above the baseline (0 when it doesn't)."""
        tops = [piece.run.extent[1] for piece in self.pieces]
        return max([0.0, *tops]) * self.size / 1000

    @cached_property
    def drop(self) -> float:
        """How far the ink goes below the baseline, as a positive number."""
        bottoms = [piece.run.extent[0] for piece in self.pieces]
        return -min([0.0, *bottoms]) * self.size / 1000

    def draw(self, canvas: Canvas, x: float, y: float, colour: str = INK) -> None:
        """Draw it from `x` to the right, on the baseline `y`, and place its links.

        The canvas's own font, colour and position stay as they were.
        """
        if not self.pieces:
            return
        write(canvas, "\n".join(self._operators(canvas, x, y, colour)))
        for piece in self.pieces:
            if piece.span.target:
                left = x + piece.x
                box = (left, y - self.size * 0.25, left + piece.width, y + self.size)
                canvas.linkRect("", piece.span.target, box, relative=1, thickness=0)

    def _operators(
        self, canvas: Canvas, x: float, y: float, colour: str
    ) -> Iterator[str]:
        yield "q BT"
        for piece in self.pieces:
            face = piece.run.face
            font = subset(canvas, face)
            yield _ink(piece.span.colour or colour, self.size if face.stroked else 0)
            yield f"/{font.resource} {self.size:g} Tf"
            yield f"1 0 0 1 {x + piece.x:.2f} {y:.2f} Tm"
            yield piece.run.operators(font, self.size)
        yield "ET Q"


def shape(text: Text, size: float, *, bold: bool = False, fine: bool = False) -> Line:
    """Return `text` on one line; line breaks in it become spaces.

    `fine` places the pairs of plain letters too (kerning), for large type; slower.
    """
    spans, missing = _printable(text, bold=bold)
    if _all_plain(spans) and not fine:
        return _plain_line(spans, size, missing)
    return _shaped_lines(spans, size, inf, missing)[0]


def wrap(
    text: Text, size: float, width: float, *, bold: bool = False, fine: bool = False
) -> tuple[Line, ...]:
    """Return `text` in lines not wider than `width`; at least one, perhaps empty.

    Breaks at line feeds, between words, after hyphens, and within a word that is wider
    than a whole line. `fine` as in `shape`.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(text):
        spans, missing = _printable(paragraph, bold=bold)
        if _all_plain(spans) and not fine:
            room = width * 1000 / size
            lines += [_plain_line(cut, size, missing) for cut in _fill(spans, room)]
        else:
            lines += _shaped_lines(spans, size, width, missing)
    return tuple(lines)


def measure(text: Text, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` on one line."""
    return shape(text, size, bold=bold).width


def _paragraphs(text: Text) -> list[list[Span]]:
    paragraphs: list[list[Span]] = [[]]
    for span in [Span(text)] if isinstance(text, str) else text:
        first, *others = span.text.split("\n")
        paragraphs[-1].append(replace(span, text=first))
        paragraphs += [[replace(span, text=other)] for other in others]
    return paragraphs


def _printable(text: Text, *, bold: bool) -> tuple[list[Span], frozenset[str]]:
    spans = [Span(text)] if isinstance(text, str) else text
    clean, missing = [], frozenset[str]()
    for span in spans:
        said, lacking = fonts.printable(span.text)
        missing |= lacking
        if said:
            clean.append(replace(span, text=said, bold=span.bold or bold))
    return clean, missing


# Plain text


@lru_cache(maxsize=16384)
def _is_plain(letter: str) -> bool:
    """Tell whether `letter` may stand alone: no mark, no joining, left to right."""
    if category(letter)[0] == "M" or category(letter) == "Cf":
        return False
    right_to_left = bidirectional(letter) in ("R", "AL", "AN")
    return not right_to_left and fonts.family_of(letter) is FAMILIES[0]


def _all_plain(spans: Sequence[Span]) -> bool:
    return all(_is_plain(letter) for span in spans for letter in set(span.text))


@lru_cache(maxsize=65536)
def _advance(letter: str, bold: bool) -> float:  # noqa: FBT001  (a cache key)
    face = fonts.face(FAMILIES[0], bold=bold)
    return face.advance(face.glyph(letter))


def _advances(span: Span) -> list[float]:
    return [_advance(letter, span.bold) for letter in span.text]


def _plain_line(spans: Sequence[Span], size: float, missing: frozenset[str]) -> Line:
    pieces, x = [], 0.0
    for span in spans:
        width = sum(_advances(span)) * size / 1000
        face = fonts.face(FAMILIES[0], bold=span.bold)
        pieces.append(Piece(PlainRun(face, span.text), x, width, span))
        x += width
    text = "".join(span.text for span in spans)
    blank = (len(text) - len(text.rstrip(" "))) * _advance(" ", bold=False)
    return Line(text, size, x - blank * size / 1000, tuple(pieces), missing=missing)


def _fill(spans: Sequence[Span], room: float) -> Iterator[list[Span]]:
    """Cut `spans` into lines, taking as many words into each as `room` holds."""
    text = "".join(span.text for span in spans)
    steps = [step for span in spans for step in _advances(span)]
    words = (
        (word.start(), word.start() + len(word[0].rstrip(" ")), word.end())
        for word in _WORD.finditer(text)
    )
    for start, _, end in cuts(words, [0.0, *accumulate(steps)], room):
        yield _slice(spans, start, end)


def _slice(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    cut, place = [], 0
    for span in spans:
        text = span.text[max(start - place, 0) : max(end - place, 0)]
        if text:
            cut.append(replace(span, text=text))
        place += len(span.text)
    return cut


# Shaped text


def _shaped_lines(
    spans: Sequence[Span], size: float, width: float, missing: frozenset[str]
) -> list[Line]:
    laid = layout.lay_out(list(_stretches(spans)), width * 1000 / size)
    return [_shaped_line(line, spans, size, missing) for line in laid]


def _shaped_line(
    line: ShapedLine, spans: Sequence[Span], size: float, missing: frozenset[str]
) -> Line:
    pieces = tuple(
        Piece(
            placed.run,
            placed.x * size / 1000,
            placed.width * size / 1000,
            spans[placed.owner],
        )
        for placed in line.placed
    )
    width = line.width * size / 1000
    return Line(line.text, size, width, pieces, line.right_to_left, missing)


def _stretches(spans: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the text in stretches of one face each."""
    family = FAMILIES[0]
    for owner, span in enumerate(spans):
        chosen = []
        for letter in span.text:
            family = _family(letter, family)
            chosen.append((family, letter))
        for of, letters in groupby(chosen, key=itemgetter(0)):
            text = "".join(letter for _, letter in letters)
            yield Stretch(text, fonts.face(of, bold=span.bold), owner)


def _family(letter: str, before: Family) -> Family:
    """Return what `letter` is set in: marks and signs stay with what is `before`."""
    if category(letter)[0] in "MZPC" and fonts.face(before, bold=False).has(letter):
        return before
    return fonts.family_of(letter) or before


def _ink(colour: str, stroked: float) -> str:
    """Return the operators for filling in `colour`, with a stroke of a type size."""
    rgb = " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))
    if not stroked:
        return f"{rgb} rg 0 Tr"
    return f"{rgb} rg {rgb} RG {stroked * _STROKE:.2f} w 2 Tr"
