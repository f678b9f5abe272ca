"""What is drawn around a badge that is worked on: rulers, outlines, handles, guides."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nexus_desktop.core.badge_advice import title
from nexus_desktop.core.badge_layout import BadgeLayout, Element
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_reach import HANDLES, Guide, Handle

RULER = 22
"""Pixels that a ruler takes."""

_HANDLE = 8.0
_TICKS = ((10, 9), (5, 6), (1, 3))  # millimetres, pixels
_CLOSE = 3.5  # pixels a millimetre from which each has its tick


@dataclass(frozen=True, slots=True)
class View:
    """Where a badge's upper left corner is, and how many pixels a millimetre has."""

    origin: QPointF
    scale: float

    def on_screen(self, x: float, y: float) -> QPointF:
        """Return where a place on the badge is."""
        return self.origin + QPointF(x * self.scale, y * self.scale)

    def box(self, element: Element) -> QRectF:
        """Return where an element is."""
        corner = self.on_screen(element.x, element.y)
        width, height = element.width * self.scale, element.height * self.scale
        return QRectF(corner.x(), corner.y(), width, height)

    def badge(self, layout: BadgeLayout) -> QRectF:
        """Return where the badge is."""
        width, height = layout.width * self.scale, layout.height * self.scale
        return QRectF(self.origin.x(), self.origin.y(), width, height)


def handle_place(box: QRectF, handle: Handle) -> QPointF:
    """Return the middle of a handle of an outline."""
    x = box.left() + box.width() * handle.across
    return QPointF(x, box.top() + box.height() * handle.down)


def paint_blank(painter: QPainter, view: View, layout: BadgeLayout) -> None:
    """Paint an empty badge and what lifts it off its ground."""
    box = view.badge(layout)
    for grown in (3, 2, 1):
        painter.fillRect(
            box.adjusted(-grown, -grown + 1, grown, grown + 1), QColor(0, 0, 0, 18)
        )
    painter.fillRect(box, QColor("#FFFFFF"))


def paint_elements(
    painter: QPainter, view: View, draft: LayoutDraft, empty: Collection[str]
) -> None:
    """Paint a quiet outline of each element, a strong one of the chosen one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    chosen = draft.chosen
    for element in draft.side.elements:
        if element != chosen:
            painter.setPen(QPen(QColor(110, 125, 140, 110), 1, Qt.PenStyle.DotLine))
            painter.drawRect(view.box(element))
        if element.id in empty:
            _name(painter, view.box(element), title(element))
    if chosen is not None:
        _outline(painter, view.box(chosen))
    painter.restore()


def _name(painter: QPainter, box: QRectF, text: str) -> None:
    """Write in an empty room what would stand there."""
    painter.save()
    font = painter.font()
    font.setPixelSize(11)
    font.setItalic(True)
    painter.setFont(font)
    painter.setPen(QColor(110, 125, 140))
    inside = box.adjusted(4, 0, -2, 0)
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, int(inside.width())
    )
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()


def _outline(painter: QPainter, box: QRectF) -> None:
    accent = QColor(theme.LIGHT.accent)  # the badge is white in the dark too
    painter.setPen(QPen(accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    painter.setPen(QPen(accent, 1))
    painter.setBrush(QColor("#FFFFFF"))
    for handle in HANDLES:
        place = handle_place(box, handle)
        half = _HANDLE / 2
        painter.drawRect(QRectF(place.x() - half, place.y() - half, _HANDLE, _HANDLE))


def paint_guide(
    painter: QPainter, view: View, layout: BadgeLayout, guide: Guide
) -> None:
    """Paint a line that something was drawn to, over the whole badge."""
    painter.setPen(QPen(QColor("#C2185B"), 1, Qt.PenStyle.DashLine))
    box = view.badge(layout)
    if guide.is_upright:
        x = view.on_screen(guide.at, 0).x()
        painter.drawLine(QLineF(x, box.top() - 6, x, box.bottom() + 6))
    else:
        y = view.on_screen(0, guide.at).y()
        painter.drawLine(QLineF(box.left() - 6, y, box.right() + 6, y))


def paint_rulers(
    painter: QPainter, view: View, layout: BadgeLayout, chosen: Element | None
) -> None:
    """Paint both rulers, and on them what the chosen element takes."""
    window, colours = painter.window(), theme.colours()
    width, height = window.width(), window.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(QRectF(0, 0, width, RULER), colours["surface"])
    painter.fillRect(QRectF(0, 0, RULER, height), colours["surface"])
    if chosen is not None:
        box, soft = view.box(chosen), colours["accent_soft"]
        painter.fillRect(QRectF(box.left(), 0, box.width(), RULER), soft)
        painter.fillRect(QRectF(0, box.top(), RULER, box.height()), soft)
    font = painter.font()
    font.setPixelSize(9)
    painter.setFont(font)
    painter.setPen(colours["faint"])
    _ticks(painter, view, layout.width, is_upright=False)
    _ticks(painter, view, layout.height, is_upright=True)
    painter.fillRect(QRectF(0, 0, RULER, RULER), colours["surface"])
    painter.drawText(
        QRectF(0, 0, RULER, RULER), int(Qt.AlignmentFlag.AlignCenter), "mm"
    )
    painter.setPen(colours["line"])
    painter.drawLine(0, RULER, width, RULER)
    painter.drawLine(RULER, 0, RULER, height)
    painter.restore()


def _ticks(painter: QPainter, view: View, length: float, *, is_upright: bool) -> None:
    for place in range(int(length) + 1):
        mark = next(pixels for step, pixels in _TICKS if not place % step)
        if mark == _TICKS[-1][1] and view.scale < _CLOSE:
            continue
        at = view.on_screen(place, place)
        if is_upright:
            painter.drawLine(QLineF(RULER - mark, at.y(), RULER, at.y()))
        else:
            painter.drawLine(QLineF(at.x(), RULER - mark, at.x(), RULER))
        if not place % 10:
            _number(painter, at, str(place), is_upright=is_upright)


def _number(painter: QPainter, at: QPointF, text: str, *, is_upright: bool) -> None:
    if is_upright:
        box = QRectF(0, at.y() - 13, RULER - 2, 12)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), text)
    else:
        painter.drawText(QPointF(at.x() + 2, 11), text)
