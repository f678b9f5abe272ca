"""Choosing the logo and the cover's picture: read, scaled and kept off the window."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import workshop_pictures
from nexus_desktop.ui.kit import picture_files
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner

# Pixels of the longer side: a logo of 50 mm, a picture over the width of the paper.
_SIDES = {workshop_pictures.LOGO: 900, workshop_pictures.COVER: 2000}


class PictureChooser(QObject):
    """Asks for a picture file and keeps it with the workshop.

    Signals:
        messaged: `Message` for the bar above the screen.
    """

    messaged = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._owner = owner

    def ask(self, purpose: str) -> QFileDialog:
        """Ask for the picture for `purpose`."""
        dialog = QFileDialog(self._owner, self.tr("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Pictures ({0})").format(picture_files.PATTERNS))
        dialog.fileSelected.connect(lambda path: self.take(purpose, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def take(self, purpose: str, path: Path) -> None:
        """Keep a picture file, made as small as paper needs."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: picture_files.read_scaled(
                path, _SIDES[purpose]
            ),
            done=partial(self._keep, purpose),
            failed=self._explain,
        )

    def remove(self, purpose: str) -> None:
        """Take the picture for `purpose` away."""
        self._keep(purpose, None)

    def _keep(self, purpose: str, data: bytes | None) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: workshop_pictures.put(session, purpose, data, at=at),
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))
