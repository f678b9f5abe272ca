"""Asks, below the card, why somebody who was refused may come in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label


class ReasonBar(QFrame):
    """One line: Enter admits, Escape goes back.

    Signals:
        given: the reason.
        closed: nobody is admitted.
    """

    given = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reason_bar")
        theme.set_role(self, "panel")
        self.reason = QLineEdit()
        self.reason.setObjectName("reason_field")
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(self.tr("In a few words; it is kept"))
        self.reason.returnPressed.connect(self._give)
        question = label(self.tr("Why may they come in?"), "strong")
        question.setBuddy(self.reason)
        self.reason.setAccessibleName(question.text())
        self.admit = button(self.tr("Admit"), "main", clicked=self._give)
        self.admit.setEnabled(False)
        self.reason.textChanged.connect(
            lambda text: self.admit.setEnabled(bool(text.strip()))
        )
        back = button(self.tr("Back"), clicked=self.closed.emit)
        back.setToolTip(self.tr("Back (Esc)"))
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 8, 8)
        box.setSpacing(8)
        box.addWidget(question)
        box.addWidget(self.reason, 1)
        box.addWidget(self.admit)
        box.addWidget(back)

    def begin(self) -> None:
        """Come up and take the focus."""
        self.reason.clear()
        self.show()
        self.reason.setFocus()

    def _give(self) -> None:
        if self.reason.text().strip():
            self.given.emit(self.reason.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
