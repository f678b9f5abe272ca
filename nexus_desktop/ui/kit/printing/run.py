"""A batch of badges on its way to paper: prepared, drawn, saved or printed, noted."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.saving import save
from nexus_desktop.services import badge_batch
from nexus_desktop.services.badge_batch import Batch, Wanted
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.printer import Printer
from nexus_desktop.ui.kit.runner import Runner


class BadgeRun(QObject):
    """Does one batch at a time, which can be stopped.

    Signals:
        messaged: `Message`.
        progressed: float from 0 to 1.
        ended: the batch is done, has failed or was stopped.
    """

    messaged = Signal(object)
    progressed = Signal(float)
    ended = Signal()

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._job: Job | None = None
        self.is_running = False

    def save(
        self, wanted: Wanted, path: Path, *, first: int = 1, is_noted: bool = True
    ) -> None:
        """Write the badges to `path`; `is_noted` remembers them as printed."""

        def deliver(batch: Batch, pdf: bytes) -> None:
            del batch
            save(path, pdf)

        def done(batch: Batch) -> None:
            text = self.tr("Saved as {0}: {1}.").format(path.name, _said(batch))
            url = QUrl.fromLocalFile(str(path))
            action = (self.tr("Open"), lambda: _open(url))
            self.messaged.emit(Message(text, "good", action))
            if is_noted:
                self._note(batch)

        self._begin(wanted, first, deliver, done)

    def print_on(
        self,
        wanted: Wanted,
        printer: Printer,
        *,
        first: int = 1,
        is_turned: bool = False,
    ) -> None:
        """Print the badges as one document; they are noted once that was taken."""

        def deliver(batch: Batch, pdf: bytes) -> None:
            paper = badge_paper.paper_of(batch.layout, is_turned=is_turned)
            printer.send(pdf, self.tr("Badges"), paper)

        def done(batch: Batch) -> None:
            text = self.tr("{0} sent to {1}.").format(_said(batch), printer.words)
            self.messaged.emit(Message(text))
            self._note(batch)

        self._begin(wanted, first, deliver, done)

    def stop(self) -> None:
        """Give the batch up; nothing of it is noted."""
        if self._job is not None:
            self._job.cancel()

    def _begin(
        self,
        wanted: Wanted,
        first: int,
        deliver: Callable[[Batch, bytes], None],
        end: Callable[[Batch], None],
    ) -> None:
        if self.is_running:
            return
        self.is_running = True
        self.progressed.emit(0.0)
        at = self._now()
        self._runner.in_slices(
            self,
            lambda take: badge_batch.prepare(take, wanted, at=at),
            done=lambda batch: self._draw(batch, first, deliver, end),
            failed=self._give_up,
        )

    def _draw(
        self,
        batch: Batch,
        first: int,
        deliver: Callable[[Batch, bytes], None],
        end: Callable[[Batch], None],
    ) -> None:
        def work(report: Report, cancelled: Cancelled) -> Batch:
            deliver(batch, badge_paper.draw_all(batch, first, report, cancelled))
            return batch

        def ended(drawn: Batch) -> None:
            self._settle()
            end(drawn)

        self._job = self._jobs.start(
            self,
            work,
            done=ended,
            failed=self._give_up,
            progressed=lambda fraction, _text: self.progressed.emit(fraction),
        )

    def _note(self, batch: Batch) -> None:
        self._runner.in_slices(
            self,
            lambda take: badge_batch.record(take, batch),
            done=lambda _count: None,
            failed=self._give_up,
        )

    def _give_up(self, error: NexusError) -> None:
        self._settle()
        stopped = isinstance(error, badge_paper.Stopped | badge_batch.NoBadges)
        self.messaged.emit(Message(str(error), "warn" if stopped else "bad"))

    def _settle(self) -> None:
        self.is_running, self._job = False, None
        self.ended.emit()


def _said(batch: Batch) -> str:
    return counted(len(batch.places), "badge")


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
