"""A person's badge ready to draw: every text fitted into its room.

No text leaves its room, and one that follows another begins where that ends, so
nothing meets anything as long as the rooms don't. The PDF and the editor's picture are
both drawn from what comes out here. Lengths are in points from the lower left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from nexus_desktop.core.badge_fields import said
from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side
from nexus_desktop.core.badge_sheet import INK, BadgeFace
from nexus_desktop.documents import text_box
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box, Fitted, Setting

_LEADING, _TIGHT = 1.16, 1.06  # of small type, and of large
_LARGE = 20.0  # points from which pairs of letters are placed and lines stand closer
_AIR = 0.13  # below a text that another follows, in its largest type size
_NEAR = 0.05 * MM


@dataclass(frozen=True, slots=True)
class Placed:
    """An element on somebody's badge.

    Attributes:
        box: its room; a text that follows another begins at that one's foot.
        text: None for what is no text; without lines when there is nothing to say.
        colour, ground: "#RRGGBB"; `ground` "" for none.
    """

    element: Element
    box: Box
    text: Fitted | None
    colour: str
    ground: str


def lay_out(face: BadgeFace, layout: BadgeLayout, side: Side) -> tuple[Placed, ...]:
    """Place the elements of `side` for one person, from the lowest to the topmost."""
    height = layout.height * MM
    rooms = {e.id: _room(e, height) for e in side.elements}
    texts: dict[str, Fitted] = {}
    for element in _in_order(side):
        room = _below(element, rooms, texts, side)
        text = said(element.text, face)
        texts[element.id] = _fit(text, room, _setting(element))
    return tuple(
        Placed(
            element,
            texts[element.id].box if element.id in texts else rooms[element.id],
            texts.get(element.id),
            layout.colour(element.colour, face) or INK,
            layout.colour(element.ground, face),
        )
        for element in side.elements
    )


def missing(face: BadgeFace, layout: BadgeLayout) -> frozenset[str]:
    """Return the characters on somebody's badge that no font has."""
    return frozenset().union(
        *(
            placed.text.missing
            for side in layout.sides
            for placed in lay_out(face, layout, side)
            if placed.text is not None
        )
    )


def _room(element: Element, height: float) -> Box:
    return Box(
        element.x * MM,
        height - element.bottom * MM,
        element.width * MM,
        element.height * MM,
    )


def _in_order(side: Side) -> Iterator[Element]:
    """Yield the texts, each after the one that it follows."""
    waiting = [element for element in side.elements if element.kind == Kind.TEXT]
    placed: set[str] = set()
    ids = {element.id for element in waiting}
    while waiting:
        ready = [e for e in waiting if e.after not in ids or e.after in placed]
        # Texts that follow one another in a circle are taken as they come.
        yield from ready or waiting
        placed |= {element.id for element in ready or waiting}
        waiting = [element for element in waiting if element.id not in placed]


def _below(
    element: Element, rooms: dict[str, Box], texts: dict[str, Fitted], side: Side
) -> Box:
    """Return the room of a text, up to the foot of the one it follows."""
    room, before = rooms[element.id], texts.get(element.after)
    if before is None or not _is_free(element, before.box, rooms, side):
        return room
    top = before.box.top
    if before.lines:
        followed = side.element(element.after)
        top = before.foot - (_AIR * followed.largest if followed else 0.0)
    return replace(room, height=max(top, room.top) - room.bottom)


def _is_free(element: Element, above: Box, rooms: dict[str, Box], side: Side) -> bool:
    """Tell whether a text may grow up to the one above without meeting a third."""
    room = rooms[element.id]
    is_below = room.top <= above.bottom + _NEAR
    is_within = above.left - _NEAR <= room.left and room.right <= above.right + _NEAR
    if not (is_below and is_within):
        return False
    between = Box(room.left, room.top, room.width, above.bottom - room.top)
    others = (e for e in side.elements if e.id not in (element.id, element.after))
    return not any(between.meets(rooms[e.id]) for e in others if e.kind != Kind.BAND)


def _setting(element: Element) -> Setting:
    is_large = element.largest >= _LARGE
    return Setting(
        element.largest,
        min(element.smallest, element.largest),
        element.lines,
        bold=element.bold,
        align=element.align,
        rise=element.rise,
        leading=_TIGHT if is_large else _LEADING,
        fine=is_large,
    )


def _fit(text: str, room: Box, setting: Setting) -> Fitted:
    """Fit a text; the same one in a room of the same size is fitted once."""
    at_origin = _fit_at_origin(text, room.width, room.height, setting)
    lines = tuple(
        (line, x + room.left, y + room.bottom) for line, x, y in at_origin.lines
    )
    return replace(at_origin, box=room, lines=lines)


@lru_cache(maxsize=1024)
def _fit_at_origin(text: str, width: float, height: float, setting: Setting) -> Fitted:
    return text_box.fit(text, Box(0, 0, width, height), setting)
