"""What a command answers, and how it works on a file."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.orm import Session

from nexus_desktop.services.sharing import open_file

T = TypeVar("T")
Now: TypeAlias = Callable[[], datetime]

ACTOR = "Command line"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did.

    Attributes:
        lines: for people.
        document: for `--json`.
        opens: the workshop file whose window to open next.
        failed: exit with 1, though nothing was refused (as when a check finds damage).
    """

    lines: tuple[str, ...] = ()
    document: Any = None
    opens: Path | None = None
    failed: bool = False


def work_on(path: Path, work: Callable[[Session, datetime], T], now: Now) -> T:
    """Open the workshop file, do `work(session, at)` in one transaction, close it."""
    at = now()
    with closing(open_file(path, at=at, actor=ACTOR)) as database:
        return database.run(lambda session: work(session, at), at=at)[0]
