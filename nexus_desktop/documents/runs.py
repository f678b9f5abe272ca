"""Runs of glyphs in one face, and the PDF operators that show them.

Positions and advances are in thousandths of the type size, from the run's own start.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from nexus_desktop.documents.embedding import Subset
from nexus_desktop.documents.fonts import Face

_CLOSE = 0.5


class Glyph(NamedTuple):
    """A glyph, the text it stands for, and where it goes."""

    number: int
    text: str
    x: float
    y: float


class Run(Protocol):
    """What a line is made of."""

    @property
    def face(self) -> Face:
        """The font of all its glyphs."""
        ...

    @property
    def extent(self) -> tuple[float, float]:
        """The lowest and highest point of its ink."""
        ...

    def operators(self, subset: Subset, size: float) -> str:
        """Return what shows it, with the pen at its start and the font set."""
        ...


@dataclass(frozen=True)
class PlainRun:
    """Text whose letters stand one after the other as they are."""

    face: Face
    text: str

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The lowest and highest point of its ink."""
        return _extent(self.face, map(self.face.glyph, set(self.text)))

    def operators(self, subset: Subset, size: float) -> str:  # noqa: ARG002
        """Return what shows it, with the pen at its start and the font set."""
        return f"<{subset.plain(self.text)}> Tj"


@dataclass(frozen=True)
class ShapedRun:
    """Glyphs placed one by one.

    Attributes:
        actual: the run's whole text, where its glyphs alone would not give it back.
        on_top: drawn after the others, for the eye only: their text is with the letters
            that they sit on.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    actual: str = ""
    on_top: tuple[Glyph, ...] = ()

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The lowest and highest point of its ink."""
        ink = [
            (glyph.y + low, glyph.y + high)
            for glyph in (*self.glyphs, *self.on_top)
            for low, high in (self.face.extent(glyph.number),)
        ]
        return min(low for low, _ in ink), max(high for _, high in ink)

    def operators(self, subset: Subset, size: float) -> str:
        """Return what shows it, with the pen at its start and the font set."""
        return "".join(self._parts(subset, size))

    def _parts(self, subset: Subset, size: float) -> Iterator[str]:
        pen, parts = self._show(self.glyphs, 0.0, subset, size)
        yield _span(self.actual, parts) if self.actual else parts
        if self.on_top:
            yield _span("", self._show(self.on_top, pen, subset, size)[1])

    def _show(
        self, glyphs: tuple[Glyph, ...], pen: float, subset: Subset, size: float
    ) -> tuple[float, str]:
        """Return where the pen ends, and the operators."""
        shown, codes, height = "", "", 0.0
        for glyph in glyphs:
            if abs(glyph.y - height) > _CLOSE:
                shown += f"[{codes}] TJ {glyph.y * size / 1000:.2f} Ts "
                height, codes = glyph.y, ""
            if abs(glyph.x - pen) > _CLOSE:
                codes += f"{pen - glyph.x:.1f}"
                pen = glyph.x
            codes += f"<{subset.code(glyph.number, glyph.text)}>"
            pen += self.face.advance(glyph.number)
        return pen, f"{shown}[{codes}] TJ" + (" 0 Ts" if height else "")


def _span(text: str, operators: str) -> str:
    """Say that what `operators` show stands for `text` when it is copied."""
    code = text.encode("utf-16-be").hex().upper()
    return f" /Span <</ActualText <FEFF{code}>>> BDC {operators} EMC"


def _extent(face: Face, glyphs: Iterable[int]) -> tuple[float, float]:
    ink = [face.extent(glyph) for glyph in glyphs] or [(0.0, 0.0)]
    return min(low for low, _ in ink), max(high for _, high in ink)
