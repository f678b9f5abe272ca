"""What a guest sees: the invitation, and the answer to a scan. Painting only."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from nexus_desktop.core.kiosk import KioskFace
from nexus_desktop.ui.kiosk import large_text
from nexus_desktop.ui.kit import icons, theme
from nexus_desktop.ui.scanning.camera_picture import CameraPicture

_STRIP = QColor(0, 0, 0, 46)
_HEIGHT = 768.0  # of the drawing that all measures are told for


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands there while nobody scans.

    Attributes:
        title: of the workshop; place: of the checkpoint.
        greeting: in the language of the host country, "" if it is English.
        note: for the staff: what is wrong with the camera.
    """

    title: str = ""
    place: str = ""
    greeting: str = ""
    note: str = ""


class _Page(QWidget):
    """A page that takes no focus, no drops and opens no menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    @property
    def unit(self) -> float:
        """Pixels of the screen for one of the drawing; narrow screens shrink it."""
        return min(self.height() / _HEIGHT, self.width() / (_HEIGHT * 1.4))

    def band(self, top: float, height: float, margin: float = 64) -> QRectF:
        """Return a room across the page, in the drawing's measures from its middle."""
        u, side = self.unit, margin * self.unit
        middle = self.height() / 2 + (top - _HEIGHT / 2) * u
        return QRectF(side, middle, self.width() - 2 * side, height * u)


class InvitationPage(_Page):
    """Asks to hold the badge before scanner or camera.

    Attributes:
        picture: of the camera, hidden when there is none.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Invitation()
        self.picture = CameraPicture(self)
        self.picture.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.picture.hide()

    def show_invitation(self, said: Invitation, *, with_camera: bool) -> None:
        """Show what stands there while nobody scans."""
        self.said = said
        self.picture.setVisible(with_camera)
        self.setAccessibleName(f"{self._words()}. {self._hint()}")
        self._place_picture()
        self.update()

    def _words(self) -> str:
        return self.said.greeting or self.tr("Welcome")

    def _hint(self) -> str:
        if not self.picture.isHidden():
            return self.tr("Hold your badge to the camera or under the scanner")
        return self.tr("Hold your badge under the scanner")

    def _place_picture(self) -> None:
        box = self.band(372, 250)
        width = box.height() * 16 / 9
        left = (self.width() - width) / 2
        self.picture.setGeometry(QRectF(left, box.top(), width, box.height()).toRect())

    @override
    def resizeEvent(self, event: object) -> None:
        self._place_picture()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, u = QPainter(self), theme.colours(), self.unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours["ground"])
        painter.setPen(colours["soft"])
        large_text.draw(painter, self.band(48, 72, 120), self.said.title, 26 * u)
        painter.setPen(colours["text"])
        large_text.draw(painter, self.band(136, 112), self._words(), 84 * u, bold=True)
        if self.said.greeting:
            painter.setPen(colours["soft"])
            large_text.draw(painter, self.band(240, 48), self.tr("Welcome"), 34 * u)
        painter.setPen(colours["accent"])
        large_text.draw(painter, self.band(300, 56), self._hint(), 34 * u, bold=True)
        if self.picture.isHidden():
            self._draw_sign(painter)
        painter.setPen(colours["faint"])
        foot = self.said.note or self.said.place
        large_text.draw(painter, self.band(680, 48, 200), foot, 18 * u)

    def _draw_sign(self, painter: QPainter) -> None:
        colours, u = theme.colours(), self.unit
        box = QRectF(0, 0, 220 * u, 220 * u)
        box.moveCenter(self.band(380, 250).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours["accent_soft"])
        painter.drawEllipse(box)
        inner = QRectF(0, 0, 116 * u, 116 * u)
        inner.moveCenter(box.center())
        icons.paint(painter, "scan-line", colours.accent, inner)


class AnswerPage(_Page):
    """Greets a guest and tells where to go, or asks to come to the desk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: KioskFace | None = None

    def show_face(self, face: KioskFace) -> None:
        """Show the answer to a scan."""
        self.face = face
        place = [self.tr(head) + " " + value for head, value in face.place]
        parts = (face.greeting, self.tr(face.headline), face.name,
                 self.tr(face.message), *place, self.tr(face.note))  # fmt: skip
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        face = self.face
        if face is None:
            return
        painter, colours = QPainter(self), theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_good = face.tone == "good"
        ground = colours["good_fill" if is_good else "accent_fill"]
        painter.fillRect(self.rect(), ground)
        painter.setPen(colours["on_fill"])
        if face.name:
            self._draw_guest(painter, face)
        else:
            self._draw_sentence(painter, face)

    def _draw_sentence(self, painter: QPainter, face: KioskFace) -> None:
        u = self.unit
        self._draw_icon(painter, face.icon, 170, 150)
        headline = self.tr(face.headline)
        large_text.draw(painter, self.band(350, 130), headline, 76 * u, bold=True)
        if face.message:
            message = self.tr(face.message)
            large_text.draw(painter, self.band(500, 110), message, 36 * u)

    def _draw_guest(self, painter: QPainter, face: KioskFace) -> None:
        u, headline = self.unit, self.tr(face.headline)
        shift = 0 if face.place else 64
        self._draw_icon(painter, face.icon, 44 + shift, 64)
        first = face.greeting or headline
        large_text.draw(painter, self.band(120 + shift, 76), first, 52 * u)
        if face.greeting and face.greeting != headline:
            large_text.draw(painter, self.band(192 + shift, 40), headline, 28 * u)
        name = self.band(240 + shift, 150 if face.second else 216)
        large_text.draw(painter, name, face.name, 112 * u, bold=True)
        if face.second:
            large_text.draw(painter, self.band(396 + shift, 64), face.second, 46 * u)
        message = self.band(472 + shift, 44)
        large_text.draw(painter, message, self.tr(face.message), 28 * u)
        if face.place:
            self._draw_place(painter, face.place)
        if face.note:
            note = self.band(716 if face.place else 580, 36)
            large_text.draw(painter, note, self.tr(face.note), 24 * u, bold=True)

    def _draw_icon(
        self, painter: QPainter, name: str, top: float, height: float
    ) -> None:
        box = self.band(top, height)
        square = QRectF(0, 0, box.height(), box.height())
        square.moveCenter(box.center())
        icons.paint(painter, name, theme.colours().on_fill, square)

    def _draw_place(
        self, painter: QPainter, place: tuple[tuple[str, str], ...]
    ) -> None:
        u = self.unit
        strip = self.band(548, 164)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_STRIP)
        painter.drawRoundedRect(strip, 16 * u, 16 * u)
        painter.restore()
        # The group's name is a sentence, room and table are a word.
        shares = [2 if number == 0 else 1 for number in range(len(place))]
        left = strip.left()
        for share, (head, value) in zip(shares, place, strict=True):
            width = strip.width() * share / sum(shares)
            inset = QPointF(16 * u, 0)
            box = QRectF(left, strip.top(), width, strip.height())
            box.setTopLeft(box.topLeft() + inset)
            box.setRight(box.right() - inset.x())
            top = QRectF(box.x(), box.y() + 16 * u, box.width(), 32 * u)
            below = QRectF(box.x(), box.y() + 50 * u, box.width(), 98 * u)
            large_text.draw(painter, top, self.tr(head), 22 * u)
            large_text.draw(painter, below, value, 48 * u, bold=True)
            left += width
