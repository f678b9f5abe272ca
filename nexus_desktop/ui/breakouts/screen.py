"""The Groups screen: rounds, how good the plan is, the board, what can be done."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import (
    Moved,
    RoundChoices,
    RoundInfo,
)
from nexus_desktop.core.breakout_words import Standing, quality
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import (
    breakout_judging,
    breakouts,
    history,
)
from nexus_desktop.services.breakout_judging import Found
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.ui.breakouts.advice import Advice
from nexus_desktop.ui.breakouts.board_keys import board_keys
from nexus_desktop.ui.breakouts.dock import Dock, State
from nexus_desktop.ui.breakouts.empty import empty_state
from nexus_desktop.ui.breakouts.finder import Finder
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.making import Making
from nexus_desktop.ui.breakouts.moving import Moving
from nexus_desktop.ui.breakouts.outputs import Outputs
from nexus_desktop.ui.breakouts.rounds import RoundButtons
from nexus_desktop.ui.breakouts.rule_checking import RuleChecking
from nexus_desktop.ui.breakouts.sight import Sight, look
from nexus_desktop.ui.breakouts.solving import Solving
from nexus_desktop.ui.breakouts.summary import SummaryLine
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen

_WATCHED = frozenset(
    {
        Kind.ROUND, Kind.GROUP, Kind.SEAT, Kind.RULE, Kind.PARTICIPANT, Kind.SESSION,
        Kind.SCAN, Kind.WORKSHOP, Kind.CHECKPOINT, Kind.PLAN,
    }
)  # fmt: skip


class BreakoutsScreen(Screen):
    """Shows one breakout round at a time and changes it by services only."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Groups"), parent)
        self._runner, self._now = runner, now
        self._sight = Sight(RoundChoices(), (), None, None)
        self._wanted = ""
        self._reading = self._stale = self._wants_focus = False
        self.rounds = RoundButtons()
        self.tools = [self.rounds]
        self.summary = SummaryLine()
        self.view = BoardView()
        self.moving = Moving(runner, jobs, now, self.view)
        self.dock = Dock()
        self.solving = Solving(runner, jobs, now, self)
        self.outputs = Outputs(runner, jobs, self)
        self._standing: Latest[Standing] = Latest(jobs, self)
        self.keys = board_keys(self.tr)
        self._lay_out()
        self.forms = Forms(runner, now, self._box, self)
        self.making = Making(runner, jobs, now, self.forms, self)
        self.checking = RuleChecking(jobs, self.forms, self)
        self.finder = Finder(runner, self.dock, self.view, self)
        self.advice = Advice(runner, jobs, now, self.forms, self)
        self._connect()

    def _lay_out(self) -> None:
        self.page = QWidget()
        self._column = column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self.view, 1)
        column.addWidget(self.dock)
        self.stack = QStackedWidget()
        self.empty = QWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self._runner.changed.connect(self._look_if_touched)
        self.rounds.chosen.connect(self.go_to)
        self.rounds.new_asked.connect(self.ask_for_round)
        self.summary.coloured.connect(self.view.colour_by)
        self.summary.folded.connect(self.view.fold)
        self.view.group_asked.connect(self._edit_group)
        self.moving.told.connect(self._tell_undoable)
        self.moving.refused.connect(self._explain_and_look)
        self.moving.settled.connect(self._look_if_stale)
        for signal, act in (
            (self.dock.solve_asked, self._solve),
            (self.dock.stop_asked, self.solving.stop),
            (self.dock.cancel_asked, self.solving.cancel),
            (self.dock.adopt_asked, self.solving.adopt),
            (self.dock.discard_asked, self._discard),
            (self.dock.weights_asked, self._show_weights),
            (self.dock.rules_asked, self._show_rules),
            (self.dock.lists_asked, self.outputs.give),
            (self.dock.publish_asked, self._publish),
            (self.dock.unpublish_asked, self._unpublish),
        ):
            signal.connect(act)
        self.solving.progressed.connect(self.dock.show_progress)
        self.solving.offered.connect(self._offer)
        self.solving.adopted.connect(self._adopted)
        self.solving.kept.connect(self._kept)
        self.solving.ended.connect(self._solved_nothing)
        self.making.made.connect(self._round_made)
        self.forms.removed.connect(self._round_removed)
        self.forms.closed.connect(self.view.setFocus)
        self.outputs.messaged.connect(self.messaged)
        self._connect_advice()
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.dock.search.setFocus)
        QShortcut(QKeySequence("F11"), self).activated.connect(self.outputs.project)

    def _connect_advice(self) -> None:
        advice = self.advice
        self._column.insertWidget(2, advice.repairing.strip)
        advice.attach(self.view, self.dock)
        advice.done.connect(self._tell_undoable)
        advice.failed.connect(self._warn)
        advice.aged.connect(lambda: self._look_if_touched(_WATCHED))
        advice.comparing.found_adopted.connect(self.solving.adopt)

    # Reading

    @override
    def shown(self) -> None:
        self._wants_focus = True
        self._look()

    @override
    def go_to(self, row_id: str) -> None:
        self._wanted = row_id
        self.forms.close()
        self._look()

    @Slot(object)
    def _look_if_touched(self, kinds: frozenset[Kind]) -> None:
        if not kinds & _WATCHED:
            return
        if self.isVisible() and self.view.carry is None:
            self._look()
        else:
            self._stale = True

    @Slot()
    def _look_if_stale(self) -> None:
        if self._stale:
            self._look()

    def _look(self) -> None:
        """Read everything shown; a change that comes meanwhile is read afterwards."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        wanted, at = self._wanted, self._now()
        self._runner.submit(
            self,
            lambda session: look(session, wanted, at=at),
            done=self._show,
            failed=self._explain_reading,
        )

    def _show(self, sight: Sight) -> None:
        self._reading = False
        if self._stale:
            self._look()
            return
        self._sight = sight
        board = sight.board
        self._wanted = board.round.id if board else ""
        self.rounds.show_rounds(sight.rounds, self._wanted)
        self.rounds.setVisible(bool(sight.choices.people and sight.choices.sessions))
        self.titled.emit(board.round.title if board else self.tr("Groups"))
        if board is None or not sight.choices.people:
            self._show_empty(sight.choices)
            return
        self.stack.setCurrentWidget(self.page)
        if self._wants_focus and self.forms.side is None:
            self.view.setFocus()
        self._wants_focus = False
        self.view.show_board(board)
        self.moving.show(sight, self.rounds)
        self.outputs.show_round(board.round)
        begun = sight.turnout is not None and sight.turnout.begun
        self.summary.show_round(board.round, begun=begun)
        self.dock.show_board(board)
        self.advice.show_sight(sight)
        self.checking.show_sight(sight)
        self._judge(sight.position)

    def _show_empty(self, choices: RoundChoices) -> None:
        old, self.empty = self.empty, empty_state(choices, self.tr, self._go)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        self.stack.removeWidget(old)
        old.deleteLater()

    def _go(self, where: str) -> None:
        if where == "new":
            self.ask_for_round()
        else:
            self.asked.emit(where, "")

    def _judge(self, position: Position | None) -> None:
        """Work out how good the plan is, off the window's thread."""
        if position is None:
            self.summary.show_standing(None)
            return
        round_id = self._wanted
        self._standing.ask(
            lambda: breakout_judging.standing(position, round_id),
            self.summary.show_standing,
        )

    def _explain_reading(self, error: NexusError) -> None:
        self._reading = False
        self._explain(error)

    @Slot()
    def ask_for_round(self) -> None:
        """Open the panel for a new round."""
        self.making.open(self._sight)

    def _round_made(self, info: RoundInfo) -> None:
        self.go_to(info.id)
        text = self.tr("Round {} has {} groups. Solve fills them.")
        self._tell_undoable(text.format(info.number, info.groups))

    def _edit_group(self, group_id: str) -> None:
        self.forms.ask_for_group(self._sight, group_id)

    @Slot()
    def _round_removed(self) -> None:
        self._tell_undoable(self.tr("The round was removed."))

    @Slot()
    def _show_weights(self) -> None:
        self.forms.ask_what_matters(self._sight)

    @Slot()
    def _show_rules(self) -> None:
        self.forms.ask_for_rules(self._sight, self.view.current)
        self.checking.show_sight(self._sight)

    # Solving, publishing, papers

    @Slot()
    def _solve(self) -> None:
        self.dock.show_progress(0, self.tr("Looking at everybody…"))
        self.dock.show_state(State.SOLVING, self.tr("Looking at everybody…"))
        self.solving.start()

    def _offer(self, found: Found) -> None:
        moves = self.tr("{} seats would change").format(found.moves)
        self.advice.comparing.offer(found)
        self.dock.show_state(State.OFFERING, f"{quality(found.gap).text} · {moves}")

    def _adopted(self, moved: Moved) -> None:
        self.advice.comparing.offer(None)
        self.dock.show_state(State.READY)
        text = self.tr("{} seats were given by the new plan.")
        self._tell_undoable(text.format(moved.moves))

    @Slot()
    def _kept(self) -> None:
        self.dock.show_state(State.READY)
        text = self.tr("No better plan was found: the groups stay as they are.")
        self.messaged.emit(Message(text))

    def _solved_nothing(self, reason: str) -> None:
        self.dock.show_state(State.READY)
        if reason:
            self._warn(reason)

    @Slot()
    def _discard(self) -> None:
        self.solving.discard()
        self.advice.comparing.offer(None)
        self.dock.show_state(State.READY)

    @Slot()
    def _publish(self) -> None:
        self._set_published(breakouts.publish, self.tr("Round {} is published."))

    @Slot()
    def _unpublish(self) -> None:
        self._set_published(breakouts.unpublish, self.tr("Round {} can be changed."))

    def _set_published(self, change: Callable[..., RoundInfo], text: str) -> None:
        round_id, at = self._wanted, self._now()
        self._runner.submit(
            self,
            lambda session: change(session, round_id, at=at),
            done=lambda info: self._tell_undoable(text.format(info.number)),
            failed=self._explain,
        )

    @override
    def flush(self) -> None:
        self.outputs.close()

    # Telling

    def _tell_undoable(self, text: str) -> None:
        self.messaged.emit(Message(text, action=(self.tr("Undo"), self._undo)))

    def _undo(self) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: history.undo_last(session, at=at),
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        self._warn(str(error))

    @Slot(str)
    def _warn(self, text: str) -> None:
        self.messaged.emit(Message(text, "bad"))

    def _explain_and_look(self, error: NexusError) -> None:
        self._explain(error)
        self._look()
