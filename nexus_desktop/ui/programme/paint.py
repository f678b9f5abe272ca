"""How a session looks on the board."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

from nexus_desktop.core.programme import SessionInfo, form_named
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit.theme import HUES, colours
from nexus_desktop.ui.programme.geometry import Block

_STRIPE = 4.0
_RADIUS = 6.0
_NARROW = 64.0
_HUES = {
    "opening": HUES[0], "closing": HUES[0], "plenary": HUES[9], "panel": HUES[3],
    "breakout": HUES[2], "training": HUES[7], "visit": HUES[1], "social": HUES[4],
}  # fmt: skip
_OTHER = HUES[5]


def hue(form: str) -> QColor:
    """Return the colour that goes with a form of session."""
    return QColor(_HUES.get(form, _OTHER))


def times(block: Block, workshop: WorkshopInfo) -> str:
    """Return such as "10:15–12:30"."""
    begins = workshop.local(block.session.starts_at)
    ends = workshop.local(block.session.ends_at)
    return f"{begins:%H:%M}–{ends:%H:%M}"


def in_words(block: Block, workshop: WorkshopInfo) -> str:
    """Return all that is known of a session, for tooltips and screen readers."""
    session = block.session
    parts = [
        session.title,
        times(block, workshop),
        session.room,
        form_named(session.form).label,
    ]
    if session.chair:
        parts.append(f"Chair: {session.chair}")
    if session.speakers:
        parts.append(f"Speakers: {session.speakers}")
    if session.objectives:
        parts.append(f"Objectives: {', '.join(map(str, session.objectives))}")
    return "\n".join(part for part in parts if part)


def paint_block(
    painter: QPainter,
    box: QRectF,
    block: Block,
    workshop: WorkshopInfo,
    *,
    is_selected: bool,
) -> None:
    """Paint one session into `box`."""
    c = colours()
    session = block.session
    shape = QPainterPath()
    shape.addRoundedRect(box, _RADIUS, _RADIUS)
    fill = c["ground"] if session.is_pause else c["raised"]
    if is_selected:
        fill = c["accent_soft"]
    painter.fillPath(shape, fill)
    if not session.is_pause:
        painter.save()
        painter.setClipPath(shape)
        stripe = QRectF(box.left(), box.top(), _STRIPE, box.height())
        painter.fillRect(stripe, hue(session.form))
        painter.restore()
    edge = QPen(c["accent"] if is_selected else c["line"], 2 if is_selected else 1)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    _paint_text(painter, box.adjusted(_STRIPE + 6, 0, -6, 0), block, workshop)


def _paint_text(
    painter: QPainter, box: QRectF, block: Block, workshop: WorkshopInfo
) -> None:
    c = colours()
    session = block.session
    title_font, meta_font = _fonts(painter.font(), session, box.width())
    title_line = QFontMetricsF(title_font).height()
    meta_line = QFontMetricsF(meta_font).height()
    title_colour = c["soft"] if session.is_pause else c["text"]
    if box.height() < title_line + meta_line + 2:
        _paint_line(painter, box, block, workshop, title_font)
        return
    rows = int((box.height() - meta_line - 6) // title_line)
    painter.setPen(title_colour)
    inner = box.adjusted(0, 4, 0, -2)
    used = _paint_wrapped(painter, inner, session.title, title_font, max(rows, 1))
    numbers = " ".join(f"#{number}" for number in session.objectives)
    meta = " · ".join(part for part in (times(block, workshop), session.room) if part)
    painter.setFont(meta_font)
    painter.setPen(c["soft"])
    metrics = QFontMetricsF(meta_font)
    line = QRectF(inner.left(), inner.top() + used, inner.width(), meta_line)
    if numbers and metrics.horizontalAdvance(f"{meta}  {numbers}") <= line.width():
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, numbers)
    painter.drawText(
        line, metrics.elidedText(meta, Qt.TextElideMode.ElideRight, line.width())
    )


def _fonts(base: QFont, session: SessionInfo, width: float) -> tuple[QFont, QFont]:
    smaller = 2 if width < _NARROW else 0
    title = QFont(base)
    title.setPixelSize(13 - smaller)
    title.setBold(not session.is_pause)
    meta = QFont(base)
    meta.setPixelSize(12 - smaller)
    return title, meta


def _paint_line(
    painter: QPainter,
    box: QRectF,
    block: Block,
    workshop: WorkshopInfo,
    font: QFont,
) -> None:
    """Paint title and start in one line, for a session of half an hour or less."""
    c = colours()
    font = QFont(font)
    font.setPixelSize(int(min(13, max(box.height() - 3, 8))))
    metrics = QFontMetricsF(font)
    start = f"{workshop.local(block.session.starts_at):%H:%M}"
    room = box.width() - metrics.horizontalAdvance(start) - 8
    painter.setFont(font)
    painter.setPen(c["soft"] if block.session.is_pause else c["text"])
    middle = Qt.AlignmentFlag.AlignVCenter
    if room < box.width() / 2:
        room = box.width()
    else:
        painter.save()
        plain = QFont(font)
        plain.setBold(False)
        painter.setFont(plain)
        painter.setPen(c["soft"])
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, start)
        painter.restore()
    title = metrics.elidedText(block.session.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, middle, title)


def _paint_wrapped(
    painter: QPainter, box: QRectF, text: str, font: QFont, rows: int
) -> float:
    """Write `text` in at most `rows` lines, cut with "…"; return the height used."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    layout.beginLayout()
    y = 0.0
    for row in range(rows):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        rest = text[line.textStart() :]
        is_last = row == rows - 1
        shown = (
            metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
            if is_last
            else rest[: line.textLength()]
        )
        place = QPointF(box.left(), box.top() + y + metrics.ascent())
        painter.drawText(place, shown)
        y += metrics.height()
    layout.endLayout()
    return y
