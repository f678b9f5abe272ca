"""Looking a list over before it is taken in: columns above, rows below."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.people_import import ImportPlan, Mapping, Outcome
from nexus_desktop.core.people_import import Table as SourceTable
from nexus_desktop.intake import columns, people
from nexus_desktop.services import people_import
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.rows import Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button, column, label
from nexus_desktop.ui.people import words
from nexus_desktop.ui.people.import_columns import ColumnCards
from nexus_desktop.ui.people.import_missing import MissingPeople
from nexus_desktop.ui.people.import_rows import (
    OutcomeChips,
    PlannedRows,
    Tinted,
    plan_columns,
)


class ImportPage(QWidget):
    """Reads a list beside the window, plans, and imports when told to.

    Signals:
        opened: a list was read and is shown.
        refused: NexusError; the file holds no list.
        imported: `ImportPlan` of what was done.
        closed: nothing is to be imported.
    """

    opened = Signal()
    refused = Signal(object)
    imported = Signal(object)
    closed = Signal()

    def __init__(self, runner: Runner, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._runner, self._jobs, self._now = runner, jobs, now
        self.table: SourceTable | None = None
        self.mapping = Mapping(())
        self.plan: ImportPlan | None = None
        self._asked = 0
        self.title = label("", "title")
        self.source = label("", "soft")
        self.go = button(self.tr("Import"), "main", clicked=self._import)
        self.go.setToolTip(self.tr("Ctrl+Enter"))
        self.go.setEnabled(False)
        self.cards = ColumnCards()
        self.chips = OutcomeChips()
        self.chips.hide()
        self.rows = PlannedRows(plan_columns(self.tr), self)
        self.view = Table(self.rows, "import")
        self.view.setItemDelegate(Tinted(self.view))
        self.said = label("", "soft", wrap=True)
        self.recognised = label("", "chip_good")
        self.recognised.hide()
        self.missing = MissingPeople()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.cards.remapped.connect(self._remap)
        self.chips.chosen.connect(self._show_rows)
        self.missing.box.toggled.connect(lambda _on: self._settle_button())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go.click)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.recognised, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.source, 1)
        head.addWidget(button(self.tr("Cancel"), clicked=self._close))
        head.addWidget(self.go)
        above = column(label(self.tr("Where each column goes"), "head"), self.cards)
        below = column(self.chips, self.said, self.missing, self.view)
        below.setMinimumHeight(200)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.addWidget(above)
        self.split.addWidget(below)
        self.split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.split, 1)

    def begin(self, path: Path) -> None:
        """Read the list at `path` and show it when it is read."""
        self._asked += 1
        self._jobs.start(
            self,
            lambda _report, _cancelled: _read(path),
            done=partial(self._show_table, self._asked),
            failed=self.refused.emit,
        )

    def _show_table(self, asked: int, read: tuple[SourceTable, Mapping]) -> None:
        if asked != self._asked:
            return
        self.table, self.mapping = read
        self.title.setText(self.table.name)
        sheet = (
            self.tr("sheet {0}").format(self.table.sheet) if self.table.sheet else ""
        )
        size = words.rows(self.tr, len(self.table.rows) + len(self.table.faults))
        encoding = self.table.encoding.removesuffix("-sig").upper()
        parts = (sheet, size, "" if sheet else encoding)
        self.source.setText(" · ".join(filter(None, parts)))
        self.recognised.setText(
            self.tr("Recognised: {0}").format(self.mapping.recognised)
        )
        self.recognised.setVisible(bool(self.mapping.recognised))
        self.missing.box.setChecked(False)
        self.missing.show_people(())
        self.cards.show_table(self.table, self.mapping)
        self.plan = None
        self.rows.replace(())
        self.opened.emit()
        above = min(self.cards.full_height() + 24, self.height() * 2 // 5)
        self.split.setSizes([above, self.height() - above])
        self.cards.setFocus()
        self._make_plan()

    def _remap(self, wanted: dict[str, str]) -> None:
        if self.table is None:
            return
        self.mapping = columns.override(self.table, self.mapping, wanted)
        self.cards.show_mapping(self.mapping)
        self._make_plan()

    def _make_plan(self) -> None:
        table, mapping = self.table, self.mapping
        if table is None:
            return
        self._asked += 1
        self._say(self.tr("Comparing with the workshop …"))
        self._runner.submit(
            self,
            lambda session: people_import.plan_import(session, table, mapping),
            done=partial(self._show_plan, self._asked),
            failed=partial(self._show_failure, self._asked),
        )

    def _show_plan(self, asked: int, plan: ImportPlan) -> None:
        if asked != self._asked:
            return
        self.plan = plan
        self.chips.show_totals(plan)
        self.chips.show()
        self._show_rows()
        self.missing.show_people(plan.missing)
        is_new = bool(self._count(plan))
        self._say("" if is_new else self.tr("Everybody on this list is known already."))
        self._settle_button()

    def _count(self, plan: ImportPlan) -> int:
        totals = plan.totals
        return totals[Outcome.ADDED] + totals[Outcome.UPDATED]

    def _settle_button(self) -> None:
        """Let the button say what it does."""
        if self.plan is None:
            return
        count = self._count(self.plan)
        text = self.tr("Import {0}").format(words.people(self.tr, count))
        if self.missing.is_cancelling:
            gone = words.people(self.tr, len(self.plan.missing))
            both = self.tr("{0}, cancel {1}").format(text, gone)
            text = both if count else self.tr("Cancel {0}").format(gone)
        self.go.setText(text)
        self.go.setEnabled(count > 0 or self.missing.is_cancelling)

    def _show_failure(self, asked: int, error: NexusError) -> None:
        if asked == self._asked:
            self.plan = None
            self.rows.replace(())
            self.missing.show_people(())
            self.chips.hide()
            self._say(str(error))

    def _show_rows(self) -> None:
        if self.plan is None:
            return
        wanted = self.chips.outcome
        self.rows.replace(
            [row for row in self.plan.rows if wanted in (None, row.outcome)]
        )

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.go.setEnabled(False)

    def _import(self) -> None:
        table, mapping = self.table, self.mapping
        if table is None:
            return
        self._asked += 1
        self._say(self.tr("Importing …"))
        at, is_cancelling = self._now(), self.missing.is_cancelling
        self._runner.submit(
            self,
            lambda session: people_import.import_people(
                session, table, mapping, at=at, cancel_missing=is_cancelling
            ),
            done=self.imported.emit,
            failed=partial(self._show_failure, self._asked),
        )

    def _close(self) -> None:
        self._asked += 1
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


def _read(path: Path) -> tuple[SourceTable, Mapping]:
    table = people.read(path)
    return table, columns.propose(table)
