"""What is unwise about a badge layout, said before it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_desktop.core.badge_fields import field_of
from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side

GOOD_CODE = 18.0
"""Millimetres a code should measure, its white margin not counted."""

_LEAST_CODE = 15.0
_CODE_SHARE = 29 / 37  # of the element that the code takes; the rest is white margin
_READ = 5.0


@dataclass(frozen=True, slots=True)
class Advice:
    """Something about a layout that will look or work badly.

    Attributes:
        side: 0 the front, 1 the back; `element` is the id it is about, "" for all.
    """

    side: int
    element: str
    text: str


def advice(layout: BadgeLayout) -> list[Advice]:
    """Return what somebody should look at before this is printed."""
    found = [
        one for number, side in enumerate(layout.sides) for one in _advice(number, side)
    ]
    codes = [e for side in layout.sides for e in side.elements if e.kind == Kind.CODE]
    if not codes:
        text = "There is no code on this badge, so no scanner can read it."
        found.insert(0, Advice(0, "", text))
    return found


def _advice(number: int, side: Side) -> Iterator[Advice]:
    for element in side.elements:
        size = code_size(element)
        if element.kind == Kind.CODE and size < _LEAST_CODE:
            yield Advice(
                number,
                element.id,
                f"The code is {size:.0f} mm wide. Below {_LEAST_CODE:.0f} mm many "
                f"scanners can't read it; {GOOD_CODE:.0f} mm is good.",
            )
        if element.kind == Kind.TEXT and element.smallest < _READ:
            text = f"{title(element)} may shrink to {element.smallest:g} points."
            yield Advice(number, element.id, text)
    for one, other in _overlaps(side):
        text = f"{title(one)} and {title(other)} lie over one another."
        yield Advice(number, other.id, text)


def code_size(element: Element) -> float:
    """Return how wide the code itself is in an element."""
    return min(element.width, element.height) * _CODE_SHARE


def _overlaps(side: Side) -> Iterator[tuple[Element, Element]]:
    flat = (Kind.BAND, Kind.LINE, Kind.PICTURE)
    shown = [e for e in side.elements if e.kind not in flat]
    for place, one in enumerate(shown):
        for other in shown[place + 1 :]:
            if one.meets(other):
                yield one, other


_TITLES: dict[str, str] = {
    Kind.CODE: "Code", Kind.PICTURE: "Picture", Kind.PHOTO: "Photo",
    Kind.BAND: "Coloured area", Kind.LINE: "Line",
}  # fmt: skip


def title(element: Element) -> str:
    """Return what people call an element: its first field, its words or its kind."""
    if element.kind != Kind.TEXT:
        return _TITLES.get(element.kind, "Element")
    words = element.text.strip()
    return field_of(words) or (f'"{words[:24]}"' if words else "Empty text")
