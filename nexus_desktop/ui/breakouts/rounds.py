"""The buttons beside the title: one for each round, and "New round…"."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from nexus_desktop.core.breakout import RoundInfo, joined
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button

_MOST_BUTTONS = 5
_AROUND = 28  # pixels beside a button's text


class RoundButtons(QWidget):
    """Chooses a round. Many rounds are a list instead of buttons.

    Of the person whose card is looked at, each button tells the group in its round.

    Signals:
        chosen: round id.
        new_asked: somebody wants another round.
    """

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._rounds: dict[str, RoundInfo] = {}
        self._seats: Mapping[str, str] = {}
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
        self._rounds = {info.id: info for info in rounds}
        self.show_seats(self._seats)
        for info in rounds:
            self.buttons[info.id].setIcon(
                icon("lock", "faint") if info.published else QIcon()
            )
            self.buttons[info.id].setChecked(info.id == current)
            self.buttons[info.id].setVisible(few)
        self.list.setVisible(not few)
        self.list.setCurrentIndex(self.list.findData(current))

    def show_seats(self, seats: Mapping[str, str]) -> None:
        """Tell where somebody sits: round id -> name of the group."""
        self._seats = seats
        for place, (key, info) in enumerate(self._rounds.items()):
            text = joined(self._name(info), seats.get(key, ""))
            role = "lit" if key in seats else "plain"
            self.buttons[key].setText(text)
            if self.buttons[key].property("role") != role:
                theme.set_role(self.buttons[key], role)
            self.list.setItemText(place, joined(text, info.title))

    def _rebuild(self, rounds: Sequence[RoundInfo]) -> None:
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {}
        self.list.clear()
        for number, info in enumerate(rounds):
            self.buttons[info.id] = self._button(info)
            self._box.insertWidget(number, self.buttons[info.id])
            self.list.addItem("", info.id)

    def _button(self, info: RoundInfo) -> QPushButton:
        made = button(self._name(info), clicked=lambda: self.chosen.emit(info.id))
        made.setCheckable(True)
        room = made.fontMetrics().horizontalAdvance(f"{self._name(info)} · WW")
        made.setMinimumWidth(room + _AROUND)  # so that nothing moves as seats are told
        made.setToolTip(f"{info.title} · {info.starts_at:%d %b %H:%M}")
        return made

    def _name(self, info: RoundInfo) -> str:
        return self.tr("Round {}").format(info.number)

    def _choose(self) -> None:
        self.chosen.emit(self.list.currentData())
