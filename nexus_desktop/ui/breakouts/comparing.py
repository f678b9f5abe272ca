"""Putting plans aside, comparing them with the one on the board, taking one over."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.breakout_compare import Aside, Comparison
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_compare
from nexus_desktop.services.breakout_judging import Found
from nexus_desktop.ui.breakouts.compare_panel import ComparePanel
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner


class Comparing(QObject):
    """Keeps the panel up to date while the board changes.

    Signals:
        adopted: `Moved`, when a plan put aside was taken over.
        found_adopted: the plan that the solver offers is to be taken.
        kept: `Aside` that was put aside.
    """

    adopted = Signal(object)
    found_adopted = Signal()
    kept = Signal(object)

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
        self._comparison: Latest[Comparison] = Latest(jobs, self)
        self._sight: Sight | None = None
        self._offered: Aside | None = None

    @property
    def panel(self) -> ComparePanel | None:
        """The panel, while it is open."""
        side = self._forms.side
        return side if isinstance(side, ComparePanel) else None

    def show_sight(self, sight: Sight) -> None:
        """Compare anew with what is on the board now."""
        self._sight = sight
        if self.panel is not None:
            self._read()

    def offer(self, found: Found | None) -> None:
        """Let a plan that the solver offers be compared, None: it is gone."""
        self._offered = None
        if found is not None:
            name = self.tr("The plan just found")
            self._offered = Aside("", name, self._now(), found.plan.rounds)
        if self.panel is not None:
            self._read()

    @Slot()
    def open(self) -> None:
        """Open the panel."""
        panel = ComparePanel()
        panel.put_aside.connect(self._put_aside)
        panel.chosen.connect(self._compare)
        panel.adopted.connect(self._adopt)
        panel.forgotten.connect(self._forget)
        self._forms.open(panel)
        panel.keep.setFocus()
        self._read()

    def _read(self) -> None:
        self._runner.submit(
            self, breakout_compare.asides, done=self._show, failed=self._explain
        )

    def _show(self, asides: tuple[Aside, ...]) -> None:
        if self.panel is not None:
            offered = (self._offered,) if self._offered else ()
            self.panel.show_asides((*offered, *asides))

    @Slot()
    def _put_aside(self) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_compare.put_aside(session, at=at),
            done=self._kept,
            failed=self._explain,
        )

    def _kept(self, aside: Aside) -> None:
        self._read()
        self.kept.emit(aside)

    @Slot(object)
    def _compare(self, aside: Aside) -> None:
        position = self._sight.position if self._sight else None
        if position is not None:
            self._comparison.ask(
                lambda: breakout_compare.compare(position, aside.seats),
                partial(self._show_comparison, aside),
            )

    def _show_comparison(self, aside: Aside, found: Comparison) -> None:
        panel = self.panel
        if panel is not None and panel.aside is not None and panel.aside == aside:
            panel.show_comparison(found)

    @Slot(object)
    def _adopt(self, aside: Aside) -> None:
        if not aside.id:
            self.found_adopted.emit()
            return
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_compare.adopt(session, aside.id, at=at),
            done=self.adopted.emit,
            failed=self._explain,
        )

    @Slot(object)
    def _forget(self, aside: Aside) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: breakout_compare.forget(session, aside.id, at=at),
            done=lambda _: self._read(),
            failed=self._explain,
        )

    def _explain(self, error: NexusError) -> None:
        if self.panel is not None:
            self.panel.explain(str(error))
