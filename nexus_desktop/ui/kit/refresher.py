"""Reading again what a screen shows when something changed, and no more than needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services.slices import Take
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.soon import Soon

T = TypeVar("T")

_GATHER = 250  # ms: many scans in a row are one change here


@dataclass(frozen=True, slots=True)
class InSlices(Generic[T]):
    """A long reading, done a piece at a time."""

    work: Callable[[Take], T]


class Refresher(QObject, Generic[T]):
    """Answers a burst of changes by one reading; never two readings at a time.

    A screen that is not seen is not read for: it looks when it is `shown`.
    """

    def __init__(  # noqa: PLR0913 - three of them are what it calls
        self,
        owner: QWidget,
        runner: Runner,
        watched: frozenset[Kind],
        *,
        read: Callable[[], Callable[[Session], T] | InSlices[T]],
        show: Callable[[T], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Read for `owner`; `read` returns the work as it is to be done then."""
        super().__init__(owner)
        self._owner, self._runner, self._watched = owner, runner, watched
        self._read, self._show, self._failed = read, show, failed
        self._is_reading = self._is_outdated = False
        self._gather = Soon(self, _GATHER)
        self._gather.timeout.connect(self.read)
        runner.changed.connect(self._hear)

    @property
    def is_waiting(self) -> bool:
        """Whether a change was heard of that is not shown yet."""
        return self._gather.isActive() or self._is_reading

    @Slot()
    def read(self) -> None:
        """Read now, or as soon as the reading that is under way has ended."""
        self._gather.stop()
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False
        work, owner = self._read(), self._owner
        if isinstance(work, InSlices):
            self._runner.in_slices(
                owner, work.work, done=self._take, failed=self._give_up
            )
        else:
            self._runner.submit(owner, work, done=self._take, failed=self._give_up)

    @Slot(object)
    def _hear(self, kinds: frozenset[Kind]) -> None:
        if kinds & self._watched and self._owner.isVisible():
            self._gather.hear()

    def _take(self, read: T) -> None:
        self._is_reading = False
        self._show(read)
        self._read_on()

    def _give_up(self, error: NexusError) -> None:
        self._is_reading = False
        self._failed(error)
        self._read_on()

    def _read_on(self) -> None:
        if self._is_outdated:
            self.read()
