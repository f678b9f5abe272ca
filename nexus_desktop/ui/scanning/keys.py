"""Hears a scanner wherever the focus is, and keeps its letters out of the fields."""

import sys
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from nexus_desktop.core.scan_input import (
    PAUSE,
    Fate,
    Keyboard,
    Press,
    Recogniser,
    Step,
)

_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr}
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """How a text field was before the keys that may turn out to be a scan."""

    field: QLineEdit
    text: str
    cursor: int
    is_modified: bool

    @classmethod
    def of(cls, widget: QWidget | None) -> "_Kept | None":
        if not isinstance(widget, QLineEdit):
            return None
        return cls(widget, widget.text(), widget.cursorPosition(), widget.isModified())

    def put_back(self) -> None:
        if self.field.text() != self.text:
            self.field.setText(self.text)
            self.field.setModified(self.is_modified)
        self.field.setCursorPosition(self.cursor)


class ScannerKeys(QObject):
    """Watches the keys of the whole program while it is `listening`.

    Signals:
        scanned: the text of a code, as on a US keyboard.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keyboard = keyboard()
        self._recogniser = Recogniser(self._keyboard)
        self._before_run: _Kept | None = None
        self._before_line: _Kept | None = None
        self._clock = QElapsedTimer()
        self._clock.start()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._expire)
        self.is_listening = False

    def listen(self, *, on: bool) -> None:
        """Begin or end to watch."""
        if on == self.is_listening:
            return
        self.is_listening = on
        app = QApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)
            self._recogniser = Recogniser(self._keyboard)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not _is_target(watched) or event.key() in _MODIFIERS:
            return False
        return self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        step = self._recogniser.feed(
            Press(
                place=_place(event, self._keyboard),
                text=event.text(),
                at=event.timestamp() or self._clock.elapsed(),
                shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
                is_plain=not (event.modifiers() & _COMMANDS or event.isAutoRepeat()),
            )
        )
        self._follow(step)
        if self._recogniser.is_holding:
            self._pause.start()
        else:
            self._pause.stop()
        return step.fate is not Fate.PASS

    def _expire(self) -> None:
        if self._recogniser.is_holding:
            self._follow(self._recogniser.expire())

    def _follow(self, step: Step) -> None:
        if step.fate is Fate.SCAN:
            kept = self._before_line if step.is_line else self._before_run
            if kept is not None:
                kept.put_back()
        if step.give_back:
            _type(step.give_back)
        focus = QApplication.focusWidget()
        if step.starts_line:
            self._before_line = _Kept.of(focus)
        if step.starts_run:
            self._before_run = _Kept.of(focus)
        if step.fate is Fate.SCAN:
            self.scanned.emit(step.code)


def keyboard() -> Keyboard:
    """Return how this system numbers the places of keys."""
    if QGuiApplication.platformName() == "windows":
        return Keyboard.WINDOWS
    return Keyboard.MAC if sys.platform == "darwin" else Keyboard.X11


def _place(event: QKeyEvent, keyboard: Keyboard) -> int:
    if keyboard is Keyboard.MAC:  # there Qt gives no scan codes, and these are places
        return event.nativeVirtualKey() if event.text() else -1
    return event.nativeScanCode()


def _is_target(watched: QObject) -> bool:
    """Tell whether this is the delivery to where the keys go, not on the way there."""
    focus = QApplication.focusWidget()
    if focus is None:
        return isinstance(watched, QWidget) and watched.isWindow()
    return watched is focus


def _type(text: str) -> None:
    """Put `text` where the focus is, as a keyboard would."""
    focus = QApplication.focusWidget()
    if focus is not None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focus, event)
