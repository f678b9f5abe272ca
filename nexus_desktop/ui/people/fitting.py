"""Which columns of the table are shown, and how wide."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.ui.kit.rows import Column, Table
from nexus_desktop.ui.people.columns import NAMES, NARROW_HIDES, SHARES

MAY_BE_EMPTY = ("native", "category", "role", "groups")

_NARROW = 960
_FRAME = 20  # the table's border and its scroll bar
_BY_HAND = "people/widths by hand"


class Fitting(QObject):
    """Hides columns without room or without anything in them; widens the others."""

    def __init__(
        self, table: Table, columns: Sequence[Column[PersonRow]], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._table, self._columns, self._owner = table, columns, owner
        self._empty: frozenset[str] = frozenset()
        self._is_set_by_hand = QSettings().value(
            _BY_HAND, defaultValue=False, type=bool
        )
        table.horizontalHeader().sectionResized.connect(self._keep_by_hand)

    def hide_empty(self, names: Collection[str]) -> None:
        """Show no column in which nothing stands."""
        self._empty = frozenset(names)
        self.fit()

    def fit(self) -> None:
        """Hide what has no room or nothing in it; let the widest columns fill up."""
        width = self._owner.width()
        for number, name in enumerate(NAMES):
            has_room = not (width < _NARROW and name in NARROW_HIDES)
            is_shown = has_room and name not in self._empty
            self._table.setColumnHidden(number, not is_shown)
        if not self._is_set_by_hand:
            self._widen(width)

    def _widen(self, width: int) -> None:
        shown = [n for n in range(len(NAMES)) if not self._table.isColumnHidden(n)]
        needed = sum(self._columns[number].width for number in shown)
        free = max(width - _FRAME - needed, 0)
        shares = {number: SHARES.get(NAMES[number], 0) for number in shown}
        for number in shown[:-1]:
            more = free * shares[number] // (sum(shares.values()) or 1)
            self._table.setColumnWidth(number, self._columns[number].width + more)

    def _keep_by_hand(self) -> None:
        """Leave the widths to the person from now on who has dragged one."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._is_set_by_hand = True
            QSettings().setValue(_BY_HAND, True)  # noqa: FBT003 - Qt has no keyword
