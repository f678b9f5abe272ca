"""Badges at the desk: printed in the background, or shown as PDF to be printed.

Printing is kept apart from checking in: nobody waits for a badge to be let in, and a
printer that fails is told beside the title and nowhere else.
"""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.filing import Printed
from nexus_desktop.core.saving import NotSaved, save
from nexus_desktop.services import badge_batch, badge_filing, badges
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.indicator import PrintIndicator
from nexus_desktop.ui.kit.printing.panel import PrintPanel
from nexus_desktop.ui.kit.printing.printer import chosen
from nexus_desktop.ui.kit.printing.queue import queue_of
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import file_name


class BadgePrinter(QObject):
    """Prints somebody's badge on this laptop's printer, else opens it as PDF.

    Signals:
        messaged: `Message` for the bar above the screen.
        panel_asked: to see the queue and the printers.

    Attributes:
        open_file: shows a PDF; returns False when the system has nothing to show it.
        zone: in which times are told.
    """

    messaged = Signal(object)
    panel_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self.open_file: Callable[[Path], bool] = _open
        self.zone = ZoneInfo("UTC")
        self.queue = queue_of(runner, now)
        self.panel = PrintPanel(runner, jobs, now)
        self.indicator = PrintIndicator(runner, now)
        self._warned = ""  # who was told to be printed already
        self.panel.messaged.connect(self.messaged)
        self.indicator.clicked.connect(lambda _=False: self.panel_asked.emit())
        self.queue.failed.connect(self._explain)

    def follow(self, gate: Gate) -> None:
        """Print the badges of people as `gate` lets them in, if that is chosen."""
        gate.told.connect(self._came_in)
        gate.registered.connect(self._came_in)
        gate.party_told.connect(lambda _, results: self._party_came_in(results))

    def print_badge(self, participant_id: str) -> None:
        """Print somebody's badge.

        One that was printed already is only told about; asked again, it is printed.
        """
        is_again = self._warned == participant_id
        self._warned = ""
        if self.queue.can_print:
            told = partial(self._tell_asked, participant_id)
            self.queue.ask(participant_id, is_again=is_again, told=told)
        elif is_again:
            self._open_badge(participant_id)
        else:
            self._look(participant_id, partial(self._open_unless, participant_id))

    def _tell_asked(self, participant_id: str, printed: Printed | None) -> None:
        if printed is not None:
            self._warn(participant_id, printed)
        else:
            self.messaged.emit(Message(self.tr("The badge is being printed.")))

    def _warn(self, participant_id: str, printed: Printed) -> None:
        self._warned = participant_id
        told = printed.told(printed.at.astimezone(self.zone))
        text = self.tr("{0}. F4 again prints another.")
        if printed.is_changed:
            text = self.tr("{0}, but it has changed since. F4 again prints it anew.")
        self.messaged.emit(Message(text.format(told), "warn"))

    # Who comes in

    def _came_in(self, result: ScanResult) -> None:
        guest = result.participant
        self._warned = ""
        if guest is None or not result.verdict.lets_in or result.is_repeat:
            return
        self.queue.came_in(guest.id)

    def _party_came_in(self, results: Sequence[ScanResult]) -> None:
        people = [one.participant.id for one in results if one.participant is not None]
        self.queue.came_in(*people)

    def _look(
        self, participant_id: str, done: Callable[[Printed | None], None]
    ) -> None:
        self._runner.submit(
            self,
            lambda session: badge_filing.last_printing(session, participant_id),
            done=done,
            failed=self._explain,
        )

    # Without a printer

    def _open_unless(self, participant_id: str, printed: Printed | None) -> None:
        if printed is None:
            self._open_badge(participant_id)
        else:
            self._warn(participant_id, printed)

    def _open_badge(self, participant_id: str) -> None:
        at, wanted = self._now(), chosen().layout

        def ready(session: Session) -> tuple[BadgeToPrint, BadgeLayout]:
            badges.issue(session, participant_id, at=at)
            session.flush()
            layout = badge_batch.layout_of(session, wanted)
            return _only(badges.to_print(session, [participant_id], layout)), layout

        self._runner.submit(self, ready, done=self._draw, failed=self._explain)

    def _draw(self, ready: tuple[BadgeToPrint, BadgeLayout]) -> None:
        badge, layout = ready
        self._jobs.start(
            self,
            lambda _report, _cancelled: _write(badge, layout),
            done=lambda path: self._drawn(badge, path),
            failed=self._explain,
        )

    def _drawn(self, badge: BadgeToPrint, path: Path) -> None:
        if not self.open_file(path):
            text = self.tr("The badge of {0} is in {1}. Open it there to print it.")
            self.messaged.emit(Message(text.format(badge.face.name, path), "warn"))
            return
        at = self._now()
        self._runner.submit(
            self,
            lambda session: badges.record_printing(session, [badge.badge_id], at=at),
            failed=self._explain,
        )
        text = self.tr("The badge of {0} is open, ready to be printed.")
        action = (self.tr("Choose a printer"), self.panel_asked.emit)
        self.messaged.emit(Message(text.format(badge.face.name), "good", action))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _only(found: Sequence[BadgeToPrint]) -> BadgeToPrint:
    if not found:
        raise NotFound("Whose registration was cancelled gets no badge.")
    return found[0]


def _write(badge: BadgeToPrint, layout: BadgeLayout) -> Path:
    content, _paper = badge_paper.draw_one(badge.face, layout, is_turned=False)
    try:
        folder = Path(tempfile.mkdtemp(prefix="nexus-badge-"))
    except OSError as error:
        raise NotSaved(f"The badge could not be written: {error}.") from error
    return save(folder / file_name(badge.face.name, "pdf"), content)


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
