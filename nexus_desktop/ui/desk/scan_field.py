"""The one field of the desk: a scanner types into it, or a person types a name."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanField(QLineEdit):
    """Has the focus whenever no form is open; leaves arrows and Escape to the screen.

    Signals:
        entered: Enter was pressed, with the text there is.
        stepped: so many lines up (negative) or down in the list below.
        looked_up: Shift+Enter was pressed: who is chosen is to be shown, not let in.
        escaped: Escape was pressed; an empty field is left as it is.
    """

    entered = Signal(str)
    stepped = Signal(int)
    looked_up = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan_field")
        self.setPlaceholderText(self.tr("Scan a badge, or type part of a name"))
        self.setAccessibleName(self.placeholderText())
        self.setMaxLength(400)
        self.setFixedHeight(48)
        theme.set_role(self, "scan")

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            return False  # Ctrl+Z is the window's when there is no text to take back
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.looked_up.emit()
        elif key in _ENTER:
            self.entered.emit(self.text())
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
