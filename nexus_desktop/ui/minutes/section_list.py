"""The sections of a paper: checked when wanted, moved by mouse or keys."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.minutes.arrangement import Order
from nexus_desktop.core.minutes.material import Section
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.minutes import section_names

_SECTION = Qt.ItemDataRole.UserRole
_HANDLE, _ROW = 12, 28  # pixels
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SectionList(QListWidget):
    """A list whose rows are sections.

    Signals:
        changed: one was moved, put in or left out by hand.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(_HANDLE, _HANDLE))
        theme.set_role(self, "bare")
        self.setAccessibleName(self.tr("Sections"))
        self.setToolTip(
            self.tr("Space puts a section in or leaves it out. Drag it, or press "
                    "Alt+Up and Alt+Down, to move it.")
        )  # fmt: skip
        self._names = section_names.sections(self.tr)
        self.itemChanged.connect(self.changed)
        self.model().rowsMoved.connect(self.changed)

    @property
    def order(self) -> Order:
        """Return the sections from the top down, each with whether it is wanted."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            (
                Section(item.data(_SECTION)),
                item.checkState() is Qt.CheckState.Checked,
            )
            for item in items
        )

    def show_order(self, order: Order) -> None:
        """Show other sections, or the same ones as they are now."""
        if order == self.order:
            return
        row = self.currentRow()
        with QSignalBlocker(self), QSignalBlocker(self.model()):
            self.clear()
            for section, wanted in order:
                self.addItem(self._made(section, wanted=wanted))
        self.model().layoutChanged.emit()
        self.setCurrentRow(min(row, self.count() - 1))

    def check(self, section: Section, *, on: bool) -> None:
        """Put a section in or leave it out, as by hand."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_SECTION) == section:
                item.setCheckState(_state(on=on))

    def shift(self, step: int) -> None:
        """Move the current section up or down, as by hand."""
        row = self.currentRow()
        to = row + step
        if row < 0 or not 0 <= to < self.count():
            return
        with QSignalBlocker(self):
            self.insertItem(to, self.takeItem(row))
            self.setCurrentRow(to)
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt; everything else as in any list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        else:
            super().keyPressEvent(event)

    def _made(self, section: Section, *, wanted: bool) -> QListWidgetItem:
        item = QListWidgetItem(icon("grip-vertical", "faint"), self._names[section])
        item.setSizeHint(QSize(_HANDLE, _ROW))
        item.setData(_SECTION, section.value)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(_state(on=wanted))
        return item


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
