"""Where one writes: the page, and below it what helps, each there when it is wanted."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from nexus_desktop.core.notation import NotationContext
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.find_bar import FindBar
from nexus_desktop.ui.notes.hint_line import HintLine
from nexus_desktop.ui.notes.marks_bar import MarksBar
from nexus_desktop.ui.notes.modules_panel import ModulesPanel


class Writing(QWidget):
    """Holds the editor, the find bar, the text modules and the hints.

    The marks are wired here and stand below, across the side as well.

    Signals:
        picture_asked: a picture is to be attached to the caret's line.
    """

    picture_asked = Signal()

    def __init__(self, editor: NotesEditor, marks: MarksBar) -> None:
        super().__init__()
        self.editor, self.marks = editor, marks
        self.finder = FindBar(editor)
        self.hint = HintLine()
        self.modules = ModulesPanel()
        page = QFrame()
        theme.set_role(page, "panel")
        self._inside = QVBoxLayout(page)
        self._inside.setContentsMargins(1, 6, 1, 6)
        self._inside.addWidget(editor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.finder)
        box.addWidget(page, 1)
        box.addWidget(self.modules)
        box.addWidget(self.hint)
        self._bind()

    def lead(self, widget: QWidget) -> None:
        """Put `widget` at the top of the page."""
        self._inside.insertWidget(0, widget)

    def begin(self, context: NotationContext) -> None:
        """Begin with other notes, just loaded."""
        self.editor.speaking.start(self.editor.lines.records, context)
        self._hint()

    def _bind(self) -> None:
        editor = self.editor
        self.marks.chosen.connect(editor.put)
        editor.speaking.changed.connect(self.marks.show_speaker)
        editor.entered.connect(self._hint)
        editor.paper.edited.connect(self._hint)
        editor.menu_opening.connect(self._fill_menu)
        self.modules.changed.connect(self._take_modules)
        for leaving in (self.finder.closed, self.modules.closed, self.hint.closed):
            leaving.connect(editor.setFocus)
        for keys, act in (
            ("Ctrl+F", self.finder.ask),
            ("Shift+F7", self.modules.ask),
            ("Ctrl+Shift+P", self.picture_asked.emit),
        ):
            QShortcut(
                QKeySequence(keys),
                self,
                act,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    @Slot()
    def _hint(self) -> None:
        editor = self.editor
        line = editor.spot().line
        if line < len(editor.lines):
            self.hint.show_for(editor.lines[line], editor.colouring.context)

    @Slot(object)
    def _take_modules(self, found: dict[str, str]) -> None:
        self.editor.modules = found

    @Slot(QMenu)
    def _fill_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        for words, keys, act in (
            (self.tr("Find…"), "Ctrl+F", self.finder.ask),
            (self.tr("Attach a picture…"), "Ctrl+Shift+P", self.picture_asked.emit),
            (self.tr("Text modules…"), "Shift+F7", self.modules.ask),
        ):
            menu.addAction(words, act).setShortcut(QKeySequence(keys))
        if self.hint.isHidden():
            menu.addAction(self.tr("Show hints"), self._show_hints)

    def _show_hints(self) -> None:
        self.hint.turn(on=True)
        self._hint()
