"""Texts that are as large as their room allows, centred, in any script."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

_STEP = 0.92
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def draw(
    painter: QPainter, box: QRectF, text: str, largest: float, *, bold: bool = False
) -> None:
    """Draw `text` into `box`, at most `largest` pixels high."""
    painter.setFont(_fitting(painter.font(), box, text, largest, bold=bold))
    painter.drawText(box, int(_CENTRED), text)


def _fitting(
    font: QFont, box: QRectF, text: str, largest: float, *, bold: bool
) -> QFont:
    made = QFont(font)
    made.setBold(bold)
    size = largest
    while True:
        made.setPixelSize(max(10, round(size)))
        needed = QFontMetricsF(made).boundingRect(box, int(_CENTRED), text)
        if (box.contains(needed) and not _is_split(made, box, text)) or size <= 10:
            return made
        size *= _STEP


def _is_split(font: QFont, box: QRectF, text: str) -> bool:
    """Tell whether a single word is wider than the room."""
    metrics = QFontMetricsF(font)
    return any(metrics.horizontalAdvance(word) > box.width() for word in text.split())
