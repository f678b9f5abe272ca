"""Badges for everybody as a PDF: issued first, and noted as printed once saved."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_sheet import SHEETS, Sheet
from nexus_desktop.core.errors import NexusError
from nexus_desktop.documents import badges_pdf
from nexus_desktop.services import badges
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import PaperSaver
from nexus_desktop.ui.kit.widgets import button

_NAME = "badges.pdf"


class BadgePrinting(QObject):
    """Offers the sheets, renders in a worker, saves where somebody says.

    Signals:
        messaged: `kit.message.Message`.
    """

    messaged = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._runner, self._now = runner, now
        self._printed: list[BadgeToPrint] = []
        self.saver = PaperSaver(jobs, owner)
        self.saver.messaged.connect(self.messaged)
        self.saver.saved.connect(lambda _path: self._record())

    def make_button(self) -> QPushButton:
        """Return the button with the sheets to choose from."""
        made = button(self.tr("Badges"), picture="qr-code", shortcut="Ctrl+P")
        menu = QMenu(made)
        for sheet in SHEETS:
            menu.addAction(sheet.label, partial(self.prepare, sheet))
        made.setMenu(menu)
        return made

    def prepare(self, sheet: Sheet) -> None:
        """Issue the badges that are missing, then ask where to save them on `sheet`."""
        at = self._now()

        def work(session: Session) -> list[BadgeToPrint]:
            badges.issue_all(session, at=at)
            return badges.to_print(session)

        self._runner.submit(
            self, work, done=partial(self._ask, sheet), failed=self._complain
        )

    def _ask(self, sheet: Sheet, printed: list[BadgeToPrint]) -> None:
        if not printed:
            text = self.tr("Nobody is expected yet. Import a list or add people first.")
            self.messaged.emit(Message(text, "warn"))
            return
        self._printed = printed
        faces = [one.face for one in printed]
        self.saver.ask(_NAME, lambda: badges_pdf.render(faces, sheet))

    def _record(self) -> None:
        ids, at = [one.badge_id for one in self._printed], self._now()
        self._runner.submit(
            self,
            lambda session: badges.record_printing(session, ids, at=at),
            failed=self._complain,
        )

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))
