"""What can be done with the person on the card: print, let in, ask for the party."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from nexus_desktop.core.checkin import Guest, ScanResult, Verdict
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.printing import BadgePrinter


class PersonOnCard(QObject):
    """Knows whom the card shows, and offers what that person's state allows.

    Signals:
        looking_elsewhere: what was typed is done with.

    Attributes:
        result: the scan on the card, None when it shows none.
    """

    looking_elsewhere = Signal()

    def __init__(
        self, view: DeskView, gate: Gate, printer: BadgePrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._gate, self._printer = view, gate, printer
        self.result: ScanResult | None = None
        add = view.hints.add
        self.print_hint = add("F4", self.tr("Print badge"), self.print_badge)
        self.party_hint = add("F6", self.tr("Whole party"), self.ask_party)
        self.admit_hint = add("F8", self.tr("Admit anyway"), self.ask_reason)
        view.bind("Shift+F4", self.print_new_badge)
        view.matches.party_confirmed.connect(self.let_party_in)
        view.reason.given.connect(self.admit_anyway)
        view.reason.closed.connect(view.close_reason)
        self.show_result(None)

    @property
    def guest(self) -> Guest | None:
        """The person on the card, None when nobody is known there."""
        return None if self.result is None else self.result.participant

    def show_result(self, result: ScanResult | None) -> None:
        """Offer what can be done now that `result` is on the card."""
        self.result = result
        guest = self.guest
        self._offer(self.print_hint, can=guest is not None)
        self._offer(self.party_hint, can=guest is not None and bool(guest.party))
        is_refused = result is not None and not result.verdict.counts
        is_forged = result is not None and result.verdict is Verdict.FORGED
        self._offer(self.admit_hint, can=is_refused and not is_forged)

    @Slot(str, str)
    def tell_badge(self, participant_id: str, place: str) -> None:
        """Say on the card where the badge of the person on it lies."""
        if self.guest is not None and self.guest.id == participant_id:
            self._view.card.add_field(self.tr("Badge"), place)

    def _offer(self, hint: QWidget, *, can: bool) -> None:
        hint.setEnabled(can)

    @Slot()
    def print_badge(self) -> None:
        """Print the badge of the person on the card."""
        if self.guest is not None:
            self._printer.print_badge(self.guest.id)

    @Slot()
    def print_new_badge(self) -> None:
        """Give the person on the card a new badge; the old one ends."""
        if self.guest is not None:
            self._printer.print_badge(self.guest.id, is_new=True)

    @Slot()
    def ask_party(self) -> None:
        """Show who comes together with the person on the card."""
        guest = self.guest
        if guest is not None and guest.party:
            self.looking_elsewhere.emit()
            self._gate.list_party(guest.party, guest.id)

    @Slot()
    def let_party_in(self) -> None:
        """Let in everybody of the party."""
        if self.guest is not None:
            self._gate.check_in_party(self.guest.party, self.guest.id)

    @Slot()
    def ask_reason(self) -> None:
        """Ask why somebody who was refused may come in."""
        self._view.reason.begin()

    @Slot(str)
    def admit_anyway(self, reason: str) -> None:
        """Let in the person on the card, who was refused."""
        if self.result is not None:
            self._gate.admit_anyway(self.result.scan_id, reason)
