"""A panel at the right of the notes: a title, a way out, and what can be scrolled."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row


class AsidePanel(QFrame):
    """A framed column; `body` is where a panel puts what it shows.

    Signals:
        left: it is to be closed.
    """

    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setAccessibleName(title)
        self._close = button("", "quiet", clicked=self.left.emit, picture="x")
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close (Escape)"))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(16, 0, 12, 0)
        self.body.setSpacing(8)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(label(title, "strong"), None, self._close)
        head.setContentsMargins(16, 0, 8, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 12)
        box.setSpacing(8)
        box.addWidget(head)
        box.addWidget(self._area, 1)

    def take_focus(self) -> None:
        """Put the focus where the keyboard is of use."""
        self._close.setFocus()
