"""Taking in a list: read it aside, show what it would do, do it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.people_import import Outcome
from nexus_desktop.core.programme_import import ProgrammeList, ProgrammeReport
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.intake import programme_file
from nexus_desktop.services import programme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner

SUFFIXES = (".csv", ".xlsx", ".ics", ".tsv", ".txt", ".ical")


class Importing(QObject):
    """One import at a time.

    Signals:
        planned: `ProgrammeReport` of what would be done.
        done: `Message` about what was done.
        failed: `NexusError`.
    """

    planned = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._listed: ProgrammeList | None = None

    def read(self, path: Path, workshop: WorkshopInfo) -> None:
        """Read the list at `path` in the background; `planned` follows."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: programme_file.read(path, workshop),
            done=self._plan,
            failed=self.failed.emit,
        )

    def carry_out(self) -> None:
        """Take in the list that was planned last; `done` follows."""
        listed = self._listed
        if listed is not None:
            self._runner.submit(
                self,
                lambda s: programme.import_programme(s, listed, at=self._now()),
                done=self._tell,
                failed=self.failed.emit,
            )

    def forget(self) -> None:
        """Leave the programme as it is."""
        self._listed = None

    def _plan(self, listed: ProgrammeList) -> None:
        self._listed = listed
        self._runner.submit(
            self,
            lambda s: programme.plan_import(s, listed),
            done=self.planned.emit,
            failed=self.failed.emit,
        )

    def _tell(self, report: ProgrammeReport) -> None:
        self.forget()
        totals = report.totals
        missed = totals[Outcome.SKIPPED]
        parts = [
            self.tr("{0} new").format(totals[Outcome.ADDED]),
            self.tr("{0} changed").format(totals[Outcome.UPDATED]),
        ]
        if missed:
            parts.append(self.tr("{0} not taken").format(missed))
        text = self.tr("Imported {0}: {1}.").format(report.name, ", ".join(parts))
        self.done.emit(Message(text, "warn" if missed else "good"))
