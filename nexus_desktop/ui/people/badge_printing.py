"""Badges from the list of people: new ones or all as PDF, the rest at the papers."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from nexus_desktop.core.filing import Selection
from nexus_desktop.services.badge_batch import Wanted
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.printing.run import BadgeRun
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button

_NAME = "badges.pdf"


class BadgePrinting(QObject):
    """Offers the badges most often wanted, and the way to all choices.

    Signals:
        messaged: `kit.message.Message`.
        more_asked: to choose, sort and print badges.
    """

    messaged = Signal(object)
    more_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self.run = BadgeRun(runner, jobs, now, self)
        self.run.messaged.connect(self.messaged)

    def make_button(self) -> QPushButton:
        """Return the button with what there is to choose."""
        made = button(self.tr("Badges"), picture="qr-code", shortcut="Ctrl+P")
        menu = QMenu(made)
        due = Wanted(Selection(is_only_due=True))
        for words, act in (
            (self.tr("New or changed ones as PDF…"), partial(self.ask, due)),
            (self.tr("All as PDF…"), partial(self.ask, Wanted())),
            (self.tr("Choose, sort and print…"), self.more_asked.emit),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        made.setMenu(menu)
        return made

    def ask(self, wanted: Wanted) -> QFileDialog:
        """Ask where to save the badges that are `wanted`."""
        dialog = QFileDialog(self._owner, self.tr("Save badges"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.selectFile(_NAME)
        dialog.fileSelected.connect(lambda path: self.run.save(wanted, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
