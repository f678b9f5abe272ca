"""The table in which the groups of a new round get topics, rooms, hosts and sizes."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.breakout import BreakoutError, GroupDraft, letter
from nexus_desktop.ui.breakouts.completing import by_any_part

FIELDS = ("name", "topic", "room", "table", "facilitator", "rapporteur", "people")
_HEADS = ("Group", "Topic", "Room", "Table", "Facilitator", "Rapporteur", "People")
_WIDTHS = (64, 0, 110, 64, 140, 140, 76)
_SIZE = re.compile(r"\s*(\d{1,4})\s*(?:[-–—]\s*(\d{1,4})\s*)?")
_ROW = 34


class GroupsTable(QTableWidget):
    """A row for each group; what is typed is completed from what is known.

    Signals:
        edited: something was changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(FIELDS), parent)
        self._earlier: tuple[GroupDraft, ...] = ()
        self.setHorizontalHeaderLabels([self.tr(head) for head in _HEADS])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        for number, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(number, width)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setAccessibleName(self.tr("Groups"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QTableWidget.EditTrigger.AnyKeyPressed
            | QTableWidget.EditTrigger.DoubleClicked
            | QTableWidget.EditTrigger.EditKeyPressed
        )
        self._delegate = _Completing(self)
        self.setItemDelegate(self._delegate)
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def know(
        self, known: Mapping[str, Sequence[str]], earlier: Sequence[GroupDraft]
    ) -> None:
        """Complete fields from `known`; groups get the rooms of an `earlier` round."""
        self._delegate.known = dict(known)
        self._earlier = tuple(earlier)
        with QSignalBlocker(self):
            for number in range(self.rowCount()):
                self._propose_room(number)
        self.edited.emit()

    def set_count(self, count: int) -> None:
        """Show so many groups; what was typed stays."""
        with QSignalBlocker(self):
            before = self.rowCount()
            self.setRowCount(count)
            for number in range(before, count):
                self._item(number, "name").setText(letter(number))
                self._propose_room(number)
        self.edited.emit()

    def finish_editing(self) -> None:
        """Take over what is being typed."""
        if self.state() is QTableWidget.State.EditingState:
            editor = self.viewport().findChildren(QLineEdit)[-1]
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def write(self, number: int, field: str, text: str) -> None:
        """Fill a field of a group."""
        self._item(number, field).setText(text)

    @property
    def drafts(self) -> tuple[GroupDraft, ...]:
        """The groups.

        Raises:
            BreakoutError: a size is none; says whose and how to write it.
        """
        return tuple(self._draft(number) for number in range(self.rowCount()))

    def _draft(self, number: int) -> GroupDraft:
        texts = {f: self._item(number, f).text().strip() for f in FIELDS}
        least, most = _size_of(texts.pop("people"), texts["name"])
        return GroupDraft(**texts, seats_min=least, seats_max=most)

    def _item(self, number: int, field: str) -> QTableWidgetItem:
        return self._cell(number, FIELDS.index(field))

    def _cell(self, number: int, place: int) -> QTableWidgetItem:
        """Return the item of a cell, a new one where there is none yet."""
        found = self.item(number, place)
        if found is None:
            found = QTableWidgetItem()
            self.setItem(number, place, found)
        return found

    def _propose_room(self, number: int) -> None:
        if number < len(self._earlier) and not self._item(number, "room").text():
            self.write(number, "room", self._earlier[number].room)
            self.write(number, "table", self._earlier[number].table)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for item in self.selectedItems():
                item.setText("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers():
                event.ignore()  # the whole form is meant
            else:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        """Fill fields with lines and tabs, from the current one on."""
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        for down, line in enumerate(text.rstrip("\n").splitlines()):
            for across, cell in enumerate(line.split("\t")):
                if top + down < self.rowCount() and left + across < len(FIELDS):
                    self._cell(top + down, left + across).setText(cell.strip())


class _Completing(QStyledItemDelegate):
    """Edits a field with a list of what is known for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.known: dict[str, Sequence[str]] = {}

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setStyleSheet("padding: 0 6px; border-radius: 0; min-height: 0;")
        known = self.known.get(FIELDS[index.column()])
        if known:
            line.setCompleter(by_any_part(known, line))
        return line

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())


def _size_of(text: str, name: str) -> tuple[int, int]:
    """Return (least, most) of "12" or "12-14"; (0, 0) for an even share."""
    if not text:
        return 0, 0
    found = _SIZE.fullmatch(text)
    if found is None:
        raise BreakoutError(
            f"Group {name}: write its people as 12 or 12–14, or nothing for an even "
            f"share; not “{text}”."
        )
    least = int(found[1])
    return least, int(found[2] or least)
