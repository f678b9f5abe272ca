"""What makes a file ours: header, version, and sentences for what SQLite refuses."""

import os
import sqlite3
import struct
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from nexus_desktop.core.errors import NexusError

APPLICATION_ID = 0x4E585753  # "NXWS"
SCHEMA = 3  # the version of the tables; each has a script in store/migrations

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


class FileProblem(NexusError):  # noqa: N818
    """The workshop file can't be opened or written."""


def check_header(path: Path) -> int:
    """Return the schema version of the workshop file at `path`, opening nothing.

    Raises:
        FileProblem: it is missing, unreadable, not ours, or newer than this program.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise FileProblem(
            f"There is no file {path}. Was it moved, or is the USB stick not in?"
        ) from None
    except OSError as error:
        raise FileProblem(f"{path} can't be read: {error.strerror}.") from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise FileProblem(f"{path.name} is not a workshop file. It was left as it is.")
    version, application = struct.unpack(">I4xI", header[60:72])
    if application != APPLICATION_ID:
        raise FileProblem(
            f"{path.name} is a database, but not a workshop file. It was left as it is."
        )
    if version > SCHEMA:
        raise FileProblem(
            f"{path.name} was written by a newer Nexus Desktop (file version "
            f"{version}, this program knows {SCHEMA}). Update the program; the file "
            "was left as it is."
        )
    return int(version)


_SENTENCES = (
    ("database is locked", "{0} is open in another window or program. Close it there."),
    ("disk is full", "The disk is full: {0} can't be saved. Free some space."),
    ("readonly", "{0} can't be written: the file or its folder is read-only."),
    ("unable to open", "{0} can't be opened or made here. Is its folder there?"),
    ("disk i/o error", "The disk does not answer: {0} can't be read or saved now."),
    ("malformed", "{0} is damaged. Restore the last backup (Restore, or `restore`)."),
    ("decode", "{0} is damaged. Restore the last backup (Restore, or `restore`)."),
    ("not a database", "{0} is not a workshop file. It was left as it is."),
)


def explain(error: BaseException | None, path: Path) -> NexusError | None:
    """Return the sentence for a failure of file or disk that is no bug, else None."""
    if isinstance(error, DBAPIError):
        error = error.orig
    if isinstance(error, NexusError):
        return error
    if isinstance(error, OSError):
        return FileProblem(f"{path} can't be written: {error.strerror}.")
    said = str(error).casefold()
    for sign, sentence in _SENTENCES:
        if isinstance(error, sqlite3.Error | UnicodeDecodeError) and sign in said:
            return FileProblem(sentence.format(path.name))
    return None


def is_writable(path: Path) -> bool:
    """Say whether a file or folder may be written, as far as the system tells."""
    return os.access(path, os.W_OK)


def remove(unfinished: Path) -> None:
    """Remove a file that was not finished, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-journal"):
        unfinished.with_name(f"{unfinished.name}{suffix}").unlink(missing_ok=True)


def migrate(raw: sqlite3.Connection, path: Path, at: datetime) -> None:
    """Bring an older file up to date, after a backup beside it."""
    # Alembic takes half a second to import; most openings do without it.
    from nexus_desktop.store.migrations.run import upgrade  # noqa: PLC0415

    upgrade(raw, path, at)


def put_log_aside(path: Path) -> None:
    """Rename the write-ahead log of a file that is no longer there.

    SQLite would take it for the log of the file that comes in its place, and mix the
    two. It is kept: it may hold what was written last before the old file was moved.
    """
    log = path.with_name(f"{path.name}-wal")
    if not path.exists() and log.exists():
        log.replace(path.with_name(f"{path.name}-wal.old"))
