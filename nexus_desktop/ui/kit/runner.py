"""Running database work without freezing the window."""

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.services.slices import Take
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.answers import Answers

T = TypeVar("T")
P = TypeVar("P")

_SOON = 50  # milliseconds that changes of others are gathered before they are announced


class Runner(Answers):
    """Runs work on the single database thread; answers on the window's thread.

    Signals:
        changed: frozenset[Kind] committed by a finished piece of work.
        saved: datetime of each commit that changed something.
        failed: NexusError of work that was submitted without a `failed`.
    """

    changed = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._now = now
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._later: set[object] = set()
        self._latest = now()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._announce_later)
        self._thread = Thread(target=self._loop, name="database", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """Return the file that is open, which nobody else may open."""
        return self._database.path

    def submit(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[NexusError], None] | None = None,
    ) -> None:
        """Run `work` in a transaction, then `done(result)` or `failed(error)`.

        Neither is called if `owner` was closed meanwhile.
        """

        def job() -> None:
            news: list[Callable[[], None]] = []

            def commit() -> T:
                at = self._now()
                result, touched = self._database.run(work, at=at)
                if touched:
                    news.append(partial(self._announce, touched, at))
                return result

            self.attempt(owner, commit, done or _nothing, failed or self.failed.emit)
            for call in news:  # after the answer: who asked knows before all hear
                self.call(call)

        self._queue.put(job)

    def in_slices(
        self,
        owner: QObject,
        work: Callable[[Take], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Run long `work` a piece at a time, user actions that wait between them.

        Each piece is a transaction of its own; what all of them touched is announced
        at the end.
        """

        def job() -> None:
            touched: set[object] = set()

            def take(piece: Callable[[Session], P], /) -> P:
                result, kinds = self._database.run(piece, at=self._now())
                touched.update(kinds)
                self._run_waiting()
                return result

            self.attempt(owner, lambda: work(take), done, failed)
            if touched:
                self.call(partial(self._announce, frozenset(touched), self._now()))

        self._queue.put(job)

    def wait(self, work: Callable[[Session], T], /) -> T:
        """Run `work` in a transaction and wait for it: from a thread of one's own.

        Raises:
            NexusError: `work` said so, or the file was closed.
        """
        answer: Future[T] = Future()

        def job() -> None:
            at = self._now()
            try:
                result, touched = self._database.run(work, at=at)
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                answer.set_exception(error)
                return
            if touched:
                self.call(partial(self._announce_soon, touched, at))
            answer.set_result(result)

        self._queue.put(job)
        while not answer.done() and self._thread.is_alive():
            futures.wait((answer,), timeout=0.5)
        if not answer.done():
            raise NexusError(f"{self.path.name} was closed.")
        return answer.result()

    def lend(
        self,
        owner: QObject,
        work: Callable[[Database, Callable[[], None]], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Lend the database for work between transactions, such as a backup.

        `work(database, breathe)` runs on the database thread and calls `breathe()`
        often: user actions that wait are done there.
        """
        self._queue.put(
            lambda: self.attempt(
                owner, lambda: work(self._database, self._run_waiting), done, failed
            )
        )

    def close(self) -> None:
        """Finish queued work, then stop and release the file."""
        self._queue.put(None)
        self._thread.join()
        self._database.close()

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
            finished = [job]
            del job
            self.retire(finished)

    def _run_waiting(self) -> None:
        while True:
            try:
                job = self._queue.get_nowait()
            except Empty:
                return
            if job is None:
                self._queue.put(None)
                return
            job()
            finished = [job]
            del job
            self.retire(finished)

    def _announce_soon(self, touched: frozenset[object], at: datetime) -> None:
        """Announce with what else comes in a moment: others write in small pieces."""
        self._later |= touched
        self._latest = at
        if not self._soon.isActive():
            self._soon.start()

    def _announce_later(self) -> None:
        touched, self._later = frozenset(self._later), set()
        self._announce(touched, self._latest)

    def _announce(self, touched: frozenset[object], at: datetime) -> None:
        self.saved.emit(at)
        self.changed.emit(touched)


def _nothing(_result: object) -> None:
    pass
