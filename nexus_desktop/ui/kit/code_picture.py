"""A QR code on the screen, for the camera of another laptop. Painting only."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.documents import qr

_LEAST = 360  # pixels of a side


class CodePicture(QWidget):
    """As large as it may be: black on white in every look, each module whole pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: qr.Matrix = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("QR code"))

    def show_code(self, modules: qr.Matrix) -> None:
        """Show a code; () for none."""
        self._modules = modules
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._modules:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        across = len(self._modules) + 2 * qr.QUIET
        wide, high = round(self.width() * ratio), round(self.height() * ratio)
        module = max(1, min(wide, high) // across)
        side = module * across
        left, top = (wide - side) // 2, (high - side) // 2
        painter.fillRect(left, top, side, side, QColor(Qt.GlobalColor.white))
        painter.translate(left + qr.QUIET * module, top + qr.QUIET * module)
        for x, y, width, height in qr.rectangles(self._modules):
            painter.fillRect(
                x * module, y * module, width * module, height * module,
                QColor(Qt.GlobalColor.black),
            )  # fmt: skip
