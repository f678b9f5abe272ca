"""What the pages of places and of objectives share: a grid, its gaps, its lines."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.coverage import Grid, Said, grid_text
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import coverage
from nexus_desktop.services.coverage import Heard
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import PaperSaver, file_name
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button, label
from nexus_desktop.ui.register.exporting import export_button, grid_file
from nexus_desktop.ui.register.grid import GridRows, GridTable
from nexus_desktop.ui.register.lines_panel import LinesPanel

_WATCHED = frozenset(
    {Kind.NOTE, Kind.SESSION, Kind.OBJECTIVE, Kind.PARTICIPANT, Kind.GROUP,
     Kind.ROUND, Kind.WORKSHOP}
)  # fmt: skip
_MOST_NAMED = 12


class GridPage(Screen):
    """Shows one grid, anew whenever a note comes. A child says which, and its empty."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        del now
        self.heard: Heard | None = None
        self.grid: Grid | None = None
        self.table: GridTable | None = None
        self.gaps = label("", "note_warn", wrap=True)
        self.lines = LinesPanel()
        self.saver = PaperSaver(jobs, self)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        self._make_tools()
        self._lay_out()
        self._bind()
        self.refresher = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=self._take,
            failed=self._complain,
        )

    def make_grid(self, heard: Heard) -> Grid:
        """Return the grid to show."""
        raise NotImplementedError

    def empty_state(self) -> EmptyState:
        """Return what to say while there are no rows."""
        raise NotImplementedError

    def says_gaps(self, grid: Grid) -> str:
        """Return what nobody has covered yet, or that everything was covered."""
        raise NotImplementedError

    @override
    def shown(self) -> None:
        self.refresher.read()
        if self.table is not None:
            self.table.setFocus()

    def refresh(self) -> None:
        """Show what was read in another way."""
        if self.heard is not None:
            self._take(self.heard)

    def copy(self) -> None:
        """Put the numbers on the clipboard."""
        if self.grid is not None:
            QGuiApplication.clipboard().setText(grid_text(self.grid))
            self.messaged.emit(Message(self.tr("The table is copied.")))

    # Showing

    def _reading(self) -> Callable[[Session], Heard]:
        return coverage.heard

    def _take(self, heard: Heard) -> None:
        self.heard = heard
        before, self.grid = self.grid, self.make_grid(heard)
        has_any = bool(self.grid.lines)
        self.stack.setCurrentIndex(0 if has_any else 1)
        for tool in self.tools:
            tool.setEnabled(has_any)
        told = self.says_gaps(self.grid)
        is_lacking = bool(self.grid.silent or self.grid.untouched)
        theme.set_role(self.gaps, "note_warn" if is_lacking else "soft")
        self.gaps.setText(told)
        self.gaps.setVisible(bool(told))
        if has_any and self.grid != before:
            self._fill(self.grid)

    def _fill(self, grid: Grid) -> None:
        """Show the grid with the same cell current, sorted and scrolled as before."""
        table = self.table
        if table is None or not table.rows.fits(grid):
            table = self._new_table(grid)
        where, scrolled = table.where, table.verticalScrollBar().value()
        table.rows.show_grid(grid)
        table.go(*where)
        table.verticalScrollBar().setValue(scrolled)
        self._show_lines()

    def _new_table(self, grid: Grid) -> GridTable:
        """Put a table with other columns in the place of the one before."""
        headings = tuple(heading.text for heading in grid.headings)
        name = f"register/{type(self).__name__}/{len(headings)}/{headings[0]}"
        fresh = GridTable(GridRows(grid, self), name)
        fresh.setAccessibleName(self.title)
        old, self.table = self.table, fresh
        self._frame.addWidget(fresh, 1)
        wants_focus = self.isVisible() if old is None else old.hasFocus()
        if old is not None:
            fresh.go(*old.where)
            old.hide()
            old.deleteLater()
        if wants_focus:
            fresh.setFocus()
        fresh.selectionModel().currentChanged.connect(lambda *_: self._show_lines())
        fresh.entered.connect(self.lines.enter)
        fresh.doubleClicked.connect(lambda _: self.lines.enter())
        return fresh

    def _show_lines(self) -> None:
        table, heard = self.table, self.heard
        if table is None or heard is None or not table.currentIndex().isValid():
            return
        index, rows = table.currentIndex(), table.rows
        name = rows.row(index.row()).name
        heading = rows.columns[index.column()].heading
        is_number = 2 <= index.column() < 2 + len(rows.grid.headings)
        title = f"{name} · {heading}" if is_number else name
        about = rows.grid.headings[index.column() - 2].tip if is_number else ""
        said = rows.said(index.row(), index.column())
        self.lines.show_lines(title, about, said, heard.workshop.zone)

    def _open(self, said: Said) -> None:
        place = f"{said.session_id}/{said.group_id or ''}/{said.note_id}"
        self.asked.emit("notes", place)

    def _export(self, suffix: str) -> None:
        if self.grid is not None and self.heard is not None:
            name = file_name(f"{self.title} {self.heard.workshop.title}", suffix)
            self.saver.ask(name, partial(grid_file, self.grid, suffix))

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "warn"))

    # Making

    def _make_tools(self) -> None:
        self.copier = button(
            self.tr("Copy the table"), picture="copy", clicked=self.copy
        )
        self.copier.setToolTip(self.tr("The numbers, to be pasted (Ctrl+Shift+C)"))
        self.export = export_button(self.tr("Export ▾"), ("xlsx", "csv"), self._export)
        self.export.setToolTip(self.tr("What was noted, cell by cell (Ctrl+E: Excel)"))
        self.tools = [self.copier, self.export]
        self.keys = (
            ("← → ↑ ↓", self.tr("go from cell to cell")),
            ("Enter", self.tr("go into the lines; open one in Notes")),
            ("Esc", self.tr("back to the table")),
            ("Ctrl+Shift+C", self.tr("copy the numbers")),
            ("Ctrl+E", self.tr("export as Excel")),
        )

    def _lay_out(self) -> None:
        self._frame = QVBoxLayout()
        self._frame.setSpacing(12)
        self._frame.addLayout(self.chips)
        self._frame.addWidget(self.gaps)
        work = QWidget()
        box = QHBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(self._frame, 1)
        box.addWidget(self.lines)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(self.empty_state())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _bind(self) -> None:
        self.lines.opened.connect(self._open)
        self.saver.messaged.connect(self.messaged)
        self.bind_keys(
            (
                ("Ctrl+Shift+C", self.copy),
                ("Ctrl+E", partial(self._export, "xlsx")),
                ("Esc", self._back),
            )
        )

    def _back(self) -> None:
        if self.table is not None:
            self.table.setFocus()


def named(names: tuple[str, ...], more: str) -> str:
    """Return some of the names, and how many there are besides."""
    shown = ", ".join(names[:_MOST_NAMED])
    rest = len(names) - _MOST_NAMED
    return f"{shown} {more.format(rest)}" if rest > 0 else shown
