"""Arrivals by five minutes as bars, with the time of the first and the last."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.desk import Bin
from nexus_desktop.ui.kit import theme

_BARS, _GAP, _LABELS = 70, 4, 18
_WIDEST = 28


class Bars(QWidget):
    """Paints the bins of `ArrivalCounts`; the tooltip tells the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bins: tuple[Bin, ...] = ()

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show `bins`, in the order of time."""
        self._bins = tuple(bins)
        most = max((one.count for one in bins), default=0)
        text = self.tr("Arrivals by five minutes, {0} at most").format(most)
        self.setAccessibleName(text)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _BARS + _GAP + _LABELS)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x())
            text = "" if found is None else f"{found.begins:%H:%M}: {found.count}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours["line"])
        painter.drawRect(QRectF(0, _BARS, self.width(), 1))
        if not self._bins:
            return
        painter.setBrush(colours["accent_fill"])
        most, step = max(one.count for one in self._bins), self._step()
        gap = min(3.0, step / 4)
        for number, one in enumerate(self._bins):
            height = (_BARS - 2) * one.count / most
            bar = QRectF(number * step + gap / 2, _BARS - height, step - gap, height)
            painter.drawRoundedRect(bar, min(2.0, step / 4), min(2.0, step / 4))
        self._label(painter)

    def _label(self, painter: QPainter) -> None:
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.colours()["faint"])
        first, last = (f"{self._bins[end].begins:%H:%M}" for end in (0, -1))
        base = _BARS + _GAP + QFontMetrics(font).ascent()
        painter.drawText(0, base, first)
        if last != first:
            wide = QFontMetrics(font).horizontalAdvance(last)
            right = min(self.width(), int(self._step() * len(self._bins)))
            painter.drawText(max(right - wide, 44), base, last)

    def _step(self) -> float:
        return min(self.width() / max(len(self._bins), 1), _WIDEST)

    def _at(self, x: int) -> Bin | None:
        number = int(x / self._step())
        return self._bins[number] if 0 <= number < len(self._bins) else None
