"""From the workshop file to pages, off the window's thread, the last wish winning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.minutes.compiling import compile_paper
from nexus_desktop.core.minutes.gaps import Gap, gaps
from nexus_desktop.core.minutes.material import Choices, DocumentStatus, Material
from nexus_desktop.core.minutes.value import Minutes
from nexus_desktop.documents import minutes_pdf
from nexus_desktop.documents.watch import RenderingStopped
from nexus_desktop.services import minutes as service
from nexus_desktop.services.minutes import Papers
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner

_PATIENCE = 400  # milliseconds without a further change


@dataclass(frozen=True, slots=True)
class Pages:
    """Finished pages, the minutes they show, and what these lack."""

    minutes: Minutes
    choices: Choices
    pdf: bytes
    gaps: tuple[Gap, ...]


class Rendering(QObject):
    """Reads, compiles and renders when asked; a newer wish stops an older one.

    Signals:
        read: `Papers`, unless other choices were made since they were asked for.
        finished: `Pages`.
        emptied: there is nothing in the workshop that minutes could tell.
        progressed: float from 0 to 1.
        failed: `NexusError`.
    """

    read = Signal(object)
    finished = Signal(object)
    emptied = Signal()
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._choices = Choices()
        self._material: Material | None = None
        self._job: Job | None = None
        self._is_busy = False
        self._wishes = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Say whether newer pages than those given last are on their way."""
        return self._is_busy

    def choose(self, choices: Choices) -> None:
        """Render with `choices` soon; what is under way is not wanted any more."""
        self._stop()
        self._choices = choices
        self._wishes += 1
        self._is_busy = True
        self._timer.start()

    def reread(self) -> None:
        """Read the workshop again soon, and render."""
        self._material = None
        self._is_busy = True
        self._timer.start()

    def use(self, choices: Choices) -> None:
        """Render with `choices` what has just been read."""
        self._choices = choices

    def begin(self) -> None:
        """Read and render at once."""
        self._material = None
        self._is_busy = True
        self._timer.stop()
        self._begin()

    def _begin(self) -> None:
        if self._material is not None:
            self._render(self._material)
            return
        wishes = self._wishes
        self._runner.submit(
            self,
            service.papers,
            done=lambda papers: self._take(papers, is_newest=wishes == self._wishes),
            failed=self._give_up,
        )

    def _take(self, papers: Papers, *, is_newest: bool) -> None:
        self._material = material = papers.material
        if is_newest:
            self.read.emit(papers)
        if material.items or material.people or material.remarks:
            self._render(material)
        else:
            self._stop()
            self._is_busy = False
            self.emptied.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _render(self, material: Material) -> None:
        self._stop()
        choices, at = self._choices, self._now()
        self._job = job = self._jobs.start(
            self,
            lambda report, cancelled: _pages(
                material, choices, at, (report, cancelled)
            ),
            done=lambda pages: self._finish(job, pages),
            failed=lambda error: self._fail(job, error),
            progressed=lambda fraction, _text: self._tell(job, fraction),
        )

    def _tell(self, job: Job, fraction: float) -> None:
        if job is self._job:
            self.progressed.emit(fraction)

    def _finish(self, job: Job, pages: Pages) -> None:
        if job is self._job:
            self._job = None
            self._is_busy = self._timer.isActive()
            self.finished.emit(pages)

    def _fail(self, job: Job, error: NexusError) -> None:
        if job is self._job and not isinstance(error, RenderingStopped):
            self._job = None
            self._give_up(error)

    def _give_up(self, error: NexusError) -> None:
        self._is_busy = False
        self.failed.emit(error)


def _pages(
    material: Material,
    choices: Choices,
    at: datetime,
    watch: tuple[Report, Cancelled],
) -> Pages:
    minutes = compile_paper(material, choices)
    pdf = minutes_pdf.render(minutes, *watch)
    is_draft = choices.status is DocumentStatus.DRAFT
    return Pages(minutes, choices, pdf, gaps(material, at, is_draft=is_draft))
