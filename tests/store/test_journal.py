import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import clock
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import history
from nexus_desktop.store import replay, rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.journal import digest_of
from tests.conftest import NINE, Run, fill
from tests.store.test_database import person

TEXTS = st.text(max_size=12)
VALUES = {
    "printed_name": TEXTS,
    "city": TEXTS,
    "languages": st.lists(TEXTS, max_size=2),
    "extra": st.dictionaries(TEXTS, TEXTS, max_size=2),
    "removed_at": st.sampled_from([None, NINE]),
}
CHANGE = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), VALUES[name])
)
# A transaction: the people made, then fields changed of people by their number.
TRANSACTION = st.tuples(
    st.integers(0, 2), st.lists(st.tuples(st.integers(0, 9), CHANGE), max_size=4)
)


def transact(session: Session, made: int, changes: list[Any], flush: bool) -> None:
    session.info["action"] = "participant.edit"
    session.add_all([person("New", gender="F") for _ in range(made)])
    if flush:
        session.flush()
    people = session.scalars(
        select(rows.Participant).order_by(rows.Participant.id)
    ).all()
    for number, (name, value) in changes:
        if people:
            setattr(people[number % len(people)], name, value)
            if flush:
                session.flush()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TRANSACTION, max_size=6), st.booleans())
def test_replaying_the_journal_gives_the_tables_and_undo_gives_the_ones_before(
    tmp_path: Path, transactions: list[Any], flush: bool
) -> None:
    path = tmp_path / f"{new_id(NINE)}.nexus"
    database, _ = Database.create(path, fill, at=NINE, actor="Desk 1")
    states, created = [check(database).state], [1]
    for made, changes in transactions:
        _, touched = database.run(
            lambda s, m=made, c=changes: transact(s, m, c, flush),  # type: ignore[misc]  # bound here
            at=NINE,
        )
        report = check(database)
        assert report.problems == ()
        if touched:
            states.append(report.state)
            created.append(made)
        else:
            assert report.state == states[-1]
    while not created.pop():
        states.pop()
        database.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
        assert check(database).problems == ()
        assert check(database).state == states[-1]
    database.close()


def test_an_entry_says_who_did_what_when_and_what_it_replaced(run: Run) -> None:
    ada = person("Ada", city="Da Nang")
    run(lambda s: s.add(ada))

    def move(session: Session) -> None:
        session.info["action"] = "participant.edit"
        session.get_one(rows.Participant, ada.id).city = "Hue"

    later = NINE + timedelta(minutes=5)
    run(move, later)
    entry = run(lambda s: s.scalars(select(rows.Entry).order_by(rows.Entry.seq)).all())
    last = entry[-1]
    assert (last.actor, last.action, last.seq) == ("Desk 1", "participant.edit", 4)
    assert clock.wall_time(last.hlc) == later
    change = json.loads(last.changes)
    assert [(c["kind"], c["id"], list(c["fields"])) for c in change] == [
        ("participant", ada.id, ["city"])
    ]
    cell = change[0]["fields"]["city"]
    assert cell["value"] == "Hue"
    assert cell["replaces"] == [f"{last.device}:3"]


def test_what_changes_nothing_leaves_no_entry(run: Run, database: Database) -> None:
    ada = person("Ada", languages=["en"])
    run(lambda s: s.add(ada))

    def again(session: Session) -> None:
        row = session.get_one(rows.Participant, ada.id)
        row.printed_name, row.languages = "Ada", ["en"]

    _, touched = database.run(again, at=NINE)
    assert touched == frozenset()
    assert run(lambda s: s.query(rows.Entry).count()) == 3


def test_rows_are_never_deleted(run: Run) -> None:
    ada = person("Ada")
    run(lambda s: s.add(ada))
    with pytest.raises(TypeError, match="removed_at"):
        run(lambda s: s.delete(s.get_one(rows.Participant, ada.id)))


def test_the_clock_never_runs_backwards(run: Run) -> None:
    run(lambda s: s.add(person("Ada")), NINE)
    run(lambda s: s.add(person("Bo")), NINE - timedelta(hours=3))
    stamps = run(lambda s: s.scalars(select(rows.Entry.hlc).order_by("seq")).all())
    assert stamps == sorted(set(stamps))


def test_check_finds_a_careless_edit_of_a_table(database: Database, run: Run) -> None:
    run(lambda s: s.add(person("Ada")))
    assert check(database).is_whole
    database.raw.execute("UPDATE participant SET printed_name = 'Eva'")
    (problem,) = check(database).problems
    assert problem.startswith("Tables: 1 participant record differ")


def test_check_finds_a_careless_edit_of_the_journal(
    database: Database, run: Run
) -> None:
    run(lambda s: s.add(person("Ada")))
    database.raw.execute("UPDATE journal SET actor = 'Somebody' WHERE seq = 2")
    assert any("was changed after" in p for p in check(database).problems)
    database.raw.execute("DELETE FROM journal WHERE seq = 2")
    assert any("are missing" in p for p in check(database).problems)
    database.raw.execute("UPDATE journal SET seq = 2 WHERE seq = 3")
    assert any("does not follow" in p for p in check(database).problems)


def test_a_blanked_value_keeps_the_chain_whole(database: Database, run: Run) -> None:
    run(lambda s: s.add(person("Ada")))
    entry = run(lambda s: s.scalars(select(rows.Entry).order_by(rows.Entry.seq)).all())[
        -1
    ]
    changes = json.loads(entry.changes)
    cell = changes[0]["fields"]["printed_name"]
    from nexus_desktop.store.journal import _digest

    changes[0]["fields"]["printed_name"] = {"digest": _digest(cell)}
    blanked = rows.Entry(
        device=entry.device, seq=entry.seq, hlc=entry.hlc, actor=entry.actor,
        action=entry.action, schema=entry.schema, undoes=entry.undoes,
        changes=json.dumps(changes), previous_hash=entry.previous_hash, hash=entry.hash,
    )  # fmt: skip
    assert digest_of(blanked) == entry.hash
    (record,) = replay.read([blanked]).values()
    written = record.value("printed_name")
    assert written is not None
    assert written.value is None


def test_of_two_values_written_apart_the_later_counts_and_a_replaced_one_never() -> (
    None
):
    def written(stamp: str, hlc: int) -> replay.Written:
        return replay.Written((hlc, stamp), stamp, stamp)

    record = replay.Record("a:1")
    record.write("city", {}, written("a:1", 1))
    record.write("city", {"replaces": ["a:1"]}, written("b:1", 9))
    record.write("city", {"replaces": ["a:1"]}, written("c:1", 5))
    assert record.value("city") == written("b:1", 9)
    record.write("city", {"replaces": ["b:1", "d:1"]}, written("c:2", 6))
    record.write("city", {}, written("d:1", 99))
    assert record.value("city") == written("c:2", 6)
    assert record.value("never") is None


def test_undo_takes_back_the_last_own_action_and_then_the_one_before(
    run: Run, database: Database
) -> None:
    ada = person("Ada", city="Hue")
    run(lambda s: s.add(ada))
    day = date(2014, 12, 1)
    run(lambda s: setattr(s.query(rows.Workshop).one(), "retention_date", day))
    run(lambda s: setattr(s.get_one(rows.Participant, ada.id), "city", "Naga"))
    database.actor = "Desk 2"
    run(lambda s: s.add(person("Bo")))
    database.actor = "Desk 1"

    assert run(lambda s: history.undo_last(s, at=NINE)).changed == "1 participant"
    assert run(lambda s: s.get_one(rows.Participant, ada.id).city) == "Hue"
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: s.query(rows.Workshop).one().retention_date) is None
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: s.get_one(rows.Participant, ada.id).removed_at) == NINE
    with pytest.raises(NexusError, match="nothing of yours"):
        run(lambda s: history.undo_last(s, at=NINE))
    assert check(database).is_whole


def test_undo_refuses_when_somebody_changed_the_same_since(
    run: Run, database: Database
) -> None:
    ada = person("Ada")
    run(lambda s: s.add(ada))
    database.actor = "Desk 2"
    run(lambda s: setattr(s.get_one(rows.Participant, ada.id), "city", "Naga"))
    database.actor = "Desk 1"
    with pytest.raises(NexusError, match="changed again since"):
        run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: s.get_one(rows.Participant, ada.id).removed_at) is None


def test_undoing_a_scan_is_another_fact(run: Run) -> None:
    scan = rows.Scan(id=new_id(NINE), checkpoint_id="c", at=NINE, device_id="d")
    run(lambda s: s.add(scan))
    run(lambda s: history.undo_last(s, at=NINE))
    scans = run(lambda s: s.scalars(select(rows.Scan).order_by(rows.Scan.id)).all())
    assert [s.removed_at for s in scans] == [None, None]
    assert {(s.way, s.undoes_id) for s in scans} == {("scan", None), ("undo", scan.id)}


def test_the_history_tells_the_newest_first_and_of_one_record(run: Run) -> None:
    ada, bo = person("Ada"), person("Bo")
    run(lambda s: s.add_all([ada, bo]))
    run(lambda s: setattr(s.get_one(rows.Participant, bo.id), "city", "Naga"))
    told = run(history.history)
    assert [h.changed for h in told] == [
        "1 participant", "2 participants", "1 workshop, 5 objectives", "1 device",
    ]  # fmt: skip
    assert {h.laptop for h in told} == {"Desk 1"}
    assert len(run(lambda s: history.history(s, row_id=ada.id))) == 1
    assert len(run(lambda s: history.history(s, limit=1))) == 1
