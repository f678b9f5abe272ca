"""An invitation over the screen: its code for the other laptop's camera, its words."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.documents import qr
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.code_picture import CodePicture
from nexus_desktop.ui.kit.widgets import button, column, label, row

_SUFFIX = "nexus-join"
_WORDS = 380  # pixels
_SHORT = 14  # letters that fit in the largest size


@dataclass(frozen=True, slots=True)
class Ready:
    """An invitation that may be given away.

    Attributes:
        text: of the file and of the code.
        modules: of the code, None where it would be too fine for a camera.
        words: the passphrase.
        role: what the laptop is for, as text.
        name: proposed for its file and for the laptop.
        lacking: why it gives no way to the hub, "" when it does or there is none.
    """

    text: str
    modules: qr.Matrix | None
    words: str
    role: str
    name: str
    expires: datetime
    lacking: str = ""


class InvitationView(QFrame):
    """Covers its parent until it is done with.

    Attributes:
        ready: the invitation.

    Signals:
        saved: path of the file that was chosen.
        left: it was closed.
    """

    saved = Signal(str)
    left = Signal()

    def __init__(self, ready: Ready, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.ready, self._zone = ready, zone
        theme.set_role(self, "panel")
        self.code = CodePicture()
        self.code.show_code(ready.modules or ())
        self.code.setVisible(ready.modules is not None)
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(32)
        box.addWidget(self.code, 1)
        box.addWidget(self._told())
        if ready.modules is None:
            box.addStretch(1)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        below = parent.findChildren(QWidget, options=direct)
        # What lies below is not reached by Tab until this is done with.
        self._below = [one for one in below if one is not self and one.isEnabled()]
        for one in self._below:
            one.setEnabled(False)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.done.setFocus()

    def _told(self) -> QWidget:
        self.save = button(
            self.tr("Save as a file…"), clicked=self._ask, picture="save"
        )
        self.copy = button(self.tr("Copy as text"), clicked=self._copy, picture="copy")
        self.done = button(self.tr("Done"), "main", clicked=self.leave)
        self.done.setToolTip(self.tr("Esc"))
        size = "figure" if len(self.ready.words) <= _SHORT else "number"
        self.words = label(self.ready.words, size, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = label("", "soft", wrap=True)
        self.lacking = label(self._lacking(), "chip_warn", wrap=True)
        self.lacking.setVisible(bool(self.ready.lacking))
        self.told = label(self._way(), wrap=True)
        made = column(
            label(self.tr("Invitation"), "head"),
            label(self.ready.role, "title", wrap=True),
            self.told,
            label(self.tr("Passphrase"), "head"),
            self.words,
            label(self._limits(), "soft", wrap=True),
            self.lacking,
            row(self.save, self.copy, None),
            self.said,
            None,
            row(None, self.done),
            gap=12,
        )
        made.setFixedWidth(_WORDS)
        return made

    def _way(self) -> str:
        if self.ready.modules is None:
            return self.tr(
                "This workshop's invitation says too much for a code that a camera "
                "could read. Save it as a file and carry it to the other laptop."
            )
        return self.tr(
            "On the other laptop choose “Join a workshop” and “Camera”, and hold it "
            "before this code, about an arm's length away. Then say the passphrase."
        )

    def _lacking(self) -> str:
        return self.tr(
            "It gives no way to the hub, only by bundles and shared folders: {0}"
        ).format(self.ready.lacking)

    def _limits(self) -> str:
        until = self.ready.expires.astimezone(self._zone)
        return self.tr(
            "It lets in one laptop, until {0}, {1}. Say the passphrase; don't send it "
            "along with the file."
        ).format(days.short(until.date()), f"{until:%H:%M}")

    def ask(self) -> QFileDialog:
        """Ask where to save the invitation."""
        dialog = QFileDialog(self, self.tr("Save the invitation"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.setNameFilter(self.tr("Invitations (*.{0})").format(_SUFFIX))
        dialog.selectFile(f"{self.ready.name}.{_SUFFIX}")
        dialog.fileSelected.connect(self.saved)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _ask(self) -> None:
        self.ask()

    def say_saved(self, path: Path) -> None:
        """Tell that the file is there."""
        self.said.setText(
            self.tr("Saved as {0}. Open it on the other laptop.").format(path.name)
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.ready.text)
        self.said.setText(self.tr("Copied: paste it on the other laptop."))

    def leave(self) -> None:
        """Close it; the invitation stays good."""
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        for one in self._below:
            one.setEnabled(True)
        self.hide()
        self.deleteLater()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)
