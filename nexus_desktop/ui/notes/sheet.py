"""How the notes look: a column of text, the margin beside it, a hint when empty."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QFrame, QTextEdit
from typing_extensions import override

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import PastLines, WrittenLine
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.columns import letters, units
from nexus_desktop.ui.notes.lines import Lines
from nexus_desktop.ui.notes.margin import MARK_END, WIDTH, Margin
from nexus_desktop.ui.notes.paper import LINE_GAP, LINE_HEIGHT, Paper, Spot

_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_COLUMN = 90
_EDGE = 24
_TOP = 18
_BOTTOM = 160
_ROOM_BELOW = 96

_EXAMPLES = (
    (NoteKind.POINT, "Session opened by the chair; 11 city teams report."),
    (NoteKind.PROGRESS, "@City of Naga: /progress #1 septage plant designed ^Naga"),
    (NoteKind.KEY, "! Cities move faster where a task force has its own budget #3"),
    (NoteKind.ACTION, "[] Share the tariff study >> City of Naga by 12 Dec"),
)


class NotesSheet(QTextEdit):
    """Shows lines. It changes nothing by itself.

    Attributes:
        pictured: ids of notes that have pictures; doubled: of those written twice.
        ghost: what an empty line will begin with once something is typed in it.

    Signals:
        chip_clicked: int, the line whose margin was clicked.
        twice_clicked: the mark of a line that was written twice was.
    """

    chip_clicked = Signal(int)
    twice_clicked = Signal()

    def __init__(
        self, new_id: Callable[[datetime], str], now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_role(self, "notes")
        self.document().setDocumentMargin(0)
        self.lines = Lines(new_id, now)
        self.paper = Paper(self.document(), self.lines, self)
        self.margin = Margin(self.font())
        self.ghost = ""
        self.pictured: set[str] = set()
        self.doubled: set[str] = set()
        self._hovered = -1
        self._height = 0.0
        self.viewport().setMouseTracking(True)

    def lock(self, *, is_locked: bool) -> None:
        """Let nothing be written; lines can still be selected and copied."""
        self.setReadOnly(is_locked)
        if is_locked:
            self.setTextInteractionFlags(_READING)

    def restore(self, line: WrittenLine) -> None:
        """Write a line again as it was; this can be undone as any edit."""
        self.paper.change(self.lines.restored(PastLines(0, (line,), ())))
        index = self.lines.index(line.note_id)
        if index is not None:
            self.go(Spot(index, len(self.lines[index].body)))
        self.setFocus()

    def spot(self) -> Spot:
        """Return where the caret is."""
        return self.spot_of(self.textCursor().position())

    def spot_of(self, position: int) -> Spot:
        """Return the spot at a position in the document."""
        block = self.document().findBlock(position)
        column = letters(block.text(), position - block.position())
        return Spot(block.blockNumber(), column)

    def go(self, spot: Spot) -> None:
        """Put the caret there, and bring it into view."""
        cursor = self.textCursor()
        cursor.setPosition(self.position(spot))
        self.setTextCursor(cursor)
        self.keep_room()

    def keep_room(self) -> None:
        """Scroll on where the caret comes close to the lower edge."""
        room = self.viewport().height()
        short = self.cursorRect().bottom() + min(_ROOM_BELOW, room // 3) - room
        if short > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + short)

    def position(self, spot: Spot) -> int:
        """Return the position in the document."""
        block = self.paper.block(spot.line)
        return block.position() + units(block.text()[: spot.column])

    def selected_lines(self) -> tuple[int, int]:
        """Return the first and the last line that the selection touches."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        return first, last

    def fit(self) -> None:
        """Give the text its column: at most so many characters wide."""
        letters = self.fontMetrics().averageCharWidth() * _COLUMN
        room = self.viewport().width() - WIDTH
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(WIDTH)
        form.setRightMargin(max(_EDGE, room - letters))
        form.setTopMargin(_TOP)
        form.setBottomMargin(_BOTTOM)
        frame.setFrameFormat(form)
        if self.document().isEmpty():  # Qt lays an empty document out only when told
            self.document().markContentsDirty(0, 1)

    def visible_rows(self) -> Iterator[tuple[int, QRectF]]:
        """Yield each line in view with the rectangle of its first row of text."""
        scrolled = self.verticalScrollBar().value()
        block = self._first_in_view(scrolled)
        while block.isValid():
            row = _first_row(block).translated(0, -scrolled)
            if row.top() > self.viewport().height():
                return
            yield block.blockNumber(), row
            block = block.next()

    def _first_in_view(self, scrolled: int) -> QTextBlock:
        """Return the first paragraph in view; Qt's own search looks at each of them."""
        low, high = 0, self.document().blockCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            layout = self.document().findBlockByNumber(middle).layout()
            # Those far below have not been laid out yet.
            if layout.lineCount() and layout.position().y() <= scrolled:
                low = middle
            else:
                high = middle - 1
        return self.document().findBlockByNumber(low)

    def update_line(self, line: int) -> None:
        """Paint one line anew, and all if it made others move."""
        height = self.document().size().height()
        if height != self._height or len(self.lines) == 1:
            self._height = height
            self.viewport().update()
            return
        top = _first_row(self.paper.block(line)).top()
        top -= self.verticalScrollBar().value() + LINE_GAP
        tall = LINE_HEIGHT + 2 * LINE_GAP
        self.viewport().update(0, int(top), self.viewport().width(), tall)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        part = QRectF(event.rect())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line, row in self.visible_rows():
            record = self.lines[line]
            if row.bottom() + LINE_GAP < part.top() or row.top() > part.bottom():
                continue
            if record.is_blank and line != self.textCursor().blockNumber():
                continue
            is_hovered = line == self._hovered
            self.margin.paint(painter, record, row, is_hovered=is_hovered)
            if record.note_id in self.doubled:
                self.margin.paint_mark(painter, row, "triangle-alert", "warn")
            elif record.note_id in self.pictured:
                self.margin.paint_mark(painter, row, "image")
        self._paint_ghost(painter)
        if len(self.lines) == 1 and self.lines[0].is_blank:
            self._paint_hint(painter)
        painter.end()

    def _paint_ghost(self, painter: QPainter) -> None:
        """Show in the empty line of the caret what it will begin with."""
        record = self.lines[self.textCursor().blockNumber()]
        if not self.ghost or record.body:
            return
        row = QRectF(self.cursorRect()).adjusted(4, 0, 0, 0)
        row.setRight(self.viewport().width() - _EDGE)
        painter.setFont(self.font())
        painter.setPen(theme.colours()["faint"])
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self.ghost)

    def _paint_hint(self, painter: QPainter) -> None:
        """Tell how to begin, below the line where the caret waits."""
        colours = theme.colours()
        pitch = LINE_HEIGHT + LINE_GAP
        width = self.viewport().width() - WIDTH - _EDGE
        row = QRectF(WIDTH, _TOP + pitch, width, LINE_HEIGHT)
        painter.setFont(self.font())
        painter.setPen(colours["soft"])
        middle = Qt.AlignmentFlag.AlignVCenter
        hint = self.tr("Type what is said: each line is a note. For example:")
        painter.drawText(row, middle, hint)
        for kind, example in _EXAMPLES:
            row.translate(0, pitch)
            painter.setFont(self.font())
            painter.setPen(colours["faint"])
            painter.drawText(row, middle, example)
            if kind is not NoteKind.POINT:
                self.margin.paint_chip(painter, kind, row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_margin = event.position().x() < WIDTH and not event.buttons()
        self._hover(self._line_at(event.position().toPoint()) if is_margin else -1)
        super().mouseMoveEvent(event)
        shape = (
            Qt.CursorShape.PointingHandCursor
            if self._hovered >= 0
            else Qt.CursorShape.IBeamCursor
        )
        self.viewport().setCursor(shape)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        at = event.position().x()
        if line >= 0 and at < MARK_END and self.lines[line].note_id in self.doubled:
            self.twice_clicked.emit()
            return
        if at < WIDTH and line >= 0:
            self.chip_clicked.emit(line)
            return
        super().mousePressEvent(event)

    def _line_at(self, point: QPoint) -> int:
        """Return the line beside which `point` is, -1 below the last."""
        for line, row in self.visible_rows():
            if row.top() - LINE_GAP / 2 <= point.y() <= row.bottom() + LINE_GAP / 2:
                return line
        return -1

    def _hover(self, line: int) -> None:
        if line != self._hovered:
            self._hovered = line
            self.viewport().update()


def _first_row(block: QTextBlock) -> QRectF:
    layout = block.layout()
    if layout.lineCount() == 0:
        block.document().documentLayout().blockBoundingRect(block)
    top = layout.position().y()
    return QRectF(WIDTH, top, 1, LINE_HEIGHT)
