"""Keeps an eye on lines that were written on two laptops at once, and marks them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.conflict import ConflictInWords
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import conflicts
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.aside import Aside
from nexus_desktop.ui.notes.quiet_bar import QuietBar
from nexus_desktop.ui.notes.writing import Writing

_READ_AFTER = 200


class Twice(QObject):
    """Marks the lines in the margin, says how many there are, lets one decide.

    Attributes:
        bar: the sentence above the notes.

    Signals:
        messaged: `Message` for the bar above the screen.
        flush_asked: what is being typed has to be on disk.
    """

    messaged = Signal(object)
    flush_asked = Signal()

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        writing: Writing,
        aside: Aside,
    ) -> None:
        super().__init__(writing)
        self._runner, self._now = runner, now
        self._editor, panel = writing.editor, aside.twice
        self._place: NotesPlace | None = None
        self.bar = QuietBar(
            "triangle-alert",
            "warn",
            self.tr("Decide…"),
            self.tr("Show both versions (Ctrl+Shift+T)"),
        )
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER)
        self._soon.timeout.connect(self._read)
        runner.changed.connect(self._hear)
        writing.lead(self.bar)
        for asking in (self.bar.asked, self._editor.twice_clicked):
            asking.connect(aside.open_twice)
        panel.kept.connect(partial(self._decide, swap=False))
        panel.taken.connect(partial(self._decide, swap=True))
        panel.both_wanted.connect(self._keep_both)

    def show_place(self, place: NotesPlace) -> None:
        """Be about the notes of `place` from now on."""
        self._place = place
        self._mark(())
        self._read()

    def _hear(self, kinds: frozenset[Kind]) -> None:
        if Kind.NOTE in kinds and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        place = self._place
        if place is not None:
            self._runner.submit(
                self,
                lambda session: conflicts.of_notes(session, place),
                done=lambda found: self._show(place, found),
                failed=self._complain,
            )

    def _show(self, place: NotesPlace, found: tuple[ConflictInWords, ...]) -> None:
        if place == self._place:
            self._mark(found)

    def _mark(self, found: tuple[ConflictInWords, ...]) -> None:
        doubled = {one.conflict.row_id for one in found}
        self.bar.setVisible(bool(doubled))
        was = self.tr("was") if len(doubled) == 1 else self.tr("were")
        self.bar.say(
            self.tr("{0} {1} written on two laptops at once.").format(
                counted(len(doubled), "line"), was
            )
        )
        if doubled != self._editor.doubled:
            self._editor.doubled = doubled
            self._editor.viewport().update()

    def _decide(self, conflict: Conflict, *, swap: bool) -> None:
        at = self._now()
        self._do(lambda s: conflicts.settle(s, conflict, swap=swap, at=at))

    def _keep_both(self, conflict: Conflict) -> None:
        at = self._now()
        self._do(lambda s: conflicts.put_below(s, conflict, at=at))

    def _do(self, work: Callable[[Session], object]) -> None:
        """Do `work` after what is being typed is on disk: it may be of that line."""
        self.flush_asked.emit()
        self._runner.submit(self, work, failed=self._complain)

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "warn"))
        self._soon.start()
