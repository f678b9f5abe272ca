"""The pages of the Notes screen: the notes, finding lines, groups side by side."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from nexus_desktop.core.note import NotesPlace
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.notes import side_by_side
from nexus_desktop.ui.notes.finder import Finder
from nexus_desktop.ui.notes.side_by_side import SideBySide

KEYS = (
    ("Ctrl+Shift+F", "find in the notes of all sessions"),
    ("Ctrl+Shift+G", "the groups' notes side by side"),
    *side_by_side.KEYS,
)


class Pages(QStackedWidget):
    """Shows one of them. The notes are at the front unless something is asked for.

    Signals:
        returned: the notes are at the front again.
        beside_asked: the groups' notes are to be shown side by side.
        found: str, the id of a line to go to.
        asked: (screen, "") where what is missing is made: sessions, groups.
        messaged: Message.
    """

    returned = Signal()
    beside_asked = Signal()
    found = Signal(str)
    asked = Signal(str, str)
    messaged = Signal(object)

    def __init__(
        self,
        notes: QWidget,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.notes = notes
        self.empty = EmptyState(
            "notebook-pen",
            self.tr("No sessions to take notes in"),
            self.tr("Notes belong to the sessions of the programme."),
            button(
                self.tr("Go to the programme"),
                "main",
                clicked=lambda: self.asked.emit("programme", ""),
            ),
        )
        self.finder = Finder(runner, jobs)
        self.beside = SideBySide(runner, jobs, now)
        for page in (notes, self.empty, self.finder, self.beside):
            self.addWidget(page)
        self.finder.found.connect(self._go)
        self.beside.went.connect(self._go)
        self.beside.groups_asked.connect(lambda: self.asked.emit("breakouts", ""))
        for own in (self.finder, self.beside):
            own.left.connect(self.return_to_notes)
            own.messaged.connect(self.messaged)

    def bind(self, screen: QWidget) -> None:
        """Let the keys of the pages work in `screen`."""
        QShortcut(QKeySequence("Ctrl+Shift+F"), screen, self.open_finder)
        QShortcut(QKeySequence("Ctrl+Shift+G"), screen, self.beside_asked.emit)
        for own in (self.finder, self.beside):
            QShortcut(QKeySequence("Escape"), own, self.return_to_notes)

    def set_zone(self, zone: ZoneInfo) -> None:
        """Show times in `zone`."""
        self.finder.zone = self.beside.zone = zone

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

    def open_beside(self, here: NotesPlace) -> None:
        """Show the notes of groups side by side, for one who writes `here`."""
        if self.currentWidget() is not self.empty:
            self.setCurrentWidget(self.beside)
            self.beside.start(here)

    def return_to_notes(self) -> None:
        """Bring the notes to the front again."""
        if self.currentWidget() is not self.empty:
            self.setCurrentWidget(self.notes)
            self.returned.emit()

    def _go(self, note_id: str) -> None:
        self.return_to_notes()
        self.found.emit(note_id)
