"""Printing one person's badge at the desk: issued if need be, as PDF, opened."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_sheet import sheet
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.saving import NotSaved
from nexus_desktop.services import badges
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import file_name

_SHEET = "desk/badge_sheet"
_DEFAULT_SHEET = "90x60"


class BadgePrinter(QObject):
    """Writes the badge as PDF and hands it to the system's viewer, which prints.

    Signals:
        messaged: `Message` for the bar above the screen.

    Attributes:
        open_file: shows a PDF; returns False when the system has nothing to show it.
    """

    messaged = Signal(object)

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

    def print_badge(self, participant_id: str, *, is_new: bool = False) -> None:
        """Print somebody's badge; a new one ends the one before."""
        at = self._now()

        def ready(session: Session) -> BadgeToPrint:
            if is_new:
                badges.reissue(session, participant_id, "replaced at the desk", at=at)
            else:
                badges.issue(session, participant_id, at=at)
            session.flush()
            return _only(badges.to_print(session, [participant_id]))

        self._runner.submit(self, ready, done=self._draw, failed=self._explain)

    def _draw(self, badge: BadgeToPrint) -> None:
        name = str(QSettings().value(_SHEET, _DEFAULT_SHEET))
        self._jobs.start(
            self,
            lambda _report, _cancelled: _write(badge, name),
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
        self.messaged.emit(Message(text.format(badge.face.name)))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _only(found: Sequence[BadgeToPrint]) -> BadgeToPrint:
    if not found:
        raise NotFound("Whose registration was cancelled gets no badge.")
    return found[0]


def _write(badge: BadgeToPrint, sheet_name: str) -> Path:
    from nexus_desktop.documents import badges_pdf  # noqa: PLC0415 - slow to import

    content = badges_pdf.render([badge.face], sheet(sheet_name), title=badge.face.name)
    try:
        folder = Path(tempfile.mkdtemp(prefix="nexus-badge-"))
        path = folder / file_name(badge.face.name, "pdf")
        path.write_bytes(content)
    except OSError as error:
        raise NotSaved(f"The badge could not be written: {error}.") from error
    return path


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
