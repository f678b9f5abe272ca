"""Who changed a line when, what it came from, and which lines are gone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.note_history import Deed, LineHistory
from nexus_desktop.services import line_history, notes
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

PLACE, GROUP = NotesPlace("s1"), NotesPlace("s1", "g1")


def line(text: str, note_id: str = "n1", order: str = "a0") -> WrittenLine:
    return WrittenLine(note_id, order, text, NINE)


def write(
    run: Run, *lines: WrittenLine, place: NotesPlace = PLACE, at: datetime = NINE
) -> None:
    changes = LineChanges(written=lines)
    run(lambda s: notes.save_lines(s, place, changes, at=at), at)


def remove(run: Run, note_id: str = "n1", at: datetime = NINE) -> None:
    run(lambda s: notes.remove(s, PLACE, [note_id], at=at), at)


def history(run: Run, note_id: str = "n1") -> LineHistory:
    return run(lambda s: line_history.line_history(s, note_id))


def test_every_change_is_told_with_who_and_when(database: Database, run: Run) -> None:
    later = NINE + timedelta(minutes=5)
    write(run, line("The plant is planned"))
    database.actor = "Ana"
    write(run, line("= The plant was built"), at=later)
    write(run, line("= The plant was built", order="a5"), at=later)
    remove(run, at=later)
    write(run, line("= The plant was built", order="a5"), at=later)
    found = history(run)
    assert [(one.deed, one.actor, one.line) for one in found.states] == [
        (Deed.BROUGHT_BACK, "Ana", "= The plant was built"),
        (Deed.REMOVED, "Ana", "= The plant was built"),
        (Deed.MOVED, "Ana", "= The plant was built"),
        (Deed.CHANGED, "Ana", "= The plant was built"),
        (Deed.WRITTEN, "Desk 1", "The plant is planned"),
    ]
    changed, first = found.states[-2:]
    assert (changed.before, first.before) == ("The plant is planned", "")
    assert {one.laptop for one in found.states} == {"Desk 1"}
    assert abs(changed.at - later) < timedelta(seconds=1)
    assert (found.place, found.is_removed, found.sources) == (PLACE, False, ())


def test_an_earlier_state_is_written_again_in_its_place(run: Run) -> None:
    write(run, line("one", order="a3"))
    write(run, line("two", order="a7"))
    found = history(run)
    again = found.as_in(found.states[-1])
    assert (again.note_id, again.line, again.order) == ("n1", "one", "a7")
    write(run, again)
    assert run(lambda s: notes.export_lines(s, PLACE)) == ["one"]
    assert [one.line for one in history(run).states] == ["one", "two", "one"]


def test_other_fields_are_no_change_of_the_line(run: Run) -> None:
    write(run, line("[] do it"))
    run(lambda s: setattr(s.get_one(rows.Note, "n1"), "state", "done"))
    assert [one.deed for one in history(run).states] == [Deed.WRITTEN]


def test_a_line_that_was_never_left_has_no_history_yet(run: Run) -> None:
    run(lambda s: notes.save_draft(s, PLACE, line("half a wo"), at=NINE))
    with pytest.raises(NotFound, match="still being written"):
        history(run)


def test_removed_lines_are_told_the_newest_first(database: Database, run: Run) -> None:
    write(run, line("one"), line("two", "n2", "a1"), line("three", "n3", "a2"))
    write(run, line("of the group", "n4"), place=GROUP)
    remove(run, "n1")
    database.actor = "Ana"
    remove(run, "n3", NINE + timedelta(minutes=1))
    run(lambda s: notes.remove(s, GROUP, ["n4"], at=NINE))
    gone = run(lambda s: line_history.removed_lines(s, PLACE))
    assert [(one.line.line, one.actor) for one in gone] == [
        ("three", "Ana"), ("one", "Desk 1"),
    ]  # fmt: skip
    assert gone[0].at == NINE + timedelta(minutes=1)
    assert history(run, "n3").is_removed


def test_a_line_names_those_it_was_taken_from(run: Run) -> None:
    def work(session: Session) -> None:
        start = datetime(2014, 11, 5, 2, tzinfo=UTC)
        end = start + timedelta(hours=1)
        session.add(rows.Session(id="s1", title="Water", starts_at=start, ends_at=end))
        session.add(rows.Group(id="g1", round_id="r1", name="A"))

    run(work)
    write(run, line("of the group", "n4"), place=GROUP)
    write(run, line("taken"))
    run(lambda s: setattr(s.get_one(rows.Note, "n1"), "sources", ["n4", "gone"]))
    (source,) = history(run).sources
    assert (source.note_id, source.whose, source.line, source.at) == (
        "n4", "group A in “Water”", "of the group", NINE,
    )  # fmt: skip
