"""The row below the card: what the keys do, also for the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label


class KeyHint(QPushButton):
    """A key cap and what it does; clicking does the same."""

    def __init__(self, keys: str, words: str, act: Callable[[], None]) -> None:
        super().__init__()
        theme.set_role(self, "hint")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words} ({keys})")
        self._cap, self._words = label(keys, "key"), label(words, "small")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 2, 8, 2)
        box.setSpacing(6)
        for part in (self._cap, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            box.addWidget(part)
        self.clicked.connect(lambda _checked=False: act())

    def allow(self, *, on: bool) -> None:
        """Say whether there is something to do it to."""
        self.setEnabled(on)
        self._words.setEnabled(on)
        self._cap.setEnabled(on)

    @override
    def sizeHint(self) -> QSize:
        box = self.layout()
        return super().sizeHint() if box is None else box.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class KeyHints(QWidget):
    """Keys with their actions, bound for the whole window while this is visible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._box.addStretch(1)

    def add(
        self, keys: str, words: str, act: Callable[[], None], *, bind: bool = True
    ) -> KeyHint:
        """Add a hint at the right; `bind` makes the key work too."""
        hint = KeyHint(keys, words, act)
        self._box.insertWidget(self._box.count() - 1, hint)
        if bind:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda: act() if hint.isEnabled() else None)
        return hint
