"""Where the PIN is typed or touched that ends the self check-in."""

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import kiosk_pin
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.kiosk_lock import KioskLock
from nexus_desktop.ui.kit.widgets import button, label, row

_MOST = 8
_IDLE = 20_000  # milliseconds without a key after which it leaves
_KEY = 76  # pixels
_ERASE, _DONE = "erase", "done"


class PinPad(QWidget):
    """A pad for mouse, finger and keyboard; after wrong PINs it makes one wait.

    Its window hands the keys on with `press`: nothing in it ever has the focus.

    Signals:
        opened: the PIN was right.
        left: somebody closed it, or nobody touched it for a while.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, lock: KioskLock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._typed = ""
        self._wait = lock.wait  # ended and started again: the wait goes on
        self._is_trying = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dots = label("", "big")
        self.dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.dots.setMinimumHeight(44)
        self.note = label("", "error", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setMinimumHeight(20)
        self.keys = {name: self._key(name) for name in (*"1234567890", _ERASE, _DONE)}
        self.close_key = button("", "quiet", clicked=self.left.emit)
        self.close_key.setIcon(icon("x"))
        self.close_key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_key.setAccessibleName(self.tr("Back"))
        self._lay_out()
        self._idle = _timer(self, _IDLE, self.left.emit)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count)
        self._show()

    @property
    def is_waiting(self) -> bool:
        """Whether no PIN is taken now."""
        return self._wait > 0

    def begin(self) -> None:
        """Ask for the PIN."""
        self._typed = ""
        if self._wait:
            self._second.start()
        self._show()
        self._idle.start()

    def press(self, event: QKeyEvent) -> None:
        """Take a key that the window got."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.touch(_DONE)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.touch(_ERASE)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif len(text := event.text()) == 1 and text in "0123456789":
            self.touch(text)

    def touch(self, name: str) -> None:
        """Do what a key of the pad does."""
        self._idle.start()
        if self._wait or self._is_trying:
            return
        if name == _ERASE:
            self._typed = self._typed[:-1]
        elif name == _DONE:
            self._try()
            return
        elif len(self._typed) < _MOST:
            self._typed += name
        self.note.clear()
        self._show()

    def _try(self) -> None:
        if not kiosk_pin.is_pin(self._typed):
            self.note.setText(self.tr("A PIN has 4 to 8 digits."))
            return
        self._is_trying = True
        self._lock.try_pin(self, self._typed, self._answer)

    def _answer(self, is_right: bool) -> None:  # noqa: FBT001 - the answer
        self._is_trying, self._typed = False, ""
        if is_right:
            self._idle.stop()
            self.opened.emit()
            return
        self._wait = self._lock.wait
        self._second.start()
        self._show()

    def _count(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._second.stop()
            self.note.clear()
        self._show()

    def _show(self) -> None:
        self.dots.setText(" ".join("●" * len(self._typed)) or "–")
        if self._wait:
            words = self.tr("Wrong PIN. Try again in {0} s.")
            self.note.setText(words.format(self._wait))
        for key in self.keys.values():
            key.setEnabled(not self._wait)

    def _key(self, name: str) -> QPushButton:
        made = button(name if name.isdigit() else "", "pin")
        if name == _ERASE:
            made.setIcon(icon("arrow-left"))
            made.setAccessibleName(self.tr("Erase"))
        elif name == _DONE:
            made.setIcon(icon("check", "accent"))
            made.setAccessibleName(self.tr("Leave the self check-in"))
        made.setFixedSize(_KEY, _KEY)
        made.setIconSize(QSize(24, 24))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _checked=False: self.touch(name))
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        order = ("1", "2", "3", "4", "5", "6", "7", "8", "9", _ERASE, "0", _DONE)
        for number, name in enumerate(order):
            grid.addWidget(self.keys[name], number // 3, number % 3)
        pad = QFrame()
        theme.set_role(pad, "panel")
        box = QVBoxLayout(pad)
        box.setContentsMargins(24, 16, 24, 24)
        title = label(self.tr("PIN of the staff"), "title")
        box.addWidget(row(title, None, self.close_key))
        box.addWidget(self.dots)
        box.addWidget(self.note)
        box.addLayout(grid)
        outer = QGridLayout(self)
        outer.addWidget(pad, 0, 0, Qt.AlignmentFlag.AlignCenter)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        veil = theme.colours()["ground"]
        veil.setAlpha(200)
        QPainter(self).fillRect(self.rect(), veil)


def _timer(parent: QObject, interval: int, act: object) -> QTimer:
    made = QTimer(parent, singleShot=True, interval=interval)
    made.timeout.connect(act)
    return made
