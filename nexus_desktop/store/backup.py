"""Copies of the open file, taken in slices so that the desk never waits for one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from glob import escape
from pathlib import Path

from nexus_desktop.core.backup import to_drop
from nexus_desktop.store.file import (
    FileProblem,
    check_header,
    explain,
    is_writable,
    put_log_aside,
    remove,
)

_PAGES = 256
_PART = ".part"
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
            f"No backup could be written to {folder}: {_reason(error)}. Is there "
            "space, and is the stick in?"
        ) from error
    return copy


def _reason(error: OSError | sqlite3.Error) -> str:
    return str(error.strerror if isinstance(error, OSError) else error)


def copy_to(raw: sqlite3.Connection, target: Path, breathe: Callable[[], None]) -> None:
    """Write a sound copy of the open file to `target`, replacing what is there.

    Raises:
        FileProblem: what was copied is not sound. Nothing is left of it.
        OSError, sqlite3.Error: the copy can't be written. Nothing is left of it.
    """
    unfinished = target.with_name(f".{target.name}{_PART}")
    try:
        remove(unfinished)
        with closing(sqlite3.connect(unfinished)) as copy:
            raw.backup(copy, pages=_PAGES, progress=lambda *_: breathe())
            copy.execute("PRAGMA journal_mode=DELETE")
        verify(unfinished, target.name)
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            remove(unfinished)
        raise


def save_copy(raw: sqlite3.Connection, path: Path, target: Path) -> None:
    """Write a sound copy of the open file `path` to `target`, replacing what is there.

    Raises:
        FileProblem: `target` is the file itself, or can't be written.
    """
    try:
        if target.exists() and target.samefile(path):
            raise FileProblem(f"{path.name} can't be a copy of itself.")
        copy_to(raw, target, lambda: None)
    except (OSError, sqlite3.Error) as error:
        raise FileProblem(f"{target} can't be written: {_reason(error)}.") from error


def verify(copy: Path, name: str = "") -> None:
    """Read a backup through; a sentence speaks of it as `name`, if given.

    Raises:
        FileProblem: it is not a whole workshop file, or is open elsewhere.
    """
    check_header(copy)
    with closing(_reading(copy)) as raw:
        try:
            (said,) = raw.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as error:
            raise explain(error, copy) or error from error
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        said = str(said).splitlines()[-1]
        raise FileProblem(f"The backup {name or copy.name} is damaged: {said}.")


def _reading(path: Path) -> sqlite3.Connection:
    mode = "mode=ro" if is_writable(path.parent) else "immutable=1"
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=0.2)


def taken(path: Path, folder: Path | None = None) -> dict[datetime, Path]:
    """Return time (UTC) -> backup of `path` in `folder`, the newest first."""
    found: dict[datetime, Path] = {}
    for copy in (folder or folder_of(path)).glob(f"{escape(path.stem)} *.nexus"):
        try:
            text = copy.stem.removeprefix(f"{path.stem} ")
            found[datetime.strptime(text, _STAMP).replace(tzinfo=UTC)] = copy
        except ValueError:
            continue
    return dict(sorted(found.items(), reverse=True))


def thin(path: Path, folder: Path, at: datetime) -> list[Path]:
    """Remove the backups in `folder` that need not be kept; return them.

    So are those that a program killed meanwhile never finished.
    """
    found = taken(path, folder)
    gone = [found[time] for time in sorted(to_drop(found, at))]
    for copy in (*gone, *_abandoned(path, folder, at)):
        remove(copy)
    return gone


def _abandoned(path: Path, folder: Path, at: datetime) -> list[Path]:
    parts = folder.glob(f".{escape(path.stem)} *.nexus{_PART}")
    recent = (at - timedelta(hours=1)).timestamp()
    return [part for part in parts if part.stat().st_mtime < recent]


def restore(path: Path, copy: Path, at: datetime) -> Path | None:
    """Put the backup `copy` in the place of `path`; return where the old file is now.

    The file at `path` is never overwritten: it is renamed.

    Raises:
        FileProblem: the backup is not sound, one of the files is open in a window, or
            a file can't be moved. Nothing moved.
    """
    verify(copy)
    fresh = path.with_name(f".{path.name}.restored")
    try:
        _refuse_if_open(path)
        with closing(_reading(copy)) as raw:
            copy_to(raw, fresh, lambda: None)
        return _exchange(path, fresh, at)
    except (OSError, sqlite3.Error) as error:
        raise FileProblem(
            f"{path.name} can't be replaced: {_reason(error)}."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _refuse_if_open(path: Path) -> None:
    """Raise if a window has the file: it would go on writing to the one put aside."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=0.2)) as raw:
        try:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE")
            raw.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise explain(error, path) or error from error


def _exchange(path: Path, fresh: Path, at: datetime) -> Path | None:
    if not path.exists():
        put_log_aside(path)
        fresh.rename(path)
        return None
    old = path.with_name(f"{path.stem} replaced {at.astimezone(UTC):{_STAMP}}.nexus")
    if old.exists():
        raise FileProblem(f"{old.name} stands there already. Try again in a second.")
    moves = [(path, old)]
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        moves.append((log, old.with_name(f"{old.name}-wal")))
    done: list[tuple[Path, Path]] = []
    try:
        for here, there in (*moves, (fresh, path)):
            here.rename(there)
            done.append((here, there))
    except OSError:
        for here, there in reversed(done):
            there.rename(here)
        raise
    return old
