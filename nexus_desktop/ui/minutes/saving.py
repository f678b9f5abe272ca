"""Saves the minutes where somebody says: asks without stopping, writes off the window.

A file is written whole or not at all: an older one stays until the new one is done.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.saving import save
from nexus_desktop.documents import minutes_markdown
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.saving import file_name
from nexus_desktop.ui.minutes.rendering import Pages


class Saver(QObject):
    """Asks for a path, writes the file, tells what came of it.

    Signals:
        chosen: the path that was asked for, as text.
        messaged: `Message` for the bar above the screen.
        saved: the path as text.
    """

    chosen = Signal(str)
    messaged = Signal(object)
    saved = Signal(str)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner

    def ask(self, title: str, suffix: str) -> None:
        """Ask where to save; `suffix` is "pdf" or "md"."""
        dialog = QFileDialog(self._owner, self.tr("Save the minutes"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        names = {"pdf": self.tr("PDF (*.pdf)"), "md": self.tr("Markdown (*.md)")}
        dialog.setNameFilter(names[suffix])
        dialog.selectFile(file_name(title, suffix))
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, pages: Pages, path: Path) -> None:
        """Write `pages` to `path`; its suffix says how."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: _write(pages, path),
            done=self._tell,
            failed=lambda error: self.messaged.emit(Message(str(error), "bad")),
        )

    def _tell(self, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        text = self.tr("The minutes are saved as {}.").format(path.name)
        action = (self.tr("Open"), lambda: _open(url))
        self.messaged.emit(Message(text, "good", action))
        self.saved.emit(str(path))


def _write(pages: Pages, path: Path) -> Path:
    is_markdown = path.suffix.casefold() == ".md"
    content = (
        minutes_markdown.render(pages.minutes).encode() if is_markdown else pages.pdf
    )
    return save(path, content)


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
