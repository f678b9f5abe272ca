"""The quiet sentence above notes that are final."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label


class LockBar(QFrame):
    """Says that the notes are locked, and how they are opened again.

    Signals:
        asked: they are to be opened again.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "lock_bar")
        lock = QLabel()
        lock.setPixmap(icon("lock", "good").pixmap(16, 16))
        words = self.tr("These notes are final, so they are locked.")
        again = button(self.tr("Open again…"), "link", clicked=self.asked.emit)
        again.setToolTip(self.tr("Open them again, with a reason (Ctrl+Shift+S)"))
        box = QHBoxLayout(self)
        box.setContentsMargins(18, 4, 12, 4)
        box.setSpacing(8)
        box.addWidget(lock)
        box.addWidget(label(words, "soft"))
        box.addStretch(1)
        box.addWidget(again)
        self.hide()
