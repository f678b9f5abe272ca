"""The board under mouse and keyboard.

It says what the user wants and changes nothing itself. A card is carried to another
column by dragging it, or with M (or Ctrl and an arrow), arrows and Enter; Escape puts
it back. P pins, Delete takes out of the group. Ctrl and Shift choose several cards, by
clicks and arrows, Ctrl+A those of a column; what is done then is done with all of them.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import Group, joined
from nexus_desktop.core.breakout_words import change
from nexus_desktop.ui.breakouts.carrying import Carry
from nexus_desktop.ui.breakouts.layout import LOOSE, Place
from nexus_desktop.ui.breakouts.picture import BoardPicture
from nexus_desktop.ui.breakouts.selection import between
from nexus_desktop.ui.breakouts.tips import card_tip, head_tip

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
        moved: participant ids and group id (None: out of the groups).
        pin_asked: ids of those whose pins are to be set, or taken off.
        carried: ids of those whose cards were lifted, none when they were put down.
        group_asked: group id whose head was clicked.
        regarded: participant id whose card the mouse is on, else the current one.
    """

    moved = Signal(object, object)
    pin_asked = Signal(object)
    carried = Signal(object)
    group_asked = Signal(str)
    regarded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._regarded = ""
        self._creeping = QTimer(self, interval=16)
        self._creeping.timeout.connect(self._creep)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Breakout groups"))
        self.viewport().setMouseTracking(True)

    def show_costs(self, people: tuple[str, ...], costs: dict[str, float]) -> None:
        """Show what every column would cost, if these cards are still being carried."""
        if self.carry is not None and self.carry.people == people:
            self.carry.costs = costs
            self._say_target()
            self.viewport().update()

    def choose(self, participant: str) -> None:
        """Choose one card, make it the current one and scroll to it."""
        self.selection.only(participant)
        self._go_to(participant)

    def _go_to(self, participant: str) -> None:
        """Make a card the current one, without a change of what is chosen."""
        self.current = participant
        self._regard(participant)
        self.bring_into_view(participant)
        self.viewport().update()
        where = self.place(participant)
        if where is None:
            return
        card, group = self.card(where), self.group(where.column)
        title = group.title if group else self.tr("not assigned")
        count = len(self.selection.people)
        several = self.tr("{} chosen").format(count) if count > 1 else ""
        self._say(joined(card.name, title, card.country, card.category, several))

    def _regard(self, participant: str) -> None:
        if participant != self._regarded:
            self._regarded = participant
            self.regarded.emit(participant)

    # Carrying

    def lift(self, *, position: QPoint | None = None, released: bool = False) -> None:
        """Begin to carry what is chosen, by the mouse if a position is given."""
        where, people = self.place(self.current), self.chosen
        if where is None or self.locked:
            return
        self.carry = Carry(people, where.column, where.column, position, released)
        self.carry.scattered = len({self._places[one].column for one in people}) > 1
        self.carried.emit(people)
        self.viewport().update()

    def put_down(self, *, drop: bool) -> None:
        """End carrying: leave the cards in the column aimed at, or put them back."""
        carry, self.carry = self.carry, None
        self._creeping.stop()
        self.viewport().unsetCursor()
        self.viewport().update()
        if carry is None:
            return
        self.carried.emit(())
        if drop and carry.target is not None and carry.goes_somewhere:
            group = self.group(carry.target)
            self.moved.emit(carry.people, group.id if group else None)

    def _aim(self, point: QPoint) -> None:
        carry = self.carry
        if carry is None:
            return
        before = self.carried_box(), carry.target
        carry.position = point
        over = [n for n, box in self.tile_boxes().items() if box.contains(point)]
        carry.target = (
            over[0] if over else self.layout_now.column_at(self.on_board(point))
        )
        near_edge = not _EDGE < point.y() < self.viewport().height() - _EDGE
        if near_edge and not over:
            self._creeping.start()
        else:
            self._creeping.stop()
        self._repaint_moved(*before)

    def _repaint_moved(self, box: QRect, target: int | None) -> None:
        """Paint anew what a moved mouse changed, not the whole board."""
        carry = self.carry
        if carry is None or box.isEmpty():
            self.viewport().update()
            return
        self.viewport().update(box.united(self.carried_box()))
        if target != carry.target:
            for number in (target, carry.target):
                self.viewport().update(self.target_box(number))

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
            self._press_card(found, event.modifiers())

    def _press_card(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        person = self.card(place).id
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self._stretch_to(person)
            return
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.selection.toggle(person)
        elif person not in self.selection.people:  # else they may be dragged together
            self.selection.only(person)
        people = self.selection.people
        self._go_to(person if person in people else min(people, default=""))

    def _stretch_to(self, person: str) -> None:
        """Choose all from the card chosen last by itself to this one."""
        start, end = self.place(self.selection.anchor), self.place(person)
        if start is None or end is None:
            self.choose(person)
            return
        places = between(self.layout_now, start, end)
        self.selection.all_of(self.card(place).id for place in places)
        self._go_to(person)

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
        found = self._card_at(point) if self.carry is None else None
        self._regard(self.card(found).id if found else self.current)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._regard(self.current)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        if self.carry is not None:
            self.put_down(drop=True)
            return
        found = self._card_at(pressed) if pressed is not None else None
        if found is not None and not event.modifiers():
            self.choose(self.card(found).id)
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
        arrow = _ARROWS.get(_KEY(event.key()))
        keys = event.modifiers()
        if self.carry is not None:
            self._carry_key(event, arrow)
        elif arrow and keys & Qt.KeyboardModifier.ControlModifier:
            self.lift(released=True)
            self._carry_key(event, arrow)
        elif arrow:
            self._walk(*arrow, stretch=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_column()
        elif not self._act(_KEY(event.key())):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key) -> bool:
        """Do what a key by itself asks for; tell whether it asked for anything."""
        if key == _KEY.Key_M:
            self.lift()
        elif key == _KEY.Key_P and self.current and not self.locked:
            self.pin_asked.emit(self.chosen)
        elif key in (_KEY.Key_Delete, _KEY.Key_Backspace) and not self.locked:
            self._take_out()
        elif key == _KEY.Key_Escape and len(self.selection.people) > 1:
            self.choose(self.current)
        else:
            return False
        return True

    def _choose_column(self) -> None:
        """Choose everybody in the current card's column."""
        where = self.place(self.current)
        if where is not None:
            count = range(self.layout_now.count(where.column))
            places = (Place(where.column, position) for position in count)
            self.selection.all_of(self.card(place).id for place in places)
            self._go_to(self.current)

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
        elif named or key in (_KEY.Key_Delete, _KEY.Key_Backspace):
            carry.target = named[0] if named else LOOSE
            self._show_target()

    def _show_target(self) -> None:
        target = self.carry.target if self.carry else None
        if target is not None:
            columns, loose = self.layout_now.columns, self.layout_now.loose
            box = loose if target == LOOSE else columns[target]
            bar, view = self.verticalScrollBar(), self.viewport().height()
            if (
                not box.isEmpty()
                and not 0 <= box.top() - bar.value() < view - self.layout_now.head
            ):
                bar.setValue(box.top())
        self._say_target()
        self.viewport().update()

    def _walk(self, across: int, down: int, *, stretch: bool) -> None:
        """Go to the next card in a direction; to `stretch` chooses all on the way."""
        where, layout = self.place(self.current), self.layout_now
        if where is None or where.position >= layout.count(where.column):
            if places := layout.places():
                self.choose(self.card(places[0]).id)
            return
        found = layout.beside(where, across, down)
        if found is not None:
            go = self._stretch_to if stretch else self.choose
            go(self.card(found).id)

    def _take_out(self) -> None:
        seated = [one for one in self.chosen if self._places[one].column != LOOSE]
        if seated:
            self.moved.emit(tuple(seated), None)

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
            return head_tip(group, self.bars)
        return card_tip(self.card(found)) if found is not None else ""

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
