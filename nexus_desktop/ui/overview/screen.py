"""The Overview screen: who is here, what is on, what was said to which objective."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core import days
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.overview import Overview
from nexus_desktop.services import overview
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button, label, row
from nexus_desktop.ui.overview.bars import ShareBars
from nexus_desktop.ui.overview.cards import (
    Card,
    NumberCard,
    ObjectivesCard,
    ProgrammeCard,
)
from nexus_desktop.ui.overview.chart import ArrivalsChart
from nexus_desktop.ui.overview.day_chips import DayChips

_WATCHED = frozenset(
    {
        Kind.PARTICIPANT, Kind.BADGE, Kind.SCAN, Kind.SESSION, Kind.NOTE, Kind.WORKSHOP,
        Kind.OBJECTIVE,
    }
)  # fmt: skip
_GATHER = 250  # ms: many scans in a row are one change here
_MINUTE = 60_000


class OverviewScreen(Screen):
    """Shows one day at a glance; changes nothing."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        del jobs  # there is nothing long to do here
        self.title = self.tr("Overview")
        self._runner, self._now = runner, now
        self._day: date | None = None
        self.stack = QStackedWidget()
        self._make_cards()
        self._lay_out()
        self._gather = QTimer(self, interval=_GATHER, singleShot=True)
        self._gather.timeout.connect(self._refresh)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._refresh_if_seen)
        self._minute.start()
        runner.changed.connect(self._refresh_if_touched)

    @override
    def shown(self) -> None:
        self.chart.setFocus()
        self._refresh()

    def show_day(self, day: date | None) -> None:
        """Show `day`; None follows the clock."""
        self._day = day
        self._refresh()

    def is_waiting(self) -> bool:
        """Say whether a change was heard of that is not shown yet."""
        return self._gather.isActive()

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & _WATCHED and self.isVisible() and not self._gather.isActive():
            self._gather.start()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        at, day = self._now(), self._day
        self._runner.submit(
            self,
            lambda session: overview.overview(session, at=at, day=day),
            done=self._show,
            failed=self._complain,
        )

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    def _show(self, seen: Overview) -> None:
        is_empty = not seen.expected and not seen.has_programme
        self.stack.setCurrentWidget(self.empty if is_empty else self.whole)
        self.days.show_days(seen.workshop, seen.day)
        self._show_numbers(seen)
        self.chart.show_arrivals(seen.bins, seen.expected)
        self.chart_stack.setCurrentWidget(self.chart if seen.bins else self.nobody)
        self.nobody_words.setText(self._why_nobody(seen))
        self.countries.show_shares(seen.countries)
        self.categories.show_shares(seen.categories)
        self.programme.show_programme(seen)
        self.objectives.show_coverage(seen.objectives, seen.actions, seen.notes)

    def _show_numbers(self, seen: Overview) -> None:
        share = f"{seen.arrived / seen.expected:.0%}" if seen.expected else ""
        unexpected = (
            self.tr("and {0} not expected").format(seen.unexpected)
            if seen.unexpected
            else ""
        )
        number = seen.workshop.day_number(seen.day)
        self.expected.show_number(
            self.tr("Expected"), seen.expected, self.tr("on the list, not cancelled")
        )
        self.arrived.show_number(
            self.tr("Arrived"),
            seen.arrived,
            " · ".join(part for part in (share, unexpected) if part),
        )
        if seen.is_today:
            self.here.show_number(
                self.tr("Here now"), seen.here, self.tr("came in and did not go out")
            )
        else:
            self.here.show_number(
                self.tr("Came that day"), seen.came, self.tr("day {0}").format(number)
            )
        self.missing.show_number(
            self.tr("Not yet in"), seen.missing, self.tr("of those expected")
        )

    def _why_nobody(self, seen: Overview) -> str:
        if not seen.expected:
            return self.tr("Nobody is on the list yet. Import people to begin.")
        if seen.is_today:
            return self.tr("Nobody has come in today.")
        return self.tr("Nobody came in on {0}.").format(days.short(seen.day))

    def _make_cards(self) -> None:
        self.expected = NumberCard(self.tr("Expected"))
        self.arrived = NumberCard(self.tr("Arrived"))
        self.here = NumberCard(self.tr("Here now"))
        self.missing = NumberCard(self.tr("Not yet in"))
        self.chart = ArrivalsChart()
        self.countries = ShareBars(
            self.tr("Arrived by country"), self.tr("country not known")
        )
        self.categories = ShareBars(
            self.tr("Arrived by category"), self.tr("category not known")
        )
        self.programme, self.objectives = ProgrammeCard(), ObjectivesCard()
        self.programme.opened.connect(
            lambda session_id: self.asked.emit("programme", session_id)
        )
        self.objectives.actions_asked.connect(lambda: self.asked.emit("notes", ""))
        self.days = DayChips()
        self.days.chosen.connect(self.show_day)

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        for card in (self.expected, self.arrived, self.here, self.missing):
            numbers.addWidget(card, 1)
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self._chart_card(), 0, 0, 1, 4)
        grid.addWidget(self.programme, 0, 4, 1, 2)
        grid.addWidget(_card(self.tr("By country"), self.countries), 1, 0, 1, 2)
        grid.addWidget(_card(self.tr("By category"), self.categories), 1, 2, 1, 2)
        grid.addWidget(self.objectives, 1, 4, 1, 2)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(0, 6)
        grid.setRowStretch(1, 5)
        self.whole = QWidget()
        box = QVBoxLayout(self.whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(numbers)
        box.addLayout(grid, 1)
        self.empty = EmptyState(
            "chart-column",
            self.tr("Nothing to count yet"),
            self.tr("Import the people and the programme; then this fills itself."),
            button(
                self.tr("People"), "main", clicked=lambda: self.asked.emit("people", "")
            ),
            button(
                self.tr("Programme"), clicked=lambda: self.asked.emit("programme", "")
            ),
        )
        self.stack.addWidget(self.whole)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _chart_card(self) -> Card:
        card = Card("")
        self.nobody_words = label("", "soft", wrap=True)
        self.nobody_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nobody = QWidget()
        inner = QVBoxLayout(self.nobody)
        inner.addWidget(self.nobody_words)
        self.chart_stack = QStackedWidget()
        self.chart_stack.addWidget(self.chart)
        self.chart_stack.addWidget(self.nobody)
        card.heading.hide()
        line = row(
            label(self.tr("Arrivals"), "head"),
            label(self.tr("curve: so far, bars: every five minutes"), "small"),
            None,
            self.days,
        )
        card.box.addWidget(line)
        card.box.addWidget(self.chart_stack, 1)
        return card


def _card(name: str, inner: QWidget) -> Card:
    card = Card(name)
    card.box.addWidget(inner, 1)
    return card
