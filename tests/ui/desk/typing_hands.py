"""Key events as a scanner and as a person make them, with the places of the keys."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.keys import place

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Hands:
    """Presses keys of a US keyboard where the focus is, at times of its own."""

    at: int = 100_000

    def scan(self, code: str, *, layout: str = "", end: Qt.Key | None = None) -> None:
        """Type `code` as a scanner does, 8 ms a key, and end with Enter."""
        self.at += 1000
        for letter in code:
            self.at += 8
            number, shift = place(letter)
            self.press(letter, number, layout or letter, shift=shift)
        self.at += 8
        self.key(end or Qt.Key.Key_Return, 23 if end == Qt.Key.Key_Tab else 36)

    def type(self, text: str, gap: int = 120) -> None:
        """Type `text` as a person does."""
        for letter in text:
            self.at += gap
            number, shift = place(letter)
            self.press(letter, number, letter, shift=shift)

    def press(self, letter: str, number: int, text: str, *, shift: bool) -> None:
        key = Qt.Key(ord(letter.upper()))
        self._send(key, _SHIFT if shift else _NONE, number, text)

    def key(self, key: Qt.Key, number: int = 0) -> None:
        """Press a key that types nothing, such as Enter."""
        text = "\r" if key == Qt.Key.Key_Return else ""
        self._send(key, _NONE, number, text)

    def _send(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier, number: int, text: str
    ) -> None:
        target = QApplication.focusWindow()
        assert target is not None, "no window has the keyboard"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, number, 0, 0, text)
            event.setTimestamp(self.at)
            QApplication.sendEvent(target, event)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """Press a key that no scanner has."""
    QTest.keyClick(widget, key, modifiers)
