"""The small editors of the details: a title that wraps, times, objective chips."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.workshop import Objective
from nexus_desktop.intake.programme_times import read_time
from nexus_desktop.ui.kit.widgets import button, clear


class WrappedLine(QPlainTextEdit):
    """One line of text that is shown on several; Enter ends it, Escape takes it back.

    Signals:
        finished: the text was changed and the field left, or Enter was pressed.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 22)

    def text(self) -> str:
        """Return the text on one line."""
        return " ".join(self.toPlainText().split())

    def show_text(self, text: str) -> None:
        """Show `text` as what is known, unless it is shown already."""
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
            self.setPlainText(self._kept)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()


class TimeField(QLineEdit):
    """A time as people type it: "9", "930", "9:30", "2 pm"."""

    def __init__(self) -> None:
        super().__init__()
        self._known = 0
        self.setFixedWidth(66)
        self.setMaxLength(8)
        self.editingFinished.connect(self._tidy)

    def show_minutes(self, minutes: int) -> None:
        """Show minutes since midnight, unless the user is typing."""
        self._known = minutes
        if not (self.hasFocus() and self.isModified()):
            self._tidy()

    def minutes(self) -> int:
        """Return what is typed; what was known before, where it is no time."""
        typed = read_time(self.text())
        return self._known if typed is None else typed

    def _tidy(self) -> None:
        minutes = self.minutes() if self.isModified() else self._known
        self.setText(f"{minutes // 60:02}:{minutes % 60:02}")


class WhenEditor(QWidget):
    """Day, start and end.

    Signals:
        finished: one of them was changed.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = QComboBox()
        shrink = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.day.setSizeAdjustPolicy(shrink)
        self.begin, self.end = TimeField(), TimeField()
        self.day.setAccessibleName(self.tr("Day"))
        self.begin.setAccessibleName(self.tr("Start"))
        self.end.setAccessibleName(self.tr("End"))
        for editor in (self.begin, self.end):
            editor.editingFinished.connect(self.finished)
        self.day.activated.connect(self.finished)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.day, 1)
        box.addWidget(self.begin)
        box.addWidget(self.end)

    def show_times(
        self, offered: Sequence[date], day: date, begin: int, end: int
    ) -> None:
        """Show a day among those offered, and minutes since midnight."""
        with QSignalBlocker(self.day):
            self.day.clear()
            for other in offered:
                self.day.addItem(days.short(other), other)
            self.day.setCurrentIndex(list(offered).index(day))
        self.begin.show_minutes(begin)
        self.end.show_minutes(end)

    def times(self) -> tuple[date, int, int]:
        """Return the day and the minutes; an end of 00:00 is the coming midnight."""
        day: date = self.day.currentData()
        return day, self.begin.minutes(), self.end.minutes() or 24 * 60


class ObjectiveChips(QWidget):
    """A chip per objective, on or off.

    Signals:
        finished: one was switched.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[int, QPushButton] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)

    def show_objectives(
        self, objectives: Sequence[Objective], chosen: Sequence[int]
    ) -> None:
        """Offer `objectives`; those whose numbers are chosen are on."""
        texts = {objective.number: objective.text for objective in objectives}
        texts.update({number: "" for number in chosen if number not in texts})
        if list(texts) != list(self.chips):
            self._make(texts)
        for number, chip in self.chips.items():
            chip.setChecked(number in chosen)
            chip.setToolTip(texts[number])
            chip.setAccessibleName(
                self.tr("Objective {0}: {1}").format(number, texts[number])
            )

    def chosen(self) -> tuple[int, ...]:
        """Return the numbers of those that are on."""
        return tuple(number for number, chip in self.chips.items() if chip.isChecked())

    def _make(self, texts: dict[int, str]) -> None:
        clear(self._box)
        self.chips = {}
        for number in sorted(texts):
            chip = button(str(number), "chip", clicked=self.finished.emit)
            chip.setCheckable(True)
            self.chips[number] = chip
            self._box.addWidget(chip)
        self._box.addStretch(1)
