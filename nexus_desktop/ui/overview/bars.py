"""Shares as bars: how many of each country or category came."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.overview import Share, condensed
from nexus_desktop.ui.kit.theme import colours

_ROW = 26.0
_LEAST = 16  # pixels for the longest bar
_NAME_SHARE = 0.55  # of the width, at most


class ShareBars(QWidget):
    """One bar per share, as many as there is room for; the rest is summed up."""

    def __init__(self, name: str, unknown: str, scale: float = 1.0) -> None:
        """Call the bars `name`; `unknown` stands for people of whom it isn't known."""
        super().__init__()
        self._scale = scale
        self._row = _ROW * scale
        self._unknown = unknown
        self._shares: Sequence[Share] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(int(3 * self._row))
        self.setAccessibleName(name)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these shares, the first at the top."""
        self._shares = shares
        self.setAccessibleDescription(
            "; ".join(self._in_words(share) for share in shares)
        )
        self.update()

    def shown(self) -> tuple[Share, ...]:
        """Return what is shown in the height there is."""
        rows = max(int(self.height() // self._row), 1)
        return condensed(self._shares, rows, self.tr("{0} others"))

    def _name(self, share: Share) -> str:
        return share.name or self._unknown

    def _in_words(self, share: Share) -> str:
        return self.tr("{0}: {1} of {2}").format(
            self._name(share), share.arrived, share.expected
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(painter.font())
        font.setPixelSize(round(13 * self._scale))
        painter.setFont(font)
        shares = self.shown()
        most = max((share.expected for share in shares), default=1)
        measure = painter.fontMetrics().horizontalAdvance
        numbers = 12.0 + max((measure(_numbers(share)) for share in shares), default=0)
        longest = max((measure(self._name(share)) for share in shares), default=0)
        names = min(longest + 13, self.width() * _NAME_SHARE)
        room = self.width() - names - numbers
        if room < _LEAST:  # rather the whole name than a bar that says nothing
            names, room = min(longest + 13, self.width() - numbers), 0.0
        for number, share in enumerate(shares):
            box = QRectF(0, number * self._row, self.width(), self._row)
            self._paint_share(painter, box, share, names, room / most)
        painter.end()

    def _paint_share(
        self, painter: QPainter, box: QRectF, share: Share, names: float, each: float
    ) -> None:
        c = colours()
        name = QRectF(box)
        name.setWidth(names - 12)
        thick = 10 * self._scale
        track = QRectF(name.right() + 12, box.center().y() - thick / 2, 0, thick)
        painter.setPen(c["text"])
        text = painter.fontMetrics().elidedText(
            self._name(share), Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(Qt.PenStyle.NoPen)
        bars = ((share.expected, "line"), (share.arrived, "accent")) if each else ()
        for count, token in bars:
            track.setWidth(each * count)
            painter.setBrush(c[token])
            painter.drawRoundedRect(track, 4, 4)
        painter.setPen(c["soft"])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, _numbers(share))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = int(QPointF(event.pos()).y() // self._row)
            shares = self.shown()
            words = self._in_words(shares[number]) if number < len(shares) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, int(6 * self._row))


def _numbers(share: Share) -> str:
    return f"{share.arrived:,} / {share.expected:,}"
