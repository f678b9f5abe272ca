"""Saving what is typed, in the background, without being asked.

A changed line is kept as a draft at most half a second after its first unsaved key. It
goes into the journal when the writer leaves it, or after ten seconds. One transaction
is under way at a time; what could not be saved is tried again until it can.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.note import OWN, LineChanges, NoteLine, NotesPlace
from nexus_desktop.services import notes
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.notes.lines import Edit, Record

_DRAFT_AFTER = 300
_WRITE_AFTER = 10_000
_TRY_AGAIN_AFTER = 1_000
_PATIENCE = 2_500
_GIVE_UP_AFTER = 10_000


@dataclass(frozen=True, slots=True)
class _Sent:
    """A transaction that is through; `is_news` when it changed the notes."""

    changes: LineChanges
    records: dict[str, Record]
    at: datetime
    is_news: bool


class Saver(QObject):
    """Keeps the lines of one place on disk.

    Signals:
        saved: datetime; everything typed before the transaction began is on disk.
        failed: str, why something typed is not on disk yet; it is being tried again.
    """

    saved = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        runner: Runner,
        place: NotesPlace,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.place = place
        self._runner = runner
        self._now = now
        self._known: set[str] = set()
        self._unsaved: dict[str, Record] = {}
        self._unwritten: dict[str, Record] = {}
        self._removed: dict[str, None] = {}
        self._seen: dict[str, str] = {}
        self._ready: set[str] = set()
        self._caret = self._caret_kept = ""
        self._number = self._under_way = 0
        self._is_failing = False
        self._just_saved = False
        self._soon = self._timer(_DRAFT_AFTER, self.save)
        self._later = self._timer(_WRITE_AFTER, self.write_all)
        self._patience = self._timer(_PATIENCE, self._lose_patience)

    @property
    def is_idle(self) -> bool:
        """Say whether all of it is on disk, and in the journal."""
        return not (self._unsaved or self._unwritten or self._removed)

    def is_ours(self, note_id: str) -> bool:
        """Say whether what stands here of a line is newer than what the file holds."""
        return note_id in self._unwritten or note_id in self._removed

    def just_saved(self) -> bool:
        """Say, once for each time, whether we changed the notes ourselves."""
        was, self._just_saved = self._just_saved, False
        return was

    def loaded(self, written: Iterable[str], drafts: Iterable[Record]) -> None:
        """Take note of what the file holds; drafts left behind are written soon."""
        self._known.update(written)
        for record in drafts:
            self._known.add(record.note_id)
            self._unwritten[record.note_id] = record
            self._seen[record.note_id] = ""  # it was begun in another run
        if self._unwritten:
            self._later.start()

    def saw(self, lines: Iterable[NoteLine]) -> None:
        """Take note of what is on the screen of lines as the file holds them now."""
        for line in lines:
            if not self.is_ours(line.note_id):
                self._seen[line.note_id] = line.seen

    def note(self, edit: Edit) -> None:
        """Take note of what an edit changed."""
        before = set(edit.before)
        for record in edit.after:
            if record not in before:
                self._touch(record)
        for note_id in edit.removed & self._known:
            self._forget(note_id)
            self._removed[note_id] = None
        if (self._unsaved or self._removed) and not self._soon.isActive():
            self._soon.start()

    def enter(self, note_id: str) -> None:
        """Take note of the line the writer is in: the others that changed are done."""
        left = set(self._unwritten) - {note_id}
        self._caret = note_id
        if left - self._ready:
            self._ready |= left
            self.save()

    def write_all(self) -> None:
        """Let the journal have everything, the line being written too."""
        self._ready.update(self._unwritten)
        self.save()

    def flush(self) -> None:
        """Hand everything to the database thread at once, whatever is under way."""
        self._under_way = 0
        self.write_all()

    def dismiss(self) -> None:
        """Go away as soon as everything is on disk."""
        self.saved.connect(self._leave_when_idle)
        self._leave_when_idle()

    def _leave_when_idle(self) -> None:
        if self.is_idle:
            self.deleteLater()

    def save(self) -> None:
        """Hand over what is due, unless a transaction is under way: then after it."""
        changes = self._due()
        if self._under_way or changes == LineChanges():
            return
        self._soon.stop()
        self._number = self._under_way = self._number + 1
        self._patience.start()
        number, at = self._number, self._now()
        sent = {**self._unsaved, **self._unwritten}
        self._runner.submit(
            self,
            lambda session: notes.save_lines(session, self.place, changes, at=at),
            done=lambda is_news: self._done(number, _Sent(changes, sent, at, is_news)),
            failed=lambda error: self._fail(number, str(error)),
        )

    def _due(self) -> LineChanges:
        written = [one for key, one in self._unwritten.items() if key in self._ready]
        drafts = [one for key, one in self._unsaved.items() if key not in self._ready]
        return LineChanges(
            drafts=tuple(one.written() for one in drafts),
            written=tuple(
                replace(one.written(), seen=self._seen.get(one.note_id, OWN))
                for one in written
            ),
            removed=tuple(self._removed),
            caret=None if self._caret == self._caret_kept else self._caret,
        )

    def _touch(self, record: Record) -> None:
        note_id = record.note_id
        if record.is_blank and note_id not in self._known:
            self._forget(note_id)
            return
        self._known.add(note_id)
        self._removed.pop(note_id, None)
        self._ready.discard(note_id)
        self._unsaved[note_id] = self._unwritten[note_id] = record
        if not self._later.isActive():
            self._later.start()

    def _forget(self, note_id: str) -> None:
        self._unsaved.pop(note_id, None)
        self._unwritten.pop(note_id, None)
        self._ready.discard(note_id)

    def _done(self, number: int, answer: _Sent) -> None:
        changes, sent = answer.changes, answer.records
        for line in (*changes.drafts, *changes.written):
            if self._unsaved.get(line.note_id) is sent[line.note_id]:
                del self._unsaved[line.note_id]
        for line in changes.written:
            self._seen[line.note_id] = OWN
            if self._unwritten.get(line.note_id) is sent[line.note_id]:
                self._forget(line.note_id)
        for note_id in changes.removed:
            self._removed.pop(note_id, None)
        if changes.caret is not None:
            self._caret_kept = changes.caret
        self._is_failing = False
        self._just_saved = answer.is_news
        self.saved.emit(answer.at)
        if number == self._under_way:
            self._go_on()

    def _go_on(self) -> None:
        self._under_way = 0
        self._patience.stop()
        if self._ready or self._removed:
            self.save()
        elif self._unsaved:
            self._soon.start()
        if self._unwritten and not self._later.isActive():
            self._later.start()

    def _fail(self, number: int, reason: str) -> None:
        if not self._is_failing:
            self._is_failing = True
            self.failed.emit(reason)
        if number == self._under_way:
            self._under_way = 0
            self._patience.stop()
            QTimer.singleShot(_TRY_AGAIN_AFTER, self, self.save)

    def _lose_patience(self) -> None:
        number = self._under_way
        if not self._is_failing:
            self._is_failing = True
            self.failed.emit(self.tr("The file is busy."))
        QTimer.singleShot(_GIVE_UP_AFTER, self, lambda: self._give_up(number))

    def _give_up(self, number: int) -> None:
        """Try again without waiting for an answer that does not come."""
        if number == self._under_way:
            self._under_way = 0
            self.save()

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(act)
        return timer
