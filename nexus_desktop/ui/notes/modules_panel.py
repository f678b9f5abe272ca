"""The text modules, edited in place beside the notes."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.notes import modules

_HEIGHT = 230
_ROW = 38
_SHORT_WIDTH = 140


class ModulesPanel(QFrame):
    """A table of short forms and texts with an empty row at its end.

    Signals:
        changed: dict of short form -> text, each time one is edited.
        closed: the editor may have the focus again.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedHeight(_HEIGHT)
        self.table = self._make_table()
        self.trouble = label("", "small")
        remove = button(self.tr("Remove"), clicked=self.remove, picture="trash-2")
        close = button(self.tr("Done"), clicked=self.leave)
        close.setToolTip(self.tr("Back to the notes (Escape)"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        words = self.tr("Type the short form and a space: it becomes the text. "
                        "Ctrl+Z gives the short form back.")  # fmt: skip
        box.addWidget(row(label(self.tr("Text modules"), "head"),
                          label(words, "small"), None, remove, close))  # fmt: skip
        box.addWidget(self.table)
        box.addWidget(self.trouble)
        self.table.itemChanged.connect(self._take)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self,
            self.leave,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.hide()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2)
        table.setHorizontalHeaderLabels([self.tr("Typed"), self.tr("Becomes")])
        table.setAccessibleName(self.tr("Text modules"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        head = table.horizontalHeader()
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.resizeSection(0, _SHORT_WIDTH)
        return table

    def ask(self) -> None:
        """Open, ready to write a new one in the last row."""
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            for short, text in modules.kept().items():
                self._add(short, text)
            self._add("", "")
        self.trouble.setText("")
        self.show()
        self.table.setFocus()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)

    def leave(self) -> None:
        """Close."""
        self.hide()
        self.closed.emit()

    def remove(self) -> None:
        """Take the current one away."""
        at = self.table.currentRow()
        if 0 <= at < self.table.rowCount() - 1:
            self.table.removeRow(at)
            self._keep()

    def _take(self) -> None:
        last = self.table.rowCount() - 1
        if any(self._text(last, column) for column in (0, 1)):
            with QSignalBlocker(self.table):
                self._add("", "")
        self._keep()

    def _keep(self) -> None:
        found: dict[str, str] = {}
        wrong = ""
        for at in range(self.table.rowCount()):
            short, text = self._text(at, 0), modules.one_line(self._text(at, 1))
            if short and text and modules.is_short_form(short):
                found[short] = text
            elif short and text:
                wrong = short
        self.trouble.setText(
            self.tr('"{0}" can\'t be a short form: use one word without stops.').format(
                wrong
            )
            if wrong
            else ""
        )
        modules.keep(found)
        self.changed.emit(found)

    def _add(self, short: str, text: str) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        self.table.setItem(at, 0, QTableWidgetItem(short))
        self.table.setItem(at, 1, QTableWidgetItem(text))

    def _text(self, at: int, column: int) -> str:
        item = self.table.item(at, column)
        return item.text().strip() if item else ""
