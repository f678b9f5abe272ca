"""Series: the figures of earlier workshops beside this one's."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.actions import State
from nexus_desktop.core.attendance_table import as_text
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.series import Compared
from nexus_desktop.services import series
from nexus_desktop.services.series import Comparison
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button, label
from nexus_desktop.ui.register.action_table import state_words

_WATCHED = frozenset(
    {Kind.NOTE, Kind.SESSION, Kind.PARTICIPANT, Kind.SCAN, Kind.WORKSHOP, Kind.BADGE}
)
_WIDE, _NARROW = 168, 92


class SeriesPage(Screen):
    """Shows what each workshop of the series came to."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        del jobs, now
        self.title = self.tr("Series")
        self.comparison: Comparison | None = None
        self.columns: list[Column[Compared]] = []
        self.table: Table | None = None
        self.rows: Rows[Compared] = Rows((), self)
        self.about = label("", "soft", wrap=True)
        self.followed = label("", wrap=True)
        self._make_tools()
        self._lay_out()
        self.refresher = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=self._show,
            failed=self._complain,
        )

    @override
    def shown(self) -> None:
        self.refresher.read()
        if self.table is not None:
            self.table.setFocus()

    def copy(self) -> None:
        """Put the table on the clipboard."""
        if self.comparison is not None and self.table is not None:
            headings = [column.heading for column in self.columns]
            rows: list[list[object]] = [
                [column.text(line) for column in self.columns]
                for line in self.comparison.lines
            ]
            QGuiApplication.clipboard().setText(as_text(headings, rows))
            self.messaged.emit(Message(self.tr("The table is copied.")))

    def _reading(self) -> Callable[[Session], Comparison]:
        return series.comparison

    def _show(self, found: Comparison) -> None:
        before, self.comparison = self.comparison, found
        has_earlier = len(found.figures) > 1
        self.stack.setCurrentIndex(0 if has_earlier else 1)
        self.copier.setEnabled(has_earlier)
        if not has_earlier:
            return
        self.about.setText(self._tell_about(found))
        self.followed.setText(self._tell_followed(found))
        self.followed.setVisible(bool(found.carried))
        if found != before:
            self._fill(found)

    def _tell_about(self, found: Comparison) -> str:
        earlier = found.figures[:-1]
        told = self.tr(
            "{0} kept in this file as read from theirs, which are not needed again. "
            "The change is to {1}."
        )
        many = counted(len(earlier), "earlier workshop")
        return told.format(many, earlier[-1].name)

    def _tell_followed(self, found: Comparison) -> str:
        states = [action.state for action in found.carried]
        told = ", ".join(
            f"{states.count(state)} {state_words(state).lower()}"
            for state in State
            if state in states
        )
        count = counted(len(states), "action")
        return self.tr("Of {0} carried over: {1}.").format(count, told)

    def _fill(self, found: Comparison) -> None:
        """Show the figures, sorted and scrolled as before."""
        columns = self._make_columns(found)
        headings = [column.heading for column in columns]
        if self.table is None or headings != [one.heading for one in self.columns]:
            self.columns = columns
            self._new_table(len(found.figures))
        if self.table is not None:
            scrolled = self.table.verticalScrollBar().value()
            self.rows.replace(found.lines)
            self.table.verticalScrollBar().setValue(scrolled)

    def _new_table(self, count: int) -> None:
        self.rows = Rows(self.columns, self)
        fresh = Table(self.rows, f"register/series/{count}")
        fresh.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        fresh.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        fresh.setAccessibleName(self.tr("Workshops of the series"))
        header = fresh.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        old, self.table = self.table, fresh
        self._box.addWidget(fresh, 1)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _make_columns(self, found: Comparison) -> list[Column[Compared]]:
        names = [one.name for one in found.figures[:-1]]
        columns: list[Column[Compared]] = [
            Column(self.tr("Figure"), self._name, width=240)
        ]
        for place, name in enumerate((*names, self.tr("This workshop"))):
            columns.append(
                Column(
                    name,
                    partial(_told, place),
                    order=partial(_value, place),
                    width=_WIDE,
                    tip=partial(_title, found.figures[place].title),
                    is_number=True,
                )
            )
        columns.append(
            Column(
                self.tr("Change"),
                lambda line: line.change_told,
                order=lambda line: line.change,
                width=_NARROW,
                is_number=True,
            )
        )
        return columns

    def _name(self, line: Compared) -> str:
        return self.tr("Came from {0}").format(line.label) if line.is_country else (
            line.label
        )  # fmt: skip

    def _make_tools(self) -> None:
        self.copier = button(
            self.tr("Copy the table"), picture="copy", clicked=self.copy
        )
        self.copier.setToolTip(self.tr("To be pasted (Ctrl+Shift+C)"))
        self.add = button(
            self.tr("Read an earlier workshop…"), "main", clicked=self._ask
        )
        self.add.setToolTip(self.tr("Its figures and open actions (Ctrl+I)"))
        self.tools = [self.copier, self.add]
        self.keys = (
            ("Ctrl+Shift+C", self.tr("copy the table")),
            ("Ctrl+I", self.tr("read an earlier workshop")),
        )
        self.bind_keys((("Ctrl+Shift+C", self.copy), ("Ctrl+I", self._ask)))

    def _ask(self) -> None:
        self.asked.emit("register", "actions/carry")

    def _lay_out(self) -> None:
        work = QWidget()
        self._box = QVBoxLayout(work)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(self.about)
        self._box.addWidget(self.followed)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.stack.addWidget(
            EmptyState(
                "history",
                self.tr("No earlier workshop yet"),
                self.tr(
                    "Choose the file of the workshop before this one: its figures "
                    "stand here beside this one's, and its open actions can be "
                    "carried over. The file itself stays as it is."
                ),
                button(self.tr("Read an earlier workshop…"), "main", clicked=self._ask),
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "warn"))


def _told(place: int, line: Compared) -> str:
    return line.told(place)


def _value(place: int, line: Compared) -> int:
    return line.values[place]


def _title(title: str, _line: Compared) -> str:
    return title
