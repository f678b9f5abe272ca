"""The desk: one field for scans and names, one card that tells who may come in.

Nothing here stops the person at the desk: answers come in place, forms stand beside
the card, and a badge can be scanned at any moment.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import badge
from nexus_desktop.core.checkin import CheckpointInfo, ScanResult
from nexus_desktop.core.desk import DeskSetting, Match, Undone, WalkIn
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import checkin
from nexus_desktop.ui.desk import desk_keys, face
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.desk.finder import Finder
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.person_on_card import PersonOnCard
from nexus_desktop.ui.desk.printing import BadgePrinter
from nexus_desktop.ui.desk.side import SideColumn
from nexus_desktop.ui.desk.sounds import Sounds
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.scanning.keys import ScannerKeys

_LATE = 150  # milliseconds after which the card says that the answer takes its time
_LAST = "desk/checkpoint"


class DeskScreen(Screen):
    """Brings together what is scanned and typed, what the gate says, and the card."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Desk"), parent)
        self._runner, self._now = runner, now
        self._place: CheckpointInfo | None = None
        self._today: CheckpointInfo | None = None
        self._zone = ZoneInfo("UTC")
        self.view = DeskView(SideColumn(runner, now))
        self.gate = Gate(runner, now, self)
        self.finder = Finder(runner, now, self.view.matches, self)
        self.scanner = ScannerKeys(self)
        self.printer = BadgePrinter(runner, jobs, now, self)
        self.sounds = Sounds(self)
        self.tools = [*self.view.tools, self.printer.indicator]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._say_it_takes_long)
        self._add_keys()
        self._connect_view()
        self._connect_answers()

    def _add_keys(self) -> None:
        add = self.view.hints.add
        add("F2", self.tr("Walk-in"), self._toggle_walk_in)
        add("F3", self.tr("Not in yet"), self._ask_awaited)
        self.person = PersonOnCard(self.view, self.gate, self.printer, self)
        add("Ctrl+Z", self.tr("Undo"), self.gate.undo, bind=False)
        self.view.bind("Ctrl+P", self._toggle_printing)
        self.keys = desk_keys.told(self.tr)

    def _connect_view(self) -> None:
        view, gate = self.view, self.gate
        self.scanner.scanned.connect(self._scan)
        view.field.textEdited.connect(self._look_for)
        view.field.entered.connect(self._enter)
        view.field.stepped.connect(view.matches.step)
        view.field.escaped.connect(self._go_back)
        view.matches.chosen.connect(self._check_in)
        view.walk_in.submitted.connect(self._register)
        view.walk_in.meant.connect(self._meant)
        view.walk_in.closed.connect(view.close_walk_in)
        self.person.looking_elsewhere.connect(self._stop_looking)
        view.side.recent.undo_asked.connect(gate.undo)
        view.side.arrivals.missing_asked.connect(self._ask_awaited)
        view.side.arrivals.today_asked.connect(self._go_to_today)
        view.place.chosen.connect(self._go_to)
        view.place.set_up_asked.connect(lambda: self.asked.emit("checkpoints", ""))
        view.show_sound(on=self.sounds.is_on)
        view.sound_turned.connect(lambda on: self.sounds.turn(on=on))

    def _connect_answers(self) -> None:
        gate = self.gate
        self._runner.changed.connect(self._look_if_touched)
        gate.asked.connect(self._late.start)
        gate.told.connect(self._tell)
        gate.party_told.connect(self._tell_party)
        gate.undone.connect(self._tell_undone)
        gate.failed.connect(self._tell_failure)
        gate.awaited.connect(self._show_awaited)
        gate.party.connect(self._show_party)
        gate.alike.connect(
            lambda people: self.view.walk_in.show_duplicates(people, self._zone)
        )
        gate.registered.connect(self._tell_registered)
        self.finder.shown.connect(self.view.show_matches)
        self.printer.messaged.connect(self.messaged)
        self.printer.follow(gate)
        self.printer.panel_asked.connect(self._toggle_printing)
        self.printer.panel.closed.connect(self.view.close_walk_in)
        for failing in (gate.refused, self.finder.failed, self.view.side.failed):
            failing.connect(self._complain)

    # Coming and going

    @override
    def shown(self) -> None:
        self._look()
        self.view.field.setFocus()

    @override
    def undo(self) -> bool:
        self.gate.undo()
        return True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scanner.listen(on=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.scanner.listen(on=False)

    @Slot(object)
    def _look_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.CHECKPOINT, Kind.WORKSHOP}:
            self._look()

    def _look(self) -> None:
        at, wanted = self._now(), self._wanted()
        self._runner.submit(
            self,
            lambda session: checkin.setting(session, wanted, at=at),
            done=self._set_up,
            failed=self._complain,
        )

    def _wanted(self) -> str:
        """Return the checkpoint that was chosen today, "" if none was."""
        day, _, wanted = str(QSettings().value(_LAST, "")).partition(" ")
        return wanted if day == f"{self._now():%Y-%m-%d}" else ""

    def _set_up(self, setting: DeskSetting) -> None:
        self._zone, self._today = setting.zone, setting.today
        self.printer.zone = setting.zone
        today = self._now().astimezone(setting.zone).date()
        self.view.place.show_places(
            setting.checkpoints, setting.chosen, setting.on_now, today
        )
        place = self._place = setting.chosen
        self.gate.place_id = place.id if place else ""
        self.finder.show_place(self.gate.place_id, setting.zone)
        if place is None:
            self.view.show_card(face.of_no_place(self.tr))
            return
        self.titled.emit(place.name)
        self.view.side.show_place(place, setting.zone)

    @Slot(object)
    def _go_to(self, place: CheckpointInfo) -> None:
        QSettings().setValue(_LAST, f"{self._now():%Y-%m-%d} {place.id}")
        self._put_on_card(None, None)
        self.shown()

    @Slot()
    def _go_to_today(self) -> None:
        if self._today is not None:
            self._go_to(self._today)

    # What is scanned, typed and chosen

    @Slot(str)
    def _scan(self, code: str) -> None:
        self._stop_looking()
        self.gate.scan(code)

    @Slot(str)
    def _check_in(self, participant_id: str) -> None:
        self._stop_looking()
        self.gate.check_in(participant_id)

    @Slot(str)
    def _look_for(self, text: str) -> None:
        self.finder.look_for(text)
        if not text.strip():
            self.view.show_card_again()

    @Slot(str)
    def _enter(self, text: str) -> None:
        if badge.read(text) is not None:
            self._scan(text)
        elif text.strip():
            self.finder.enter()
        elif self.view.are_matches_shown:
            self.view.matches.choose()

    @Slot()
    def _go_back(self) -> None:
        if self.view.field.text() or self.view.are_matches_shown:
            self._stop_looking()
            self.view.show_card_again()
        elif not self.view.card.acknowledge():
            self._put_on_card(None, None)

    def _stop_looking(self) -> None:
        self.view.field.clear()
        self.finder.look_for("")

    # What the gate answers

    @Slot(object)
    def _tell(self, result: ScanResult) -> None:
        is_meal = self._place is not None and self._place.purpose == "meal"
        shown = face.of_result(result, self._zone, self.tr, is_meal=is_meal)
        self._put_on_card(result, shown)
        self.sounds.play(result.telling.sound)

    @Slot(object)
    def _tell_failure(self, error: NexusError) -> None:
        self._put_on_card(None, face.of_failure(str(error), self.tr))
        self.sounds.play("refused")

    @Slot(object)
    def _tell_undone(self, undone: Undone) -> None:
        self._put_on_card(None, face.of_undo(undone, self.tr))

    def _say_it_takes_long(self) -> None:
        self._put_on_card(None, face.of_waiting(self.tr))

    def _put_on_card(self, result: ScanResult | None, shown: CardFace | None) -> None:
        self._late.stop()
        self.person.show_result(result)
        self.view.show_card(shown)
        if not self.view.is_walk_in_open:
            self.view.field.setFocus()

    @Slot(object)
    def _complain(self, error: NexusError) -> None:
        if self.view.is_walk_in_open:
            self.view.walk_in.show_error(str(error))
        else:
            self.messaged.emit(Message(str(error), "warn"))

    @Slot()
    def _toggle_printing(self) -> None:
        if self.view.is_beside(self.printer.panel):
            self.view.close_walk_in()
        else:
            self.view.show_beside(self.printer.panel)
            self.printer.panel.begin()

    @Slot()
    def _ask_awaited(self) -> None:
        self._stop_looking()
        self.gate.list_awaited()

    @Slot(object)
    def _show_awaited(self, people: tuple[Match, ...]) -> None:
        heading = self.tr("{0} not in yet").format(f"{len(people):,}")
        hint = self.tr("Everybody who is expected came in.")
        if people:
            hint = self.tr("Arrows choose  ·  Enter lets in  ·  Esc goes back")
        self.view.matches.show_people(heading, hint, people, self._zone)
        self.view.show_matches()
        self.view.field.setFocus()

    @Slot(str, object)
    def _show_party(self, name: str, people: tuple[Match, ...]) -> None:
        self.view.matches.show_party(name, people, self._zone)
        self.view.show_matches()
        self.view.field.setFocus()

    @Slot(str, object)
    def _tell_party(self, name: str, results: tuple[ScanResult, ...]) -> None:
        if results:
            shown = face.of_party(name, results, self._zone, self.tr)
            self._put_on_card(None, shown)
            self.sounds.play(results[0].telling.sound)
        else:
            self.view.show_card_again()
