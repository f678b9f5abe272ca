"""Shares as bars: how many of each country or category came."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.overview import Share, condensed
from nexus_desktop.ui.kit.theme import colours

_ROW = 26.0
_NUMBERS = 64.0
_NAME_SHARE = 0.42


class ShareBars(QWidget):
    """One bar per share, as many as there is room for; the rest is summed up."""

    def __init__(self, name: str, unknown: str) -> None:
        """Call the bars `name`; `unknown` stands for people of whom it isn't known."""
        super().__init__()
        self._unknown = unknown
        self._shares: Sequence[Share] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(int(3 * _ROW))
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
        rows = max(int(self.height() // _ROW), 1)
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
        font.setPixelSize(13)
        painter.setFont(font)
        shares = self.shown()
        most = max((share.expected for share in shares), default=1)
        for number, share in enumerate(shares):
            box = QRectF(0, number * _ROW, self.width(), _ROW)
            self._paint_share(painter, box, share, most)
        painter.end()

    def _paint_share(
        self, painter: QPainter, box: QRectF, share: Share, most: int
    ) -> None:
        c = colours()
        name = QRectF(box)
        name.setWidth(box.width() * _NAME_SHARE - 12)
        room = box.width() * (1 - _NAME_SHARE) - _NUMBERS
        track = QRectF(name.right() + 12, box.top() + 8, 0, box.height() - 16)
        painter.setPen(c["text"])
        text = painter.fontMetrics().elidedText(
            self._name(share), Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(Qt.PenStyle.NoPen)
        for count, token in ((share.expected, "line"), (share.arrived, "accent")):
            track.setWidth(room * count / most)
            painter.setBrush(c[token])
            painter.drawRoundedRect(track, 4, 4)
        painter.setPen(c["soft"])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, f"{share.arrived} / {share.expected}")

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = int(QPointF(event.pos()).y() // _ROW)
            shares = self.shown()
            words = self._in_words(shares[number]) if number < len(shares) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, int(6 * _ROW))
