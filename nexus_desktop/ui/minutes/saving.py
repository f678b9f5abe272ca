"""Saves a paper where somebody says: asks without stopping, writes off the window.

A file is written whole or not at all: an older one stays until the new one is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.saving import save
from nexus_desktop.documents import minutes_markdown
from nexus_desktop.documents.watch import RenderingStopped
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.saving import file_name
from nexus_desktop.ui.minutes.rendering import Pages


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that papers are saved as.

    Attributes:
        name: what people call it.
        render: the bytes of the file; tells how far it is, and may be stopped.
        shortcut: "" for none.
    """

    suffix: str
    name: str
    render: Callable[[Pages, Report, Cancelled], bytes]
    shortcut: str = ""


def _as_shown(pages: Pages, _report: Report, _cancelled: Cancelled) -> bytes:
    return pages.pdf


def _as_markdown(pages: Pages, _report: Report, _cancelled: Cancelled) -> bytes:
    return minutes_markdown.render(pages.minutes).encode()


def _as_word(pages: Pages, report: Report, cancelled: Cancelled) -> bytes:
    from nexus_desktop.documents import minutes_docx  # noqa: PLC0415  (few need it)

    return minutes_docx.render(pages.minutes, report, cancelled)


FORMATS = (
    Format("pdf", "PDF", _as_shown, "Ctrl+E"),
    Format("docx", "Word", _as_word),
    Format("md", "Markdown", _as_markdown),
)


class Saver(QObject):
    """Asks for a path, writes the file, tells how far it is and what came of it.

    Signals:
        chosen: the path that was asked for, as text.
        begun: the path of the file that is being made, as text.
        progressed: float from 0 to 1.
        ended: nothing is being made any more.
        messaged: `Message` for the bar above the screen.
        saved: the path as text.
    """

    chosen = Signal(str)
    begun = Signal(str)
    progressed = Signal(float)
    ended = Signal()
    messaged = Signal(object)
    saved = Signal(str)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._job: Job | None = None

    def ask(self, title: str, form: Format) -> QFileDialog:
        """Ask where to save."""
        dialog = QFileDialog(self._owner, self.tr("Save the minutes"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.suffix)
        dialog.setNameFilter(f"{form.name} (*.{form.suffix})")
        dialog.selectFile(file_name(title, form.suffix))
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, pages: Pages, path: Path) -> None:
        """Write `pages` to `path`; its suffix says how, PDF when it says nothing."""
        suffix = path.suffix.casefold().removeprefix(".")
        form = next((form for form in FORMATS if form.suffix == suffix), FORMATS[0])
        self.begun.emit(str(path))
        self._job = self._jobs.start(
            self,
            lambda report, cancelled: save(path, form.render(pages, report, cancelled)),
            done=self._tell,
            failed=self._explain,
            progressed=lambda fraction, _text: self.progressed.emit(fraction),
        )

    def cancel(self) -> None:
        """Stop what is being made; a file that is written already stays."""
        if self._job is not None:
            self._job.cancel()

    def _tell(self, path: Path) -> None:
        self._end()
        url = QUrl.fromLocalFile(str(path))
        text = self.tr("Saved as {}.").format(path.name)
        action = (self.tr("Open"), lambda: _open(url))
        self.messaged.emit(Message(text, "good", action))
        self.saved.emit(str(path))

    def _explain(self, error: NexusError) -> None:
        self._end()
        if not isinstance(error, RenderingStopped):
            self.messaged.emit(Message(str(error), "bad"))

    def _end(self) -> None:
        self._job = None
        self.ended.emit()


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
