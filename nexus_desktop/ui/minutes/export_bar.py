"""How far the file that is being made is, and the way to stop it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button


class ExportBar(QFrame):
    """Hidden unless a file is being made.

    Signals:
        cancelled: it is to be stopped.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.words = ElidedLabel("soft")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(200)
        self.stop = button(self.tr("Cancel"), clicked=self.cancelled.emit)
        fixed = QSizePolicy.Policy.Fixed
        self.stop.setSizePolicy(fixed, fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 6, 12, 6)
        box.setSpacing(12)
        box.addWidget(self.words)
        box.addStretch(1)
        box.addWidget(self.progress)
        box.addWidget(self.stop)
        self.hide()

    def begin(self, path: str) -> None:
        """Show that the file at `path` is being made."""
        self.words.setText(self.tr("Making {}").format(Path(path).name))
        self.progress.setValue(0)
        self.show()

    def tell(self, fraction: float) -> None:
        """Show how far it is, from 0 to 1."""
        self.progress.setValue(round(100 * fraction))
