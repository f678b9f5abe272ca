"""The pages of the Notes screen: the notes, finding lines, or nothing to write in."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.notes.finder import Finder

KEYS = (("Ctrl+Shift+F", "find in the notes of all sessions"),)


class Pages(QStackedWidget):
    """Shows one of them. The notes are at the front unless something is asked for.

    Signals:
        returned: the notes are at the front again.
        found: str, the id of a line to go to.
        programme_asked: there is no session, so the programme is to be made.
        messaged: Message.
    """

    returned = Signal()
    found = Signal(str)
    programme_asked = Signal()
    messaged = Signal(object)

    def __init__(self, notes: QWidget, runner: Runner, jobs: Jobs) -> None:
        super().__init__()
        self.notes = notes
        self.empty = EmptyState(
            "notebook-pen",
            self.tr("No sessions to take notes in"),
            self.tr("Notes belong to the sessions of the programme."),
            button(
                self.tr("Go to the programme"),
                "main",
                clicked=self.programme_asked.emit,
            ),
        )
        self.finder = Finder(runner, jobs)
        for page in (notes, self.empty, self.finder):
            self.addWidget(page)
        self.finder.left.connect(self.return_to_notes)
        self.finder.found.connect(self._go)
        self.finder.messaged.connect(self.messaged)

    def bind(self, screen: QWidget) -> None:
        """Let the keys of the pages work in `screen`."""
        for (keys, _), act in zip(KEYS, (self.open_finder,), strict=True):
            QShortcut(QKeySequence(keys), screen, act)
        QShortcut(QKeySequence("Escape"), self.finder, self.return_to_notes)

    def show_choices(self, *, are_any: bool) -> None:
        """Show the notes if there are sessions, else what to do about it."""
        if not are_any:
            self.setCurrentWidget(self.empty)
        elif self.currentWidget() is self.empty:
            self.setCurrentWidget(self.notes)

    def open_finder(self) -> None:
        """Find lines in all sessions."""
        if self.currentWidget() is not self.empty:
            self.setCurrentWidget(self.finder)
            self.finder.start()

    def return_to_notes(self) -> None:
        """Bring the notes to the front again."""
        if self.currentWidget() is not self.empty:
            self.setCurrentWidget(self.notes)
            self.returned.emit()

    def _go(self, note_id: str) -> None:
        self.return_to_notes()
        self.found.emit(note_id)
