"""Widgets side by side, in as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Puts widgets into lines like words; its height follows from its width."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), is_for_real=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, is_for_real=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def _place(self, box: QRect, *, is_for_real: bool) -> int:
        x, y, line = box.x(), box.y(), 0
        for item in self._items:
            size = item.sizeHint()
            size.setWidth(min(size.width(), box.width()))
            if x > box.x() and x + size.width() > box.right() + 1:
                x, y, line = box.x(), y + line + self._gap, 0
            if is_for_real:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - box.y()


class Flow(QWidget):
    """A widget that holds others in lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = FlowLayout()
        self.setLayout(self.lines)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding
        )
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def fill(self, widgets: list[QWidget]) -> None:
        """Hold these widgets instead of those before."""
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in widgets:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self.lines.addWidget(widget)
        self.updateGeometry()
