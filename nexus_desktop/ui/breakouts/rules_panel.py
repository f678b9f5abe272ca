"""The panel of hard rules: who sits together, apart, in a group or never in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nexus_desktop.core.breakout import Board, RuleInfo, in_order
from nexus_desktop.ui.breakouts.rule_form import RuleForm
from nexus_desktop.ui.breakouts.rule_list import RuleList
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import label


class RulesPanel(SidePanel):
    """Adds rules and takes them away; every plan keeps them.

    Signals:
        added: form, participant ids, group id or None.
        removed: rule id.
    """

    added = Signal(str, object, object)
    removed = Signal(object)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Rules"), parent)
        people = [(card.name, card.id) for card in in_order(board.cards())]
        self.asking = RuleForm(people)
        self.asking.show_groups(
            [(group.title, group.id) for group in board.groups],
            self.tr("Groups of round {}").format(board.round.number),
        )
        self.asking.added.connect(self.added)
        self.asking.refused.connect(self.explain)
        self.clash = label("", "note_warn", wrap=True)
        self.clash.hide()
        self._rules = RuleList()
        self._rules.removed.connect(self.removed)
        self.add(
            label(self.tr("New rule"), "head"),
            self.asking,
            label(self.tr("Rules that every plan keeps"), "head"),
            self.clash,
            self._rules,
        )
        self.finish()

    def show_rules(self, rules: Sequence[RuleInfo]) -> None:
        """List the rules that are in force."""
        self.explain("")
        self._rules.show_rules([(rule.id, rule.sentence) for rule in rules])

    def show_clash(self, reason: str) -> None:
        """Say which rules can't all be kept; "" when all can."""
        self.clash.setText(reason)
        self.clash.setVisible(bool(reason))

    def choose(self, participant: str) -> None:
        """Begin a rule about somebody."""
        self.asking.choose(participant)
