"""Mending the round that is shown: reads, searches in a worker, takes a step over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.breakout_repair import Exchange, Repaired, Step, Turnout
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_repair
from nexus_desktop.services.breakout_repair import Case
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.repair_panel import RepairPanel
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.breakouts.strip import RepairStrip
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner


class Repairing(QObject):
    """Keeps strip and panel up to date while people come and go.

    Signals:
        repaired: `Repaired`.
        failed: why nothing could be read or written.
        looked_at: ids of the people whom the step looked at would seat or move.

    Attributes:
        seconds: how long a search takes.
    """

    repaired = Signal(object)
    failed = Signal(str)
    looked_at = Signal(object)

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        forms: Forms,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now, self._forms = runner, jobs, now, forms
        self.strip = RepairStrip()
        self.strip.asked.connect(self.open)
        self.seconds = breakout_repair.SECONDS
        self._told: Latest[tuple[Exchange, ...]] = Latest(jobs, self)
        self._turnout: Turnout | None = None
        self._known: object = None
        self._job: Job | None = None
        self._case: Case | None = None
        self._found: list[Step] = []
        forms.closed.connect(self._closed)

    @property
    def panel(self) -> RepairPanel | None:
        """The panel, while it is open."""
        side = self._forms.side
        return side if isinstance(side, RepairPanel) else None

    def show_sight(self, sight: Sight) -> None:
        """Say who is missing and new; if that or a seat changed, search anew."""
        self._turnout = sight.turnout
        self.strip.show_turnout(sight.turnout)
        known = (sight.turnout, sight.taken)
        if known != self._known and self.panel is not None:
            self._begin()
        self._known = known

    @Slot()
    def open(self) -> None:
        """Open the panel and begin the search."""
        turnout = self._turnout
        if turnout is None or not turnout.is_needed:
            return
        panel = RepairPanel(turnout)
        panel.chosen.connect(self._look_at)
        panel.adopted.connect(self._adopt)
        panel.stopped.connect(self.stop)
        self._forms.open(panel)
        panel.slider.setFocus()
        self._begin()

    @Slot()
    def stop(self) -> None:
        """End the search; what it found stays."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self) -> None:
        self.stop()
        turnout, panel = self._turnout, self.panel
        if panel is None:
            return
        if turnout is None or not turnout.is_needed:
            self._forms.close()
            return
        panel.show_turnout(turnout)
        panel.show_progress(0)
        panel.explain("")
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_repair.case(session, turnout.round_id, at=at),
            done=self._search,
            failed=self._explain,
        )

    def _search(self, case: Case) -> None:
        if self.panel is None:
            return
        self.stop()
        self._case, self._found = case, []
        jobs, seconds = self._jobs, self.seconds

        def work(report: Report, cancelled: Cancelled) -> tuple[Step, ...]:
            def tell(step: Step) -> None:
                jobs.answer(self, partial(self._add, case, step))

            del report
            return breakout_repair.steps(
                case, seconds=seconds, found=tell, cancelled=cancelled
            )

        self._job = self._jobs.start(
            self,
            work,
            done=partial(self._show_all, case),
            failed=self._explain,
        )

    def _add(self, case: Case, step: Step) -> None:
        """Show one more way, unless the search was begun anew meanwhile."""
        if case is not self._case or self.panel is None:
            return
        self._found.append(step)
        self.panel.show_steps(breakout_repair.worth_showing(self._found))
        self.panel.show_progress(len(self._found) / breakout_repair.WAYS)

    def _show_all(self, case: Case, steps: tuple[Step, ...]) -> None:
        if case is self._case and self.panel is not None:
            self._job = None
            self.panel.show_steps(steps)
            self.panel.show_progress(None)

    @Slot(object)
    def _look_at(self, step: Step) -> None:
        """Work out who would move and what each exchange gains."""
        case = self._case
        if case is None:
            return
        before = case.position.seats.get(case.turnout.round_id, {})
        moved = [key for key, group in step.seats.items() if before.get(key) != group]
        self.looked_at.emit(frozenset(moved))
        self._told.ask(
            lambda: breakout_repair.told(case, step), partial(self._list, case)
        )

    def _list(self, case: Case, exchanges: tuple[Exchange, ...]) -> None:
        if case is self._case and self.panel is not None:
            self.panel.show_exchanges(exchanges, case.position.names)

    @Slot(object)
    def _adopt(self, step: Step) -> None:
        case, at = self._case, self._now()
        if case is None:
            return
        self.stop()
        self._runner.submit(
            self,
            lambda session: breakout_repair.adopt(session, case, step, at=at),
            done=self._adopted,
            failed=self._explain,
        )

    def _adopted(self, repaired: Repaired) -> None:
        if self.panel is not None:
            self._forms.close()
        self.repaired.emit(repaired)

    @Slot()
    def _closed(self) -> None:
        if self.panel is None and self._case is not None:
            self.stop()
            self._job = self._case = None
            self.looked_at.emit(frozenset())

    def _explain(self, error: NexusError) -> None:
        self._job = None
        if self.panel is not None:
            self.panel.show_progress(None)
            self.panel.explain(str(error))
        else:
            self.failed.emit(str(error))
