"""Where columns and cards of the board are: pure geometry, no painting.

Columns wrap into rows of equal columns; people without a group lie in a panel of their
own below. All boxes are in board coordinates, that is before scrolling.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect

GAP = 12
PAD = 14
CARD = 48
CARD_GAP = 6
NARROWEST = 200
TITLE = 56
BAR = 6
BAR_GAP = 3
_LOOSE_HEAD = 40
_EMPTY = 2  # cards' height that a column without people keeps

LOOSE = -1
"""The number of the panel for people without a group."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A card's place: column number (or LOOSE) and position in it, from 0."""

    column: int
    position: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What the layout depends on: cards in each column, loose cards, trait bars."""

    columns: tuple[int, ...]
    loose: int = 0
    bars: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes of a board of `shape`."""

    shape: Shape
    columns: tuple[QRect, ...]
    loose: QRect
    per_row: int
    height: int
    loose_per_row: int = field(default=1)

    @property
    def head(self) -> int:
        """Height of a column's head."""
        return head_height(self.shape.bars)

    def card(self, place: Place) -> QRect:
        """Return the box of the card at `place`."""
        if place.column == LOOSE:
            line, across = divmod(place.position, self.loose_per_row)
            inner = self.loose.width() - 2 * PAD + CARD_GAP
            width = inner // self.loose_per_row
            left = self.loose.left() + PAD + across * width
            top = self.loose.top() + _LOOSE_HEAD + line * (CARD + CARD_GAP)
            return QRect(left, top, width - CARD_GAP, CARD)
        box = self.columns[place.column]
        top = box.top() + self.head + place.position * (CARD + CARD_GAP)
        return QRect(box.left() + PAD, top, box.width() - 2 * PAD, CARD)

    def column_at(self, point: QPoint) -> int | None:
        """Return the column (or LOOSE) under `point`, None between them."""
        if self.loose.contains(point):
            return LOOSE
        for number, box in enumerate(self.columns):
            if box.contains(point):
                return number
        return None

    def card_at(self, point: QPoint) -> Place | None:
        """Return the place of the card under `point`."""
        column = self.column_at(point)
        if column is None:
            return None
        first = self.card(Place(column, 0))
        line = (point.y() - first.top()) // (CARD + CARD_GAP)
        if line < 0:
            return None
        across = (point.x() - first.left()) // (first.width() + CARD_GAP)
        wide = self.loose_per_row if column == LOOSE else 1
        place = Place(column, line * wide + min(max(across, 0), wide - 1))
        inside = place.position < self.count(column)
        return place if inside and self.card(place).contains(point) else None

    def count(self, column: int) -> int:
        """Return how many cards are shown in a column."""
        if column == LOOSE:
            return self.shape.loose
        return 0 if self.shape.folded else self.shape.columns[column]

    def cards_between(self, column: int, top: int, bottom: int) -> range:
        """Return the positions of a column's cards that touch [top, bottom]."""
        first = self.card(Place(column, 0)).top()
        wide = self.loose_per_row if column == LOOSE else 1
        step = CARD + CARD_GAP
        begin = max(0, (top - first) // step) * wide
        end = max(0, (bottom - first) // step + 1) * wide
        return range(min(begin, self.count(column)), min(end, self.count(column)))

    def beside(self, place: Place, across: int, down: int) -> Place | None:
        """Return the next card from `place` in a direction, over empty columns."""
        loose = place.column == LOOSE
        wide = self.loose_per_row if loose else 1
        step = down * wide + (across if loose else 0)
        if step and 0 <= place.position + step < self.count(place.column):
            return Place(place.column, place.position + step)
        order = [*range(len(self.columns)), LOOSE]
        number = order.index(place.column)
        by = across or down * self.per_row
        while 0 <= number + by < len(order):
            number += by
            if last := self.count(order[number]):
                level = place.position if across else 0 if down > 0 else last - 1
                return Place(order[number], min(level, last - 1))
        return None

    def places(self) -> list[Place]:
        """Return all places, column by column, the loose ones at the end."""
        return [
            Place(column, position)
            for column in (*range(len(self.columns)), LOOSE)
            for position in range(self.count(column))
        ]


def head_height(bars: int) -> int:
    """Return the height of a column's head with `bars` trait bars."""
    return TITLE + bars * (BAR + BAR_GAP) + 12


def arrange(shape: Shape, width: int, height: int) -> Layout:
    """Lay a board out in `width`, filling `height` where there is little to show."""
    count = len(shape.columns)
    fitting = max(1, (width + GAP) // (NARROWEST + GAP))
    lines = max(1, -(-count // fitting))
    per_row = max(1, -(-count // lines))
    loose_per_row = max(1, (width - 2 * PAD + CARD_GAP) // (NARROWEST + CARD_GAP))
    loose_height = _loose_height(shape.loose, loose_per_row)
    spare = height - (loose_height + GAP if loose_height else 0) - (lines - 1) * GAP
    boxes: list[QRect] = []
    top = 0
    for line in range(lines):
        cards = shape.columns[line * per_row : (line + 1) * per_row]
        tall = _row_height(shape, cards, spare // lines)
        boxes.extend(
            QRect(*_across(place, per_row, width, top), tall)
            for place in range(len(cards))
        )
        top += tall + GAP
    loose = QRect(0, top, width, loose_height) if loose_height else QRect()
    bottom = top + loose_height if loose_height else top - GAP
    return Layout(shape, tuple(boxes), loose, per_row, bottom, loose_per_row)


def _row_height(shape: Shape, cards: Sequence[int], fill: int) -> int:
    head = head_height(shape.bars)
    if shape.folded:
        return head
    most = max(*cards, _EMPTY) if cards else _EMPTY
    return max(head + most * (CARD + CARD_GAP) + PAD - CARD_GAP, fill)


def _across(place: int, per_row: int, width: int, top: int) -> tuple[int, int, int]:
    """Return left, top and width of the column at `place`; leftovers are shared."""
    inner = width - (per_row - 1) * GAP
    left = inner * place // per_row + place * GAP
    right = inner * (place + 1) // per_row + place * GAP
    return left, top, right - left


def _loose_height(cards: int, per_row: int) -> int:
    if not cards:
        return 0
    lines = -(-cards // per_row)
    return _LOOSE_HEAD + lines * (CARD + CARD_GAP) - CARD_GAP + PAD
