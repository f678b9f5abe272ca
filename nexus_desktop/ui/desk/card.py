"""The verdict card: one glance from two metres tells whether somebody may come in."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.ui.desk.card_layout import CardLayout, lay_card_out
from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.kit import icons, theme

_RADIUS = 14
_STRIP = QColor(0, 0, 0, 46)  # darkens any of the fills, so that white stays legible


class VerdictCard(QWidget):
    """Fills its whole area with the colour of the verdict."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict_card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.face = CardFace("idle", "scan-line", "")
        self._layout: CardLayout | None = None
        self._photo: QImage | None = None
        self._acknowledged = ""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(360, 240)

    @override
    def sizeHint(self) -> QSize:
        return QSize(778, 555)

    def show_face(self, face: CardFace) -> None:
        """Show `face` and tell it to a screen reader."""
        if face.photo != self.face.photo:
            self._photo = None
        self.face, self._layout = face, None
        self._acknowledged = ""
        self.setAccessibleName(face.spoken)
        event = QAccessibleAnnouncementEvent(self, face.spoken)
        if face.tone == "bad":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.update()

    def refresh_face(self, face: CardFace) -> None:
        """Show what changed of the same person, and say nothing if nothing did.

        A note that was acknowledged stays away.
        """
        if face.attention == self._acknowledged:
            face = replace(face, attention="")
        if face == self.face:
            return
        self.face, self._layout = face, None
        self.setAccessibleName(face.spoken)
        self.update()

    def show_photo(self, whose: str, image: QImage) -> None:
        """Show a photo, if it is of the person on the card."""
        if whose == self.face.photo:
            self._photo = image
            self.update()

    def acknowledge(self) -> bool:
        """Take the attention bar away; return whether there was one."""
        if not self.face.attention:
            return False
        self._acknowledged = self.face.attention
        self.face, self._layout = replace(self.face, attention=""), None
        self.update()
        return True

    def laid_out(self) -> CardLayout:
        """Return where everything stands at the present size."""
        size = QSizeF(self.size())
        if self._layout is None or self._layout.size != size:
            self._layout = lay_card_out(self.face, size, self.font())
        return self._layout

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, text = self._colours()
        is_idle = self.face.tone == "idle"
        line = theme.colours()["line"]
        painter.setPen(QPen(line, 1) if is_idle else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        inset = 0.5 if is_idle else 0.0
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        self._paint(painter, self.laid_out(), text)

    def _colours(self) -> tuple[QColor, QColor]:
        colours = theme.colours()
        if self.face.tone == "idle":
            return colours["surface"], colours["text"]
        return colours[f"{self.face.tone}_fill"], colours["on_fill"]

    def _strip(self) -> QColor:
        return theme.colours()["ground"] if self.face.tone == "idle" else _STRIP

    def _paint(self, painter: QPainter, layout: CardLayout, text: QColor) -> None:
        colours = theme.colours()
        icons.paint(painter, self.face.icon, text.name(), layout.icon)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = 10 * min(layout.scale, 1.2)
        if layout.photo is not None:
            self._paint_photo(painter, layout.photo, radius)
        if layout.strip is not None:
            painter.setBrush(self._strip())
            painter.drawRoundedRect(layout.strip, radius, radius)
        if layout.attention is not None:
            painter.setBrush(colours["attention"])
            painter.drawRoundedRect(layout.attention, radius, radius)
            side = layout.scale * 20
            flag = QRectF(
                layout.attention.left() + layout.scale * 18,
                layout.attention.center().y() - side / 2,
                side,
                side,
            )
            icons.paint(painter, "flag", colours.on_attention, flag)
        for part in layout.parts:
            colour = colours["on_attention"] if part.role == "attention" else text
            part.text.draw(painter, part.box.left(), part.box.top(), colour)

    def _paint_photo(self, painter: QPainter, box: QRectF, radius: float) -> None:
        """Paint the photo so that it fills the box; its place until it is there."""
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        painter.fillPath(shape, self._strip())
        if self._photo is None:
            return
        size = QSizeF(self._photo.size()).scaled(
            box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        left = box.center().x() - size.width() / 2
        top = box.top() - (size.height() - box.height()) / 4  # a face is high up
        painter.save()
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(QPointF(left, top), size), self._photo)
        painter.restore()
