"""A grid of numbers in which the gaps are seen; a cell opens its lines."""

from functools import partial

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.coverage import Grid, Line, Said
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.rows import Column, Rows, Table

_FIRST = 2  # columns before the numbers
_NUMBER, _NAME, _DETAIL = 92, 140, 150  # pixels


class GridRows(Rows[Line]):
    """The rows; tells which cells are gaps."""

    def __init__(self, grid: Grid, parent: QWidget) -> None:
        super().__init__(_columns(grid), parent)
        self.grid = grid
        self.replace(grid.lines)

    def fits(self, grid: Grid) -> bool:
        """Say whether a grid has the same columns."""
        return grid.headings == self.grid.headings

    def show_grid(self, grid: Grid) -> None:
        """Show a grid that `fits`, sorted as was asked for last."""
        self.grid = grid
        self.replace(grid.lines)

    def said(self, row: int, column: int) -> tuple[Said, ...]:
        """Return the lines of a cell; of the whole row in front of the numbers."""
        cells = self.row(row).cells
        if 0 <= column - _FIRST < len(cells):
            return cells[column - _FIRST]
        every = {said.note_id: said for cell in cells for said in cell}
        return tuple(every.values())

    def is_gap(self, row: int, column: int) -> bool:
        """Say whether a cell is empty that should not be."""
        line, place = self.row(row), column - _FIRST
        if not 0 <= place < len(line.cells):
            return False
        is_asked = line.is_awaited and self.grid.headings[place].is_asked
        return is_asked and not line.cells[place]

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if index.isValid() and index.column() >= _FIRST:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            if role == Qt.ItemDataRole.ForegroundRole:
                is_gap = self.is_gap(index.row(), index.column())
                return QBrush(theme.colours()["warn" if is_gap else "text"])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QBrush(theme.colours()["soft"])
        return super().data(index, role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        is_number = 0 <= section - _FIRST < len(self.grid.headings)
        if role == Qt.ItemDataRole.ToolTipRole and is_number:
            return self.grid.headings[section - _FIRST].tip
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _FIRST:
            return Qt.AlignmentFlag.AlignCenter
        return super().headerData(section, orientation, role)

    def ground(self, row: int, column: int) -> str:
        """Return the colour behind a cell, "" for none."""
        if self.is_gap(row, column):
            return "warn_soft"
        is_number = _FIRST <= column < _FIRST + len(self.grid.headings)
        return "accent_soft" if is_number and self.said(row, column) else ""


class Grounds(QStyledItemDelegate):
    """Paints what is behind the numbers, and a frame around the current cell."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rows = index.model()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(3, 3, -3, -4)
        ground = ""
        if isinstance(rows, GridRows):
            ground = rows.ground(index.row(), index.column())
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setBrush(theme.colours()[ground] if ground else Qt.BrushStyle.NoBrush)
        frame = QPen(theme.colours()["accent"], 2)
        painter.setPen(frame if is_current else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 5, 5)
        painter.restore()
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, plain, index)


class GridTable(Table):
    """Shows a grid; a cell is current.

    Signals:
        entered: the current cell was asked for with Enter.
    """

    entered = Signal()

    def __init__(self, rows: GridRows, name: str) -> None:
        super().__init__(rows, name)
        self.rows = rows
        self.setSelectionBehavior(Table.SelectionBehavior.SelectItems)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(56)
        self.setItemDelegate(Grounds(self))
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        rows.replace(rows.grid.lines)

    @property
    def where(self) -> tuple[str, int]:
        """Return the name of the current row, and the current column."""
        index = self.currentIndex()
        if not index.isValid():
            return "", -1
        return self.rows.row(index.row()).name, index.column()

    def go(self, name: str, column: int) -> None:
        """Make a cell the current one, the first of all if it is not there."""
        rows = self.rows
        if not rows.rowCount():
            return
        row = max(rows.position(lambda line: line.name == name), 0)
        index = rows.index(row, column if 0 <= column < rows.columnCount() else 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        with QSignalBlocker(self.selectionModel()):
            self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _columns(grid: Grid) -> list[Column[Line]]:
    columns: list[Column[Line]] = [
        Column(grid.title, lambda line: line.name, width=_NAME),
        Column(
            grid.detail,
            lambda line: line.detail,
            width=_DETAIL,
            tip=lambda line: line.detail,
        ),
    ]
    for number, heading in enumerate(grid.headings):
        columns.append(
            Column(
                heading.text,
                partial(_count, number),
                order=partial(_size, number),
                width=_NUMBER,
                tip=partial(_tip, heading.text),
            )
        )
    columns.append(Column("All", lambda line: str(line.total), order=_total, width=56))
    return columns


def _count(number: int, line: Line) -> str:
    return str(len(line.cells[number]) or "–")


def _size(number: int, line: Line) -> int:
    return len(line.cells[number])


def _tip(heading: str, line: Line) -> str:
    return f"{line.name}: {heading}"


def _total(line: Line) -> int:
    return line.total
