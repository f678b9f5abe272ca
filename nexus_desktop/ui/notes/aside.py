"""What can stand in the place of the summary: status, history, lines to decide on.

Reads what it shows when it is asked for, and again when something changed meanwhile.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.core.note_history import LineHistory
from nexus_desktop.core.notes_status import NotesState
from nexus_desktop.services import conflicts, line_history, notes_status
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.aside_panel import AsidePanel
from nexus_desktop.ui.notes.history_panel import HistoryPanel, RemovedPanel
from nexus_desktop.ui.notes.rail import WIDTH
from nexus_desktop.ui.notes.status_panel import StatusPanel
from nexus_desktop.ui.notes.twice_panel import TwicePanel

_WATCHED = frozenset({Kind.NOTE, Kind.SESSION, Kind.GROUP, Kind.ROUND, Kind.SCAN})

KEYS = (
    ("Ctrl+Shift+S", "status of the notes, and what is missing"),
    ("Ctrl+Shift+H", "history of the line"),
    ("Ctrl+Shift+D", "removed lines"),
    ("Ctrl+Shift+T", "lines that were written on two laptops at once"),
)

_Show: TypeAlias = Callable[[], None]


class Aside(QStackedWidget):
    """Shows one of its panels, or is hidden.

    Signals:
        opened, closed: so that what stands there otherwise can go and come.
        history_asked: of the line that the caret is in.
        restored: WrittenLine, to be written again.
        went: str, the id of a line to go to.
        asked: (screen, row id) to go to.
        messaged: Message.
    """

    opened = Signal()
    closed = Signal()
    history_asked = Signal()
    restored = Signal(object)
    went = Signal(str)
    asked = Signal(str, str)
    messaged = Signal(object)

    def __init__(self, runner: Runner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.zone = ZoneInfo("UTC")
        self._runner, self._now = runner, now
        self._place: NotesPlace | None = None
        self._status = NotesStatus.OPEN
        self._line = ""
        self.status = StatusPanel()
        self.history = HistoryPanel()
        self.removed = RemovedPanel()
        self.twice = TwicePanel()
        for panel in (self.status, self.history, self.removed, self.twice):
            self.addWidget(panel)
            panel.left.connect(self.leave)
        self._refresher: Refresher[_Show] = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=lambda show: show(),
            failed=self._explain,
        )
        self._connect()
        self.hide()

    def show_place(self, place: NotesPlace, status: NotesStatus) -> None:
        """Be about the notes of `place` from now on."""
        if (place, status) == (self._place, self._status):
            return
        if place != self._place:
            self._line = ""
        self._place, self._status = place, status
        if self.isVisible():
            self._refresher.read()

    @property
    def _is_final(self) -> bool:
        return self._status is NotesStatus.FINAL

    def make_actions(self, parent: QWidget) -> list[QAction]:
        """Return what can be done about a line and its notes; keys work in `parent`."""
        made = []
        for (keys, words), act in zip(
            KEYS,
            (
                self.open_status,
                self.history_asked.emit,
                self.open_removed,
                self.open_twice,
            ),
            strict=True,
        ):
            action = QAction(f"{words[0].upper()}{words[1:]}", parent)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(_without_check, act))
            parent.addAction(action)
            made.append(action)
        return made

    def open_status(self) -> None:
        """Show how far the notes are; close it when it is shown already."""
        self._toggle(self.status)

    def open_history(self, note_id: str) -> None:
        """Show what became of a line; close it when it is shown already."""
        self._line = note_id
        self._toggle(self.history)

    def open_removed(self) -> None:
        """Show the removed lines; close them when they are shown already."""
        self._toggle(self.removed)

    def open_twice(self) -> None:
        """Show the lines that were written twice; close them when they are shown."""
        self._toggle(self.twice)

    def follow(self, note_id: str) -> None:
        """Be about another line, if it is about one."""
        self._line = note_id
        if self.isVisible() and self.currentWidget() is self.history:
            self._refresher.read()

    def leave(self) -> None:
        """Close, whatever is shown."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _connect(self) -> None:
        escape = QShortcut(QKeySequence("Escape"), self, self.leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.status.wanted.connect(self._change)
        self.status.asked.connect(self._go)
        self.history.restored.connect(self.restored)
        self.history.went.connect(self.went)
        self.history.removed_asked.connect(lambda: self._open(self.removed))
        self.removed.restored.connect(self.restored)
        self.twice.went.connect(self.went)
        self.removed.history_asked.connect(self._open_history)

    def _open_history(self, note_id: str) -> None:
        self._line = note_id
        self._open(self.history)

    def _toggle(self, panel: AsidePanel) -> None:
        if self.isVisible() and self.currentWidget() is panel:
            self.leave()
        else:
            self._open(panel)

    def _open(self, panel: AsidePanel) -> None:
        self.setCurrentWidget(panel)
        self.show()
        self.opened.emit()
        self._refresher.read()
        panel.take_focus()

    def _reading(self) -> Callable[[Session], _Show]:
        """Return the work that reads what the panel shows; it answers how to."""
        place, note_id, panel = self._place, self._line, self.currentWidget()
        if place is None:
            return lambda _session: lambda: None
        if panel is self.status:
            return lambda session: partial(
                self._show_status, notes_status.state(session, place)
            )
        if panel is self.removed:
            return lambda session: partial(
                self.removed.show_lines,
                line_history.removed_lines(session, place),
                self.zone,
                is_final=self._is_final,
            )
        if panel is self.twice:
            return lambda session: partial(
                self.twice.show_lines,
                conflicts.of_notes(session, place),
                self.zone,
                is_final=self._is_final,
            )
        return lambda session: partial(
            self._show_history, line_history.line_history(session, note_id)
        )

    def _show_status(self, state: NotesState) -> None:
        if state.place == self._place:
            self.status.show_state(state, self.zone)

    def _show_history(self, history: LineHistory) -> None:
        if history.now.note_id == self._line:
            self.history.show_history(history, self.zone, is_final=self._is_final)

    def _explain(self, error: NexusError) -> None:
        if self.currentWidget() is self.history:
            self.history.show_words(str(error))
        else:
            self.messaged.emit(Message(str(error), "bad"))

    def _change(self, status: NotesStatus, reason: str) -> None:
        place, at = self._place, self._now()
        if place is None:
            return
        self._runner.submit(
            self,
            lambda session: notes_status.change(
                session, place, status, reason=reason, at=at
            ),
            done=lambda _before: self._tell(status),
            failed=self._explain,
        )

    def _tell(self, status: NotesStatus) -> None:
        words = {
            NotesStatus.OPEN: self.tr("The notes are open."),
            NotesStatus.REVIEW: self.tr("The notes are up for review."),
            NotesStatus.FINAL: self.tr("The notes are final and locked."),
        }
        self.messaged.emit(Message(words[status]))

    def _go(self, screen: str, row_id: str) -> None:
        """Go to a line here; elsewhere ask for its screen."""
        if screen == "notes":
            self.went.emit(row_id)
        else:
            self.asked.emit(screen, row_id)


def _without_check(act: Callable[[], object], *_checked: bool) -> None:
    act()
