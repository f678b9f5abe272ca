"""The row below the card: what the keys do, also for the mouse."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nexus_desktop.ui.desk.parts_button import PartsButton
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label


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
