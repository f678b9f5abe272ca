"""The list of sessions and breakout groups to take notes in."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)
from typing_extensions import override

from nexus_desktop.core.note import NotesChoice, NotesPlace, NotesStatus
from nexus_desktop.core.programme import now_and_next
from nexus_desktop.ui.kit import theme

_WIDTH = 210
_LIST_WIDTH = 540
_ROWS = 18
_INSET = 8
_PLACE = Qt.ItemDataRole.UserRole


class Chooser(QComboBox):
    """Offers the sessions of each day; the one that is on now is marked.

    Signals:
        chosen: NotesPlace, by the user.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choices: Sequence[NotesChoice] = ()
        self.setFixedWidth(_WIDTH)
        theme.set_role(self, "sessions")
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(_ROWS)
        self.view().setMinimumWidth(_LIST_WIDTH)
        self.setAccessibleName(self.tr("Session to take notes in"))
        self.setToolTip(self.tr("Session to take notes in"))
        self.activated.connect(self._choose)

    def offer(
        self, choices: Sequence[NotesChoice], zone: ZoneInfo, at: datetime
    ) -> None:
        """Offer `choices`; `at` tells what is on now."""
        now = {one.id for one in now_and_next([c.session for c in choices], at).now}
        model = QStandardItemModel(self)
        day = None
        for choice in choices:
            start = choice.session.starts_at.astimezone(zone)
            if start.date() != day:
                day = start.date()
                model.appendRow(_heading(f"{start:%A} {start.day} {start:%B}"))
            is_now = choice.session.id in now
            model.appendRow(self._item(choice, start, is_now=is_now))
        kept = self.place()
        self.choices = choices
        with QSignalBlocker(self):
            self.setModel(model)
            self.show_place(kept)

    def place(self) -> NotesPlace | None:
        """Return the place shown."""
        found: NotesPlace | None = self.currentData(_PLACE)
        return found

    def show_place(self, place: NotesPlace | None) -> None:
        """Show `place` as the chosen one."""
        for row in range(self.count()):
            if self.itemData(row, _PLACE) == place:
                self.setCurrentIndex(row)
                return
        self.setCurrentIndex(-1)

    def has(self, place: NotesPlace | None) -> bool:
        """Tell whether `place` can be chosen."""
        return any(choice.place == place for choice in self.choices)

    def first(self, at: datetime) -> NotesPlace | None:
        """Return where to begin: the session on now, the next one, else the last."""
        sessions = [choice.session for choice in self.choices]
        found = now_and_next(sessions, at)
        likely = [*found.now, *found.next, *sessions[-1:]]
        return NotesPlace(likely[0].id) if likely else None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title cut with an ellipsis: it stands whole above the screen."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        style, whole = self.style(), QStyle.ComplexControl.CC_ComboBox
        part = QStyle.SubControl.SC_ComboBoxEditField
        box = style.subControlRect(whole, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, box.width() - _INSET
        )
        painter.drawComplexControl(whole, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _item(
        self, choice: NotesChoice, start: datetime, *, is_now: bool
    ) -> QStandardItem:
        if choice.group:
            topic = f": {choice.topic}" if choice.topic else ""
            words = self.tr("      Group {0}{1}").format(choice.group, topic)
        else:
            words = f"{start:%H:%M}  {choice.session.title}"
        if choice.status is not NotesStatus.OPEN:
            words = f"{words}  · {choice.status.value}"
        item = QStandardItem(self.tr("{0}  · now").format(words) if is_now else words)
        item.setData(choice.place, _PLACE)
        item.setToolTip(choice.session.title)
        if is_now:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def _choose(self, row: int) -> None:
        place = self.itemData(row, _PLACE)
        if place is not None:
            self.chosen.emit(place)


def _heading(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setForeground(theme.colours()["soft"])
    font = item.font()
    font.setPixelSize(12)
    font.setBold(True)
    item.setFont(font)
    return item
