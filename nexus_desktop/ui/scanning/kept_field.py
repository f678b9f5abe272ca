"""A text field as it was before keys that turned out to be a scan, put back after."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field of one line: its text, cursor and selection."""

    field: QLineEdit
    text: str
    cursor: int
    selection: tuple[int, int]
    is_modified: bool

    @classmethod
    def of(cls, widget: QWidget | None) -> "KeptField | None":
        """Keep the field that `widget` is or has; None where it has none."""
        field = widget
        if isinstance(widget, QAbstractSpinBox | QComboBox):
            field = widget.findChild(QLineEdit)
        if not isinstance(field, QLineEdit) or not isValid(field):
            return None
        chosen = field.selectionStart(), field.selectionLength()
        text, cursor = field.text(), field.cursorPosition()
        return cls(field, text, cursor, chosen, field.isModified())

    def put_back(self) -> None:
        """Make the field as it was, and take away what the keys brought up."""
        field = self.field
        if not isValid(field) or field.text() == self.text:
            return
        completer = cast("QCompleter | None", field.completer())
        popup = None if completer is None else completer.popup()
        if popup is not None:
            popup.hide()
        field.setText(self.text)
        field.setModified(self.is_modified)
        begin, length = self.selection
        field.setCursorPosition(self.cursor)
        if length > 0:
            at_end = self.cursor == begin + length
            field.setSelection(
                *((begin, length) if at_end else (begin + length, -length))
            )


def takes_text(widget: QWidget | None) -> bool:
    """Tell whether letters typed at `widget` are written somewhere."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox)


def receiver() -> QWidget | None:
    """Return the widget that gets the keys now.

    None also for one that Python knows only by what was at its place in memory before,
    as happens in dialogs that Qt makes by itself.
    """
    popup = QApplication.activePopupWidget()
    found = [QApplication.focusWidget()]
    if popup is not None:
        found = [popup.focusProxy(), popup.focusWidget(), popup]
    first = next((widget for widget in found if widget is not None), None)
    return first if first is not None and isValid(first) else None


def rub_out(widget: QWidget | None, letters: int) -> None:
    """Press Backspace as often as letters got into a text of several lines."""
    if not isinstance(widget, QTextEdit | QPlainTextEdit):
        return
    for _ in range(letters):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Backspace, _NONE)
            QCoreApplication.sendEvent(widget, event)
