"""Taking in a bundle beside the work at the laptop, told in words."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.history import counted
from nexus_desktop.services import meeting
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.message import Message, Tone
from nexus_desktop.ui.kit.runner import Runner


class BundleReader(QObject):
    """Works in pieces: the desk goes on scanning.

    Signals:
        said: str, how far it is.
        ended: `kit.message.Message`, what came of it.
    """

    said = Signal(str)
    ended = Signal(object)

    def __init__(self, runner: Runner, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._jobs = runner, jobs

    def read(self, path: Path) -> None:
        """Take in the bundle at `path`, which is good as a whole or refused."""

        def work(report: Report, cancelled: Cancelled) -> Received:
            def told(part: float) -> None:
                if cancelled():
                    raise NexusError(
                        self.tr("Stopped. Read the bundle again to go on.")
                    )
                report(part, "")

            return meeting.take_bundle(self._runner.wait, path, told)

        self.said.emit(self.tr("Checking {0}…").format(path.name))
        self._jobs.start(
            self,
            work,
            done=self._taken,
            failed=lambda error: self.ended.emit(Message(str(error), "bad")),
            progressed=lambda part, _: self.said.emit(
                self.tr("Taking in entries: {0}%").format(round(100 * part))
            ),
        )

    def _taken(self, received: Received) -> None:
        parts = [self.tr("{0} taken in").format(counted(received.applied, "new entry"))]
        parts.append(self.tr("{0} known already").format(received.known))
        waiting = sum(one.count for one in received.waiting)
        if waiting:
            parts.append(self.tr("{0} waiting for others").format(waiting))
        if received.refused:
            parts.append(self.tr("{0} refused").format(len(received.refused)))
        tone: Tone = "warn" if received.refused else "good"
        text = f"{', '.join(parts)}. {' '.join(received.refused[:1])}".strip()
        self.ended.emit(Message(text, tone))
