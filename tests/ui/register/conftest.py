"""A workshop with notes in two sessions, for the pages of the register."""

import pytest

from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.services.test_actions import fill


@pytest.fixture
def filled(database: Database) -> Database:
    database.run(fill, at=NINE)
    return database
