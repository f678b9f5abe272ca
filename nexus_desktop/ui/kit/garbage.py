"""Python's cyclic garbage, collected on the window's thread alone.

A collection in another thread could end a widget there, which Qt forbids (and may
crash on). So the automatic one is off, and a timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS = 500


class GarbageCollector(QObject):
    """Collects what Python's own thresholds say is due, twice a second at most."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_MILLISECONDS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def settle(self) -> None:
        """Leave all that is there now out of collections: it is there to stay.

        A collection then looks at what came since, and never holds up a key.
        """
        leave_be()

    def collect_due(self) -> int | None:
        """Collect the oldest generation that is due; return which, None if none."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return generation
        return None


def leave_be() -> None:
    """Leave all that is there now out of collections, once much came to stay."""
    gc.freeze()
