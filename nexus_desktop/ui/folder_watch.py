"""Meets the other laptops in a shared folder, every few seconds while it is chosen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.services import meeting
from nexus_desktop.services.meeting import Met
from nexus_desktop.services.slices import Take
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner

T = TypeVar("T")

_EVERY = 15_000  # milliseconds


class FolderWatch(QObject):
    """Remembers the folder of each workshop file on this laptop.

    Signals:
        said: str, how the last meeting went.
    """

    said = Signal(str)

    def __init__(self, runner: Runner, jobs: Jobs) -> None:
        super().__init__(runner)  # its timer must end on the window's thread
        self._runner, self._jobs = runner, jobs
        self._is_busy = False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.meet)
        self._timer.start()

    @property
    def folder(self) -> str:
        """Return the folder, "" for none."""
        return str(QSettings().value(self._key, ""))

    @property
    def _key(self) -> str:
        name = str(self._runner.path.resolve()).replace("/", "|").replace("\\", "|")
        return f"laptops/folder/{name}"

    def choose(self, folder: str) -> None:
        """Meet in `folder` from now on; "" for nowhere."""
        QSettings().setValue(self._key, folder)
        self.said.emit("")
        self.meet()

    def meet(self) -> None:
        """Read what others left there, and leave what they lack."""
        folder = self.folder
        if not folder or self._is_busy:
            return
        self._is_busy = True

        def job(_report: Report, cancelled: Cancelled) -> Met:
            try:
                take = Stoppable(self._runner.wait, cancelled)
                return meeting.meet_in_folder(take, Path(folder))
            finally:
                self._is_busy = False  # also after a bug: the next meeting is tried

        self._jobs.start(
            self, job, done=partial(self._tell, folder), failed=self._complain
        )

    def _tell(self, folder: str, met: Met) -> None:
        if folder != self.folder:
            self.meet()  # another one was chosen meanwhile
            return
        parts = [self.tr("Meets others in {0}.").format(Path(folder).name)]
        if met.received.applied:
            news = counted(met.received.applied, "new entry")
            parts.append(self.tr("{0} taken in.").format(news))
        self.said.emit(" ".join((*parts, *met.problems[:1])))

    def _complain(self, error: NexusError) -> None:
        self.said.emit(str(error))


class Stoppable:
    """Works a piece at a time until it is asked to stop, as when the window closes."""

    def __init__(self, take: Take, is_stopped: Callable[[], bool]) -> None:
        self._take, self._is_stopped = take, is_stopped

    def __call__(self, work: Callable[[Session], T], /) -> T:
        """Do the next piece.

        Raises:
            NexusError: it was asked to stop; what was taken in before stays.
        """
        if self._is_stopped():
            raise NexusError("The meeting in the shared folder was stopped.")
        return self._take(work)
