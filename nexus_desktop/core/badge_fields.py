"""What the texts of a badge layout may name, and what they say of a person."""

import re

from nexus_desktop.core.badge_sheet import BadgeFace, GroupSeat

FIELDS: tuple[tuple[str, str], ...] = (
    ("name", "Name"),
    ("native_name", "Name in own script"),
    ("honorific", "Title"),
    ("given_name", "Given name"),
    ("family_name", "Family name"),
    ("organisation", "Organisation"),
    ("position", "Position"),
    ("city", "City"),
    ("country", "Country"),
    ("country_code", "Country code"),
    ("role", "Role"),
    ("category", "Category"),
    ("dietary", "Dietary need"),
    ("diet_mark", "Dietary mark"),
    ("group", "Group"),
    ("room", "Group's room"),
    ("table", "Group's table"),
    ("filed", "Where it is filed"),
    ("workshop", "Workshop"),
    ("dates", "Dates"),
)
"""Fields of a badge and what people call them; `{group 2}` is that of round 2."""

_NAMES = frozenset(name for name, _ in FIELDS)
_SEATED = frozenset(("group", "room", "table"))
_FIELD = re.compile(r"\{ *([a-z_]*) *(\d{1,2})? *\}")

# Words in what people said they need to eat -> what the kitchen's mark is.
_DIETS = (
    ("vegan", "VG"), ("vegetarian", "V"), ("halal", "H"), ("no pork", "H"),
    ("kosher", "K"), ("gluten", "GF"), ("coeliac", "GF"), ("celiac", "GF"),
    ("lactose", "DF"), ("dairy", "DF"), ("nut", "N"), ("fish", "F"),
)  # fmt: skip
_OTHER_DIET = "!"


def unknown_fields(text: str) -> list[str]:
    """Return the names in braces that are no fields."""
    return [f"{{{m[1]}}}" for m in _FIELD.finditer(text) if m[1] not in _NAMES]


def field_of(text: str) -> str:
    """Return what people call the first field in `text`, "" when it has none."""
    labels = dict(FIELDS)
    for found in _FIELD.finditer(text):
        if found[1] in labels:
            return labels[found[1]] + (f" {found[2]}" if found[2] else "")
    return ""


def said(text: str, face: BadgeFace) -> str:
    """Return what `text` says on somebody's badge.

    What stands before a field goes with it: "Table {table}" says nothing without a
    table, and no comma is left over by an empty city.
    """
    out, place, value, is_first = "", 0, text, True
    for found in _FIELD.finditer(text):
        value = _value(found[1], int(found[2] or 0), face)
        if value:
            out += (text[place : found.start()] if out or is_first else "") + value
        place, is_first = found.end(), False
    return (out + (text[place:] if value else "")).strip()


def _value(name: str, number: int, face: BadgeFace) -> str:
    if name in _SEATED:
        return str(getattr(_seat(face, number), name))
    if name == "diet_mark":
        return diet_mark(face.dietary)
    return str(getattr(face, name)) if name in _NAMES else ""


def _seat(face: BadgeFace, number: int) -> GroupSeat:
    for seat in face.groups:
        if number in (0, seat.number):
            return seat
    return GroupSeat(number, "")


def diet_mark(dietary: str) -> str:
    """Return what a dietary need is as the kitchen's letters: "V", "GF N", "!"."""
    told = dietary.casefold()
    marks = dict.fromkeys(mark for word, mark in _DIETS if word in told)
    return " ".join(marks) or (_OTHER_DIET if told.strip() else "")
