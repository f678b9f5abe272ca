"""A text laid out to a width: as large as it fits, in as few lines as asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextOption,
)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text, ready to be drawn; heights are those of the scripts in it."""

    layout: QTextLayout
    width: float
    height: float
    lines: int

    def draw(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Draw with the upper left corner at (`left`, `top`)."""
        painter.setPen(colour)
        self.layout.draw(painter, QPointF(left, top))


def lay_out(
    text: str, font: QFont, width: float, *, anywhere: bool = False
) -> TextBlock:
    """Return `text` in `font`, wrapped to `width`: at words, or else anywhere."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if anywhere
        else QTextOption.WrapMode.WordWrap
    )
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    height = widest = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return TextBlock(layout, widest, height, layout.lineCount())


def fitted(
    text: str, font: QFont, width: float, tries: Iterable[tuple[int, int]]
) -> TextBlock:
    """Return `text` at the first of `tries` (pixels, most lines) at which it fits.

    When it fits at none, words are broken at the last one, and at worst it is cut
    there with an ellipsis.
    """
    font = QFont(font)
    size = lines = 1
    for size, lines in tries:
        font.setPixelSize(size)
        block = lay_out(text, font, width)
        if block.lines <= lines and block.width <= width:
            return block
    block = lay_out(text, font, width, anywhere=True)
    if block.lines <= lines and block.width <= width:
        return block
    return _cut(text, font, width, lines)


def _cut(text: str, font: QFont, width: float, lines: int) -> TextBlock:
    metrics = QFontMetricsF(font)
    room = width * lines
    while True:
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        block = lay_out(short, font, width)
        if (block.lines <= lines and block.width <= width) or room < width / 4:
            return block
        room -= width / 8
