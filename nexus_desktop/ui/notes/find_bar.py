"""Finding words in the notes of the session, without leaving the keys."""

from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label
from nexus_desktop.ui.notes.finding import Found, find
from nexus_desktop.ui.notes.plain import PlainEditor

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class FindBar(QFrame):
    """A field, how many there are, and the way from one to the next.

    Signals:
        closed: the editor may have the focus again.
    """

    closed = Signal()

    def __init__(self, editor: PlainEditor) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self._editor = editor
        self._found: list[Found] = []
        self._at = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this session"))
        self.field.setAccessibleName(self.tr("Find in this session"))
        self.field.setMinimumWidth(260)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.look)
        self.count = label("", "small")
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 6)
        box.addWidget(self.field)
        box.addWidget(self.count, 1)
        for words, picture, act in (
            (self.tr("The one before (Shift+Enter)"), "chevron-up", self.back),
            (self.tr("Next (Enter)"), "chevron-down", self.go_on),
            (self.tr("Close (Escape)"), "x", self.leave),
        ):
            made = button("", "quiet", clicked=act, picture=picture)
            made.setToolTip(words)
            made.setAccessibleName(words)
            box.addWidget(made)
        editor.paper.edited.connect(self._look_again)
        self.hide()

    def ask(self) -> None:
        """Open, with the words that are selected, if any."""
        words = self._editor.textCursor().selectedText()
        self.show()
        if words and "\u2029" not in words:
            with QSignalBlocker(self.field):
                self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()
        self.look()

    def leave(self) -> None:
        """Close; the caret stays at what was found."""
        self.hide()
        self._editor.show_found([], 0)
        self.closed.emit()

    def look(self) -> None:
        """Find the words anew; the first at the caret or below it is shown."""
        self._find()
        spot = self._editor.spot_of(self._editor.textCursor().selectionStart())
        here = Found(spot.line, spot.column, 0)
        self._at = bisect_left(self._found, here) % max(1, len(self._found))
        self._show()

    def go_on(self) -> None:
        """Go to the next one, after the last to the first."""
        self._step(1)

    def back(self) -> None:
        """Go to the one before."""
        self._step(-1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in _ENTER:
                self._step(-1 if is_back else 1)
                return True
            if key in _STEPS:
                self._step(_STEPS[key])
                return True
            if key is Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show()

    def _find(self) -> None:
        self._found = find(self._editor.lines.records, self.field.text())

    def _look_again(self) -> None:
        """Count anew after an edit; nothing moves."""
        if self.isVisible():
            self._find()
            self._at = min(self._at, max(0, len(self._found) - 1))
            self._editor.show_found(self._found, self._at)
            self._say()

    def _show(self) -> None:
        self._editor.show_found(self._found, self._at)
        if self._found:
            self._editor.select_found(self._found[self._at])
        self._say()

    def _say(self) -> None:
        if not self.field.text():
            words = ""
        elif self._found:
            words = self.tr("{0} of {1}").format(self._at + 1, len(self._found))
        else:
            words = self.tr("not in these notes")
        self.count.setText(words)
