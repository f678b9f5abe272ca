"""The Programme screen: days as columns, details at the side, taking in a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.programme import SessionDraft, SessionInfo
from nexus_desktop.core.programme_import import ProgrammeReport
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import programme, workshop
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.programme.importing import SUFFIXES, Importing
from nexus_desktop.ui.programme.page import ProgrammePage
from nexus_desktop.ui.programme.preview import Preview

_WATCHED = frozenset({Kind.SESSION, Kind.WORKSHOP, Kind.OBJECTIVE})
_HOUR = timedelta(hours=1)
_NINE = 9 * 60


@dataclass(frozen=True, slots=True)
class _Known:
    """What the screen shows."""

    workshop: WorkshopInfo
    sessions: tuple[SessionInfo, ...]


class ProgrammeScreen(Screen):
    """Shows the programme and changes it by services only."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.title = self.tr("Programme")
        self._runner, self._now = runner, now
        self._known: _Known | None = None
        self._to_choose = ""
        self._importing = Importing(runner, jobs, now, self)
        self.page = ProgrammePage(now)
        self.board, self.details = self.page.board, self.page.details
        self.preview = Preview()
        self.empty = self._empty_state()
        self.stack = QStackedWidget()
        for part in (self.page, self.empty, self.preview):
            self.stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self._make_tools()
        self._bind()
        self.setAcceptDrops(True)
        self._refresh()

    @override
    def shown(self) -> None:
        self.board.setFocus()
        self._refresh()

    @override
    def go_to(self, row_id: str) -> None:
        self._to_choose = row_id
        self._refresh()

    @override
    def flush(self) -> None:
        self.details.flush()

    # Reading

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & _WATCHED:
            self._refresh()

    def _refresh(self) -> None:
        self._runner.submit(self, _read, done=self._show, failed=self._complain)

    def _show(self, known: _Known) -> None:
        self._known = known
        self.page.show_sessions(known.sessions, known.workshop)
        if self.stack.currentWidget() is not self.preview:
            self._show_page()
        if self._to_choose:
            self.board.choose(self._to_choose)
            self._to_choose = ""

    def _show_page(self) -> None:
        has_any = bool(self._known and self._known.sessions)
        self.stack.setCurrentWidget(self.page if has_any else self.empty)

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    # Changing

    def add(self) -> None:
        """Put a session after the one selected, or on the first day, and edit it."""
        if self._known is None:
            return
        block = self.board.chosen
        of = self._known.workshop
        begins = block.session.ends_at if block else of.moment(of.days[0], _NINE)
        self._add(begins, begins + _HOUR)

    def _add(self, begins: datetime, ends: datetime) -> None:
        draft = SessionDraft(
            title=self.tr("New session"), starts_at=begins, ends_at=ends
        )

        def work(session: Session) -> tuple[str, _Known]:
            added = programme.add(session, draft, at=self._now())
            return added.id, _read(session)

        def show(answer: tuple[str, _Known]) -> None:
            self._show(answer[1])
            self._open(answer[0])

        self._runner.submit(self, work, done=show, failed=self._complain)

    def _open(self, session_id: str) -> None:
        self.board.choose(session_id)
        self.details.edit()

    def _edit(self, session_id: str, draft: SessionDraft) -> None:
        self._runner.submit(
            self,
            lambda s: programme.edit(s, session_id, draft, at=self._now()),
            failed=lambda error: self.details.say_wrong(str(error)),
        )

    def _move(self, session_id: str, begins: datetime, ends: datetime) -> None:
        def work(session: Session) -> tuple[SessionInfo, SessionInfo]:
            before = programme.one(session, session_id)
            return before, programme.move(
                session, session_id, begins, ends, at=self._now()
            )

        self._runner.submit(self, work, done=self._tell_moved, failed=self._complain)

    def _tell_moved(self, moved: tuple[SessionInfo, SessionInfo]) -> None:
        before, after = moved
        text = self.tr("“{0}” is now on {1}.").format(after.title, self._when(after))
        self._offer_undo(
            text,
            lambda s: programme.move(
                s, before.id, before.starts_at, before.ends_at, at=self._now()
            ),
        )

    def _remove(self, session_id: str) -> None:
        self._runner.submit(
            self,
            lambda s: programme.remove(s, session_id, at=self._now()),
            done=self._tell_removed,
            failed=self._complain,
        )

    def _tell_removed(self, gone: SessionInfo) -> None:
        self.board.setFocus()
        text = self.tr("“{0}” is no longer in the programme.").format(gone.title)
        self._offer_undo(
            text, lambda s: programme.bring_back(s, gone.id, at=self._now())
        )

    def _offer_undo(self, text: str, work: Callable[[Session], object]) -> None:
        undo = partial(self._runner.submit, self, work, failed=self._complain)
        self.messaged.emit(Message(text, action=(self.tr("Undo"), undo)))

    def _when(self, session: SessionInfo) -> str:
        if self._known is None:
            return ""
        begins = self._known.workshop.local(session.starts_at)
        ends = self._known.workshop.local(session.ends_at)
        return f"{days.short(begins.date())}, {begins:%H:%M}–{ends:%H:%M}"

    # Taking in a list

    def choose_file(self) -> None:
        """Ask for a list to import."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Import a programme"),
            "",
            self.tr("Programmes (*.csv *.xlsx *.ics *.tsv *.txt);;All files (*)"),
        )
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read the list at `path` and show what taking it in would do."""
        if self._known is not None:
            self._importing.read(path, self._known.workshop)

    def _preview(self, report: ProgrammeReport) -> None:
        if self._known is not None:
            self.stack.setCurrentWidget(self.preview)
            self.preview.show_report(report, self._known.workshop)

    def _leave_preview(self) -> None:
        self._importing.forget()
        self._show_page()
        self._refresh()
        self.board.setFocus()

    def _tell_imported(self, message: Message) -> None:
        self._leave_preview()
        self.messaged.emit(message)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].toLocalFile().lower().endswith(SUFFIXES):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))

    # Making

    def _make_tools(self) -> None:
        self.importer = button(
            self.tr("Import…"), clicked=self.choose_file, picture="upload"
        )
        self.adder = button(self.tr("Add session"), clicked=self.add, picture="plus")
        self.importer.setToolTip(
            self.tr("A list (CSV, Excel) or a calendar (ICS). Ctrl+I")
        )
        self.adder.setToolTip(self.tr("Ctrl+N"))
        self.tools = [self.importer, self.adder]
        self.keys = (
            ("↑ ↓ ← →", self.tr("select a session")),
            ("Enter", self.tr("edit it")),
            ("Alt+↑ ↓", self.tr("move it by five minutes")),
            ("Alt+← →", self.tr("move it to another day")),
            ("Alt+Shift+↑ ↓", self.tr("end it five minutes earlier or later")),
            ("Del", self.tr("take it out of the programme")),
            ("Ctrl+N", self.tr("add a session")),
            ("Ctrl+I", self.tr("import a list or a calendar")),
        )

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "calendar-days",
            self.tr("No sessions yet"),
            self.tr(
                "Import a list (CSV, Excel) or a calendar (ICS), drop one here, "
                "or add the first session."
            ),
            button(self.tr("Import…"), "main", clicked=self.choose_file),
            button(self.tr("Add session"), clicked=self.add),
        )

    def _bind(self) -> None:
        self.board.opened.connect(self._open)
        self.board.moved.connect(self._move)
        self.board.removed.connect(self._remove)
        self.board.wanted.connect(self._add)
        self.details.changed.connect(self._edit)
        self.details.removed.connect(self._remove)
        self.details.notes_asked.connect(partial(self.asked.emit, "notes"))
        self.preview.accepted.connect(self._importing.carry_out)
        self.preview.left.connect(self._leave_preview)
        self._importing.planned.connect(self._preview)
        self._importing.done.connect(self._tell_imported)
        self._importing.failed.connect(self._complain)
        self._runner.changed.connect(self._refresh_if_touched)
        self.bind_keys((("Ctrl+N", self.add), ("Ctrl+I", self.choose_file)))


def _read(session: Session) -> _Known:
    return _Known(workshop.info(session), programme.sessions(session))
