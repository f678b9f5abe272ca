r"""The tokens of the note notation, as patterns. No meaning: `core.notation` has that.

Every token is written as text by a backslash before it. Backslashes count only where a
token follows (`C:\new` is left alone): there each pair stands for one backslash, and an
odd one takes the token back.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from nexus_desktop.core.note_dates import DATE
from nexus_desktop.core.note_kinds import NoteKind


class Token(StrEnum):
    """What a stretch of a line is, for colouring."""

    KIND = "kind"
    BULLET = "bullet"
    ESCAPE = "escape"
    HIDDEN = "hidden"
    SPEAKER = "speaker"
    OBJECTIVE = "objective"
    PLACE = "place"
    OWNER = "owner"
    DUE = "due"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a line are a `token`."""

    start: int
    end: int
    token: Token


# A name in quotes; inside, a backslash takes the next character as it is.
_QUOTED = r'"(?:[^"\\]|\\.)+"'
_PLACE_CHARACTER = r"""[^\s,;:.!?()\[\]{}<>"“”«»#^@/\\|]"""
_PLACE_WORD = rf"[^\W\d_]{_PLACE_CHARACTER}*?(?=(?:['’]s)?(?!{_PLACE_CHARACTER}))"
# A token follows a space, a bracket, a pause or a script that puts no spaces between
# words (Thai to Khmer, Chinese, Japanese).
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uff00-\uff65"
# A quotation is looked for no further than this, so that a long line costs no time.
_LONGEST = 2000
_START = rf"(?<![^\s(\[{{,;:/–—\-{_UNSPACED}])"

TOKEN = re.compile(
    rf"""{_START}(?P<slashes>\\*)(?:
      \#(?P<objective>[1-9][0-9]{{0,2}})(?![\w]|[.,][0-9])
    | \^(?P<place>{_QUOTED}|{_PLACE_WORD})
    | (?P<owner>>>(?!>)(?:\s*(?P<owner_name>{_QUOTED}))?)
    | (?P<due>by\s+(?P<date>{DATE}))
    | (?P<quotation>"[^"\s](?:[^"]*[^"\s])?"(?!\w)
                   |“\s*[^”\s][^”]{{0,{_LONGEST}}}”|«\s*[^»\s][^»]{{0,{_LONGEST}}}»)
    )""",
    re.VERBOSE | re.IGNORECASE,
)

_WORDS = "|".join(NoteKind)
_SIGN = r"[!=>?]|\[\ ?\]"
_BULLET = r"[-*•](?=\s)"
_MARK = rf"(?:(?:{_SIGN})(?=\s)|/(?:{_WORDS})(?=\s|$))"
_DOUBLED = (
    rf"(?:(?:(?P<once>[-*•!=>?])(?P=once)|\[\]\[\])(?=\s)|//(?:{_WORDS})(?=\s|$))"
)
_NAME = rf'(?:{_QUOTED}|[^\s:："](?:[^:：]*[^\s:：])?)'
_SPEAKER = rf"(?:~~\s*)?@{_NAME}\s*(?::(?=\s|$)|：)"

BULLET = re.compile(rf"{_BULLET}\s*")
MARK = re.compile(rf"(?P<mark>{_MARK})\s*", re.IGNORECASE)
DOUBLED = re.compile(_DOUBLED, re.IGNORECASE)
TAG_END = re.compile(r"\s+|[,;]\s*(?=[#^])|$")
SPEAKER = re.compile(rf"(?P<hidden>~~\s*)?@(?P<name>{_NAME})\s*(?::(?=\s|$)|：)\s*")
HEAD_ESCAPE = re.compile(
    rf"(?P<slashes>\\*)(?={_DOUBLED}|{_BULLET}|{_MARK}|{_SPEAKER})", re.IGNORECASE
)


def kind_of(mark: str) -> NoteKind:
    """Return the kind that a match of `MARK` stands for."""
    if mark.startswith("/"):
        return NoteKind(mark[1:].lower())
    return _SIGNS[mark.replace(" ", "")]


def is_plain_place(name: str) -> bool:
    """Tell whether `name` needs no quotes behind `^`."""
    found = TOKEN.match(f"^{name}")
    return found is not None and found["place"] == name


def unquoted(name: str) -> str:
    """Return a name without the quotes and backslashes of its notation."""
    if name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return collapsed(name)


def quoted(name: str) -> str:
    """Return `name` in the quoted notation."""
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def collapsed(text: str) -> str:
    """Return `text` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


_SIGNS = {kind.about.mark: kind for kind in NoteKind if kind.about.mark}
