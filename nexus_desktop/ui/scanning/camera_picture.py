"""The live picture of a camera with the codes outlined. Painting only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.core.camera_sight import Mark
from nexus_desktop.ui.kit import icons
from nexus_desktop.ui.scanning.camera_aim import Aim, badges

if TYPE_CHECKING:
    from nexus_desktop.ui.scanning.camera_frames import Sighting

_RADIUS = 6
_SHAPE = 9 / 16
_GREEN, _NEUTRAL, _DARK = "#3DDC84", "#FFFFFF", "#14171B"
_TICK = 22
_CAPTION_HEIGHT = 26
_LINGER = 700  # milliseconds a caption stays after its code was lost


class CameraPicture(QWidget):
    """Shows each `Sighting`; green and ticked is what is looked for, dashed all else.

    Attributes:
        is_mirrored: shown as in a mirror.
    """

    def __init__(self, parent: QWidget | None = None, aim: Aim | None = None) -> None:
        super().__init__(parent)
        self._aim = aim or badges()
        self.is_mirrored = True
        self._sighting: Sighting | None = None
        self._caption = ""
        self._since = QElapsedTimer()
        self.setAccessibleName(self.tr("Picture of the camera"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def caption(self) -> str:
        """What is said of the codes in the picture."""
        return self._caption

    def show_sighting(self, sighting: "Sighting | None") -> None:
        """Show a picture and its codes; None: there is none yet."""
        self._sighting = sighting
        said = self._say(sighting.marks) if sighting is not None else ""
        if said or not self._since.isValid() or self._since.elapsed() > _LINGER:
            self._caption = said
            self._since.start()
        self.update()

    def _say(self, marks: Iterable[Mark]) -> str:
        texts = [mark.text for mark in marks]
        if any(map(self._aim.is_it, texts)):
            return self._aim.found
        if any(texts):
            return self._aim.other
        return self.tr("Hold it still, a little nearer") if texts else ""

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * _SHAPE)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 180)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        outside = QPainterPath()
        outside.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(outside)
        painter.fillPath(outside, QColor(_DARK))
        if self._sighting is None:
            painter.setPen(QColor(_NEUTRAL))
            words = self.tr("Starting the camera…")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        place = self._place(self._sighting)
        painter.save()
        if self.is_mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(place, self._sighting.picture)
        painter.restore()
        for mark in self._sighting.marks:
            self._outline(painter, mark, place)
        if self._caption:
            self._write(painter)

    def _place(self, sighting: "Sighting") -> QRectF:
        """Return where the picture goes so that it covers all."""
        size = sighting.picture.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _outline(self, painter: QPainter, mark: Mark, place: QRectF) -> None:
        is_ours = self._aim.is_it(mark.text)
        points = [self._point(x, y, place) for x, y in mark.corners]
        middle = QPointF(
            sum(point.x() for point in points) / 4,
            sum(point.y() for point in points) / 4,
        )
        # A little outside of the code, which stays to be seen.
        shape = QPolygonF([middle + (point - middle) * 1.18 for point in points])
        for colour, width in ((_DARK, 5), (_GREEN if is_ours else _NEUTRAL, 3)):
            pen = QPen(QColor(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if not is_ours:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawPolygon(shape)
        if is_ours:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_GREEN))
            painter.drawEllipse(middle, _TICK / 2, _TICK / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(0, 0, _TICK * 0.7, _TICK * 0.7)
            box.moveCenter(middle)
            icons.paint(painter, "check", _DARK, box)

    def _point(self, x: float, y: float, place: QRectF) -> QPointF:
        left = place.x() + x * place.width()
        if self.is_mirrored:
            left = self.width() - left
        return QPointF(left, place.y() + y * place.height())

    def _write(self, painter: QPainter) -> None:
        box = QRectF(0, self.height() - _CAPTION_HEIGHT, self.width(), _CAPTION_HEIGHT)
        veil = QColor(_DARK)
        veil.setAlpha(200)
        painter.fillRect(box, veil)
        painter.setPen(QColor(_NEUTRAL))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._caption)
