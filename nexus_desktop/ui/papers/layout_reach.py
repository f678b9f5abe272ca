"""Where an element goes when it is dragged: handles, the grid, and guides.

Pure geometry in millimetres from the badge's upper left corner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nexus_desktop.core.badge_layout import SMALLEST, BadgeLayout, Element, Kind, Side

_NEAR = 1.0  # millimetres within which a guide draws an edge
_FINE = 0.1  # the grid when nothing snaps


@dataclass(frozen=True, slots=True)
class Handle:
    """A place on an element's outline to take it by: shares of width and height.

    0 is the left or upper edge, 1 the right or lower one, 0.5 moves neither.
    """

    across: float
    down: float


HANDLES = tuple(
    Handle(across, down)
    for down in (0.0, 0.5, 1.0)
    for across in (0.0, 0.5, 1.0)
    if (across, down) != (0.5, 0.5)
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that an edge or middle was drawn to: at `at`, upright or level."""

    at: float
    is_upright: bool


@dataclass(frozen=True, slots=True)
class Guides:
    """Places that edges and middles are drawn to."""

    across: tuple[float, ...] = ()
    down: tuple[float, ...] = ()


def guides(layout: BadgeLayout, side: Side, moving: str) -> Guides:
    """Return the edges and middles of the badge and of all elements but one."""
    across = [0.0, layout.width / 2, layout.width]
    down = [0.0, layout.height / 2, layout.height]
    for element in side.elements:
        if element.id != moving:
            across += [element.x, (element.x + element.right) / 2, element.right]
            down += [element.y, (element.y + element.bottom) / 2, element.bottom]
    return Guides(tuple(across), tuple(down))


def moved(
    element: Element, by: tuple[float, float], within: Guides | None
) -> tuple[Element, tuple[Guide, ...]]:
    """Return `element` moved by millimetres, and the guides that it was drawn to.

    Without guides it moves freely, by tenths of a millimetre.
    """
    x, y = element.x + by[0], element.y + by[1]
    if within is None:
        return replace(element, x=_on(x, _FINE), y=_on(y, _FINE)), ()
    shares = (0.0, 0.5, 1.0)
    x, upright = _drawn(x, element.width, within.across, shares)
    y, level = _drawn(y, element.height, within.down, shares)
    return replace(element, x=x, y=y), tuple(_lines(upright, level))


def touches(element: Element, guide: Guide) -> bool:
    """Tell whether an edge or the middle of `element` is on a guide."""
    low, high = (
        (element.x, element.right) if guide.is_upright else (element.y, element.bottom)
    )
    return any(abs(at - guide.at) < 0.02 for at in (low, (low + high) / 2, high))


def stretched(
    element: Element, handle: Handle, by: tuple[float, float], within: Guides | None
) -> tuple[Element, tuple[Guide, ...]]:
    """Return `element` with one edge or corner moved, and the guides it was drawn to.

    A code stays square.
    """
    left, right, upright = _edges(
        (element.x, element.right),
        handle.across,
        by[0],
        None if within is None else within.across,
    )
    top, bottom, level = _edges(
        (element.y, element.bottom),
        handle.down,
        by[1],
        None if within is None else within.down,
    )
    made = replace(element, x=left, y=top, width=right - left, height=bottom - top)
    if element.kind == Kind.CODE:
        made = _square(element, made, handle)
    return made, tuple(_lines(upright, level))


def _edges(
    edges: tuple[float, float],
    share: float,
    by: float,
    within: tuple[float, ...] | None,
) -> tuple[float, float, float | None]:
    low, high = edges
    if share == 0.5:
        return low, high, None
    moving = (low if share == 0 else high) + by
    if within is None:
        moving, at = _on(moving, _FINE), None
    else:
        moving, at = _drawn(moving, 0.0, within, (0.0,))
    if share == 0:
        return min(moving, high - SMALLEST), high, at
    return low, max(moving, low + SMALLEST), at


def _square(before: Element, element: Element, handle: Handle) -> Element:
    """Return it as a square that keeps the edges which were not moved."""
    both = handle.across != 0.5 and handle.down != 0.5
    if both:
        side = max(element.width, element.height)
    else:
        side = element.width if handle.across != 0.5 else element.height
    x = before.right - side if handle.across == 0 else before.x
    y = before.bottom - side if handle.down == 0 else before.y
    return replace(element, x=x, y=y, width=side, height=side)


def _drawn(
    start: float, length: float, lines: Iterable[float], shares: Iterable[float]
) -> tuple[float, float | None]:
    """Return where something starts that is near a line, else on the grid."""
    tried = (
        (abs(start + length * share - line), line - length * share, line)
        for share in shares
        for line in lines
    )
    distance, drawn, line = min(tried, default=(_NEAR, 0.0, 0.0))
    if distance < _NEAR:
        return drawn, line
    return _on(start, 1.0), None


def _on(length: float, grid: float) -> float:
    return round(round(length / grid) * grid, 2)


def _lines(upright: float | None, level: float | None) -> Iterator[Guide]:
    if upright is not None:
        yield Guide(upright, is_upright=True)
    if level is not None:
        yield Guide(level, is_upright=False)
