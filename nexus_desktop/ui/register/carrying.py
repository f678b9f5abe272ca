"""Reading an earlier workshop's file aside, without touching it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.series import Earlier
from nexus_desktop.services import series
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier workshop, and which of its actions were carried over before."""

    earlier: Earlier
    known: frozenset[str]


class Carrying(QObject):
    """Asks for a file, reads it in a worker, tells what it holds.

    Signals:
        read: `Offer`.
        messaged: `Message` for the bar above the screen.
    """

    read = Signal(object)
    messaged = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._owner = owner

    def ask(self) -> QFileDialog:
        """Ask for the earlier workshop's file."""
        dialog = QFileDialog(self._owner, self.tr("Choose the earlier workshop"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(str(self._runner.path.parent))
        dialog.setNameFilter(self.tr("Workshops (*.nexus)"))
        dialog.fileSelected.connect(lambda path: self.look(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def look(self, path: Path) -> None:
        """Read the file at `path`; it stays byte for byte as it is."""
        own, at = self._runner.path, self._now()
        self.messaged.emit(Message(self.tr("Reading {0}…").format(path.name)))
        self._jobs.start(
            self,
            lambda _report, _cancelled: series.read_file(path, own, at=at),
            done=self._compare,
            failed=lambda error: self.messaged.emit(Message(str(error), "bad")),
        )

    def _compare(self, earlier: Earlier) -> None:
        self._runner.submit(
            self,
            lambda session: series.offered(session, earlier),
            done=partial(self._tell, earlier),
            failed=lambda error: self.messaged.emit(Message(str(error), "bad")),
        )

    def _tell(self, earlier: Earlier, known: frozenset[str]) -> None:
        self.read.emit(Offer(earlier, known))
