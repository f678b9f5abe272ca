"""Writes a paper where somebody says, or shows it in the system's viewer to print.

A file is made in a worker, says how far it is, can be stopped, and is there whole or
not at all.
"""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QWidget

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.saving import save
from nexus_desktop.documents.watch import RenderingStopped, Watch
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.saving import file_name
from nexus_desktop.ui.kit.widgets import button, label

Make = Callable[[Watch], bytes]


class Exporter(QObject):
    """Makes one file at a time.

    Signals:
        messaged: `Message` for the bar above the screen.
        saved: the path as text.
        progressed: how far a file is, from 0 to 1; 1 when none is on its way.
    """

    messaged = Signal(object)
    saved = Signal(str)
    progressed = Signal(float)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._job: Job | None = None

    def ask(self, title: str, suffix: str, make: Make) -> QFileDialog:
        """Ask where to save what `make` returns."""
        dialog = QFileDialog(self._owner, self.tr("Save {}").format(title))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        words = {
            "pdf": self.tr("PDF (*.pdf)"),
            "xlsx": self.tr("Excel workbook (*.xlsx)"),
            "csv": self.tr("CSV table (*.csv)"),
        }
        dialog.setNameFilter(words[suffix])
        dialog.selectFile(file_name(title, suffix))
        dialog.fileSelected.connect(lambda path: self.save(Path(path), make))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, path: Path, make: Make) -> None:
        """Write what `make` returns to `path`."""
        self._start(path, make, self._tell_saved)

    def view(self, title: str, make: Make) -> None:
        """Show what `make` returns in the system's viewer, which can print it."""
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="nexus-papers-")
        except OSError as error:
            text = self.tr("The paper can't be shown: {}.").format(error.strerror)
            self.messaged.emit(Message(text, "bad"))
            return
        path = Path(self._folder.name) / file_name(title, "pdf")
        self._start(path, make, self._open)

    def cancel(self) -> None:
        """Stop the file that is on its way; nothing of it stays."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, path: Path, make: Make, done: Callable[[Path], None]) -> None:
        self.cancel()

        def work(report: Report, cancelled: Cancelled) -> Path:
            return save(path, make(Watch(report, cancelled)))

        self.progressed.emit(0.0)
        self._job = job = self._jobs.start(
            self,
            work,
            done=lambda written: self._finish(job, partial(done, written)),
            failed=lambda error: self._finish(job, partial(self._explain, error)),
            progressed=lambda fraction, _text: self._show(job, fraction),
        )

    def _show(self, job: Job, fraction: float) -> None:
        if job is self._job:
            self.progressed.emit(min(fraction, 0.99))

    def _finish(self, job: Job, tell: Callable[[], None]) -> None:
        if job is self._job:
            self._job = None
            self.progressed.emit(1.0)
            tell()

    def _explain(self, error: NexusError) -> None:
        if isinstance(error, RenderingStopped):
            text = self.tr("Stopped. No file was written.")
            self.messaged.emit(Message(text, "warn"))
        else:
            self.messaged.emit(Message(str(error), "bad"))

    def _tell_saved(self, path: Path) -> None:
        action = (self.tr("Open"), partial(self._open, path))
        text = self.tr("Saved as {}.").format(path.name)
        self.messaged.emit(Message(text, "good", action))
        self.saved.emit(str(path))

    def _open(self, path: Path) -> None:
        if not _show_file(path):
            text = self.tr(
                "This system has no program to show PDF files. Export the PDF and "
                "print it elsewhere."
            )
            self.messaged.emit(Message(text, "bad"))


class ExportBar(QFrame):
    """Says how far a file is, with a button to stop it; hidden when none is made."""

    def __init__(self, exporter: Exporter) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.stop = button(self.tr("Stop"), "choice", clicked=exporter.cancel)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 6, 8, 6)
        box.setSpacing(12)
        box.addWidget(label(self.tr("Writing the file"), "soft"))
        box.addWidget(self.progress, 1)
        box.addWidget(self.stop)
        exporter.progressed.connect(self._show)
        self.hide()

    def _show(self, fraction: float) -> None:
        self.setVisible(fraction < 1)
        self.progress.setValue(round(100 * fraction))


def _show_file(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
