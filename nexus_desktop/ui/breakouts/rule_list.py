"""Rules below each other, each with a way to take it away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nexus_desktop.ui.kit.widgets import button, clear, label


class RuleList(QWidget):
    """Lists rules in words.

    Signals:
        removed: key of a rule.
    """

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def show_rules(self, rules: Sequence[tuple[object, str]]) -> None:
        """List (key, sentence); one whose key is None can't be taken away here."""
        clear(self._box)
        for key, sentence in rules:
            self._box.addWidget(self._line(key, sentence))
        if not rules:
            self._box.addWidget(label(self.tr("None yet."), "small"))

    def _line(self, key: object, sentence: str) -> QWidget:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(sentence, wrap=True), 1)
        if key is not None:
            remove = button(
                self.tr("Remove"), "link", clicked=partial(self.removed.emit, key)
            )
            remove.setAccessibleName(self.tr("Remove: {}").format(sentence))
            box.addWidget(remove)
        return line
