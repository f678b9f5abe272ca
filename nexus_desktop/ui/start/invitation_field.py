"""Where an invitation comes in: as a file, before the camera, or pasted."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange import invitation_file
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.widgets import button, column, hold, label, panel, row
from nexus_desktop.ui.scanning.camera import Camera
from nexus_desktop.ui.scanning.camera_aim import Aim
from nexus_desktop.ui.scanning.camera_panel import CameraPanel

_PICTURE = 420  # pixels


class InvitationField(QFrame):
    """Takes one whole invitation; what is wrong with another is said below it.

    Signals:
        taken: there is one, or another one.

    Attributes:
        text: the invitation, "" for none.
        stem: name of the file that it came from, without its suffix; "" for none.
    """

    taken = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.text = self.stem = ""
        aim = Aim(
            invitation_file.is_invitation,
            self.tr("Invitation read"),
            self.tr("Not an invitation to a workshop"),
            self.tr("a file or a text works all the same."),
        )
        self.camera = Camera(self, aim=aim)
        self.camera.scanned.connect(self._take_code)
        self._make_parts()
        self.camera.changed.connect(self._show_camera)
        self._show()

    def _make_parts(self) -> None:
        self.choose = button(
            self.tr("Choose the file…"), picture="folder-open", clicked=self._ask
        )
        self.choose.setToolTip(self.tr("Ctrl+O; or drop it anywhere on this page"))
        self.look = button(self.tr("Camera"), picture="camera", clicked=self.turn)
        self.look.setToolTip(
            self.tr("Hold this laptop's camera before the code on the other (F10)")
        )
        self.look.setCheckable(True)
        self.paste = QLineEdit()
        self.paste.setPlaceholderText(self.tr("or paste its text"))
        self.paste.setAccessibleName(self.tr("Text of the invitation"))
        self.paste.textEdited.connect(self._take_typed)
        self._empty = row(self.choose, self.look, self.paste)
        self.name = ElidedLabel("chip_good")
        self.other = button(self.tr("Another"), "link", clicked=self.forget)
        self._full = row(self.name, self.other, None)
        self.wrong = label("", "error", wrap=True)
        self.picture = CameraPanel(self.camera)
        self.picture.setFixedWidth(_PICTURE)
        self._sight = row(None, self.picture, None)
        hold(
            self,
            panel(
                label(self.tr("Invitation"), "head"),
                column(self._empty, self._sight, self._full, self.wrong),
            ),
        )

    def ask(self) -> QFileDialog:
        """Ask for the file."""
        dialog = QFileDialog(self, self.tr("Choose the invitation"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        suffix = invitation_file.SUFFIX
        dialog.setNameFilter(self.tr("Invitations (*{0})").format(suffix))
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _ask(self) -> None:
        self.ask()

    def turn(self) -> None:
        """Turn the camera on or off."""
        self.camera.turn(on=not self.camera.is_on)

    def take_file(self, path: Path) -> None:
        """Take the invitation in a file."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: invitation_file.read_file(path),
            done=lambda text: self._take(text, path.stem),
            failed=self.refuse,
        )

    def _take_code(self, text: str) -> None:
        self._take_text(text)

    def _take_typed(self, text: str) -> None:
        if text.strip():
            self._take_text(text)
        else:
            self._say("")

    def _take_text(self, text: str) -> None:
        try:
            whole = invitation_file.checked(text)
        except invitation_file.BadInvitation as error:
            self.refuse(error)
        else:
            self._take(whole, "")

    def _take(self, text: str, stem: str) -> None:
        self.text, self.stem = text, stem
        self.camera.turn(on=False)
        self.name.setText(f"✓ {stem}" if stem else self.tr("✓ Invitation read"))
        self._say("")
        self._show()
        self.taken.emit()

    def forget(self) -> None:
        """Wait for another one."""
        self.text = self.stem = ""
        self.paste.clear()
        self._say("")
        self._show()
        self.choose.setFocus()
        self.taken.emit()

    def refuse(self, error: NexusError) -> None:
        """Say what is wrong with an invitation; the one before it stays."""
        self._say(str(error))

    def _say(self, reason: str) -> None:
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))
        self.paste.setAccessibleDescription(reason)

    def _show(self) -> None:
        self._empty.setVisible(not self.text)
        self._full.setVisible(bool(self.text))
        self._show_camera()

    def _show_camera(self) -> None:
        self.look.setChecked(self.camera.is_on)
        self._sight.setVisible(self.camera.is_on and not self.text)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.camera.watch(on=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.camera.watch(on=False)
