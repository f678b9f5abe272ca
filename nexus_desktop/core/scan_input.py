"""Telling a scanner that types from a person who types.

A scanner is a keyboard with a US layout and inhumanly fast fingers. What it types is
read from the places of the keys, not from the letters that the laptop's own layout
makes of them: the same code arrives under Cyrillic, Thai and AZERTY.

A key is let through until a run of them is too fast for a person; from then on keys
are held. At the Enter or Tab (or a pause) the run is either a scan or given back, so
that nothing that a person types is ever lost. A text that reads as a badge's code is a
scan at any speed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nexus_desktop.core import badge

FAST = 50
"""Milliseconds between two keys of a scanner, at most."""

PAUSE = 80
"""Milliseconds without a key after which held keys are judged."""

_MEAN = 35  # milliseconds, over a whole run; the fastest typists need 60
_HOLD = 6  # keys of a fast run after which the next are held
_SHORTEST = 8  # letters of a scan that is no badge of ours
_LINE = 500  # milliseconds between keys of one line, at most

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
    """

    place: int
    text: str
    at: int
    shift: bool = False
    is_plain: bool = True


class Fate(StrEnum):
    """What becomes of a key."""

    PASS = "pass"  # noqa: S105 - no password
    HOLD = "hold"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now.

    Attributes:
        fate: PASS: let the key through; HOLD: keep it; SCAN: keep it, and `code` was
            scanned.
        give_back: text that a person typed: to be put in first, or, at a SCAN, after
            the field was put back.
        starts_run, starts_line: the key may be the first of a scan: remember how the
            field is now. At a SCAN: what to put back, the state before the run or,
            with `is_line`, before the line.
    """

    fate: Fate
    code: str = ""
    give_back: str = ""
    starts_run: bool = False
    starts_line: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class _Stroke:
    letter: str
    text: str
    at: int


class Recogniser:
    """Follows the keys of one keyboard; `feed` it each press, in order."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keys = _KEYS[keyboard]
        self._ends = _ENDS[keyboard]
        self._line: list[_Stroke] = []
        self._run = 0  # where in the line the fast run begins
        self._held = 0  # how many strokes at the end of the line are held

    @property
    def is_holding(self) -> bool:
        """Whether keys are held, so that `expire` must be called after a pause."""
        return self._held > 0

    def feed(self, press: Press) -> Step:
        """Return what to do with a key."""
        if press.is_plain and press.place in self._ends:
            return self._end(press)
        if not press.is_plain or press.place not in self._keys:
            return Step(Fate.PASS, give_back=self._drop())
        return self._letter(press)

    def expire(self) -> Step:
        """Return what to do when no key came for `PAUSE`."""
        return self._badge() or Step(Fate.PASS, give_back=self._drop())

    def _letter(self, press: Press) -> Step:
        gap = press.at - self._line[-1].at if self._line else _LINE + 1
        give_back = self._release() if gap > FAST else ""
        if gap > _LINE:
            self._drop()
        starts_line = not self._line
        if gap > FAST:
            self._run = len(self._line)
        letter = self._keys[press.place][press.shift]
        self._line.append(_Stroke(letter, press.text, press.at))
        if len(self._line) - self._run >= _HOLD:
            self._held += 1
            return Step(Fate.HOLD)
        return Step(
            Fate.PASS,
            give_back=give_back,
            starts_run=self._run == len(self._line) - 1,
            starts_line=starts_line,
        )

    def _end(self, press: Press) -> Step:
        found = self._badge()
        if found is not None:
            return found
        run = self._line[self._run :]
        if run and press.at - run[-1].at <= FAST and _is_scanned(run):
            self._drop()
            return Step(Fate.SCAN, _code(run))
        return Step(Fate.PASS, give_back=self._drop())

    def _badge(self) -> Step | None:
        """Return the scan of a badge that the line ends with, if it does."""
        run = self._line[self._run :]
        for strokes, mine, is_line in (
            (run, 0, False),
            (run, max(0, len(run) - badge.LENGTH), False),
            (self._line, 0, True),
        ):
            code = _code(strokes[mine:])
            if badge.read(code) is not None:
                typed = "".join(stroke.text for stroke in strokes[:mine])
                self._drop()
                return Step(Fate.SCAN, code, give_back=typed, is_line=is_line)
        return None

    def _release(self) -> str:
        """Forget that keys are held; return what they would have typed."""
        held = self._line[len(self._line) - self._held :]
        self._held = 0
        return "".join(stroke.text for stroke in held)

    def _drop(self) -> str:
        """Forget everything; return what held keys would have typed."""
        text = self._release()
        self._line, self._run = [], 0
        return text


def _code(strokes: list[_Stroke]) -> str:
    return "".join(stroke.letter for stroke in strokes)


def _is_scanned(run: list[_Stroke]) -> bool:
    """Tell whether a fast run that is no code of ours was a scanner's all the same."""
    if len(run) < _SHORTEST:
        return False
    mean = (run[-1].at - run[0].at) / (len(run) - 1)
    return mean <= _MEAN and not _is_name("".join(stroke.text for stroke in run))


def _is_name(text: str) -> bool:
    """Tell whether `text` has nothing that a name could not have."""
    return not any(_is_odd(letter) for letter in text)


def _is_odd(letter: str) -> bool:
    return letter.isdigit() or letter in '!@#$%^&*_+=[]{}|\\:;"<>/?~`'
