"""Text by whole sentences, and the room that text takes, near enough, on paper."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, takewhile
from math import ceil

_END = re.compile(r"[.!?][\"'”’»)\]]*\s+|[。！？。][」』”’）]*\s*|[।॥؟။។]\s*|\n+")
_SHORT = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "vs", "art", "para", "fig",
     "e.g", "i.e", "cf", "approx", "dept", "gov", "hon", "rev", "gen", "col", "sr"}
)  # fmt: skip
CUT = "[…]"


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`; joined they are `text` again."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence ends here, and not only a short form or a number."""
    if not match.group().startswith("."):
        return True
    following = text[match.end() : match.end() + 1]
    if following.islower() or following.isdigit():
        return False
    words = text[start : match.start()].split()
    last = words[-1].casefold().lstrip("(\"'“‘") if words else ""
    return len(last) > 1 and last not in _SHORT


def shortened(text: str, units: float) -> str | None:
    """Return `text`, or as many of its first sentences as fit into `units`.

    What was left out is marked; None when not even the first sentence fits.
    """
    if width(text) <= units:
        return text
    starts = accumulate(sentences(text))
    fitting = list(takewhile(lambda start: width(start) <= units, starts))
    kept = fitting[-1].strip() if fitting else ""
    return f"{kept} {CUT}" if kept else None


def width(text: str) -> float:
    """Return about how wide `text` is, in widths of a Latin letter."""
    return sum(map(_width, text)) if not text.isascii() else float(len(text))


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    return 1.0 if character < "\u0590" else 1.35


def lines(text: str, units: float) -> int:
    """Return about how many lines of `units` `text` takes, rather more than fewer."""
    return sum(max(1, ceil(width(line) / units)) for line in text.split("\n"))
