"""Which window is in front: the usual one, or the self check-in that locks it away."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kiosk.window import KioskWindow
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.kiosk_lock import KioskLock, unlock
from nexus_desktop.ui.kit.runner import Runner


class KioskKeeper(QObject):
    """Locks one workshop's window away, and gives it back for the PIN.

    Attributes:
        kiosk: the window that faces the guests, while there is one.
    """

    def __init__(
        self,
        window: QWidget,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        info: WorkshopInfo,
    ) -> None:
        super().__init__(window)
        self._window, self._runner, self._now, self._info = window, runner, now, info
        self._lock = KioskLock(jobs)
        self.kiosk: KioskWindow | None = None

    def begin(self, path: Path, place: str) -> None:
        """Lock the laptop in the self check-in at the checkpoint `place`."""
        self._lock.lock(str(path.resolve()), place)
        self.show(place)

    def show(self, place: str) -> None:
        """Face the guests, and hide every other window of the program."""
        kiosk = KioskWindow(self._runner, self._lock, self._now, self._info, place)
        kiosk.unlocked.connect(self._end)
        kiosk.showFullScreen()
        kiosk.activateWindow()
        self.kiosk = kiosk
        for other in QApplication.topLevelWidgets():
            if other is not kiosk and other.isVisible():
                other.hide()

    @Slot()
    def _end(self) -> None:
        unlock()
        self._window.show()
        self._window.activateWindow()
        if self.kiosk is not None:
            self.kiosk.deleteLater()
        self.kiosk = None
