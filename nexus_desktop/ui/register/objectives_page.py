"""Objectives: what was noted on each, by kind, and what is still missing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from nexus_desktop.core.coverage import Grid, kinds_by_objective
from nexus_desktop.services.coverage import Heard
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.register.grid_page import GridPage


class ObjectivesPage(GridPage):
    """Rows are the kinds of note, columns the stated objectives."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, jobs, now, parent)
        self.title = self.tr("Objectives")

    @override
    def make_grid(self, heard: Heard) -> Grid:
        return kinds_by_objective(heard.said, heard.workshop.objectives)

    @override
    def says_gaps(self, grid: Grid) -> str:
        told = []
        if grid.silent:
            names = ", ".join(grid.silent)
            told.append(self.tr("On no objective yet: {0}.").format(names))
        if grid.untouched:
            names = ", ".join(grid.untouched)
            told.append(self.tr("Nothing was noted on: {0}.").format(names))
        if not told and grid.lines:
            told.append(self.tr("Something was noted on every objective."))
        return " ".join(told)

    @override
    def empty_state(self) -> EmptyState:
        return EmptyState(
            "target",
            self.tr("No objectives are stated"),
            self.tr(
                "A workshop states its objectives in Settings; a line in Notes speaks "
                "to one with #2."
            ),
            button(
                self.tr("Settings"),
                "main",
                clicked=partial(self.asked.emit, "settings", ""),
            ),
        )
