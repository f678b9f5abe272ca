"""Inviting a laptop: for what, closed with which words, into which file."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.core.saving import save
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.services import sharing
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.widgets import button, column, hold, label, panel, row
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper


@dataclass(frozen=True, slots=True)
class _Wish:
    path: Path
    words: str
    hub: str


class InvitePanel(QFrame):
    """Writes invitations; where sharing did not begin, it says where to go.

    Signals:
        messaged: `kit.message.Message`.
    """

    messaged = Signal(object)

    def __init__(self, jobs: Jobs, keeper: LaptopsKeeper) -> None:
        super().__init__()
        self._jobs, self._keeper = jobs, keeper
        self.role = QComboBox()
        self.role.setAccessibleName(self.tr("What the laptop is for"))
        for role, words in (
            (Role.DESK, self.tr("A registration desk")),
            (Role.RAPPORTEUR, self.tr("A rapporteur")),
            (Role.COORDINATOR, self.tr("A coordinator")),
        ):
            self.role.addItem(words, role)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Passphrase, such as three words"))
        self.words.setAccessibleName(self.tr("Passphrase of the invitation"))
        self.words.returnPressed.connect(self.begin)
        self.write = button(self.tr("Write invitation…"), "main", clicked=self.begin)
        self.write.setToolTip(self.tr("Write an invitation for one laptop (Ctrl+I)"))
        self.hint = label("", "small", wrap=True)
        self._form = column(self.role, self.words, row(self.write, None))
        head = label(self.tr("Invite a laptop"), "head")
        hold(self, panel(head, self._form, self.hint))
        keeper.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        is_root = self._keeper.company.is_root
        self._form.setVisible(is_root)
        self.hint.setText(
            self.tr(
                "For one laptop, within 7 days, with the passphrase: say it, don't "
                "send it along."
            )
            if is_root
            else self.tr("Only the laptop on which sharing began can invite others.")
        )

    def begin(self) -> None:
        """Ask where to write the invitation, once there is a passphrase."""
        if not self._keeper.company.is_root:
            return
        if len(self.words.text().strip()) < invitation_file.SHORTEST:
            text = self.tr(
                "Type a passphrase of {0} letters or more first, such as three words."
            ).format(invitation_file.SHORTEST)
            self.messaged.emit(Message(text, "warn"))
            self.words.setFocus()
            return
        dialog = QFileDialog(self, self.tr("Write invitation"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("nexus-join")
        dialog.selectFile(f"{self.role.currentText()}.nexus-join")
        dialog.fileSelected.connect(lambda path: self.invite(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def invite(self, path: Path) -> None:
        """Write an invitation to `path`."""
        wish = _Wish(path, self.words.text(), self._keeper.hub)
        offer = sharing.Offer(Role(self.role.currentData()))
        self.write.setEnabled(False)
        self._keeper.invite(
            offer, done=lambda made: self._save(made, wish), failed=self._refuse
        )

    def _save(self, made: Invitation, wish: _Wish) -> None:
        def work(_report: object, _cancelled: object) -> Path:
            full = sharing.with_login(made, wish.hub) if wish.hub else made
            return save(wish.path, invitation_file.closed(full, wish.words))

        self._jobs.start(self, work, done=self._tell, failed=self._refuse)

    def _tell(self, path: Path) -> None:
        self.write.setEnabled(True)
        self.words.clear()
        self._keeper.reread()
        text = self.tr("Wrote {0}. Open it on the other laptop with the passphrase.")
        self.messaged.emit(Message(text.format(path.name)))

    def _refuse(self, error: NexusError) -> None:
        self.write.setEnabled(True)
        self.messaged.emit(Message(str(error), "bad"))
