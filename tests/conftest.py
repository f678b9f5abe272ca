"""Fixtures every test may ask for: a real workshop file, a fixed clock."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Keys of laptops that tests make; never among those of whoever runs them.
os.environ["NEXUS_PROFILE"] = tempfile.mkdtemp(prefix="nexus-profile-")
# Nor is their keyring asked: tests that want one bring their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# The gate tries the same examples each time; at a desk, new ones are looked for.
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=50)
if os.environ.get("CI"):
    settings.load_profile("gate")

T = TypeVar("T")

NINE = datetime(2014, 11, 5, 1, 0, tzinfo=UTC)  # 09:00 in Ulaanbaatar


@pytest.fixture(scope="session", autouse=True)
def _application() -> QApplication:
    """One application for all tests: Qt allows no second, and papers need it too."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["nexus-test"])


class Run(Protocol):
    """Runs work in a transaction of the test's database; returns its result."""

    def __call__(self, work: Callable[[Session], T], at: datetime = NINE) -> T: ...


def fill(session: Session) -> None:
    """Write a small workshop: title, days, zone, five objectives."""
    session.info["action"] = "workshop.create"
    session.add(
        rows.Workshop(
            id=new_id(NINE),
            title="Test workshop",
            venue="Congress Centre",
            city="Ulaanbaatar",
            country="MN",
            time_zone="Asia/Ulaanbaatar",
            first_day=date(2014, 11, 5),
            last_day=date(2014, 11, 7),
            badge_code="0badcafe",
            badge_keys={"1": "07" * 32},
        )
    )
    for number in range(1, 6):
        session.add(
            rows.Objective(id=new_id(NINE), number=number, text=f"Objective {number}")
        )


@pytest.fixture(scope="session")
def _small_workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that each test gets a copy of: making one takes eight times as long."""
    path = tmp_path_factory.mktemp("workshop") / "small.nexus"
    Database.create(path, fill, at=NINE, actor="Desk 1")[0].close()
    return path


@pytest.fixture
def database(tmp_path: Path, _small_workshop: Path) -> Iterator[Database]:
    path = tmp_path / "test.nexus"
    shutil.copy(_small_workshop, path)
    database = Database.open(path, at=NINE, actor="Desk 1")
    yield database
    database.close()


@pytest.fixture
def run(database: Database) -> Run:
    def runner(work: Callable[[Session], Any], at: datetime = NINE) -> Any:  # noqa: ANN401 - what `work` gives
        return database.run(work, at=at)[0]

    return runner
