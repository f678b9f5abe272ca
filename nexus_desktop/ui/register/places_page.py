"""Places: what each reported, or to which objective it spoke, and who is missing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from nexus_desktop.core.coverage import Grid, places_by_kind, places_by_objective
from nexus_desktop.services.coverage import Heard
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import EmptyState, button, clear, label
from nexus_desktop.ui.register.grid_page import GridPage, named

_REPORTED, _OBJECTIVES = -1, -2


class PlacesPage(GridPage):
    """Rows are cities of participants, and what else was spoken of."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        self.way = _REPORTED
        self.ways: dict[int, QPushButton] = {}
        super().__init__(runner, jobs, now, parent)
        self.title = self.tr("Places")

    @override
    def make_grid(self, heard: Heard) -> Grid:
        self._offer(heard)
        if self.way == _OBJECTIVES:
            objectives = heard.workshop.objectives
            return places_by_objective(heard.said, heard.homes, objectives)
        number = None if self.way == _REPORTED else self.way
        return places_by_kind(heard.said, heard.homes, number)

    @override
    def says_gaps(self, grid: Grid) -> str:
        told = []
        if grid.silent:
            awaited = sum(line.is_awaited for line in grid.lines)
            names = named(grid.silent, self.tr("and {0} more"))
            text = self.tr("Not heard yet ({0} of {1}): {2}.")
            told.append(text.format(len(grid.silent), awaited, names))
        if grid.untouched:
            names = ", ".join(grid.untouched)
            told.append(self.tr("Nobody spoke of: {0}.").format(names))
        if not told and grid.lines:
            told.append(
                self.tr("Every place was heard. Coloured cells can still be asked for.")
                if grid.gaps
                else self.tr("Every place was heard on everything.")
            )
        return " ".join(told)

    @override
    def empty_state(self) -> EmptyState:
        return EmptyState(
            "map-pin",
            self.tr("No places yet"),
            self.tr(
                "The cities of the participants stand here with what they reported. A "
                "line in Notes speaks of a place with ^Naga, and reports with "
                "/progress, /challenge, /experience or /benefit."
            ),
            button(
                self.tr("Import people"),
                "main",
                clicked=partial(self.asked.emit, "people", ""),
            ),
        )

    def _offer(self, heard: Heard) -> None:
        """Offer the ways to see it; those of the objectives come from the workshop."""
        numbers = [one.number for one in heard.workshop.objectives]
        wanted = [_REPORTED, *numbers, *([_OBJECTIVES] if numbers else [])]
        if self.way not in wanted:
            self.way = _REPORTED
        if list(self.ways) == wanted:
            return
        clear(self.chips)
        texts = {one.number: one.text for one in heard.workshop.objectives}
        self.ways = {}
        for way in wanted:
            if way == 1:
                self.chips.addWidget(label(self.tr("On objective"), "soft"))
            chip = button(self._words(way), "filter", clicked=partial(self.see, way))
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(way == self.way)
            chip.setToolTip(texts.get(way, ""))
            chip.setAccessibleName(self._spoken(way))
            self.ways[way] = chip
            self.chips.addWidget(chip)
        self.chips.addStretch(1)

    def _words(self, way: int) -> str:
        if way == _REPORTED:
            return self.tr("What they reported")
        if way == _OBJECTIVES:
            return self.tr("Objectives side by side")
        return f"{way}"

    def _spoken(self, way: int) -> str:
        return self.tr("On objective {0}").format(way) if way > 0 else self._words(way)

    def see(self, way: int) -> None:
        """See the places in another way."""
        self.way = way
        self.refresh()
