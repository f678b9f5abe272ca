"""Badges for many: chosen, sorted as they are filed, seen, then saved or printed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.filing import (
    Compartment,
    Order,
    Standing,
    arrange,
    cards,
    sheets,
)
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import badge_batch
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.missing_letters import MissingLettersNote
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.printer import chosen, printer_of
from nexus_desktop.ui.kit.printing.printer_box import PrinterBox
from nexus_desktop.ui.kit.printing.run import BadgeRun
from nexus_desktop.ui.kit.refresher import InSlices, Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button, label, panel, row
from nexus_desktop.ui.papers.badge_choices import BadgeChoices
from nexus_desktop.ui.papers.badge_preview import SheetPreview
from nexus_desktop.ui.papers.badge_reading import BadgesRead, read_badges

_WATCHED = frozenset(
    {
        Kind.PARTICIPANT, Kind.BADGE, Kind.PRINTING, Kind.WORKSHOP, Kind.LAYOUT,
        Kind.PICTURE, Kind.SEAT, Kind.GROUP, Kind.ROUND,
    }
)  # fmt: skip
_PATIENCE = 150  # milliseconds without a further choice
_LEFT = 400


class BadgesPage(Screen):
    """Choices at the left, the first sheet at the right, what to do below."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Badges"), parent)
        self._runner, self._jobs = runner, jobs
        self._read: BadgesRead | None = None
        self._order = Order()
        self._turn = 0  # of the preview; an older one that comes late is dropped
        self.choices = BadgeChoices()
        self.preview = SheetPreview()
        self.printer = PrinterBox(jobs)
        self.run = BadgeRun(runner, jobs, now, self)
        self.noted = QCheckBox(self.tr("Remember them as printed"))
        self.noted.setChecked(True)
        self.save = button(
            self.tr("Save as PDF…"), clicked=self.ask_place, shortcut="Ctrl+S"
        )
        self.print = button(
            self.tr("Print"), "main", clicked=self.print_all, shortcut="Ctrl+P"
        )
        self.stop = button(self.tr("Stop"), clicked=self.run.stop)
        self.progress = QProgressBar()
        self.headline = label("", "title")
        self.detail = label("", "soft")
        self.missing = MissingLettersNote()
        self.keys = (
            ("Ctrl+P", self.tr("Print the badges chosen")),
            ("Ctrl+S", self.tr("Save them as PDF")),
        )
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._arrange)
        self.reader = Refresher(
            self, runner, _WATCHED,
            read=self._reading, show=self._take, failed=self._complain,
        )  # fmt: skip
        self._lay_out()
        self._connect()

    @override
    def shown(self) -> None:
        self.reader.read()
        self.printer.refresh()

    @override
    def go_to(self, row_id: str) -> None:
        """Choose "due" (only new or changed) or "all"."""
        (self.choices.all if row_id == "all" else self.choices.due).setChecked(True)

    # From the choices to the sheet

    def _reading(self) -> InSlices[BadgesRead]:
        wanted = self.choices.wanted.layout
        return InSlices(lambda take: read_badges(take, wanted))

    def _take(self, read: BadgesRead) -> None:
        self._read = read
        self.choices.show_layouts(read.layouts, read.usual)
        self.choices.show_layout(read.layout)
        self.choices.show_people(read.people)
        self.printer.paper = badge_paper.paper_of(read.layout)
        self._arrange()

    def _choose(self) -> None:
        self._turn += 1
        self._soon.start()

    def _choose_layout(self) -> None:
        self.reader.read()

    def _arrange(self) -> None:
        """Put the badges in order, off the window's thread, then show a sheet."""
        read, wanted, turn = self._read, self.choices.wanted, self._turn
        if read is None:
            return
        self._jobs.start(
            self,
            lambda _r, _c: arrange(read.people, wanted.selection, wanted.filing),
            done=lambda order: self._show_order(order, turn),
            failed=self._complain,
        )

    def _show_order(self, order: Order, turn: int) -> None:
        read = self._read
        if turn != self._turn or read is None:
            return
        self._order = order
        self.choices.show_order(order)
        self._tell(order, read)
        first, wanted = self.choices.first.value(), self.choices.wanted
        if not order.badges:
            self.preview.show_nothing(self._why_nothing(read))
            return
        self._runner.submit(
            self,
            lambda s: badge_batch.first_sheet(s, order, read.layout, wanted, first),
            done=lambda pieces: self._draw(pieces, read.layout, first, turn),
            failed=self._complain,
        )

    def _draw(
        self,
        pieces: tuple[BadgeFace | Compartment, ...],
        layout: BadgeLayout,
        first: int,
        turn: int,
    ) -> None:
        if turn == self._turn:
            self._jobs.start(
                self,
                lambda _r, _c: badge_paper.draw_sheet(pieces, layout, first),
                done=lambda pdf: self._show_sheet(pdf, turn),
                failed=self._complain,
            )

    def _show_sheet(self, pdf: bytes, turn: int) -> None:
        if turn == self._turn:
            self.preview.show_pdf(pdf)

    def _tell(self, order: Order, read: BadgesRead) -> None:
        count = len(order.badges)
        first = self.choices.first.value()
        pieces = count + cards(order, self.choices.wanted.filing)
        needed = sheets(pieces, read.layout.sheet.count, first)
        badges, papers = counted(count, "badge"), counted(needed, "sheet")
        self.headline.setText(self.tr("{0} on {1}").format(badges, papers))
        if read.layout.sheet.count == 1:
            self.headline.setText(badges)
        if not count:
            self.headline.setText(self.tr("Nothing to print"))
        told = (
            (Standing.NEW, self.tr("{0} new")),
            (Standing.CHANGED, self.tr("{0} changed since printed")),
            (Standing.PRINTED, self.tr("{0} printed before")),
        )
        self.detail.setText(
            " · ".join(
                words.format(f"{order.counts[standing]:,}")
                for standing, words in told
                if order.counts[standing]
            )
        )
        people = (one.person for one in order.badges)
        self.missing.show_names(
            [one.name for one in people if one.participant_id in read.incomplete]
        )
        self._allow()

    def _why_nothing(self, read: BadgesRead) -> str:
        if not read.people:
            return self.tr("Nobody is expected yet. Import a list or add people first.")
        if self.choices.due.isChecked():
            return self.tr(
                "No badge is new, and none has changed since it was printed. "
                "Choose All to print them once more."
            )
        return self.tr("Nobody fits what is chosen.")

    # From the sheet to paper

    def ask_place(self) -> None:
        """Ask where to save the badges."""
        dialog = QFileDialog(self, self.tr("Save badges"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.selectFile("badges.pdf")
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the badges chosen to `path`."""
        self.run.save(
            self.choices.wanted, path,
            first=self.choices.first.value(), is_noted=self.noted.isChecked(),
        )  # fmt: skip

    def print_all(self) -> None:
        """Print the badges chosen."""
        choice = chosen()
        printer = printer_of(choice.key)
        if printer is not None:
            self.run.print_on(
                self.choices.wanted, printer,
                first=self.choices.first.value(), is_turned=choice.is_turned,
            )  # fmt: skip

    def _allow(self) -> None:
        can = bool(self._order.badges) and not self.run.is_running
        self.save.setEnabled(can)
        self.print.setEnabled(can and bool(chosen().key))
        self.print.setToolTip(
            self.tr("Print (Ctrl+P)")
            if chosen().key
            else self.tr("Choose a printer first")
        )
        self.stop.setVisible(self.run.is_running)
        self.progress.setVisible(self.run.is_running)
        self.noted.setVisible(not self.run.is_running)

    def _show_progress(self, fraction: float) -> None:
        self.progress.setValue(round(100 * fraction))
        self._allow()

    def _end(self) -> None:
        self.choices.first.setValue(1)
        self._allow()

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    def _connect(self) -> None:
        self.choices.changed.connect(self._choose)
        self.choices.layouts.currentIndexChanged.connect(self._choose_layout)
        self.printer.chose.connect(self._allow)
        self.printer.messaged.connect(self.messaged)
        self.run.messaged.connect(self.messaged)
        self.run.progressed.connect(self._show_progress)
        self.run.ended.connect(self._end)
        self._allow()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self.choices)
        column.addWidget(panel(self.printer))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(left)
        area.setFixedWidth(_LEFT)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(200)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(row(self.headline, self.detail, None, gap=12))
        right.addWidget(self.missing)
        right.addWidget(self.preview, 1)
        right.addWidget(
            row(
                None, self.progress, self.stop, self.noted, self.save, self.print,
                gap=12,
            )
        )  # fmt: skip
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(20)
        box.addWidget(area)
        box.addLayout(right, 1)
