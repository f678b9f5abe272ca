"""Telling how far a paper is, and giving up when somebody asks."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from nexus_desktop.core.errors import NexusError

T = TypeVar("T")

Report = Callable[[float, str], None]
Cancelled = Callable[[], bool]

_OFTEN = 100  # items from one look to the next


class RenderingStopped(NexusError):  # noqa: N818
    """Somebody asked for the rendering to stop; there is nothing to show for it."""


class Watch:
    """Tells how far it is, and stops when asked to.

    Args:
        report: told a fraction and, as text, nothing.
        cancelled: asked often whether to give up.
    """

    def __init__(
        self, report: Report | None = None, cancelled: Cancelled | None = None
    ) -> None:
        self._report, self._cancelled = report, cancelled

    def at(self, fraction: float) -> None:
        """Note that this much is done.

        Raises:
            RenderingStopped: somebody wants it to stop.
        """
        self.look()
        if self._report is not None:
            self._report(min(fraction, 1.0), "")

    def look(self) -> None:
        """Look whether to stop, without telling how far it is.

        Raises:
            RenderingStopped: somebody wants it to stop.
        """
        if self._cancelled is not None and self._cancelled():
            raise RenderingStopped("This was stopped before it was finished.")

    def over(
        self, items: Iterable[T], count: int, begin: float = 0.0, end: float = 1.0
    ) -> Iterator[T]:
        """Yield `items`, `count` of them, which take from `begin` to `end`."""
        for number, item in enumerate(items):
            if number % _OFTEN == 0:
                self.at(begin + (end - begin) * number / max(count, 1))
            yield item


UNWATCHED = Watch()
