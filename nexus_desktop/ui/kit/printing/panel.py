"""Printing at this laptop: the printer, when badges are printed, and the queue."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.badge_views import alone
from nexus_desktop.core.print_queue import Mode
from nexus_desktop.services import badge_batch, workshop
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.printer import Choice, Chosen, Paper, chosen
from nexus_desktop.ui.kit.printing.printer_box import PrinterBox
from nexus_desktop.ui.kit.printing.queue import queue_of
from nexus_desktop.ui.kit.printing.queue_list import QueueList
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button, label, row


class PrintPanel(QFrame):
    """Stands beside a screen; nothing in it waits.

    Signals:
        closed: Escape or the button was pressed.
        messaged: `Message`.
    """

    closed = Signal()
    messaged = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setObjectName("print_panel")
        self._runner = runner
        self._zone = ZoneInfo("UTC")
        self.queue = queue_of(runner, now)
        self.box = PrinterBox(jobs)
        self.layouts = ElidedBox()
        self.layouts.setAccessibleName(self.tr("Badge"))
        self.on_paper = label("", "small")
        self.modes = QButtonGroup(self)
        self.list = QueueList()
        self.all = button(self.tr("Retry all"), "link", clicked=self.queue.retry)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Come up to date and take the focus."""
        self.box.refresh()
        self._runner.submit(self, _read, done=self._set_up)
        self._show_choice()
        self._show_queue()
        self.box.printer.setFocus()

    def _lay_out(self) -> None:
        close = button("", "quiet", clicked=self.closed.emit, picture="x")
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAccessibleName(self.tr("Close"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(6)
        box.addWidget(row(label(self.tr("Printing"), "title"), None, close))
        box.addWidget(self.box)
        heading = label(self.tr("Badge"), "head")
        heading.setBuddy(self.layouts)
        box.addWidget(heading)
        box.addWidget(self.layouts)
        box.addWidget(self.on_paper)
        box.addSpacing(4)
        box.addWidget(label(self.tr("As somebody is checked in, print"), "head"))
        box.addLayout(self._mode_buttons())
        box.addSpacing(8)
        box.addWidget(row(label(self.tr("Queue"), "head"), None, self.all))
        box.addWidget(self.list, 1)

    def _mode_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        for mode, words, tip in (
            (Mode.OFF, self.tr("nothing"), self.tr("F4 prints a badge")),
            (Mode.ONCE, self.tr("once"), self.tr("Unless it was printed before")),
            (Mode.ALWAYS, self.tr("always"), self.tr("Also if it was printed before")),
        ):
            made = QPushButton(words)
            theme.set_role(made, "choice")
            made.setCheckable(True)
            made.setObjectName(f"print_{mode}")
            made.setToolTip(tip)
            made.clicked.connect(lambda _=False, mode=mode: self._keep(mode=mode))
            self.modes.addButton(made)
            line.addWidget(made)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.queue.changed.connect(self._show_queue)
        self.box.chose.connect(self._printer_chosen)
        self.box.messaged.connect(self.messaged)
        self.layouts.activated.connect(
            lambda place: self._keep(layout=str(self.layouts.itemData(place)))
        )
        self.list.retry_asked.connect(self.queue.retry)
        self.list.remove_asked.connect(self.queue.remove)
        self._show_choice()

    def _set_up(self, read: tuple[str, tuple[Choice, ...], str, Paper]) -> None:
        zone, found, usual, paper = read
        self._zone = ZoneInfo(zone)
        self.box.paper = paper
        size = f"{paper.width:g} × {paper.height:g} mm"
        self.on_paper.setText(self.tr("Printed one by one on {0}").format(size))
        self.layouts.clear()
        self.layouts.addItem(self.tr("As the workshop: {0}").format(usual), "")
        for one in found:
            self.layouts.addItem(one.words, one.key)
        self.layouts.setCurrentIndex(max(self.layouts.findData(chosen().layout), 0))
        self._show_queue()

    def _keep(self, *, mode: Mode | None = None, layout: str | None = None) -> None:
        now = chosen()
        Chosen(
            now.key,
            now.mode if mode is None else mode,
            now.layout if layout is None else layout,
            now.is_turned,
        ).keep()
        if layout is not None:
            self._runner.submit(self, _read, done=self._set_up)
        self._show_choice()
        self.queue.go_on()

    def _printer_chosen(self) -> None:
        self._show_choice()
        self.queue.go_on()

    def _show_choice(self) -> None:
        choice = chosen()
        for made in self.modes.buttons():
            made.setChecked(made.objectName() == f"print_{choice.mode}")
            made.setEnabled(bool(choice.key))

    def _show_queue(self) -> None:
        self.all.setVisible(self.queue.tally.failed > 1)
        if self.isVisible():
            self.list.show_jobs(self.queue.jobs, self.queue.done, self._zone)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _read(session: Session) -> tuple[str, tuple[Choice, ...], str, Paper]:
    """Return the zone, the layouts to choose, the workshop's and the chosen's paper."""
    wanted = badge_batch.layout_of(session, chosen().layout)
    usual = badge_batch.layout_of(session, "").name
    zone = workshop.info(session).draft.time_zone
    return (
        zone,
        badge_paper.choices(session),
        usual,
        badge_paper.paper_of(alone(wanted)),
    )
