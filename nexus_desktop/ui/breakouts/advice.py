"""What helps with the round that is shown: repairs, reasons, comparing plans."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from nexus_desktop.core.breakout import Moved
from nexus_desktop.core.breakout_compare import Aside
from nexus_desktop.core.breakout_repair import Repaired
from nexus_desktop.core.history import counted
from nexus_desktop.ui.breakouts.comparing import Comparing
from nexus_desktop.ui.breakouts.dock import Dock
from nexus_desktop.ui.breakouts.explaining import Explaining
from nexus_desktop.ui.breakouts.forms import Forms
from nexus_desktop.ui.breakouts.repairing import Repairing
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner

_MINUTE = 60_000  # milliseconds


class Advice(QObject):
    """Puts repairs, reasons and comparing beside the board.

    Signals:
        done: what was done, in a sentence; it can be undone.
        failed: what is wrong, in a sentence.
        aged: a minute has passed, so others may be missing now.
    """

    done = Signal(str)
    failed = Signal(str)
    aged = Signal()

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        forms: Forms,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.repairing = Repairing(runner, jobs, now, forms, self)
        self.explaining = Explaining(runner, jobs, forms, self)
        self.comparing = Comparing(runner, jobs, now, forms, self)
        self.repairing.repaired.connect(self._repaired)
        self.comparing.adopted.connect(self._adopted)
        self.comparing.kept.connect(self._kept)
        for part in (self.repairing, self.explaining):
            part.failed.connect(self.failed)
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.aged)
        self._clock.start()

    def attach(self, view: BoardView, dock: Dock) -> None:
        """Listen to the board and the bar below it."""
        self.explaining.attach(view)
        self.repairing.looked_at.connect(view.mark_found)
        dock.compare_asked.connect(self.comparing.open)

    def show_sight(self, sight: Sight) -> None:
        """Take in what was read."""
        self.repairing.show_sight(sight)
        self.explaining.show_sight(sight)
        self.comparing.show_sight(sight)

    def _repaired(self, repaired: Repaired) -> None:
        self.done.emit(repaired.told)

    def _adopted(self, moved: Moved) -> None:
        text = self.tr("The plan put aside is used: {} changed.")
        self.done.emit(text.format(counted(moved.moves, "seat")))

    def _kept(self, aside: Aside) -> None:
        self.done.emit(self.tr("{} is put aside.").format(aside.name))
