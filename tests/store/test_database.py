from concurrent.futures import ThreadPoolExecutor
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.file import SCHEMA
from nexus_desktop.store.search import find
from tests.conftest import NINE, Run, fill


def person(name: str, **fields: Any) -> rows.Participant:  # noqa: ANN401 - any column
    return rows.Participant(id=new_id(NINE), printed_name=name, **fields)


def test_what_was_written_is_there_after_reopening(database: Database) -> None:
    _, touched = database.run(lambda s: s.add(person("Ada")), at=NINE)
    assert touched == {Kind.PARTICIPANT}
    database.close()
    again = Database.open(database.path, at=NINE)
    names, touched = again.run(
        lambda s: [p.printed_name for p in s.query(rows.Participant)], at=NINE
    )
    assert (names, touched) == (["Ada"], frozenset())
    again.close()


def test_closing_leaves_one_file(database: Database) -> None:
    database.run(lambda s: s.add(person("Ada")), at=NINE)
    database.close()
    assert [p.name for p in database.path.parent.iterdir()] == ["test.nexus"]


def test_a_second_window_on_the_file_is_refused(database: Database) -> None:
    with pytest.raises(NexusError, match="open in another window"):
        Database.open(database.path, at=NINE)


def test_an_error_leaves_nothing_half_done(database: Database, run: Run) -> None:
    def half(session: Session) -> None:
        session.add(person("Ada"))
        session.flush()
        raise NexusError("no")

    with pytest.raises(NexusError):
        database.run(half, at=NINE)
    assert run(lambda s: s.query(rows.Participant).count()) == 0
    assert run(lambda s: s.query(rows.Entry).count()) == 2


def test_two_threads_take_turns(database: Database, run: Run) -> None:
    def write(thread: int) -> None:
        for number in range(20):
            somebody = person(f"Person {number} of {thread}")
            database.run(methodcaller("add", somebody), at=NINE)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, (1, 2)))
    assert run(lambda s: s.query(rows.Participant).count()) == 40
    assert check(database).problems == ()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" * 100])
def test_a_foreign_file_is_refused_and_left_as_it_was(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.nexus"
    path.write_bytes(content)
    with pytest.raises(NexusError, match="not a workshop file"):
        Database.open(path, at=NINE)
    assert path.read_bytes() == content


def test_a_file_from_a_newer_program_is_refused_untouched(database: Database) -> None:
    database.raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
    database.close()
    before = database.path.read_bytes()
    with pytest.raises(NexusError, match="newer"):
        Database.open(database.path, at=NINE)
    assert database.path.read_bytes() == before


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NexusError, match="There is no file"):
        Database.open(tmp_path / "gone.nexus", at=NINE)


def test_making_a_workshop_over_another_is_refused(database: Database) -> None:
    with pytest.raises(NexusError, match="exists already"):
        Database.create(database.path, fill, at=NINE)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("le van", "Lê Văn Đức"),
        ("duc le", "Lê Văn Đức"),
        ("LI", "Li Lei"),
        ("小明", "王小明"),
        ("xiaoming", "王小明"),
        ("wang x", "王小明"),
        ("сар", "Ганболдын Сарантуяа"),
        ("sarant", "Ганболдын Сарантуяа"),
        ("example.org", "Ada"),
    ],
)
def test_people_are_found_by_part_of_a_name_in_any_script(
    run: Run, typed: str, found: str
) -> None:
    names = ["Lê Văn Đức", "Li Lei", "王小明", "Ганболдын Сарантуяа"]
    run(lambda s: s.add_all([person(name) for name in names]))
    ada = person("Ada", email="ada@example.org")
    run(lambda s: s.add(ada))
    ids = run(
        lambda s: [s.get_one(rows.Participant, i).printed_name for i in find(s, typed)]
    )
    assert ids == [found]


def test_a_renamed_or_removed_person_is_found_no_more(run: Run) -> None:
    ada, bob = person("Ada"), person("Bob")
    run(lambda s: s.add_all([ada, bob]))
    run(lambda s: setattr(s.get(rows.Participant, ada.id), "printed_name", "Eva"))
    run(lambda s: setattr(s.get(rows.Participant, bob.id), "removed_at", NINE))
    assert run(lambda s: (find(s, "ada"), find(s, "bob"), find(s, "  "))) == (
        [],
        [],
        [],
    )
    assert run(lambda s: find(s, "eva")) == [ada.id]
