"""The bundled fonts: which one has a character, and what its glyphs measure.

Faces are read when first needed and kept; reading is safe from several threads. No Qt
and no PDF here: `qt_layout` shapes with these faces, `embedding` puts them into a file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from struct import unpack_from
from threading import RLock
from unicodedata import category, normalize

from reportlab.pdfbase.ttfonts import TTFontFile

from nexus_desktop.core import resources

MISSING_MARK = "\N{REPLACEMENT CHARACTER}"
"""Printed for a character that no bundled font has."""

LOCK = RLock()
"""Held while shared font state is read or made."""

_JOINERS = frozenset("\u200b\u200c\u200d\u2060")
_DROPPED = dict.fromkeys(map(ord, "\u00ad\ufeff\ufe0e\ufe0f"))


@dataclass(frozen=True, slots=True)
class Family:
    """A bundled family: its files without ".ttf", and the code points it is asked for.

    `bold` is "" where there is no bold file: the regular one is then drawn with a
    stroke. `ranges` keep a font from being read for a character it can't have.
    """

    regular: str
    bold: str
    ranges: tuple[tuple[int, int], ...]


def _script(name: str, *ranges: tuple[int, int]) -> Family:
    return Family(f"{name}-Regular", f"{name}-Bold", ranges)


# In the order in which they are asked; the first that has a character gets it.
FAMILIES = (
    _script("NotoSans", (0x20, 0x52F), (0x1AB0, 0x1AFF), (0x1C80, 0x20FF),
            (0x2100, 0x218F), (0x2C60, 0x2C7F), (0x2DE0, 0x2E52), (0xA640, 0xA7FF),
            (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFC, 0xFFFD)),
    _script("NotoSansThai", (0xE00, 0xE7F)),
    _script("NotoSansLao", (0xE80, 0xEFF), (0x20AD, 0x20AD)),
    _script("NotoSansKhmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _script("NotoSansMyanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _script("NotoSansDevanagari", (0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    _script("NotoSansBengali", (0x980, 0x9FF)),
    _script("NotoSansTamil", (0xB80, 0xBFF)),
    _script("NotoSansSinhala", (0xD80, 0xDFF), (0x111E1, 0x111F4)),
    _script("NotoSansGujarati", (0xA80, 0xAFF)),
    _script("NotoSansGurmukhi", (0xA00, 0xA7F), (0x262C, 0x262C)),
    _script("NotoSansTelugu", (0xC00, 0xC7F)),
    _script("NotoSansKannada", (0xC80, 0xCFF)),
    _script("NotoSansMalayalam", (0xD00, 0xD7F)),
    _script("NotoNaskhArabic", (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF),
            (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    _script("NotoSansHebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    _script("NotoSansArmenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
    _script("NotoSansGeorgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    Family("NotoSansMongolian-Regular", "", ((0x1800, 0x18AF), (0x11660, 0x1166C))),
    Family("NotoSansKR-Regular-hangul", "",
           ((0x1100, 0x11FF), (0x3131, 0x318E), (0xAC00, 0xD7A3))),
    Family("NotoSansSC-Regular-subset", "", ((0x2000, 0x33FF), (0x3400, 0x9FFF),
           (0xF900, 0xFAFF), (0xFE10, 0xFE4F), (0xFF00, 0xFFEF), (0x1F100, 0x1F2FF),
           (0x20000, 0x3FFFF))),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Face:
    """One font file; lengths are in thousandths of the type size.

    Attributes:
        name: the file's name without ".ttf".
        file: reportlab's reader of it. Its reading position is not for sharing: work
            on a copy.
        stroked: drawn with a stroke, since the family has no bold file.
    """

    name: str
    file: TTFontFile
    stroked: bool = False
    _extents: dict[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file."""
        return _path(self.name)

    def has(self, character: str) -> bool:
        """Tell whether there is a glyph for `character`."""
        return bool(self.file.charToGlyph.get(ord(character)))

    def glyph(self, character: str) -> int:
        """Return the number of the glyph for `character`, 0 when there is none."""
        return int(self.file.charToGlyph.get(ord(character), 0))

    def advance(self, glyph: int) -> float:
        """Return how far `glyph` moves the pen."""
        return float(self.file.hmetrics[glyph][0] * 1000 / self.file.unitsPerEm)

    def extent(self, glyph: int) -> tuple[float, float]:
        """Return the lowest and highest point of the ink of `glyph`."""
        known = self._extents.get(glyph)
        if known is None:
            known = self._extents[glyph] = self._read_extent(glyph)
        return known

    def _read_extent(self, glyph: int) -> tuple[float, float]:
        first, end = self.file.glyphPos[glyph : glyph + 2]
        if first == end:
            return 0.0, 0.0
        start = self.file.get_table_pos("glyf")[0] + first
        low, high = unpack_from(">h2xh", self.file.get_chunk(start + 4, 6))
        scale = 1000 / self.file.unitsPerEm
        return low * scale, high * scale


_faces: dict[tuple[str, bool], Face] = {}


def face(family: Family, *, bold: bool) -> Face:
    """Return the face of `family`, reading its file the first time."""
    name = family.bold if bold and family.bold else family.regular
    stroked = bold and not family.bold
    with LOCK:
        found = _faces.get((name, stroked))
        if found is None:
            found = _faces[name, stroked] = Face(name, _read(name), stroked)
    return found


@cache
def _read(name: str) -> TTFontFile:
    return TTFontFile(str(_path(name)))


def _path(name: str) -> Path:
    return resources.path("fonts", f"{name}.ttf")


@lru_cache(maxsize=65536)
def family_of(character: str) -> Family | None:
    """Return the first family that has `character`, None when none has."""
    code = ord(character)
    for family in FAMILIES:
        asked = any(first <= code <= last for first, last in family.ranges)
        if asked and face(family, bold=False).has(character):
            return family
    return None


def printable(text: str) -> tuple[str, frozenset[str]]:
    """Return `text` as it can be printed, and the characters that no font has.

    The text comes back composed (NFC), each control character as a space, without soft
    hyphens and the like, and `MISSING_MARK` for each character that is missing.
    """
    composed = normalize("NFC", text).translate(_DROPPED)
    missing = frozenset(filter(_is_missing, set(composed)))
    if missing:
        composed = composed.translate(dict.fromkeys(map(ord, missing), MISSING_MARK))
    controls = {ord(c): " " for c in set(composed) if category(c) in _CONTROLS}
    return composed.translate(controls) if controls else composed, missing


_CONTROLS = ("Cc", "Zl", "Zp")


def unprintable(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters in `texts` that would be printed as `MISSING_MARK`.

    Ask before printing, so that a person can be told which names are touched.
    """
    return frozenset().union(*(printable(text)[1] for text in texts))


@lru_cache(maxsize=65536)
def _is_missing(character: str) -> bool:
    if character in _JOINERS or category(character) in _CONTROLS:
        return False
    return family_of(character) is None
