"""Parts of the board painted once and kept, so that frames cost copies, not letters."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from nexus_desktop.ui.breakouts.paint import Brush

_MOST = 16_000_000  # bytes of pictures
_ROOM = 2  # pixels around a part for its outline

Draw = Callable[[Brush, QRect], None]


class Pictures:
    """Paints parts by way of pictures of them; the oldest make room for new ones.

    Attributes:
        ratio: pixels of the device to one of ours.
    """

    def __init__(self) -> None:
        self.ratio = 1.0
        self._kept: dict[Hashable, QPixmap] = {}
        self._bytes = 0

    def forget(self) -> None:
        """Paint everything anew: colours, fonts or what they stand for changed."""
        self._kept.clear()
        self._bytes = 0

    def paint(self, brush: Brush, box: QRect, key: Hashable, draw: Draw) -> None:
        """Paint in `box` what `draw` paints; the same `key` always looks the same."""
        key = (key, box.width(), box.height(), self.ratio)
        found = self._kept.get(key)
        if found is None:
            found = self._keep(key, self._picture(brush, box, draw))
        brush.painter.drawPixmap(box.topLeft() - QPoint(_ROOM, _ROOM), found)

    def _keep(self, key: Hashable, picture: QPixmap) -> QPixmap:
        self._kept[key] = picture
        self._bytes += _size(picture)
        while self._bytes > _MOST and len(self._kept) > 1:
            self._bytes -= _size(self._kept.pop(next(iter(self._kept))))
        return picture

    def _picture(self, brush: Brush, box: QRect, draw: Draw) -> QPixmap:
        around = QRect(0, 0, box.width() + 2 * _ROOM, box.height() + 2 * _ROOM)
        made = QPixmap(around.size() * self.ratio)
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(brush.on(painter), around.adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM))
        painter.end()
        return made


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
