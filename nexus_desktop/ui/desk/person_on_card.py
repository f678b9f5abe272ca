"""What can be done with the person on the card, or chosen in the list: the F keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.checkin import Guest, Record, ScanResult, Verdict
from nexus_desktop.core.desk import Look
from nexus_desktop.core.participant import Person
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.person_acts import PersonActs
from nexus_desktop.ui.desk.reason_bar import Question


class PersonOnCard(QObject):
    """Knows whom the card shows, and offers what that person's state allows.

    While a list of people is in front, the keys mean the one chosen there, so that
    nobody must be let in to be printed or mended.

    Signals:
        looking_elsewhere: what was typed is done with.
        print_asked: id of a participant.

    Attributes:
        result: the scan on the card; look: who was looked up. At most one is not None.
    """

    looking_elsewhere = Signal()
    print_asked = Signal(str)

    def __init__(
        self, view: DeskView, gate: Gate, acts: PersonActs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._gate, self.acts = view, gate, acts
        self.result: ScanResult | None = None
        self.look: Look | None = None
        self._party = Guest("", "")
        add = view.hints.add
        self.print_hint = add("F4", self.tr("Print"), self.print_badge)
        self.edit_hint = add("F5", self.tr("Edit"), self.edit)
        self.party_hint = add("F6", self.tr("Party"), self.ask_party)
        self.cancel_hint = add("F7", self.tr("Cancel"), self.cancel_or_restore)
        self.admit_hint = add("F8", self.tr("Admit"), self.ask_reason)
        view.bind("Shift+F4", self.ask_new_badge)
        view.bind("Shift+F2", self.substitute)
        view.matches.party_confirmed.connect(self.let_party_in)
        acts.reissued.connect(self.print_asked)
        acts.read.connect(self._open_edit)
        view.edit.saved.connect(acts.edit)
        acts.edited.connect(lambda edit: self._view.close_edit(edit.person))
        acts.not_edited.connect(lambda error: view.edit.show_error(str(error)))
        view.front_changed.connect(self._allow)
        self._allow()

    @property
    def guest(self) -> Guest | None:
        """Whom the keys mean, None when nobody is known."""
        match = self._view.chosen_match
        if match is not None:
            return match.guest
        if self.look is not None:
            return self.look.guest
        return None if self.result is None else self.result.participant

    @property
    def is_cancelled(self) -> bool:
        """Whether that person is not awaited."""
        match = self._view.chosen_match
        return self._record.is_cancelled if match is None else match.is_cancelled

    @property
    def _record(self) -> Record:
        shown = self.look or self.result
        return Record() if shown is None else shown.record

    def show(self, shown: ScanResult | Look | None) -> None:
        """Offer what can be done now that this is on the card."""
        self.result = shown if isinstance(shown, ScanResult) else None
        self.look = shown if isinstance(shown, Look) else None
        self._allow()

    def _allow(self) -> None:
        guest, result = self.guest, self.result
        for hint in (self.print_hint, self.edit_hint, self.cancel_hint):
            hint.setEnabled(guest is not None)
        self.party_hint.setEnabled(guest is not None and bool(guest.party))
        is_refused = result is not None and not result.verdict.counts
        is_forged = result is not None and result.verdict is Verdict.FORGED
        on_card = self._view.chosen_match is None
        self.admit_hint.setEnabled(on_card and is_refused and not is_forged)
        self.cancel_hint.say(
            self.tr("Restore") if self.is_cancelled else self.tr("Cancel")
        )
        self._view.hints.arrange()

    def _with_guest(self, act: Callable[[Guest], None]) -> None:
        if self.guest is not None:
            act(self.guest)

    def print_badge(self) -> None:
        """Print the person's badge."""
        self._with_guest(lambda guest: self.print_asked.emit(guest.id))

    def edit(self) -> None:
        """Open the form beside the card, or close it."""
        if self._view.is_beside(self._view.edit):
            self._view.close_form()
        else:
            self._with_guest(lambda guest: self.acts.read_all(guest.id))

    def _open_edit(self, person: Person) -> None:
        self._view.show_beside(self._view.edit)
        self._view.edit.begin(person)

    def substitute(self) -> None:
        """Open the form for whoever comes in place of the person."""
        if self._view.is_beside(self._view.stand_in):
            self._view.close_form()
        else:
            self._with_guest(self._open_stand_in)

    def _open_stand_in(self, guest: Guest) -> None:
        self._view.show_beside(self._view.stand_in)
        self._view.stand_in.begin_in_place_of(guest)

    def ask_new_badge(self) -> None:
        """Ask why somebody needs a new badge, or only the old one switched off."""
        self._with_guest(
            lambda guest: self._ask(
                Question(
                    self.tr("New badge for {0}: the old one is refused then.").format(
                        guest.name
                    ),
                    (
                        (self.tr("New badge"), partial(self.acts.reissue, guest.id)),
                        (self.tr("Only switch off"), self._revoking(guest)),
                    ),
                    (self.tr("Lost"), self.tr("Damaged"), self.tr("Name changed")),
                )
            )
        )

    def _revoking(self, guest: Guest) -> Callable[[str], None]:
        return partial(self.acts.revoke, guest.id)

    def cancel_or_restore(self) -> None:
        """Ask why somebody does not come, or expect them again."""
        self._with_guest(self._restore if self.is_cancelled else self._ask_cancel)

    def _restore(self, guest: Guest) -> None:
        self.acts.restore(guest.id)

    def _ask_cancel(self, guest: Guest) -> None:
        self._ask(
            Question(
                self.tr("Cancel the registration of {0}?").format(guest.name),
                ((self.tr("Cancel it"), partial(self.acts.cancel, guest.id)),),
                (self.tr("Does not come"), self.tr("Left early"), self.tr("Mistake")),
            )
        )

    def ask_party(self) -> None:
        """Show who comes together with the person."""
        guest = self.guest
        if guest is not None and guest.party:
            self.looking_elsewhere.emit()
            self._party = guest
            self._gate.list_party(guest.party, guest.id)

    def let_party_in(self) -> None:
        """Let in everybody of the party that is shown."""
        self._gate.check_in_party(self._party.party, self._party.id)

    def ask_reason(self) -> None:
        """Ask why somebody who was refused may come in."""
        result = self.result
        if result is not None:
            admit = partial(self._gate.admit_anyway, result.scan_id)
            self._ask(
                Question(
                    self.tr("Why may they come in?"),
                    ((self.tr("Admit"), admit),),
                    is_needed=True,
                )
            )

    def _ask(self, question: Question) -> None:
        self._view.reason.begin(question)
