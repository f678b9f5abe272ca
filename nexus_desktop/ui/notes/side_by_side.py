"""The notes of a session's groups side by side, live, and taking points from them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.parallel_notes import ParallelNotes, Point, Taken
from nexus_desktop.services import history, parallel_notes, similar_points
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.jobs import Job, Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, button, label, row
from nexus_desktop.ui.notes.group_columns import GroupColumns
from nexus_desktop.ui.notes.similar_panel import Lots, SimilarPanel

KEYS = (
    ("Enter", "side by side: take the points that are chosen"),
    ("Ctrl+Enter", "side by side: go to the line"),
    ("Ctrl+PgUp, Ctrl+PgDown", "side by side: groups before, next groups"),
)
_WATCHED = frozenset({Kind.NOTE, Kind.SESSION, Kind.ROUND, Kind.GROUP})
_WIDE, _LIST_WIDTH = 270, 480


class SideBySide(QWidget):
    """Shows the groups in columns, or what they have in common.

    Signals:
        left: back to the notes.
        went: str, the id of a line to go to.
        groups_asked: there are none, so they are to be made.
        messaged: Message.
    """

    left = Signal()
    went = Signal(str)
    groups_asked = Signal()
    messaged = Signal(object)

    def __init__(self, runner: Runner, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.zone = ZoneInfo("UTC")
        self.shown = ParallelNotes()
        self._runner, self._jobs, self._now = runner, jobs, now
        self._session_id, self._here = "", NotesPlace("")
        self._target: NotesPlace | None = None
        self._job: Job | None = None
        self._compared: tuple[tuple[str, str], ...] = ()
        self._lots: Lots = ()
        self.columns = GroupColumns()
        self.similar = SimilarPanel()
        self._make_head()
        self._lay_out()
        self._connect()
        self._refresher: Refresher[ParallelNotes] = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=self._show,
            failed=self._explain,
        )

    def start(self, here: NotesPlace) -> None:
        """Show the groups of the session that one writes in, or of the one before."""
        self._session_id, self._here, self._target = here.session_id, here, None
        self._refresher.read()
        self.to_columns.click()

    def _make_head(self) -> None:
        self.sessions, self.targets = ElidedBox(), ElidedBox()
        for box, words in (
            (self.sessions, self.tr("Session whose groups are shown")),
            (self.targets, self.tr("Session that takes the points")),
        ):
            box.setFixedWidth(_WIDE)
            box.setAccessibleName(words)
            box.setToolTip(words)
            box.setMaxVisibleItems(20)
            box.view().setMinimumWidth(_LIST_WIDTH)
        self.take = button(
            self.tr("Take"), "main", clicked=self._take, picture="arrow-right"
        )
        self.take.setToolTip(self.tr("Copy the points that are chosen (Enter)"))
        self.to_columns, self.to_similar = (
            self._turner(words, number)
            for number, words in enumerate((self.tr("All points"), ""))
        )
        both = QButtonGroup(self)
        for one in (self.to_columns, self.to_similar):
            both.addButton(one)

    def _turner(self, words: str, number: int) -> QPushButton:
        made = button(words, "filter", clicked=lambda: self._turn(number))
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        back = button(
            self.tr("Back to the notes"), clicked=self.left.emit, picture="arrow-left"
        )
        back.setToolTip(self.tr("Back to the notes (Escape)"))
        self.stack = QStackedWidget()
        for part in (self.columns, self.similar):
            self.stack.addWidget(part)
        self._none = EmptyState(
            "columns-3",
            self.tr("No session has breakout groups"),
            self.tr(
                "Make a round in Groups: its groups' notes stand side by side here."
            ),
            button(self.tr("Go to Groups"), "main", clicked=self.groups_asked.emit),
        )
        self.stack.addWidget(self._none)
        page = QFrame()
        theme.set_role(page, "panel")
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        goes_to = label(self.tr("take into"), "soft")
        self._choices = row(self.sessions, None, goes_to, self.targets, self.take)
        self._views = row(self.to_columns, self.to_similar, None, self.columns.tab_row)
        head = QHBoxLayout()
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._choices, 1)
        box.addLayout(head)
        box.addWidget(self._views)
        box.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self.sessions.activated.connect(self._choose_session)
        self.targets.activated.connect(self._choose_target)
        self.columns.taken.connect(self._take)
        self.columns.went.connect(self.went)
        self.similar.merged.connect(self._merge)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.columns.step(step))

    def _reading(self) -> Callable[[Session], ParallelNotes]:
        session_id, here = self._session_id, self._here
        return lambda session: parallel_notes.read(session, session_id, here)

    def _show(self, found: ParallelNotes) -> None:
        self.shown = found
        self._offer(found)
        self.columns.show_groups(found.groups, self.zone)
        self._show_similar()
        self._compare(found.points)
        for part in (self._choices, self._views):
            part.setVisible(bool(found.groups))
        if not found.groups:
            self.stack.setCurrentWidget(self._none)
        elif self.stack.currentWidget() is self._none:
            self._turn(0)

    def _offer(self, found: ParallelNotes) -> None:
        """Fill the two lists of sessions."""
        target = self._target or found.target
        with QSignalBlocker(self.sessions), QSignalBlocker(self.targets):
            self.sessions.clear()
            for session_id, title in found.sessions:
                self.sessions.addItem(title, session_id)
            self.sessions.setCurrentIndex(self.sessions.findData(found.session_id))
            self.targets.clear()
            at = -1
            for number, one in enumerate(found.targets):
                start = one.session.starts_at.astimezone(self.zone)
                self.targets.addItem(f"{start:%a %H:%M}  {one.session.title}")
                at = number if one.place == target else at
            self.targets.setCurrentIndex(at)
        self.take.setEnabled(at >= 0 and bool(found.groups))

    def _compare(self, points: Sequence[Point]) -> None:
        """Look for what groups have in common, unless nothing was said since."""
        said = tuple((point.note_id, point.text) for point in points)
        if said == self._compared:
            return
        self._compared = said
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._jobs.start(
            self,
            lambda _report, cancelled: similar_points.similar(points, cancelled),
            done=lambda lots: self._take_lots(job, lots),
            failed=self._explain,
        )

    def _take_lots(self, job: Job, lots: Lots) -> None:
        if job is self._job:
            self._lots = lots
            self._show_similar()

    def _show_similar(self) -> None:
        """Show the lots with their points as they are now."""
        now = {point.note_id: point for point in self.shown.points}
        lots = tuple(
            tuple(now[point.note_id] for point in lot if point.note_id in now)
            for lot in self._lots
        )
        lots = tuple(lot for lot in lots if len({one.group_id for one in lot}) > 1)
        words = self.tr("Group {0}")
        names = {one.group_id: words.format(one.name) for one in self.shown.groups}
        self.similar.show_lots(lots, names)
        self.to_similar.setText(
            self.tr("Said in several groups ({0})").format(len(lots))
        )

    def _turn(self, number: int) -> None:
        (self.to_columns, self.to_similar)[number].setChecked(True)
        self.stack.setCurrentIndex(number)
        self.take.setVisible(number == 0)
        self.columns.arrange(is_shown=number == 0)
        if number == 0:
            self.columns.take_focus()

    def _choose_session(self) -> None:
        self._session_id = self.sessions.currentData()
        self._target = None
        self._refresher.read()

    def _choose_target(self, number: int) -> None:
        self._target = self.shown.targets[number].place
        self.take.setEnabled(bool(self.shown.groups))

    def _place(self) -> NotesPlace | None:
        number = self.targets.currentIndex()
        return self.shown.targets[number].place if number >= 0 else None

    def _take(self) -> None:
        target, chosen, at = self._place(), self.columns.chosen(), self._now()
        if target is None or not chosen:
            self._tell(self.tr("Choose points first, and the session that takes them."))
            return
        self._runner.submit(
            self,
            lambda session: parallel_notes.take(session, chosen, target, at=at),
            done=self._tell_taken,
            failed=self._explain,
        )

    def _tell_taken(self, taken: Taken) -> None:
        self.columns.choose_nothing()
        words = self.tr("{0} points taken into {1}.")
        if taken.added == 1:
            words = self.tr("One point taken into {1}.")
        if not taken.added:
            self._tell(self.tr("{0} has this already.").format(self._target_name()))
            return
        self._tell(words.format(taken.added, self._target_name()), can_undo=True)

    def _merge(self, note_ids: Sequence[str], line: str) -> None:
        target, at = self._place(), self._now()
        if target is None:
            self._tell(self.tr("Choose the session that takes the point first."))
            return
        self._runner.submit(
            self,
            lambda session: parallel_notes.merge(
                session, note_ids, line, target, at=at
            ),
            done=lambda _none: self._tell(
                self.tr("Merged into {0}.").format(self._target_name()), can_undo=True
            ),
            failed=self._explain,
        )

    def _target_name(self) -> str:
        number = self.targets.currentIndex()
        return f"“{self.shown.targets[number].session.title}”"

    def _tell(self, words: str, *, can_undo: bool = False) -> None:
        action = (self.tr("Undo"), self._undo) if can_undo else None
        self.messaged.emit(Message(words, "good" if can_undo else "warn", action))

    def _undo(self) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: history.undo_last(session, at=at),
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))
