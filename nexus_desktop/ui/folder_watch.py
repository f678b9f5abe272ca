"""Meets the other laptops in a shared folder, every few seconds while it is chosen."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.services import meeting
from nexus_desktop.services.meeting import Met
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner

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
        self._jobs.start(
            self,
            lambda _report, _cancelled: meeting.meet_in_folder(
                self._runner.wait, Path(folder)
            ),
            done=self._tell,
            failed=self._complain,
        )

    def _tell(self, met: Met) -> None:
        self._is_busy = False
        name = Path(self.folder).name
        parts = [self.tr("Meets others in {0}.").format(name)]
        if met.received.applied:
            news = counted(met.received.applied, "new entry")
            parts.append(self.tr("{0} taken in.").format(news))
        self.said.emit(" ".join((*parts, *met.problems[:1])))

    def _complain(self, error: NexusError) -> None:
        self._is_busy = False
        self.said.emit(str(error))
