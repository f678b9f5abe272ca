"""A timer for what follows a change: soon after the first, seldom while more come."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

_FIRST = 30  # milliseconds, in which what was asked for itself is painted


class Soon(QTimer):
    """Goes off once after one or more changes.

    Args:
        parent: whose it is.
        gather: milliseconds for which changes are gathered while one follows another.
    """

    def __init__(self, parent: QObject, gather: int) -> None:
        super().__init__(parent, singleShot=True)
        self._gather, self._last = gather, QElapsedTimer()
        self.timeout.connect(self._last.start)

    def hear(self) -> None:
        """Hear of a change; no matter if it was heard of one already."""
        if not self.isActive():
            busy = self._last.isValid() and self._last.elapsed() < self._gather
            self.start(self._gather if busy else _FIRST)
