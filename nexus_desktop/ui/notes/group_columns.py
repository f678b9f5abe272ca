"""Groups in columns, as many as there is room for; the others are a key away."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.parallel_notes import GroupNotes
from nexus_desktop.ui.kit.widgets import button, clear
from nexus_desktop.ui.notes.group_column import WIDTH, GroupColumn

_GAP = 12


class GroupColumns(QWidget):
    """Shows groups; Left and Right go from one to the next.

    Attributes:
        tab_row: a tab for each group, to be put somewhere above.

    Signals:
        taken: the points that are chosen are to be taken.
        went: str, the id of a line to go to.
    """

    taken = Signal()
    went = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[GroupColumn] = []
        self.tabs: list[QPushButton] = []
        self._first = 0
        self._is_shown = True
        self.tab_row = QWidget()
        self._tab_box = QHBoxLayout(self.tab_row)
        self._tab_box.setContentsMargins(0, 0, 0, 0)
        self._tab_box.setSpacing(4)
        self._box = QHBoxLayout()
        self._box.setSpacing(_GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._box, 1)

    def show_groups(self, groups: Sequence[GroupNotes], zone: ZoneInfo) -> None:
        """Show `groups`; what is chosen and where one has scrolled to stays."""
        before = [one.shown.group_id for one in self.columns if one.shown]
        if before != [one.group_id for one in groups]:
            self._rebuild(len(groups))
        for column, tab, group in zip(self.columns, self.tabs, groups, strict=True):
            column.show_group(group, zone)
            tab.setText(group.name)
            tab.setToolTip(f"{group.name}  {group.topic} · {len(group.points)}")
        self._arrange()

    def chosen(self) -> list[str]:
        """Return the ids of the points that are chosen, in all columns."""
        return [note_id for one in self.columns for note_id in one.list.chosen()]

    def choose_nothing(self) -> None:
        """Let go of what is chosen."""
        for column in self.columns:
            column.list.clearSelection()

    def take_focus(self) -> None:
        """Put the focus into the first column that is seen."""
        if self.columns:
            self._enter(self._first)

    def step(self, by: int) -> None:
        """Show the columns before (-1) or after (1) those that are seen."""
        self._show_from(self._first + by * self._fitting())

    def arrange(self, *, is_shown: bool) -> None:
        """Show as many columns as fit; the tabs only while the columns are shown."""
        self._is_shown = is_shown
        self._arrange()

    def _rebuild(self, count: int) -> None:
        clear(self._box)
        clear(self._tab_box)
        self.columns = [GroupColumn() for _ in range(count)]
        self.tabs = [button("", "filter") for _ in range(count)]
        self._first = 0
        for number, (column, tab) in enumerate(
            zip(self.columns, self.tabs, strict=True)
        ):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._enter_clicked, number))
            column.list.opened.connect(self.taken)
            column.list.went.connect(self.went)
            column.list.sideways.connect(partial(self._go_sideways, number))
            self._box.addWidget(column, 1)
            self._tab_box.addWidget(tab)

    def _fitting(self) -> int:
        return max(1, (self.width() + _GAP) // (WIDTH + _GAP))

    def _show_from(self, first: int) -> None:
        last = max(0, len(self.columns) - self._fitting())
        self._first = max(0, min(first, last))
        self._arrange()

    def _arrange(self) -> None:
        """Show the columns that fit, and mark their tabs."""
        fitting, count = self._fitting(), len(self.columns)
        self._first = max(0, min(self._first, count - fitting))
        for number, (column, tab) in enumerate(
            zip(self.columns, self.tabs, strict=True)
        ):
            is_seen = self._first <= number < self._first + fitting
            column.setVisible(is_seen)
            tab.setChecked(is_seen)
        self.tab_row.setVisible(self._is_shown and count > fitting)

    def _enter(self, number: int) -> None:
        """Bring a column into view, with the keyboard in it."""
        fitting = self._fitting()
        if not self._first <= number < self._first + fitting:
            self._show_from(number if number < self._first else number - fitting + 1)
        self.columns[number].list.setFocus()

    def _enter_clicked(self, number: int, *_checked: bool) -> None:
        self._show_from(number)
        self._enter(number)
        self._arrange()

    def _go_sideways(self, number: int, step: int) -> None:
        self._enter(max(0, min(number + step, len(self.columns) - 1)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
