import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from nexus_desktop.store import backup
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database, engine_on
from nexus_desktop.store.file import APPLICATION_ID, SCHEMA
from nexus_desktop.store.migrations.run import run_scripts
from nexus_desktop.store.rows import Base
from tests.conftest import NINE

PLAIN = str.maketrans("", "", ' \n\t"')


def shape(raw: sqlite3.Connection) -> dict[str, str]:
    made = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: "".join(sorted(sql.translate(PLAIN))) for name, sql in made}


def test_the_scripts_make_exactly_the_tables_of_the_program(database: Database) -> None:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    run_scripts(raw)
    with engine_on(raw).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda o, n, *_: (
                    not str(n).startswith("participant_search")
                )
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    assert shape(raw) == shape(database.raw)
    assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    version = "SELECT version_num FROM alembic_version"
    assert raw.execute(version).fetchall() == database.raw.execute(version).fetchall()
    raw.close()


def test_an_older_file_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.nexus"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute("CREATE TABLE leftover (x)")
    raw.execute("PRAGMA user_version=0")
    raw.close()
    database = Database.open(path, at=NINE)
    assert check(database).is_whole
    database.close()
    assert len(backup.taken(path)) == 1
