"""What changed between two versions of a line, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Scripts that put no spaces between words are compared letter by letter, each with the
# marks that follow it.
_SPACELESS = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
_PIECE = re.compile(rf"[{_SPACELESS}][{_MARKS}]*|[^\W{_SPACELESS}]+|\s+|.", re.DOTALL)


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what became of it."""

    text: str
    fate: Fate


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return how `before` became `after`.

    What was kept and added makes `after`; what was kept and removed makes `before`. A
    space between two words that changed counts as changed with them.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    compared = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    gone = come = ""
    for what, old_from, old_to, new_from, new_to in compared.get_opcodes():
        was, now = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        is_between = bool(gone or come) and now.isspace()
        if what != "equal" or is_between:
            gone, come = gone + was, come + now
            continue
        pieces += (Piece(gone, Fate.REMOVED), Piece(come, Fate.ADDED))
        pieces.append(Piece(now, Fate.KEPT))
        gone = come = ""
    pieces += (Piece(gone, Fate.REMOVED), Piece(come, Fate.ADDED))
    return tuple(piece for piece in pieces if piece.text)
