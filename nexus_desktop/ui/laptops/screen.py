"""The laptops of the workshop, what waits between them, and three ways to meet."""

from datetime import tzinfo

from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.laptops.bundle_panel import BundlePanel
from nexus_desktop.ui.laptops.company_panel import CompanyPanel
from nexus_desktop.ui.laptops.decisions_page import DecisionsPage
from nexus_desktop.ui.laptops.hub_panel import HubPanel
from nexus_desktop.ui.laptops.invite_panel import InvitePanel
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper

_LEFT = 380  # pixels
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
        self._keeper = keeper
        self.invite = InvitePanel(jobs, keeper)
        self.bundles = BundlePanel(runner, jobs, keeper)
        self.hub = HubPanel(keeper)
        self.company = CompanyPanel(keeper, zone)
        self.decisions = DecisionsPage(runner, keeper)
        parts = self.invite, self.bundles, self.hub, self.company, self.decisions
        for part in parts:
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
            ("Ctrl+Delete", self.tr("The chosen laptop is lost")),
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
                ("Ctrl+Delete", self.company.look_at_lost),
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
        side.addWidget(self.company, 1)
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
        elif self._keeper.company.may_invite:
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

    def _show(self) -> None:
        company = self._keeper.company
        self.tabs.setVisible(company.is_shared)
        count = f" ({company.conflicts})" if company.conflicts else ""
        self.tabs.setTabText(_DECISIONS, self.tr("To decide") + count)
