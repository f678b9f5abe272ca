"""Chooses the day of the workshop that is shown."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from nexus_desktop.core import days
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit.widgets import button, clear


class DayChips(QWidget):
    """A chip per day; one is on.

    Signals:
        chosen: the `date` that was clicked.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[date, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)

    def show_days(self, workshop: WorkshopInfo, shown: date) -> None:
        """Offer the days of the workshop; `shown` is on."""
        if workshop.days != tuple(self.chips):
            self._make(workshop)
        if shown in self.chips:
            self.chips[shown].setChecked(True)

    def _make(self, workshop: WorkshopInfo) -> None:
        for chip in self.chips.values():
            self._group.removeButton(chip)
        clear(self._line)
        self.chips = {}
        for number, day in enumerate(workshop.days, 1):
            words = self.tr("Day {0}").format(number)
            chip = button(words, "chip", clicked=partial(self.chosen.emit, day))
            chip.setCheckable(True)
            chip.setToolTip(days.short(day))
            self._group.addButton(chip)
            self._line.addWidget(chip)
            self.chips[day] = chip
