"""The row below the card: what the keys do, also for the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.ui.desk.parts_button import PartsButton
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label

_GAP = 4


class KeyHint(PartsButton):
    """A key cap and what it does; clicking does the same."""

    def __init__(self, keys: str, words: str, act: Callable[[], None]) -> None:
        box = QHBoxLayout()
        box.setContentsMargins(0, 2, 8, 2)
        box.setSpacing(6)
        self._keys, self._words = keys, label(words, "small")
        parts = label(keys, "key"), self._words
        super().__init__(box, parts, f"{words} ({keys})", act)
        theme.set_role(self, "hint")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def say(self, words: str) -> None:
        """Call what the key does otherwise."""
        self._words.setText(words)
        self.setAccessibleName(f"{words} ({self._keys})")


class KeyHints(QWidget):
    """Keys with their actions, bound for the whole window while this is visible.

    They stand side by side, in as many lines as the width asks for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hints: list[KeyHint] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(
        self, keys: str, words: str, act: Callable[[], None], *, bind: bool = True
    ) -> KeyHint:
        """Add a hint at the end; `bind` makes the key work too."""
        hint = KeyHint(keys, words, act)
        hint.setParent(self)
        self.hints.append(hint)
        if bind:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda: act() if hint.isEnabled() else None)
        self.updateGeometry()
        return hint

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(
            (at.y() + size.height() for at, size in self._places(width)), default=0
        )

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 1)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(self.width(), 1)))

    def _places(self, width: int) -> list[tuple[QPoint, QSize]]:
        """Return where each hint stands and how large it is."""
        places: list[tuple[QPoint, QSize]] = []
        left = top = 0
        for hint in self.hints:
            size = hint.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + size.height() + _GAP
            places.append((QPoint(left, top), size))
            left += size.width() + _GAP
        return places

    def arrange(self) -> None:
        """Put the hints where they belong."""
        for hint, (at, size) in zip(
            self.hints, self._places(self.width()), strict=True
        ):
            hint.setGeometry(at.x(), at.y(), size.width(), size.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.updateGeometry()
