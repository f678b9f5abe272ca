import gzip
import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from nexus_desktop.store import backup, search
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database, engine_on
from nexus_desktop.store.file import APPLICATION_ID, SCHEMA
from nexus_desktop.store.migrations.run import run_scripts
from nexus_desktop.store.rows import Base
from tests.conftest import NINE

FIRST = Path(__file__).parents[1] / "data" / "files" / "first_version.nexus.gz"
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


def counts(path: Path) -> dict[str, int]:
    """Return how many lines each table of the file holds that version 1 had."""
    raw = sqlite3.connect(path)
    names = [
        n for (n,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    held = {n: raw.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608
    raw.close()
    return {name: held[name] for name in held if not name.startswith("participant_s")}


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


def test_a_file_of_the_first_version_opens_with_all_it_held(tmp_path: Path) -> None:
    path = tmp_path / "first.nexus"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    before = counts(path)
    database = Database.open(path, at=NINE)
    assert check(database).problems == ()
    found = database.run(lambda s: search.find(s, "bolor"), at=NINE)[0]
    assert found
    database.close()
    after = counts(path)
    assert {name: after[name] for name in before} == before
