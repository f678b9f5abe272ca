"""Making a round: opens the form, tells it what it needs, does what it asks for."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.breakout import RoundDraft
from nexus_desktop.core.breakout_draft import RuleDraft
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_drafts
from nexus_desktop.services.breakout_drafts import RoundMaterial
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.new_round import NewRoundPanel
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner


class Making(QObject):
    """Keeps the form of a new round up to date.

    Signals:
        made: `RoundInfo` of a new round.
    """

    made = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        forms: Forms,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._now, self._forms = runner, now, forms
        self._clash: Latest[str] = Latest(jobs, self)
        self._material: RoundMaterial | None = None

    @property
    def panel(self) -> NewRoundPanel | None:
        """The form, while it is open."""
        side = self._forms.side
        return side if isinstance(side, NewRoundPanel) else None

    def open(self, sight: Sight) -> None:
        """Open the form, with what mattered in the last round."""
        earlier = sight.rounds[-1].weights if sight.rounds else None
        panel = NewRoundPanel(sight.choices, earlier)
        panel.drafted.connect(self._check)
        panel.made.connect(self._make)
        self._material = None
        self._forms.open(panel)
        panel.session.setFocus()
        self._runner.submit(
            self, breakout_drafts.material, done=self._show, failed=self._explain
        )

    def _show(self, material: RoundMaterial) -> None:
        self._material = material
        if self.panel is not None:
            self.panel.show_material(material)

    @Slot(object, object)
    def _check(self, draft: RoundDraft, rules: tuple[RuleDraft, ...]) -> None:
        """Look in a worker whether the rules can all be kept."""
        material = self._material
        if material is not None:
            self._clash.ask(
                lambda: breakout_drafts.clash(material, draft, rules), self._tell
            )

    def _tell(self, reason: str) -> None:
        if self.panel is not None:
            self.panel.show_clash(reason)

    @Slot(str, object, object)
    def _make(
        self, session_id: str, draft: RoundDraft, rules: tuple[RuleDraft, ...]
    ) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_drafts.make(
                session, session_id, draft, rules, at=at
            ),
            done=self.made.emit,
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        if self.panel is not None:
            self.panel.explain(str(error))
