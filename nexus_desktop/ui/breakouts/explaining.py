"""Why a person sits where they sit: asked for by a key or by a double click."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from nexus_desktop.core.breakout_why import Why
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_plans, breakout_why
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.breakouts.why_panel import WhyPanel
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner

KEY = Qt.Key.Key_W
_DOUBLE = QEvent.Type.MouseButtonDblClick


class Explaining(QObject):
    """Opens the panel with the reasons for a card.

    Signals:
        failed: why there are none.
    """

    failed = Signal(str)

    def __init__(
        self, runner: Runner, jobs: Jobs, forms: Forms, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._forms = runner, jobs, forms
        self._view: BoardView | None = None
        self._sight: Sight | None = None
        self._known: object = None

    def attach(self, view: BoardView) -> None:
        """Listen to the board's key and double clicks."""
        self._view = view
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def panel(self) -> WhyPanel | None:
        """The panel, while it is open."""
        side = self._forms.side
        return side if isinstance(side, WhyPanel) else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self._view
        if view is None or view.carry is not None:
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = event.modifiers() is Qt.KeyboardModifier.NoModifier
            if watched is view and event.key() == KEY and plain:
                self.ask()
                return True
        elif isinstance(event, QMouseEvent) and event.type() is _DOUBLE:
            box = view.card_box(view.current)
            if box.contains(event.position().toPoint()):
                self.ask()
        return False

    def show_sight(self, sight: Sight) -> None:
        """Keep the reasons up to date when somebody was moved."""
        self._sight = sight
        known = (sight.board.round if sight.board else None, sight.taken)
        if known != self._known and self.panel is not None:
            self._look(self.panel)
        self._known = known

    @Slot()
    def ask(self) -> None:
        """Explain the current card."""
        board = self._sight.board if self._sight else None
        found = board.where(self._view.current) if board and self._view else None
        if found is None:
            return
        group, card = found
        if group is None:
            text = self.tr("{} has no group in this round yet.")
            self.failed.emit(text.format(card.name))
            return
        panel = WhyPanel(card.id, card.name)
        self._forms.open(panel)
        if self._view is not None:
            self._view.setFocus()
        self._look(panel)

    def _look(self, panel: WhyPanel) -> None:
        board = self._sight.board if self._sight else None
        if board is None:
            return
        round_id = board.round.id
        self._runner.submit(
            self,
            lambda session: breakout_plans.one_open(session, round_id),
            done=partial(self._work_out, panel.participant, round_id),
            failed=self._explain,
        )

    def _work_out(self, participant: str, round_id: str, position: Position) -> None:
        self._jobs.start(
            self,
            lambda _report, _cancelled: breakout_why.why(
                position, round_id, participant
            ),
            done=partial(self._show, participant),
            failed=self._explain,
        )

    def _show(self, participant: str, why: Why) -> None:
        if self.panel is not None and self.panel.participant == participant:
            self.panel.show_why(why)

    def _explain(self, error: NexusError) -> None:
        if self.panel is not None:
            self.panel.explain(str(error))
