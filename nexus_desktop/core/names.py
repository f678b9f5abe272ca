"""How names are cleaned, taken apart and put together.

Nothing here changes the case of a letter or the order of what a list gives as a whole.

A list that gives a whole name gives the printed one. Where it gives the parts, they are
put together as their owners do: Chinese, Japanese and Korean characters with the family
name first and no space; names from the countries below, and lists with headings in
Vietnamese, Chinese or Mongolian, with the family name first; Mongolian ones so only in
Cyrillic ("Ганболдын Сарантуяа", but "Sarantuya Ganbold"); all others given name first.
"""

import re
import unicodedata

FAMILY_FIRST = frozenset({"CN", "HU", "KH", "KP", "KR", "TW", "VN"})

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\ufff9-\ufffb]")
_SPACE = re.compile(r"\s+")
_CLOSED_UP = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_BREAK = re.compile(r"[\s,.;:()\"'’·/-]+")
_AFTER_A_NAME = {
    "ba", "bsc", "dr", "esq", "ii", "iii", "iv", "jr", "ma", "mba", "md", "mp", "mph",
    "msc", "pe", "phd", "prof", "ret", "sr",
}  # fmt: skip


def clean(text: str) -> str:
    """Return `text` composed (NFC), on one line, without signs that nobody can see.

    Tabs and line breaks become spaces; control characters, and those that turn the
    direction of writing around, go. Joiners stay: some scripts need them.
    """
    shown = _INVISIBLE.sub("", _DIRECTION.sub("", _SPACE.sub(" ", text)))
    kept = "".join(letter for letter in shown if unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", _SPACE.sub(" ", kept).strip())


def hides_signs(text: str) -> bool:
    """Tell whether `clean` takes more than space from `text`."""
    return any(
        _DIRECTION.match(letter)
        or (unicodedata.category(letter) == "Cc" and not letter.isspace())
        for letter in text
    )


def folded(text: str) -> str:
    """Return `text` for comparing: without case, accents and doubled forms."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(
        letter for letter in decomposed if not unicodedata.combining(letter)
    )
    return plain.replace("đ", "d").replace("ø", "o").replace("ł", "l")


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text` in the order of the alphabet.

    Two ways to write one name, in whatever order, have the same words.
    """
    return tuple(sorted(filter(None, _BREAK.split(folded(text)))))


def split(text: str) -> tuple[str, str] | None:
    """Take "Surname, Given" apart; return (given, family), or None if it is not that.

    A degree or a "Jr." after the comma is no given name.
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if not (comma and family and given) or "," in given:
        return None
    if _AFTER_A_NAME.issuperset(given.replace(".", "").lower().split()):
        return None
    return given, family


def together(
    given: str, family: str, *, country: str = "", family_first: bool = False
) -> str:
    """Return the printed name made of its parts, one of which may be "".

    Args:
        given: what the list gives as given names, as written there.
        family: the family name, or the father's name where that is the custom.
        country: alpha-2 code or "".
        family_first: the list itself writes names so.
    """
    if not (given and family):
        return given or family
    if _CLOSED_UP.fullmatch(given) and _CLOSED_UP.fullmatch(family):
        return family + given
    if family_first or country in FAMILY_FIRST or _mongolian(given, family, country):
        return f"{family} {given}"
    return f"{given} {family}"


def is_latin(text: str) -> bool:
    """Tell whether every letter of `text` is a Latin one."""
    return all(
        unicodedata.name(letter, "").startswith("LATIN")
        for letter in text
        if letter.isalpha()
    )


def _mongolian(given: str, family: str, country: str) -> bool:
    return country == "MN" and _cyrillic(given) and _cyrillic(family)


def _cyrillic(text: str) -> bool:
    return any(unicodedata.name(letter, "").startswith("CYRILLIC") for letter in text)
