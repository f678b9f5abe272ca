"""The badges on their way: who, how far, and what to do where one did not come out."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.print_queue import JobState, PrintJob
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.printing.queue import Done
from nexus_desktop.ui.kit.widgets import button, clear, label

_MOST = 100  # rows; a queue of more is told by its number


class JobRow(QWidget):
    """One badge: name, state, why it failed.

    Signals:
        retry_asked, remove_asked: id of the job.
    """

    retry_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, job: PrintJob, state: tuple[str, str]) -> None:
        super().__init__()
        self.job = job
        name = _line(job.name, "")
        chip = label(state[0], state[1])
        self.retry = button(
            self.tr("Retry"), "link", clicked=lambda: self.retry_asked.emit(job.id)
        )
        self.remove = button(
            "", "quiet", clicked=lambda: self.remove_asked.emit(job.id), picture="x"
        )
        words = self.tr("Take {0} out of the queue").format(job.name)
        self.remove.setToolTip(words)
        self.remove.setAccessibleName(words)
        self.remove.setEnabled(job.state is not JobState.SENDING)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(name, 1)
        for part in (chip, self.retry, self.remove):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(0)
        box.addLayout(line)
        self.retry.setVisible(job.is_failed or bool(job.note))  # with a parent now
        if job.note:
            role = "error" if job.is_failed else "small"
            box.addWidget(label(job.note, role, wrap=True))


class QueueList(QScrollArea):
    """Shows the queue, and below it what came out last.

    Signals:
        retry_asked, remove_asked: id of a job.
    """

    retry_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.setSpacing(2)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.rows: list[JobRow] = []

    def show_jobs(
        self, jobs: Sequence[PrintJob], done: Iterable[Done], zone: ZoneInfo
    ) -> None:
        """Show `jobs`, those that failed first, and what is `done`."""
        clear(self._box)
        self.rows = []
        ordered = sorted(jobs, key=lambda job: not job.is_failed)
        for job in ordered[:_MOST]:
            self._add(job)
        if len(ordered) > _MOST:
            more = self.tr("and {0} more").format(len(ordered) - _MOST)
            self._box.addWidget(label(more, "small"))
        came = list(done)
        if not jobs and not came:
            text = self.tr("No badge waits to be printed.")
            self._box.addWidget(label(text, "soft", wrap=True))
        if came:
            self._box.addSpacing(10)
            self._box.addWidget(label(self.tr("Came out last"), "head"))
        for one in came:
            self._box.addWidget(_came_out(one, zone))
        self._box.addStretch(1)

    def _add(self, job: PrintJob) -> None:
        made = JobRow(job, self._state(job))
        made.retry_asked.connect(self.retry_asked)
        made.remove_asked.connect(self.remove_asked)
        self._box.addWidget(made)
        self.rows.append(made)

    def _state(self, job: PrintJob) -> tuple[str, str]:
        if job.is_failed:
            return self.tr("failed"), "chip_bad"
        if job.note:
            return self.tr("held up"), "chip_warn"
        if job.state is JobState.WAITING:
            return self.tr("waiting"), "chip"
        return self.tr("printing"), "chip"


def _came_out(done: Done, zone: ZoneInfo) -> QWidget:
    made = QWidget()
    name = _line(done.name, "soft")
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(label(f"{done.at.astimezone(zone):%H:%M}", "small"))
    box.addWidget(name, 1)
    return made


def _line(text: str, role: str) -> ElidedLabel:
    made = ElidedLabel(role)
    made.setText(text)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made
