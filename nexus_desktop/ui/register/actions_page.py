"""Actions of all sessions in one table: narrowed, reviewed, edited, sent, carried."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.action_list import TITLE, action_table, reminders
from nexus_desktop.core.actions import (
    Action,
    ActionEdit,
    Show,
    State,
    by_owner,
    counted_by,
    shown,
)
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.series import Earlier
from nexus_desktop.services import actions, series
from nexus_desktop.services.actions import ActionBoard
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import PaperSaver, file_name
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button, label
from nexus_desktop.ui.register.action_panel import WIDTH, ActionPanel
from nexus_desktop.ui.register.action_table import ActionTable
from nexus_desktop.ui.register.carry_panel import CarryPanel
from nexus_desktop.ui.register.carrying import Carrying, Offer
from nexus_desktop.ui.register.exporting import action_file, export_button
from nexus_desktop.ui.register.filters import Filters
from nexus_desktop.ui.register.reminders_panel import RemindersPanel

CARRY = "carry"
_WATCHED = frozenset(
    {Kind.NOTE, Kind.SESSION, Kind.ROUND, Kind.GROUP, Kind.PARTICIPANT, Kind.WORKSHOP}
)


class ActionsPage(Screen):
    """Shows the register and changes it by services only."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.title = self.tr("Actions")
        self._runner, self._now = runner, now
        self._board: ActionBoard | None = None
        self._wanted = ""
        self.filters = Filters()
        self.table = ActionTable(self)
        self.panel = ActionPanel()
        self.nothing = label("", "soft")
        self.carry = CarryPanel()
        self.reminders = RemindersPanel()
        self.carrying = Carrying(runner, jobs, now, self)
        self.saver = PaperSaver(jobs, self)
        self._make_tools()
        self._lay_out()
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
        self.refresher.read()
        if self.stack.currentWidget() is self.register:
            self.table.setFocus()

    @override
    def go_to(self, row_id: str) -> None:
        """Show one sort of actions by its name, an action by its id, or carry over."""
        if row_id == CARRY:
            self.carrying.ask()
        elif row_id in list(Show):
            self._leave()
            self.filters.choose(Show(row_id))
        elif row_id:
            self._leave()
            self.filters.choose(Show.ALL)
            self._wanted = row_id
            self.refresher.read()

    @override
    def flush(self) -> None:
        self.panel.flush()

    # Reading

    def _reading(self) -> Callable[[Session], ActionBoard]:
        at = self._now()
        return lambda session: actions.board(session, at=at)

    def _show(self, board: ActionBoard) -> None:
        self._board = board
        self.table.today = board.today
        owners = [(name, len(owned)) for name, owned in by_owner(board.actions)]
        self.filters.offer(counted_by(board.actions, board.today), owners)
        self.panel.suggest(board.owners)
        self._narrow()
        self._show_letters(board)
        for tool in (self.remind, self.export):
            tool.setEnabled(bool(board.actions))
        if self.stack.currentWidget() in (self.register, self.empty):
            self._leave()

    def _narrow(self) -> None:
        board = self._board
        if board is None:
            return
        found = self._chosen(board)
        current = self._wanted or self.table.current_id
        self.table.show_actions(found, current)
        self._wanted = ""
        self.lines.setCurrentWidget(self.table if found else self.nothing)
        self.nothing.setText(self.tr("No action fits. “All” shows every one."))
        self._show_current()

    def _chosen(self, board: ActionBoard) -> tuple[Action, ...]:
        return shown(
            board.actions,
            self.filters.show_only,
            board.today,
            owner=self.filters.owner,
            typed=self.filters.typed,
        )

    def _show_current(self) -> None:
        board = self._board
        if board is not None:
            action = self._action(self.table.current_id)
            self.panel.show_action(action, board.today)
            self.side.setVisible(action is not None)

    def _action(self, action_id: str) -> Action | None:
        found = self._board.actions if self._board else ()
        return next((one for one in found if one.id == action_id), None)

    def _show_letters(self, board: ActionBoard) -> None:
        found = reminders(board.actions, dict(board.addresses))
        self.reminders.show_reminders(found, board.workshop, board.today)

    # Changing

    def _edit(self, action_id: str, wanted: ActionEdit) -> None:
        self._runner.submit(
            self,
            lambda session: actions.edit(session, action_id, wanted, at=self._now()),
            failed=self._refuse,
        )

    def _refuse(self, error: NexusError) -> None:
        self.panel.say_wrong(str(error))

    def _review(self, action_id: str, state: State | None, remark: str | None) -> None:
        self._wanted = action_id
        self._runner.submit(
            self,
            lambda s: actions.review(s, action_id, state, remark, at=self._now()),
            failed=self._refuse,
        )

    def _review_current(self, state: State) -> None:
        if self.stack.currentWidget() is self.register:
            self.panel.review(state)

    def _remove(self, action_id: str) -> None:
        self._runner.submit(
            self,
            lambda session: actions.take_away(session, action_id, at=self._now()),
            done=lambda gone: self.messaged.emit(
                Message(
                    self.tr("“{0}” is off the register. Ctrl+Z brings it back.").format(
                        gone.text
                    )
                )
            ),
            failed=self._refuse,
        )

    def _open_line(self, action_id: str) -> None:
        action = self._action(action_id)
        if action is not None and not action.is_carried:
            place = f"{action.session_id}/{action.group_id or ''}/{action.id}"
            self.asked.emit("notes", place)

    # Carrying over

    def _offer(self, offer: Offer) -> None:
        self.stack.setCurrentWidget(self.carry)
        self.carry.show_offer(offer)

    def _take_over(self, earlier: Earlier, chosen: frozenset[str]) -> None:
        self._runner.submit(
            self,
            lambda session: series.carry(session, earlier, chosen, at=self._now()),
            done=self._tell_carried,
            failed=self._complain,
        )

    def _tell_carried(self, carried: series.CarriedOver) -> None:
        self._leave()
        self.filters.choose(Show.CARRIED)
        self.refresher.read()
        text = self.tr("{0} carried over. Review them here: Alt+1 to Alt+4.").format(
            counted(carried.added, "action")
        )
        go = (
            self.tr("Compare figures"),
            partial(self.asked.emit, "register", "series"),
        )
        self.messaged.emit(Message(text, "good", go))

    # Lists

    def _export(self, suffix: str) -> None:
        board = self._board
        if board is None:
            return
        table = action_table(self._chosen(board), board.workshop, board.today)
        name = file_name(f"{TITLE} {board.workshop.title}", suffix)
        self.saver.ask(name, partial(action_file, table, suffix))

    def _write_reminders(self) -> None:
        self.stack.setCurrentWidget(self.reminders)
        self.reminders.list.setFocus()

    # Making

    def _leave(self) -> None:
        has_any = self._board is None or bool(self._board.actions)
        was_elsewhere = self.stack.currentWidget() is not self.register
        self.stack.setCurrentWidget(self.register if has_any else self.empty)
        if has_any and was_elsewhere and self.isVisible():
            self.table.setFocus()

    def _carry(self) -> None:
        self.carrying.ask()

    def _make_tools(self) -> None:
        self.carry_over = button(
            self.tr("Carry over…"), picture="history", clicked=self._carry
        )
        self.carry_over.setToolTip(
            self.tr("Open actions and figures of an earlier workshop (Ctrl+I)")
        )
        self.remind = button(
            self.tr("Reminders…"), picture="send", clicked=self._write_reminders
        )
        self.remind.setToolTip(self.tr("A letter to each owner (Ctrl+R)"))
        self.export = export_button(
            self.tr("Export ▾"), ("pdf", "xlsx", "csv"), self._export
        )
        self.export.setToolTip(self.tr("What is shown, by owner (Ctrl+E: PDF)"))
        self.tools = [self.carry_over, self.remind, self.export]
        self.keys = (
            ("Alt+1 … Alt+4", self.tr("open, going on, done, dropped")),
            ("Enter", self.tr("edit the action")),
            ("Ctrl+Return", self.tr("open the line in Notes")),
            ("Ctrl+F", self.tr("find an action")),
            ("Ctrl+I", self.tr("carry over from an earlier workshop")),
            ("Ctrl+R", self.tr("reminders by owner")),
            ("Ctrl+E", self.tr("export what is shown as PDF")),
            ("Del", self.tr("take a carried action off the register")),
            ("Esc", self.tr("back to the table")),
        )

    def _lay_out(self) -> None:
        self.lines = QStackedWidget()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lines.addWidget(self.table)
        self.lines.addWidget(self.nothing)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.filters)
        left.addWidget(self.lines, 1)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidget(self.panel)
        self.side.setFixedWidth(WIDTH)
        self.register = QWidget()
        box = QHBoxLayout(self.register)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(left, 1)
        box.addWidget(self.side)
        self.empty = self._empty_state()
        self.stack = QStackedWidget()
        for part in (self.register, self.empty, self.carry, self.reminders):
            self.stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "square-check",
            self.tr("No actions yet"),
            self.tr(
                "An action is a line in Notes that begins with [] or /action, such as "
                "“[] Share the study >> City of Naga by 12 Dec”. Open ones of the "
                "workshop before can be carried over."
            ),
            button(
                self.tr("Go to Notes"),
                "main",
                clicked=partial(self.asked.emit, "notes", ""),
            ),
            button(self.tr("Carry over…"), clicked=self._carry),
        )

    def _bind(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.table.chosen.connect(lambda _: self._show_current())
        self.table.doubleClicked.connect(
            lambda _: self._open_line(self.table.current_id)
        )
        self.panel.edited.connect(self._edit)
        self.panel.reviewed.connect(self._review)
        self.panel.opened.connect(self._open_line)
        self.panel.removed.connect(self._remove)
        self.carrying.read.connect(self._offer)
        self.carry.accepted.connect(self._take_over)
        for part in (self.carry, self.reminders):
            part.left.connect(self._leave)
        for teller in (self.carrying, self.saver, self.reminders):
            teller.messaged.connect(self.messaged)
        states = enumerate(State, 1)
        keys: list[tuple[str, Callable[[], object]]] = [
            *((f"Alt+{n}", partial(self._review_current, one)) for n, one in states),
            ("Ctrl+F", self._find),
            ("Ctrl+I", self._carry),
            ("Ctrl+R", self._write_reminders),
            ("Ctrl+E", partial(self._export, "pdf")),
            ("Ctrl+Return", self._enter),
        ]
        self.bind_keys(keys)
        self.table.entered_on.connect(lambda _: self.panel.enter())
        self.table.removed.connect(self._remove)

    def _enter(self) -> None:
        if self.stack.currentWidget() is self.carry:
            self.carry.accept.click()
        else:
            self._open_line(self.table.current_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.register.isVisible():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        self._leave()
        self.filters.search.setFocus()

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "warn"))
