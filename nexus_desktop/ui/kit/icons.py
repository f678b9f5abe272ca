"""Outline icons, coloured by the palette when they are painted."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from nexus_desktop.core import resources
from nexus_desktop.ui.kit import theme


def icon(name: str, colour: str = "soft") -> QIcon:
    """Return the bundled icon `name` in the palette's `colour`."""
    return QIcon(_Engine(name, colour))


def paint(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Paint the icon `name` in `colour` ("#RRGGBB") into `box`."""
    _drawing(name, colour).render(painter, box)


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _drawing(name, colour).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = resources.path("icons", f"{name}.svg").read_text("utf-8")
    source = source.replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.encode()))


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    @override
    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        token = "faint" if mode is QIcon.Mode.Disabled else self._token
        colour = getattr(theme.colours(), token)
        # Square and at the left: a wider box leaves room before a button's text.
        side = min(rect.width(), rect.height())
        box = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        _drawing(self._name, colour).render(painter, box)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)
