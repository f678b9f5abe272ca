"""Which text each glyph of a run gives when it is copied from the page.

Readers take the glyphs of a line from left to right, then turn right-to-left letters
around one by one. So those stand in that order here, the letters of one glyph the other
way round; a glyph without a width that sits on another (a mark, half a ligature) leaves
its text to the letter below.
"""

from functools import lru_cache
from itertools import pairwise

from nexus_desktop.documents import qt_shaping
from nexus_desktop.documents.fonts import Face
from nexus_desktop.documents.qt_shaping import Mark
from nexus_desktop.documents.runs import Glyph, ShapedRun

_UNSEEN = "\u200b"  # stands for the further glyphs of a letter that has several


@lru_cache(maxsize=4096)
def run_of(text: str, face: Face, right_to_left: bool) -> ShapedRun:  # noqa: FBT001  (a cache key)
    """Return `text`, all in one face and direction, as a run."""
    marks = qt_shaping.shaped(text, face, right_to_left).marks
    units = text.encode("utf-16-le")
    if right_to_left:
        below, on_top = _parted(marks, face)
        texts = [part[::-1] for part in _texts(units, below)]
        return ShapedRun(face, _glyphs(below, texts), on_top=_glyphs(on_top, []))
    texts = _texts(units, marks)
    starts = {mark.start for mark in marks}
    one_to_one = len(starts) == len(marks) == len(units) // 2
    return ShapedRun(face, _glyphs(marks, texts), "" if one_to_one else text)


def _texts(units: bytes, marks: tuple[Mark, ...]) -> list[str]:
    """Return what each glyph gives; all of them together give the whole text."""
    starts = sorted({mark.start for mark in marks})
    edges = [0, *starts[1:], len(units) // 2]
    parts = dict(zip(starts, pairwise(edges), strict=True))
    texts = []
    for mark in marks:
        start, end = parts.pop(mark.start, (0, 0))
        letters = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        texts.append(letters or _UNSEEN)
    return texts


def _parted(
    marks: tuple[Mark, ...], face: Face
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Tell the glyphs that move the pen from those that sit on them."""
    wide = tuple(mark for mark in marks if face.advance(mark.number))
    if not wide:
        return marks, ()
    return wide, tuple(mark for mark in marks if mark not in wide)


def _glyphs(marks: tuple[Mark, ...], texts: list[str]) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(mark.number, text, mark.x, mark.y)
        for mark, text in zip(marks, texts or [_UNSEEN] * len(marks), strict=True)
    )
