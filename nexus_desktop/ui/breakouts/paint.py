"""Painting the board: cards, column heads, trait bars, chips.

Colours come from the palette when painting, so a change of theme needs only a repaint.
Hues tell the values of one trait apart; the value itself is always written as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
)

from nexus_desktop.core.breakout import Card, Group, joined, shares
from nexus_desktop.core.breakout_words import change
from nexus_desktop.ui.breakouts.layout import BAR, BAR_GAP, PAD
from nexus_desktop.ui.kit import icons, theme

_OTHERS = theme.HUES[5]
_TOLD_APART = tuple(hue for hue in theme.HUES if hue != _OTHERS)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_STRIP = 4
_RADIUS = 6.0


def hues(cards: Iterable[Card], trait: str) -> dict[str, str]:
    """Give the most frequent values a hue each, all the others one grey."""
    values = [value for value, _ in shares(cards, trait) if value]
    return dict(zip(values, _TOLD_APART, strict=False))


@dataclass(slots=True)
class Brush:
    """A painter with the fonts and colours of the board.

    Attributes:
        trait: the field that cards are coloured by.
        hues: trait -> value -> colour, of the traits that are shown.
    """

    painter: QPainter
    fonts: "Fonts"
    trait: str
    hues: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]
    colours: theme.Colours = field(default_factory=theme.colours)

    def on(self, painter: QPainter) -> "Brush":
        """Return the same brush for another painter."""
        return replace(self, painter=painter)

    def font(self, pixels: int, *, bold: bool = False) -> "Lettering":
        """Return the screen's font at a size."""
        return self.fonts.at(pixels, bold=bold)

    def hue(self, trait: str, value: str) -> QColor:
        """Return the colour of a trait's value."""
        return QColor(self.hues.get(trait, {}).get(value, _OTHERS))

    def text(
        self,
        box: QRect,
        text: str,
        font: "Lettering",
        token: str,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> int:
        """Write one line, cut to fit; return its width."""
        wide = font.metrics.horizontalAdvance(text)
        if wide > box.width():
            cut = Qt.TextElideMode.ElideRight
            text = font.metrics.elidedText(text, cut, box.width())
            wide = font.metrics.horizontalAdvance(text)
        self.painter.setFont(font.font)
        self.painter.setPen(self.colours[token])
        self.painter.drawText(box, align, text)
        return wide


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font and its measures."""

    font: QFont
    metrics: QFontMetrics


class Fonts:
    """One font at the few sizes that the board writes in, each made once."""

    def __init__(self, base: QFont) -> None:
        self._base = base
        self._made: dict[tuple[int, bool], Lettering] = {}

    def at(self, pixels: int, *, bold: bool) -> Lettering:
        """Return the font at a size."""
        found = self._made.get((pixels, bold))
        if found is None:
            font = QFont(self._base)
            font.setPixelSize(pixels)
            font.setBold(bold)
            found = self._made[pixels, bold] = Lettering(font, QFontMetrics(font))
        return found


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card stands out.

    Attributes:
        met: numbers of the rounds in which the current person meets this one too.
    """

    current: bool = False
    chosen: bool = False
    found: bool = False
    lifted: bool = False
    focused: bool = False
    met: str = ""


def paint_card(brush: Brush, box: QRect, card: Card, state: CardState) -> None:
    """Paint a card: name (both scripts), then trait values, with a strip of colour."""
    painter, c = brush.painter, brush.colours
    painter.setPen(_outline(brush, state))
    painter.setBrush(c[_ground(state)])
    painter.drawRoundedRect(
        QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
    )
    painter.fillPath(_strip(box), brush.hue(brush.trait, card.value(brush.trait)))
    inner = box.adjusted(12, 4, -10, -4)
    upper = QRect(inner.left(), inner.top(), inner.width(), 22)
    lower = QRect(inner.left(), inner.top() + 21, inner.width(), 18)
    small = brush.font(12)
    strong, faint = ("on_attention",) * 2 if state.found else ("text", "faint")
    if card.pinned:
        taken = brush.text(upper, brush.words["pinned"], small, faint, _RIGHT)
        upper.setRight(upper.right() - taken - 8)
    used = brush.text(upper, card.name, brush.font(14, bold=True), strong)
    upper.setLeft(upper.left() + used + 6)
    if card.native and card.native != card.name and upper.width() > 40:
        brush.text(upper, card.native, small, faint)
    marks = _marks(brush, card, state)
    if marks:
        lower.setRight(
            lower.right() - brush.text(lower, marks, small, faint, _RIGHT) - 6
        )
    brush.text(lower, card_line(card, brush.trait), small, faint)


def card_line(card: Card, trait: str) -> str:
    """Return a card's second line: the value it is coloured by, then the usual ones."""
    usual = [card.value(name) for name in ("country", "category") if name != trait]
    return joined(card.value(trait) or "–", *usual)


def paint_place(brush: Brush, box: QRect, group: Group) -> None:
    """Paint a group's room, table and people in charge under its title."""
    draft = group.draft
    hosts = ", ".join(filter(None, (draft.facilitator, draft.rapporteur)))
    table = f"{brush.words['table']} {draft.table}" if draft.table else ""
    line = joined(draft.room, table, hosts or brush.words["no host"])
    brush.text(_second_line(box), line, brush.font(12), "faint")


def paint_room(brush: Brush, box: QRect, group: Group) -> None:
    """Paint how many seats are taken under a group's title."""
    count = len(group.cards)
    full = count >= group.seats_max
    line = brush.words["full" if full else "room"].format(count, group.seats_max)
    brush.text(_second_line(box), line, brush.font(12), "warn" if full else "faint")


def paint_bars(brush: Brush, box: QRect, group: Group, bars: Sequence[str]) -> None:
    """Paint a bar for each trait in a head."""
    top = box.top() + 60
    for trait in bars:
        bar = QRect(box.left() + PAD, top, box.width() - 2 * PAD, BAR)
        paint_shares(brush, bar, group.cards, trait)
        top += BAR + BAR_GAP


def paint_title(brush: Brush, box: QRect, text: str, taken: int) -> None:
    """Paint a column's title, leaving `taken` pixels at the right for a figure."""
    line = QRect(box.left() + PAD, box.top() + 12, box.width() - 2 * PAD - taken, 22)
    brush.text(line, text, brush.font(15, bold=True), "text")


def paint_shares(brush: Brush, bar: QRect, cards: tuple[Card, ...], trait: str) -> None:
    """Paint how often each value of a trait occurs, as a stacked bar."""
    painter = brush.painter
    painter.setPen(Qt.PenStyle.NoPen)
    if not cards:
        painter.setBrush(brush.colours["line"])
        painter.drawRect(bar)
        return
    left = float(bar.left())
    for value, count in shares(cards, trait):
        width = bar.width() * count / len(cards)
        painter.fillRect(
            QRectF(left, bar.top(), max(width - 1.5, 1.0), bar.height()),
            brush.hue(trait, value),
        )
        left += width


def paint_count(brush: Brush, box: QRect, group: Group) -> int:
    """Paint "12 / 13" at the right of a head; too many or too few stand out."""
    count = len(group.cards)
    line = QRect(box.left() + PAD, box.top() + 12, box.width() - 2 * PAD, 22)
    text = f"{count} / {group.seats_max}"
    crowded = count > group.seats_max
    font = brush.font(14, bold=crowded)
    return brush.text(line, text, font, "warn" if crowded else "soft", _RIGHT)


def paint_change(brush: Brush, right: int, middle: int, delta: float) -> int:
    """Paint a change of cost as a chip that ends at `right`; return its width."""
    text = change(delta)
    tone = {"+": "warn", "−": "good"}.get(text[0], "accent")
    return paint_chip(brush, QPoint(right, middle), text, tone)


def paint_chip(brush: Brush, right_middle: QPoint, text: str, tone: str) -> int:
    """Paint a chip that ends at a point; return its width."""
    font = brush.font(12)
    width = font.metrics.horizontalAdvance(text) + 20
    box = QRect(right_middle.x() - width, right_middle.y() - 11, width, 22)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(brush.colours[f"{tone}_soft"])
    brush.painter.drawRoundedRect(box, 11, 11)
    brush.text(box, text, font, tone, _MIDDLE)
    return width


def paint_panel(brush: Brush, box: QRect, *, marked: bool = False) -> None:
    """Paint the ground of a column; `marked`: the card would go here."""
    c, painter = brush.colours, brush.painter
    # Smooth edges are slow to fill with; only the line around needs them.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c["surface"])
    painter.drawRoundedRect(box, 10.0, 10.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c["accent"], 2) if marked else QPen(c["line"], 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_edge(box), 10.0, 10.0)


def paint_backdrop(brush: Brush, boxes: Sequence[QRect]) -> None:
    """Paint the ground that tiles stand on, so that no card shows between them."""
    around = reduce(QRect.united, boxes).adjusted(-6, -6, 6, 12)
    brush.painter.setPen(QPen(brush.colours["line"], 1))
    brush.painter.setBrush(brush.colours["ground"])
    brush.painter.drawRoundedRect(_edge(around), 10.0, 10.0)


def paint_shadow(brush: Brush, box: QRect) -> None:
    """Paint the soft shadow of a card that is held above the others."""
    brush.painter.setPen(Qt.PenStyle.NoPen)
    for spread in (6, 4, 2):
        brush.painter.setBrush(QColor(0, 0, 0, 22))
        shape = box.adjusted(-spread, 2 - spread, spread, 2 + spread)
        brush.painter.drawRoundedRect(shape, _RADIUS + spread, _RADIUS + spread)


def paint_lock(brush: Brush, right_middle: QPoint) -> int:
    """Paint the sign of a published group; return its width."""
    box = QRectF(right_middle.x() - 14, right_middle.y() - 7, 14, 14)
    icons.paint(brush.painter, "lock", brush.colours.faint, box)
    return 14


def _outline(brush: Brush, state: CardState) -> QPen:
    c = brush.colours
    if state.current or state.chosen:
        return QPen(c["accent"], 2.0 if state.focused else 1.0)
    pen = QPen(c["faint"] if state.lifted else c["line"], 1)
    if state.lifted:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _second_line(box: QRect) -> QRect:
    return QRect(box.left() + PAD, box.top() + 34, box.width() - 2 * PAD, 18)


def _edge(box: QRect) -> QRectF:
    """Return the line around a box, in the middle of its outer pixels."""
    return QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)


def _strip(box: QRect) -> QPainterPath:
    """Return the shape of the strip at a card's left edge, round like the card."""
    path = QPainterPath()
    top, bottom = float(box.top()) + 0.5, float(box.bottom()) + 0.5
    left = float(box.left()) + 0.5
    path.moveTo(left + _RADIUS, top)
    path.quadTo(QPointF(left, top), QPointF(left, top + _RADIUS))
    path.lineTo(left, bottom - _RADIUS)
    path.quadTo(QPointF(left, bottom), QPointF(left + _RADIUS, bottom))
    path.quadTo(QPointF(left + _STRIP, bottom), QPointF(left + _STRIP, bottom - 4))
    path.lineTo(left + _STRIP, top + 4)
    path.quadTo(QPointF(left + _STRIP, top), QPointF(left + _RADIUS, top))
    return path


def _ground(state: CardState) -> str:
    if state.found:
        return "attention"
    return "accent_soft" if state.chosen else "raised"


def _marks(brush: Brush, card: Card, state: CardState) -> str:
    met = brush.words["met"].format(state.met) if state.met else ""
    wish = brush.words["wish"].format(card.wish) if card.wish else ""
    return joined(met, wish, brush.words["arrived"] if card.arrived else "")
