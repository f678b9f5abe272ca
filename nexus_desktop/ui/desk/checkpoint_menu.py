"""Where the desk stands: a button that opens the list of checkpoints."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nexus_desktop.core.checkin import CheckpointInfo


class CheckpointMenu(QPushButton):
    """Shows the checkpoint; letters typed by a scanner can't change it.

    Signals:
        chosen: `CheckpointInfo`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkpoint")
        self.setToolTip(self.tr("Where badges are scanned here (Ctrl+L)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(QMenu(self))
        self.hide()

    def show_places(
        self, places: Sequence[CheckpointInfo], chosen: CheckpointInfo | None
    ) -> None:
        """Offer `places`, with `chosen` marked."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for place in places:
            action = menu.addAction(place.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(place == chosen)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, place=place: self.chosen.emit(place)
            )
        name = chosen.name if chosen else self.tr("No checkpoint")
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(self.tr("Checkpoint: {0}").format(name))
