"""Shows a board: columns of cards painted in one scrolling widget.

Only what is in sight is painted, so a thousand cards scroll as smoothly as thirty.
What mouse and keys do is added by `view.BoardView`.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import TRAITS, Board, Card, Group
from nexus_desktop.ui.breakouts import layout as geometry
from nexus_desktop.ui.breakouts import paint
from nexus_desktop.ui.breakouts.carrying import Carry, tiles
from nexus_desktop.ui.breakouts.layout import LOOSE, Layout, Place, Shape
from nexus_desktop.ui.breakouts.paint import Brush, CardState

MOST_BARS = 4


class BoardPicture(QAbstractScrollArea):
    """Shows a `Board`; cards are coloured by one trait at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.trait = TRAITS[0].field
        self.folded = False
        self.current = ""
        self.carry: Carry | None = None
        self.layout_now: Layout = geometry.arrange(Shape(()), 100, 100)
        self._found: frozenset[str] = frozenset()
        self._hues: dict[str, dict[str, str]] = {}
        self._places: dict[str, Place] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "board")
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(geometry.CARD + geometry.CARD_GAP)
        self._words = {
            "pinned": self.tr("pinned"),
            "arrived": self.tr("here"),
            "wish": self.tr("wish {}"),
            "no host": self.tr("host to be named"),
            "table": self.tr("Table"),
            "unassigned": self.tr("Not assigned ({})"),
            "room": self.tr("{} of {} seats taken"),
            "full": self.tr("{} of {} seats taken: full"),
            "nobody": self.tr("Nobody yet"),
        }

    # What is shown

    def show_board(self, board: Board | None) -> None:
        """Show another board, or the same after a change; the place is kept."""
        self.board = board
        self._places = {}
        if board is not None:
            for number, group in enumerate(board.groups):
                for position, card in enumerate(group.cards):
                    self._places[card.id] = Place(number, position)
            for position, card in enumerate(board.unassigned):
                self._places[card.id] = Place(LOOSE, position)
        if self.current not in self._places:
            self.current = ""
        self._recolour()
        self._arrange()

    def colour_by(self, trait: str) -> None:
        """Colour the cards by another trait."""
        self.trait = trait
        self._recolour()
        self._arrange()

    def fold(self, folded: bool) -> None:  # noqa: FBT001 a place of a check button
        """Show heads only, or cards again."""
        self.folded = folded
        self._arrange()

    def mark_found(self, participants: frozenset[str]) -> None:
        """Mark cards that a search found."""
        self._found = participants
        self.viewport().update()

    @property
    def bars(self) -> tuple[str, ...]:
        """The traits that heads show: those that count, else the one of the colours."""
        weights = self.board.round.weights.traits if self.board else {}
        counting = [trait.field for trait in TRAITS if weights.get(trait.field)]
        return tuple(counting[:MOST_BARS]) or (self.trait,)

    @property
    def scrolled(self) -> int:
        """How far the board is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    # What is where

    def group(self, column: int) -> Group | None:
        """Return the group of a column, None for the panel of those without."""
        if self.board is None or not 0 <= column < len(self.board.groups):
            return None
        return self.board.groups[column]

    def place(self, participant: str) -> Place | None:
        """Return where a person's card is."""
        return self._places.get(participant)

    def card(self, place: Place) -> Card:
        """Return the card at a place."""
        assert self.board is not None  # noqa: S101 places exist on a board only
        if place.column == LOOSE:
            return self.board.unassigned[place.position]
        return self.board.groups[place.column].cards[place.position]

    def card_box(self, participant: str) -> QRect:
        """Return where a card is in the viewport; an empty box when it is folded."""
        place = self.place(participant)
        if place is None or place.position >= self.layout_now.count(place.column):
            return QRect()
        return self.layout_now.card(place).translated(0, -self.scrolled)

    def head_box(self, column: int) -> QRect:
        """Return where a column's head is in the viewport; it sticks to the top."""
        box = self.layout_now.columns[column].translated(0, -self.scrolled)
        lowest = box.bottom() + 1 - self.layout_now.head
        top = min(max(box.top(), 0), max(box.top(), lowest))
        return QRect(box.left(), top, box.width(), self.layout_now.head)

    def tile_boxes(self) -> dict[int, QRect]:
        """Return the tiles for columns out of sight, while the mouse carries a card."""
        if self.carry is None or self.carry.position is None:
            return {}
        return tiles(self.layout_now, self.viewport().size(), self.scrolled)

    def on_board(self, point: QPoint) -> QPoint:
        """Return a point of the viewport in board coordinates."""
        return point + QPoint(0, self.scrolled)

    def bring_into_view(self, participant: str) -> None:
        """Scroll until a card can be seen."""
        box = self.card_box(participant)
        if box.isEmpty():
            return
        top, bottom = self.layout_now.head, self.viewport().height() - geometry.PAD
        bar = self.verticalScrollBar()
        if box.top() < top:
            bar.setValue(bar.value() + box.top() - top)
        elif box.bottom() > bottom:
            bar.setValue(bar.value() + box.bottom() - bottom)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.board is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, self.font(), self.trait, self._hues, self._words)
        for number, group in enumerate(self.board.groups):
            self._paint_column(brush, number, group, event.rect())
        if self.board.unassigned:
            self._paint_loose(brush, event.rect())
        boxes = self.tile_boxes()
        if boxes:
            paint.paint_backdrop(brush, list(boxes.values()))
        for number, box in boxes.items():
            self._paint_tile(brush, number, box)
        self._paint_carried(brush)

    def _paint_column(
        self, brush: Brush, number: int, group: Group, dirty: QRect
    ) -> None:
        box = self.layout_now.columns[number].translated(0, -self.scrolled)
        if not box.intersects(dirty):
            return
        marked = self.carry is not None and self.carry.target == number
        paint.paint_panel(brush, box, marked=marked)
        self._paint_cards(brush, number, dirty)
        head = self.head_box(number)
        inner = head.adjusted(2, 2, -2, -4)
        brush.painter.fillRect(inner, brush.colours["surface"])
        paint.paint_bars(brush, head, group, self.bars)
        if self.carry is None:
            paint.paint_place(brush, head, group)
        else:
            paint.paint_room(brush, head, group)
        taken = self._paint_figure(brush, head, number, group)
        paint.paint_title(brush, head, group.title, taken + 8)
        if not group.cards and not self.folded:
            empty = self.layout_now.card(Place(number, 0)).translated(0, -self.scrolled)
            brush.text(empty, self._words["nobody"], brush.font(12), "faint")

    def _paint_figure(
        self, brush: Brush, head: QRect, number: int, group: Group
    ) -> int:
        """Paint the figure at the right of a head: people, or what a move costs."""
        right, middle = head.right() - geometry.PAD + 1, head.top() + 23
        carry = self.carry
        if carry is not None and number != carry.origin and group.id in carry.costs:
            return paint.paint_change(brush, right, middle, carry.costs[group.id])
        taken = paint.paint_count(brush, head, group)
        if self.board is not None and self.board.round.published:
            taken += 6 + paint.paint_lock(brush, QPoint(right - taken - 6, middle))
        return taken

    def _paint_cards(self, brush: Brush, column: int, dirty: QRect) -> None:
        top, bottom = (dirty.top() + self.scrolled, dirty.bottom() + self.scrolled)
        for position in self.layout_now.cards_between(column, top, bottom):
            place = Place(column, position)
            card = self.card(place)
            box = self.layout_now.card(place).translated(0, -self.scrolled)
            paint.paint_card(brush, box, card, self._state(card))

    def _state(self, card: Card) -> CardState:
        lifted = self.carry is not None and self.carry.participant == card.id
        return CardState(
            card.id == self.current, card.id in self._found, lifted, self.hasFocus()
        )

    def _paint_loose(self, brush: Brush, dirty: QRect) -> None:
        assert self.board is not None  # noqa: S101 the caller looked
        box = self.layout_now.loose.translated(0, -self.scrolled)
        marked = self.carry is not None and self.carry.target == LOOSE
        paint.paint_panel(brush, box, marked=marked)
        text = self._words["unassigned"].format(len(self.board.unassigned))
        paint.paint_title(brush, box.translated(0, -3), text, 0)
        self._paint_cards(brush, LOOSE, dirty)

    def _paint_tile(self, brush: Brush, column: int, box: QRect) -> None:
        group = self.group(column)
        if group is None or self.carry is None:
            return
        paint.paint_panel(brush, box, marked=self.carry.target == column)
        taken = 0
        if group.id in self.carry.costs and column != self.carry.origin:
            cost = self.carry.costs[group.id]
            taken = paint.paint_change(brush, box.right() - 6, box.center().y(), cost)
        text = box.adjusted(10, 0, -taken - 10, 0)
        brush.text(text, group.title, brush.font(13, bold=True), "text")

    def _paint_carried(self, brush: Brush) -> None:
        carry = self.carry
        place = self.place(carry.participant) if carry else None
        if carry is None or carry.position is None or place is None:
            return
        size = QSize(min(self.layout_now.card(place).width(), 240), geometry.CARD)
        box = QRect(carry.position - QPoint(24, geometry.CARD // 2), size)
        paint.paint_shadow(brush, box)
        state = CardState(current=True, focused=True)
        paint.paint_card(brush, box, self.card(place), state)

    # Keeping up

    def _recolour(self) -> None:
        cards = list(self.board.cards()) if self.board else []
        self._hues = {
            trait: paint.hues(cards, trait) for trait in {*self.bars, self.trait}
        }

    def _arrange(self) -> None:
        board = self.board
        shape = Shape(
            tuple(len(group.cards) for group in board.groups) if board else (),
            len(board.unassigned) if board else 0,
            len(self.bars),
            self.folded,
        )
        size = self.viewport().size()
        self.layout_now = geometry.arrange(shape, size.width(), size.height())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.layout_now.height - size.height()))
        bar.setPageStep(size.height())
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
