"""Joining a workshop: the invitation, its passphrase, then a name and a file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from nexus_desktop.core import days
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.invitation_file import WrongPassphrase
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.services import sharing
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.widgets import button, label, panel, row
from nexus_desktop.ui.start import centred, file_names
from nexus_desktop.ui.start.fields import Field
from nexus_desktop.ui.start.invitation_field import InvitationField

_WIDTH = 720


class JoinForm(QWidget):
    """Asks for what is needed, one thing after the other; nothing is made before.

    Signals:
        asked: (`exchange.membership.Invitation`, name of this laptop, path to make).
        left: the user went back.
    """

    asked = Signal(object, str, str)
    left = Signal()

    def __init__(self, folder: Path, jobs: Jobs, now: Callable[[], datetime]) -> None:
        """Propose to keep the file in `folder`."""
        super().__init__()
        self._folder, self._jobs, self._now = folder, jobs, now
        self._invitation: Invitation | None = None
        self._path_chosen = False
        self.invitation = InvitationField(jobs)
        self.words, self.name, self.path = QLineEdit(), QLineEdit(), QLineEdit()
        self._lay_out()
        self._bind()
        self._show()

    def begin(self) -> None:
        """Put the cursor where one starts."""
        self.invitation.choose.setFocus()

    def take_file(self, path: Path) -> None:
        """Begin with the invitation in a file."""
        self.invitation.take_file(path)

    def _lay_out(self) -> None:
        self.open = button(
            self.tr("Open the invitation"), "main", clicked=self.try_words
        )
        self.open.setToolTip(self.tr("Enter"))
        self.words.setPlaceholderText(self.tr("As it was said to you"))
        self._words = Field(self.tr("&Passphrase"), self.words)
        self._words.put_beside(self.open)
        self._closed = panel(self._words)
        self.title = label("", "title", wrap=True)
        self.terms = label("", "soft", wrap=True)
        self._name = Field(self.tr("&Name of this laptop"), self.name)
        self._path = Field(self.tr("Fil&e"), self.path)
        self.change = button(self.tr("Change…"), clicked=self._choose_path)
        self._path.put_beside(self.change)
        self._opened = panel(self.title, self.terms, self._name, self._path, gap=12)
        self.back = button(
            self.tr("Back"), "link", clicked=self.left.emit, picture="arrow-left"
        )
        self.back.setToolTip(self.tr("Esc"))
        self.join = button(self.tr("Join the workshop"), "main", clicked=self.submit)
        self.join.setToolTip(self.tr("Ctrl+Enter"))
        box = centred.fill(self, _WIDTH)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        for part in (
            row(self.back, None),
            centred.title(self.tr("Join a workshop")),
            label(self._how(), "soft", wrap=True),
            self.invitation, self._closed, self._opened, row(None, self.join),
        ):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)

    def _how(self) -> str:
        return self.tr(
            "An invitation is made on the coordinator's laptop, under Laptops: a code "
            "on its screen, a file or a text, and a passphrase that is said aloud."
        )

    def _bind(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
            ("Esc", self.left.emit),
            ("Ctrl+O", self.invitation.ask),
            ("F10", self.invitation.turn),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.invitation.taken.connect(self._take)
        self.words.returnPressed.connect(self.try_words)
        self.words.textEdited.connect(lambda _: self._words.say_wrong(""))
        self.name.returnPressed.connect(self.submit)
        self.path.returnPressed.connect(self.submit)
        self.path.textEdited.connect(self._keep_path)
        self.path.textChanged.connect(self.path.setToolTip)

    def _take(self) -> None:
        """Go on with the invitation that has come in, or wait for another."""
        self._invitation = None
        self._words.say_wrong("")
        self._show()
        if self.invitation.text:
            self.words.setFocus()

    def try_words(self) -> None:
        """Open the invitation with the passphrase, off the window's thread."""
        text, words, at = self.invitation.text, self.words.text(), self._now()
        if not words.strip():
            self._words.say_wrong(self.tr("Type the passphrase that was said to you."))
            self.words.setFocus()
            return

        def work(_report: object, _cancelled: object) -> Invitation:
            opened = invitation_file.opened(text, words)
            sharing.look_at(opened, at=at)
            return opened

        self._be_busy(self.tr("Opening…"))
        self._jobs.start(self, work, done=self._open, failed=self._refuse)

    def _be_busy(self, text: str = "") -> None:
        self.open.setEnabled(not text)
        self.words.setReadOnly(bool(text))
        self.open.setText(text or self.tr("Open the invitation"))

    def _refuse(self, error: NexusError) -> None:
        self._be_busy()
        if isinstance(error, WrongPassphrase):
            self._words.say_wrong(str(error))
            self.words.setFocus()
            self.words.selectAll()
        else:
            self.invitation.refuse(error)

    def _open(self, invitation: Invitation) -> None:
        self._be_busy()
        self._invitation = invitation
        certificate = invitation.certificate
        role = Role(certificate["role"])
        until = datetime.fromisoformat(certificate["expires"]).astimezone()
        self.title.setText(invitation.title or self.tr("Workshop"))
        self.terms.setText(
            self.tr("This laptop becomes {0}; good until {1}, {2}.").format(
                self._kinds()[role], days.short(until.date()), f"{until:%H:%M}"
            )
        )
        self.name.setText(self.invitation.stem or self._names()[role])
        if not self._path_chosen:
            otherwise = self.tr("Workshop")
            path = file_names.proposed(self._folder, invitation.title, otherwise)
            self.path.setText(str(path))
        self._show()
        self.name.setFocus()
        self.name.selectAll()

    def _kinds(self) -> dict[Role, str]:
        return {
            Role.COORDINATOR: self.tr("a coordinator's"),
            Role.DESK: self.tr("a registration desk"),
            Role.RAPPORTEUR: self.tr("a rapporteur's"),
        }

    def _names(self) -> dict[Role, str]:
        return {
            Role.COORDINATOR: self.tr("Coordinator"),
            Role.DESK: self.tr("Desk"),
            Role.RAPPORTEUR: self.tr("Rapporteur"),
        }

    def _show(self) -> None:
        is_open = self._invitation is not None
        self._closed.setVisible(bool(self.invitation.text) and not is_open)
        self._opened.setVisible(is_open)
        self.join.setVisible(is_open)

    def submit(self) -> None:
        """Join, or show what is missing."""
        if self._invitation is None:
            if self.invitation.text and self.open.isEnabled():
                self.try_words()
            return
        name, path = self.name.text().strip(), self.path.text().strip()
        self._name.say_wrong("" if name else self.tr("Give this laptop a name."))
        self._path.say_wrong(self._wrong_with(path))
        for field in (self._name, self._path):
            if field.wrong.text():
                field.editor.setFocus()
                return
        self.asked.emit(self._invitation, name, path)

    def _wrong_with(self, path: str) -> str:
        if not path:
            return self.tr("Say where to keep the file.")
        if Path(path).exists():
            name = Path(path).name
            return self.tr("{0} exists already. Choose another name.").format(name)
        return ""

    def _keep_path(self) -> None:
        self._path_chosen = bool(self.path.text())
        self._path.say_wrong("")

    def _choose_path(self) -> None:
        dialog = QFileDialog(self, self.tr("Keep the workshop in"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("nexus")
        dialog.setNameFilter(self.tr("Workshops (*.nexus)"))
        dialog.selectFile(self.path.text())
        dialog.fileSelected.connect(self._take_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_path(self, path: str) -> None:
        self.path.setText(path)
        self._keep_path()
