"""What the screen shows before there are people: how to get them in."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import EmptyState, button


class DropTarget(QFrame):
    """An empty list that says what to do, and where a file can be dropped."""

    def __init__(
        self, import_list: Callable[[], None], add_person: Callable[[], None]
    ) -> None:
        super().__init__()
        self._is_aimed_at = False
        self.import_list = button(
            self.tr("Import a list …"), "main", clicked=import_list, picture="upload"
        )
        self.add_person = button(
            self.tr("Add a person"), clicked=add_person, picture="user-plus"
        )
        state = EmptyState(
            "users",
            self.tr("Nobody is registered yet"),
            self.tr(
                "Import a list (CSV, Excel), or add the first person.\n"
                "A file can be dropped here, too."
            ),
            self.import_list,
            self.add_person,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addWidget(state)

    def aim(self, *, is_aimed_at: bool) -> None:
        """Show whether a file is held over it."""
        self._is_aimed_at = is_aimed_at
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours["accent" if self._is_aimed_at else "faint"], 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if self._is_aimed_at:
            painter.setBrush(colours["accent_soft"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()
