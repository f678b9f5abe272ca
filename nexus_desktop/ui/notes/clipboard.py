"""What comes in and goes out: text of Word or a chat, pictures, text for elsewhere."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from nexus_desktop.core.notation import join
from nexus_desktop.ui.notes.lines import Record

PICTURE_FILES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif")

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029\x85\x1c-\x1e\ufdd0\ufdd1]")
# What word processors put before the items of a list, then a tab or spaces.
_BULLET = re.compile(r"^(?:[·•▪●○◦‣➢–—\uf0a7\uf0b7\uf0d8]\s+|o\t\s*)")
_SPACES = re.compile(r"[\t\u00a0]+")


def lines_in(text: str) -> list[str]:
    """Return the lines that say something, without the bullets of word processors."""
    found = (_tidied(line) for line in _BREAKS.split(text))
    return [line for line in found if line.strip()]


def pasted(text: str) -> list[str]:
    """Return what is put in for `text`: part of a line as it is, or its lines."""
    if _BREAKS.search(text) or _BULLET.match(text.lstrip()):
        return lines_in(text)
    return [_SPACES.sub(" ", text)] if text else []


def pictures_in(source: QMimeData) -> list[QImage | str]:
    """Return the pictures, or paths of picture files; none where there is text too.

    Word processors and spreadsheets offer a picture of every text they copy.
    """
    files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    found: list[QImage | str] = []
    found += [path for path in files if path.lower().endswith(PICTURE_FILES)]
    if not found and source.hasImage() and not source.hasText():
        picture = QImage(source.imageData())
        found += [] if picture.isNull() else [picture]
    return found


def _tidied(line: str) -> str:
    return _SPACES.sub(" ", _BULLET.sub("", line.lstrip())).rstrip()


def text_of(records: Sequence[Record], first: int, last: int) -> str:
    """Return lines as text: from character `first` of the first to `last` of the last.

    A line that is taken from its start brings its mark along.
    """
    if len(records) == 1:
        return records[0].body[first:last]
    bodies = [record.body for record in records]
    bodies[-1] = bodies[-1][:last]
    bodies[0] = bodies[0][first:]
    return "\n".join(
        body if index == 0 and first else join(record.kind, body)
        for index, (record, body) in enumerate(zip(records, bodies, strict=True))
    )
