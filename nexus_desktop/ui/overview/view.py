"""The cards of the overview, laid out; on a screen, or large for a projector."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core import days
from nexus_desktop.core.overview import Overview, Share
from nexus_desktop.ui.kit.widgets import column, label, row
from nexus_desktop.ui.overview.bars import ShareBars
from nexus_desktop.ui.overview.cards import (
    Card,
    NumberCard,
    ObjectivesCard,
    ProgrammeCard,
)
from nexus_desktop.ui.overview.chart import ArrivalsChart
from nexus_desktop.ui.overview.day_chips import DayChips
from nexus_desktop.ui.overview.missed import MissedCard


class OverviewView(QWidget):
    """Shows an `Overview`; knows no service.

    Signals:
        session_asked, person_asked: id of what to show.
        actions_asked: the open actions were clicked.
        day_chosen: another day is to be shown.
    """

    session_asked = Signal(str)
    person_asked = Signal(str)
    actions_asked = Signal()
    day_chosen = Signal(object)

    def __init__(self, scale: float = 1.0, *, is_public: bool = False) -> None:
        """Draw `scale` times as large; in public nothing of single people is shown."""
        super().__init__()
        self._is_public, self._gap = is_public, round(16 * scale)
        self.expected = NumberCard(self.tr("Expected"))
        self.arrived = NumberCard(self.tr("Arrived"))
        self.here = NumberCard(self.tr("Here now"))
        self.missing = NumberCard(self.tr("Not yet in"))
        self.missed = MissedCard()
        self.chart = ArrivalsChart(scale)
        self.countries = ShareBars(
            self.tr("Arrived by country"), self.tr("country not known"), scale
        )
        self.categories = ShareBars(
            self.tr("Arrived by category"), self.tr("category not known"), scale
        )
        self.genders = ShareBars(
            self.tr("Arrived by gender"), self.tr("not known"), scale
        )
        self.programme = ProgrammeCard(is_public=is_public)
        self.objectives = ObjectivesCard(is_public=is_public)
        self.days = DayChips()
        self._lay_out()
        self.programme.opened.connect(self.session_asked)
        self.objectives.actions_asked.connect(self.actions_asked)
        self.missed.person_asked.connect(self.person_asked)
        self.days.chosen.connect(self.day_chosen)

    def show_overview(self, seen: Overview) -> None:
        """Show everything."""
        self.days.show_days(seen.workshop, seen.day)
        self._show_numbers(seen)
        self.chart.show_arrivals(seen.bins, seen.expected)
        self.chart_stack.setCurrentWidget(self.chart if seen.bins else self.nobody)
        self.nobody_words.setText(self._why_nobody(seen))
        self.countries.show_shares(seen.countries)
        self.categories.show_shares(seen.categories)
        self.genders.show_shares(self._genders(seen.genders))
        self.objectives.show_coverage(seen.objectives, seen.actions, seen.notes)
        self.show_time(seen)

    def show_time(self, seen: Overview) -> None:
        """Show what depends on the time of day alone."""
        self.programme.show_programme(seen)
        if not self._is_public:
            self.missed.show_missed(seen)
            self._grid.setRowStretch(0, 6 if self.missed.isHidden() else 7)

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

    def _genders(self, found: Sequence[Share]) -> Sequence[Share]:
        words = {"F": self.tr("Women"), "M": self.tr("Men")}
        return [replace(one, name=words.get(one.name, one.name)) for one in found]

    def _why_nobody(self, seen: Overview) -> str:
        if not seen.expected:
            return self.tr("Nobody is on the list yet. Import people to begin.")
        if seen.is_today:
            return self.tr("Nobody has come in today.")
        return self.tr("Nobody came in on {0}.").format(days.short(seen.day))

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(self._gap)
        for card in (self.expected, self.arrived, self.here, self.missing):
            numbers.addWidget(card, 1)
        grid = self._grid = QGridLayout()
        grid.setSpacing(self._gap)
        grid.addWidget(self._chart_card(), 0, 0, 1, 8)
        grid.addWidget(self.programme, 0, 8, 1, 4)
        for title, bars, place, wide in (
            (self.tr("By country"), self.countries, 0, 3),
            (self.tr("By category"), self.categories, 3, 3),
            (self.tr("By gender"), self.genders, 6, 2),
        ):
            grid.addWidget(_card(title, bars), 1, place, 1, wide)
        grid.addWidget(self.objectives, 1, 8, 1, 4)
        for place in range(12):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(0, 6)
        grid.setRowStretch(1, 5)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._gap)
        box.addLayout(numbers)
        box.addWidget(self.missed)
        box.addLayout(grid, 1)

    def _chart_card(self) -> Card:
        card = Card("")
        self.nobody_words = label("", "soft", wrap=True)
        self.nobody_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nobody = column(self.nobody_words)
        self.chart_stack = QStackedWidget()
        self.chart_stack.addWidget(self.chart)
        self.chart_stack.addWidget(self.nobody)
        card.heading.hide()
        card.box.addWidget(row(label(self.tr("Arrivals"), "head"), None, self.days))
        card.box.addWidget(self.chart_stack, 1)
        if self._is_public:
            self.days.hide()
        return card


def _card(title: str, inner: QWidget) -> Card:
    card = Card(title)
    card.box.addWidget(inner, 1)
    return card
