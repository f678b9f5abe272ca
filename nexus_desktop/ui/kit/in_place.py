"""Texts that are edited where they are read."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label


class Suggesting(QLineEdit):
    """A line completed from what is known, by any part of it.

    The list of it is made when somebody comes to type, for most never do.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: Collection[str] = ()

    def suggest(self, texts: Collection[str]) -> None:
        """Complete what is typed from `texts`."""
        self._texts = texts
        if self.hasFocus():
            self._make_list()
        else:
            self.setCompleter(None)  # type: ignore[arg-type]  # none is allowed

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._texts and self.completer() is None:
            self._make_list()
        super().focusInEvent(event)

    def _make_list(self) -> None:
        completer = QCompleter(sorted(set(self._texts), key=str.casefold), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)


class InPlace(Suggesting):
    """A line that is text until it is typed into; Enter or leaving it saves.

    Signals:
        edited: str, the new text.
    """

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._settled = ""
        theme.set_role(self, "bare")
        self.setPlaceholderText("–")
        self.editingFinished.connect(self.hand_over)

    def settle(self, text: str) -> None:
        """Show what is known, unless something else is being typed."""
        typing = self.hasFocus() and self.text() != self._settled
        self._settled = text
        if not typing:
            self._show(text)

    def hand_over(self) -> None:
        """Tell the new text, if there is one."""
        text = self.text().strip()
        if text != self._settled:
            self._settled = text
            self.edited.emit(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._settled:
            self._show(self._settled)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)
        self.setToolTip(text if len(text) > 30 else "")


class FieldLine(QWidget):
    """An in-place editor with room for what is wrong with it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.editor = InPlace()
        self.editor.setAccessibleName(name)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.editor)
        box.addWidget(self.wrong)

    def say_wrong(self, reason: str) -> None:
        """Show why a text can't be kept; "" for nothing."""
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))
        self.editor.setAccessibleDescription(reason)
        if bool(self.editor.property("wrong")) != bool(reason):
            self.editor.setProperty("wrong", bool(reason))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
