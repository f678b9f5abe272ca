"""The hub: where it is, and how it stands with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange.hub_address import told
from nexus_desktop.exchange.profile import IN_FILE, Place
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.widgets import button, column, hold, label, panel, row
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper


class HubPanel(QFrame):
    """Connects to a hub, or shows the one that is known, without its password.

    Signals:
        messaged: `kit.message.Message`.
    """

    messaged = Signal(object)

    def __init__(self, keeper: LaptopsKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.url = QLineEdit()
        self.url.setPlaceholderText("postgresql://NAME:PASSWORD@SERVER/DATABASE")
        self.url.setAccessibleName(self.tr("Address of the hub"))
        self.url.returnPressed.connect(self.connect_hub)
        self.connecting = button(self.tr("Connect"), clicked=self.connect_hub)
        self.leaving = button(self.tr("Disconnect"), clicked=keeper.forget_hub)
        self.state = label("", "soft", wrap=True)
        self.again = button(self.tr("Try again"), clicked=keeper.begin)
        self._form = column(self.url, row(self.connecting, self.again, None))
        self._known = row(self.leaving, None)
        text = self.tr(
            "A PostgreSQL database on the venue's network or rented: laptops that "
            "reach it meet by themselves."
        )
        self.note = label("", "small", wrap=True)
        hold(
            self,
            panel(
                label(self.tr("By hub"), "head"),
                label(text, "small", wrap=True),
                self.state,
                self._form,
                self._known,
                self.note,
            ),
        )
        keeper.changed.connect(self._show)
        self._show()

    def connect_hub(self) -> None:
        """Try the address, and stay with it if a hub answers there."""
        url = self.url.text().strip()
        if not url:
            self.url.setFocus()
            return
        self.connecting.setEnabled(False)
        self._keeper.connect_to(url, self._connected, self._refuse)

    def _connected(self) -> None:
        self.connecting.setEnabled(True)
        self.url.clear()

    def _refuse(self, error: NexusError) -> None:
        self.connecting.setEnabled(True)
        self.messaged.emit(Message(str(error), "bad"))

    def _show(self) -> None:
        hub, known = self._keeper.hub, self._keeper.known
        self._form.setVisible(not hub)
        self._known.setVisible(bool(hub))
        self.again.setVisible(bool(known.problem))
        self.state.setText(self._state() if hub else known.problem)
        self.state.setVisible(bool(self.state.text()))
        self.note.setText(self._note(known.place))

    def _state(self) -> str:
        """Return how it stands with the hub."""
        state = self._keeper.state
        problem = state.problem or state.lacking if state is not None else ""
        return problem or f"{told(self._keeper.hub)}: {self._keeper.of_hub()}."

    def _note(self, place: Place) -> str:
        """Return where the address is kept."""
        if place is Place.FILE:
            return IN_FILE
        return self.tr(
            "The address is kept in the system's keyring, not in the workshop file."
        )
