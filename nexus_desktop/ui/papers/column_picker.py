"""The columns of a list: check boxes in the order in which they are printed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem
from typing_extensions import override

from nexus_desktop.ui.kit import theme

_NAME = Qt.ItemDataRole.UserRole


class ColumnPicker(QListWidget):
    """Space puts a column in or leaves it out; Alt+Up, Alt+Down or the mouse move it.

    Signals:
        edited: something was chosen or moved; `columns` has what stands now.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        theme.set_role(self, "bare")
        self.setAccessibleName(self.tr("Columns"))
        self.setToolTip(
            self.tr(
                "Space puts a column in or leaves it out; drag it, or press Alt+Up and "
                "Alt+Down, to move it"
            )
        )
        self.itemChanged.connect(lambda _: self.edited.emit())
        self.model().rowsMoved.connect(self.edited)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns that are in, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(_NAME)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def offer(self, known: Iterable[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Show (name, title) of the columns, the `chosen` ones first and in."""
        titles = dict(known)
        with QSignalBlocker(self):
            self.clear()
            for name in (*chosen, *(name for name in titles if name not in chosen)):
                if name in titles:
                    self.addItem(_item(name, titles[name], is_in=name in chosen))

    def check(self, name: str, *, on: bool) -> None:
        """Put a column in or leave it out."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_NAME) == name:
                item.setCheckState(_state(is_in=on))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if row < 0 or not 0 <= row + step < self.count():
            return
        with QSignalBlocker(self):
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
        self.edited.emit()


def _item(name: str, title: str, *, is_in: bool) -> QListWidgetItem:
    made = QListWidgetItem(title)
    made.setData(_NAME, name)
    made.setToolTip(title)
    made.setFlags(
        Qt.ItemFlag.ItemIsEnabled
        | Qt.ItemFlag.ItemIsSelectable
        | Qt.ItemFlag.ItemIsUserCheckable
        | Qt.ItemFlag.ItemIsDragEnabled
    )
    made.setCheckState(_state(is_in=is_in))
    return made


def _state(*, is_in: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked
