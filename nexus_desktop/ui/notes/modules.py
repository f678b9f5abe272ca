"""Text modules: a short form that is typed becomes the text it stands for.

They are habits of the fingers, so they belong to the person at this laptop and not to
the workshop: they are there in the next workshop too, and nobody else's typing changes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from nexus_desktop.ui.notes.clipboard import lines_in

_KEPT_AS = "notes/modules"
# What ends a short form; also in scripts that write no spaces.
_ENDS = " \t.,;:!?)]\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\u1362\u104b"
_WORD = re.compile(r"(?:^|(?<=[\s(\[]))([^\s(\[]+)$")


@dataclass(frozen=True, slots=True)
class Expansion:
    """`text` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def kept() -> dict[str, str]:
    """Return short form -> text, as kept on this laptop."""
    try:
        found = json.loads(str(QSettings().value(_KEPT_AS, "{}")))
        return {str(short): one_line(str(text)) for short, text in found.items()}
    except (ValueError, AttributeError):
        return {}


def keep(modules: Mapping[str, str]) -> None:
    """Keep `modules` on this laptop, in the place of those before."""
    QSettings().setValue(_KEPT_AS, json.dumps(dict(modules), ensure_ascii=False))


def expansion(body: str, column: int, modules: Mapping[str, str]) -> Expansion | None:
    """Return what becomes of the short form that was ended just before `column`."""
    end = column - 1
    if end < 1 or body[end] not in _ENDS:
        return None
    found = _WORD.search(body[max(0, end - 80) : end])
    if found is None or found[1] not in modules:
        return None
    return Expansion(end - len(found[1]), end, modules[found[1]])


def one_line(text: str) -> str:
    """Return `text` without breaks: a module is put into a line."""
    return " ".join(lines_in(text))


def is_short_form(text: str) -> bool:
    """Tell whether `text` can be typed as one word, ended by a space or a stop."""
    return bool(text) and not any(letter in _ENDS or letter in "([" for letter in text)
