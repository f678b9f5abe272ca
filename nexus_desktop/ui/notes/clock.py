"""The session's clock: when and where it is, and how much of it is left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer

from nexus_desktop.core.note import NotesChoice
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel

_TICK = 5_000
_MINUTE = timedelta(minutes=1)
_SOON = timedelta(minutes=5)
_OVERTIME = timedelta(hours=1)


class SessionClock(ElidedLabel):
    """Shows `39 min left · 10:00 – 11:00 · Hall A`; in another colour near the end."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("")
        theme.set_role(self, "soft")
        self._now = now
        self._choice: NotesChoice | None = None
        self._zone = ZoneInfo("UTC")
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def show_session(self, choice: NotesChoice, zone: ZoneInfo) -> None:
        """Tell the time of this session from now on."""
        self._choice, self._zone = choice, zone
        self.tick()

    def tick(self) -> None:
        """Say what is left now."""
        if self._choice is None:
            return
        info = self._choice.session
        start, end = (
            at.astimezone(self._zone) for at in (info.starts_at, info.ends_at)
        )
        left = self._left(info.starts_at, info.ends_at)
        parts = [left, f"{start:%H:%M} – {end:%H:%M}", self._choice.room]
        role = "warning" if left and info.ends_at - self._now() <= _SOON else "soft"
        if role != self.property("role"):
            theme.set_role(self, role)
        self.setText(" · ".join(part for part in parts if part))

    def _left(self, starts_at: datetime, ends_at: datetime) -> str:
        at = self._now()
        if not starts_at <= at <= ends_at + _OVERTIME:
            return ""
        minutes = (max(ends_at, at) - min(ends_at, at)) // _MINUTE
        if at <= ends_at:
            return self.tr("{0} min left").format(minutes)
        return self.tr("{0} min over").format(minutes)
