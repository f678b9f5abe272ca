"""Attaching pictures to lines: from a file, the clipboard or the camera."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import note_pictures
from nexus_desktop.services.note_pictures import SIDE, NotePicture
from nexus_desktop.ui.kit import picture_files
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes import clipboard
from nexus_desktop.ui.notes.camera_shot import CameraShot
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.pictures_panel import THUMB, PicturesPanel

_READ_AFTER = 200


class Picturing(QObject):
    """Keeps the pictures of the place that is shown, and shows them in the side.

    Signals:
        messaged: `Message` for the bar above the screen.
        flush_asked: a line that a picture belongs to has to be on disk.
    """

    messaged = Signal(object)
    flush_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        editor: NotesEditor,
        panel: PicturesPanel,
    ) -> None:
        super().__init__(editor)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._editor, self._panel = editor, panel
        self._place: NotesPlace | None = None
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER)
        self._soon.timeout.connect(self._read)
        runner.changed.connect(self._hear)
        editor.pictures_given.connect(self.take)
        panel.wanted.connect(self._load)
        panel.went.connect(self._go)
        panel.described.connect(self._describe)
        panel.removed.connect(self._remove)

    def show_place(self, place: NotesPlace) -> None:
        """Be about the notes of `place` from now on."""
        self._place = place
        self._panel.show_pictures(())
        self._read()

    def ask(self) -> QMenu:
        """Ask where the picture comes from, at the caret."""
        menu = self._editor.menu()
        menu.addAction(self.tr("From a &file…"), self.ask_file)
        of_clipboard = menu.addAction(
            self.tr("From the &clipboard"), self.take_clipboard
        )
        of_clipboard.setEnabled(bool(_in_clipboard()))
        menu.addAction(self.tr("With the ca&mera…"), self.ask_camera)
        menu.setActiveAction(menu.actions()[0])
        below = self._editor.cursorRect().bottomLeft() + QPoint(0, 6)
        menu.popup(self._editor.viewport().mapToGlobal(below))
        return menu

    def ask_file(self) -> QFileDialog:
        """Ask for picture files."""
        dialog = QFileDialog(self._editor, self.tr("Choose pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures ({0})").format(picture_files.PATTERNS))
        dialog.filesSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def take_clipboard(self) -> None:
        """Attach the picture in the clipboard."""
        self.take(_in_clipboard())

    def ask_camera(self) -> CameraShot:
        """Show what the camera sees."""
        shot = CameraShot(self._jobs, self._editor)
        shot.taken.connect(lambda image: self.take([image]))
        shot.show()
        return shot

    def take(self, given: Sequence[QImage | str]) -> None:
        """Attach pictures, or picture files, to the line of the caret."""
        if self._editor.isReadOnly():
            words = self.tr("These notes are final. Open them again to add pictures.")
            self.messaged.emit(Message(words, "warn"))
            return
        note_id = self._line()
        for one in given:
            self._jobs.start(
                self,
                partial(_scaled, one),
                done=partial(self._add, note_id),
                failed=self._explain,
            )

    def _line(self) -> str:
        """Return the id of the caret's line; an empty one gets a word."""
        spot = self._editor.spot()
        if self._editor.lines[spot.line].is_blank:
            self._editor.put_lines([self.tr("Picture")])
        return self._editor.lines[spot.line].note_id

    def _add(self, note_id: str, data: bytes) -> None:
        at = self._now()
        self.flush_asked.emit()
        self._runner.submit(
            self,
            lambda session: note_pictures.add(session, note_id, data, at=at),
            done=self._tell_added,
            failed=self._explain,
        )

    def _tell_added(self, picture: NotePicture) -> None:
        words = self.tr("The picture is attached to the line. Its caption can be "
                        "written in the side (Ctrl+Shift+R).")  # fmt: skip
        undo = (self.tr("Undo"), partial(self._remove, picture.id))
        self.messaged.emit(Message(words, action=undo))

    def _hear(self, kinds: frozenset[Kind]) -> None:
        if Kind.PICTURE in kinds or (self._editor.pictured and Kind.NOTE in kinds):
            self._soon.start()

    def _read(self) -> None:
        place = self._place
        if place is not None:
            self._runner.submit(
                self,
                lambda session: note_pictures.of_place(session, place),
                done=partial(self._show, place),
                failed=self._explain,
            )

    def _show(self, place: NotesPlace, pictures: tuple[NotePicture, ...]) -> None:
        if place != self._place:
            return
        order = {one.note_id: at for at, one in enumerate(self._editor.lines.records)}
        there = [one for one in pictures if one.note_id in order]
        self._editor.pictured = {one.note_id for one in there}
        self._editor.viewport().update()
        self._panel.show_pictures(sorted(there, key=lambda one: order[one.note_id]))

    def _load(self, picture_id: str) -> None:
        self._runner.submit(
            self,
            lambda session: note_pictures.data(session, picture_id),
            done=partial(self._decode, picture_id),
            failed=self._explain,
        )

    def _decode(self, picture_id: str, data: bytes) -> None:
        self._jobs.start(
            self,
            lambda _report, _cancelled: picture_files.thumbnail(data, THUMB),
            done=partial(self._panel.show_image, picture_id),
            failed=self._explain,
        )

    def _go(self, note_id: str) -> None:
        line = self._editor.lines.index(note_id)
        if line is not None:
            self._editor.go(Spot(line, len(self._editor.lines[line].body)))
            self._editor.setFocus()

    def _describe(self, picture_id: str, caption: str) -> None:
        self._runner.submit(
            self,
            lambda session: note_pictures.describe(session, picture_id, caption),
            failed=self._explain,
        )

    def _remove(self, picture_id: str) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: note_pictures.remove(session, picture_id, at=at),
            done=lambda _: self._tell_removed(picture_id),
            failed=self._explain,
        )

    def _tell_removed(self, picture_id: str) -> None:
        undo = (self.tr("Undo"), partial(self._restore, picture_id))
        self.messaged.emit(Message(self.tr("The picture is removed."), action=undo))

    def _restore(self, picture_id: str) -> None:
        self._runner.submit(
            self,
            lambda session: note_pictures.restore(session, picture_id),
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _in_clipboard() -> list[QImage | str]:
    # Qt gives nothing where there is no clipboard; the stubs don't know it.
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return [] if mime is None else clipboard.pictures_in(mime)


def _scaled(given: QImage | str, _report: Report, _cancelled: Cancelled) -> bytes:
    if isinstance(given, str):
        return picture_files.read_scaled(Path(given), SIDE)
    return picture_files.encoded(given, SIDE)
