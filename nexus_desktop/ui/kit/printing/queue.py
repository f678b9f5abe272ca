"""Prints badges in the background, one after the other, in the order they were asked.

The queue itself is kept in the file (`services.print_queue`). Drawing a badge and
waiting for the printer happen in threads of its own; what came of it is written from
there, so that closing the program loses nothing.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core import print_queue as rules
from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.filing import Printed
from nexus_desktop.core.print_queue import JobState, Mode, PrintJob
from nexus_desktop.services import badge_batch, print_queue
from nexus_desktop.services.badges import BadgeToPrint
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.printing import badge_paper
from nexus_desktop.ui.kit.printing.printer import (
    Chosen,
    Printer,
    PrinterProblem,
    Progress,
    chosen,
    printer_of,
)
from nexus_desktop.ui.kit.runner import Runner

_EVERY = 2_000  # milliseconds between two looks at what the printer still has
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Done:
    """A badge that came out."""

    name: str
    at: datetime


class PrintQueue(QObject):
    """The queue of one workshop on this laptop.

    Signals:
        changed: the queue, or what came out of it, is another.
        failed: NexusError; the queue could not be written.

    Attributes:
        jobs: the queue, the oldest first.
        done: what came out, the newest first.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, runner: Runner, now: Callable[[], datetime]) -> None:
        super().__init__(runner)
        self._runner, self._now = runner, now
        self._press = Jobs(self)
        self._is_busy = self._is_looking = False
        self.jobs: tuple[PrintJob, ...] = ()
        self.done: deque[Done] = deque(maxlen=_REMEMBERED)
        self._watch = QTimer(self, interval=_EVERY)
        self._watch.timeout.connect(self.look)
        at = now()
        self._do(lambda session: print_queue.resume(session, at=at))

    @property
    def can_print(self) -> bool:
        """Whether a printer is chosen on this laptop."""
        return bool(chosen().key)

    @property
    def tally(self) -> rules.Tally:
        """How many badges are where."""
        return rules.tally(self.jobs)

    # Asking

    def ask(
        self,
        participant_id: str,
        *,
        is_again: bool,
        told: Callable[[Printed | None], None],
    ) -> None:
        """Print somebody's badge; `told` of the printing that stands in the way."""
        at = self._now()

        def work(session: Session) -> print_queue.Asked:
            return print_queue.ask(session, participant_id, is_again=is_again, at=at)

        def answer(asked: print_queue.Asked) -> None:
            self._show(asked.jobs)
            told(asked.printed)

        self._runner.submit(self, work, done=answer, failed=self.failed.emit)

    def came_in(self, *participant_ids: str) -> None:
        """Print the badges of people who were let in, if this laptop is to."""
        choice, at = chosen(), self._now()
        if choice.mode is Mode.OFF or not choice.key:
            return
        self._do(
            lambda session: print_queue.on_check_in(
                session, participant_ids, choice.mode, at=at
            )
        )

    def retry(self, *job_ids: str) -> None:
        """Try jobs again; all that failed when none is named."""
        ids = job_ids or tuple(job.id for job in self.jobs if job.is_failed)
        self._take_back(ids)
        at = self._now()
        self._do(lambda session: print_queue.retry(session, ids, at=at))

    def remove(self, job_id: str) -> None:
        """Take a job out of the queue, and back from the printer."""
        self._take_back((job_id,))
        self._do(lambda session: print_queue.remove(session, job_id))

    def go_on(self) -> None:
        """Print what waits, as when a printer was chosen."""
        self._next()
        self.changed.emit()

    def close(self) -> None:
        """Let the badge that is being sent go out, and stop."""
        self._watch.stop()
        self._is_busy = True  # so that nothing else is begun
        self._press.close()

    # Sending

    def _do(self, work: Callable[[Session], tuple[PrintJob, ...]]) -> None:
        self._runner.submit(self, work, done=self._show, failed=self.failed.emit)

    def _show(self, jobs: tuple[PrintJob, ...]) -> None:
        before = {job.id: job for job in self.jobs}
        self.jobs = jobs
        if any(job.state is JobState.AT_PRINTER for job in jobs):
            self._watch.start()
        else:
            self._watch.stop()
        self._next()
        if before != {job.id: job for job in jobs}:
            self.changed.emit()

    def _next(self) -> None:
        waiting = [job for job in self.jobs if job.state is JobState.WAITING]
        choice = chosen()
        printer = printer_of(choice.key)
        if self._is_busy or not waiting or printer is None:
            return
        self._is_busy = True
        job = waiting[0]

        def work(session: Session) -> tuple[BadgeToPrint, BadgeLayout]:
            layout = badge_batch.layout_of(session, choice.layout)
            return print_queue.begin(session, job.id, layout), layout

        self._runner.submit(
            self,
            work,
            done=lambda ready: self._send(job, choice, printer, ready),
            failed=lambda error: self._fail(job, str(error)),
        )

    def _send(
        self,
        job: PrintJob,
        choice: Chosen,
        printer: Printer,
        ready: tuple[BadgeToPrint, BadgeLayout],
    ) -> None:
        badge, layout = ready
        self.jobs = tuple(
            rules.sending(one, badge.badge_id) if one.id == job.id else one
            for one in self.jobs
        )
        self.changed.emit()

        def work(_report: object, _cancelled: object) -> None:
            try:
                pdf, paper = badge_paper.draw_one(
                    badge.face, layout, is_turned=choice.is_turned
                )
                ticket = printer.send(pdf, badge.face.name, paper)
            except NexusError as error:
                self._fail(job, str(error))
            except BaseException:
                self._fail(job, "This badge could not be drawn.")
                raise
            else:
                self._sent(job, choice.key, ticket)

        self._press.start(self, work, done=_nothing, failed=_nothing)

    # These three are called in the thread that prints.

    def _sent(self, job: PrintJob, key: str, ticket: str) -> None:
        at = self._now()

        def work(session: Session) -> tuple[PrintJob, ...]:
            print_queue.take(session, job.id, key, ticket)
            if ticket:
                return print_queue.jobs(session)
            return print_queue.finish(session, job.id, at=at)

        done = partial(self._came_out, job, at) if not ticket else self._free
        self._runner.submit(self, work, done=done, failed=self._stop)

    def _fail(self, job: PrintJob, reason: str) -> None:
        self._runner.submit(
            self,
            lambda session: print_queue.fail(session, job.id, reason),
            done=self._free,
            failed=self._stop,
        )

    def _stop(self, error: NexusError) -> None:
        self._is_busy = False
        self.failed.emit(error)

    def _free(self, jobs: tuple[PrintJob, ...]) -> None:
        self._is_busy = False
        self._show(jobs)

    def _came_out(
        self, job: PrintJob, at: datetime, jobs: tuple[PrintJob, ...]
    ) -> None:
        self.done.appendleft(Done(job.name, at))
        self._free(jobs)
        self.changed.emit()

    # What the printer has

    def look(self) -> None:
        """Ask what became of the badges that the printer's system took."""
        sent = [job for job in self.jobs if job.state is JobState.AT_PRINTER]
        if self._is_looking or not sent:
            return
        self._is_looking = True
        self._press.start(
            self,
            lambda _report, _cancelled: [(job, _progress(job)) for job in sent],
            done=self._tell,
            failed=_nothing,
        )

    def _tell(self, found: list[tuple[PrintJob, Progress]]) -> None:
        self._is_looking = False
        at = self._now()
        for job, progress in found:
            if progress.is_done:
                self.done.appendleft(Done(job.name, at))
                self._do(lambda s, job=job: print_queue.finish(s, job.id, at=at))  # type: ignore[misc]  # binds the job
            elif progress.is_lost:
                self._do(
                    lambda s, job=job, note=progress.note: print_queue.fail(  # type: ignore[misc]  # likewise
                        s, job.id, note
                    )
                )
            elif progress.note != job.note:
                self._do(
                    lambda s, job=job, note=progress.note: print_queue.hold(  # type: ignore[misc]  # likewise
                        s, job.id, note
                    )
                )

    def _take_back(self, job_ids: tuple[str, ...]) -> None:
        tickets = [
            job
            for job in self.jobs
            if job.id in job_ids and job.state is JobState.AT_PRINTER
        ]
        if tickets:
            self._press.start(
                self,
                lambda _report, _cancelled: _cancel(tickets),
                done=_nothing,
                failed=_nothing,
            )


def queue_of(runner: Runner, now: Callable[[], datetime]) -> PrintQueue:
    """Return the one queue of a workshop, made when it is first asked for."""
    found = runner.findChild(PrintQueue)
    return found if isinstance(found, PrintQueue) else PrintQueue(runner, now)


def close_queue(runner: Runner) -> None:
    """Close the queue of a workshop, if there is one."""
    found = runner.findChild(PrintQueue)
    if isinstance(found, PrintQueue):
        found.close()


def _progress(job: PrintJob) -> Progress:
    printer = printer_of(job.printer)
    if printer is None:
        return Progress(is_lost=True, note="Nobody knows any more where this was sent.")
    try:
        return printer.look(job.ticket)
    except PrinterProblem as error:
        return Progress(note=str(error))


def _cancel(jobs: list[PrintJob]) -> None:
    for job in jobs:
        printer = printer_of(job.printer)
        if printer is not None:
            printer.cancel(job.ticket)


def _nothing(_: object) -> None:
    pass
