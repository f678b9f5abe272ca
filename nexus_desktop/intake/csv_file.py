"""Reads delimited text whose encoding and delimiter nobody has told us."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from charset_normalizer import from_bytes

from nexus_desktop.core.people_import import SourceRow
from nexus_desktop.intake.columns import known_headings
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import Grid

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = (
    "gb18030", "cp1251", "cp1258", "big5", "cp949", "cp932", "cp874", "cp1256",
    "cp1252",
)  # fmt: skip
_DELIMITERS = (",", ";", "\t", "|")
_ANY_DELIMITER = re.compile(r"[,;\t|\r\n]")
_LOOKED_AT = 20_000
_CELL_LIMIT = 2_000_000


def read(data: bytes, name: str) -> Grid:
    """Return the cells of delimited text.

    Raises:
        BadFile: it is not text, or a quotation mark is never closed.
    """
    text, encoding = decode(data, name)
    text = unicodedata.normalize("NFC", text).removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)
    body = f"\n{rest}" if told else text
    rows = list(_rows(body, told[1] if told else _delimiter(text), name))
    return Grid(name=name, rows=tuple(rows), encoding=encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text in `data` and the name of its encoding.

    Raises:
        BadFile: it is not text.
    """
    for encoding in _encodings(data):
        text = _decoded(data, encoding)
        if text is not None and _reads_like_text(text):
            return text, encoding
    raise BadFile(
        f"{name} is not a list: it holds no text that can be read. "
        "Save the list as CSV or as an Excel workbook (.xlsx)."
    )


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return the text, None if it is in another encoding.

    A letter in twenty may be damaged in UTF-8: else a single one would turn the names
    of the whole list into nonsense.
    """
    try:
        return data.decode(encoding)
    except UnicodeError:
        if encoding not in {"utf-8", "utf-8-sig"}:
            return None
    text = data.decode(encoding, errors="replace")
    sound = sum(letter > "\x7f" for letter in text) - text.count("\ufffd")
    return text if text.count("\ufffd") * 20 <= sound else None


def _encodings(data: bytes) -> Iterator[str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield encoding
            return
    zeros = data.count(0)
    if zeros * 5 > len(data):
        yield "utf-16-le" if data[1::2].count(0) * 2 > zeros else "utf-16-be"
    yield "utf-8"
    yield from _legacy(data)


def _legacy(data: bytes) -> list[str]:
    """Return encodings for `data`, best first: the one whose headings we know."""
    likely = [codecs.lookup(match.encoding).name for match in from_bytes(data)]
    if not likely:
        return []
    encodings = dict.fromkeys((*likely, *_LEGACY))
    return sorted(encodings, key=lambda encoding: -_known(data, encoding))


def _known(data: bytes, encoding: str) -> int:
    text = _decoded(data, encoding) or ""
    lines = [line for line in text[:_LOOKED_AT].splitlines() if line.strip()][:3]
    return max(
        (known_headings(_ANY_DELIMITER.split(line)) for line in lines), default=0
    )


def _reads_like_text(text: str) -> bool:
    strange = sum(
        unicodedata.category(letter) in {"Cc", "Cn", "Co", "Cs"}
        and not letter.isspace()
        for letter in text[:_LOOKED_AT]
    )
    return strange * 100 <= max(len(text[:_LOOKED_AT]), 300)


def _delimiter(text: str) -> str:
    """Return the delimiter under which the lines agree best."""
    sample = text[:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[int, float]:
    rows = [row for row in csv.reader(sample.splitlines(), delimiter=delimiter) if row]
    rows = rows[:100]
    if not rows:
        return 0, 0.0
    known = max(known_headings(row) for row in rows[:10])
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return (known, count / len(rows) * min(width, 10)) if width > 1 else (0, 0.0)


def _rows(text: str, delimiter: str, name: str) -> Iterator[SourceRow]:
    csv.field_size_limit(_CELL_LIMIT)
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, strict=_is_strict(lines, delimiter))
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield SourceRow(number, tuple(cells))
    except csv.Error as error:
        raise BadFile(
            f"{name} can't be read from row {number + 1} on: a quotation mark that is "
            "opened there is never closed."
        ) from error


def _is_strict(lines: list[str], delimiter: str) -> bool:
    """Tell whether to insist on closed quotes: yes, unless one stands inside a cell."""
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return True
