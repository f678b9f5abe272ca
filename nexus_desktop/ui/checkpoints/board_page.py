"""All checkpoints in a table, by day, and the one selected beside it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.checkpoints import Board, CheckpointLine
from nexus_desktop.ui.checkpoints import words
from nexus_desktop.ui.checkpoints.side import SET_UP, Side
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import button, label

_NAME, _FOR_WHOM = 1, 2  # columns; the first takes the free space
_WIDE, _NARROW = 1000, 130  # pixels of the table from which on both do


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint and its place in the order of days."""

    place: int
    line: CheckpointLine


class CheckpointTable(Table):
    """The table; Enter edits, Delete takes away.

    Signals:
        opened, removed: id of a checkpoint.
    """

    opened = Signal(str)
    removed = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen()
        if chosen and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chosen)
        elif chosen and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(chosen)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        modes = QHeaderView.ResizeMode
        mode = modes.Stretch if self.width() > _WIDE else modes.Interactive
        header = self.horizontalHeader()
        if header.sectionResizeMode(_FOR_WHOM) is not mode:
            header.setSectionResizeMode(_FOR_WHOM, mode)
            header.resizeSection(_FOR_WHOM, _NARROW)

    def chosen(self) -> str:
        """Return the id of the checkpoint selected, "" if none."""
        index = self.currentIndex()
        model = self.model()
        if not index.isValid() or not isinstance(model, Rows):
            return ""
        line: CheckpointLine = model.row(index.row()).line
        return line.id


class BoardPage(QWidget):
    """Brings together day chips, table and panel.

    Signals:
        chosen: a checkpoint was selected, or none.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._day: date | None = None
        self._chosen = ""
        self.model = Rows(self._columns(), self)
        self.table = CheckpointTable(self.model, "checkpoints", self)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("Checkpoints"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.side = Side(self)
        self.days = QHBoxLayout()
        self.days.setSpacing(4)
        self.chips: dict[date | None, QPushButton] = {}
        self.count = label("", "soft")
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._take_choice)
        self.table.opened.connect(self._edit)
        self.table.doubleClicked.connect(lambda _: self._edit(self._chosen))
        self.side.left.connect(self._let_go)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(self.days)
        left.addWidget(self.table, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(20)
        box.addLayout(left, 1)
        box.addWidget(self.side)
        self.side.hide()

    @property
    def checkpoint_id(self) -> str:
        """The id of the checkpoint beside the table, "" if none."""
        return self._chosen

    def show_board(self, board: Board) -> None:
        """Show the checkpoints as they are now; the selected one stays so."""
        self._board = board
        self._show_days(board)
        self._fill()

    def choose(self, checkpoint_id: str) -> None:
        """Select a checkpoint, on whatever day it is."""
        line = self._line(checkpoint_id)
        if line is not None and self._day not in (None, line.draft.day):
            self._show_day(None)
        self._chosen = checkpoint_id
        self._fill()
        self.chosen.emit()

    def edit(self, checkpoint_id: str) -> None:
        """Select a checkpoint and put the cursor into its name."""
        self.choose(checkpoint_id)
        self._edit(checkpoint_id)

    def _edit(self, _checkpoint_id: str) -> None:
        self.side.go_to_page(SET_UP)
        self.side.editor.edit()

    def _fill(self) -> None:
        if self._board is None:
            return
        shown = [
            Shown(place, line)
            for place, line in enumerate(self._board.lines)
            if self._day is None or line.draft.day in (None, self._day)
        ]
        scrolled = self.table.verticalScrollBar().value()
        with QSignalBlocker(self.table.selectionModel()):
            self.model.replace(shown)
            self._select()
        self.table.verticalScrollBar().setValue(scrolled)
        line = self._line(self._chosen)
        if line is None:
            self._chosen = ""
            self.side.editor.show_none()
        else:
            self.side.show_line(line, self._board)
        self.side.setVisible(line is not None)

    def _select(self) -> None:
        row = self.model.position(lambda shown: shown.line.id == self._chosen)
        if row < 0:
            return
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(
            self.model.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    def _line(self, checkpoint_id: str) -> CheckpointLine | None:
        lines = self._board.lines if self._board else ()
        return next((line for line in lines if line.id == checkpoint_id), None)

    def _take_choice(self) -> None:
        chosen = self.table.chosen()
        if chosen and chosen != self._chosen:
            self.side.editor.flush()
            self._chosen = chosen
            line = self._line(chosen)
            if line is not None and self._board is not None:
                self.side.show_line(line, self._board)
                self.side.show()
            self.chosen.emit()

    def _let_go(self) -> None:
        self.side.editor.flush()
        self._chosen = ""
        self.side.editor.show_none()
        self.side.hide()
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self.table.setFocus()
        self.chosen.emit()

    # Days

    def _show_days(self, board: Board) -> None:
        offered: list[date | None] = [None, *board.workshop.days]
        if list(self.chips) != offered:
            while (item := self.days.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None and widget is not self.count:
                    widget.deleteLater()
            self.chips = {day: self._chip(day, board) for day in offered}
            for chip in self.chips.values():
                self.days.addWidget(chip)
            self.days.addStretch(1)
            self.days.addWidget(self.count)
        if self._day not in self.chips:
            self._day = None
        for day, chip in self.chips.items():
            chip.setChecked(day == self._day)
        self.count.setText(self.tr("{0} checkpoints").format(len(board.lines)))

    def _chip(self, day: date | None, board: Board) -> QPushButton:
        if day is None:
            text = self.tr("All days")
        else:
            text = self.tr("Day {0}").format(board.workshop.day_number(day))
        chip = button(text, "chip", clicked=partial(self._show_day, day))
        chip.setCheckable(True)
        chip.setToolTip(days.short(day) if day else text)
        return chip

    def _show_day(self, day: date | None) -> None:
        self._day = day
        for other, chip in self.chips.items():
            chip.setChecked(other == day)
        self._fill()

    def _columns(self) -> list[Column[Shown]]:
        tr = self.tr
        return [
            Column(
                tr("Day"),
                lambda s: words.day(s.line, tr),
                order=lambda s: s.place,
                width=100,
            ),
            Column(
                tr("Checkpoint"),
                lambda s: s.line.name,
                width=200,
                tip=lambda s: s.line.session.title if s.line.session else s.line.name,
            ),
            Column(
                tr("For whom"),
                lambda s: s.line.for_whom,
                width=_NARROW,
                tip=lambda s: f"{s.line.for_whom}: {s.line.expected:,}",
            ),
            Column(
                tr("How often"), lambda s: words.rule(s.line.draft.rule, tr), width=100
            ),
            Column(
                tr("Inside"),
                lambda s: words.inside(s.line, tr),
                order=lambda s: s.line.inside,
                width=62,
                is_number=True,
            ),
            Column(
                tr("Came"),
                lambda s: f"{s.line.came:,}" if s.line.scans else "–",
                order=lambda s: s.line.came,
                width=62,
                is_number=True,
            ),
            Column(
                tr("Expected"),
                lambda s: f"{s.line.expected:,}",
                order=lambda s: s.line.expected,
                width=84,
                is_number=True,
            ),
        ]
