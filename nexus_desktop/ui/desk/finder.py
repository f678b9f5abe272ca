"""Finds people while a name is typed in the scan field."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.desk import Matches
from nexus_desktop.services import checkin
from nexus_desktop.ui.desk.match_list import MatchList
from nexus_desktop.ui.kit.runner import Runner

_PAUSE = 60  # milliseconds after a key before the list is asked for


class Finder(QObject):
    """Fills the list of matches for what is typed; late answers are dropped.

    Signals:
        shown: the list stands for what is typed now.
        failed: NexusError.
    """

    shown = Signal()
    failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        matches: MatchList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._now, self._list = runner, now, matches
        self._typed = self._answered = ""
        self._is_entered = False
        self._checkpoint_id = ""
        self._zone = ZoneInfo("UTC")
        self.found_nobody = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)

    def show_place(self, checkpoint_id: str, zone: ZoneInfo) -> None:
        """Look up who is in at this checkpoint from now on."""
        self._checkpoint_id, self._zone = checkpoint_id, zone

    def look_for(self, text: str) -> None:
        """Look for `text` after a moment; "" stops looking."""
        self._typed, self._is_entered = text.strip(), False
        if self._typed and self._checkpoint_id:
            self._pause.start()
        else:
            self._pause.stop()
            self._answered, self.found_nobody = "", False

    def enter(self) -> None:
        """Take the chosen person; before the answer, only if it names one alone."""
        if self._answered == self._typed:
            self._list.choose()
        else:
            self._is_entered = True

    def _ask(self) -> None:
        typed, place, at = self._typed, self._checkpoint_id, self._now()
        self._runner.submit(
            self,
            lambda session: checkin.matches(session, typed, place, at=at),
            done=self._show,
            failed=self.failed.emit,
        )

    def _show(self, found: Matches) -> None:
        if found.text != self._typed:
            return
        self._answered, self.found_nobody = found.text, not found.people
        heading, hint = self._words(found)
        self._list.show_people(heading, hint, found.people, self._zone)
        self.shown.emit()
        if self._is_entered and len(found.people) == 1 and not found.are_near:
            self._list.choose()

    def _words(self, found: Matches) -> tuple[str, str]:
        """Return the heading of the list, and what to do."""
        if not found.people:
            return (
                self.tr("Nobody is called “{0}”").format(found.text),
                self.tr("Try another part of the name, or press F2 for a walk-in."),
            )
        what = self.tr("Arrows choose  ·  Enter lets in  ·  Esc goes back")
        if found.are_near:
            near = self.tr("Nobody is called “{0}”. Did you mean…")
            return near.format(found.text), what
        return self.tr("Who is it?"), what
