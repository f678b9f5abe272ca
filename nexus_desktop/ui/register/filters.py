"""Narrowing the register: words, a chip for each sort of action, one owner."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.actions import Show
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button

_SEARCH, _OWNER = 260, 220  # pixels


class Filters(QWidget):
    """Says what to show.

    Signals:
        changed: something else is to be shown.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.show_only = Show.ALL
        self.chips: dict[Show, QPushButton] = {}
        self._words = {
            Show.ALL: self.tr("All"),
            Show.STILL: self.tr("Still open"),
            Show.OVERDUE: self.tr("Overdue"),
            Show.NO_OWNER: self.tr("Without owner"),
            Show.NO_DATE: self.tr("Without date"),
            Show.CARRIED: self.tr("Carried over"),
            Show.CLOSED: self.tr("Closed"),
        }
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find an action"))
        self.search.setToolTip(self.tr("Find an action (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find an action"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setFixedWidth(_SEARCH)
        self.owners = QComboBox()
        self.owners.setAccessibleName(self.tr("Owner"))
        self.owners.setFixedWidth(_OWNER)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.owners.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def owner(self) -> str | None:
        """Return the owner to show, "" for nobody, None for every one."""
        found = self.owners.currentData()
        return None if found is None else str(found)

    @property
    def typed(self) -> str:
        """Return the words to find."""
        return self.search.text()

    def choose(self, show: Show) -> None:
        """Show one sort of actions, of all owners."""
        with QSignalBlocker(self.owners), QSignalBlocker(self.search):
            self.owners.setCurrentIndex(0)
            self.search.clear()
        self._choose(show)

    def offer(
        self, counts: Mapping[Show, int], owners: Sequence[tuple[str, int]]
    ) -> None:
        """Offer what there is: how many of each sort, and of each owner."""
        for show, chip in self.chips.items():
            chip.setText(f"{self._words[show]}  {counts[show]}")
            is_idle = not counts[show] and show not in (Show.ALL, self.show_only)
            chip.setVisible(not is_idle or show in (Show.OVERDUE, Show.NO_OWNER))
        chosen = self.owner
        with QSignalBlocker(self.owners):
            self.owners.clear()
            self.owners.addItem(self.tr("Every owner"), None)
            for name, count in owners:
                shown = name or self.tr("Nobody yet")
                self.owners.addItem(f"{shown}  {count}", name)
            self.owners.setCurrentIndex(
                0 if chosen is None else max(self.owners.findData(chosen), 0)
            )

    def _choose(self, show: Show) -> None:
        self.show_only = show
        self.chips[show].setChecked(True)
        self.changed.emit()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(6)
        group = QButtonGroup(self)
        for show in Show:
            chip = button("", "filter", clicked=partial(self._choose, show))
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(chip)
            self.chips[show] = chip
            chips.addWidget(chip)
        chips.addStretch(1)
        self.chips[Show.ALL].setChecked(True)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.search)
        first.addWidget(self.owners)
        first.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(first)
        box.addLayout(chips)
