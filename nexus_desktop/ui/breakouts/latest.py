"""Asking a worker something again and again, when only the last answer counts."""

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.jobs import Jobs

T = TypeVar("T")
Question: TypeAlias = tuple[Callable[[], T], Callable[[T], None]]


class Latest(QObject, Generic[T]):
    """Runs one question at a time in a worker; of those that wait, the newest next.

    An answer that a newer question has overtaken is dropped.

    Attributes:
        busy: a question is being worked on.
    """

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.busy = False
        self._next: Question[T] | None = None

    def ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run `work` in a worker, then `done(answer)` here unless asked anew."""
        if self.busy:
            self._next = (work, done)
            return
        self.busy = True
        self._jobs.start(
            self,
            lambda _report, _cancelled: work(),
            done=lambda answer: self._answer(answer, done),
            failed=self._give_up,
        )

    def _answer(self, answer: T, done: Callable[[T], None]) -> None:
        self.busy = False
        waiting, self._next = self._next, None
        if waiting is None:
            done(answer)
        else:
            self.ask(*waiting)

    def _give_up(self, _error: NexusError) -> None:
        """What can't be answered (the rules clash, say) is told when it is solved."""
        self.busy = False
        waiting, self._next = self._next, None
        if waiting is not None:
            self.ask(*waiting)
