"""The Overview screen: who is here, what is on, what was said to which objective."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.overview import Overview
from nexus_desktop.services import overview
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.refresher import Refresher
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.overview.projector import Projector
from nexus_desktop.ui.overview.view import OverviewView

_WATCHED = frozenset(
    {
        Kind.PARTICIPANT, Kind.BADGE, Kind.SCAN, Kind.SESSION, Kind.NOTE, Kind.WORKSHOP,
        Kind.OBJECTIVE, Kind.CHECKPOINT, Kind.GROUP, Kind.ROUND,
    }
)  # fmt: skip
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
        self._now = now
        self._day: date | None = None
        self._seen: Overview | None = None
        self.projector: Projector | None = None
        self.view, self.empty = OverviewView(), self._empty_state()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self.refresher = Refresher(
            self,
            runner,
            _WATCHED,
            read=self._reading,
            show=self._show,
            failed=self._complain,
        )
        self._minute = QTimer(self, singleShot=True)
        self._minute.setTimerType(Qt.TimerType.PreciseTimer)
        self._minute.timeout.connect(self._pass_time)
        self._wait_for_the_minute()
        self._bind()

    @override
    def shown(self) -> None:
        self.view.chart.setFocus()
        self.refresher.read()

    def show_day(self, day: date | None) -> None:
        """Show `day`; None follows the clock."""
        self._day = day
        self.refresher.read()

    def is_waiting(self) -> bool:
        """Say whether a change was heard of that is not shown yet."""
        return self.refresher.is_waiting

    # Showing

    def _reading(self) -> Callable[[Session], Overview]:
        at, day = self._now(), self._day
        return lambda session: overview.overview(session, at=at, day=day)

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        is_empty = not seen.expected and not seen.has_programme
        self.stack.setCurrentWidget(self.empty if is_empty else self.view)
        self.view.show_overview(seen)
        if self.projector is not None:
            self.projector.show_overview(seen)

    def _complain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    # The time of day

    def _wait_for_the_minute(self) -> None:
        now = self._now()
        gone = now.second * 1000 + now.microsecond // 1000
        self._minute.start(_MINUTE - gone)

    def _pass_time(self) -> None:
        """Tell what is on now; the file is read again on another day only."""
        self._wait_for_the_minute()
        seen, at = self._seen, self._now()
        if seen is None or not self.isVisible():
            return
        local = seen.workshop.local
        if local(at).date() != local(seen.at).date():
            self.refresher.read()
            return
        self._seen = replace(seen, at=at)
        self.view.show_time(self._seen)
        if self.projector is not None:
            self.projector.show_time(self._seen)

    # On a projector

    def project(self) -> None:
        """Show the overview on the whole screen, or leave that."""
        if self.projector is not None:
            self.projector.close()
            return
        self.projector = Projector(self.screen())
        self.projector.left.connect(self._leave_projector)
        if self._seen is not None:
            self.projector.show_overview(self._seen)
        self.projector.showFullScreen()
        self.projector.activateWindow()

    def _leave_projector(self) -> None:
        if self.projector is not None:
            self.projector.deleteLater()
            self.projector = None

    @override
    def flush(self) -> None:
        if self.projector is not None:
            self.projector.close()

    # Making

    def _empty_state(self) -> EmptyState:
        return EmptyState(
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

    def _bind(self) -> None:
        view = self.view
        view.session_asked.connect(lambda ident: self.asked.emit("programme", ident))
        view.person_asked.connect(lambda ident: self.asked.emit("people", ident))
        view.actions_asked.connect(lambda: self.asked.emit("notes", ""))
        view.day_chosen.connect(self.show_day)
        self.large = button(
            self.tr("Full screen"), clicked=self.project, picture="presentation"
        )
        self.large.setToolTip(
            self.tr("For a projector: large, with nothing of single people (F11)")
        )
        self.tools = [self.large]
        self.keys = (
            ("F11", self.tr("the whole screen, for a projector; Esc leaves")),
            ("← →", self.tr("walk through the arrivals")),
        )
        QShortcut(QKeySequence("F11"), self).activated.connect(self.project)
