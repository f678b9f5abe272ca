"""The board under mouse and keyboard.

It says what the user wants and changes nothing itself. A card is carried to another
column by dragging it, or with M (or Ctrl and an arrow), arrows and Enter; Escape puts
it back. P pins, Delete takes out of the group.
"""

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import TRAITS, Group, joined, shares
from nexus_desktop.core.breakout_words import change
from nexus_desktop.ui.breakouts.carrying import Carry
from nexus_desktop.ui.breakouts.layout import LOOSE, Place
from nexus_desktop.ui.breakouts.picture import BoardPicture

_EDGE = 36
_KEY = Qt.Key
_ARROWS = {
    _KEY.Key_Left: (-1, 0),
    _KEY.Key_Right: (1, 0),
    _KEY.Key_Up: (0, -1),
    _KEY.Key_Down: (0, 1),
}


class BoardView(BoardPicture):
    """A board whose cards can be moved.

    Signals:
        moved: participant id and group id (None: out of the groups).
        pin_asked: participant id whose pin is to be set or taken off.
        carried: participant id whose card was lifted, "" when it was put down.
        group_asked: group id whose head was clicked.
    """

    moved = Signal(str, object)
    pin_asked = Signal(str)
    carried = Signal(str)
    group_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._creeping = QTimer(self, interval=16)
        self._creeping.timeout.connect(self._creep)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Breakout groups"))
        self.viewport().setMouseTracking(True)

    @property
    def locked(self) -> bool:
        """Whether cards stay where they are."""
        return self.board is None or self.board.round.published

    def show_costs(self, participant: str, costs: dict[str, float]) -> None:
        """Show what every column would cost, if that card is still being carried."""
        if self.carry is not None and self.carry.participant == participant:
            self.carry.costs = costs
            self._say_target()
            self.viewport().update()

    def choose(self, participant: str) -> None:
        """Make a card the current one and scroll to it."""
        self.current = participant
        self.bring_into_view(participant)
        self.viewport().update()
        where = self.place(participant)
        if where is None:
            return
        card, group = self.card(where), self.group(where.column)
        title = group.title if group else self.tr("not assigned")
        self._say(joined(card.name, title, card.country, card.category))

    # Carrying

    def lift(self, *, position: QPoint | None = None, released: bool = False) -> None:
        """Begin to carry the current card, by the mouse if a position is given."""
        where = self.place(self.current)
        if where is None or self.locked:
            return
        self.carry = Carry(self.current, where.column, where.column, position, released)
        self.carried.emit(self.current)
        self.viewport().update()

    def put_down(self, *, drop: bool) -> None:
        """End carrying: leave the card in the column aimed at, or put it back."""
        carry, self.carry = self.carry, None
        self._creeping.stop()
        self.viewport().unsetCursor()
        self.viewport().update()
        if carry is None:
            return
        self.carried.emit("")
        if not drop or carry.target is None or carry.target == carry.origin:
            return
        group = self.group(carry.target)
        self.moved.emit(carry.participant, group.id if group else None)

    def _aim(self, point: QPoint) -> None:
        carry = self.carry
        if carry is None:
            return
        carry.position = point
        over = [n for n, box in self.tile_boxes().items() if box.contains(point)]
        carry.target = over[0] if over else self._column_at(point)
        near_edge = not _EDGE < point.y() < self.viewport().height() - _EDGE
        if near_edge and not over:
            self._creeping.start()
        else:
            self._creeping.stop()
        self.viewport().update()

    def _column_at(self, point: QPoint) -> int | None:
        """Return the column under a point; the part below a short column counts."""
        board_point = self.on_board(point)
        return self.layout_now.column_at(board_point)

    @Slot()
    def _creep(self) -> None:
        """Scroll while a card is held at the upper or lower edge."""
        if self.carry is None or self.carry.position is None:
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-8 if self.carry.position.y() <= _EDGE else 8))
        self._aim(self.carry.position)

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._pressed = point
        found = self._card_at(point)
        if found is not None:
            self.choose(self.card(found).id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.carry is not None and self.carry.position is not None:
            self._aim(point)
        elif event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            far = (point - self._pressed).manhattanLength()
            on_card = self._card_at(self._pressed) is not None
            if on_card and far >= QApplication.startDragDistance():
                self.lift(position=point)
                self._aim(point)
        self._set_cursor(point)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        if self.carry is not None:
            self.put_down(drop=True)
            return
        head = self._head_at(event.position().toPoint())
        if head is not None and pressed is not None and self._head_at(pressed) is head:
            self.group_asked.emit(head.id)

    def _card_at(self, point: QPoint) -> Place | None:
        return (
            None
            if self._head_at(point) is not None
            else self.layout_now.card_at(self.on_board(point))
        )

    def _head_at(self, point: QPoint) -> Group | None:
        for number in range(len(self.layout_now.columns)):
            if self.head_box(number).contains(point):
                return self.group(number)
        return None

    def _set_cursor(self, point: QPoint) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.carry is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._head_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._card_at(point) is not None and not self.locked:
            shape = Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    # Keyboard

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _KEY(event.key())
        arrow = _ARROWS.get(key)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.carry is not None:
            self._carry_key(event, arrow)
        elif arrow and ctrl:
            self.lift(released=True)
            self._carry_key(event, arrow)
        elif arrow:
            self._walk(*arrow)
        elif key == _KEY.Key_M:
            self.lift()
        elif key == _KEY.Key_P and self.current and not self.locked:
            self.pin_asked.emit(self.current)
        elif key in (_KEY.Key_Delete, _KEY.Key_Backspace) and not self.locked:
            self._take_out()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        released = event.key() == _KEY.Key_Control and not event.isAutoRepeat()
        if released and self.carry is not None and self.carry.released:
            self.put_down(drop=True)
        else:
            super().keyReleaseEvent(event)

    def _carry_key(self, event: QKeyEvent, arrow: tuple[int, int] | None) -> None:
        carry = self.carry
        if carry is None:
            return
        key, typed = event.key(), event.text().casefold()
        named = [
            number
            for number, group in enumerate(self.board.groups if self.board else ())
            if typed and group.draft.name.casefold() == typed
        ]
        if key == _KEY.Key_Escape:
            self.put_down(drop=False)
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            self.put_down(drop=True)
        elif arrow:
            across, down = arrow
            columns = len(self.layout_now.columns)
            carry.step(columns, across + down * self.layout_now.per_row)
            self._show_target()
        elif named:
            carry.target = named[0]
            self._show_target()

    def _show_target(self) -> None:
        target = self.carry.target if self.carry else None
        if target is not None:
            columns, loose = self.layout_now.columns, self.layout_now.loose
            box = loose if target == LOOSE else columns[target]
            bar, view = self.verticalScrollBar(), self.viewport().height()
            if not 0 <= box.top() - bar.value() < view - self.layout_now.head:
                bar.setValue(box.top())
        self._say_target()
        self.viewport().update()

    def _walk(self, across: int, down: int) -> None:
        """Go to the next card in a direction, over columns without cards."""
        where = self.place(self.current)
        places = self.layout_now.places()
        if where is None or where not in places:
            if places:
                self.choose(self.card(places[0]).id)
            return
        found = self.layout_now.beside(where, across, down)
        if found is not None:
            self.choose(self.card(found).id)

    def _take_out(self) -> None:
        where = self.place(self.current)
        if where is not None and where.column != LOOSE:
            self.moved.emit(self.current, None)

    # Saying

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.carry is not None and self.carry.position is None:
            self.put_down(drop=False)
        self.viewport().update()

    def _tip(self, point: QPoint) -> str:
        group, found = self._head_at(point), self._card_at(point)
        if group is not None:
            return "\n".join(
                f"{trait.label}: "
                + ", ".join(
                    f"{v or '–'} {n}" for v, n in shares(group.cards, trait.field)
                )
                for trait in TRAITS
                if trait.field in self.bars
            )
        if found is None:
            return ""
        card = self.card(found)
        lines = (
            joined(card.name, card.native), card.organisation, card.role,
            joined(card.country, card.city, card.category, card.gender, card.language),
        )  # fmt: skip
        return "\n".join(line for line in lines if line)

    def _say_target(self) -> None:
        carry = self.carry
        group = self.group(carry.target) if carry and carry.target is not None else None
        if carry is None or carry.position is not None:
            return
        if group is None:
            self._say(self.tr("Not assigned"))
            return
        cost = carry.costs.get(group.id)
        self._say(joined(group.title, "" if cost is None else change(cost)))

    def _say(self, text: str) -> None:
        """Tell screen readers."""
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _in_words(group: Group, trait: str) -> str:
    return ", ".join(f"{value or '–'} {n}" for value, n in shares(group.cards, trait))
