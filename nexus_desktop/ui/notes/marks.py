"""The marks of the notation and the keys that every keyboard layout has for them."""

from dataclasses import dataclass

from nexus_desktop.core.notation import NoteKind


@dataclass(frozen=True, slots=True)
class Mark:
    """Something the writer can put in.

    Attributes:
        key: as `QKeySequence` reads it.
        sign: what is typed for it; "" where it has only the key.
        words: what it is, in a word or two.
        purpose: what it does, for the tooltip and the F1 page.
        kind: of the line, for marks that make one.
        is_shown: False where only the F1 page tells it.
    """

    key: str
    sign: str
    words: str
    purpose: str
    kind: NoteKind | None = None
    is_shown: bool = True


def _of_kind(key: str, kind: NoteKind) -> Mark:
    about = kind.about
    return Mark(key, about.mark, about.label, about.purpose, kind)


MARKS = (
    _of_kind("F2", NoteKind.KEY),
    _of_kind("F3", NoteKind.DECISION),
    _of_kind("F4", NoteKind.RECOMMENDATION),
    _of_kind("F5", NoteKind.ACTION),
    _of_kind("F6", NoteKind.QUESTION),
    Mark("F7", "/", "more kinds", "progress, challenge, experience, benefit …"),
    Mark("F8", "@", "who", "who is speaking, in this line and those after it"),
    Mark("F9", "#", "objective", "the objective it speaks to"),
    Mark("F10", "^", "place", "the city or country it speaks of"),
    Mark("F11", ">>", "owner", "who does it, in an action or decision"),
    Mark("Shift+F11", "by", "due date", "by when, in an action or decision",
         is_shown=False),
    Mark("F12", "~~", "not for attribution", "the speaker is not named",
         is_shown=False),
    Mark("Shift+F9", "\\", "as text", "before a mark: it is text, not a mark",
         is_shown=False),
    Mark("Shift+F8", '"', "quotation", "said in these words", is_shown=False),
)  # fmt: skip

# Signs that make an action of a line that nobody could owe.
OWED = {">>", "by"}

OTHER_KEYS = (
    ("Alt+Up, Alt+Down", "move the line"),
    ("Alt+Right, Alt+Left", "another kind for the line: the next, the one before"),
    ("Ctrl+F", "find in this session"),
    ("Shift+F7", "text modules: short forms that become text"),
    ("Ctrl+Shift+P", "attach a picture to the line: file, clipboard or camera"),
    ("Backspace at the start", "the mark becomes text again"),
    ("Ctrl+Z, Ctrl+Y", "undo, redo"),
    ("Ctrl+Home, Ctrl+End", "first line, last line"),
    ("Ctrl+Shift+R", "open or close the side"),
)
