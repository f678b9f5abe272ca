"""The text document and the lines behind it, kept in step.

What the widget does to the text comes in as `contentsChange` and becomes an `Edit` of
the lines; what we do to the lines (kinds, moves, paste, undo) is shown in the text. The
widget's own undo is off. A key costs work for its paragraph alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

from nexus_desktop.core.note import PastLines, WrittenLine
from nexus_desktop.ui.notes.lines import Edit, Lines, shared
from nexus_desktop.ui.notes.undoing import UndoStack

LINE_HEIGHT = 24
LINE_GAP = 11
_END = QTextCursor.MoveOperation.End
_BLOCK_END = QTextCursor.MoveOperation.EndOfBlock
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Spot(NamedTuple):
    """A place in the text: line and character, both from 0."""

    line: int
    column: int


class Paper(QObject):
    """Lines in a `QTextDocument`.

    Signals:
        edited: Edit, whoever made it; not on `load`.
        restyled: int, a line whose looks changed and not its text.
    """

    edited = Signal(object)
    restyled = Signal(int)

    def __init__(self, document: QTextDocument, lines: Lines, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.lines = lines
        self.last: Edit | None = None
        self._undo = UndoStack()
        self._is_quiet = False
        document.setUndoRedoEnabled(False)
        document.contentsChange.connect(self._follow)

    def load(self, lines: Iterable[WrittenLine]) -> None:
        """Show other lines; nothing of before can be undone."""
        self.lines.load(lines)
        self._undo.clear()
        with self._quietly():
            self.document.setPlainText(
                "\n".join(one.body for one in self.lines.records)
            )
            form = QTextBlockFormat()
            form.setLineHeight(
                LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value
            )
            form.setBottomMargin(LINE_GAP)
            cursor = QTextCursor(self.document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(form)

    def change(self, edit: Edit) -> None:
        """Make an edit of ours, and show it."""
        if not edit.is_nothing:
            self._undo.push(edit)
            self._show(edit)

    def undo(self) -> Spot | None:
        """Take the last edit back; return where text changed, if it did."""
        return self._replay(self._undo.undo())

    def redo(self) -> Spot | None:
        """Make the edit undone last again; return where text changed, if it did."""
        return self._replay(self._undo.redo())

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Make one undo of all that is changed meanwhile."""
        with self._undo.as_one():
            yield

    @property
    def is_undone(self) -> bool:
        """Say whether there is nothing left of this run to undo."""
        return self._undo.is_spent

    def take_back(self, past: PastLines) -> Spot | None:
        """Undo what was written before this run; it can be redone."""
        edit = self.lines.restored(past)
        self._undo.took_back(edit)
        return self._replay([edit])

    def merge(self, edit: Edit) -> None:
        """Show an edit that came from elsewhere: not ours to save, nor to undo."""
        self._undo.clear()
        self.lines.apply(edit)
        with self._quietly():
            _rewrite(self.document, edit)
        self._restyle(edit)

    def block(self, line: int) -> QTextBlock:
        """Return the paragraph of a line."""
        return self.document.findBlockByNumber(line)

    def _replay(self, edits: Sequence[Edit]) -> Spot | None:
        spot = None
        for edit in edits:
            self._show(edit)
            spot = _changed_spot(edit) or spot
        return spot

    def _show(self, edit: Edit) -> None:
        self.lines.apply(edit)
        with self._quietly():
            _rewrite(self.document, edit)
        self._restyle(edit)
        self.last = edit
        self.edited.emit(edit)

    def _restyle(self, edit: Edit) -> None:
        kinds = {one.note_id: (one.kind, one.body) for one in edit.before}
        for line, record in enumerate(edit.after, edit.at):
            if kinds.get(record.note_id) != (record.kind, record.body):
                self.restyled.emit(line)

    @Slot(int, int, int)
    def _follow(self, position: int, _removed: int, added: int) -> None:
        """Bring the lines in step with what the widget did to the text."""
        if self._is_quiet:
            return
        end = min(position + added, self.document.characterCount() - 1)
        line = self.document.findBlock(min(position, end)).blockNumber()
        last = self.document.findBlock(end).blockNumber()
        grown = self.document.blockCount() - len(self.lines)
        bodies = [self.block(number).text() for number in range(line, last + 1)]
        edit = self.lines.typed(line, last - line + 1 - grown, bodies)
        if edit.is_nothing:
            return
        self.lines.apply(edit)
        self._undo.push(edit)
        self.last = edit
        self.edited.emit(edit)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._is_quiet = True
        try:
            yield
        finally:
            self._is_quiet = False


def _rewrite(document: QTextDocument, edit: Edit) -> None:
    """Make the paragraphs read as `edit` says, touching only those that differ."""
    old = [one.body for one in edit.before]
    new = [one.body for one in edit.after]
    top = shared(old, new)
    bottom = shared(old[top:][::-1], new[top:][::-1])
    first, last = edit.at + top, edit.at + len(old) - bottom - 1
    text = "\n".join(new[top : len(new) - bottom])
    cursor = QTextCursor(document)
    if first <= last and top + bottom < len(new):
        _select(cursor, document, first, last)
        cursor.insertText(text)
    elif first <= last:
        _remove(cursor, document, first, last)
    elif top + bottom < len(new):
        _insert(cursor, document, first, text)


def _select(
    cursor: QTextCursor, document: QTextDocument, first: int, last: int
) -> None:
    cursor.setPosition(document.findBlockByNumber(first).position())
    cursor.setPosition(document.findBlockByNumber(last).position(), _KEEP)
    cursor.movePosition(_BLOCK_END, _KEEP)


def _remove(
    cursor: QTextCursor, document: QTextDocument, first: int, last: int
) -> None:
    following = document.findBlockByNumber(last + 1)
    if following.isValid():
        cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.setPosition(following.position(), _KEEP)
    else:
        cursor.setPosition(document.findBlockByNumber(first).position() - 1)
        cursor.movePosition(_END, _KEEP)
    cursor.removeSelectedText()


def _insert(cursor: QTextCursor, document: QTextDocument, line: int, text: str) -> None:
    block = document.findBlockByNumber(line)
    if block.isValid():
        cursor.setPosition(block.position())
        cursor.insertText(f"{text}\n")
    else:
        cursor.movePosition(_END)
        cursor.insertText(f"\n{text}")


def _changed_spot(edit: Edit) -> Spot | None:
    """Return the end of the text that `edit` made different, None if no text was."""
    old = [one.body for one in edit.before][::-1]
    new = [one.body for one in edit.after][::-1]
    if old == new:
        return None
    same = min(shared(old, new), len(new) - 1)
    was = old[same] if same < len(old) else ""
    tail = 0 if same == len(old) else shared(was[::-1], new[same][::-1])
    return Spot(edit.at + len(new) - 1 - same, len(new[same]) - tail)
