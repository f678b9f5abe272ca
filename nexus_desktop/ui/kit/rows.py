"""A read-only, sortable table of values, copied as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSettings,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ROOT = QModelIndex()
_SETTLED = 200  # ms


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A heading and how to show a row under it.

    Attributes:
        order: what to sort by, where the shown text is not it.
        width: pixels to begin with.
        tip: what the tooltip says.
        picture: what stands before the text (a QIcon or colour), if anything.
    """

    heading: str
    text: Callable[[Row], str]
    order: Callable[[Row], Any] | None = None
    width: int = 120
    tip: Callable[[Row], str] | None = None
    picture: Callable[[Row], Any] | None = None
    is_number: bool = False


class Rows(QAbstractTableModel, Generic[Row]):
    """Shows a sequence of frozen values; a new sequence replaces the old."""

    def __init__(
        self, columns: Sequence[Column[Row]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows: list[Row] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def replace(self, rows: Sequence[Row]) -> None:
        """Show `rows` instead, in the order that was asked for last."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return the value shown in line `number` (from 0)."""
        return self._rows[number]

    def position(self, found: Callable[[Row], bool]) -> int:
        """Return the line of the first row for which `found` holds, else -1."""
        return next((n for n, row in enumerate(self._rows) if found(row)), -1)

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in kept]
        self._sorted = (column, order)
        self._arrange()
        places = {id(row): number for number, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            kept,
            [
                self.index(places[id(row)], index.column())
                for row, index in zip(rows, kept, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, order = self._sorted
        if 0 <= column < len(self.columns):
            shown = self.columns[column]
            key = shown.order or (lambda row: shown.text(row).casefold())
            reverse = order is Qt.SortOrder.DescendingOrder
            self._rows.sort(key=key, reverse=reverse)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == _DISPLAY:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return column.tip(row)
        if role == Qt.ItemDataRole.DecorationRole and column.picture:
            return column.picture(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if self.columns[section].is_number:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return self.columns[section].heading if role == _DISPLAY else None


class Table(QTableView):
    """Shows `Rows`: sorts by a click, remembers its columns, copies as text."""

    def __init__(
        self, model: Rows[Any], name: str, parent: QWidget | None = None
    ) -> None:
        """Show `model`; columns are remembered under `name` on this laptop."""
        super().__init__(parent)
        self._name = f"tables/{name}"
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self._dress_header(model)

    def _dress_header(self, model: Rows[Any]) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, column.width)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        state = QSettings().value(self._name)
        if state is not None:
            header.restoreState(state)
        # A column that is dragged, or all that are fitted, are written down once.
        self._settled = QTimer(self, interval=_SETTLED, singleShot=True)
        self._settled.timeout.connect(self._remember)
        header.sectionResized.connect(lambda *_: self._settled.start())
        header.sectionMoved.connect(lambda *_: self._settled.start())

    def _remember(self) -> None:
        if self.isVisible():
            QSettings().setValue(self._name, self.horizontalHeader().saveState())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected rows as lines of tab-separated cells, as shown."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        model = self.model()
        return "\n".join(
            "\t".join(str(model.index(row, column).data()) for column in order)
            for row in rows
        )
