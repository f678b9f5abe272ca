"""What the start window shows while a workshop is being made or opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from nexus_desktop.ui.kit.widgets import label

_WIDTH = 420


class Waiting(QWidget):
    """One sentence and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "title")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_WIDTH)
        box = QVBoxLayout(self)
        box.setSpacing(16)
        box.addStretch(1)
        box.addWidget(self.text)
        box.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)

    def tell(self, text: str, fraction: float) -> None:
        """Show `text`; a `fraction` of 0 is a bar without an end."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.progress.setRange(0, 100 if fraction > 0 else 0)
        self.progress.setValue(round(fraction * 100))
