"""Attendance by session: a table, by one trait of the people at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.attendance_table import (
    TRAITS,
    AttendanceRow,
    AttendanceTable,
    as_text,
)
from nexus_desktop.core.history import counted
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import button, label, row

_HEADER = 56  # pixels: two lines


class AttendancePage(QFrame):
    """Sessions and who came, counted.

    Signals:
        trait_chosen: str, by what to count.
        copied: int, so many lines are on the clipboard.
        left: back to the checkpoints.
    """

    trait_chosen = Signal(str)
    copied = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.trait = TRAITS[0]
        self._table: AttendanceTable | None = None
        self._columns: list[Column[AttendanceRow]] = []
        self.table: Table | None = None
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for trait, text in zip(
            TRAITS,
            (
                self.tr("By category"), self.tr("By country"), self.tr("By gender"),
                self.tr("By role"),
            ),
            strict=True,
        ):  # fmt: skip
            chip = button(text, "chip", clicked=partial(self._choose, trait))
            chip.setCheckable(True)
            self._group.addButton(chip)
            self.chips[trait] = chip
        self.chips[self.trait].setChecked(True)
        self.copy = button(self.tr("Copy the table"), clicked=self.copy_all,
                           picture="copy")  # fmt: skip
        self.back = button(
            self.tr("Checkpoints"), clicked=self.left.emit, picture="arrow-left"
        )
        self.about = label("", "soft", wrap=True)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 12, 16, 12)
        self.box.setSpacing(12)
        self.box.addWidget(row(self.back, *self.chips.values(), None, self.copy))
        self.box.addWidget(self.about)
        self.box.addStretch(1)

    def show_table(self, table: AttendanceTable, workshop: WorkshopInfo) -> None:
        """Show who came to which session."""
        self._table = table
        self._columns = self._make_columns(table, workshop)
        model = Rows(self._columns, self)
        model.replace(table.rows)
        fresh = Table(model, f"attendance/{table.trait}/{len(table.columns)}")
        fresh.setAccessibleName(self.tr("Attendance by session"))
        header = fresh.horizontalHeader()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        header.setFixedHeight(_HEADER)
        item = self.box.takeAt(2)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
        self.table = fresh
        self.box.insertWidget(2, fresh, 1)
        self.about.setText(self._tell(table))
        self.copy.setEnabled(bool(table.rows))

    def copy_all(self) -> None:
        """Put the whole table on the clipboard, with its headings and the people."""
        if self._table is None:
            return
        headings = [column.heading for column in self._columns]
        lines: list[list[object]] = [
            [column.text(line) for column in self._columns] for line in self._table.rows
        ]
        total = sum(self._table.people)
        name = self.tr("Different people")
        lines.append(["", name, "", total, "", *self._table.people])
        QGuiApplication.clipboard().setText(as_text(headings, lines))
        self.copied.emit(len(self._table.rows))

    def _choose(self, trait: str) -> None:
        self.trait = trait
        self.trait_chosen.emit(trait)

    def _tell(self, table: AttendanceTable) -> str:
        if not table.rows:
            return self.tr(
                "No session has a checkpoint. Make them from the programme; then this "
                "table counts who came."
            )
        attended = sum(line.came > 0 for line in table.rows)
        told = self.tr("{0} different people came to {1}.").format(
            f"{sum(table.people):,}", counted(attended, "session")
        )
        if table.without:
            more = self.tr("Without a checkpoint, and not counted: {0}.")
            told = f"{told} {more.format(counted(table.without, 'session'))}"
        return told

    def _make_columns(
        self, table: AttendanceTable, workshop: WorkshopInfo
    ) -> list[Column[AttendanceRow]]:
        def when(line: AttendanceRow) -> str:
            begins = workshop.local(line.session.starts_at)
            return f"{days.short(begins.date())} {begins:%H:%M}"

        def count(place: int) -> Callable[[AttendanceRow], int]:
            return lambda line: line.counts[place]

        columns: list[Column[AttendanceRow]] = [
            Column(
                self.tr("When"), when, order=lambda r: r.session.starts_at, width=144
            ),
            Column(
                self.tr("Session"),
                lambda line: line.session.title,
                width=220,
                tip=lambda line: line.session.title,
            ),
            Column(self.tr("Room"), lambda line: line.session.room, width=100),
            Column(
                self.tr("Came"),
                lambda line: str(line.came or "–"),
                order=lambda line: line.came,
                width=64,
                is_number=True,
            ),
            Column(
                self.tr("Of"),
                lambda line: str(line.expected),
                order=lambda line: line.expected,
                width=56,
                is_number=True,
            ),
        ]
        for place, value in enumerate(table.columns):
            number = count(place)
            columns.append(
                Column(
                    value or self.tr("Not given"),
                    lambda line, number=number: str(number(line) or "–"),  # type: ignore[misc]  # its own column
                    order=number,
                    width=max(60, 20 + 7 * max(map(len, value.split()), default=0)),
                    is_number=True,
                )
            )
        return columns

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
