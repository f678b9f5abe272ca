"""Hands at a keyboard: real X11 key events (XTEST, by xdotool)."""

import os
import subprocess
import time
from abc import ABC, abstractmethod


class Hands(ABC):
    """Press keys on one display, in whatever window is in front of it."""

    display = ""

    @abstractmethod
    def look_at_the_front(self) -> None:
        """Give the window in front the keyboard, as a window manager would."""

    def press(self, *keys: str) -> None:
        """Press keys, such as "ctrl+1" or "Return"."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)

    def type(self, text: str, pace: int = 12) -> None:
        """Type `text`, a key every `pace` milliseconds; Enter where a line ends."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Return")
            if line:
                self.xdotool("type", "--delay", str(pace), "--", line)

    def scan(self, code: str) -> None:
        """Type as a scanner does: every 2 ms a key, with Enter at the end."""
        self.xdotool("type", "--delay", "2", "--args", "1", code, "key", "Return")

    def xdotool(self, *words: str) -> None:
        """Do something at the keyboard, in the window in front."""
        self.look_at_the_front()
        self.do("xdotool", *words)

    def do(self, *words: str) -> None:
        """Run a program of the display."""
        env = {**os.environ, **({"DISPLAY": self.display} if self.display else {})}
        subprocess.run(words, env=env, check=True, timeout=60)

    def focus(self, window: int) -> None:
        """Give a window the keyboard."""
        self.do("xdotool", "windowfocus", "--sync", str(window))
        time.sleep(0.02)
