"""Where a scanner, or a person, presses keys: for tests that drive a keyboard."""

from nexus_desktop.core import scan_input
from nexus_desktop.core.scan_input import Keyboard

ENTER = {Keyboard.X11: 36, Keyboard.WINDOWS: 0x1C, Keyboard.MAC: 36}
TAB = {Keyboard.X11: 23, Keyboard.WINDOWS: 0x0F, Keyboard.MAC: 48}

# What other layouts make of the keys of "1234567890-=qwerty…" in that order.
MONGOLIAN = '№-"₮:._,%?ещфцужэнгшүзкъйыбөахролдпё\\ячскмитьвю '
THAI = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ "


def place(letter: str, keyboard: Keyboard = Keyboard.X11) -> tuple[int, bool]:
    """Return where `letter` is on a US keyboard, and whether it takes Shift."""
    for code, (plain, shifted) in scan_input._KEYS[keyboard].items():
        if letter in (plain, shifted):
            return code, letter != plain
    raise KeyError(letter)
