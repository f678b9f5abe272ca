"""The panel at the right of the board: a form in place, never a dialogue."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row

WIDTH = 388


class SidePanel(QFrame):
    """A titled form that scrolls when it must; Escape or the cross closes it.

    Signals:
        closed: the user wants it away.
    """

    closed = Signal()

    def __init__(
        self, title: str, parent: QWidget | None = None, *, wide: bool = False
    ) -> None:
        """Make a form; one that is `wide` takes all the room there is."""
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.is_wide = wide
        if not wide:
            self.setFixedWidth(WIDTH)
        cross = button("", "quiet", clicked=self.closed.emit, picture="x")
        cross.setAccessibleName(self.tr("Close"))
        cross.setToolTip(self.tr("Close (Esc)"))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        inner = QWidget()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(12)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 12, 8, 12)
        self._box.setSpacing(8)
        self._box.addWidget(row(label(title, "strong"), None, cross))
        self._box.addWidget(area, 1)
        self._box.addWidget(self.problem)

    def add(self, *widgets: QWidget, stretch: int = 0) -> None:
        """Put widgets below each other; with `stretch` the last takes what is left."""
        for widget in widgets:
            self._body.addWidget(widget)
        self._body.setStretchFactor(widgets[-1], stretch)

    def finish(self, *buttons: QPushButton) -> None:
        """Close the form with buttons that stay in sight."""
        if not self.is_wide:
            self._body.addStretch(1)
        self._box.addWidget(row(*buttons, None))

    def explain(self, reason: str) -> None:
        """Say what is wrong, above the buttons."""
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def pair(text: QWidget, figure: QWidget) -> QWidget:
    """Return text that may wrap, and what stands at the right of its first line."""
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(text, 1)
    box.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
    return made
