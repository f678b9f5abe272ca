"""Reading another workshop's file, which stays byte for byte as it is.

It is copied with the log that SQLite keeps beside it; the copy is brought up to date,
read, and thrown away. So an older file is not migrated, one that is open elsewhere is
not disturbed, and one on a write-protected stick can be read.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from nexus_desktop.store.database import engine_on
from nexus_desktop.store.file import SCHEMA, FileProblem, check_header, explain

_BESIDE = ("", "-wal", "-journal")
_TRIES = 10


@contextmanager
def earlier(path: Path, own: Path | None = None) -> Iterator[Session]:
    """Give a session on what the file at `path` holds; what it changes is lost.

    Args:
        path: the file to read; it may be older than this program, or in use.
        own: the file that this program has open, which can't be read like this.

    Raises:
        NexusError: it is `own`, missing, not ours, newer than this program, damaged,
            or never at rest.
    """
    # Looked at before anything is opened: closing it would give up our lock on it.
    if own is not None and path.exists() and path.samefile(own):
        raise FileProblem(
            f"{path.name} is this workshop's own file. Choose that of an earlier one."
        )
    check_header(path)
    with TemporaryDirectory(prefix="nexus-earlier-") as folder:
        copy = Path(folder) / path.name
        try:
            _copy(path, copy)
            with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
                _prepare(raw, path)
                with Session(engine_on(raw), info={"actor": "", "device": ""}) as found:
                    yield found
        except (OSError, sqlite3.Error, DBAPIError, UnicodeDecodeError) as error:
            raise explain(error, path) or error from error


def _copy(path: Path, copy: Path) -> None:
    """Copy the file and its log as they stood at one moment."""
    for _ in range(_TRIES):
        before = _signs(path)
        for suffix in _BESIDE:
            source, target = _beside(path, suffix), _beside(copy, suffix)
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
        if _signs(path) == before:
            return
    raise FileProblem(
        f"{path.name} is being written all the time. Try again when it is at rest."
    )


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")


def _signs(path: Path) -> list[tuple[int, int] | None]:
    """Return what changes whenever the file or its log is written."""
    found: list[tuple[int, int] | None] = []
    for suffix in _BESIDE:
        part = _beside(path, suffix)
        told = part.stat() if part.exists() else None
        found.append(told and (told.st_mtime_ns, told.st_size))
    return found


def _prepare(raw: sqlite3.Connection, path: Path) -> None:
    (said,) = raw.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise FileProblem(
            f"{path.name} is damaged, so nothing was taken from it. Choose one of its "
            "backups."
        )
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA:
        # Alembic takes half a second to import; most files do without it.
        from nexus_desktop.store.migrations.run import run_scripts  # noqa: PLC0415

        run_scripts(raw)
