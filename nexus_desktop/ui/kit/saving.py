"""Saving a paper where somebody says: asks without stopping, writes off the window.

A file is written whole or not at all: an older one stays until the new one is done.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.saving import save
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message


class PaperSaver(QObject):
    """Asks for a path, has the paper made in a worker, tells what came of it.

    Signals:
        messaged: `Message` for the bar above the screen.
        saved: the path as text.
    """

    messaged = Signal(object)
    saved = Signal(str)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner

    def ask(self, name: str, make: Callable[[], bytes]) -> QFileDialog:
        """Ask where to save what `make` returns; `name` is proposed, with its suffix.

        `make` runs in a worker, once a place was chosen.
        """
        dialog = QFileDialog(self._owner, self.tr("Save {}").format(name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = Path(name).suffix.lstrip(".")
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save(Path(path), make))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, path: Path, make: Callable[[], bytes]) -> None:
        """Write what `make` returns to `path`."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: save(path, make()),
            done=self._tell,
            failed=lambda error: self.messaged.emit(Message(str(error), "bad")),
        )

    def _tell(self, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        action = (self.tr("Open"), lambda: _open(url))
        text = self.tr("Saved as {}.").format(path.name)
        self.messaged.emit(Message(text, "good", action))
        self.saved.emit(str(path))


def file_name(title: str, suffix: str) -> str:
    """Return `title` as a file name, without what a file system may refuse."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    stem = " ".join(kept.split())[:80].strip()
    return f"{stem or 'paper'}.{suffix}"


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
