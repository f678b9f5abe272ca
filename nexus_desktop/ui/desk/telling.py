"""What the gate answers, put on the card: the newest replaces what is there."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from nexus_desktop.core.checkin import CheckpointInfo, ScanResult
from nexus_desktop.core.desk import Look, ScanLine, Undone
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.ui.desk import face
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.options_panel import shows_diet
from nexus_desktop.ui.desk.person_on_card import PersonOnCard

_LATE = 150  # milliseconds after which the card says that the answer takes its time
_AGAIN = 200  # milliseconds between two readings of the person on the card
_OF_PERSON = frozenset(
    {Kind.PARTICIPANT, Kind.BADGE, Kind.PRINTING, Kind.PICTURE, Kind.SEAT, Kind.GROUP,
     Kind.ROUND}
)  # fmt: skip


class Telling(QObject):
    """Shows scans, people looked up, failures, and what was taken back.

    Signals:
        sounded: name of a sound.
        photo_asked: id of a participant whose photo belongs on the card.

    Attributes:
        zone: in which times are told; place: the checkpoint.
    """

    sounded = Signal(str)
    photo_asked = Signal(str)

    def __init__(
        self, view: DeskView, gate: Gate, person: PersonOnCard, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._gate, self._person = view, gate, person
        self._acts = person.acts
        self._earlier: ScanLine | None = None  # of the scan that is shown again
        self.zone = ZoneInfo("UTC")
        self.place: CheckpointInfo | None = None
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._say_it_takes_long)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self.refresh)
        gate.asked.connect(self._late.start)
        gate.told.connect(self.tell)
        gate.party_told.connect(self.tell_party)
        gate.undone.connect(self._tell_undone)
        gate.failed.connect(self._tell_failure)
        gate.earlier.connect(self._tell_earlier)
        gate.refreshed.connect(self._tell_refreshed)
        self._acts.looked.connect(self._tell_look)
        self._acts.moved.connect(self._tell_look)

    @Slot(object)
    def tell(self, result: ScanResult) -> None:
        """Show a scan; the same one read twice leaves card and quiet as they are."""
        before = self._person.result
        is_there = before is not None and before.scan_id == result.scan_id
        if result.is_repeat and is_there:
            self._late.stop()
            self._view.show_card_again()
            return
        self._acts.forget()
        self.put(result, self._face(result))
        self.sounded.emit(result.telling.sound)

    @Slot(str, object)
    def tell_party(self, name: str, results: tuple[ScanResult, ...]) -> None:
        """Show who of a party was let in."""
        if not results:
            self._view.show_card_again()
            return
        self._acts.forget()
        self.put(None, face.of_party(name, results, self.zone, self.tr))
        self.sounded.emit(results[0].telling.sound)

    @Slot(object)
    def refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        """Soon show what is known by now, if it may have changed."""
        if kinds & _OF_PERSON and not self._again.isActive():
            self._again.start()

    @Slot()
    def refresh(self) -> None:
        """Show what is known by now of the person on the card."""
        if self._person.result is not None:
            self._gate.refresh(self._person.result)
        elif self._person.look is not None:
            self._acts.look_again(self._person.look)

    def put(self, told: ScanResult | Look | None, shown: CardFace | None) -> None:
        """Put a face on the card, and what stands behind it; None clears it."""
        self._late.stop()
        self._earlier = None
        self._person.show(told)
        self._view.show_card(shown)
        self._ask_photo(shown)
        if self._view.form is None and self._view.isVisible():
            self._view.field.setFocus()

    def _face(self, told: ScanResult | Look) -> CardFace:
        is_meal = self.place is not None and self.place.purpose == "meal"
        diet = is_meal or shows_diet()
        if isinstance(told, Look):
            return face.of_look(told, self.zone, self.tr, shows_diet=diet)
        if self._earlier is not None:
            return face.of_earlier(self._earlier, told, self.zone, self.tr)
        return face.of_result(told, self.zone, self.tr, shows_diet=diet)

    @Slot(object)
    def _tell_look(self, look: Look) -> None:
        self.put(look, self._face(look))

    @Slot(object, object)
    def _tell_earlier(self, line: ScanLine, result: ScanResult) -> None:
        self.put(result, face.of_earlier(line, result, self.zone, self.tr))
        self._earlier = line

    @Slot(object, object)
    def _tell_refreshed(
        self, before: ScanResult | Look, now: ScanResult | Look
    ) -> None:
        if before not in (self._person.result, self._person.look):
            return  # somebody else is on the card by now
        shown = self._face(now)
        self._person.show(now)
        self._view.card.refresh_face(shown)
        self._ask_photo(shown)

    @Slot(object)
    def _tell_failure(self, error: NexusError) -> None:
        self.put(None, face.of_failure(str(error), self.tr))
        self.sounded.emit("refused")

    @Slot(object)
    def _tell_undone(self, undone: Undone) -> None:
        self.put(None, face.of_undo(undone, self.tr))

    def _say_it_takes_long(self) -> None:
        self.put(None, face.of_waiting(self.tr))

    def _ask_photo(self, shown: CardFace | None) -> None:
        if shown is not None and shown.photo:
            self.photo_asked.emit(shown.photo)
