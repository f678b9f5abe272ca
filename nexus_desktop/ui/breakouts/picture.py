"""Shows a board: columns of cards painted in one scrolling widget.

Only what is in sight is painted, so a thousand cards scroll as smoothly as thirty.
What mouse and keys do is added by `view.BoardView`.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import TRAITS, Board, Card, Group
from nexus_desktop.ui.breakouts import layout as geometry
from nexus_desktop.ui.breakouts import paint
from nexus_desktop.ui.breakouts.carrying import NARROW, Carry, tiles
from nexus_desktop.ui.breakouts.layout import LOOSE, Layout, Place, Shape
from nexus_desktop.ui.breakouts.paint import Brush, CardState, Fonts
from nexus_desktop.ui.breakouts.pictures import Pictures
from nexus_desktop.ui.breakouts.selection import Selection

MOST_BARS = 4


class BoardPicture(QAbstractScrollArea):
    """Shows a `Board`; cards are coloured by one trait at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.trait = TRAITS[0].field
        self.folded = False
        self.current = ""
        self.selection = Selection()
        self.carry: Carry | None = None
        self.layout_now: Layout = geometry.arrange(Shape(()), 100, 100)
        self._found: frozenset[str] = frozenset()
        self.met: Mapping[str, str] = {}
        self._pictures = Pictures()
        self._fonts = Fonts(self.font())
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
            "met": self.tr("met in {}"),
            "loose": self.tr("Not assigned"),
            "no host": self.tr("no host yet"),
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
        self.selection.keep(self.place)
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

    def mark_met(self, met: Mapping[str, str]) -> None:
        """Mark those whom the current person meets elsewhere: person -> rounds."""
        if met != self.met:
            self.met = met
            self.viewport().update()

    @property
    def bars(self) -> tuple[str, ...]:
        """The traits that heads show: those that count, else the one of the colours."""
        weights = self.board.round.weights.traits if self.board else {}
        counting = [trait.field for trait in TRAITS if weights.get(trait.field)]
        return tuple(counting[:MOST_BARS]) or (self.trait,)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the cards that are chosen, the current one first."""
        others = self.selection.people - {self.current}
        first = filter(None, [self.current])
        return (*first, *sorted(others, key=lambda one: self._places[one]))

    @property
    def locked(self) -> bool:
        """Whether cards stay where they are."""
        return self.board is None or self.board.round.published

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
        if self.carry is None:
            return {}
        found = tiles(self.layout_now, self.viewport().size(), self.scrolled)
        if self.carry.position is None:  # by keys one gets there without a tile
            wanted = LOOSE in found and self.carry.target == LOOSE
            return {LOOSE: found[LOOSE]} if wanted else {}
        return found

    def target_box(self, column: int | None) -> QRect:
        """Return what changes its look when cards are aimed at a column."""
        tile = self.tile_boxes().get(column) if column is not None else None
        if tile is not None or column is None:
            return tile or QRect()
        columns, loose = self.layout_now.columns, self.layout_now.loose
        return (loose if column == LOOSE else columns[column]).translated(
            0, -self.scrolled
        )

    def carried_box(self) -> QRect:
        """Return where the mouse carries a card, with its shadow; else an empty box."""
        box = self._box_at_mouse()
        return box if box.isEmpty() else box.adjusted(-12, -16, 28, 24)

    def _box_at_mouse(self) -> QRect:
        carry = self.carry
        place = self.place(carry.people[0]) if carry else None
        if carry is None or carry.position is None or place is None:
            return QRect()
        size = QSize(min(self.layout_now.card(place).width(), 240), geometry.CARD)
        return QRect(carry.position - QPoint(24, geometry.CARD // 2), size)

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
        self._pictures.ratio = self.devicePixelRatioF()
        brush = Brush(painter, self._fonts, self.trait, self._hues, self._words)
        for number, group in enumerate(self.board.groups):
            self._paint_column(brush, number, group, event.rect())
        if self.board.unassigned:
            self._paint_loose(brush, event.rect())
        boxes = self.tile_boxes()
        if boxes:
            paint.paint_backdrop(brush, list(boxes.values()))
        for number, box in boxes.items():
            if box.intersects(event.rect()):
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
        head, carry = self.head_box(number), self.carry
        cost = carry.costs.get(group.id) if carry else None
        self._pictures.paint(
            brush,
            head.adjusted(2, 2, -2, -4),
            (group, self.bars, self.locked, carry is None, cost),
            lambda brush, box: self._paint_head(
                brush, box.adjusted(-2, -2, 2, 4), group, cost
            ),
        )
        if not group.cards and not self.folded:
            empty = self.layout_now.card(Place(number, 0)).translated(0, -self.scrolled)
            brush.text(empty, self._words["nobody"], brush.font(12), "faint")

    def _paint_head(
        self, brush: Brush, head: QRect, group: Group, cost: float | None
    ) -> None:
        brush.painter.fillRect(head.adjusted(2, 2, -2, -4), brush.colours["surface"])
        paint.paint_bars(brush, head, group, self.bars)
        if self.carry is None:
            paint.paint_place(brush, head, group)
        else:
            paint.paint_room(brush, head, group)
        taken = self._paint_figure(brush, head, group, cost)
        paint.paint_title(brush, head, group.title, taken + 8)

    def _paint_figure(
        self, brush: Brush, head: QRect, group: Group, cost: float | None
    ) -> int:
        """Paint the figure at the right of a head: people, or what a move costs."""
        right, middle = head.right() - geometry.PAD + 1, head.top() + 23
        if cost is not None:
            return paint.paint_change(brush, right, middle, cost)
        taken = paint.paint_count(brush, head, group)
        if self.locked:
            taken += 6 + paint.paint_lock(brush, QPoint(right - taken - 6, middle))
        return taken

    def _paint_cards(self, brush: Brush, column: int, dirty: QRect) -> None:
        top, bottom = (dirty.top() + self.scrolled, dirty.bottom() + self.scrolled)
        for position in self.layout_now.cards_between(column, top, bottom):
            place = Place(column, position)
            card = self.card(place)
            box = self.layout_now.card(place).translated(0, -self.scrolled)
            self._paint_card(brush, box, card, self._state(card))

    def _paint_card(
        self, brush: Brush, box: QRect, card: Card, state: CardState
    ) -> None:
        self._pictures.paint(
            brush,
            box,
            (card, state, self.trait),
            lambda brush, box: paint.paint_card(brush, box, card, state),
        )

    def _state(self, card: Card) -> CardState:
        people = self.selection.people
        current = card.id == self.current
        chosen = card.id in people and len(people) > 1
        return CardState(
            current=current,
            chosen=chosen,
            found=card.id in self._found,
            lifted=self.carry is not None and card.id in self.carry.people,
            focused=(current or chosen) and self.hasFocus(),
            met=self.met.get(card.id, ""),
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
        group, carry = self.group(column), self.carry
        if carry is None:
            return
        paint.paint_panel(brush, box, marked=carry.target == column)
        taken = 0
        if group is not None and group.id in carry.costs:
            cost = carry.costs[group.id]
            taken = paint.paint_change(brush, box.right() - 6, box.center().y(), cost)
        text = box.adjusted(10, 0, -taken - 10, 0)
        narrow = box.width() < NARROW + 2 * geometry.GAP
        title = self._words["loose"]
        if group is not None:
            title = group.draft.name if narrow else group.title
        brush.text(text, title, brush.font(13, bold=True), "text")

    def _paint_carried(self, brush: Brush) -> None:
        carry, box = self.carry, self._box_at_mouse()
        place = self.place(carry.people[0]) if carry else None
        if carry is None or place is None or box.isEmpty():
            return
        more = len(carry.people) - 1
        for step in range(min(more, 2), 0, -1):  # a pile, for several
            paint.paint_panel(brush, box.translated(4 * step, 4 * step))
        paint.paint_shadow(brush, box)
        state = CardState(current=True, focused=True)
        self._paint_card(brush, box, self.card(place), state)
        if more:
            corner = QPoint(box.right() + 14, box.top())
            paint.paint_chip(brush, corner, f"{more + 1}", "accent")

    # Keeping up

    def _recolour(self) -> None:
        cards = list(self.board.cards()) if self.board else []
        hues = {trait: paint.hues(cards, trait) for trait in {*self.bars, self.trait}}
        if hues != self._hues:
            self._hues = hues
            self._pictures.forget()

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
        if event.type() in (
            QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange,
        ):  # fmt: skip
            self._fonts = Fonts(self.font())
            self._pictures.forget()
            self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
