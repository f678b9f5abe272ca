"""The layout being worked on: its side, its chosen element, steps back and forth."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.badge_layout import (
    MOST_ELEMENTS,
    BadgeLayout,
    Element,
    Kind,
    Side,
    clamped,
    fresh_id,
)

_MOST_STEPS = 200


class LayoutDraft(QObject):
    """Holds one layout and changes it, a step at a time.

    Signals:
        changed: the layout is another.
        turned: another side or element is worked on.
    """

    changed = Signal()
    turned = Signal()

    def __init__(self, layout: BadgeLayout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layout = layout
        self._past: list[BadgeLayout] = []
        self._future: list[BadgeLayout] = []
        self._step = ""
        self.side_number = 0
        self._chosen = ""

    # Reading

    @property
    def layout(self) -> BadgeLayout:
        """Return the layout as it is now."""
        return self._layout

    @property
    def side(self) -> Side:
        """Return the side that is worked on."""
        return self._layout.sides[self.side_number]

    @property
    def chosen(self) -> Element | None:
        """Return the element that is worked on."""
        return self.side.element(self._chosen)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    # Turning

    def show(self, layout: BadgeLayout) -> None:
        """Work on another layout from now on."""
        self._past, self._future, self._step = [], [], ""
        self._layout, self.side_number, self._chosen = layout, 0, ""
        self.changed.emit()
        self.turned.emit()

    def turn(self, side_number: int) -> None:
        """Work on the front (0) or the back (1), if there is one."""
        self.side_number = min(side_number, len(self._layout.sides) - 1)
        self._chosen, self._step = "", ""
        self.turned.emit()

    def choose(self, element_id: str) -> None:
        """Work on an element, "" for none."""
        if element_id != self._chosen:
            self._chosen, self._step = element_id, ""
            self.turned.emit()

    def step_on(self, by: int) -> bool:
        """Choose the next element, or the one before; say whether there was one."""
        ids = [element.id for element in self.side.elements]
        place = ids.index(self._chosen) if self._chosen in ids else -1
        if place < 0 and by < 0:
            place = len(ids)
        if not 0 <= place + by < len(ids):
            return False
        self.choose(ids[place + by])
        return True

    # Changing

    def settle(self) -> None:
        """End a step: what is changed next is another, however alike."""
        self._step = ""

    def put(self, layout: BadgeLayout, step: str = "") -> None:
        """Make the layout another. Changes of one `step` in a row are taken as one."""
        if layout == self._layout:
            return
        if not step or step != self._step:
            self._past = [*self._past[-_MOST_STEPS:], self._layout]
        self._future = []
        self._step = step
        self._take(layout)

    def change(self, element: Element, step: str = "") -> None:
        """Put `element` in the place of its namesake, moved onto the badge."""
        self._put_side(self.side.changed(clamped(element, self._layout)), step)

    def edit(self, change: Callable[[Element], Element], step: str = "") -> None:
        """Change the chosen element, if there is one."""
        if self.chosen is not None:
            self.change(change(self.chosen), step)

    def stretch(self, width: float, height: float, step: str = "") -> None:
        """Give the chosen element a size, as far as there is room; codes are square."""
        found = self.chosen
        if found is None:
            return
        width = min(width, self._layout.width - found.x)
        height = min(height, self._layout.height - found.y)
        if found.kind == Kind.CODE:
            is_width = width != found.width
            width = height = min(
                width if is_width else height,
                self._layout.width - found.x,
                self._layout.height - found.y,
            )
        self.change(replace(found, width=width, height=height), step)

    def add(self, element: Element) -> bool:
        """Add an element above the others and choose it; False: there are too many."""
        side = self.side
        if len(side.elements) >= MOST_ELEMENTS:
            return False
        named = replace(element, id=fresh_id(side, element.id))
        placed = clamped(named, self._layout)
        self._put_side(replace(side, elements=(*side.elements, placed)))
        self.choose(placed.id)
        return True

    def duplicate(self) -> bool:
        """Add a copy of the chosen element beside it."""
        if self.chosen is None:
            return False
        x, y = self.chosen.x + 3, self.chosen.y + 3
        return self.add(replace(self.chosen, x=x, y=y, after=""))

    def remove(self) -> None:
        """Take the chosen element away; those that followed it stand by themselves."""
        gone = self._chosen
        if self.chosen is None:
            return
        kept = tuple(
            replace(e, after="") if e.after == gone else e
            for e in self.side.elements
            if e.id != gone
        )
        self._put_side(replace(self.side, elements=kept))
        self.choose("")

    def raise_by(self, places: int) -> None:
        """Move the chosen element over, or under, its neighbours."""
        elements = list(self.side.elements)
        if self.chosen is None:
            return
        element = self.chosen
        place = elements.index(element)
        elements.remove(element)
        elements.insert(max(0, place + places), element)
        self._put_side(replace(self.side, elements=tuple(elements)))

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        if not self._past:
            return False
        self._future.append(self._layout)
        self._step = ""
        self._take(self._past.pop())
        return True

    def redo(self) -> bool:
        """Take the step again that was taken back last; False when there is none."""
        if not self._future:
            return False
        self._past.append(self._layout)
        self._step = ""
        self._take(self._future.pop())
        return True

    def _put_side(self, side: Side, step: str = "") -> None:
        if self.side_number:
            self.put(replace(self._layout, back=side), step)
        else:
            self.put(replace(self._layout, front=side), step)

    def _take(self, layout: BadgeLayout) -> None:
        self._layout = layout
        self.side_number = min(self.side_number, len(layout.sides) - 1)
        is_gone = self._chosen and self.chosen is None
        if is_gone:
            self._chosen = ""
        self.changed.emit()
        if is_gone:
            self.turned.emit()
