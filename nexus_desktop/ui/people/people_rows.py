"""The model of the table of people: many of them are sorted beside the window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.ui.kit.rows import Rows
from nexus_desktop.ui.people.reading import FEW


class PeopleRows(Rows[PersonRow]):
    """Rows that are sorted here when they are few, and elsewhere when they are many.

    Signals:
        order_asked: many rows are to be shown in another order.
    """

    order_asked = Signal()

    @property
    def order(self) -> tuple[Callable[[PersonRow], Any] | None, bool]:
        """Return by what rows are sorted, if by anything, and whether backwards."""
        column, order = self._sorted
        if not 0 <= column < len(self.columns):
            return None, False
        return self.columns[column].order, order is Qt.SortOrder.DescendingOrder

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        if self.rowCount() <= FEW:
            super().sort(column, order)
        elif self._sorted != (column, order):
            self._sorted = (column, order)
            self.order_asked.emit()

    def show_sorted(self, rows: list[PersonRow]) -> None:
        """Show `rows` instead, which are in the order that was asked for."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def places(self, ids: set[str]) -> list[int]:
        """Return the lines in which some people stand."""
        if not ids:
            return []
        return [place for place, row in enumerate(self._rows) if row.id in ids]

    def exchange(self, row: PersonRow) -> bool:
        """Show one person as they are now, where they stand; tell whether they do."""
        place = self.position(lambda one: one.id == row.id)
        if place >= 0:
            self._rows[place] = row
            last = self.index(place, len(self.columns) - 1)
            self.dataChanged.emit(self.index(place, 0), last)
        return place >= 0
