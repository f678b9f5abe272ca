"""From the workshop file to pages, off the window's thread, the last wish winning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.lists.material import Material
from nexus_desktop.documents.watch import RenderingStopped, Watch
from nexus_desktop.services import certificates, papers
from nexus_desktop.services.certificates import CertificateDesign
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner

_PATIENCE = 250  # milliseconds without a further change


@dataclass(frozen=True, slots=True)
class Source:
    """What the papers are made from."""

    material: Material
    design: CertificateDesign


@dataclass(frozen=True, slots=True)
class Shown:
    """Pages to look at.

    Attributes:
        title: what the file is called.
        whole: how many people are on it; `shown` of them on these pages.
        missing: names with letters that can't be printed.
        crowded: there are too many columns for the paper.
    """

    pdf: bytes
    title: str
    whole: int
    shown: int
    missing: tuple[str, ...] = ()
    crowded: bool = False

    @property
    def is_cut(self) -> bool:
        """Tell whether these are only the first pages."""
        return self.shown < self.whole


Make = Callable[[Source, Watch], Shown]


class Rendering(QObject):
    """Reads when asked, and makes the pages wished for last.

    Signals:
        read: `Source`, whenever it was read (anew).
        finished: `Shown`.
        progressed: float from 0 to 1.
        failed: `NexusError`.
    """

    read = Signal(object)
    finished = Signal(object)
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self.source: Source | None = None
        self._make: Make | None = None
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Say whether newer pages than those given last are on their way."""
        return self._job is not None or self._timer.isActive()

    def reread(self) -> None:
        """Read the workshop; `read` tells when, and whoever hears it asks for pages."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: Source(
                papers.material(session, at=at), certificates.design(session)
            ),
            done=self._take,
            failed=self.failed.emit,
        )

    def render(self, make: Make, *, soon: bool = False) -> None:
        """Make pages; `soon` waits for further wishes."""
        self._make = make
        if soon:
            self._timer.start()
        else:
            self._begin()

    def stop(self) -> None:
        """Forget what was wished for."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, source: Source) -> None:
        self.source = source
        self.read.emit(source)

    def _begin(self) -> None:
        self.stop()
        source, make = self.source, self._make
        if source is None or make is None:
            return

        def work(report: Report, cancelled: Cancelled) -> Shown:
            return make(source, Watch(report, cancelled))

        self._job = job = self._jobs.start(
            self,
            work,
            done=lambda shown: self._finish(job, shown),
            failed=lambda error: self._fail(job, error),
            progressed=lambda fraction, _text: self._tell(job, fraction),
        )

    def _tell(self, job: Job, fraction: float) -> None:
        if job is self._job:
            self.progressed.emit(fraction)

    def _finish(self, job: Job, shown: Shown) -> None:
        if job is self._job:
            self._job = None
            self.finished.emit(shown)

    def _fail(self, job: Job, error: NexusError) -> None:
        if job is self._job and not isinstance(error, RenderingStopped):
            self._job = None
            self.failed.emit(error)
