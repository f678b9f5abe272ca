"""The editor as a plain text editor: clipboard, dragging, moving lines, undo."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit
from typing_extensions import override

from nexus_desktop.core.note import PastLines, WrittenLine
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes import clipboard
from nexus_desktop.ui.notes.finding import Found
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.sheet import NotesSheet

_MOST_FOUND = 400
_KEEP = QTextCursor.MoveMode.KeepAnchor


class PlainEditor(NotesSheet):
    """Lines as text. It knows nothing of the notation but that copies bring it along.

    Attributes:
        line_actions: what the menu offers for the line besides.

    Signals:
        past_asked: undo was asked for, and nothing of this run is left to undo.
        menu_opening: QMenu, to which more can be added.
        pictures_given: list[QImage | str], pasted or dropped; str is a file's path.
    """

    line_actions: Sequence[QAction] = ()
    past_asked = Signal()
    pictures_given = Signal(object)
    menu_opening = Signal(QMenu)

    def load(self, lines: Iterable[WrittenLine], caret: str = "") -> None:
        """Show other lines, with the caret at the end of the line `caret`."""
        self.paper.load(lines)
        self.fit()
        line = self.lines.index(caret)
        if line is None:
            line = len(self.lines) - 1
        self.go(Spot(line, len(self.lines[line].body)))

    def merge(
        self, lines: Iterable[WrittenLine], is_ours: Callable[[str], bool]
    ) -> bool:
        """Show what others wrote, if anything; nothing moves under the caret."""
        edit = self.lines.merged(lines, is_ours)
        if edit is None:
            return False
        cursor, top = self.textCursor(), self.cursorRect().top()
        ends = [self.spot_of(cursor.anchor()), self.spot_of(cursor.position())]
        ids = [self.lines[spot.line].note_id for spot in ends]
        self.paper.merge(edit)
        found = [self.lines.index(note_id) for note_id in ids]
        if found[1] is not None:
            caret = Spot(found[1], ends[1].column)
            anchor = caret if found[0] is None else Spot(found[0], ends[0].column)
            self.go(caret)
            self._select(anchor, caret)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - top)
        self.viewport().update()
        return True

    def move_lines(self, step: int) -> None:
        """Move the lines of the selection one up (-1) or down (1)."""
        first, last = self.selected_lines()
        edit = self.lines.moved(first, last, step)
        if edit is None:
            return
        cursor = self.textCursor()
        ends = [self.spot_of(cursor.anchor()), self.spot_of(cursor.position())]
        self.paper.change(edit)
        anchor, caret = (Spot(line + step, column) for line, column in ends)
        self._select(anchor, caret)

    @override
    def undo(self) -> None:
        if self.isReadOnly():
            return
        if self.paper.is_undone:
            self.past_asked.emit()
            return
        spot = self.paper.undo()
        if spot:
            self.go(spot)

    def take_back(self, past: PastLines) -> None:
        """Undo what was written before the program was started."""
        spot = self.paper.take_back(past)
        if spot:
            self.go(spot)

    @override
    def redo(self) -> None:
        spot = None if self.isReadOnly() else self.paper.redo()
        if spot:
            self.go(spot)

    def put_lines(self, texts: list[str]) -> None:
        """Put text in the place of the selection, each of `texts` a line; one undo."""
        with self.paper.as_one():
            self.textCursor().removeSelectedText()
            line, column = self.spot()
            rest = len(self.lines[line].body) - column
            self.paper.change(self.lines.pasted(line, column, texts))
        end = line + len(texts) - 1
        self.go(Spot(end, len(self.lines[end].body) - rest))
        self.paper.last = None

    def show_found(self, found: Sequence[Found], current: int) -> None:
        """Mark what was found; the `current` one stands out."""
        first = max(0, current - _MOST_FOUND // 2)
        marks = []
        for place in range(first, min(len(found), first + _MOST_FOUND)):
            mark = QTextEdit.ExtraSelection()
            tone = "attention" if place == current else "warn_soft"
            mark.format.setBackground(theme.colours()[tone])
            if place == current:
                mark.format.setForeground(theme.colours()["on_attention"])
            mark.cursor = self._over(found[place])
            marks.append(mark)
        self.setExtraSelections(marks)

    def select_found(self, found: Found) -> None:
        """Put the caret behind what was found, and bring it into view."""
        self.go(Spot(found.line, found.end))

    def _over(self, found: Found) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position(Spot(found.line, found.start)))
        cursor.setPosition(self.position(Spot(found.line, found.end)), _KEEP)
        return cursor

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.menu()
        for words, keys, act in (
            (self.tr("Undo"), QKeySequence.StandardKey.Undo, self.undo),
            (self.tr("Redo"), QKeySequence.StandardKey.Redo, self.redo),
            (self.tr("Cut"), QKeySequence.StandardKey.Cut, self.cut),
            (self.tr("Copy"), QKeySequence.StandardKey.Copy, self.copy),
            (self.tr("Paste"), QKeySequence.StandardKey.Paste, self.paste),
        ):
            menu.addAction(words, act).setShortcut(keys)
        menu.addSeparator()
        menu.addActions(self.line_actions)
        self.menu_opening.emit(menu)
        menu.popup(event.globalPos())

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        start = self.spot_of(cursor.selectionStart())
        end = self.spot_of(cursor.selectionEnd())
        records = self.lines.records[start.line : end.line + 1]
        data = QMimeData()
        data.setText(clipboard.text_of(records, start.column, end.column))
        return data

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or bool(clipboard.pictures_in(source))

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        pictures = clipboard.pictures_in(source)
        if pictures:
            self.pictures_given.emit(pictures)
            return
        texts = clipboard.pasted(source.text())
        if texts:
            self.put_lines(texts)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped; text of our own that is moved leaves its old place."""
        cursor, at = (
            self.textCursor(),
            self.cursorForPosition(event.position().toPoint()),
        )
        start, end, place = (
            cursor.selectionStart(),
            cursor.selectionEnd(),
            at.position(),
        )
        is_ours = event.source() in {self, self.viewport()}
        super().dragLeaveEvent(QDragLeaveEvent())
        if self.isReadOnly() or (is_ours and start <= place <= end):
            event.ignore()
            return
        source = event.mimeData()
        with self.paper.as_one():
            if is_ours and event.dropAction() is Qt.DropAction.MoveAction:
                cursor.removeSelectedText()
                place -= end - start if place > end else 0
            cursor.setPosition(place)
            self.setTextCursor(cursor)
            self.insertFromMimeData(source)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def menu(self) -> QMenu:
        """Return a new menu that goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _select(self, anchor: Spot, caret: Spot) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self.position(anchor))
        cursor.setPosition(self.position(caret), _KEEP)
        self.setTextCursor(cursor)
