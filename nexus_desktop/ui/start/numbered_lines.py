"""A small editor whose lines are numbered: one objective a line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.theme import colours

_MARGIN = 34


class NumberedLines(QPlainTextEdit):
    """Takes one text a line; Tab leaves the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setViewportMargins(_MARGIN, 0, 0, 0)
        self._margin = _Numbers(self)
        self.updateRequest.connect(lambda _rect, _dy: self._margin.update())

    def lines(self) -> tuple[str, ...]:
        """Return the lines that hold something."""
        lines = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        box = QRect(inner.left() + 1, inner.top() + 1, _MARGIN - 2, inner.height() - 2)
        self._margin.setGeometry(box)

    def paint_numbers(self, painter: QPainter) -> None:
        """Write the number of each line that is in sight, at its first row."""
        top_of_text = self.viewport().mapTo(self, self.viewport().rect().topLeft()).y()
        shift = top_of_text - self._margin.y()
        block = self.firstVisibleBlock()
        number = 1 + sum(
            bool(self.document().findBlockByNumber(n).text().strip())
            for n in range(block.blockNumber())
        )
        painter.setPen(colours()["faint"])
        while block.isValid() and block.isVisible():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if block.text().strip():
                place = QRect(0, int(box.top()) + shift, _MARGIN - 10, _row_of(self))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
                number += 1
            block = block.next()


def _row_of(editor: QPlainTextEdit) -> int:
    return editor.fontMetrics().lineSpacing()


class _Numbers(QWidget):
    def __init__(self, editor: NumberedLines) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_MARGIN, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._editor.font())
        self._editor.paint_numbers(painter)
        painter.end()
