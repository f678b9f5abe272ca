"""Opening the workshop file and running work on it.

One connection, used by one thread at a time, holds the file for itself: a second
window is refused, and SQLite's defect with several WAL connections can't be met.
"""

import platform
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import journal, search
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.file import (
    APPLICATION_ID,
    SCHEMA,
    FileProblem,
    check_header,
    explain,
    is_writable,
    migrate,
    put_log_aside,
    remove,
)
from nexus_desktop.store.rows import Base, Device, Local

T = TypeVar("T")

_PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL",
            "temp_store=MEMORY", "cache_size=-32000")  # fmt: skip

# What Alembic would have left, so that it need not be imported to make a file.
_VERSION_TABLE = (
    """CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
        CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))""",
    f"INSERT INTO alembic_version VALUES ('{SCHEMA:04d}')",  # noqa: S608 - a number of ours
)


_USED = (
    "A copy of {0} was written to elsewhere. Close it here and open it again: it goes "
    "on as a laptop of its own."
)


class Identity(Protocol):
    """Signs what a laptop writes, and keeps outside the file how far it was."""

    def introduce(self, device: str) -> Mapping[str, Any]:
        """Return what a new laptop's record says beside its name."""

    def check(
        self, session: Session, changes: Iterable[tuple[Kind, Iterable[str]]]
    ) -> None:
        """Raise a NexusError if this laptop may not write these fields."""

    def entered(self, session: Session, kinds: Collection[Kind]) -> None:
        """Do what follows from an entry that stands in the journal now."""

    def sign(self, device: str, seq: int, digest: bytes) -> bytes:
        """Return the signature of an entry."""

    def wrote(self, device: str, seq: int) -> None:
        """Note that an entry is on disk."""


class Database:
    """One open workshop file. `run` is the only way in, and the only one to commit.

    Attributes:
        path: the file.
        actor: the name of whoever works on this laptop now; entries carry it.
        device: this laptop's id in the file.
        identity: signs the entries; None as long as nobody shares this workshop.
    """

    def __init__(
        self,
        path: Path,
        raw: sqlite3.Connection,
        *,
        at: datetime,
        actor: str,
        identity: Identity | None = None,
    ) -> None:
        """Take over `raw`, an open connection; say who we are on the first time."""
        self.path = path
        self.actor = actor
        self.identity = identity
        self._is_used_elsewhere = False
        self._turn = RLock()
        self.raw = raw
        self._engine = engine_on(raw)
        self.device = new_id(at)
        with self._session() as session:
            known = stored(session, "device")
            self.device = known or self.device
            self._head = journal.read_head(session, self.device)
        if known is None:
            self.run(self._introduce, at=at)

    @classmethod
    def open(cls, path: Path, *, at: datetime, actor: str = "") -> Self:
        """Open the workshop file at `path`, bringing an older one up to date.

        Raises:
            NexusError: it is missing, not ours, newer than this program, damaged, or
                open elsewhere. It is left byte for byte as it was.
        """
        version = check_header(path)
        raw = _connect(path)
        try:
            if version < SCHEMA:
                migrate(raw, path, at)
            return cls(path, raw, at=at, actor=actor)
        except BaseException as error:
            raw.close()
            raise explain(error, path) or error from error

    @classmethod
    def create(
        cls,
        path: Path,
        first: Callable[[Session], T],
        *,
        at: datetime,
        actor: str = "",
        identity: Identity | None = None,
    ) -> tuple[Self, T]:
        """Make a new workshop file, with what `first` writes as its first entry.

        The file appears under its name only when it is complete.

        Raises:
            NexusError: something stands there already, or it can't be written.
        """
        unfinished = path.with_name(f".{path.name}.new")
        try:
            if path.exists():
                raise FileProblem(
                    f"{path.name} exists already. Choose another name, or open it."
                )
            remove(unfinished)
            put_log_aside(path)
        except OSError as error:
            raise explain(error, path) or error from error
        try:
            raw = _connect(unfinished, path)
            database = cls._prepared(raw, path, at, actor, identity)
            result = _filled(database, first, at=at)
            unfinished.rename(path)
        except BaseException as error:
            remove(unfinished)
            raise explain(error, path) or error from error
        made = cls.open(path, at=at, actor=actor)
        made.identity = identity
        return made, result

    @classmethod
    def _prepared(
        cls,
        raw: sqlite3.Connection,
        path: Path,
        at: datetime,
        actor: str,
        identity: Identity | None,
    ) -> Self:
        """Make the tables of a new file in `raw`; it is closed if that fails."""
        try:
            _make_tables(raw)
            return cls(path, raw, at=at, actor=actor, identity=identity)
        except BaseException:
            raw.close()
            raise

    def renew(self, identity: Identity, *, at: datetime) -> None:
        """Write on as another laptop: this file is a copy, or was put back."""
        self.identity, self.device = identity, new_id(at)
        self._is_used_elsewhere = False
        self._head = journal.Head(self.device, hlc=self._head.hlc)
        self.run(self._introduce, at=at)

    def _introduce(self, session: Session) -> None:
        session.info["action"] = "device.join"
        store(session, "device", self.device)
        name = self.actor or platform.node() or "Laptop"
        row = Device(id=self.device, name=name)
        if self.identity is not None:
            for field, value in self.identity.introduce(self.device).items():
                setattr(row, field, value)
        session.add(row)

    def run(
        self, work: Callable[[Session], T], *, at: datetime
    ) -> tuple[T, frozenset[Kind]]:
        """Call `work` in one transaction; return its result and the kinds it touched.

        Commits when `work` returns, with one journal entry if anything replicated
        changed; rolls back when it raises. `at` (aware UTC) is the entry's time. A call
        from another thread waits for its turn.

        Raises:
            NexusError: the disk is full, the file can't be written, or `work` said so.
        """
        with self._turn:
            return self._run(work, at)

    def _run(
        self, work: Callable[[Session], T], at: datetime
    ) -> tuple[T, frozenset[Kind]]:
        try:
            with self._session() as session:
                session.info["at"] = at
                sign = None if self.identity is None else self.identity.sign
                recorder = journal.Recorder(session, self._head, SCHEMA, sign)
                with session.begin():
                    result = work(session)
                    session.flush()
                    if self.identity is not None:
                        self.identity.check(session, recorder.written)
                    if self._is_used_elsewhere and any(recorder.written):
                        raise FileProblem(_USED.format(self.path.name))
                    head = recorder.write(at)
                    if head is not None and self.identity is not None:
                        self.identity.entered(session, recorder.touched)
        except (DBAPIError, sqlite3.Error) as error:
            raise explain(error, self.path) or error from error
        self._head = head or self._head
        if head is not None and self.identity is not None:
            self.identity.wrote(head.device, head.seq)
        self._is_used_elsewhere |= session.info.get("is_used_elsewhere", False)
        self._head.hlc = max(self._head.hlc, session.info.get("clock", 0))
        return result, frozenset(recorder.touched | session.info.get("received", set()))

    def _session(self) -> Session:
        return Session(
            self._engine,
            expire_on_commit=False,
            autoflush=True,
            info={
                "actor": self.actor,
                "device": self.device,
                "identity": self.identity,
                "is_used_elsewhere": self._is_used_elsewhere,
            },
        )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend the connection outside a user action: for checks and backups."""
        with self._turn, self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Fold the write-ahead log into the file and release it."""
        self._engine.dispose()
        self.raw.close()


def _filled(database: Database, first: Callable[[Session], T], *, at: datetime) -> T:
    """Write what a new file holds, and close it."""
    try:
        result, _touched = database.run(first, at=at)
        # Closing says nothing when the log does not fit into the file; this does.
        database.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
    finally:
        database.raw.close()
    return result


def engine_on(raw: sqlite3.Connection) -> Engine:
    """Return an engine that works on `raw` alone, beginning its transactions itself."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: raw,
        poolclass=StaticPool,
        json_serializer=dumps,
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _connect(path: Path, named: Path | None = None) -> sqlite3.Connection:
    """Open the file at `path` for us alone; failures speak of `named`, if given."""
    try:
        raw = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=0.2
        )
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        is_closed = path.exists() and not all(map(is_writable, (path, path.parent)))
        reason = sqlite3.OperationalError("readonly") if is_closed else error
        raise explain(reason, named or path) or error from error
    return raw


def _make_tables(raw: sqlite3.Connection) -> None:
    engine = engine_on(raw)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        for statement in (*search.DDL, *_VERSION_TABLE):
            connection.exec_driver_sql(statement)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version={SCHEMA}")


def stored(session: Session, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what this laptop keeps under `name`, None if nothing."""
    row = session.get(Local, name)
    return None if row is None else row.value


def store(session: Session, name: str, value: object) -> None:
    """Keep `value` (JSON) on this laptop under `name`; not journaled."""
    session.merge(Local(name=name, value=value))
