"""Long work (papers, the solver, reading files) off the window's thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QObject

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.answers import Answers

T = TypeVar("T")

Report: TypeAlias = Callable[[float, str], None]
Cancelled: TypeAlias = Callable[[], bool]


class Job:
    """A running piece of work that can be asked to stop."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop; `done` still gets what it answers, if anything."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Say whether somebody asked it to stop."""
        return self._cancelled.is_set()


class Jobs(Answers):
    """Runs work on values in worker threads; answers on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._running: set[Job] = set()
        self._closed = False

    def start(
        self,
        owner: QObject,
        work: Callable[[Report, Cancelled], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[NexusError], None],
        progressed: Callable[[float, str], None] | None = None,
    ) -> Job:
        """Run `work(report, cancelled)`; then `done(result)` or `failed(error)`.

        `report(fraction, text)` reaches `progressed`; a report that comes while the
        last one still waits to be shown replaces it. Nothing is called once `owner`
        was closed, and work that is asked for after `close` is never begun.
        """
        job = Job(self._reporter(owner, progressed))
        if self._closed:
            job.cancel()
            return job

        def run() -> None:
            self.attempt(
                owner, lambda: work(job.report, job.is_cancelled), done, failed
            )
            self.call(lambda: self._running.discard(job))

        self._running.add(job)
        waiting = [run]
        self._threads.submit(self._run, waiting)
        return job

    def _run(self, waiting: list[Callable[[], None]]) -> None:
        waiting[0]()
        self.retire(waiting)

    def close(self) -> None:
        """Ask all work to stop and wait for it."""
        self._closed = True
        for job in self._running:
            job.cancel()
        self._threads.shutdown(cancel_futures=True)

    def _reporter(
        self, owner: QObject, progressed: Callable[[float, str], None] | None
    ) -> Report:
        waiting: list[tuple[float, str]] = []

        def show() -> None:
            fraction, text = waiting[-1]
            waiting.clear()
            if progressed is not None:
                progressed(fraction, text)

        def report(fraction: float, text: str) -> None:
            waiting.append((fraction, text))
            if len(waiting) == 1:
                self.answer(owner, show)

        return report
