"""A window without a frame on the whole of a screen, for a room to see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_F11)


class WholeScreen(QWidget):
    """Covers a screen; Escape and F11 leave it.

    Signals:
        left: it was closed.
    """

    left = Signal()

    def __init__(self, screen: QScreen, title: str) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVING:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()


def wall_of(screen: QScreen) -> QScreen:
    """Return another screen than `screen`, the projector as a rule, if there is one."""
    return next((one for one in QGuiApplication.screens() if one != screen), screen)
