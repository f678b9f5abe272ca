"""Registering who is not on the list, or comes in place of somebody who is."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.core.desk import Match, WalkIn
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.finder import Finder
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.walk_in import WalkInPanel


class WalkIns(QObject):
    """Brings the two forms and the gate together.

    Signals:
        registered: `ScanResult`, and the name of whoever was replaced, "" if nobody.
        meant: id of somebody on the list who it was after all.

    Attributes:
        zone: in which times are told.
    """

    registered = Signal(object, str)
    meant = Signal(str)

    def __init__(
        self, view: DeskView, gate: Gate, finder: Finder, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._gate, self._finder = view, gate, finder
        self._asking = view.walk_in  # the form whose answer is awaited
        self.zone = ZoneInfo("UTC")
        for form in (view.walk_in, view.stand_in):
            form.named.connect(gate.look_for_alike)
            form.submitted.connect(partial(self._register, form))
            form.meant.connect(partial(self._mean, form))
        gate.alike.connect(self._ask_which)
        gate.maybe.connect(self._tell_alike)
        gate.registered.connect(self._tell)

    @Slot()
    def toggle(self) -> None:
        """Open the form beside the card, or close it."""
        if self._view.is_beside(self._view.walk_in):
            self._view.close_form()
        else:
            typed = self._view.field.text() if self._finder.found_nobody else ""
            self._view.open_walk_in(typed)

    def _register(self, form: WalkInPanel, fields: WalkIn, confirmed: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._asking = form
        if form.replaced is not None:
            fields = replace(fields, in_place_of=form.replaced.id)
        self._gate.register(fields, is_confirmed=confirmed)

    @Slot(object)
    def _ask_which(self, people: Sequence[Match]) -> None:
        self._asking.show_duplicates(people, self.zone)

    @Slot(object, object)
    def _tell_alike(self, fields: WalkIn, people: Sequence[Match]) -> None:
        for form in (self._view.walk_in, self._view.stand_in):
            form.show_alike(fields, people, self.zone)

    @Slot(object)
    def _tell(self, result: ScanResult) -> None:
        replaced = self._asking.replaced
        self._close(self._asking)
        self.registered.emit(result, "" if replaced is None else replaced.name)

    def _mean(self, form: WalkInPanel, participant_id: str) -> None:
        self._close(form)
        self.meant.emit(participant_id)

    def _close(self, form: WalkInPanel) -> None:
        form.start_over()
        self._view.close_form()
