"""Drives the real window with real X11 key events (XTEST, by xdotool)."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from tests.end_to_end.hands import Hands

T = TypeVar("T")

PATIENCE = 20.0
_ROWS = ((10, "1234567890"), (24, "qwertyuiop"), (38, "asdfghjkl"), (52, "zxcvbnm"))
_ENTER = "36"


class Desk(QObject):
    """Does on the window's thread what the person's thread asks for."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _do(self, work: Callable[[], None]) -> None:
        work()


class Driver(Hands):
    """A person at the keyboard: types, waits to see, takes pictures.

    It has a thread of its own, so that a dialog that waits for an answer gets one.
    """

    def __init__(self, pictures: Path) -> None:
        """Must be made on the window's thread."""
        self._pictures, self._desk = pictures, Desk()

    def ask(self, question: Callable[[], T]) -> T:
        """Return what `question` returns on the window's thread."""
        answer: Future[T] = Future()

        def work() -> None:
            try:
                answer.set_result(question())
            except Exception as error:  # noqa: BLE001 - raised where it was asked
                answer.set_exception(error)

        self._desk.asked.emit(work)
        return answer.result(PATIENCE)

    def scan_blindly(self, code: str) -> None:
        """Press the keys of a US keyboard, whatever letters the layout has there."""
        keys = [_key_of(letter) for letter in code]
        self.xdotool("key", "--delay", "2", *keys, _ENTER)

    def see(self, what: str, seen: Callable[[], object]) -> None:
        """Wait until `seen()` holds; fail saying `what` never came."""
        end = time.monotonic() + PATIENCE
        self.look_at_the_front()
        while not self.ask(seen):
            time.sleep(0.02)
            self.look_at_the_front()
            if time.monotonic() > end:
                self.picture("never seen")
                raise AssertionError(f"never seen: {what}")

    def picture(self, name: str) -> None:
        """Take a picture of the whole screen, as the person sees it."""
        time.sleep(0.25)  # what is moving comes to rest
        self.ask(lambda: photograph(self._pictures / f"{name}.png"))

    @override
    def xdotool(self, *words: str) -> None:
        super().xdotool(*words)
        self.ask(QApplication.processEvents)

    @override
    def look_at_the_front(self) -> None:
        window = self.ask(number_of_front)
        if window is not None:
            self.focus(window)


def _key_of(letter: str) -> str:
    """Return what a scanner presses for `letter`, by the X11 number of the key."""
    first, row = next(row for row in _ROWS if letter.lower() in row[1])
    shift = "shift+" if letter.isupper() else ""
    return f"{shift}{first + row.index(letter.lower())}"


def _front() -> QWidget | None:
    """Return the window that waits for keys."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    shown = [window for window in QApplication.topLevelWidgets() if _is_main(window)]
    return shown[-1] if shown else None


def _is_main(window: QWidget) -> bool:
    return window.isVisible() and window.windowType() == Qt.WindowType.Window


def number_of_front() -> int | None:
    """Return the number of the window in front, None if it has the keyboard."""
    window = _front()
    if window is None or window.isActiveWindow() or QApplication.activePopupWidget():
        return None
    return int(window.winId())


def photograph(path: Path) -> None:
    """Take a picture of the whole screen."""
    QApplication.primaryScreen().grabWindow(0).save(str(path))
