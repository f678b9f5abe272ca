"""How old what this desk knows of switched-off badges is, below the last scans."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.freshness import Freshness, FreshnessTold, told
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import laptops
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import label

_EVERY = 30_000  # milliseconds, so that the age is right though nothing comes
_SOON = 2_000
_ICON = 14


class FreshLine(QWidget):
    """Hidden where no other laptop switches badges off; quiet while it is fresh."""

    def __init__(self, runner: Runner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._runner, self._now = runner, now
        self._told = FreshnessTold()
        self.zone = ZoneInfo("UTC")
        self._mark = QLabel()
        self.words = label("", "small", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 0, 8, 0)
        box.setSpacing(6)
        box.addWidget(self._mark)
        box.addWidget(self.words, 1)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.read)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.read)
        runner.changed.connect(self._hear)
        self._timer.start()
        self.hide()
        self.read()

    def read(self) -> None:
        """Read anew."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: laptops.freshness(session, at=at),
            done=self._show,
            failed=self._pass_over,
        )

    def _hear(self, _kinds: frozenset[Kind]) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self, fresh: Freshness | None) -> None:
        self._told = told(fresh, self._now(), self.zone)
        self.words.setText(self._told.text)
        self._paint()
        self.setVisible(bool(self._told.text))

    def _paint(self) -> None:
        role = "warning" if self._told.is_old else "small"
        picture = "triangle-alert" if self._told.is_old else "clock"
        tone = "warn" if self._told.is_old else "soft"
        if self.words.property("role") != role:
            theme.set_role(self.words, role)
        self._mark.setPixmap(icon(picture, tone).pixmap(_ICON, _ICON))

    def _pass_over(self, _error: NexusError) -> None:
        """Leave what stands: the desk must not be disturbed by it."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._paint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.isVisible():
            self._paint()
