"""The slim bar below the editor: the marks, what they mean, the keys that put them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.marks import Mark

_PIXELS = 12
_HEIGHT = 26
_CAP_HEIGHT = 20
_CAP_PADDING = 6
_GAP = 5
_MOST_WORDS = 120


class MarkButton(QAbstractButton):
    """A mark in a key cap, its words, and faintly its key."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.words = mark.words
        self.is_brief = False
        self._font = QFont(self.font())
        self._font.setPixelSize(_PIXELS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{mark.purpose} ({mark.key})")
        self.setAccessibleName(f"{mark.words}, {mark.key}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width_when(is_brief=self.is_brief), _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def width_when(self, *, is_brief: bool) -> int:
        """Return the width it needs, with the key or without."""
        metrics = QFontMetrics(self._font)
        words = metrics.horizontalAdvance(self.words)
        key = 0 if is_brief else metrics.horizontalAdvance(self.mark.key) + _GAP
        return self._cap_width() + _GAP + words + key + 2

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        is_lit = self.underMouse()
        cap = QRectF(
            0.5, (self.height() - _CAP_HEIGHT) / 2, self._cap_width(), _CAP_HEIGHT
        )
        painter.setPen(colours["accent" if is_lit else "line"])
        painter.setBrush(colours["accent_soft" if self.isDown() else "surface"])
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(colours["accent" if is_lit else "soft"])
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.mark.sign)
        rest = QRectF(self.rect()).adjusted(cap.width() + _GAP, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        is_set = self.words != self.mark.words
        painter.setPen(colours["accent" if is_set else "text" if is_lit else "soft"])
        painter.drawText(rest, middle | Qt.AlignmentFlag.AlignLeft, self.words)
        if not self.is_brief:
            words = painter.fontMetrics().horizontalAdvance(self.words)
            painter.setPen(colours["faint"])
            painter.drawText(
                rest.adjusted(words + _GAP, 0, 0, 0), middle, self.mark.key
            )

    def say(self, words: str) -> None:
        """Show what is set, in the place of its words; "" for the words again."""
        metrics = QFontMetrics(self._font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _MOST_WORDS)
        self.words = shown or self.mark.words
        self.setAccessibleName(f"{words or self.mark.words}, {self.mark.key}")
        self.updateGeometry()
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def _cap_width(self) -> int:
        metrics = QFontMetrics(self._font)
        return max(22, metrics.horizontalAdvance(self.mark.sign) + 2 * _CAP_PADDING)


class MarksBar(QWidget):
    """The marks that are used all the time; the keys give way where it is narrow.

    Signals:
        chosen: Mark.
    """

    chosen = Signal(object)

    def __init__(self, marks: Sequence[Mark]) -> None:
        super().__init__()
        self.buttons = [MarkButton(mark) for mark in marks if mark.is_shown]
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        for button in self.buttons:
            button.clicked.connect(
                lambda _=False, mark=button.mark: self.chosen.emit(mark)
            )
            self._box.addWidget(button)
        self._box.addStretch(1)

    def show_speaker(self, name: str) -> None:
        """Show who is speaking; "" for nobody."""
        for button in self.buttons:
            if button.mark.sign == "@":
                button.say(name)
        self._settle()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Leave the keys out where there is no room for them."""
        gaps = self._box.spacing() * len(self.buttons)
        whole = sum(button.width_when(is_brief=False) for button in self.buttons) + gaps
        for button in self.buttons:
            if button.is_brief != (whole > self.width()):
                button.is_brief = not button.is_brief
                button.updateGeometry()
