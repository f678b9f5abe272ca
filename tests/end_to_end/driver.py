"""Drives the real window with real X11 key events (XTEST, by xdotool)."""

import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

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


class Driver:
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

    def press(self, *keys: str) -> None:
        """Press keys, such as "ctrl+1" or "Return"."""
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def type(self, text: str, pace: int = 12) -> None:
        """Type `text`, a key every `pace` milliseconds; Enter where a line ends."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Return")
            if line:
                self._xdotool("type", "--delay", str(pace), "--", line)

    def scan(self, code: str) -> None:
        """Type as a scanner does: every 2 ms a key, with Enter at the end."""
        self._xdotool("type", "--delay", "2", "--args", "1", code, "key", "Return")

    def scan_blindly(self, code: str) -> None:
        """Press the keys of a US keyboard, whatever letters the layout has there."""
        keys = [_key_of(letter) for letter in code]
        self._xdotool("key", "--delay", "2", *keys, _ENTER)

    def see(self, what: str, seen: Callable[[], object]) -> None:
        """Wait until `seen()` holds; fail saying `what` never came."""
        end = time.monotonic() + PATIENCE
        self._look_at_the_front()
        while not self.ask(seen):
            time.sleep(0.02)
            self._look_at_the_front()
            if time.monotonic() > end:
                self.picture("never seen")
                raise AssertionError(f"never seen: {what}")

    def picture(self, name: str) -> None:
        """Take a picture of the whole screen, as the person sees it."""
        time.sleep(0.25)  # what is moving comes to rest
        self.ask(lambda: _photograph(self._pictures / f"{name}.png"))

    def _xdotool(self, *words: str) -> None:
        self._look_at_the_front()
        subprocess.run(["xdotool", *words], env=os.environ, check=True, timeout=60)
        self.ask(QApplication.processEvents)

    def _look_at_the_front(self) -> None:
        """Give the window in front the keyboard, as a window manager would."""
        window = self.ask(_number_of_front)
        if window is not None:
            words = ["xdotool", "windowfocus", "--sync", str(window)]
            subprocess.run(words, env=os.environ, check=True, timeout=60)
            time.sleep(0.02)


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


def _number_of_front() -> int | None:
    """Return the number of the window in front, None if it has the keyboard."""
    window = _front()
    if window is None or window.isActiveWindow() or QApplication.activePopupWidget():
        return None
    return int(window.winId())


def _photograph(path: Path) -> None:
    QApplication.primaryScreen().grabWindow(0).save(str(path))
