"""Inviting a laptop: for what, closed with which words; shown as a code or saved."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from nexus_desktop.core import passphrase
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.core.saving import save
from nexus_desktop.documents import qr
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.services import sharing
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button, column, hold, label, panel, row
from nexus_desktop.ui.laptops.invitation_view import InvitationView, Ready
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper


@dataclass(frozen=True, slots=True)
class _Wish:
    role: str
    name: str
    words: str
    hub: str
    lacking: str


class InvitePanel(QFrame):
    """Makes invitations; where nobody may invite, it says where to go.

    Signals:
        messaged: `kit.message.Message`.

    Attributes:
        view: the invitation that is shown over the screen, None for none.
    """

    messaged = Signal(object)

    def __init__(self, jobs: Jobs, keeper: LaptopsKeeper) -> None:
        super().__init__()
        self._jobs, self._keeper = jobs, keeper
        self.view: InvitationView | None = None
        self.role = QComboBox()
        self.role.setAccessibleName(self.tr("What the laptop is for"))
        self._names = {}
        for role, words, name in (
            (Role.DESK, self.tr("A registration desk"), self.tr("Desk")),
            (Role.RAPPORTEUR, self.tr("A rapporteur"), self.tr("Rapporteur")),
            (Role.COORDINATOR, self.tr("A coordinator"), self.tr("Coordinator")),
        ):
            self.role.addItem(words, role)
            self._names[role] = name
        self.words = QLineEdit(passphrase.suggested())
        self.words.setAccessibleName(self.tr("Passphrase of the invitation"))
        self.words.returnPressed.connect(self.begin)
        self.make = button(self.tr("Invite"), "main", clicked=self.begin)
        self.make.setToolTip(self.tr("Make an invitation for one laptop (Ctrl+I)"))
        self.hint = label("", "small", wrap=True)
        self._form = column(
            self.role,
            label(
                self.tr("Passphrase, to be said aloud; change it if you like"), "small"
            ),
            row(self.words, self.make),
        )
        head = label(self.tr("Invite a laptop"), "head")
        hold(self, panel(head, self._form, self.hint))
        keeper.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        may_invite = self._keeper.company.may_invite
        self._form.setVisible(may_invite)
        self.hint.setText(
            self.tr("One laptop, within 7 days: by its camera, a file or a text.")
            if may_invite
            else self.tr("Only a coordinator's laptop can invite others.")
        )

    def begin(self) -> None:
        """Make an invitation and show it, if the passphrase is long enough."""
        is_free = self.view is None and self.make.isEnabled()
        if not self._keeper.company.may_invite or not is_free:
            return
        if not passphrase.is_long_enough(self.words.text()):
            text = self.tr(
                "Type a passphrase of {0} letters or digits or more first, such as "
                "three words."
            ).format(passphrase.SHORTEST)
            self.messaged.emit(Message(text, "warn"))
            self.words.setFocus()
            return
        role = Role(self.role.currentData())
        wish = _Wish(
            self.role.currentText(),
            self._names[role],
            self.words.text(),
            self._keeper.hub,
            self._keeper.known.problem,
        )
        offer = sharing.Offer(role)
        self.make.setEnabled(False)
        self._keeper.invite(
            offer, done=lambda made: self._close_up(made, wish), failed=self._refuse
        )

    def _close_up(self, made: Invitation, wish: _Wish) -> None:
        self._jobs.start(
            self,
            lambda _report, _cancelled: _ready(made, wish),
            done=self._show_invitation,
            failed=self._refuse,
        )

    def _show_invitation(self, ready: Ready) -> None:
        self.make.setEnabled(True)
        self.words.setText(passphrase.suggested())
        self._keeper.reread()
        view = InvitationView(ready, self._keeper.zone, _screen_of(self))
        view.saved.connect(lambda path: self.save(Path(path), ready.text))
        view.left.connect(self._leave)
        self.view = view

    def _leave(self) -> None:
        self.view = None
        self.words.setFocus()

    def save(self, path: Path, text: str) -> None:
        """Write an invitation to `path`."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: save(path, f"{text}\n".encode()),
            done=self._tell,
            failed=self._refuse,
        )

    def _tell(self, path: Path) -> None:
        if self.view is not None:
            self.view.say_saved(path)

    def _refuse(self, error: NexusError) -> None:
        self.make.setEnabled(True)
        self.messaged.emit(Message(str(error), "bad"))


def _ready(made: Invitation, wish: _Wish) -> Ready:
    """Close an invitation and make its code: too long for the window's thread."""
    full, lacking = made, wish.lacking
    if wish.hub:
        try:
            full = sharing.with_login(made, wish.hub)
        except HubProblem as problem:  # the laptop can join all the same
            lacking = str(problem)
    text = invitation_file.closed(full, wish.words)
    expires = datetime.fromisoformat(made.certificate["expires"])
    return Ready(
        text,
        qr.on_screen(text),
        wish.words,
        wish.role,
        wish.name,
        expires,
        lacking,
    )


def _screen_of(part: QWidget) -> QWidget:
    """Return the screen that a part of it is on."""
    found: QWidget | None = part
    while found is not None and not isinstance(found, Screen):
        found = found.parentWidget()
    return found or part.window()
