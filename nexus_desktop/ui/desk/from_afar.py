"""Says what a scan came to while another screen is in front, without leaving it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.scanning.keys import ScannerKeys


class FromAfar(ScannerKeys):
    """Hears every scan while the desk is in front, and only badges behind others.

    Behind, the letters of a badge stay out of what is written there, the badge is
    judged at the desk's checkpoint, and a message tells the verdict.

    Signals:
        messaged: `Message`; its button goes to the desk.
        desk_asked: to show the card.
    """

    messaged = Signal(object)
    desk_asked = Signal()

    def __init__(self, gate: Gate, desk: QWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        gate.told.connect(self._tell)

    def come_to_front(self) -> None:
        """Hear whatever is scanned."""
        self.listen(on=True)

    def stand_behind(self) -> None:
        """Hear badges alone."""
        self.listen(on=True, only_badges=True)

    @Slot(object)
    def _tell(self, result: ScanResult) -> None:
        if self._desk.isVisible():
            return
        told = result.telling
        who = "" if result.participant is None else result.participant.name
        words = self.tr(told.word)
        text = (
            f"{who}: {words}. {result.message}" if who else f"{words}. {result.message}"
        )
        if result.group is not None:
            place = (result.group.title, result.group.room, result.group.table)
            text = f"{text} {' · '.join(part for part in place if part)}"
        action = (self.tr("Show the card"), self.desk_asked.emit)
        self.messaged.emit(Message(text, told.tone, action))
