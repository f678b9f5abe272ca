"""A list of notes from several places: kind, where from, the text in full.

Painted, not built of widgets: hundreds of rows cost no more than those in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.ui.kit import icons, theme
from nexus_desktop.ui.kit.widgets import label
from nexus_desktop.ui.notes.margin import TONES

_ADD = QItemSelectionModel.SelectionFlag.Select
_NO_CHANGE = QItemSelectionModel.SelectionFlag.NoUpdate
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ITEM = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PAD_X, _PAD_Y, _GAP = 12, 8, 3
_SMALL = 12
_CHIP, _CHIP_PAD, _TICK = 18, 8, 14


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A row.

    Attributes:
        about: when, where and by whom, in one line.
        is_done: marked with a tick.
    """

    note_id: str
    kind: NoteKind
    text: str
    about: str
    is_done: bool = False


class NoteList(QListView):
    """Shows `ListedNote`s; several can be chosen where `is_many`.

    Signals:
        opened: str, the id of a row that was double-clicked, or Enter pressed on it.
        went: str, the id of a row on which Ctrl+Enter was pressed.
        sideways: int, -1 or 1: Left or Right was pressed.
    """

    opened = Signal(str)
    went = Signal(str)
    sideways = Signal(int)

    def __init__(self, hint: str, *, is_many: bool = False) -> None:
        super().__init__()
        self.notes = NoteModel(self)
        self.setModel(self.notes)
        self.setItemDelegate(NoteDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        if is_many:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.hint = label(hint, "soft", wrap=True)
        self.hint.setParent(self.viewport())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.doubleClicked.connect(lambda at: self.opened.emit(_note(at).note_id))

    def show_notes(self, notes: Sequence[ListedNote]) -> None:
        """Show `notes`; who was chosen stays so, and the scroll bar where it is."""
        if list(notes) == self.notes.notes:
            return
        chosen, current = set(self.chosen()), self.current()
        scrolled = self.verticalScrollBar().value()
        self.notes.show(notes)
        for row, note in enumerate(notes):
            index = self.notes.index(row)
            if note.note_id == current:
                self.selectionModel().setCurrentIndex(index, _NO_CHANGE)
            if note.note_id in chosen:
                self.selectionModel().select(index, _ADD)
        self.verticalScrollBar().setValue(scrolled)
        self.hint.setVisible(not notes)

    def chosen(self) -> list[str]:
        """Return the ids of the rows chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.notes.notes[row].note_id for row in rows]

    def current(self) -> str:
        """Return the id of the row that the keyboard is at, "" if none."""
        index = self.currentIndex()
        return _note(index).note_id if index.isValid() else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self.current()
        if key in _SIDEWAYS:
            self.sideways.emit(_SIDEWAYS[key])
        elif key in _ENTER and current:
            is_far = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.went if is_far else self.opened).emit(current)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt gives the right one
        room = self.viewport().rect().adjusted(16, 16, -16, -16)
        self.hint.setGeometry(QRect(room.topLeft(), QSize(room.width(), 80)))
        self.scheduleDelayedItemsLayout()


class NoteModel(QAbstractListModel):
    """The rows as Qt asks for them; screen readers get kind and text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.notes: list[ListedNote] = []

    def show(self, notes: Sequence[ListedNote]) -> None:
        """Have other rows."""
        self.beginResetModel()
        self.notes = list(notes)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.notes)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        note = self.notes[index.row()]
        if role == _ITEM:
            return note
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{note.kind.about.label}: {note.text}. {note.about}"
        return None


class NoteDelegate(QStyledItemDelegate):
    """Paints a row: a chip and a small line above, the text in full below."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._width()
        height = _text_height(_note(index).text, width - 2 * _PAD_X, _fonts(option)[0])
        return QSize(width, round(2 * _PAD_Y + _CHIP + _GAP + height))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        note, colours = _note(index), theme.colours()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colours["accent_soft"])
        painter.fillRect(
            QRectF(box.left() + _PAD_X, box.bottom() - 1, box.width() - 2 * _PAD_X, 1),
            colours["line"],
        )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours["accent"])
            painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
        inside = box.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        text_font, small = _fonts(option)
        _paint_head(painter, note, QRectF(inside.topLeft(), inside.topRight()), small)
        painter.setPen(colours["text"])
        layout = _laid_out(note.text, inside.width(), text_font)
        layout.draw(painter, QPointF(inside.left(), inside.top() + _CHIP + _GAP))
        painter.restore()

    def _width(self) -> int:
        view = self.parent()
        return view.viewport().width() if isinstance(view, QListView) else 200


def _paint_head(painter: QPainter, note: ListedNote, line: QRectF, font: QFont) -> None:
    """Paint the chip, what the note is about and the tick along the top of `line`."""
    colours, metrics = theme.colours(), QFontMetricsF(font)
    painter.setFont(font)
    left, right = line.left(), line.right()
    if note.kind is not NoteKind.POINT:
        tone, words = TONES[note.kind], note.kind.about.label
        chip = QRectF(
            left, line.top(), metrics.horizontalAdvance(words) + 2 * _CHIP_PAD, _CHIP
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours[f"{tone}_soft"])
        painter.drawRoundedRect(chip, _CHIP / 2, _CHIP / 2)
        painter.setPen(colours[tone])
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        left = chip.right() + 8
    if note.is_done:
        right -= _TICK + 4
        tick = QRectF(right + 4, line.top() + 2, _TICK, _TICK)
        icons.paint(painter, "check", colours.good, tick)
    room = QRectF(left, line.top(), right - left, _CHIP)
    about = metrics.elidedText(note.about, Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(colours["faint"])
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, middle, about)


def _laid_out(text: str, width: float, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


@lru_cache(maxsize=4_000)
def _height(text: str, width: int, font_key: str) -> float:
    font = QFont()
    font.fromString(font_key)
    layout = _laid_out(text, width, font)
    return layout.boundingRect().height()


def _text_height(text: str, width: float, font: QFont) -> float:
    return _height(text, round(width), font.toString())


def _fonts(option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
    text = QFont(option.font)
    small = QFont(text)
    small.setPixelSize(_SMALL)
    return text, small


def _note(index: _Index) -> ListedNote:
    note: ListedNote = index.data(_ITEM)
    return note
