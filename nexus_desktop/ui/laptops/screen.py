"""The laptops of the workshop, what waits between them, and three ways to meet."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.exchanging import Why
from nexus_desktop.core.history import counted
from nexus_desktop.core.laptops import Company, Laptop
from nexus_desktop.core.roles import Role
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import label, panel
from nexus_desktop.ui.laptops.bundle_panel import BundlePanel
from nexus_desktop.ui.laptops.decisions_page import DecisionsPage
from nexus_desktop.ui.laptops.hub_panel import HubPanel
from nexus_desktop.ui.laptops.invite_panel import InvitePanel
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper

_LEFT = 380  # pixels
_MOST = 6  # problems shown at once
_DECISIONS = 1  # the tab
DECIDE = "decide"
"""What to go to for the list of conflicts."""


class LaptopsScreen(Screen):
    """Reads through the keeper, which knows the hub."""

    def __init__(
        self, runner: Runner, jobs: Jobs, keeper: LaptopsKeeper, zone: tzinfo
    ) -> None:
        super().__init__()
        self.title = self.tr("Laptops")
        self._keeper, self._zone = keeper, zone
        self.invite = InvitePanel(jobs, keeper)
        self.bundles = BundlePanel(runner, jobs, keeper)
        self.hub = HubPanel(keeper)
        self.decisions = DecisionsPage(runner, keeper)
        for part in (self.invite, self.bundles, self.hub, self.decisions):
            part.messaged.connect(self.messaged)
        self.decisions.asked.connect(self.asked)
        self._bind()
        self._lay_out()
        keeper.changed.connect(self._show)
        self._show()

    def _bind(self) -> None:
        self.keys = (
            ("Ctrl+I", self.tr("Invite a laptop")),
            ("Ctrl+E", self.tr("Write entries to a bundle")),
            ("Ctrl+R", self.tr("Read a bundle")),
            ("Ctrl+Tab", self.tr("Laptops, or what is to decide")),
            ("K", self.tr("Keep what counts, of all that is chosen")),
            ("T", self.tr("Take the other, of all that is chosen")),
            ("Ctrl+A", self.tr("Choose all that is to decide")),
            ("Enter", self.tr("Show the record")),
        )
        self.bind_keys(
            (
                ("Ctrl+I", self.invite.begin),
                ("Ctrl+E", self.bundles.ask_to_write),
                ("Ctrl+R", self.bundles.ask_to_read),
                ("Ctrl+Tab", self._turn_over),
                ("Ctrl+Shift+Tab", self._turn_over),
            )
        )

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.title)
        self.tabs.addTab(self.tr("Laptops"))
        self.tabs.addTab("")
        self.tabs.setTabToolTip(
            _DECISIONS, self.tr("What two people wrote apart (Ctrl+Tab)")
        )
        page = QWidget()
        side = QHBoxLayout(page)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(20)
        side.addWidget(self._left())
        side.addWidget(self._right(), 1)
        self.stack = QStackedWidget()
        for one in (page, self.decisions):
            self.stack.addWidget(one)
        self.tabs.currentChanged.connect(self._turn)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.tabs)
        box.addWidget(self.stack, 1)

    @override
    def shown(self) -> None:
        self._keeper.reread()
        if self.stack.currentWidget() is self.decisions:
            self.decisions.begin()
        elif self._keeper.company.is_root:
            self.invite.words.setFocus()

    @override
    def go_to(self, row_id: str) -> None:
        """Turn to what is to decide, if that is asked for."""
        if row_id == DECIDE:
            self.tabs.setCurrentIndex(_DECISIONS)

    def _turn_over(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def _turn(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        if self.isVisible():
            self.shown()

    def _left(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(_LEFT)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in (self.invite, self.bundles, self.hub):
            box.addWidget(part)
        box.addStretch(1)
        return holder

    def _right(self) -> QWidget:
        columns: tuple[Column[Laptop], ...] = (
            Column(self.tr("Laptop"), self._name, width=190),
            Column(self.tr("For"), lambda one: self._roles[one.role], width=120),
            Column(self.tr("Last entry here"), self._latest, width=150),
            Column(self.tr("Waiting"), self._waiting, width=240, tip=self._waiting),
        )
        self._roles = {
            Role.COORDINATOR: self.tr("Coordinator"),
            Role.DESK: self.tr("Desk"),
            Role.RAPPORTEUR: self.tr("Rapporteur"),
        }
        self.laptops = Rows(columns, self)
        self.table = Table(self.laptops, "laptops")
        self.sentence = label("", "soft", wrap=True)
        self.problems = label("", "note_warn", wrap=True)
        return panel(
            label(self.tr("Laptops of this workshop"), "head"),
            self.sentence,
            self.problems,
            self.table,
        )

    def _name(self, one: Laptop) -> str:
        return self.tr("{0} (this one)").format(one.name) if one.is_this else one.name

    def _latest(self, one: Laptop) -> str:
        return f"{one.latest.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _waiting(self, one: Laptop) -> str:
        reasons = {
            Why.GAP: self.tr("until the ones before them come"),
            Why.CAUSE: self.tr("until what they build on comes"),
            Why.NEWER: self.tr("until this program is updated"),
            Why.FORK: self.tr("because a copy of its file wrote the same numbers"),
        }
        return "; ".join(
            f"{counted(part.count, 'entry')} {reasons[part.why]}"
            for part in one.waiting
        )

    def _show(self) -> None:
        company = self._keeper.company
        self.laptops.replace(company.laptops)
        self.table.setVisible(company.is_shared)
        self.sentence.setText(self._sentence(company))
        problems = (*company.problems, *company.refused)
        self.problems.setText("\n".join(_first(problems, self.tr)))
        self.problems.setVisible(bool(problems))
        self.tabs.setVisible(company.is_shared)
        count = f" ({company.conflicts})" if company.conflicts else ""
        self.tabs.setTabText(_DECISIONS, self.tr("To decide") + count)

    def _sentence(self, company: Company) -> str:
        if not company.is_shared:
            return self.tr(
                "Only this laptop works on the workshop. Invite others: each gets a "
                "file of its own, works at full speed without a network, and all of "
                "them together hold what any of them wrote."
            )
        return self.tr("The next bundle takes {0} along.").format(
            counted(company.unsent, "entry")
        )


def _first(problems: Sequence[str], tr: Callable[[str], str]) -> list[str]:
    beyond = len(problems) - _MOST
    more = [tr("and {0} more").format(beyond)] if beyond > 0 else []
    return [*problems[:_MOST], *more]
