"""How one person looks in the list of matches: two lines, and whether they are in."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from nexus_desktop.core.desk import Match
from nexus_desktop.ui.desk.face import line_of, names
from nexus_desktop.ui.kit import theme

_HEIGHT, _MARGIN, _GAP = 60, 12, 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.TextElideMode.ElideRight


@dataclass(frozen=True)
class _Type:
    """A font and its measures, made once: making them takes longer than drawing."""

    font: QFont
    metrics: QFontMetricsF

    @classmethod
    def of(cls, font: QFont, pixels: int, *, bold: bool = False) -> "_Type":
        made = QFont(font)
        made.setPixelSize(pixels)
        made.setBold(bold)
        return cls(made, QFontMetricsF(made))


class _Types:
    """The four that a row is set in."""

    def __init__(self, font: QFont) -> None:
        self.base = QFont(font)
        self.name = _Type.of(font, 16, bold=True)
        self.second = _Type.of(font, 16)
        self.line = _Type.of(font, 13)
        self.chip = _Type.of(font, 12)


class MatchDelegate(QStyledItemDelegate):
    """Paints the name in both scripts, organisation and country, and a chip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._types: _Types | None = None

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        match = index.data(Qt.ItemDataRole.UserRole)
        tone, words = index.data(Qt.ItemDataRole.UserRole + 1)
        types = self._types_of(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours()["accent_soft" if is_chosen else "ground"])
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 8, 8)
        inner = box.adjusted(_MARGIN, 8, -_MARGIN, -8)
        wide = _chip(painter, types.chip, inner, tone, words)
        _texts(painter, types, inner.adjusted(0, 0, -wide - _GAP, 0), match)
        painter.restore()

    def _types_of(self, font: QFont) -> _Types:
        if self._types is None or self._types.base != font:
            self._types = _Types(font)
        return self._types


def _texts(painter: QPainter, types: _Types, box: QRectF, match: Match) -> None:
    name, second = names(match.guest)
    upper = QRectF(box.left(), box.top(), box.width(), box.height() * 0.56)
    used = _line(painter, types.name, upper, name, "text")
    if second:
        upper.setLeft(upper.left() + used + _GAP)
        _line(painter, types.second, upper, second, "text")
    lower = QRectF(box.left(), upper.bottom(), box.width(), box.height() * 0.44)
    _line(painter, types.line, lower, line_of(match.guest), "soft")


def _line(painter: QPainter, kind: _Type, box: QRectF, text: str, token: str) -> float:
    """Draw `text` cut to `box`; return how wide it is."""
    wide = kind.metrics.horizontalAdvance(text)
    if wide > box.width():
        text = kind.metrics.elidedText(text, _RIGHT, max(box.width(), 0))
        wide = kind.metrics.horizontalAdvance(text)
    painter.setFont(kind.font)
    painter.setPen(theme.colours()[token])
    painter.drawText(box, _LEFT, text)
    return wide


def _chip(painter: QPainter, kind: _Type, box: QRectF, tone: str, words: str) -> float:
    """Draw the state at the right of `box`; return how wide it is."""
    wide = kind.metrics.horizontalAdvance(words) + 16
    chip = QRectF(box.right() - wide, box.center().y() - 10, wide, 20)
    colours = theme.colours()
    is_plain = tone == "soft"
    painter.setPen(colours["line"] if is_plain else Qt.PenStyle.NoPen)
    painter.setBrush(colours["surface" if is_plain else f"{tone}_soft"])
    painter.drawRoundedRect(chip, 10, 10)
    painter.setFont(kind.font)
    painter.setPen(colours[tone])
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    return wide
