"""The right side of the notes: the summary, or what was asked for in its place."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.aside import Aside
from nexus_desktop.ui.notes.rail import Rail

_KEPT = "notes/side"


class Side(QWidget):
    """Holds the rail and what can stand in its place; one of them is seen, or none.

    Signals:
        turned: something else is seen now.
        left: what stood in the place of the rail was closed.
    """

    turned = Signal()
    left = Signal()

    def __init__(self, runner: Runner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.rail = Rail()
        self.aside = Aside(runner, now)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.rail)
        box.addWidget(self.aside)
        self._show_rail()
        self.aside.opened.connect(self._hide_rail)
        self.aside.closed.connect(self._return)

    def toggle(self) -> None:
        """Open or close the side, whatever is seen there; this is kept."""
        is_open = not (self.rail.isVisible() or self.aside.isVisible())
        QSettings().setValue(_KEPT, is_open)
        self.aside.hide()
        self._show_rail()
        self.turned.emit()

    def _show_rail(self) -> None:
        is_open = bool(QSettings().value(_KEPT, defaultValue=True, type=bool))
        self.rail.setVisible(is_open)
        self.setVisible(is_open)

    def _hide_rail(self) -> None:
        self.rail.hide()
        self.show()

    def _return(self) -> None:
        self._show_rail()
        self.turned.emit()
        self.left.emit()
