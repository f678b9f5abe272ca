"""The list under the cursor. It never takes the focus: the editor hands it keys."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QPainter,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.completing import Candidate

_ROW = 30
_GAP = 16
_EDGE = 12
_WIDEST = 560
_NARROWEST = 240
_OFFER = Qt.ItemDataRole.UserRole


class Popup(QListWidget):
    """Offers candidates.

    Signals:
        chosen: Candidate, by a click or by `choose`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Suggestions"))
        theme.set_role(self, "popup")
        self.itemClicked.connect(lambda _item: self.choose())
        self.itemEntered.connect(self.setCurrentItem)
        self.hide()

    def offer(
        self, candidates: Sequence[Candidate], caret: QRect, *, preselect: bool
    ) -> None:
        """Show `candidates` below `caret`, above it where there is no room."""
        self.clear()
        for candidate in candidates:
            item = QListWidgetItem(candidate.name, self)
            item.setData(_OFFER, candidate)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{candidate.name}, {candidate.detail}",
            )
        self.setCurrentRow(0 if preselect else -1)
        size = self._size(candidates)
        room = self._editor.size()
        top = caret.bottom() + 6
        if top + size.height() > room.height():
            top = max(0, caret.top() - 6 - size.height())
        left = min(caret.left() - _EDGE, room.width() - size.width() - 8)
        self.setGeometry(QRect(QPoint(max(0, left), top), size))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Go to the candidate above (-1) or below (1), around the ends."""
        row = self.currentRow() + by
        if self.currentRow() < 0 and by < 0:
            row = -1
        self.setCurrentRow(row % self.count())
        words = self.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def choose(self) -> bool:
        """Choose the current candidate; tell whether there was one."""
        self.hide()
        if self.currentRow() < 0:
            return False
        self.chosen.emit(self.currentItem().data(_OFFER))
        return True

    def _size(self, candidates: Sequence[Candidate]) -> QSize:
        metrics = QFontMetrics(self.font())
        width = max(
            metrics.horizontalAdvance(f"{one.name}{one.detail}{one.hint}")
            for one in candidates
        )
        edges = 4 * _GAP + 2 * _EDGE
        width = min(max(width + edges, _NARROWEST), _WIDEST)
        return QSize(width, len(candidates) * _ROW + 10)


class _Painter(QStyledItemDelegate):
    """Paints a candidate: its name, what it is for, and its key at the right."""

    @override
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return QSize(_NARROWEST, _ROW)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        candidate: Candidate = index.data(_OFFER)
        colours = theme.colours()
        view = self.parent()
        is_current = isinstance(view, Popup) and view.currentRow() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours["accent_soft"])
            painter.drawRoundedRect(box, 4, 4)
        left = box.adjusted(_EDGE, 0, -_EDGE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours["accent" if is_current else "text"])
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, candidate.name)
        painter.setPen(colours["faint"])
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, candidate.hint)
        metrics = painter.fontMetrics()
        start = metrics.horizontalAdvance(candidate.name) + _GAP
        end = metrics.horizontalAdvance(candidate.hint) + (
            _GAP if candidate.hint else 0
        )
        rest = left.adjusted(start, 0, -end, 0)
        detail = metrics.elidedText(
            candidate.detail, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, middle | Qt.AlignmentFlag.AlignLeft, detail)
        painter.restore()
