"""Going back to scans that were made: their cards, and taking them back."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.checkin import TELLINGS
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.desk.reason_bar import Question
from nexus_desktop.ui.kit.message import Message


class Earlier(QObject):
    """Joins the last scans beside the card, and the log of all, to the gate.

    Signals:
        messaged: `Message`.

    Attributes:
        zone: in which times are told.
    """

    messaged = Signal(object)

    def __init__(self, view: DeskView, gate: Gate, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._gate = view, gate
        self.zone = ZoneInfo("UTC")
        recent, log = view.side.recent, view.log
        for source in (recent, log):
            source.undo_asked.connect(self._ask_undo)
            source.card_asked.connect(gate.show_again)
        recent.all_asked.connect(self.toggle_log)
        recent.left.connect(view.field.setFocus)
        log.closed.connect(self.toggle_log)

    @Slot()
    def go_through(self) -> None:
        """Let the arrows go through the last scans, or go back to scanning."""
        recent = self._view.side.recent
        if recent.hasFocus():
            self._view.field.setFocus()
        else:
            self._view.close_form()
            recent.setFocus()

    @Slot()
    def toggle_log(self) -> None:
        """Put the log in the card's place, or the card back."""
        if self._view.is_log_shown:
            self._view.show_card_again()
            self._view.field.setFocus()
        else:
            self._view.show_log()
            self._view.log.begin()

    @Slot(object)
    def _ask_undo(self, line: ScanLine) -> None:
        if not line.can_undo:
            said = self.tr("This scan let nobody through: there is nothing to undo.")
            if line.is_undone:
                said = self.tr("This scan was taken back already.")
            self.messaged.emit(Message(said, "warn"))
            return
        name = line.name or self.tr(TELLINGS[line.verdict].word)
        when = f"{line.at.astimezone(self.zone):%H:%M}"
        self._view.reason.begin(
            Question(
                self.tr("Take back {0}, {1}?").format(name, when),
                ((self.tr("Undo"), partial(self._gate.undo, line.scan_id)),),
                (
                    self.tr("Wrong person"),
                    self.tr("Scanned by mistake"),
                    self.tr("Did not come in"),
                ),
            )
        )
