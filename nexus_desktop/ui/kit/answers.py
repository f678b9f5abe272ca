"""Bringing an answer from another thread to the window's thread."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from nexus_desktop.core.errors import NexusError

T = TypeVar("T")


class Answers(QObject):
    """Calls back on the window's thread, and never for an owner that was closed."""

    _answered = Signal(object)
    _retired = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finished: list[object] = []
        self._answered.connect(self._call)
        self._retired.connect(self._let_go)

    def call(self, call: Callable[[], None]) -> None:
        """Call `call` on the window's thread. May be used from any thread."""
        self._answered.emit(call)

    def answer(self, owner: QObject, call: Callable[[], None]) -> None:
        """Call `call` on the window's thread unless `owner` was closed meanwhile."""
        self._answered.emit(lambda: call() if isValid(owner) else None)

    def attempt(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        """Do `work` here and now; answer `done(result)` or `failed(error)` over there.

        An error that is not a `NexusError` is a bug: it is raised over there, for the
        crash bar to show.
        """
        try:
            result = work()
        except NexusError as error:
            self.answer(owner, partial(failed, error))
        except Exception as bug:  # noqa: BLE001 - raised again on the window's thread
            self.call(partial(_raise, bug))
        else:
            self.answer(owner, partial(done, result))

    def retire(self, finished: list[Callable[[], None]]) -> None:
        """Let go of finished work on the window's thread; `finished` is emptied.

        Work knows its owner; let go here, it could take a closed widget with it, and
        widgets must end on their own thread.
        """
        self._finished.extend(finished)
        finished.clear()
        self._retired.emit()

    @Slot()
    def _let_go(self) -> None:
        self._finished.clear()

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


def _raise(bug: Exception) -> None:
    raise bug
