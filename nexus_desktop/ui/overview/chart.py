"""Arrivals of a day: how many so far against those expected, and each five minutes.

The two are told apart, each on its own scale from nought, over the same times: a curve
and bars in one picture would read as if they had one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.core.desk import Bin
from nexus_desktop.ui.kit.theme import colours

_LEFT, _TOP, _RIGHT, _BOTTOM = 44.0, 22.0, 12.0, 24.0
_BETWEEN = 26.0  # the words over the lower part
_STEP = timedelta(minutes=5)
_LEAST = timedelta(hours=1)
_BARS = 0.28  # of the height
_FONT = 12
_TICKS = (
    1,
    2,
    5,
    10,
    20,
    25,
    50,
    100,
    200,
    250,
    500,
    1000,
    2000,
    5000,
    10_000,
    20_000,
    50_000,
)
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Axis:
    """Where times and counts stand in the chart.

    Attributes:
        begins, ends: local times at the left and right edge.
        top: the count at the upper edge.
    """

    begins: datetime
    ends: datetime
    top: int
    box: QRectF

    def x(self, at: datetime) -> float:
        """Return where a time stands."""
        share = (at - self.begins) / (self.ends - self.begins)
        return self.box.left() + share * self.box.width()

    def y(self, count: float) -> float:
        """Return where a count stands."""
        return self.box.bottom() - count / self.top * self.box.height()


class ArrivalsChart(QWidget):
    """Paints the chart; pointing at it, or the arrow keys, tell the numbers."""

    def __init__(self, scale: float = 1.0) -> None:
        """Write `scale` times as large as on a screen that one sits before."""
        super().__init__()
        self._scale = scale
        self._bins: Sequence[Bin] = ()
        self._so_far: list[int] = []
        self._expected = 0
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self.setAccessibleName(self.tr("Arrivals over time"))

    def show_arrivals(self, bins: Sequence[Bin], expected: int) -> None:
        """Show `bins`, every five minutes from the first arrival to the last."""
        if list(bins) == list(self._bins) and expected == self._expected:
            return
        self._bins, self._expected = bins, expected
        self._so_far = list(accumulate(each.count for each in bins))
        self._pointed = None
        self.setAccessibleDescription(self.in_words())
        self.update()

    def in_words(self) -> str:
        """Return what the chart shows, as text."""
        if not self._bins:
            return self.tr("Nobody has come in yet.")
        busiest = max(self._bins, key=lambda each: each.count)
        return self.tr(
            "{0} of {1} came in, the first at {2}, the last by {3}. Most came between "
            "{4} and {5}: {6}."
        ).format(
            self._so_far[-1],
            self._expected,
            f"{self._bins[0].begins:%H:%M}",
            f"{self._bins[-1].begins + _STEP:%H:%M}",
            f"{busiest.begins:%H:%M}",
            f"{busiest.begins + _STEP:%H:%M}",
            busiest.count,
        )

    def pointed_words(self) -> str:
        """Return what is told of the five minutes that are pointed at, "" for none."""
        if self._pointed is None:
            return ""
        each = self._bins[self._pointed]
        return self.tr("{0}–{1}: {2} came in, {3} so far").format(
            f"{each.begins:%H:%M}",
            f"{each.begins + _STEP:%H:%M}",
            each.count,
            self._so_far[self._pointed],
        )

    def axis(self) -> Axis:
        """Return where times and counts stand now; there must be arrivals."""
        first = self._bins[0].begins
        begins = first.replace(minute=first.minute // 30 * 30)
        ends = max(self._bins[-1].begins + _STEP, begins + _LEAST)
        box = self._box()
        box.setBottom(box.bottom() - self._lower() - _BETWEEN * self._scale)
        return Axis(begins, ends, max(self._expected, self._so_far[-1], 1), box)

    def bar_axis(self) -> Axis:
        """Return where times and the counts of five minutes stand."""
        upper, box = self.axis(), self._box()
        box.setTop(box.bottom() - self._lower())
        return Axis(upper.begins, upper.ends, max(b.count for b in self._bins), box)

    def _box(self) -> QRectF:
        s = self._scale
        return QRectF(self.rect()).adjusted(
            _LEFT * s, _TOP * s, -_RIGHT * s, -_BOTTOM * s
        )

    def _lower(self) -> float:
        return (self._box().height() - _BETWEEN * self._scale) * _BARS

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font(painter))
        if self._bins:
            axis, lower = self.axis(), self.bar_axis()
            self._paint_counts(painter, axis, self.tr("people so far"))
            self._paint_counts(painter, lower, self.tr("in every five minutes"))
            self._paint_expected(painter, axis)
            self._paint_hours(painter, lower)
            self._paint_bars(painter, lower)
            self._paint_curve(painter, axis)
            self._paint_pointed(painter, axis)
        painter.end()

    def _font(self, painter: QPainter) -> QFont:
        font = QFont(painter.font())
        font.setPixelSize(round(_FONT * self._scale))
        return font

    def _paint_counts(self, painter: QPainter, axis: Axis, words: str) -> None:
        """Paint lines with their counts, and what is counted above them."""
        c, line = colours(), 16 * self._scale
        most = min(max(int(axis.box.height() / (line + 4)), 1), 6)
        counts = [*range(0, axis.top + 1, _tick(axis.top, most))]
        for count in counts if len(counts) > 1 else (0, axis.top):
            y = axis.y(count)
            painter.setPen(QPen(c["line"], 1))
            painter.drawLine(QPointF(axis.box.left(), y), QPointF(axis.box.right(), y))
            painter.setPen(c["faint"])
            place = QRectF(0, y - line / 2, axis.box.left() - 8, line)
            painter.drawText(place, _MIDDLE_RIGHT, str(count))
        painter.setPen(c["soft"])
        place = QRectF(axis.box.left(), axis.box.top() - 20 * self._scale,
                       axis.box.width(), line)  # fmt: skip
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words)

    def _paint_hours(self, painter: QPainter, axis: Axis) -> None:
        painter.setPen(colours()["faint"])
        wide = painter.fontMetrics().horizontalAdvance("00:00")
        for hour in _hours(axis, wide + 24):
            place = QRectF(axis.x(hour) - wide, axis.box.bottom() + 4, 2 * wide,
                           18 * self._scale)  # fmt: skip
            if place.right() - wide / 2 <= self.width():
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{hour:%H:%M}")

    def _paint_expected(self, painter: QPainter, axis: Axis) -> None:
        c, y = colours(), axis.y(self._expected)
        painter.setPen(QPen(c["soft"], 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(axis.box.left(), y), QPointF(axis.box.right(), y))
        painter.setPen(c["soft"])
        place = QRectF(axis.box.left(), y - 20 * self._scale, axis.box.width(),
                       16 * self._scale)  # fmt: skip
        words = self.tr("{0} expected").format(f"{self._expected:,}")
        painter.drawText(place, _MIDDLE_RIGHT, words)

    def _paint_bars(self, painter: QPainter, axis: Axis) -> None:
        c = colours()
        painter.setPen(Qt.PenStyle.NoPen)
        for number, each in enumerate(self._bins):
            left, right = axis.x(each.begins), axis.x(each.begins + _STEP)
            fill = QColor(c["accent"])
            fill.setAlphaF(0.9 if number == self._pointed else 0.5)
            painter.setBrush(fill)
            gap, top = min((right - left) * 0.15, 2.0), axis.y(each.count)
            painter.drawRect(
                QRectF(left + gap, top, right - left - 2 * gap, axis.box.bottom() - top)
            )

    def _paint_curve(self, painter: QPainter, axis: Axis) -> None:
        c = colours()
        curve = QPainterPath(QPointF(axis.x(self._bins[0].begins), axis.box.bottom()))
        for each, so_far in zip(self._bins, self._so_far, strict=True):
            curve.lineTo(axis.x(each.begins + _STEP), axis.y(so_far))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(c["accent"], 2.5))
        painter.drawPath(curve)
        last = curve.currentPosition()
        painter.setBrush(c["accent"])
        painter.drawEllipse(last, 3.5, 3.5)

    def _paint_pointed(self, painter: QPainter, axis: Axis) -> None:
        if self._pointed is None:
            return
        c = colours()
        each = self._bins[self._pointed]
        middle = axis.x(each.begins + _STEP / 2)
        painter.setPen(QPen(c["soft"], 1))
        painter.drawLine(
            QPointF(middle, axis.box.top()), QPointF(middle, self._box().bottom())
        )
        words = self.pointed_words()
        width = painter.fontMetrics().horizontalAdvance(words) + 20 * self._scale
        left = min(max(middle - width / 2, axis.box.left()), axis.box.right() - width)
        flag = QRectF(left, axis.box.top() + 4, width, 24 * self._scale)
        painter.setPen(QPen(c["line"], 1))
        painter.setBrush(c["raised"])
        painter.drawRoundedRect(flag, 6, 6)
        painter.setPen(c["text"])
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)

    # Pointing

    def point_at(self, number: int | None) -> None:
        """Tell the numbers of one of the bins; None for none."""
        if number != self._pointed:
            self._pointed = number
            words = self.pointed_words()
            self.setAccessibleDescription(words or self.in_words())
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._bins:
            return
        axis = self.axis()
        share = (event.position().x() - axis.box.left()) / axis.box.width()
        at = axis.begins + share * (axis.ends - axis.begins)
        number = int((at - self._bins[0].begins) // _STEP)
        self.point_at(number if 0 <= number < len(self._bins) else None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None or not self._bins:
            super().keyPressEvent(event)
            return
        last = len(self._bins) - 1
        here = self._pointed if self._pointed is not None else (0 if way < 0 else -1)
        self.point_at(min(max(here + way, 0), last))

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 240)


def _tick(top: int, most: int) -> int:
    """Return the distance of the lines that keeps them to `most`."""
    return next((tick for tick in _TICKS if top / tick <= most), max(top, 1))


def _hours(axis: Axis, least: float) -> list[datetime]:
    """Return the times to name: half hours, or hours apart where there is no room."""
    pixels = axis.box.width() / ((axis.ends - axis.begins) / timedelta(minutes=30))
    step = next(n for n in (1, 2, 4, 8, 24, 48) if n * pixels >= least or n == 48)
    times = []
    at = axis.begins
    while at <= axis.ends:
        times.append(at)
        at += step * timedelta(minutes=30)
    return times
