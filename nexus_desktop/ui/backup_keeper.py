"""Takes backups while the window is open, between the user's actions."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.store import backup
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner

SECOND_FOLDER = "backups/second_folder"
_MINUTES = 10


class BackupKeeper(QObject):
    """A backup on opening, every ten minutes while there are changes, and on demand.

    Signals:
        messaged: `kit.message.Message` when one failed, or was asked for and done.
    """

    messaged = Signal(object)

    def __init__(self, runner: Runner, path: Path, now: Callable[[], datetime]) -> None:
        super().__init__(runner)  # its timer must end on the window's thread
        self.folder = backup.folder_of(path)
        self._runner, self._path, self._now = runner, path, now
        self._is_due = False
        self._timer = QTimer(self, interval=_MINUTES * 60 * 1000)
        self._timer.timeout.connect(self._take_if_due)
        self._timer.start()
        runner.changed.connect(self._note_change)

    def latest(self) -> datetime | None:
        """Return when the last backup beside the file was taken."""
        return next(iter(backup.taken(self._path)), None)

    def begin(self) -> None:
        """Take the backup of opening; a failure is told, success is not."""
        self._take(told=False)

    def take(self) -> None:
        """Take a backup now and say so."""
        self._take(told=True)

    def _note_change(self) -> None:
        self._is_due = True

    def _take_if_due(self) -> None:
        if self._is_due:
            self._take(told=False)

    def _take(self, *, told: bool) -> None:
        self._is_due = False
        second = str(QSettings().value(SECOND_FOLDER, ""))
        folders = [self.folder, *([Path(second)] if second else [])]
        at = self._now()

        def work(database: Database, breathe: Callable[[], None]) -> Path:
            copies = []
            for folder in folders:
                copy = backup.take(database.raw, self._path, folder, at, breathe)
                copies.append(copy)
                backup.thin(self._path, folder, at)
            return copies[0]

        self._runner.lend(
            self,
            work,
            done=self._tell if told else lambda _: None,
            failed=self._complain,
        )

    def _tell(self, copy: Path) -> None:
        text = self.tr("Backed up to {0}.").format(copy.parent)
        self.messaged.emit(Message(text))

    def _complain(self, error: NexusError) -> None:
        self._is_due = True
        self.messaged.emit(Message(str(error), "bad"))
