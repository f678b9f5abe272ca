"""Keeps the status line true: day, what is on, last save, who works here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.programme import SessionInfo, now_and_next
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import programme
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.status_line import StatusLine


class StatusKeeper(QObject):
    """Writes into the status line when something changes, and every half minute."""

    def __init__(
        self,
        line: StatusLine,
        runner: Runner,
        workshop: WorkshopInfo,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(line)
        self._line, self._runner = line, runner
        self._workshop, self._now = workshop, now
        self._sessions: tuple[SessionInfo, ...] = ()
        self._timer = QTimer(self, interval=30_000)
        self._timer.timeout.connect(self._tell)
        self._timer.start()
        runner.saved.connect(lambda at: line.say_saved(workshop.local(at)))
        runner.changed.connect(self._reread_if_touched)
        self._reread()

    def _reread_if_touched(self, kinds: frozenset[Kind]) -> None:
        if Kind.SESSION in kinds:
            self._reread()

    def _reread(self) -> None:
        self._runner.submit(self, programme.sessions, done=self._take)

    def _take(self, sessions: tuple[SessionInfo, ...]) -> None:
        self._sessions = sessions
        self._tell()

    def _tell(self) -> None:
        at = self._now()
        number = self._workshop.day_number(self._workshop.local(at).date())
        days = len(self._workshop.days)
        self._line.day.setText(
            self.tr("Day {0} of {1}").format(number, days) if number else ""
        )
        going_on = [s for s in now_and_next(self._sessions, at).now if not s.is_pause]
        self._line.now.setText(
            self.tr("Now: {0}").format("; ".join(map(_named, going_on)))
            if going_on
            else ""
        )


def _named(session: SessionInfo) -> str:
    title = session.title if len(session.title) < 60 else f"{session.title[:58]}…"
    return f"{title}, {session.room}" if session.room else title
