"""Finding lines in the notes of all sessions, by words and by what they are about."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note_finding import (
    FoundNote,
    IndexedNote,
    NotesIndex,
    NotesSought,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.services import notes_finding
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.jobs import Job, Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.notes.note_list import ListedNote, NoteList

_WATCHED = frozenset({Kind.NOTE, Kind.SESSION, Kind.GROUP})
_MOST = 300  # rows shown
_WIDTH = 170


class Finder(QWidget):
    """One field, four filters, and the lines that fit.

    Signals:
        found: str, the id of a line to go to.
        left: back to the notes.
        messaged: Message.
    """

    found = Signal(str)
    left = Signal()
    messaged = Signal(object)

    def __init__(self, runner: Runner, jobs: Jobs) -> None:
        super().__init__()
        self.zone = ZoneInfo("UTC")
        self.index = NotesIndex()
        self._jobs = jobs
        self._job: Job | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            self.tr("Find in all sessions: words in any script, without accents")
        )
        self.field.setAccessibleName(self.tr("Find in the notes of all sessions"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.kind = self._filter(self.tr("Any kind"))
        self.objective = self._filter(self.tr("Any objective"))
        self.place = self._filter(self.tr("Any place"))
        self.speaker = self._filter(self.tr("Any speaker"))
        self.count = label("", "soft")
        self.list = NoteList(self.tr("No line has these words."))
        self._lay_out()
        self.field.textChanged.connect(self.look)
        self.list.opened.connect(self.found)
        self._refresher: Refresher[tuple[FoundNote, ...]] = Refresher(
            self,
            runner,
            _WATCHED,
            read=lambda: notes_finding.read,
            show=self._renew,
            failed=self._explain,
        )

    def start(self) -> None:
        """Look up what was noted meanwhile, and take the focus."""
        self._refresher.read()
        self.field.setFocus()
        self.field.selectAll()

    def look(self) -> None:
        """Show the lines that fit what is typed and chosen."""
        kind = self.kind.currentData()
        sought = NotesSought(
            notes_finding.words(self.field.text()),
            NoteKind(kind) if kind else None,
            self.objective.currentData(),
            self.place.currentData() or "",
            self.speaker.currentData() or "",
        )
        fitting = self.index.find(sought)
        self.list.show_notes([self._listed(one) for one in fitting[:_MOST]])
        words = self.tr("{0} lines") if len(fitting) != 1 else self.tr("{0} line")
        if len(fitting) > _MOST:
            words = self.tr("first {1} of {0} lines")
        self.count.setText(words.format(f"{len(fitting):,}", _MOST))

    def _lay_out(self) -> None:
        back = button(
            self.tr("Back to the notes"), clicked=self.left.emit, picture="arrow-left"
        )
        back.setToolTip(self.tr("Back to the notes (Escape)"))
        page = QFrame()
        theme.set_role(page, "panel")
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(row(back, self.field))
        filters = (self.kind, self.objective, self.place, self.speaker)
        box.addWidget(row(*filters, None, self.count))
        box.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _filter(self, anything: str) -> ElidedBox:
        made = ElidedBox()
        made.setFixedWidth(_WIDTH)
        made.addItem(anything, None)
        made.setAccessibleName(anything)
        made.setMaxVisibleItems(20)
        made.activated.connect(self.look)
        return made

    def _renew(self, notes: tuple[FoundNote, ...]) -> None:
        known = self.index
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._jobs.start(
            self,
            lambda _report, cancelled: notes_finding.index(notes, known, cancelled),
            done=lambda index: self._take(job, index),
            failed=self._explain,
        )

    def _take(self, job: Job, index: NotesIndex) -> None:
        """Have another index, unless a newer one is being made."""
        if job is not self._job:
            return
        self.index = index
        _offer(self.kind, ((one.about.label, one.value) for one in index.kinds))
        _offer(
            self.objective,
            ((self.tr("Objective {0}").format(n), n) for n in index.objectives),
        )
        _offer(self.place, ((one, one) for one in index.places))
        _offer(self.speaker, ((one, one) for one in index.speakers))
        self.look()

    def _listed(self, indexed: IndexedNote) -> ListedNote:
        note = indexed.note
        at = note.at.astimezone(self.zone)
        where = note.title
        if note.group:
            where = self.tr("{0}, group {1}").format(note.title, note.group)
        parts = [f"{days.short(at.date())} {at:%H:%M}", where, note.speaker]
        about = " · ".join(part for part in parts if part)
        return ListedNote(note.note_id, note.kind, note.text, about)

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter in the field go through the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._open()
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        last = self.list.notes.rowCount() - 1
        at = self.list.currentIndex().row() + step
        self.list.setCurrentIndex(self.list.notes.index(max(0, min(at, last))))

    def _open(self) -> None:
        if not self.list.currentIndex().isValid():
            self._step(1)
        if note_id := self.list.current():
            self.found.emit(note_id)


def _offer(box: QComboBox, choices: Iterable[tuple[str, object]]) -> None:
    """Offer `choices` below the first item; what is chosen stays, if it is there."""
    kept = box.currentData()
    with QSignalBlocker(box):
        while box.count() > 1:
            box.removeItem(1)
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(kept)))
