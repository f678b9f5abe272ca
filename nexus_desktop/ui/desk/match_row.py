"""How one person looks in the list of matches: two lines, and whether they are in."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from nexus_desktop.core.desk import Match
from nexus_desktop.ui.desk.face import line_of, names
from nexus_desktop.ui.kit import theme

_HEIGHT, _MARGIN, _GAP = 60, 12, 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.TextElideMode.ElideRight


class MatchDelegate(QStyledItemDelegate):
    """Paints the name in both scripts, organisation and country, and a chip."""

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
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        match = index.data(Qt.ItemDataRole.UserRole)
        tone, words = index.data(Qt.ItemDataRole.UserRole + 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours()["accent_soft" if is_chosen else "ground"])
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 8, 8)
        inner = box.adjusted(_MARGIN, 8, -_MARGIN, -8)
        wide = _chip(painter, font, inner, tone, words)
        _texts(painter, font, inner.adjusted(0, 0, -wide - _GAP, 0), match)
        painter.restore()


def _texts(painter: QPainter, font: QFont, box: QRectF, match: Match) -> None:
    name, second = names(match.guest)
    bold = QFont(font)
    bold.setBold(True)
    bold.setPixelSize(16)
    upper = QRectF(box.left(), box.top(), box.width(), box.height() * 0.56)
    used = _line(painter, bold, upper, name, "text")
    if second:
        upper.setLeft(upper.left() + used + _GAP)
        plain = QFont(bold)
        plain.setBold(False)
        _line(painter, plain, upper, second, "text")
    small = QFont(font)
    small.setPixelSize(13)
    lower = QRectF(box.left(), upper.bottom(), box.width(), box.height() * 0.44)
    _line(painter, small, lower, line_of(match.guest), "soft")


def _line(painter: QPainter, font: QFont, box: QRectF, text: str, token: str) -> float:
    """Draw `text` cut to `box`; return how wide it is."""
    metrics = QFontMetricsF(font)
    short = metrics.elidedText(text, _RIGHT, max(box.width(), 0))
    painter.setFont(font)
    painter.setPen(theme.colours()[token])
    painter.drawText(box, _LEFT, short)
    return metrics.horizontalAdvance(short)


def _chip(painter: QPainter, font: QFont, box: QRectF, tone: str, words: str) -> float:
    """Draw the state at the right of `box`; return how wide it is."""
    small = QFont(font)
    small.setPixelSize(12)
    wide = QFontMetricsF(small).horizontalAdvance(words) + 16
    chip = QRectF(box.right() - wide, box.center().y() - 10, wide, 20)
    colours = theme.colours()
    is_plain = tone == "soft"
    painter.setPen(colours["line"] if is_plain else Qt.PenStyle.NoPen)
    painter.setBrush(colours["surface" if is_plain else f"{tone}_soft"])
    painter.drawRoundedRect(chip, 10, 10)
    painter.setFont(small)
    painter.setPen(colours[tone])
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    return wide
