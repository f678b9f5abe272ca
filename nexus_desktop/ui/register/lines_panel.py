"""The lines behind a cell: what was said, by whom, where; each opens in Notes."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from nexus_desktop.core.coverage import Said
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label

_WIDTH = 330
_SAID, _TOLD = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_PAD, _GAP = 8, 2  # pixels
_SMALL = 12
_WRAP = int(Qt.TextFlag.TextWordWrap)


class LinesPanel(QFrame):
    """Shows lines.

    Signals:
        opened: `Said` whose line is wanted in Notes.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(_WIDTH)
        self._shown: tuple[str, Sequence[Said]] | None = None
        self.title = label("", "strong", wrap=True)
        self.about = label("", "soft", wrap=True)
        self.hint = label("", "small", wrap=True)
        self.list = _Lines()
        self.list.setItemDelegate(TwoTone(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Lines"))
        theme.set_role(self.list, "bare")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 8, 12)
        box.setSpacing(4)
        for part in (self.title, self.about, self.hint):
            box.addWidget(part)
        box.addWidget(self.list, 1)
        self.list.entered_on.connect(self._open)
        self.list.itemDoubleClicked.connect(self._open)

    def show_lines(
        self, title: str, about: str, lines: Sequence[Said], zone: ZoneInfo
    ) -> None:
        """Show what stands behind the cell called `title`; `about` tells more of it."""
        if (title, lines) == self._shown:
            return
        self._shown = (title, lines)
        self.title.setText(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.hint.setText(
            self.tr("Enter or a double click opens a line in Notes.")
            if lines
            else self.tr("Nothing was noted here yet. There is still time to ask.")
        )
        self.list.clear()
        for said in lines:
            clock = f"{said.at.astimezone(zone):%H:%M}"
            told = (
                said.kind.about.label.capitalize(),
                said.speaker,
                said.source,
                clock,
            )
            item = QListWidgetItem(said.text)
            item.setData(_SAID, said)
            item.setData(_TOLD, " · ".join(filter(None, told)))
            self.list.addItem(item)

    def enter(self) -> None:
        """Go into the lines."""
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_SAID))


class TwoTone(QStyledItemDelegate):
    """Paints what was said, and quieter below it by whom and where."""

    @override
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else _WIDTH
        said, told = self._boxes(QRect(0, 0, width, 10_000), option, index)
        return QSize(width, said.height() + told.height() + _GAP + 2 * _PAD)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        colours = theme.colours()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours["accent_soft"])
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        said, told = self._boxes(rect, option, index)
        painter.setPen(colours["text"])
        painter.setFont(option.font)
        painter.drawText(said, _WRAP, str(index.data()))
        painter.setPen(colours["soft"])
        painter.setFont(_small(option))
        painter.drawText(told, _WRAP, str(index.data(_TOLD)))
        painter.restore()

    def _boxes(
        self,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> tuple[QRect, QRect]:
        inner = rect.adjusted(_PAD, _PAD, -_PAD, 0)
        inner.setHeight(10_000)
        metrics: QFontMetrics = option.fontMetrics
        said = metrics.boundingRect(inner, _WRAP, str(index.data()))
        inner.moveTop(said.bottom() + _GAP)
        small = QFontMetrics(_small(option))
        told = small.boundingRect(inner, _WRAP, str(index.data(_TOLD)))
        return said, told


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(_SMALL)
    return font


class _Lines(QListWidget):
    """A list that tells Enter.

    Signals:
        entered_on: the item that Enter was pressed on.
    """

    entered_on = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.currentRow() >= 0:
            self.entered_on.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
