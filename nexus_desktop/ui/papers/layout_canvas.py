"""The badge as it will be printed, with rulers; elements moved by mouse and keys."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from nexus_desktop.core.badge_advice import title
from nexus_desktop.core.badge_layout import Element
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.papers import layout_ink, layout_marks
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_keys import LayoutKeys
from nexus_desktop.ui.papers.layout_marks import RULER, View
from nexus_desktop.ui.papers.layout_reach import (
    HANDLES,
    Guide,
    Guides,
    Handle,
    guides,
    moved,
    stretched,
    touches,
)

_MARGIN = 28  # pixels around the badge
_REACH = 7  # pixels within which a handle is taken
_ZOOMS = (1.0, 16.0)  # pixels a millimetre
_STEP = 1.2
_SHAPES = Qt.CursorShape
_CURSORS = {
    (0.0, 0.0): _SHAPES.SizeFDiagCursor, (1.0, 1.0): _SHAPES.SizeFDiagCursor,
    (0.0, 1.0): _SHAPES.SizeBDiagCursor, (1.0, 0.0): _SHAPES.SizeBDiagCursor,
    (0.5, 0.0): _SHAPES.SizeVerCursor, (0.5, 1.0): _SHAPES.SizeVerCursor,
    (0.0, 0.5): _SHAPES.SizeHorCursor, (1.0, 0.5): _SHAPES.SizeHorCursor,
}  # fmt: skip


class LayoutCanvas(QWidget):
    """Shows the side of a draft on which somebody works.

    Signals:
        text_asked: somebody wants to write the chosen element's text.

    Attributes:
        empty: ids of elements that show nothing on this person's badge.
        guides: lines that what is dragged was drawn to.
    """

    text_asked = Signal()

    def __init__(self, draft: LayoutDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._keys = draft, LayoutKeys(draft)
        self._face: BadgeFace | None = None
        self._zoom, self._picture = 0.0, QPixmap()
        self.empty: frozenset[str] = frozenset()  # what shows nothing here
        self._drag: _Drag | None = None
        self.guides: tuple[Guide, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Badge"))
        draft.changed.connect(self._renew)
        draft.turned.connect(self._renew)
        self._tell()

    # What is shown

    def show_face(self, face: BadgeFace) -> None:
        """Show somebody's badge."""
        self._face = face
        self._renew()

    @property
    def is_ready(self) -> bool:
        """Say whether somebody's badge is shown."""
        return self._face is not None

    def zoom(self, steps: int) -> None:
        """Make the badge larger or smaller; 0 fits it to the room."""
        low, high = _ZOOMS
        scale = self._view().scale * _STEP**steps
        self._zoom = min(max(scale, low), high) if steps else 0.0
        self._renew()

    def _view(self) -> View:
        """Return where the badge is on the widget."""
        layout = self._draft.layout
        room_x = self.width() - RULER - 2 * _MARGIN
        room_y = self.height() - RULER - 2 * _MARGIN
        fit = min(room_x / layout.width, room_y / layout.height, _ZOOMS[1])
        scale = self._zoom or max(fit, _ZOOMS[0])
        left = RULER + (self.width() - RULER - layout.width * scale) / 2
        top = RULER + (self.height() - RULER - layout.height * scale) / 2
        return View(QPointF(round(left), round(top)), scale)

    def place_of(self, x: float, y: float) -> QPoint:
        """Return where a place on the badge, in millimetres, is on the widget."""
        return self._view().on_screen(x, y).toPoint()

    def _renew(self) -> None:
        self._picture = QPixmap()
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Say in words what is chosen, for those who can't see it."""
        chosen = self._draft.chosen
        said = self.tr("Nothing chosen; Tab goes through the elements.")
        if chosen is not None:
            said = self.tr("{0}: {1:g}, {2:g}; {3:g} × {4:g} mm").format(
                title(chosen), chosen.x, chosen.y, chosen.width, chosen.height
            )
        self.setAccessibleDescription(said)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colours()["ground"])
        view, layout = self._view(), self._draft.layout
        layout_marks.paint_blank(painter, view, layout)
        if self._face is not None:
            if self._picture.isNull():
                self._picture = self._painted(view, self._face)
            painter.drawPixmap(view.origin, self._picture)
        layout_marks.paint_elements(painter, view, self._draft, self.empty)
        for guide in self.guides:
            layout_marks.paint_guide(painter, view, layout, guide)
        layout_marks.paint_rulers(painter, view, layout, self._draft.chosen)
        if self.hasFocus():
            painter.setPen(theme.colours()["accent"])
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _painted(self, view: View, face: BadgeFace) -> QPixmap:
        layout, ratio = self._draft.layout, self.devicePixelRatioF()
        width, height = layout.width * view.scale, layout.height * view.scale
        picture = QPixmap(QSize(round(width * ratio), round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.scale(view.scale, view.scale)
        placed = layout_ink.paint(painter, face, layout, self._draft.side)
        painter.end()
        self.empty = layout_ink.empty(placed, face, layout)
        return picture

    # Mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        handle = self._handle_at(event.position())
        found = self._draft.chosen if handle else self._element_at(event.position())
        self._draft.choose(found.id if found else "")
        self._draft.settle()
        if found is not None:
            self._drag = _Drag(found, handle, event.position(), self._guides_of(found))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._point(event.position())
            return
        is_free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        made, self.guides = self._drag.to(
            event.position(), self._view().scale, is_free=is_free
        )
        self._draft.change(made, "drag")
        landed = self._draft.chosen  # the badge's edge may have stopped it
        if landed is not None:
            self.guides = tuple(g for g in self.guides if touches(landed, g))
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag, self.guides = None, ()
        self._draft.settle()
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._element_at(event.position()) is not None:
            self.text_asked.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = QPixmap()

    def _point(self, at: QPointF) -> None:
        handle = self._handle_at(at)
        if handle is not None:
            self.setCursor(_CURSORS[handle.across, handle.down])
        elif self._element_at(at) is not None:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.unsetCursor()

    def _guides_of(self, element: Element) -> Guides:
        return guides(self._draft.layout, self._draft.side, element.id)

    def _handle_at(self, at: QPointF) -> Handle | None:
        chosen = self._draft.chosen
        if chosen is None:
            return None
        box = self._view().box(chosen)
        for handle in HANDLES:
            place = layout_marks.handle_place(box, handle)
            if (place - at).manhattanLength() <= _REACH:
                return handle
        return None

    def _element_at(self, at: QPointF) -> Element | None:
        """Return the element under a point: the chosen one, or the topmost."""
        view, chosen = self._view(), self._draft.chosen
        under = [e for e in self._draft.side.elements if view.box(e).contains(at)]
        if chosen is not None and chosen in under:
            smaller = [e for e in under if _size(e) < _size(chosen)]
            return smaller[-1] if smaller else chosen
        return under[-1] if under else None

    # Keys

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._turned_to_next(event):
                return True
            is_asked = event.type() == QEvent.Type.ShortcutOverride
            if is_asked and self._keys.knows(event):
                event.accept()
                return True
        return super().event(event)

    def _turned_to_next(self, event: QKeyEvent) -> bool:
        """Take Tab to the next element; past the last it goes to the next widget."""
        by = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(by) and is_plain and self._draft.step_on(by)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self._draft.chosen is not None:
                self.text_asked.emit()
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class _Drag:
    """An element on its way: what it was, and where it was taken."""

    def __init__(
        self, element: Element, handle: Handle | None, start: QPointF, within: Guides
    ) -> None:
        self._element, self._handle = element, handle
        self._start, self._within = start, within

    def to(
        self, at: QPointF, scale: float, *, is_free: bool
    ) -> tuple[Element, tuple[Guide, ...]]:
        """Return the element with the pointer at a place, and the guides it is on."""
        by = ((at.x() - self._start.x()) / scale, (at.y() - self._start.y()) / scale)
        within = None if is_free else self._within
        if not any(by):
            return self._element, ()
        if self._handle is None:
            return moved(self._element, by, within)
        return stretched(self._element, self._handle, by, within)


def _size(element: Element) -> float:
    return element.width * element.height
