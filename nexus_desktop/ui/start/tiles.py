"""The large buttons of the start page: what to begin with, and recent workshops."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import paint
from nexus_desktop.ui.kit.theme import colours
from nexus_desktop.ui.kit.widgets import button, label
from nexus_desktop.ui.start.recent import RecentWorkshop

_BESIDE_TITLE = 80
_RAGGED = 60  # what two lines lose by breaking at words


class Tile(QPushButton):
    """A button with a layout of its own inside."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.set_role(self, "tile")
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(16, 16, 16, 16)
        self.box.setSpacing(16)

    @override
    def sizeHint(self) -> QSize:
        return self.box.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.box.minimumSize()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _Picture(QWidget):
    """An icon, coloured when it is painted."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(28, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = colours().accent if self.isEnabled() else colours().faint
        paint(painter, self._name, token, QRectF(self.rect()))
        painter.end()


class ActionTile(Tile):
    """Something to begin with: a picture, its name, what it does."""

    def __init__(self, picture: str, name: str, text: str) -> None:
        super().__init__(name)
        self.setAccessibleDescription(text)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(name, "strong"))
        words.addWidget(label(text, "small", wrap=True))
        words.addStretch(1)
        self.box.addWidget(_Picture(picture), 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(words, 1)
        _let_clicks_through(self)


class WorkshopTile(Tile):
    """A recent workshop. Click or Enter opens it, Delete forgets it.

    Signals:
        forgotten: the user doesn't want to see it here any more.
    """

    forgotten = Signal()

    def __init__(self, recent: RecentWorkshop) -> None:
        super().__init__(recent.title)
        self.recent = recent
        used = recent.last_used()
        self.is_missing = used is None
        when = days.spoken_span(*recent.days)
        last = (
            self.tr("The file is no longer there")
            if used is None
            else self.tr("Last used {0}").format(days.spoken(used))
        )
        self._title = label("", "strong", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title, 1)
        words.addWidget(label(recent.place, "soft"))
        words.addWidget(label(when, "soft"))
        words.addSpacing(4)
        words.addWidget(
            label(last, "chip_warn" if self.is_missing else "small"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        self.box.addLayout(words, 1)
        _let_clicks_through(self)
        self.forget = button("", "quiet", clicked=self.forgotten.emit, picture="x")
        self.forget.setAccessibleName(self.tr("Forget {0}").format(recent.title))
        self.forget.setToolTip(self.tr("Take it off this list (Del). The file stays."))
        self.forget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleDescription(f"{recent.place}. {when}. {last}")
        self.setToolTip(recent.path)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two_lines = 2 * (self.width() - _BESIDE_TITLE)
        metrics = self._title.fontMetrics()
        self._title.setText(
            metrics.elidedText(
                self.recent.title, Qt.TextElideMode.ElideRight, two_lines - _RAGGED
            )
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit()
        else:
            super().keyPressEvent(event)


def _let_clicks_through(tile: QWidget) -> None:
    for part in tile.findChildren(QLabel):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
