"""A badge layout seen by whoever prints it: one badge alone, and what stands on it."""

from collections.abc import Iterator
from dataclasses import replace

from nexus_desktop.core.badge_fields import said
from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind
from nexus_desktop.core.badge_sheet import BadgeFace, Sheet

PHOTO = "photo"
SEATED = frozenset({"group", "room", "table"})
"""Fields that say where somebody sits in a breakout round."""


def alone(layout: BadgeLayout) -> BadgeLayout:
    """Return a layout that prints one badge a page, of the badge's size."""
    sheet = layout.sheet
    return replace(
        layout,
        sheet=Sheet(
            name=sheet.name,
            label=sheet.label,
            width=sheet.cell_width,
            height=sheet.cell_height,
            badge_width=sheet.badge_width,
            badge_height=sheet.badge_height,
            marks=False,
            fold=sheet.fold,
        ),
    )


def fields_on(layout: BadgeLayout) -> frozenset[str]:
    """Return the fields of a badge that a layout shows, and "photo"."""
    elements = [element for side in layout.sides for element in side.elements]
    shown = {name for element in elements for name in _named(element.text)}
    pictured = {PHOTO} if any(e.kind == Kind.PHOTO for e in elements) else set()
    coloured = {word for element in elements for word in _colours(element)}
    return frozenset(shown | pictured | coloured)


def texts_on(layout: BadgeLayout, face: BadgeFace) -> Iterator[str]:
    """Yield what each text of a layout says on somebody's badge."""
    for side in layout.sides:
        for element in side.elements:
            if element.kind == Kind.TEXT:
                yield said(element.text, face)


def _named(text: str) -> Iterator[str]:
    for part in text.split("{")[1:]:
        yield part.partition("}")[0].strip().rstrip("0123456789").strip()


def _colours(element: Element) -> Iterator[str]:
    """Yield "role" and "category" where an element's colours go by them."""
    for colour in (element.colour, element.ground):
        word = colour.rpartition(" ")[2]
        if word in ("role", "category"):
            yield word
