"""One search for a better plan: reads the problem, solves it in a worker, offers it.

A first plan is taken over at once; one that would move people who have their group is
offered with the number of moves, and taken over only when the user says so.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_judging, breakout_plans
from nexus_desktop.services.breakout_judging import Found
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.ui.kit.jobs import Cancelled, Job, Jobs, Report
from nexus_desktop.ui.kit.runner import Runner


class Solving(QObject):
    """Runs the solver for all rounds that are not published and have not begun.

    Signals:
        progressed: part done (0 to 1), what it has so far in words.
        offered: `Found`, a plan that would move people; `adopt` takes it.
        adopted: `Moved`.
        kept: no better plan was found than the one there is.
        ended: nothing came of it; the reason, "" when it was cancelled.
    """

    progressed = Signal(float, str)
    offered = Signal(object)
    adopted = Signal(object)
    kept = Signal()
    ended = Signal(str)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._job: Job | None = None
        self._reading = self._dropped = False
        self._found: Found | None = None

    @property
    def busy(self) -> bool:
        """Whether the solver is at work."""
        return self._reading or self._job is not None

    def start(self) -> None:
        """Begin; nothing happens while it is at work."""
        if self.busy:
            return
        self._found = None
        self._reading, self._dropped = True, False
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_plans.position(session, at=at),
            done=self._solve,
            failed=self._fail,
        )

    def stop(self) -> None:
        """Take the best plan found so far."""
        if self._job is not None:
            self._job.cancel()

    def cancel(self) -> None:
        """Give up; nothing is changed."""
        self._dropped = True
        self.stop()

    def discard(self) -> None:
        """Do not take the plan that was offered."""
        self._found = None

    def adopt(self) -> None:
        """Take the plan that was offered."""
        found, self._found = self._found, None
        if found is None:
            return
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_plans.adopt(session, found.plan, at=at),
            done=self.adopted.emit,
            failed=self._fail,
        )

    def _solve(self, position: Position) -> None:
        self._reading = False
        if self._dropped:
            self.ended.emit("")
            return

        def work(report: Report, cancelled: Cancelled) -> Found:
            return breakout_judging.solve(position, report=report, cancelled=cancelled)

        self._job = self._jobs.start(
            self,
            work,
            done=self._offer,
            failed=self._fail,
            progressed=self.progressed.emit,
        )

    def _offer(self, found: Found) -> None:
        self._job = None
        if self._dropped:
            self.ended.emit("")
            return
        self._found = found
        if not found.is_better:
            self.discard()
            self.kept.emit()
        elif found.moves:
            self.offered.emit(found)
        else:
            self.adopt()

    def _fail(self, error: NexusError) -> None:
        self._reading, self._job = False, None
        self.ended.emit("" if self._dropped else str(error))
