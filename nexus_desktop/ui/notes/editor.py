"""The editor: feels like plain text, each line is a note."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from typing_extensions import override

from nexus_desktop.core.notation import NotationContext, NoteKind, split
from nexus_desktop.ui.notes import modules
from nexus_desktop.ui.notes.assistant import Assistant
from nexus_desktop.ui.notes.colouring import Colouring
from nexus_desktop.ui.notes.lines import Edit, Record, recognised
from nexus_desktop.ui.notes.marks import MARKS, OWED, Mark
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.plain import PlainEditor
from nexus_desktop.ui.notes.speaking import Speaking, speaker_end

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NotesEditor(PlainEditor):
    """Writes lines.

    Signals:
        entered: str, the id of the line that the caret is in now.
        left: the focus went elsewhere.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(
        self, new_id: Callable[[datetime], str], now: Callable[[], datetime]
    ) -> None:
        super().__init__(new_id, now)
        self.colouring = Colouring(self.document(), self.lines)
        self.assistant = Assistant(self, self.paper, self.go)
        self.speaking = Speaking(self)
        self.modules = modules.kept()
        self._expanded = self._declined = ("", 0)
        self._line = 0
        self._keys = self._own_keys()
        self.paper.restyled.connect(self._restyle)
        self.paper.edited.connect(self._repaint)
        self.cursorPositionChanged.connect(self._follow_caret)
        self.chip_clicked.connect(self._ask_kind)
        self.speaking.changed.connect(self._show_speaker)
        self.assistant.nobody_chosen.connect(lambda: self.speaking.say(""))
        self.assistant.put.connect(self._hear_speaker)
        self.assistant.dismissed.connect(self._let_speaker_be)
        self.setAccessibleName(self.tr("Notes of the session, one note a line"))

    def set_notation(self, context: NotationContext) -> None:
        """Read lines in this context from now on."""
        self.colouring.context = context
        self.colouring.refresh()

    def put(self, mark: Mark) -> None:
        """Put in a mark, as its key does."""
        kind = self.lines[self.spot().line].kind
        if mark.sign in OWED and not kind.can_be_owed:
            self.turn(NoteKind.ACTION)
        if mark.kind is not None:
            self.turn(mark.kind)
        elif mark.sign == "~~":
            self._toggle_hidden()
        elif mark.sign == '"':
            self._quote()
        elif mark.sign == "@":
            self._ask_speaker()
        else:
            self._put_sign(mark.sign)
        self.setFocus()

    def turn(self, kind: NoteKind) -> None:
        """Make the lines of the selection a kind; points again if they are."""
        first, last = self.selected_lines()
        self.paper.change(self.lines.turned(first, last, kind))
        self._say_kind(first)

    @override
    def undo(self) -> None:
        self._declined = self._expanded
        super().undo()

    def cycle(self, step: int) -> None:
        """Give the lines of the selection the next kind (1), or the one before (-1)."""
        first, last = self.selected_lines()
        self.paper.change(self.lines.cycled(first, last, step))
        self._say_kind(first)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep our keys from shortcuts, and Tab from the focus while a list is up."""
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                if self._act_of(event) is not None:
                    event.accept()
                    return True
            elif event.key() == Qt.Key.Key_Tab and self.assistant.key(event):
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        act = self._act_of(event)
        if self.assistant.key(event):
            return
        if act is not None:
            act()
            return
        self.paper.last = None
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._break_line()
        elif key is not Qt.Key.Key_Backspace or not (
            self._take_mark_back() or self._take_name_back()
        ):
            super().keyPressEvent(event)
            self._after_typing()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.paper.last = None
        super().inputMethodEvent(event)
        if not event.preeditString():  # what is being composed must not be moved
            self._after_typing()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.assistant.popup.hide()
            self.left.emit()

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if self.isReadOnly():
            return None
        for standard, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            if event.matches(standard):
                return act
        return self._keys.get(event.keyCombination().toCombined())

    def _own_keys(self) -> dict[int, Callable[[], None]]:
        keys: dict[str, Callable[[], None]] = {
            mark.key: partial(self.put, mark) for mark in MARKS
        }
        keys["Alt+Up"] = partial(self.move_lines, -1)
        keys["Alt+Down"] = partial(self.move_lines, 1)
        keys["Alt+Right"] = partial(self.cycle, 1)
        keys["Alt+Left"] = partial(self.cycle, -1)
        keys["Ctrl+Y"] = self.redo
        return {_combined(key): act for key, act in keys.items()}

    def _break_line(self) -> None:
        """Begin a new line; in an empty one with a kind, take the kind away."""
        line, _ = self.spot()
        record = self.lines[line]
        if record.is_blank and record.kind is not NoteKind.POINT:
            self.paper.change(self.lines.rewritten(line, NoteKind.POINT, ""))
            return
        line, column = self.spot()
        body = self.lines[line].body
        self._expand(f"{body[:column]} {body[column:]}", column + 1)
        self.textCursor().insertBlock()
        self.ensureCursorVisible()
        self._after_typing()

    def _take_mark_back(self) -> bool:
        """Turn the chip into text again, at the start of a line that has one."""
        line, column = self.spot()
        record = self.lines[line]
        if column or self.textCursor().hasSelection() or record.kind is NoteKind.POINT:
            return False
        mark = f"{record.kind.marker} "
        self.paper.change(
            self.lines.rewritten(line, NoteKind.POINT, mark + record.body)
        )
        self.go(Spot(line, len(mark)))
        return True

    def _after_typing(self) -> None:
        edit = self.paper.last
        if edit is None:
            return
        self._recognise(edit)
        if len(edit.before) == len(edit.after) == 1:
            self._lead(edit.before[0], edit.after[0])
            self._complete(edit.before[0], edit.after[0])
        self.keep_room()
        self.assistant.look(self.spot(), self.cursorRect())
        self.paper.last = None

    def _recognise(self, edit: Edit) -> None:
        """Make a chip of a mark that was just typed."""
        if not len(edit.before) == len(edit.after) == 1:
            return
        (before,), (after,) = edit.before, edit.after
        found = recognised(before.body, after.body)
        if found is None or after.kind is not NoteKind.POINT:
            return
        line, column = self.spot()
        kind, body = found
        body = self.speaking.without(kind, body)
        self.paper.change(self.lines.rewritten(line, kind, body))
        self.go(Spot(line, column - (len(after.body) - len(body))))
        self._say_kind(line)

    def _lead(self, before: Record, after: Record) -> None:
        """Begin a line with the name of whoever is speaking."""
        prefix = self.speaking.begun(before, after)
        if prefix:
            line, column = self.spot()
            record = self.lines[line]
            body = f"{prefix}{record.body}"
            self.paper.change(self.lines.rewritten(line, record.kind, body))
            self.go(Spot(line, column + len(prefix)))

    def _complete(self, before: Record, after: Record) -> None:
        """Do what a finished key leads to: a module's text, the speaker."""
        line, column = self.spot()
        if len(after.body) == len(before.body) + 1:
            self._expand(self.lines[line].body, column)
        self._hear_speaker()

    @Slot()
    def _hear_speaker(self) -> None:
        line, _ = self.spot()
        self.speaking.look(self.lines[line], self.colouring.context)

    def _expand(self, body: str, column: int) -> None:
        """Put the text of a module in the place of its short form, if one was typed."""
        found = modules.expansion(body, column, self.modules)
        if found is None:
            return
        line, column = self.spot()
        record = self.lines[line]
        self._expanded = (record.note_id, found.start)
        if self._expanded == self._declined:
            return
        head, tail = record.body[: found.start], record.body[found.end :]
        kind, text = record.kind, head + found.text + tail
        if kind is NoteKind.POINT and not head.strip():
            kind, text = split(text)
        behind = len(record.body) - column
        self.paper.change(self.lines.rewritten(line, kind, text))
        self.go(Spot(line, len(text) - behind))

    def _take_name_back(self) -> bool:
        """Take the name off a line that says nothing else yet."""
        line, column = self.spot()
        record, prefix = self.lines[line], self.speaking.prefix
        if not prefix or record.body != prefix or column != len(prefix):
            return False
        self.paper.change(self.lines.rewritten(line, record.kind, ""))
        return True

    def _ask_speaker(self) -> None:
        """Ask who is speaking; the name in this line gives way."""
        line, _ = self.spot()
        record = self.lines[line]
        end = speaker_end(record, self.colouring.context)
        if end:
            body = record.body[end:]
            self.paper.change(self.lines.rewritten(line, record.kind, body))
        self.speaking.ask(record.note_id)
        self._put_sign("@")

    @Slot()
    def _let_speaker_be(self) -> None:
        """Take back the sign that asked for a speaker, when none is wanted."""
        line, column = self.spot()
        record = self.lines[line]
        if self.speaking.is_asked(record.note_id) and record.body[:column] == "@":
            self.speaking.ask("")
            self.paper.change(
                self.lines.rewritten(line, record.kind, record.body[1:].lstrip())
            )

    @Slot(str)
    def _show_speaker(self, name: str) -> None:
        self.ghost = self.speaking.prefix
        completer = self.assistant.completer
        if completer is not None:
            completer.recent = tuple(self.speaking.recent)
        self.assistant.has_speaker = bool(name)
        self.viewport().update()

    def _put_sign(self, sign: str) -> None:
        """Type `sign` where it belongs, and offer what can follow."""
        line, column = self.spot()
        body = self.lines[line].body
        if sign in "/@":
            column = 0
        is_apart = sign != "\\" and column and not body[column - 1].isspace()
        gap = " " if is_apart else ""
        after = " " if sign in {">>", "by"} else ""
        cursor = self.textCursor()
        cursor.setPosition(self.position(Spot(line, column)))
        self.setTextCursor(cursor)
        cursor.insertText(f"{gap}{sign}{after}")
        self.assistant.look(self.spot(), self.cursorRect())
        self.paper.last = None

    def _toggle_hidden(self) -> None:
        line, column = self.spot()
        record = self.lines[line]
        is_hidden = record.body.startswith("~~")
        body = record.body[2:] if is_hidden else f"~~{record.body}"
        self.paper.change(self.lines.rewritten(line, record.kind, body))
        self.go(Spot(line, max(0, column + (-2 if is_hidden else 2))))

    def _quote(self) -> None:
        """Put the selection in quotes, or the caret between two."""
        cursor = self.textCursor()
        text = cursor.selectedText()
        cursor.insertText(f'"{text}"')
        if not text:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            self.setTextCursor(cursor)

    def _ask_kind(self, line: int) -> None:
        """Let a click choose the kind of a line."""
        if self.isReadOnly():
            return
        menu = self.menu()
        for kind in NoteKind:
            words = f"{kind.about.label}\t{kind.marker}"
            menu.addAction(words, partial(self._turn_line, line, kind))
        menu.popup(self.viewport().mapToGlobal(self._below_chip(line)))

    def _below_chip(self, line: int) -> QPoint:
        rows = dict(self.visible_rows())
        record = self.lines[line]
        chip = self.margin.chip_rect(record.kind, rows[line])
        return chip.bottomLeft().toPoint() + QPoint(0, 4)

    def _turn_line(self, line: int, kind: NoteKind) -> None:
        record = self.lines[line]
        self.paper.change(self.lines.rewritten(line, kind, record.body))

    @Slot(int)
    def _restyle(self, line: int) -> None:
        self.colouring.rehighlightBlock(self.paper.block(line))

    @Slot(object)
    def _repaint(self, edit: Edit) -> None:
        if len(edit.before) == len(edit.after) == 1:
            self.update_line(edit.at)
        else:
            self.viewport().update()

    @Slot()
    def _follow_caret(self) -> None:
        line = self.textCursor().blockNumber()
        if self.paper.last is None:
            self.assistant.popup.hide()
        if line != self._line:
            self._line = line
            self.viewport().update()
            if line < len(self.lines):
                self.entered.emit(self.lines[line].note_id)
                if self.lines[line].kind is not NoteKind.POINT:
                    self._say_kind(line)

    def _say_kind(self, line: int) -> None:
        """Tell a screen reader what it can't read from the text."""
        label = self.lines[line].kind.about.label
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, label))


def _combined(key: str) -> int:
    """Return a key with its modifiers as one number."""
    return QKeySequence.fromString(key)[0].toCombined()  # type: ignore[index, no-any-return]  # missing in the stubs
