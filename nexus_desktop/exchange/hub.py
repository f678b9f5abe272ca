"""The hub: a PostgreSQL database that holds the entries of all laptops of a workshop.

It is a meeting point and nothing more: it need not read what it holds, decides nothing,
and when it is lost, the laptops fill up another. Pushing what is there already changes
nothing, so whoever is not sure whether something arrived says it again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import Any, Self

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.hub_address import HubProblem, checked, told
from nexus_desktop.exchange.packet import Packet

CHANNEL = "nexus_entry"
_VERSION = 1
_ROLE = "nexus_laptop"

_TABLES = f"""
CREATE TABLE IF NOT EXISTS nexus_hub (version integer PRIMARY KEY);
INSERT INTO nexus_hub VALUES ({_VERSION}) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS nexus_entry (
    workshop text NOT NULL,
    device text NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    body bytea NOT NULL,
    signature bytea NOT NULL,
    arrived timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workshop, device, seq, hash)
);
CREATE TABLE IF NOT EXISTS nexus_key (
    workshop text NOT NULL,
    device text NOT NULL,
    epoch integer NOT NULL,
    box text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (workshop, device, epoch, signature)
);
CREATE OR REPLACE FUNCTION nexus_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', workshop) FROM added GROUP BY workshop;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS nexus_tell ON nexus_entry;
CREATE TRIGGER nexus_tell AFTER INSERT ON nexus_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION nexus_tell();
DO $$ BEGIN
    CREATE ROLE {_ROLE} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT SELECT ON nexus_hub TO {_ROLE};
GRANT SELECT, INSERT ON nexus_entry, nexus_key TO {_ROLE};
"""  # noqa: S608 - names of ours

# The last entry of each device before the first that is missing.
_VECTOR = """
SELECT device, max(seq) FROM (
    SELECT device, seq, row_number() OVER (PARTITION BY device ORDER BY seq) AS place
    FROM (SELECT DISTINCT device, seq FROM nexus_entry WHERE workshop = %s) AS known
) AS placed WHERE seq = place GROUP BY device
"""
_COLUMNS = "device, seq, hash, body, signature"
# Each device's part of the index is gone to by itself, so that looking costs next to
# nothing when there is no news, however much the hub holds.
_PULL = f"""
WITH RECURSIVE known AS (
    (SELECT device FROM nexus_entry WHERE workshop = %(workshop)s
     ORDER BY device LIMIT 1)
    UNION ALL
    SELECT (SELECT next.device FROM nexus_entry AS next
            WHERE next.workshop = %(workshop)s AND next.device > known.device
            ORDER BY next.device LIMIT 1)
    FROM known WHERE device IS NOT NULL)
SELECT found.* FROM known CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM nexus_entry AS one
    WHERE one.workshop = %(workshop)s AND one.device = known.device
        AND one.seq > coalesce((%(known)s ->> known.device)::bigint, 0)
    ORDER BY one.seq, one.hash LIMIT %(limit)s) AS found
ORDER BY device, seq, hash LIMIT %(limit)s
"""  # noqa: S608
_FORKED = f"""
SELECT {_COLUMNS} FROM nexus_entry
WHERE workshop = %s AND (device, seq) IN (
    SELECT device, seq FROM nexus_entry WHERE workshop = %s
    GROUP BY device, seq HAVING count(*) > 1)
ORDER BY device, seq, hash
"""  # noqa: S608
_PUSH = f"""
INSERT INTO nexus_entry (workshop, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""  # noqa: S608

_BOXES = "SELECT device, epoch, box, signature FROM nexus_key WHERE workshop = %s"
_PUT_BOX = """
INSERT INTO nexus_key (workshop, device, epoch, box, signature)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


class Hub:
    """A connection to the hub, used by one thread.

    Every method raises `HubProblem` when the server is out of reach or refuses; the
    connection is then of no more use, and another can be made.
    """

    def __init__(self, connection: psycopg.Connection[Any], workshop: str) -> None:
        self._connection = connection
        self._workshop = workshop

    @classmethod
    def connect(cls, url: str, workshop: str) -> Self:
        """Return a connection for the laptops of `workshop` (its id).

        Raises:
            HubProblem: no server answers there, it refuses, or it holds no hub.
        """
        connection = _connect(url)
        try:
            with _explained(url):
                found = connection.execute("SELECT max(version) FROM nexus_hub")
                version = (found.fetchone() or (None,))[0]
                connection.execute(f"LISTEN {CHANNEL}")
        except HubProblem:
            connection.close()
            raise
        if version != _VERSION:
            connection.close()
            raise HubProblem(
                "The hub was made by a newer version of this program. Update this one."
            )
        return cls(connection, workshop)

    def fileno(self) -> int:
        """Return what becomes readable when another laptop has put something there.

        That may be read together with the answer to something else: see `heard`.
        """
        with _explained():
            return self._connection.fileno()

    def heard(self) -> bool:
        """Tell whether others have put something there since this was last asked."""
        me = self._connection.info.backend_pid
        with _explained():
            said = list(self._connection.notifies(timeout=0))
        return any(one.pid != me and one.payload == self._workshop for one in said)

    def vector(self) -> dict[str, int]:
        """Return device -> its last entry before the first one that is missing here."""
        with _explained():
            found = self._connection.execute(_VECTOR, (self._workshop,))
            return dict(found.fetchall())

    def pull(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        """Return entries beyond `known`, in order for each device, at most `limit`."""
        values = {
            "workshop": self._workshop, "known": Jsonb(dict(known)), "limit": limit
        }  # fmt: skip
        with _explained():
            return _packets(self._connection.execute(_PULL, values))

    def forked(self) -> list[Packet]:
        """Return the entries of which there are several with one number."""
        with _explained():
            values = (self._workshop, self._workshop)
            return _packets(self._connection.execute(_FORKED, values))

    def push(self, packets: Sequence[Packet]) -> None:
        """Put entries there: all of them or, on a problem, perhaps none or all."""
        if not packets:
            return
        rows = [
            (self._workshop, one.device, one.seq, one.hash, one.body, one.signature)
            for one in packets
        ]
        with _explained(), self._connection.transaction():
            self._connection.cursor().executemany(_PUSH, rows)

    def boxes(self) -> list[Box]:
        """Return the workshop's keys as they were put there for its laptops."""
        with _explained():
            found = self._connection.execute(_BOXES, (self._workshop,))
            return [Box(*row) for row in found.fetchall()]

    def put_boxes(self, boxes: Iterable[Box]) -> None:
        """Put keys for laptops there; what is there already stays."""
        rows = [
            (self._workshop, one.device, one.epoch, one.closed, one.signature)
            for one in boxes
        ]
        with _explained(), self._connection.transaction():
            self._connection.cursor().executemany(_PUT_BOX, rows)

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()


def make(url: str) -> None:
    """Make the hub's tables and the role of its laptops; twice does no harm.

    Raises:
        HubProblem: the server is out of reach, or this login may not make tables.
    """
    connection = _connect(url)
    with _explained(url), connection, connection.transaction():
        connection.execute(_TABLES)


def add_login(url: str, device: str) -> str:
    """Give a laptop a login of its own; return its address with the new password.

    Raises:
        HubProblem: as `make`.
    """
    name, password = login_of(device), token_urlsafe(24)
    statement = sql.SQL(
        "CREATE ROLE {0} LOGIN PASSWORD {1} IN ROLE {2} CONNECTION LIMIT 4"
    ).format(sql.Identifier(name), sql.Literal(password), sql.Identifier(_ROLE))
    connection = _connect(url)
    with _explained(url), connection, connection.transaction():
        connection.execute(statement)
    return psycopg.conninfo.make_conninfo(url, user=name, password=password)


def close_login(url: str, device: str) -> bool:
    """End a laptop's login at once, also where it is connected now.

    Returns whether it ever had one.

    Raises:
        HubProblem: as `make`.
    """
    name = login_of(device)
    connection = _connect(url)
    closing = sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(name))
    with _explained(url), connection:
        had = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
        if had.fetchone() is None:
            return False
        connection.execute(closing)  # for good, before who is there is sent away
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s",
            (name,),
        )
    return True


def login_of(device: str) -> str:
    """Return what the login of a laptop is called."""
    return "nexus_" + re.sub(r"[^a-z0-9]", "", device.lower())[:40]


def _packets(found: psycopg.Cursor[Any]) -> list[Packet]:
    return [Packet(*row) for row in found.fetchall()]


def _connect(url: str) -> psycopg.Connection[Any]:
    with _explained(url):
        return psycopg.connect(checked(url), autocommit=True)


@contextmanager
def _explained(url: str = "") -> Iterator[None]:
    """Turn what the database says into a sentence for the person at the laptop."""
    try:
        yield
    except psycopg.Error as error:
        raise HubProblem(_sentence(error, told(url) if url else "the hub")) from error


_SENTENCES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (psycopg.errors.UndefinedTable,
     "There is no hub in the database {place} yet. Run: nexus-desktop hub init URL"),
    (psycopg.errors.InsufficientPrivilege,
     "This login may not do that in {place}. Use the one that owns the database."),
    (psycopg.errors.DuplicateObject, "That laptop has a login at {place} already."),
    (psycopg.errors.InvalidPassword, "{place} refused the name or the password."),
    (psycopg.errors.InvalidCatalogName, "There is no such database at {place}."),
)  # fmt: skip
_WORDS = (
    ("authentication failed", "{place} refused the name or the password."),
    ("is not permitted to log in", "The login of this laptop at {place} was closed."),
    ("certificate",
     "{place} could not show who it is: nothing was sent. Check its certificate."),
    ("does not support SSL",
     "{place} does not encrypt: nothing was sent. Switch ssl on at the server."),
    ("does not exist", "There is no such database at {place}."),
)  # fmt: skip
_AWAY = "{place} is out of reach. Everything is kept here and sent when it is back."


def _sentence(error: psycopg.Error, place: str) -> str:
    for kind, text in _SENTENCES:
        if isinstance(error, kind):
            return _begun(text.format(place=place))
    said = str(error)
    found = (text for word, text in _WORDS if word in said)
    return _begun(next(found, _AWAY).format(place=place))


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]
