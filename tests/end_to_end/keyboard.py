"""A keyboard of the X server (XTEST): real keys at a pace of milliseconds."""

import ctypes
import ctypes.util
import time
from collections.abc import Callable, Iterable
from threading import Thread

from PySide6.QtWidgets import QApplication

from tests.keys import place

SHIFT, CAPS, NUM_LOCK, ENTER, KEYPAD_ENTER, TAB = 50, 66, 77, 36, 104, 23
KEYPAD = {"7": 79, "8": 80, "9": 81, "4": 83, "5": 84, "6": 85, "1": 87, "2": 88,
          "3": 89, "0": 90}  # fmt: skip


class Keyboard:
    """Presses keys by their place, from a thread of its own."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))

    def focus(self, window: int) -> None:
        """Give a window the keyboard, as a window manager would."""
        now, to_parent = 0, 2
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(window), to_parent, now)
        self._x.XFlush(self._display)

    def key(self, number: int, *, down: bool) -> None:
        """Move one key."""
        self._test.XTestFakeKeyEvent(self._display, number, down, 0)
        self._x.XFlush(self._display)

    def tap(self, number: int, *, shift: bool = False) -> None:
        """Press a key and let it go."""
        if shift:
            self.key(SHIFT, down=True)
        self.key(number, down=True)
        self.key(number, down=False)
        if shift:
            self.key(SHIFT, down=False)

    def type(
        self, text: str, pace: float, *ends: int, keypad: bool = False
    ) -> "Typing":
        """Type as on a US keyboard, a key every `pace` milliseconds, and `ends`."""
        keys = [
            (KEYPAD[one], False) if keypad and one.isdigit() else place(one)
            for one in text
        ]
        return Typing(self._taps([*keys, *((end, False) for end in ends)], pace))

    def overlap(self, text: str, pace: float) -> "Typing":
        """Type as fast fingers do: each key is let go after the next went down."""

        def strokes() -> Iterable[tuple[float, Callable[[], None]]]:
            last: int | None = None
            for letter in text:
                number, _ = place(letter)
                yield pace, lambda n=number: self.key(n, down=True)  # type: ignore[misc]  # mypy can't infer it
                if last is not None:
                    yield 3, lambda n=last: self.key(n, down=False)  # type: ignore[misc]  # the same
                last = number
            yield 9, lambda: self.key(last or 0, down=False)

        return Typing(strokes())

    def _taps(
        self, keys: Iterable[tuple[int, bool]], pace: float
    ) -> Iterable[tuple[float, Callable[[], None]]]:
        for number, shift in keys:
            yield pace, lambda n=number, s=shift: self.tap(n, shift=s)  # type: ignore[misc]  # mypy can't infer it


class Typing:
    """Keys that are being pressed; the window is served meanwhile."""

    def __init__(self, strokes: Iterable[tuple[float, Callable[[], None]]]) -> None:
        self._strokes = strokes
        self._thread = Thread(target=self._press)
        self._thread.start()
        while self._thread.is_alive():
            QApplication.processEvents()
            time.sleep(0.0005)
        QApplication.processEvents()

    def _press(self) -> None:
        due = time.perf_counter()
        for pause, press in self._strokes:
            due += pause / 1000
            time.sleep(max(0.0, due - time.perf_counter()))
            press()
