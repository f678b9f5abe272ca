"""Prints a paper: the printers are asked for and told in workers, never waited for."""

from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.printing.printer import (
    Choice,
    Paper,
    PrinterProblem,
    printer_of,
    printers,
)
from nexus_desktop.ui.minutes.rendering import Pages

_BOTH_SIDES = "minutes/both sides"
_SIZES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}


class PrintMenu(QObject):
    """The menu of a button: one entry for each printer, and whether on both sides.

    Signals:
        chosen: key of the printer that was chosen.
        messaged: `Message` for the bar above the screen.
    """

    chosen = Signal(str)
    messaged = Signal(object)

    def __init__(self, jobs: Jobs, opener: QPushButton) -> None:
        super().__init__(opener)
        self._jobs = jobs
        self.menu = QMenu(opener)
        self._both = QAction(self.tr("On both sides"), self)
        self._both.setCheckable(True)
        kept = QSettings().value(_BOTH_SIDES, defaultValue=True, type=bool)
        self._both.setChecked(bool(kept))
        self._both.toggled.connect(partial(QSettings().setValue, _BOTH_SIDES))
        self.menu.aboutToShow.connect(self._look)
        opener.setMenu(self.menu)

    def send(self, pages: Pages, key: str) -> None:
        """Send the pages that are shown to a printer."""
        width, height = _SIZES[pages.minutes.paper]
        paper = Paper(width, height, is_two_sided=self._both.isChecked())
        self._jobs.start(
            self,
            lambda _report, _cancelled: _sent(pages, key, paper),
            done=self._tell,
            failed=self._explain,
        )

    def _look(self) -> None:
        self._show(self.tr("Looking for printers…"))
        self._jobs.start(
            self,
            lambda _report, _cancelled: printers(),
            done=self._offer,
            failed=lambda error: self._show(str(error)),
        )

    def _offer(self, found: tuple[Choice, ...]) -> None:
        if not found:
            self._show(self.tr("This laptop knows no printer: export a PDF instead"))
            return
        self.menu.clear()
        for choice in found:
            entry = self.menu.addAction(choice.words)
            entry.triggered.connect(partial(self._choose, choice.key))
        self.menu.addSeparator()
        self.menu.addAction(self._both)

    def _choose(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  (Qt's)
        self.chosen.emit(key)

    def _show(self, words: str) -> None:
        self.menu.clear()
        self.menu.addAction(words).setEnabled(False)

    def _tell(self, name: str) -> None:
        self.messaged.emit(Message(self.tr("Sent to {}.").format(name), "good"))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _sent(pages: Pages, key: str, paper: Paper) -> str:
    printer = printer_of(key)
    if printer is None:
        raise PrinterProblem("This printer is not there any more. Choose another one.")
    printer.send(pages.pdf, pages.minutes.title, paper)
    return printer.words
