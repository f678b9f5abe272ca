"""A button made of several labels."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override


class PartsButton(QPushButton):
    """As large as its parts need; a click on any of them is a click on it."""

    def __init__(
        self,
        box: QHBoxLayout | QVBoxLayout,
        parts: Sequence[QWidget],
        name: str,
        act: Callable[[], None],
    ) -> None:
        super().__init__()
        self._box = box
        self.setLayout(box)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(part)
        self.clicked.connect(lambda _checked=False: act())

    @override
    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._box.minimumSize()
