"""A date that can be typed as it is read: day, month, year."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QDateEdit
from typing_extensions import override

_BETWEEN = frozenset(" .,-/")
_BY_POINTER = {
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
}
_DAY = 1  # the part after the name of the day


class DayEdit(QDateEdit):
    """Begins at the day of the month; Qt begins at its name, where no digit goes.

    Qt goes on to the next part by itself once one is full, so that a space typed then
    would skip a part: such a space is dropped.
    """

    def __init__(self) -> None:
        super().__init__()
        self._went_on = False
        self.setCalendarPopup(True)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setDate(QDate.currentDate())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._went_on = False
        if event.reason() in _BY_POINTER:
            return
        self.setCurrentSectionIndex(_DAY)
        name, day = self.text().split(" ")[:2]
        self.lineEdit().setSelection(len(name) + 1, len(day))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._went_on and event.text() in _BETWEEN and event.text():
            self._went_on = False
            return
        before = self.currentSectionIndex()
        super().keyPressEvent(event)
        has_gone_on = self.currentSectionIndex() != before
        self._went_on = has_gone_on and event.text().isalnum()
