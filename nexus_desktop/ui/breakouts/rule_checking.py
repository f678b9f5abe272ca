"""Tells beside the rules, before anybody solves, which can't all be kept."""

from PySide6.QtCore import QObject

from nexus_desktop.services import breakout_judging
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.rules_panel import RulesPanel
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.kit.jobs import Jobs


class RuleChecking(QObject):
    """Looks in a worker whether there is a plan, while the rules are open."""

    def __init__(self, jobs: Jobs, forms: Forms, parent: QObject) -> None:
        super().__init__(parent)
        self._forms = forms
        self._clash: Latest[str] = Latest(jobs, self)

    def show_sight(self, sight: Sight) -> None:
        """Check the rules as they are now."""
        position = sight.position
        if position is not None and isinstance(self._forms.side, RulesPanel):
            self._clash.ask(lambda: breakout_judging.clash(position), self._tell)

    def _tell(self, reason: str) -> None:
        if isinstance(self._forms.side, RulesPanel):
            self._forms.side.show_clash(reason)
