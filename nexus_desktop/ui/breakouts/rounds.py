"""The buttons beside the title: one for each round, and "New round…"."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from nexus_desktop.core.breakout import RoundInfo
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button

_MOST_BUTTONS = 5


class RoundButtons(QWidget):
    """Chooses a round. Many rounds are a list instead of buttons.

    Signals:
        chosen: round id.
        new_asked: somebody wants another round.
    """

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self.list = QComboBox()
        self.list.setAccessibleName(self.tr("Round"))
        self.list.activated.connect(self._choose)
        self.new = button(
            self.tr("New round…"), clicked=self.new_asked.emit, shortcut="Ctrl+N"
        )
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(self.list)
        self._box.addWidget(self.new)
        self.show_rounds((), "")

    def show_rounds(self, rounds: Sequence[RoundInfo], current: str) -> None:
        """Offer `rounds`, `current` (an id) being shown."""
        few = len(rounds) <= _MOST_BUTTONS
        if [info.id for info in rounds] != list(self.buttons):
            self._rebuild(rounds)
        for info in rounds:
            self.buttons[info.id].setText(self._name(info))
            self.buttons[info.id].setIcon(
                icon("lock", "faint") if info.published else QIcon()
            )
            self.buttons[info.id].setChecked(info.id == current)
            self.buttons[info.id].setVisible(few)
        self.list.setVisible(not few)
        self.list.setCurrentIndex(self.list.findData(current))

    def _rebuild(self, rounds: Sequence[RoundInfo]) -> None:
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {}
        self.list.clear()
        for number, info in enumerate(rounds):
            self.buttons[info.id] = self._button(info)
            self._box.insertWidget(number, self.buttons[info.id])
            self.list.addItem(f"{self._name(info)} · {info.title}", info.id)

    def _button(self, info: RoundInfo) -> QPushButton:
        made = button(self._name(info), clicked=lambda: self.chosen.emit(info.id))
        made.setCheckable(True)
        made.setToolTip(f"{info.title} · {info.starts_at:%d %b %H:%M}")
        return made

    def _name(self, info: RoundInfo) -> str:
        return self.tr("Round {}").format(info.number)

    def _choose(self) -> None:
        self.chosen.emit(self.list.currentData())
