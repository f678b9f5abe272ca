"""The Checkpoints screen: where badges are scanned, for whom, and who is inside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core import names
from nexus_desktop.core.attendance_table import AttendanceTable
from nexus_desktop.core.checkpoints import (
    Board,
    CheckpointDraft,
    GuestLists,
    Proposal,
)
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import (
    attendance_table,
    checkpoint_board,
    checkpoint_making,
    checkpoint_names,
    checkpoints,
    workshop,
)
from nexus_desktop.ui.checkpoints.attendance_page import AttendancePage
from nexus_desktop.ui.checkpoints.board_page import BoardPage
from nexus_desktop.ui.checkpoints.from_programme import FromProgramme
from nexus_desktop.ui.checkpoints.side import SET_UP
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button

_WATCHED = frozenset(
    {
        Kind.CHECKPOINT, Kind.SCAN, Kind.PARTICIPANT, Kind.BADGE, Kind.SESSION,
        Kind.ROUND, Kind.GROUP, Kind.SEAT, Kind.WORKSHOP,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one reading brings."""

    board: Board
    guests: GuestLists | None
    attendance: AttendanceTable | None


class CheckpointsScreen(Screen):
    """Shows the checkpoints and changes them by services only."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        del jobs  # there is nothing long to do here
        self.title = self.tr("Checkpoints")
        self._runner, self._now = runner, now
        self._board: Board | None = None
        self._to_edit = self._to_choose = ""
        # Each part is made inside the whole: moving it there would dress it anew.
        self.stack = QStackedWidget(self)
        self.page = BoardPage(self.stack)
        self.empty = self._empty_state()
        for part in (self.page, self.empty):
            self.stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self._make_tools()
        self._bind()
        self.refresher = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=self._show,
            failed=self._complain,
        )

    @override
    def shown(self) -> None:
        self.page.table.setFocus()
        self.refresher.read()

    @override
    def go_to(self, row_id: str) -> None:
        self._to_choose = row_id
        self.refresher.read()

    @override
    def flush(self) -> None:
        self.page.side.editor.flush()

    # Reading

    def _reading(self) -> Callable[[Session], _Seen]:
        at, chosen = self._now(), self.page.checkpoint_id
        of = chosen if self.page.side.wants_guests else ""
        counting = self.stack.currentWidget()
        trait = counting.trait if isinstance(counting, AttendancePage) else ""

        def work(session: Session) -> _Seen:
            board = checkpoint_board.board(session, at=at)
            is_there = any(line.id == of for line in board.lines)
            return _Seen(
                board,
                checkpoint_board.guests(session, of, at=at) if is_there else None,
                attendance_table.by_session(session, trait) if trait else None,
            )

        return work

    def _show(self, seen: _Seen) -> None:
        self._board = seen.board
        self.page.show_board(seen.board)
        if seen.guests is not None:
            self.page.side.show_guests(seen.guests, seen.board)
        if seen.attendance is not None:
            self.attendance.show_table(seen.attendance, seen.board.workshop)
        if self.stack.currentWidget() in (self.page, self.empty):
            self._show_page()
        if self._to_choose:
            self.page.choose(self._to_choose)
            self._to_choose = ""
        if self._to_edit:
            self.page.edit(self._to_edit)
            self._to_edit = ""

    def _show_page(self) -> None:
        has_any = bool(self._board and self._board.lines)
        self.stack.setCurrentWidget(self.page if has_any else self.empty)

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "warn"))

    # Changing

    def add(self) -> None:
        """Set up a checkpoint and put the cursor into its name."""
        if self._board is None:
            return
        draft = CheckpointDraft(name=self._free_name(self._board))
        self._runner.submit(
            self,
            lambda session: checkpoints.add(session, draft, at=self._now()),
            done=self._open,
            failed=self._complain,
        )

    def _free_name(self, board: Board) -> str:
        used = {names.folded(line.name) for line in board.lines}
        first = self.tr("New checkpoint")
        tries = (first, *(f"{first} {number}" for number in range(2, len(used) + 3)))
        return next(name for name in tries if names.folded(name) not in used)

    def _open(self, kept: checkpoints.Kept) -> None:
        self._to_edit = kept.id
        self._leave_to_page()

    def _edit(self, checkpoint_id: str, draft: CheckpointDraft) -> None:
        self._runner.submit(
            self,
            lambda s: checkpoints.edit(s, checkpoint_id, draft, at=self._now()),
            failed=lambda error: self.page.side.editor.say_wrong(str(error)),
        )

    def _remove(self, checkpoint_id: str) -> None:
        self._runner.submit(
            self,
            lambda s: checkpoints.remove(s, checkpoint_id, at=self._now()),
            done=self._tell_removed,
            failed=self._complain,
        )

    def _tell_removed(self, gone: checkpoints.Kept) -> None:
        self.page.table.setFocus()
        text = self.tr("“{0}” is no longer a checkpoint.").format(gone.draft.name)
        undo = partial(
            self._runner.submit,
            self,
            lambda s: checkpoints.bring_back(s, gone.id, at=self._now()),
            failed=self._complain,
        )
        self.messaged.emit(Message(text, action=(self.tr("Undo"), undo)))

    def _ask_to_remove(self, _checkpoint_id: str) -> None:
        self.page.side.go_to_page(SET_UP)
        self.page.side.editor.take_away.click()

    # People by name

    def _look_up(self, checkpoint_id: str, text: str) -> None:
        self._name(checkpoint_id, lambda s: checkpoint_names.read(s, text))

    def _look_up_file(self, checkpoint_id: str, path: Path) -> None:
        self._name(checkpoint_id, lambda s: checkpoint_names.read_file(s, path))

    def _name(
        self, checkpoint_id: str, work: Callable[[Session], checkpoint_names.Named]
    ) -> None:
        def take(named: checkpoint_names.Named) -> None:
            editor = self.page.side.editor
            if editor.checkpoint_id != checkpoint_id:
                return
            if named.people:
                editor.add_named([ident for ident, _name in named.people])
            editor.for_whom.names.say(named.problems)

        self._runner.submit(
            self,
            work,
            done=take,
            failed=lambda error: self.page.side.editor.for_whom.names.say([str(error)]),
        )

    # Out of the programme

    def offer_programme(self) -> None:
        """Show the sessions that may need a checkpoint."""

        def work(session: Session) -> tuple[tuple[Proposal, ...], WorkshopInfo]:
            return checkpoint_making.proposed(session), workshop.info(session)

        self._runner.submit(
            self, work, done=self._show_proposals, failed=self._complain
        )

    def _show_proposals(self, found: tuple[tuple[Proposal, ...], WorkshopInfo]) -> None:
        if not found[0]:
            text = self.tr("There is no programme yet to make checkpoints from.")
            go = partial(self.asked.emit, "programme", "")
            self.messaged.emit(Message(text, "warn", (self.tr("Programme"), go)))
            return
        self.stack.setCurrentWidget(self.maker)
        self.maker.show_proposals(*found)

    def _make(self, session_ids: set[str], by_group: set[str]) -> None:
        self._runner.submit(
            self,
            lambda s: checkpoint_making.make(s, session_ids, by_group, at=self._now()),
            done=self._tell_made,
            failed=self._complain,
        )

    def _tell_made(self, made: checkpoint_making.Made) -> None:
        self._leave_to_page()
        count = len(made.added)
        text = self.tr("{0} checkpoints made. Ctrl+Z takes them back.").format(count)
        if count == 1:
            text = self.tr("1 checkpoint made. Ctrl+Z takes it back.")
        self.messaged.emit(Message(text))

    def _leave_to_page(self) -> None:
        self._show_page()
        self.page.table.setFocus()
        self.refresher.read()

    # Counting

    def show_attendance(self) -> None:
        """Show who came to which session."""
        self.stack.setCurrentWidget(self.attendance)
        self.attendance.chips[self.attendance.trait].setFocus()
        self.refresher.read()

    def _tell_copied(self, lines: int) -> None:
        self.messaged.emit(
            Message(self.tr("{0} copied.").format(counted(lines, "line")))
        )

    # Making

    @cached_property
    def maker(self) -> FromProgramme:
        """The page of the sessions; made when it is asked for, as few ever do."""
        made = FromProgramme()
        made.accepted.connect(self._make)
        made.left.connect(self._leave_to_page)
        self.stack.addWidget(made)
        return made

    @cached_property
    def attendance(self) -> AttendancePage:
        """The page that counts; made when it is asked for."""
        made = AttendancePage()
        made.left.connect(self._leave_to_page)
        made.trait_chosen.connect(lambda _: self.refresher.read())
        made.copied.connect(self._tell_copied)
        self.stack.addWidget(made)
        return made

    def _make_tools(self) -> None:
        self.counter = button(
            self.tr("Attendance"), clicked=self.show_attendance, picture="table"
        )
        self.counter.setToolTip(self.tr("Who came to which session (Ctrl+T)"))
        self.making = button(
            self.tr("From the programme…"),
            clicked=self.offer_programme,
            picture="calendar-days",
        )
        self.making.setToolTip(
            self.tr("A checkpoint for each session, meal or visit (Ctrl+I)")
        )
        self.adder = button(self.tr("Add checkpoint"), clicked=self.add, picture="plus")
        self.adder.setToolTip(self.tr("Ctrl+N"))
        self.tools = [self.counter, self.making, self.adder]
        self.keys = (
            ("↑ ↓", self.tr("select a checkpoint")),
            ("Enter", self.tr("edit it")),
            ("Del", self.tr("take it away")),
            ("Esc", self.tr("close it; go back to the list")),
            ("Ctrl+N", self.tr("add a checkpoint")),
            ("Ctrl+I", self.tr("make checkpoints from the programme")),
            ("Ctrl+T", self.tr("attendance by session")),
        )

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "log-in",
            self.tr("No checkpoints yet"),
            self.tr(
                "A checkpoint is a place where badges are scanned: the registration "
                "desk, the door of a room, a meal, the bus of a visit."
            ),
            button(
                self.tr("From the programme…"), "main", clicked=self.offer_programme
            ),
            button(self.tr("Add checkpoint"), clicked=self.add),
        )

    def _bind(self) -> None:
        page, side = self.page, self.page.side
        page.chosen.connect(self._look_at_guests)
        side.page_chosen.connect(self._look_at_guests)
        page.table.removed.connect(self._ask_to_remove)
        side.editor.changed.connect(self._edit)
        side.editor.removed.connect(self._remove)
        side.editor.pasted.connect(self._look_up)
        side.editor.file_chosen.connect(self._look_up_file)
        self.bind_keys(
            (
                ("Ctrl+N", self.add),
                ("Ctrl+I", self.offer_programme),
                ("Ctrl+T", self.show_attendance),
            )
        )

    def _look_at_guests(self) -> None:
        if self.page.checkpoint_id and self.page.side.wants_guests:
            self.refresher.read()
