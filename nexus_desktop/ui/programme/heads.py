"""The heads of the board's columns: the days."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit.theme import colours
from nexus_desktop.ui.programme.board import Board

_HEIGHT = 40


class Heads(QWidget):
    """Stays in sight while the board below scrolls."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._workshop: WorkshopInfo | None = None
        self.setFixedHeight(_HEIGHT)

    def show_days(self, workshop: WorkshopInfo) -> None:
        """Show the days of the board."""
        self._workshop = workshop
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._board.sizeHint().width(), _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._workshop is None:
            return
        c = colours()
        painter = QPainter(self)
        scale = self._board.scale()
        shift = self._board.x()
        today, _ = self._workshop.clock(self._board.now())
        for day in scale.days:
            left = scale.x(day) + shift
            box = QRectF(left, 0, scale.column_width, _HEIGHT).adjusted(10, 0, -6, 0)
            number = self._workshop.day_number(day)
            painter.setFont(_font(painter, bold=True))
            painter.setPen(c["accent" if day == today else "text"])
            middle = Qt.AlignmentFlag.AlignVCenter
            name = days.short(day)
            painter.drawText(box, middle, name)
            used = painter.fontMetrics().horizontalAdvance(name) + 10
            painter.setFont(_font(painter, bold=False))
            painter.setPen(c["soft" if number else "warn"])
            about = box.adjusted(used, 0, 0, 0)
            words = self._about(number, is_today=day == today)
            metrics = painter.fontMetrics()
            fits = (
                text
                for text in words
                if metrics.horizontalAdvance(text) <= about.width()
            )
            painter.drawText(about, middle, next(fits, ""))
        painter.end()

    def _about(self, number: int | None, *, is_today: bool) -> tuple[str, ...]:
        """Return what to say of a day, shorter and shorter."""
        if number is None:
            return self.tr("outside the workshop"), self.tr("outside")
        day = self.tr("Day {0}").format(number)
        if not is_today:
            return (day,)
        return self.tr("{0} · today").format(day), self.tr("today")


def _font(painter: QPainter, *, bold: bool) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(14 if bold else 12)
    font.setBold(bold)
    return font
