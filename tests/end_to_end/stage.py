"""What a chapter of the story works with: the program, the keyboard, a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from nexus_desktop.app import Program
from nexus_desktop.ui.kit.message_bar import MessageBar
from nexus_desktop.ui.window import Window
from tests.end_to_end.driver import Driver

W = TypeVar("W", bound=QWidget)

MOST_TABS = 40


class Clock:
    """Goes like a real one, but from a moment of the workshop's first morning."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Read it."""
        return datetime.now(UTC) + self._ahead

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self._ahead += timedelta(**time)


@dataclass(frozen=True)
class Stage:
    """Everything there is.

    Attributes:
        folder: where the user's documents are.
    """

    driver: Driver
    program: Program
    clock: Clock
    folder: Path

    @property
    def window(self) -> Window:
        """Return the window of the workshop that is open."""
        assert self.program.workshop is not None
        return self.program.workshop.window

    def go(self, keys: str, kind: type[W]) -> W:
        """Go to a place by its keys; return its screen."""
        self.driver.press(keys)
        self.driver.see(
            f"the screen of {keys}",
            lambda: isinstance(self.window.stack.currentWidget(), kind),
        )
        return self.screen(kind)

    def screen(self, kind: type[W]) -> W:
        """Return the screen in front."""
        screen = self.driver.ask(self.window.stack.currentWidget)
        assert isinstance(screen, kind)
        return screen

    def tab_to(self, what: str, widget: Callable[[], QWidget | None]) -> int:
        """Press Tab until a widget has the focus; return how often."""
        for count in range(MOST_TABS):
            if self.driver.ask(lambda: QApplication.focusWidget() is widget()):
                return count
            self.driver.press("Tab")
        self.driver.picture("never reached")
        raise AssertionError(f"Tab never reaches {what}")

    def choose_file(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and Enter."""
        self.driver.see("a file dialog", _is_dialog_open)
        self.driver.press("ctrl+a")
        self.driver.type(str(path))
        self.driver.press("Return")
        self.driver.see("the file dialog gone", lambda: not _is_dialog_open())

    def told(self, words: str) -> None:
        """Wait until the bar above the screen says `words`."""
        bar = self.window.bar
        self.driver.see(f"“{words}” above the screen", lambda: _says(bar, words))

    def close(self) -> None:
        """Close the window, as its frame's button does, and let the program end."""
        self.driver.ask(lambda: QTimer.singleShot(0, self.window.close))


def _says(bar: MessageBar, words: str) -> bool:
    return bar.isVisible() and words in bar.text.text()


def _is_dialog_open() -> bool:
    return isinstance(QApplication.activeModalWidget(), QFileDialog)
