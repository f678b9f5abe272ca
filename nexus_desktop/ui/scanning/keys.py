"""Hears a scanner wherever the focus is, and keeps its letters out of the program.

The keys are watched where they enter the window, before any field, list or menu gets
them. Keys that may be a scanner's wait in a queue; those that were a person's go on
from there just as they came.
"""

import sys
from collections import deque
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid
from typing_extensions import override

from nexus_desktop.core.scan_input import Fate, Keyboard, Press, Recogniser, Step
from nexus_desktop.ui.scanning.kept_field import (
    KeptField,
    receiver,
    rub_out,
    takes_text,
)

_PRESS, _RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Mode_switch,
    }
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_TWICE = 12  # milliseconds within which no keyboard repeats a key that is held down
_LATE = 30  # milliseconds by which a timer is late when the window was busy


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A key that is held; `index` is its place in the line, None for a release."""

    event: QKeyEvent
    index: int | None


class ScannerKeys(QObject):
    """Watches the keys of the window in front while it is `listening`.

    Where several listen, the one that began last hears.

    Signals:
        scanned: the text of a code, as on a US keyboard.
    """

    scanned = Signal(str)

    _all: ClassVar[list["ScannerKeys"]] = []

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keyboard = keyboard()
        self._recogniser = Recogniser(self._keyboard)
        self._window: QWindow | None = None
        self._waiting: deque[_Waiting] = deque()
        self._before: dict[int, KeptField | None] = {}  # by index in the line
        self._is_replaying = self._is_late = False
        self._last_at = 0
        self._clock, self._heard = QElapsedTimer(), QElapsedTimer()
        self._clock.start()
        self._heard.start()
        self._pause = QTimer(self, singleShot=True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._end_pause)

    @property
    def is_listening(self) -> bool:
        """Whether keys are watched, unless another began to listen since."""
        return self in ScannerKeys._all

    def listen(self, *, on: bool, only_badges: bool = False) -> None:
        """Begin or end to watch; `only_badges` leaves other codes to the fields."""
        app = QCoreApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        self._let_go()
        if on != self.is_listening:
            ScannerKeys._all = [
                one for one in ScannerKeys._all if isValid(one) and one is not self
            ]
            if on:
                ScannerKeys._all.append(self)
                app.focusWindowChanged.connect(self._attend)
            else:
                app.focusWindowChanged.disconnect(self._attend)
            self._attend(app.focusWindow() if on else None)
        self._recogniser = Recogniser(self._keyboard, only_badges=only_badges)

    @Slot(QWindow)
    def _attend(self, window: QWindow | None) -> None:
        """Watch the keys of `window`, and of no other."""
        self._let_go()
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (_PRESS, _RELEASE) or self._is_replaying:
            return False
        if not isinstance(event, QKeyEvent) or event.key() in _MODIFIERS:
            return False
        if not self._is_last() or _is_part_of_an_alt_code(event):
            return False
        if kind == _PRESS:
            return self._press(event)
        if self._waiting:
            self._waiting.append(_Waiting(_copy(event), None))
        return bool(self._waiting)

    def _is_last(self) -> bool:
        last = next((one for one in reversed(ScannerKeys._all) if isValid(one)), None)
        return last is self

    def _press(self, event: QKeyEvent) -> bool:
        at = event.timestamp() or self._clock.elapsed()
        if self._recogniser.is_overdue(at):
            self._expire()
        step = self._recogniser.feed(self._press_of(event, at))
        self._follow(step)
        if step.index == 0:
            self._before.clear()
        if step.fate is Fate.HOLD:
            self._waiting.append(_Waiting(_copy(event), step.index))
        elif step.fate is Fate.PASS:
            self._remember(step.index)
        self._heard.restart()
        self._is_late = False
        if self._recogniser.is_holding:
            self._pause.start(self._recogniser.patience)
        else:
            self._pause.stop()
        return step.fate is not Fate.PASS

    def _press_of(self, event: QKeyEvent, at: int) -> Press:
        # X11 takes a letter that a scanner types twice for one that is held down.
        is_repeated = event.isAutoRepeat() and at - self._last_at > _TWICE
        self._last_at = at
        return Press(
            place=_place(event, self._keyboard),
            text=event.text(),
            at=at,
            shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
            is_plain=not (event.modifiers() & _COMMANDS or is_repeated),
            is_written=takes_text(receiver()),
            letter=_letter_wherever(event),
        )

    def _end_pause(self) -> None:
        """Judge what is held, unless the window was too busy to hear more of it."""
        is_late = self._heard.elapsed() > self._pause.interval() + _LATE
        if is_late and not self._is_late:
            self._is_late = True
            self._pause.start(_LATE)
        elif self._recogniser.is_holding:
            self._expire()

    def _expire(self) -> None:
        self._follow(self._recogniser.expire())

    def _let_go(self) -> None:
        """Let the program have what is held; the keys go elsewhere now."""
        self._pause.stop()
        self._hand_on(len(self._waiting))
        only_badges = self._recogniser.only_badges
        self._recogniser = Recogniser(self._keyboard, only_badges=only_badges)

    def _follow(self, step: Step) -> None:
        self._hand_on(step.give_back)
        if step.fate is Fate.SCAN:
            self._take_back(step.index)
            self._waiting.clear()
            self._before.clear()
            self.scanned.emit(step.code)

    def _hand_on(self, presses: int) -> None:
        """Let so many of the presses that wait go on, with the releases after them."""
        while self._waiting:
            index = self._waiting[0].index
            if index is not None:
                if presses == 0:
                    return
                presses -= 1
                self._remember(index)
            event = self._waiting.popleft().event
            if self._window is not None and isValid(self._window):
                self._is_replaying = True
                QCoreApplication.sendEvent(self._window, event)
                self._is_replaying = False

    def _remember(self, index: int) -> None:
        """Keep the field as it is before the key at `index` of the line goes on."""
        self._before[index] = KeptField.of(receiver())

    def _take_back(self, index: int) -> None:
        """Undo what the keys did that went on from `index` of the line."""
        before = self._before.get(index)
        if before is not None:
            before.put_back()
        elif index in self._before:
            rub_out(receiver(), sum(one >= index for one in self._before))


def keyboard() -> Keyboard:
    """Return how this system numbers the places of keys."""
    if QGuiApplication.platformName() == "windows":
        return Keyboard.WINDOWS
    return Keyboard.MAC if sys.platform == "darwin" else Keyboard.X11


def _place(event: QKeyEvent, keyboard: Keyboard) -> int:
    if keyboard is Keyboard.MAC:  # there Qt gives no scan codes, and these are places
        return event.nativeVirtualKey() if event.text() else -1
    return event.nativeScanCode()


def _letter_wherever(event: QKeyEvent) -> str:
    """Return what a key types on every layout: digits of the keypad, and Alt codes."""
    text = event.text()
    is_digit = bool(event.modifiers() & _KEYPAD) and text.isdigit()
    is_composed = event.key() == 0 and len(text) == 1
    return text if text.isascii() and (is_digit or is_composed) else ""


def _is_part_of_an_alt_code(event: QKeyEvent) -> bool:
    """Tell whether a scanner types a letter by its number; Windows tells it then."""
    both = Qt.KeyboardModifier.AltModifier | _KEYPAD
    return event.modifiers() & both == both


def _copy(event: QKeyEvent) -> QKeyEvent:
    """Return the same key, to be sent later."""
    made = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made
