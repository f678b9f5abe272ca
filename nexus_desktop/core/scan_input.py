"""Telling a scanner that types from a person who types.

A scanner is a keyboard with a US layout and inhumanly fast fingers. What it types is
read from the places of the keys, not from the letters that the laptop's own layout
makes of them: the same code arrives under Cyrillic, Thai and AZERTY.

Keys are held back while they may be a scan's: those that read like the beginning of a
badge's code, those of a run too fast for a person and, where no text is written (a
list, a button), each for a moment. At the Enter or Tab, or a pause, what is held is
either a scan or goes to the program after all, so nothing that a person types is ever
lost. A text that reads as a badge's code is a scan at any speed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nexus_desktop.core import badge

FAST = 50
"""Milliseconds between two keys of a scanner, at most."""

PAUSE = 80
"""Milliseconds without a key after which held keys are judged, as a rule."""

_PATIENCE = 300  # the same, while a code is half there and hardly anything else
_HALF = 6  # letters of a code that hardly begin anything else
_MARKED = 3  # letters, "NX1", that few other texts have
_MEAN = 30  # milliseconds, over a whole run; the fastest typists need 60
_INHUMAN = 15  # milliseconds, over a whole run, that nobody's fingers reach
_HOLD = 6  # keys of a fast run from which on keys are held
_SHORTEST = 8  # letters of a scan that is no badge of ours
_LONG = 20  # letters of a run that shows a scanner by its length, however slow
_LINE = 500  # milliseconds between keys of one line, at most
_ECHO = 80  # milliseconds after a scan in which scanners end it once more
_LATE_END = 150  # milliseconds more for an end that comes after the pause

# Beginnings of what a scanner types for a badge: an AIM identifier ("]Q1"), an ECI
# ("\\000026"), the code. The longest that the line ends with counts.
_AIM, _ECI, _MARK = r"\][A-Z][0-9A-Z]", r"\\[0-9]{6}", "NX1"
_BEGUN = re.compile(
    rf"(?:\](?:[A-Z][0-9A-Z]?)?|(?:{_AIM})?\\[0-9]{{0,6}}"
    rf"|(?:{_AIM})?(?:{_ECI})?N(?:X(?:1[A-Z2-7]{{0,{badge.LENGTH - 3}}})?)?)\Z",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:{_AIM})?(?:{_ECI})?{_MARK}[A-Z2-7]{{{badge.LENGTH - 3}}}\Z", re.IGNORECASE
)
_LONGEST = badge.LENGTH + len("]Q1\\000026")

_PLAIN = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ "
_SHIFTED = '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"~|ZXCVBNM<>? '


class Keyboard(StrEnum):
    """How an operating system numbers the places of keys."""

    X11 = "x11"
    WINDOWS = "windows"
    MAC = "mac"


# Places of `_PLAIN`: IBM's set 1, which Linux keeps (X11 adds 8), and Apple's own.
_SET_1 = (*range(0x02, 0x0E), *range(0x10, 0x1C), *range(0x1E, 0x2A),
          *range(0x2B, 0x36), 0x39)  # fmt: skip
_APPLE = (
    18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24,
    12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30,
    0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39, 50,
    42, 6, 7, 8, 9, 11, 45, 46, 43, 47, 44,
    49,
)  # fmt: skip


def _keys(places: tuple[int, ...]) -> dict[int, tuple[str, str]]:
    return dict(zip(places, zip(_PLAIN, _SHIFTED, strict=True), strict=True))


_KEYS: Mapping[Keyboard, Mapping[int, tuple[str, str]]] = {
    Keyboard.X11: _keys(tuple(code + 8 for code in _SET_1)),
    Keyboard.WINDOWS: _keys(_SET_1),
    Keyboard.MAC: _keys(_APPLE),
}
_ENDS: Mapping[Keyboard, frozenset[int]] = {
    Keyboard.X11: frozenset({36, 104, 23}),  # Enter, the keypad's, Tab
    Keyboard.WINDOWS: frozenset({0x1C, 0x11C, 0x0F}),
    Keyboard.MAC: frozenset({36, 76, 48}),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A key going down; Shift and its like are not told.

    Attributes:
        place: the system's number of the key's place.
        text: what the laptop's layout makes of it.
        at: milliseconds, from whenever.
        shift: whether Shift was down.
        is_plain: no Ctrl, Alt or the like was down, and it is no automatic repeat.
        is_written: a text field takes it, where a delay would be felt.
        letter: what it types whatever its place; "" asks the place.
    """

    place: int
    text: str
    at: int
    shift: bool = False
    is_plain: bool = True
    is_written: bool = True
    letter: str = ""


class Fate(StrEnum):
    """What becomes of a key."""

    PASS = "pass"  # noqa: S105 - no password
    HOLD = "hold"
    DROP = "drop"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now.

    Attributes:
        fate: PASS: let the key through; HOLD: keep it for later; DROP: forget it;
            SCAN: forget it and all that is held, `code` was scanned.
        give_back: how many of the held keys, the oldest first, go through before that.
        index: of the key in its line. At a SCAN of the scan's first key: if that and
            others went through, what they did is to be taken back.
    """

    fate: Fate
    give_back: int = 0
    index: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Stroke:
    letter: str
    text: str
    at: int
    is_opening: bool


class Recogniser:
    """Follows the keys of one keyboard; `feed` it each press, in order.

    Before each press ask `is_overdue`, and `expire` if so; call that, too, when no
    key came for `patience` milliseconds while `is_holding`.

    Attributes:
        only_badges: no other scans are looked for.
    """

    def __init__(self, keyboard: Keyboard, *, only_badges: bool = False) -> None:
        self._keys = _KEYS[keyboard]
        self._ends = _ENDS[keyboard]
        self.only_badges = only_badges
        self._line: list[_Stroke] = []
        self._run = 0  # where in the line the fast run begins
        self._held = 0  # how many strokes at the end of the line are held
        self._begun = 0  # how many strokes at the end of the line begin a code
        self._quiet_until = 0

    @property
    def is_holding(self) -> bool:
        """Whether keys are held, so that `expire` must be called after a pause."""
        return self._held > 0

    @property
    def patience(self) -> int:
        """After how many milliseconds without a key those held are judged."""
        is_half = self._begun >= _HALF and not self._is_whole
        return _PATIENCE if is_half else PAUSE

    @property
    def _is_whole(self) -> bool:
        return _WHOLE.search(_code(self._line[-_LONGEST:])) is not None

    def is_overdue(self, at: int) -> bool:
        """Tell whether `expire` should have been called before a key at `at`."""
        return self._held > 0 and at - self._line[-1].at > self.patience

    def feed(self, press: Press) -> Step:
        """Return what to do with a key."""
        if press.is_plain and press.place in self._ends:
            return self._end(press)
        letter = press.letter or self._keys.get(press.place, ("", ""))[press.shift]
        if not (press.is_plain and letter):
            return Step(Fate.PASS, self._drop())
        return self._letter(letter, press)

    def expire(self) -> Step:
        """Return what to do when no key came for a while."""
        last = self._line[-1].at
        found = self._badge()
        if found is not None:
            self._quiet_until = last + PAUSE + _LATE_END
            return found
        return Step(Fate.PASS, self._release())

    def _letter(self, letter: str, press: Press) -> Step:
        gap = press.at - self._line[-1].at if self._line else _LINE + 1
        give_back = self._release() if gap > self._longest_gap else 0
        if gap > _LINE:
            self._drop()
        if gap > FAST:
            self._run = len(self._line)
        is_capital = press.shift or press.text.isupper()
        opens = letter in "]\\" or (letter in "nN" and is_capital)
        self._line.append(_Stroke(letter, press.text, press.at, opens))
        begun = _BEGUN.search(_code(self._line[-_LONGEST:]))
        self._begun = len(begun[0]) if begun else 0
        index = len(self._line) - 1
        if self._is_held(press):
            self._held += 1
            return Step(Fate.HOLD, give_back, index)
        return Step(Fate.PASS, give_back + self._release(), index)

    @property
    def _longest_gap(self) -> int:
        """Milliseconds between two keys over which those held are let go."""
        return self.patience if self._begun else FAST

    def _is_held(self, press: Press) -> bool:
        """Tell whether the last key of the line is held."""
        if self._begun >= _MARKED:
            return True
        if self._begun and self._line[-self._begun].is_opening:
            return self._begun == 1 or self._held >= self._begun - 1
        if self.only_badges:
            return False
        return not press.is_written or len(self._line) - self._run >= _HOLD

    def _end(self, press: Press) -> Step:
        if not self._line and press.at <= self._quiet_until:
            return Step(Fate.DROP)
        found = self._badge() or self._other(press.at)
        if found is None:
            return Step(Fate.PASS, self._drop())
        self._quiet_until = press.at + _ECHO
        return found

    def _badge(self) -> Step | None:
        """Return the scan of a badge that the line ends with, if it does."""
        whole = _WHOLE.search(_code(self._line[-_LONGEST:]))
        if whole is None or badge.read(whole[0]) is None:
            return None
        return self._scan(len(self._line) - len(whole[0]))

    def _other(self, at: int) -> Step | None:
        """Return the scan of another code that was typed until `at`, if it was."""
        run = self._line[self._run :]
        if self.only_badges or not run or at - run[-1].at > FAST:
            return None
        return self._scan(self._run) if _is_scanned(run) else None

    def _scan(self, begin: int) -> Step:
        """Return the scan of what the line has from `begin` on, and forget it."""
        code = _code(self._line[begin:])
        typed = begin - (len(self._line) - self._held)
        self._drop()
        return Step(Fate.SCAN, max(0, typed), begin, code)

    def _release(self) -> int:
        """Hold no more keys; return how many were."""
        held, self._held = self._held, 0
        return held

    def _drop(self) -> int:
        """Forget everything; return how many keys were held."""
        self._line, self._run, self._begun = [], 0, 0
        return self._release()


def _code(strokes: list[_Stroke]) -> str:
    return "".join(stroke.letter for stroke in strokes)


def _is_scanned(run: list[_Stroke]) -> bool:
    """Tell whether a fast run that is no code of ours was a scanner's all the same."""
    if len(run) < _SHORTEST:
        return False
    mean = (run[-1].at - run[0].at) / (len(run) - 1)
    if mean > _MEAN and len(run) < _LONG:
        return False
    if any(_is_odd(letter) for stroke in run for letter in stroke.text):
        return True
    digits = sum(stroke.letter.isdigit() for stroke in run)
    return mean <= _INHUMAN and 2 * digits > len(run)


def _is_odd(letter: str) -> bool:
    """Tell whether no name has this letter."""
    return letter.isdigit() or letter in '!@#$%^&*_+=[]{}|\\:;"<>/?~`'
