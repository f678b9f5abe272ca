"""The board: days as columns, sessions as blocks, the present moment as a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.programme import geometry, sheet
from nexus_desktop.ui.programme.geometry import GUTTER, SNAP, Block, Scale, Spot
from nexus_desktop.ui.programme.paint import in_words, paint_block, times

_EDGE = 6.0
_MINUTE = 60_000
_ARROWS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}


@dataclass(frozen=True, slots=True)
class _Drag:
    """A block under way.

    Attributes:
        grip: how far below its start, or its end, it is held.
        is_stretch: its lower edge is held.
        times: where it would be put now; None until it has been moved.
    """

    block: Block
    origin: QPointF
    grip: float
    is_stretch: bool
    times: tuple[datetime, datetime] | None = None


class Board(QWidget):
    """Shows sessions; says what the user does to them. Changes nothing itself.

    Signals:
        selected: id of the session that is selected, "" for none.
        opened: id of a session to be edited.
        moved: (id, start, end), both aware UTC.
        removed: id of a session to be taken away.
        wanted: (start, end) of a session that should be made there.
    """

    selected = Signal(str)
    opened = Signal(str)
    moved = Signal(str, object, object)
    removed = Signal(str)
    wanted = Signal(object, object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.now = now
        self._workshop: WorkshopInfo | None = None
        self.blocks: tuple[Block, ...] = ()
        self.days: tuple[date, ...] = ()
        self._chosen = ""
        self._drag: _Drag | None = None
        self._view_height = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Programme"))
        self._timer = QTimer(self, interval=_MINUTE // 2)
        self._timer.timeout.connect(self.update)
        self._timer.start()

    @property
    def chosen(self) -> Block | None:
        """Return the block that is selected."""
        return self._find(self._chosen)

    def show_sessions(
        self, sessions: Sequence[SessionInfo], workshop: WorkshopInfo
    ) -> None:
        """Show `sessions` instead; the selection stays if it is still there."""
        self._workshop = workshop
        self.blocks = geometry.blocks(sessions, workshop)
        self.days = geometry.days_of(self.blocks, workshop)
        self.updateGeometry()
        self.setMinimumSize(self.minimumSizeHint())
        if self._chosen and self.chosen is None:
            self.choose("")
        else:
            self._describe()
        self.update()

    def choose(self, session_id: str) -> None:
        """Select a session; "" for none."""
        if session_id != self._chosen:
            self._chosen = session_id
            self._describe()
            self.update()
            self.selected.emit(session_id)

    def fit(self, height: float) -> None:
        """Use at least this much height: what is in sight at once."""
        self._view_height = height
        self.setMinimumSize(self.minimumSizeHint())
        self.update()

    def scale(self) -> Scale:
        """Return how days and times are laid out now."""
        return Scale.fitted(self.days, self.blocks, self.width(), self.height())

    def place_of(self, block: Block) -> QRectF:
        """Return where a block is, in pixels."""
        return self.scale().rect(block)

    @override
    def minimumSizeHint(self) -> QSize:
        scale = Scale.fitted(self.days, self.blocks, 0, self._view_height)
        return QSize(int(scale.width), int(scale.height))

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _find(self, session_id: str) -> Block | None:
        return next((b for b in self.blocks if b.session.id == session_id), None)

    def _describe(self) -> None:
        block = self.chosen
        if block is None or self._workshop is None:
            words = self.tr("Sessions: {0}. Arrow keys select one.").format(
                len(self.blocks)
            )
        else:
            words = in_words(block, self._workshop)
        self.setAccessibleDescription(words)

    def _block_at(self, point: QPointF) -> Block | None:
        scale = self.scale()
        return next((b for b in self.blocks if scale.rect(b).contains(point)), None)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._workshop is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.scale()
        today, minutes = self._workshop.clock(self.now())
        is_shown = today in scale.days and scale.shows(minutes)
        sheet.paint_grid(painter, scale, minutes if is_shown else None)
        held = self._drag.block if self._drag and self._drag.times else None
        for block in self.blocks:
            painter.setOpacity(0.35 if block is held else 1.0)
            is_chosen = block.session.id == self._chosen
            paint_block(
                painter, scale.rect(block), block, self._workshop, is_selected=is_chosen
            )
        painter.setOpacity(1.0)
        if is_shown:
            sheet.paint_now(painter, scale, today, minutes)
        self._paint_drag(painter, scale)
        painter.end()

    def _paint_drag(self, painter: QPainter, scale: Scale) -> None:
        if self._drag is None or self._drag.times is None or self._workshop is None:
            return
        begins, ends = self._drag.times
        session = replace(self._drag.block.session, starts_at=begins, ends_at=ends)
        (ghost,) = geometry.blocks([session], self._workshop)
        box = scale.rect(ghost)
        paint_block(painter, box, ghost, self._workshop, is_selected=True)
        sheet.paint_flag(painter, box, times(ghost, self._workshop))

    # The mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        block = self._block_at(point)
        self.choose(block.session.id if block else "")
        if block:
            scale = self.scale()
            is_stretch = _on_edge(point, scale.rect(block))
            held = scale.y(block.end if is_stretch else block.start)
            self._drag = _Drag(block, point, point.y() - held, is_stretch)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._drag is None:
            self._show_cursor(point)
            return
        far = (point - self._drag.origin).manhattanLength()
        if self._drag.times or far >= QApplication.startDragDistance():
            self._carry(self._drag, point)

    def _carry(self, drag: _Drag, point: QPointF) -> None:
        if self._workshop is None:
            return
        spot = self.scale().spot(point - QPointF(0, drag.grip))
        if drag.is_stretch:
            new = geometry.stretched(drag.block, spot.minutes, self._workshop)
        else:
            new = geometry.moved(drag.block, spot.day, spot.minutes, self._workshop)
        self._drag = _Drag(drag.block, drag.origin, drag.grip, drag.is_stretch, new)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag and drag.times:
            self._report(drag.block, drag.times)
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        block = self._block_at(event.position())
        if block:
            self.opened.emit(block.session.id)
        elif self._workshop and event.position().x() > GUTTER:
            spot = self.scale().spot(event.position())
            self._want(spot, self._workshop)

    def _want(self, spot: Spot, workshop: WorkshopInfo) -> None:
        start = spot.minutes // 30 * 30
        begins = workshop.moment(spot.day, start)
        self.wanted.emit(begins, workshop.moment(spot.day, start + 60))

    def _show_cursor(self, point: QPointF) -> None:
        block = self._block_at(point)
        if block is None:
            self.unsetCursor()
        elif _on_edge(point, self.place_of(block)):
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._workshop:
            block = self._block_at(QPointF(event.pos()))
            words = in_words(block, self._workshop) if block else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        block = self.chosen
        if self._drag and key == Qt.Key.Key_Escape:
            self._drag = None
            self.update()
        elif key in _ARROWS:
            self._step(_ARROWS[key], event.modifiers())
        elif block and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(block.session.id)
        elif block and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(block.session.id)
        elif block and key == Qt.Key.Key_Escape:
            self.choose("")
        else:
            super().keyPressEvent(event)

    def _step(self, way: str, modifiers: Qt.KeyboardModifier) -> None:
        block = self.chosen
        if block is None:
            first = self._first()
            self.choose(first.session.id if first else "")
        elif not modifiers & Qt.KeyboardModifier.AltModifier:
            there = geometry.neighbour(self.blocks, block, way)
            self.choose(there.session.id)
        else:
            stretch = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(block, way, stretch=stretch)

    def _nudge(self, block: Block, way: str, *, stretch: bool) -> None:
        if self._workshop is None:
            return
        by = {"up": -SNAP, "down": SNAP}.get(way, 0)
        if stretch:
            new = geometry.stretched(block, block.end + by, self._workshop)
        else:
            place = self.days.index(block.day) + {"left": -1, "right": 1}.get(way, 0)
            day = self.days[min(max(place, 0), len(self.days) - 1)]
            new = geometry.moved(block, day, block.start + by, self._workshop)
        self._report(block, new)

    def _report(self, block: Block, new: tuple[datetime, datetime]) -> None:
        if new != (block.session.starts_at, block.session.ends_at):
            self.moved.emit(block.session.id, *new)

    def _first(self) -> Block | None:
        """Return what is on now or comes next, else the first of all."""
        now = self.now()
        later = (b for b in self.blocks if b.session.ends_at > now)
        return next(later, next(iter(self.blocks), None))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()


def _on_edge(point: QPointF, box: QRectF) -> bool:
    tall = box.height() > 3 * _EDGE
    return tall and box.bottom() - _EDGE <= point.y() <= box.bottom()
