"""Cards on their way to another column: by the mouse, or by the keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize

from nexus_desktop.ui.breakouts.layout import GAP, LOOSE, Layout

TILE = 32
_TILE_WIDTH, _WIDEST = 120, 240
NARROW = 88
"""Width of tiles that are too many for their topics, or a little more."""
_MOST_LINES = 3
_SEEN = 72


@dataclass(slots=True)
class Carry:
    """The cards that are being moved.

    Attributes:
        people: ids, the one that was grasped first.
        origin: the column that one comes from.
        scattered: the others come from other columns.
        target: the column it would go to now, None over nothing.
        position: the mouse in the viewport; None when carried by the keyboard.
        released: by the Ctrl key: letting go of it drops the card.
        costs: group id -> change of cost, as far as known.
    """

    people: tuple[str, ...]
    origin: int
    target: int | None
    position: QPoint | None = None
    released: bool = False
    scattered: bool = False
    costs: Mapping[str, float] = field(default_factory=dict)

    @property
    def goes_somewhere(self) -> bool:
        """Whether dropping now moves anybody."""
        return self.target is not None and (
            self.scattered or self.target != self.origin
        )

    def step(self, columns: int, by: int) -> None:
        """Aim at another column, `by` further; the last one is "not assigned"."""
        order = [*range(columns), LOOSE]
        now = order.index(self.target) if self.target in order else 0
        self.target = order[min(max(now + by, 0), columns)]


def tiles(layout: Layout, view: QSize, scrolled: int) -> dict[int, QRect]:
    """Return boxes, at the bottom of the view, for columns that are out of sight.

    So that a card can be dropped on every group, or on "not assigned", without
    scrolling.
    """
    seen = QRect(0, scrolled, view.width(), view.height())
    boxes = dict(enumerate(layout.columns))
    hidden = [
        number
        for number, box in (*boxes.items(), (LOOSE, layout.loose))
        if box.isEmpty() or box.intersected(seen).height() < min(_SEEN, box.height())
    ]
    if not hidden:
        return {}
    lines = _lines(len(hidden), view.width(), _TILE_WIDTH)
    if lines > _MOST_LINES:
        lines = _lines(len(hidden), view.width(), NARROW)
    across = -(-len(hidden) // lines)
    width = min((view.width() - GAP) // across, _WIDEST)
    top = view.height() - lines * (TILE + GAP // 2) - 2
    return {
        number: QRect(
            GAP + place % across * width,
            top + place // across * (TILE + GAP // 2),
            width - GAP,
            TILE,
        )
        for place, number in enumerate(hidden)
    }


def _lines(count: int, width: int, least: int) -> int:
    """Return how many lines `count` tiles take that are at least so wide."""
    fitting = max(1, (width - GAP) // (least + GAP))
    return -(-count // fitting)
