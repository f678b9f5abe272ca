"""The column beside the card: arrivals and last scans, kept up to date."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from nexus_desktop.core import days
from nexus_desktop.core.checkin import CheckpointInfo
from nexus_desktop.core.desk import ArrivalCounts, ScanLine
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import checkin
from nexus_desktop.services.desk_picture import Picture
from nexus_desktop.ui.desk.arrivals_panel import ArrivalsPanel
from nexus_desktop.ui.desk.fresh_line import FreshLine
from nexus_desktop.ui.desk.recent_panel import RecentPanel
from nexus_desktop.ui.kit.garbage import leave_be
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.soon import Soon

_WATCHED = frozenset(
    {Kind.SCAN, Kind.PARTICIPANT, Kind.BADGE, Kind.CHECKPOINT, Kind.DEVICE}
)
_MOST_LINES = 40
_EVERY = 200  # milliseconds between two readings while scan follows scan

_News: TypeAlias = tuple[ArrivalCounts, tuple[ScanLine, ...]] | None


class SideColumn(QWidget):
    """Reads the counts and the last scans of one checkpoint when they change.

    Signals:
        failed: NexusError, when they can't be read.
    """

    failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now
        self._place: CheckpointInfo | None = None
        self._picture: Picture | None = None
        self._zone = ZoneInfo("UTC")
        self._is_reading = self._is_stale = self._is_reading_on = False
        self._soon = Soon(self, _EVERY)
        self._soon.timeout.connect(self.refresh)
        self.arrivals = ArrivalsPanel()
        self.recent = RecentPanel()
        self.fresh = FreshLine(runner, now)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.arrivals)
        box.addWidget(self.recent, 1)
        box.addWidget(self.fresh)
        runner.changed.connect(self._refresh_if_touched)

    def show_place(
        self, place: CheckpointInfo, zone: ZoneInfo, picture: Picture
    ) -> None:
        """Show a checkpoint's arrivals and scans from now on."""
        self._place, self._zone, self._picture = place, zone, picture
        self.fresh.zone = zone
        self.refresh()

    def refresh(self) -> None:
        """Read anew; while an answer is awaited, once more after it."""
        if self._place is None or self._picture is None or self._is_reading:
            self._is_stale = self._is_reading
            return
        self._is_reading, self._is_stale = True, False
        work = partial(_read, picture=self._picture, at=self._now())
        place = self._place
        self._runner.submit(
            self, work, done=lambda news: self._show(place, news), failed=self._fail
        )

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & _WATCHED and self._place is not None:
            self._soon.hear()

    def _show(self, place: CheckpointInfo, news: _News) -> None:
        self._is_reading = False
        if news is None:  # more to read; a scan may go first
            self._is_reading_on = True
            self.refresh()
            return
        if self._is_reading_on:
            self._is_reading_on = False
            leave_be()
        if place == self._place:
            counts, lines = news
            self.arrivals.show_counts(counts)
            self.recent.show_lines(lines, self._zone)
            self.arrivals.show_wrong_day(self._wrong_day(place))
        if self._is_stale or place != self._place:
            self.refresh()

    def _fail(self, error: NexusError) -> None:
        self._is_reading = False
        self.failed.emit(error)

    def _wrong_day(self, place: CheckpointInfo) -> str:
        today = self._now().astimezone(self._zone).date()
        if place.day is None or place.day == today:
            return ""
        return self.tr("This desk is for {0}").format(days.short(place.day))


def _read(session: Session, picture: Picture, at: datetime) -> _News:
    """Return the news; None while not everybody was read."""
    if not picture.advance(session, at=at):
        return None
    recent = checkin.recent(session, picture.checkpoint_id, _MOST_LINES)
    return picture.counts(session), recent
