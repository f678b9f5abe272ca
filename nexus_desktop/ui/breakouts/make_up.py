"""Who is in a group against everybody in the round: small bars, trait by trait."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import TRAITS, Card, shares
from nexus_desktop.ui.breakouts.paint import Brush, Fonts, hues
from nexus_desktop.ui.kit import theme

_VALUES = 6
_HEAD, _LINE, _GAP = 26, 22, 8
_NAME, _FIGURE = 108, 104
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of a trait: how many of the group have it, its parts of both (0-1)."""

    value: str
    count: int
    here: float
    whole: float


def bars(cards: Sequence[Card], everybody: Sequence[Card], trait: str) -> list[Bar]:
    """Return the most frequent values of a trait; the others together as the last."""
    here = Counter(card.value(trait) for card in cards)
    whole = shares(everybody, trait)
    shown, others = whole[:_VALUES], whole[_VALUES:]
    counts = [(value or "–", here[value], count) for value, count in shown]
    if others:
        rest = sum(here[value] for value, _ in others)
        counts.append(("others", rest, sum(count for _, count in others)))
    least = max(1, len(cards)), max(1, len(everybody))
    return [Bar(v, n, n / least[0], count / least[1]) for v, n, count in counts]


class MakeUp(QWidget):
    """For each trait the parts of its values in the group; a mark shows the whole's."""

    def __init__(
        self,
        cards: Sequence[Card],
        everybody: Sequence[Card],
        traits: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        labels = {trait.field: trait.label for trait in TRAITS}
        self.parts = [
            (labels[trait], trait, bars(cards, everybody, trait)) for trait in traits
        ]
        self._hues = {trait: hues(everybody, trait) for trait in traits}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self.sizeHint().height())
        self.setAccessibleName(self.tr("Make-up of the group"))
        self.setAccessibleDescription(self._told())

    def _told(self) -> str:
        return ". ".join(
            f"{name}: " + ", ".join(f"{b.value} {b.count}" for b in found)
            for name, _, found in self.parts
        )

    @override
    def sizeHint(self) -> QSize:
        lines = sum(len(found) for _, _, found in self.parts)
        return QSize(300, lines * _LINE + len(self.parts) * (_HEAD + _GAP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, Fonts(self.font()), "", self._hues, {})
        top = 0
        for name, trait, found in self.parts:
            box = QRect(0, top, self.width(), _HEAD)
            brush.text(box, name, brush.font(13, bold=True), "text")
            top += _HEAD
            most = max(max(b.here, b.whole) for b in found) if found else 1.0
            for bar in found:
                line = QRect(0, top, self.width(), _LINE)
                self._paint_bar(brush, line, (trait, bar), most)
                top += _LINE
            top += _GAP

    def _paint_bar(
        self, brush: Brush, line: QRect, what: tuple[str, Bar], most: float
    ) -> None:
        trait, bar = what
        painter, c, font = brush.painter, theme.colours(), brush.font(12)
        brush.text(QRect(0, line.top(), _NAME, _LINE), bar.value, font, "soft")
        wide = line.width() - _NAME - _FIGURE - 16
        room = QRectF(_NAME + 8, line.top() + 6, wide, 10)
        painter.fillRect(room, c["line"])
        filled = QRectF(room)
        filled.setWidth(room.width() * bar.here / most)
        painter.fillRect(filled, brush.hue(trait, bar.value))
        mark = room.adjusted(0, -3, 0, 3)
        mark.moveLeft(room.left() + room.width() * bar.whole / most - 1)
        mark.setWidth(2)
        painter.fillRect(mark, c["text"])
        text = f"{bar.count} · {bar.here:.0%} / {bar.whole:.0%}"
        right = QRect(line.right() - _FIGURE, line.top(), _FIGURE, _LINE)
        brush.text(right, text, font, "soft", _RIGHT)
