"""A small curve: what each number of moves costs, with the chosen point marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout_repair import Step
from nexus_desktop.ui.kit import theme

_HEIGHT = 96
_EDGE = 10
_DOT, _CHOSEN = 3.5, 6.0


class CostCurve(QWidget):
    """Shows steps as points: moves to the right, cost upwards; a click chooses one.

    Signals:
        chosen: number of a step.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.current = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Cost by number of moves"))

    def show_steps(self, steps: Sequence[Step], current: int) -> None:
        """Show `steps`, the one numbered `current` as chosen."""
        self.steps, self.current = tuple(steps), current
        self.update()

    def points(self) -> list[QPointF]:
        """Return where the steps are."""
        if not self.steps:
            return []
        most = max(1, *(step.moves for step in self.steps))
        costs = [step.cost for step in self.steps]
        least, span = min(costs), max(max(costs) - min(costs), 1e-9)
        wide, tall = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        return [
            QPointF(
                _EDGE + wide * step.moves / most,
                _EDGE + tall * (1 - (step.cost - least) / span),
            )
            for step in self.steps
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        points = self.points()
        if points:
            x = event.position().x()
            nearest = min(range(len(points)), key=lambda n: abs(points[n].x() - x))
            self.chosen.emit(nearest)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, points = theme.colours(), self.points()
        floor = self.height() - _EDGE / 2
        painter.setPen(QPen(c["line"], 1))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        if not points:
            return
        self._paint_area(painter, points, floor)
        for number, point in enumerate(points):
            if number != self.current:
                painter.setPen(QPen(c["accent"], 1.5))
                painter.setBrush(c["surface"])
                painter.drawEllipse(point, _DOT, _DOT)
        here = points[min(self.current, len(points) - 1)]
        painter.setPen(QPen(c["accent"], 1, Qt.PenStyle.DashLine))
        painter.drawLine(here, QPointF(here.x(), floor))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c["accent_fill"])
        painter.drawEllipse(here, _CHOSEN, _CHOSEN)

    def _paint_area(
        self, painter: QPainter, points: Sequence[QPointF], floor: float
    ) -> None:
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        area = QPainterPath(line)
        area.lineTo(points[-1].x(), floor)
        area.lineTo(points[0].x(), floor)
        area.closeSubpath()
        c = theme.colours()
        painter.fillPath(area, c["accent_soft"])
        painter.setPen(QPen(c["accent"], 1.5))
        painter.drawPath(line)
