"""Puts the glyphs a PDF uses into it, with the text each of them stands for.

Each face becomes one composite font of two-byte codes (PDF 32000-1, 9.7: Type 0,
CIDFontType2, Identity-H). A code stands for a glyph *and* its text, so that the same
shape can be copied back as different letters; the codes are counted per document, in
the order of use: same pages, same bytes.
"""

from copy import copy
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFontFile
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.documents.fonts import LOCK, Face

_SYMBOLIC = 4
_BLOCK = 100  # entries that one beginbfchar may hold

_embedded: "WeakKeyDictionary[Canvas, dict[str, Subset]]" = WeakKeyDictionary()


class Subset:
    """The glyphs of one face that one document uses."""

    def __init__(self, face: Face, number: int) -> None:
        self.resource = f"NX{number}"
        self._face = face
        self._number = number
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self._plain: dict[str, str] = {}

    def code(self, glyph: int, text: str) -> str:
        """Return the code for `glyph` standing for `text`, as hex digits."""
        code = self._codes.setdefault((glyph, text), len(self._codes))
        return f"{code:04X}"

    def plain(self, text: str) -> str:
        """Return the codes of `text` shown letter by letter, unshaped."""
        known = self._plain
        for character in text:
            if character not in known:
                known[character] = self.code(self._face.glyph(character), character)
        return "".join(map(known.__getitem__, text))

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802  (reportlab's name)
        """Write the font; reportlab calls this once, when the document is saved."""
        glyphs = list(dict.fromkeys(glyph for glyph, _ in self._codes))
        place = {glyph: index for index, glyph in enumerate(glyphs)}
        name = f"{_tag(self._number)}+{self._face.file.name.decode()}"
        file = _stream(document, _subset_file(self._face.file, glyphs))
        to_glyph = b"".join(place[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": "/" + name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": self._descriptor(document, name, file),
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(self._widths())]),
                "CIDToGIDMap": _stream(document, to_glyph),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": "/" + name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": _stream(document, self._to_unicode()),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font)

    def _widths(self) -> list[str]:
        return [f"{self._face.advance(glyph):g}" for glyph, _ in self._codes]

    def _descriptor(
        self, document: pdfdoc.PDFDocument, name: str, file: pdfdoc.PDFObject
    ) -> pdfdoc.PDFObject:
        read = self._face.file
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": "/" + name,
                    "Flags": _SYMBOLIC,
                    "FontBBox": pdfdoc.PDFArray(read.bbox),
                    "ItalicAngle": read.italicAngle,
                    "Ascent": read.ascent,
                    "Descent": read.descent,
                    "CapHeight": read.capHeight,
                    "StemV": read.stemV,
                    "FontFile2": file,
                }
            )
        )

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if text
        ]
        blocks = (rows[i : i + _BLOCK] for i in range(0, len(rows), _BLOCK))
        body = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in blocks
        )
        return _CMAP.replace("{body}", body).encode("ascii")


_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _Operators:
    """Operators in the shape in which a canvas takes a text object."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802  (reportlab's name)
        return self._code


def write(canvas: Canvas, operators: str) -> None:
    """Put PDF operators on the page as they are."""
    canvas.drawText(_Operators(operators))


def subset(canvas: Canvas, face: Face) -> Subset:
    """Return the subset of `face` in the document that `canvas` draws."""
    with LOCK:
        faces = _embedded.setdefault(canvas, {})
    found = faces.get(face.name)
    if found is None:
        found = faces[face.name] = Subset(face, len(faces) + 1)
        # reportlab's way of taking fonts that are complete only at the end.
        canvas._doc.delayedFonts.append(found)  # noqa: SLF001  (no public way)
    return found


def _subset_file(file: TTFontFile, glyphs: list[int]) -> bytes:
    """Return a TrueType file with `glyphs` numbered from 0 in their order."""
    own = copy(file)  # its reading position and map are ours alone
    own.charToGlyph = dict(enumerate(glyphs))
    return bytes(own.makeSubset(range(len(glyphs))))


def _stream(document: pdfdoc.PDFDocument, content: bytes) -> pdfdoc.PDFObject:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    stream.dictionary["Length1"] = len(content)
    return document.Reference(stream)


def _tag(number: int) -> str:
    """Return six letters that tell the subsets of a document apart."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
