"""A hub on a real server, made once and emptied for each test."""

from collections.abc import Iterator

import psycopg
import pytest

from nexus_desktop.exchange import hub
from tests.exchange import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server's owner, at a server that is only ours."""
    if postgres.program("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as url:
        hub.make(url)
        yield url


@pytest.fixture
def hub_url(server: str) -> str:
    """The address of an empty hub."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("TRUNCATE nexus_entry, nexus_key")
    return server
