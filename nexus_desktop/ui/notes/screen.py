"""The Notes screen: the editor, the marks below it, the side, the session's head."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import (
    NoteLine,
    NotesChoice,
    NotesPlace,
    NotesStatus,
    PastLines,
)
from nexus_desktop.services import notes_history, notes_reading
from nexus_desktop.ui.kit.garbage import leave_be
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.notes import pages
from nexus_desktop.ui.notes.aside import KEYS
from nexus_desktop.ui.notes.editor import NotesEditor
from nexus_desktop.ui.notes.head import Head
from nexus_desktop.ui.notes.lines import Edit
from nexus_desktop.ui.notes.lock_bar import LockBar
from nexus_desktop.ui.notes.marks import MARKS, OTHER_KEYS
from nexus_desktop.ui.notes.marks_bar import MarksBar
from nexus_desktop.ui.notes.opening import (
    Offer,
    Opened,
    read_lines,
    read_offer,
    read_place,
)
from nexus_desktop.ui.notes.pages import Pages
from nexus_desktop.ui.notes.paper import Spot
from nexus_desktop.ui.notes.picturing import Picturing
from nexus_desktop.ui.notes.saver import Saver
from nexus_desktop.ui.notes.side import Side
from nexus_desktop.ui.notes.twice import Twice
from nexus_desktop.ui.notes.writing import Writing

_REREAD_AFTER = 1_000
_PROGRAMME = {Kind.SESSION, Kind.ROUND, Kind.GROUP}


class NotesScreen(Screen):
    """Takes notes of a session or of a breakout group.

    Signals:
        saved: datetime; all that was typed before it is on disk.
    """

    saved = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.title = self.tr("Notes")
        self._runner, self._now = runner, now
        self._zone = ZoneInfo("UTC")
        self._saver: Saver | None = None
        self._asked_for: NotesPlace | None = None
        self._is_failing = False
        self._undone_to = 0
        self.editor = NotesEditor(new_id, now)
        self.editor.setReadOnly(True)
        self.marks = MarksBar(MARKS)
        self.writing = Writing(self.editor, self.marks)
        self.side = Side(runner, now)
        self.rail = self.side.rail
        self.picturing = Picturing(runner, jobs, now, self.editor, self.rail.pictures)
        self.lock_bar = LockBar()
        self.writing.lead(self.lock_bar)
        self.twice = Twice(runner, now, self.writing, self.side.aside)
        self.head = Head(self, now)
        self.pages = Pages(self._notes_page(), runner, jobs, now)
        self.empty = self.pages.empty
        self._make_tools()
        self._lay_out()
        self._bind()
        self._look_up()

    @override
    def shown(self) -> None:
        self.editor.setFocus()
        self._look_up()

    @override
    def go_to(self, row_id: str) -> None:
        """Open the notes of a session or group, or go to the line "…/NOTE"."""
        sought = row_id.rpartition("/")[2]
        if not sought:
            self.editor.setFocus()
            return
        self._runner.submit(
            self,
            lambda session: notes_reading.whereabouts(session, sought),
            done=lambda found: self._go_to_line(*found),
            failed=self._explain,
        )

    @override
    def flush(self) -> None:
        if self._saver is not None:
            self._saver.flush()

    def open(self, place: NotesPlace, caret: str = "") -> None:
        """Show the notes of `place`, with the caret in the line `caret`."""
        self._retire()
        self.pages.return_to_notes()
        self.editor.setReadOnly(True)
        self._asked_for = place
        self._runner.submit(
            self,
            lambda session: read_place(session, place),
            done=partial(self._show, place, caret),
            failed=self._explain,
        )

    def _make_tools(self) -> None:
        self.chooser = self.head.chooser
        self.tools = self.head.tools
        self.keys = (
            *((mark.key, f"{mark.words}: {mark.purpose}") for mark in MARKS),
            *OTHER_KEYS,
            *KEYS,
            *pages.KEYS,
        )

    def _notes_page(self) -> QWidget:
        work = QWidget()
        grid = QGridLayout(work)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.writing, 0, 0)
        grid.addWidget(self.side, 0, 1)
        grid.addWidget(self.marks, 1, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
        return work

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _bind(self) -> None:
        self.editor.paper.edited.connect(self._note)
        self.editor.entered.connect(self._enter)
        self.editor.left.connect(self._leave)
        self.editor.past_asked.connect(self._step_back)
        self.chooser.chosen.connect(self.open)
        self._runner.changed.connect(self._hear)
        self._bind_side()
        self._bind_pages()
        for helping in (self.picturing, self.twice):
            helping.messaged.connect(self.messaged)
            helping.flush_asked.connect(self.flush)
        self.writing.picture_asked.connect(self.picturing.ask)
        self._reread = QTimer(self, singleShot=True, interval=_REREAD_AFTER)
        self._reread.timeout.connect(self._summarise)

    def _bind_side(self) -> None:
        side, aside, head = self.side, self.side.aside, self.head
        self.editor.line_actions = aside.make_actions(self)
        QShortcut(QKeySequence("Ctrl+Shift+R"), self, side.toggle)
        head.side_asked.connect(side.toggle)
        head.status_asked.connect(aside.open_status)
        head.report_asked.connect(self._ask_report)
        side.turned.connect(self._summarise)
        side.left.connect(self.editor.setFocus)
        aside.history_asked.connect(self._open_history)
        aside.went.connect(self.go_to)
        aside.restored.connect(self.editor.restore)
        aside.asked.connect(self.asked)
        aside.messaged.connect(self.messaged)
        self.lock_bar.asked.connect(aside.open_status)
        self.editor.entered.connect(aside.follow)

    def _bind_pages(self) -> None:
        own, head = self.pages, self.head
        own.bind(self)
        own.returned.connect(self.editor.setFocus)
        own.found.connect(self.go_to)
        own.asked.connect(self.asked)
        own.messaged.connect(self.messaged)
        own.beside_asked.connect(self._open_beside)
        head.find_asked.connect(own.open_finder)
        head.beside_asked.connect(self._open_beside)

    def _open_beside(self) -> None:
        self._leave()
        if self._asked_for is not None:
            self.pages.open_beside(self._asked_for)

    def _open_history(self) -> None:
        self.flush()
        line = self.editor.lines[self.editor.spot().line]
        self.side.aside.open_history(line.note_id)

    def _go_to_line(self, place: NotesPlace, note_id: str) -> None:
        line = self.editor.lines.index(note_id)
        if place != self._asked_for or (note_id and line is None):
            self.open(place, note_id)
        elif line is not None:
            self.editor.go(Spot(line, len(self.editor.lines[line].body)))
        self.editor.setFocus()

    def _look_up(self) -> None:
        self._runner.submit(self, read_offer, done=self._take, failed=self._explain)

    def _take(self, offer: Offer) -> None:
        """Offer the sessions; go where the writer was last, or to what is on now."""
        self._zone = ZoneInfo(offer.time_zone)
        self.editor.margin.zone = self.side.aside.zone = self._zone
        self.pages.set_zone(self._zone)
        self.chooser.offer(offer.choices, self._zone, self._now())
        self.pages.show_choices(are_any=bool(offer.choices))
        for choice in offer.choices:
            if self._saver is not None and choice.place == self._saver.place:
                self._show_status(choice)
        if self._asked_for is not None or not offer.choices:
            return
        if offer.last is not None and self.chooser.has(offer.last[0]):
            self.open(*offer.last)
        elif (first := self.chooser.first(self._now())) is not None:
            self.open(first)

    def _show(self, place: NotesPlace, caret: str, opened: Opened) -> None:
        if place != self._asked_for:
            return
        self._undone_to = opened.next_entry
        context = opened.context
        self.editor.assistant.completer = opened.completer
        self.editor.set_notation(context.notation)
        self._saver = Saver(self._runner, place, self._now, self)
        self._saver.saved.connect(self._tell_saved)
        self._saver.failed.connect(self._tell_failed)
        self.editor.load(opened.lines, caret)
        self.writing.begin(context.notation)
        self.picturing.show_place(place)
        self.twice.show_place(place)
        drafts = {one.note_id for one in opened.lines if one.is_draft}
        records = self.editor.lines.records
        self._saver.loaded(
            (one.note_id for one in opened.lines),
            [record for record in records if record.note_id in drafts],
        )
        self._saver.saw(opened.lines)
        self._saver.enter(records[self.editor.spot().line].note_id)
        self.rail.show_summary(opened.summary)
        self.chooser.show_place(place)
        self._show_status(context.choice)
        self.titled.emit(self.head.show_choice(context.choice, self._zone))
        leave_be()

    def _show_status(self, choice: NotesChoice) -> None:
        """Show how far the notes are; final ones can be read only."""
        is_final = choice.status is NotesStatus.FINAL
        self.head.show_status(choice.status)
        self.editor.lock(is_locked=is_final)
        self.marks.setDisabled(is_final)
        self.lock_bar.setVisible(is_final)
        self.side.aside.show_place(choice.place, choice.status)

    def _retire(self) -> None:
        """Let the saver of the place before finish, and then go."""
        saver, self._saver = self._saver, None
        if saver is not None:
            saver.flush()
            saver.dismiss()

    @Slot(object)
    def _note(self, edit: Edit) -> None:
        if self._saver is not None:
            self._saver.note(edit)

    @Slot(str)
    def _enter(self, note_id: str) -> None:
        if self._saver is not None:
            self._saver.enter(note_id)

    @Slot()
    def _leave(self) -> None:
        if self._saver is not None:
            self._saver.write_all()

    @Slot()
    def _step_back(self) -> None:
        """Undo what an earlier run of the program wrote: the journal knows it."""
        saver, before = self._saver, self._undone_to
        if saver is None:
            return
        saver.flush()
        self._runner.submit(
            saver,
            lambda session: notes_history.step_back(session, saver.place, before),
            done=self._take_back,
            failed=self._explain,
        )

    def _take_back(self, past: PastLines | None) -> None:
        if past is None:
            self.messaged.emit(Message(self.tr("There is nothing more to undo here.")))
            return
        self._undone_to = past.entry
        self.editor.take_back(past)

    @Slot(object)
    def _tell_saved(self, at: datetime) -> None:
        self.saved.emit(at)
        self._runner.saved.emit(at)
        if self._is_failing:
            self._is_failing = False
            self.messaged.emit(Message(self.tr("Your notes are saved again.")))

    @Slot(str)
    def _tell_failed(self, reason: str) -> None:
        self._is_failing = True
        words = self.tr(
            "Your notes are not saved yet. {0} They stay here; saving is tried again."
        )
        self.messaged.emit(Message(words.format(reason), "bad"))

    @Slot(object)
    def _hear(self, kinds: frozenset[Kind]) -> None:
        if kinds & _PROGRAMME:
            self._look_up()
        if Kind.NOTE in kinds and self._saver is not None:
            if not self._saver.just_saved():
                self._reread_lines(self._saver)
            self._reread.start()

    def _reread_lines(self, saver: Saver) -> None:
        """Show what others wrote here, without touching what is being written."""
        self._runner.submit(
            saver,
            lambda session: read_lines(session, saver.place),
            done=partial(self._merge, saver),
            failed=self._explain,
        )

    def _merge(self, saver: Saver, found: tuple[Sequence[NoteLine], int]) -> None:
        lines, next_entry = found
        if saver is self._saver:
            saver.loaded((one.note_id for one in lines), ())
            saver.saw(lines)
            if self.editor.merge(lines, saver.is_ours):
                self._undone_to = next_entry

    def _summarise(self) -> None:
        place = self._asked_for
        if place is not None and self.rail.isVisible():
            self._runner.submit(
                self,
                lambda session: notes_reading.summary(session, place),
                done=self.rail.show_summary,
                failed=self._explain,
            )

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    def _ask_report(self) -> None:
        self._leave()
        place = self._asked_for
        self.asked.emit("minutes", place.session_id if place else "")

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.editor.colouring.refresh()
