"""Layouts as files to share, and pictures for layouts, read and written in workers."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from nexus_desktop.core.badge_layout import BadgeLayout, BadgeLayoutError
from nexus_desktop.core.badge_layout_file import MOST_BYTES, SUFFIX, read, write
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.saving import save
from nexus_desktop.ui.kit import picture_files
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.saving import file_name

_MOST_SIDE = 1200  # pixels of a logo: 300 dpi over 100 mm


class LayoutFiles(QObject):
    """Asks for paths without stopping, and tells what came of it.

    Signals:
        imported: `BadgeLayout` from a file.
        pictured: (name, file) a picture that was chosen.
        messaged: `Message`.
    """

    imported = Signal(object)
    pictured = Signal(str, bytes)
    messaged = Signal(object)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner

    def ask_export(self, layout: BadgeLayout) -> QFileDialog:
        """Ask where to write a layout as a file to share."""
        dialog = self._dialog(self.tr("Export the badge layout"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setNameFilter(self.tr("Badge layouts (*{0})").format(SUFFIX))
        dialog.selectFile(file_name(layout.name, SUFFIX.lstrip(".")))
        dialog.fileSelected.connect(lambda path: self.write(Path(path), layout))
        dialog.open()
        return dialog

    def write(self, path: Path, layout: BadgeLayout) -> None:
        """Write a layout as a file to share."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: save(path, write(layout)),
            done=lambda saved: self.messaged.emit(
                Message(self.tr("Saved as {0}.").format(saved.name))
            ),
            failed=self._explain,
        )

    def ask_import(self) -> QFileDialog:
        """Ask for a file with a layout."""
        dialog = self._dialog(self.tr("Import a badge layout"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Badge layouts (*{0})").format(SUFFIX))
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.open()
        return dialog

    def read(self, path: Path) -> None:
        """Read a layout from a file; `imported` tells it once it is sound."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: _checked(read(_content(path)), path),
            done=self.imported.emit,
            failed=self._explain,
        )

    def ask_picture(self) -> QFileDialog:
        """Ask for a picture."""
        dialog = self._dialog(self.tr("Choose a logo or picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Pictures ({0})").format(picture_files.PATTERNS))
        dialog.fileSelected.connect(lambda path: self.read_picture(Path(path)))
        dialog.open()
        return dialog

    def read_picture(self, path: Path) -> None:
        """Read a picture, made as small as paper needs; `pictured` tells it."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: _picture(path),
            done=lambda made: self.pictured.emit(*made),
            failed=self._explain,
        )

    def _dialog(self, words: str) -> QFileDialog:
        dialog = QFileDialog(self._owner, words)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadgeLayoutError(
            f"{path.name} can't be read: {error.strerror}."
        ) from error


def _checked(layout: BadgeLayout, path: Path) -> BadgeLayout:
    """Return a layout all of whose pictures can be shown."""
    for name, file in layout.pictures.items():
        if QImage.fromData(file).isNull():
            raise BadgeLayoutError(f'{path.name}: the picture "{name}" is damaged.')
    return layout


def _picture(path: Path) -> tuple[str, bytes]:
    """Return the name and the file of a picture, scaled to what paper needs."""
    file = picture_files.read_scaled(path, _MOST_SIDE)
    return sha256(file).hexdigest()[:16], file
