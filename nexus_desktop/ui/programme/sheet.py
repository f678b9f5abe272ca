"""What lies under and over the sessions: hours, days, the present moment."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nexus_desktop.ui.kit.theme import colours
from nexus_desktop.ui.programme.geometry import GUTTER, Scale

_OVER_TEXT = 0.6
_LABEL = 18
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_grid(painter: QPainter, scale: Scale, now: int | None) -> None:
    """Paint the hours as lines with their names, and the edges of the days.

    The name of an hour that would touch the present moment's (`now`) is left out.
    """
    taken = None if now is None else scale.y(now)
    c = colours()
    painter.setFont(_font(painter))
    for hour in range(scale.first, scale.last + 1):
        y = scale.y(hour * 60)
        painter.setPen(QPen(c["line"], 1))
        painter.drawLine(QPointF(GUTTER, y), QPointF(scale.width, y))
        if hour < scale.last and (taken is None or abs(y + 9 - taken) > _LABEL):
            painter.setPen(c["faint"])
            box = QRectF(0, y + 1, GUTTER - 10, 16)
            painter.drawText(box, _RIGHT, f"{hour:02}:00")
    painter.setPen(QPen(c["line"], 1))
    for day in scale.days:
        x = scale.x(day)
        painter.drawLine(QPointF(x, 0), QPointF(x, scale.height))


def paint_now(painter: QPainter, scale: Scale, day: date, minutes: int) -> None:
    """Paint the present moment: a line across its day, the time beside it."""
    c = colours()
    x, y = scale.x(day), scale.y(minutes)
    painter.setPen(QPen(c["bad"], 2))
    painter.setOpacity(_OVER_TEXT)
    painter.drawLine(QPointF(x, y), QPointF(x + scale.column_width, y))
    painter.setOpacity(1.0)
    painter.setBrush(c["bad"])
    painter.drawEllipse(QPointF(x, y), 3, 3)
    painter.setFont(_font(painter, bold=True))
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    painter.drawText(QRectF(0, y - 9, GUTTER - 10, 18), _RIGHT, clock)


def paint_flag(painter: QPainter, box: QRectF, text: str) -> None:
    """Paint a flag above `box`: where it would be put."""
    c = colours()
    painter.setFont(_font(painter, bold=True))
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    flag = QRectF(box.left(), max(box.top() - 24, 0), width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c["accent_fill"])
    painter.drawRoundedRect(flag, 10, 10)
    painter.setPen(c["on_fill"])
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, text)


def _font(painter: QPainter, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setBold(bold)
    return font
