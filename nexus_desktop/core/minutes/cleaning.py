"""Makes hostile text harmless and keeps what it says.

Whatever people type or paste ends up in minutes. Control characters would break a
format, and an open bidirectional override would turn the text after it around.
"""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

T = TypeVar("T")

_LOST = "\N{REPLACEMENT CHARACTER}"
_BREAKS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CLOSES = frozenset(_OPENS.values())


def clean(text: str) -> str:
    r"""Return `text` with line breaks as "\n" and nothing that acts beyond its end.

    A control character becomes U+FFFD, so that one sees where it was; bidirectional
    controls stay and are closed.
    """
    if text.isprintable():
        return text
    for line_break in _BREAKS:
        text = text.replace(line_break, "\n")
    text = "".join(map(_visible, text.replace("\t", " ")))
    return _closed(text)


def cleaned(value: T) -> T:
    """Return `value`, a tree of dataclasses, tuples and mappings, with clean texts."""
    if isinstance(value, str) and type(value) is str:
        return cast("T", clean(value))
    if isinstance(value, tuple):
        return cast("T", tuple(map(cleaned, value)))
    if isinstance(value, dict):
        return cast("T", {key: cleaned(text) for key, text in value.items()})
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: cleaned(getattr(value, field.name)) for field in fields(value)
        }
        return replace(value, **changes)
    return value


def _visible(character: str) -> str:
    code = ord(character)
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    is_half = 0xD800 <= code < 0xE000
    return _LOST if (is_control and character != "\n") or is_half else character


def _closed(text: str) -> str:
    """Close what is open at each line's end, and drop what closes nothing."""
    return "\n".join(map(_closed_line, text.split("\n")))


def _closed_line(line: str) -> str:
    kept: list[str] = []
    open_ones: list[str] = []
    for character in line:
        if character in _OPENS:
            open_ones.append(_OPENS[character])
        elif character in _CLOSES:
            if not open_ones or open_ones[-1] != character:
                continue
            open_ones.pop()
        kept.append(character)
    return "".join((*kept, *reversed(open_ones)))
