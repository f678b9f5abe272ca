"""The forms beside the board, or in its place: one at a time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from nexus_desktop.core.breakout import GroupDraft, RuleInfo, Weights
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_rules, breakouts
from nexus_desktop.ui.breakouts.group_panel import GroupPanel
from nexus_desktop.ui.breakouts.round_panel import RoundPanel
from nexus_desktop.ui.breakouts.rules_panel import RulesPanel
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.kit.runner import Runner


class Forms(QObject):
    """Opens one form at a time at the end of a row, and does what it asks for.

    Signals:
        removed: a round was taken away.
        closed: no form is open any more.
    """

    removed = Signal()
    closed = Signal()

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        box: QBoxLayout,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._now, self._box = runner, now, box
        self.side: SidePanel | None = None

    def ask_for_group(self, sight: Sight, group_id: str) -> None:
        """Open the form of a group."""
        board = sight.board
        for group in board.groups if board else ():
            if board is not None and group.id == group_id:
                panel = GroupPanel(group, board)
                panel.saved.connect(self._save_group)
                self.open(panel)
                panel.fields["topic"].setFocus()

    def ask_what_matters(self, sight: Sight) -> None:
        """Open the form of the round that is shown."""
        if sight.board is None:
            return
        info = sight.board.round
        panel = RoundPanel(info, sight.choices)
        panel.saved.connect(lambda weights: self._save_round(info.id, weights))
        panel.removed.connect(lambda: self._remove_round(info.id))
        self.open(panel)
        panel.save.setFocus()

    def ask_for_rules(self, sight: Sight, participant: str = "") -> None:
        """Open the rules, ready for one about `participant`."""
        if sight.board is None:
            return
        panel = RulesPanel(sight.board)
        panel.added.connect(self._add_rule)
        panel.removed.connect(self._remove_rule)
        self.open(panel)
        panel.asking.first.setFocus()
        if participant:
            panel.choose(participant)
        self._list_rules()

    @Slot()
    def close(self) -> None:
        """Close the form that is open, if any."""
        side, self.side = self.side, None
        if side is not None:
            side.hide()
            side.deleteLater()
            self._show_board(shown=True)
            self.closed.emit()

    def open(self, panel: SidePanel) -> None:
        """Open a form at the end of the row, in the place of the one that is open."""
        self.close()
        self.side = panel
        panel.closed.connect(self.close)
        self._box.addWidget(panel, int(panel.is_wide))
        self._show_board(shown=not panel.is_wide)

    def _show_board(self, *, shown: bool) -> None:
        """Show what is beside the forms, unless one needs all the room."""
        first = self._box.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None and widget is not self.side:
            widget.setVisible(shown)

    def _save_round(self, round_id: str, weights: Weights) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakouts.edit_round(session, round_id, weights, at=at),
            done=lambda _: self.close(),
            failed=self._explain,
        )

    def _remove_round(self, round_id: str) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakouts.remove_round(session, round_id, at=at),
            done=lambda _: self._removed(),
            failed=self._explain,
        )

    def _removed(self) -> None:
        self.close()
        self.removed.emit()

    @Slot(str, object)
    def _save_group(self, group_id: str, draft: GroupDraft) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakouts.edit_group(session, group_id, draft, at=at),
            done=lambda _: self.close(),
            failed=self._explain,
        )

    @Slot(str, object, object)
    def _add_rule(
        self, form: str, people: tuple[str, ...], group_id: str | None
    ) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_rules.add_rule(
                session, form, people, group_id, at=at
            ),
            done=lambda _: self._list_rules(),
            failed=self._explain,
        )

    @Slot(object)
    def _remove_rule(self, rule_id: str) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_rules.remove_rule(session, rule_id, at=at),
            done=lambda _: self._list_rules(),
            failed=self._explain,
        )

    def _list_rules(self) -> None:
        self._runner.submit(self, breakout_rules.rules, done=self._show_rules)

    def _show_rules(self, rules: tuple[RuleInfo, ...]) -> None:
        if isinstance(self.side, RulesPanel):
            self.side.show_rules(rules)

    def _explain(self, error: NexusError) -> None:
        if self.side is not None:
            self.side.explain(str(error))
