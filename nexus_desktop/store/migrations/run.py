"""Bringing an older workshop file up to date, a script for each version."""

import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from nexus_desktop.store import backup, search
from nexus_desktop.store.database import engine_on
from nexus_desktop.store.file import APPLICATION_ID, SCHEMA


def upgrade(raw: sqlite3.Connection, path: Path, at: datetime) -> None:
    """Run the scripts that `path` (open as `raw`) lacks, after a backup of it.

    Raises:
        FileProblem: the backup can't be written. The file is as it was.
    """
    backup.take(raw, path, backup.folder_of(path), at)
    run_scripts(raw)


def run_scripts(raw: sqlite3.Connection) -> None:
    """Run the missing scripts in one transaction and set the file's version."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine_on(raw).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        # Copying a table renumbers its rows, which the search index goes by.
        connection.exec_driver_sql(search.REBUILD)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
