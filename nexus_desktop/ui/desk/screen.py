"""The desk: one field for scans and names, one card that tells who may come in.

Nothing here stops the person at the desk: answers come in place, forms stand beside
the card, and a badge can be scanned at any moment.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import badge
from nexus_desktop.core.checkin import CheckpointInfo, ScanResult
from nexus_desktop.core.desk import DeskSetting, Match
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import checkin
from nexus_desktop.ui.desk import desk_keys, face
from nexus_desktop.ui.desk.camera_tool import CameraTool
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.earlier import Earlier
from nexus_desktop.ui.desk.finder import Finder
from nexus_desktop.ui.desk.from_afar import FromAfar
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.idle_page import of_setting
from nexus_desktop.ui.desk.people_search import PeopleSearch
from nexus_desktop.ui.desk.person_acts import PersonActs
from nexus_desktop.ui.desk.person_on_card import PersonOnCard
from nexus_desktop.ui.desk.photos import Photos
from nexus_desktop.ui.desk.printing import BadgePrinter
from nexus_desktop.ui.desk.scan_log import ScanLog
from nexus_desktop.ui.desk.self_check_in import SelfCheckIn
from nexus_desktop.ui.desk.side import SideColumn
from nexus_desktop.ui.desk.sounds import Sounds
from nexus_desktop.ui.desk.telling import Telling
from nexus_desktop.ui.desk.walk_ins import WalkIns
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen

_OF_SETTING = frozenset({Kind.CHECKPOINT, Kind.WORKSHOP})
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
        self._zone = ZoneInfo("UTC")
        self._setting: DeskSetting | None = None
        self.view = DeskView(SideColumn(runner, now))
        self.gate = Gate(runner, now, self)
        search = PeopleSearch(runner, jobs, now, self)
        self.finder = Finder(search, self.view.matches, self)
        self.scanner = FromAfar(self.gate, self)
        self.printer = BadgePrinter(runner, jobs, now, self)
        self.sounds = Sounds(self)
        self.photos = Photos(runner, jobs, self)
        self.log = ScanLog(runner, self.view.log, self)
        self.acts = PersonActs(self.gate, self)
        self._add_tools(jobs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self._add_keys()
        self._connect_view()
        self._connect_options(jobs)
        self._connect_answers()

    def _add_tools(self, jobs: Jobs) -> None:
        self.camera = CameraTool(self, self.view.side)
        self.camera.scanned.connect(self._scan)
        self.kiosk = SelfCheckIn(self, self.view, jobs)
        self.kiosk.started.connect(lambda: self.asked.emit("kiosk", self.gate.place_id))
        self.tools = [*self.view.tools, self.printer.indicator]
        self.tools[1:1] = [self.camera.button, self.kiosk.button]

    def _add_keys(self) -> None:
        add = self.view.hints.add
        self.walk_ins = WalkIns(self.view, self.gate, self.finder, self)
        add("F2", self.tr("Walk-in"), self.walk_ins.toggle)
        add("F3", self.tr("Not in yet"), self._ask_awaited)
        self.person = PersonOnCard(self.view, self.gate, self.acts, self)
        self.telling = Telling(self.view, self.gate, self.person, self)
        self.person.print_asked.connect(self.printer.print_badge)
        add("Ctrl+Z", self.tr("Undo"), self._undo, bind=False)
        self.history = Earlier(self.view, self.gate, self)
        for keys, act in (
            ("Ctrl+P", self._toggle_printing),
            ("F9", self.history.go_through),
            ("Shift+F9", self.history.toggle_log),
            ("Ctrl+L", self.view.place.open),
            ("Ctrl+M", self.view.toggle_options),
            ("Alt+C", lambda: self.finder.open_menu("country")),
            ("Alt+G", lambda: self.finder.open_menu("category")),
        ):
            self.view.bind(keys, act)
        self.keys = desk_keys.told(self.tr)

    def _connect_view(self) -> None:
        view = self.view
        self.scanner.scanned.connect(self._scan)
        self.scanner.desk_asked.connect(lambda: self.asked.emit("desk", ""))
        view.field.textEdited.connect(self._look_for)
        view.field.entered.connect(self._enter)
        view.field.stepped.connect(view.matches.step)
        view.field.escaped.connect(self._go_back)
        view.matches.chosen.connect(self._check_in)
        view.field.looked_up.connect(self._look_up)
        self.walk_ins.meant.connect(self._check_in)
        self.walk_ins.registered.connect(self._tell_registered)
        self.person.looking_elsewhere.connect(self._stop_looking)
        self.acts.moved.connect(lambda _look: self._stop_looking())
        view.side.arrivals.missing_asked.connect(self._ask_awaited)
        view.side.arrivals.today_asked.connect(self._go_to_today)
        view.place.chosen.connect(self._go_to)
        view.place.set_up_asked.connect(lambda: self.asked.emit("checkpoints", ""))
        view.idle.way_asked.connect(lambda place: self.asked.emit(place, ""))

    def _connect_options(self, jobs: Jobs) -> None:
        view, sounds = self.view, self.sounds
        view.options.follow(sounds)
        view.show_sound(on=sounds.is_on)
        view.sound_turned.connect(lambda on: sounds.turn(on=on))
        view.options.sound_chosen.connect(
            lambda name, path: sounds.take(name, path, jobs)
        )
        view.options.diet_turned.connect(lambda _on: self.telling.refresh())
        self.photos.loaded.connect(view.card.show_photo)
        self.telling.photo_asked.connect(self.photos.ask)
        self.telling.sounded.connect(sounds.play)

    def _connect_answers(self) -> None:
        gate = self.gate
        self._runner.changed.connect(self._look_if_touched)
        gate.party.connect(self._show_party)
        self.finder.shown.connect(self.view.show_matches)
        self.finder.emptied.connect(self.view.show_card_again)
        for telling in (
            self.printer, self.acts, self.log, self.history, self.scanner,
        ):  # fmt: skip
            telling.messaged.connect(self.messaged)
        self.printer.follow(gate)
        self.printer.panel_asked.connect(self._toggle_printing)
        self.printer.panel.closed.connect(self.view.close_form)
        for failing in (
            gate.refused, self.finder.failed, self.view.side.failed, self.log.failed,
            self.acts.refused,
        ):  # fmt: skip
            failing.connect(self._complain)

    # Coming and going

    @override
    def shown(self) -> None:
        self._look()
        self.view.field.setFocus()

    @override
    def undo(self) -> bool:
        self._undo()
        return True

    def _undo(self) -> None:
        """Take back the last change to a person, or else the last scan."""
        if not self.acts.take_back():
            self.gate.undo()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scanner.come_to_front()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.scanner.stand_behind()

    @Slot(object)
    def _look_if_touched(self, kinds: frozenset[Kind]) -> None:
        nobody = self._setting is not None and self._setting.people == 0
        if kinds & _OF_SETTING or (nobody and Kind.PARTICIPANT in kinds):
            self._look()
        self.telling.refresh_if_touched(kinds)

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
        had_no_place = self._setting is not None and self._setting.chosen is None
        self._setting, self._zone = setting, setting.zone
        self.printer.zone = setting.zone
        today = self._now().astimezone(setting.zone).date()
        self.view.idle.show_idle(of_setting(setting, today, self.tr))
        self.view.log.show_workshop(setting.first_day, setting.last_day, setting.zone)
        for part in (self.walk_ins, self.history, self.telling):
            part.zone = setting.zone
        self.telling.place = setting.chosen
        self.view.place.show_places(
            setting.checkpoints, setting.chosen, setting.on_now, today
        )
        place = setting.chosen
        self.gate.place_id = place.id if place else ""
        self.finder.show_place(self.gate.place_id, setting.zone)
        self.view.log.show_place(self.gate.place_id)
        if place is None:
            self.view.show_card(face.of_no_place(self.tr))
            return
        if had_no_place:
            self.telling.put(None, None)
        self.titled.emit(place.name)
        if self.finder.search.picture is not None:
            self.view.side.show_place(place, setting.zone, self.finder.search.picture)

    @Slot(object)
    def _go_to(self, place: CheckpointInfo) -> None:
        QSettings().setValue(_LAST, f"{self._now():%Y-%m-%d} {place.id}")
        self.telling.put(None, None)
        self.shown()

    @Slot()
    def _go_to_today(self) -> None:
        if self._setting is not None and self._setting.today is not None:
            self._go_to(self._setting.today)

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

    @Slot(str)
    def _enter(self, text: str) -> None:
        if badge.read(text) is not None:
            self._scan(text)
        elif text.strip():
            self.finder.enter()
        elif self.view.are_matches_shown:
            self.view.matches.choose()
        else:
            self._let_in_who_was_looked_up()

    def _let_in_who_was_looked_up(self) -> None:
        look = self.person.look
        if look is not None and look.arrived_at is None:
            self._check_in(look.guest.id)

    @Slot()
    def _look_up(self) -> None:
        match = self.view.chosen_match
        if match is not None:
            self._stop_looking()
            self.acts.look(match.guest.id)

    @Slot()
    def _go_back(self) -> None:
        is_looking = self.finder.is_looking or self.view.are_matches_shown
        if is_looking or self.view.field.text():
            self._stop_looking()
            self.view.show_card_again()
        elif not self.view.card.acknowledge():
            self.telling.put(None, None)

    def _stop_looking(self) -> None:
        self.view.field.clear()
        self.finder.stop()

    # What the services answer

    @Slot(object)
    def _complain(self, error: NexusError) -> None:
        form = self.view.form
        if form is not None:
            form.show_error(str(error))
        else:
            self.messaged.emit(Message(str(error), "warn"))

    @Slot(object, str)
    def _tell_registered(self, result: ScanResult, replaced: str) -> None:
        self._stop_looking()
        self.telling.tell(result)
        if replaced:
            self.acts.remember_substitute(result, replaced)

    # What else is asked

    @Slot()
    def _toggle_printing(self) -> None:
        if self.view.is_beside(self.printer.panel):
            self.view.close_form()
        else:
            self.view.show_beside(self.printer.panel)
            self.printer.panel.begin()

    @Slot()
    def _ask_awaited(self) -> None:
        self.finder.turn_awaited()
        self.view.field.setFocus()

    @Slot(str, object)
    def _show_party(self, name: str, people: tuple[Match, ...]) -> None:
        self.view.matches.show_party(name, people, self._zone)
        self.view.show_matches()
        self.view.field.setFocus()
