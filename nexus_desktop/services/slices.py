"""Long work on the file in pieces, so that others have their turn between them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

READ, WRITTEN = 100, 160
"""People in a piece that is read, or written: some 5 to 30 ms. A workshop of ordinary
size is written in one piece, so that it is one entry of the history."""


class Take(Protocol):
    """Runs a piece of the work and returns what it gave.

    Whatever a piece wrote is kept, also when a later one fails, and others may have
    changed the file when the next one begins.
    """

    def __call__(self, work: Callable[[Session], T], /) -> T:
        """Run `work` in a transaction of its own."""
        ...


def parts(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield `ids` a piece at a time."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def at_once(session: Session) -> Take:
    """Return what runs every piece in one transaction, where nobody else waits."""

    def take(work: Callable[[Session], T], /) -> T:
        return work(session)

    return take
