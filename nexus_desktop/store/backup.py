"""Copies of the open file, taken in slices so that the desk never waits for one."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from nexus_desktop.core.backup import to_drop
from nexus_desktop.store.file import FileProblem, check_header, put_log_aside

_PAGES = 256
_STAMP = "%Y-%m-%d %H.%M.%S"


def folder_of(path: Path) -> Path:
    """Return the folder beside the workshop file where its backups lie."""
    return path.with_name(f"{path.stem} backups")


def take(
    raw: sqlite3.Connection,
    path: Path,
    folder: Path,
    at: datetime,
    breathe: Callable[[], None] = lambda: None,
) -> Path:
    """Copy the open file `path` into `folder`, under the time; return the copy.

    `breathe` is called after each slice of a megabyte. The copy appears under its
    name only when it is complete and was read back.

    Raises:
        FileProblem: the folder can't be written, or the copy is not sound.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / f"{path.stem} {at.astimezone(UTC):{_STAMP}}.nexus"
        copy_to(raw, copy, breathe)
    except (OSError, sqlite3.Error) as error:
        raise FileProblem(
            f"No backup could be written to {folder}: {error}. Is there space, and is "
            "the stick in?"
        ) from error
    return copy


def copy_to(raw: sqlite3.Connection, target: Path, breathe: Callable[[], None]) -> None:
    """Write a sound copy of the open file to `target`, replacing what is there."""
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as copy:
        raw.backup(copy, pages=_PAGES, progress=lambda *_: breathe())
        copy.execute("PRAGMA journal_mode=DELETE")
    verify(unfinished)
    unfinished.replace(target)


def verify(copy: Path) -> None:
    """Read a backup through.

    Raises:
        FileProblem: it is not a whole workshop file.
    """
    check_header(copy)
    with closing(
        sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
    ) as raw:
        try:
            (said,) = raw.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        raise FileProblem(f"The backup {copy.name} is damaged: {said}.")


def taken(path: Path, folder: Path | None = None) -> dict[datetime, Path]:
    """Return time (UTC) -> backup of `path` in `folder`, the newest first."""
    found: dict[datetime, Path] = {}
    for copy in (folder or folder_of(path)).glob(f"{path.stem} *.nexus"):
        try:
            text = copy.stem.removeprefix(f"{path.stem} ")
            found[datetime.strptime(text, _STAMP).replace(tzinfo=UTC)] = copy
        except ValueError:
            continue
    return dict(sorted(found.items(), reverse=True))


def thin(path: Path, folder: Path, at: datetime) -> list[Path]:
    """Remove the backups in `folder` that need not be kept; return them."""
    found = taken(path, folder)
    gone = [found[time] for time in sorted(to_drop(found, at))]
    for copy in gone:
        copy.unlink()
    return gone


def restore(path: Path, copy: Path, at: datetime) -> Path | None:
    """Put the backup `copy` in the place of `path`; return where the old file is now.

    The file at `path` (which must be closed) is never overwritten: it is renamed.

    Raises:
        FileProblem: the backup is not sound, or a file can't be moved. Nothing moved.
    """
    verify(copy)
    old: Path | None = None
    try:
        fresh = path.with_name(f".{path.name}.restored")
        shutil.copyfile(copy, fresh)
        if path.exists():
            old = path.with_name(f"{path.stem} replaced {at:{_STAMP}}.nexus")
            path.rename(old)
            log = path.with_name(f"{path.name}-wal")
            if log.exists():
                log.rename(old.with_name(f"{old.name}-wal"))
        put_log_aside(path)
        fresh.rename(path)
    except OSError as error:
        raise FileProblem(f"{path.name} can't be replaced: {error}.") from error
    return old
