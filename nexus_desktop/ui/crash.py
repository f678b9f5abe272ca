"""What happens to a bug: written to the log, shown once, the file is safe."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from nexus_desktop.ui.kit.message import Message

_log = logging.getLogger("nexus_desktop")


class CrashReporter(QObject):
    """Catches what no one caught.

    Signals:
        messaged: `kit.message.Message` with a button that copies the details.
    """

    messaged = Signal(object)

    def __init__(self, folder: Path) -> None:
        """Write to `folder`/nexus-desktop.log from now on."""
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._shown: set[str] = set()
        handler = logging.FileHandler(
            folder / "nexus-desktop.log", encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(handler)
        sys.excepthook = self.report

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log a bug; tell it the first time only."""
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error(details)
        sys.__excepthook__(kind, error, trace)
        where = details.splitlines()[-3:]
        if str(where) in self._shown:
            return
        self._shown.add(str(where))
        text = self.tr("Something went wrong in the program. Your data is safe.")
        copy = (self.tr("Copy details"), _copier(details))
        self.messaged.emit(Message(text, "bad", copy))


def _copier(details: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(details)
