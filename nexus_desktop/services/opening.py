"""Workshop files for the window: opened, made, joined or put back."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from nexus_desktop.core.series import Earlier, Wanted, following
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.services import demo, joining, series, sharing, workshop
from nexus_desktop.store import backup
from nexus_desktop.store.database import Database

# A file that has joined and met nobody yet holds no workshop.
Opened: TypeAlias = tuple[Database, WorkshopInfo | None]


def opened(path: Path, *, at: datetime, actor: str) -> Opened:
    """Return a workshop file and what it says of itself.

    Raises:
        NexusError: it can't be opened, or holds no workshop and waits for none.
    """
    database = sharing.open_file(path, at=at, actor=actor)
    try:
        if database.run(joining.is_waiting, at=at)[0]:
            return database, None
        return database, database.run(workshop.info, at=at)[0]
    except BaseException:
        database.close()
        raise


def made(
    path: Path,
    draft: NewWorkshop,
    beginning: tuple[Earlier | None, Wanted],
    *,
    at: datetime,
    actor: str,
) -> Opened:
    """Return a new workshop, begun from an earlier one if there is one.

    Raises:
        NexusError: it can't be made.
    """
    earlier, wanted = beginning
    if earlier is not None:
        draft = following(draft, earlier.workshop)
    _make_room(path)
    database, (info, _begun) = Database.create(
        path,
        lambda session: series.make(session, draft, earlier, wanted, at=at),
        at=at,
        actor=actor,
    )
    return database, info


def joined(path: Path, invitation: Invitation, *, name: str, at: datetime) -> Opened:
    """Return this laptop's own copy of a workshop, in which nothing is yet.

    Raises:
        NexusError: the invitation is good no longer, or the file can't be made.
    """
    _make_room(path)
    return sharing.join(path, invitation, name=name, at=at), None


def restored(path: Path, copy: Path, *, at: datetime, actor: str) -> Opened:
    """Return a workshop file in whose place a backup was put.

    Raises:
        NexusError: the backup is not good, or the file can't be replaced.
    """
    backup.restore(path, copy, at)
    return opened(path, at=at, actor=actor)


def shown(
    folder: Path, plan: demo.Plan, *, at: datetime, report: demo.Report
) -> Opened:
    """Return the demo workshop in `folder`, which is made the first time."""
    path = folder / demo.FILE
    if not path.exists():
        demo.make_file(folder, plan, report=report)
    return opened(path, at=at, actor="Demo")


def _make_room(path: Path) -> None:
    with suppress(OSError):  # whatever is wrong with it, making the file tells
        path.parent.mkdir(parents=True, exist_ok=True)
