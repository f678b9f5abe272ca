from sqlalchemy.orm import Session

from nexus_desktop.core.note import LineChanges, NotesPlace, PastLines, WrittenLine
from nexus_desktop.services import notes, notes_history
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

PLACE, OTHER = NotesPlace("s1"), NotesPlace("s1", "g1")


def line(text: str, note_id: str = "n1", order: str = "a0") -> WrittenLine:
    return WrittenLine(note_id, order, text, NINE)


def write(run: Run, *lines: WrittenLine, place: NotesPlace = PLACE) -> None:
    changes = LineChanges(written=lines)
    run(lambda s: notes.save_lines(s, place, changes, at=NINE))


def remove(run: Run, note_id: str) -> None:
    run(lambda s: notes.remove(s, PLACE, [note_id], at=NINE))


def back(run: Run, before: int | None = None) -> PastLines | None:
    start = before or run(notes_history.next_entry)
    return run(lambda s: notes_history.step_back(s, PLACE, start))


def apply(run: Run, past: PastLines) -> None:
    changes = LineChanges(written=past.lines, removed=past.removed)
    run(lambda s: notes.save_lines(s, PLACE, changes, at=NINE))


def test_one_steps_back_through_everything_that_was_written(run: Run) -> None:
    write(run, line("one"))
    write(run, line("one and"), line("! two", "n2", "a1"))
    write(run, line("one and", order="a2"))
    remove(run, "n1")
    seen = []
    past = back(run)
    while past is not None:
        apply(run, past)
        seen.append(run(lambda s: notes.export_lines(s, PLACE)))
        past = back(run, past.entry)
    assert seen == [["! two", "one and"], ["one and", "! two"], ["one"], []]


def test_there_is_nothing_before_the_first_line(run: Run) -> None:
    assert back(run) is None
    write(run, line("one"))
    past = back(run)
    assert past is not None
    assert (past.lines, past.removed) == ((), ("n1",))
    assert back(run, past.entry) is None


def test_a_line_brought_back_is_taken_away_again(run: Run) -> None:
    write(run, line("one"))
    remove(run, "n1")
    write(run, line("one"))
    past = back(run)
    assert past is not None
    assert past.removed == ("n1",)


def test_only_ones_own_entries_in_this_place_count(
    database: Database, run: Run
) -> None:
    write(run, line("ours"))
    write(run, line("elsewhere", "n2"), place=OTHER)
    database.actor = "Desk 2"
    write(run, line("of the other", "n3", "a1"))
    past = back(run)
    assert past is not None
    assert past.removed == ("n3",)
    assert back(run, past.entry) is None


def test_what_has_no_effect_any_more_is_passed_over(run: Run) -> None:
    write(run, line("one"))
    remove(run, "n1")
    past = back(run)
    assert past is not None
    assert [one.line for one in past.lines] == ["one"]
    assert back(run, past.entry) is None


def test_many_entries_are_read_a_few_at_a_time(run: Run) -> None:
    write(run, line("ours"))
    for number in range(60):
        write(run, line(f"elsewhere {number}", "n2"), place=OTHER)
    past = back(run)
    assert past is not None
    assert past.removed == ("n1",)


def test_lines_that_another_laptop_changed_are_left_alone(
    database: Database, run: Run
) -> None:
    write(run, line("ours"), line("both", "n2", "a1"))

    def from_elsewhere(session: Session) -> None:
        row = session.get_one(rows.Note, "n2")
        row.versions = {**row.versions, "line": "another-laptop:7"}

    run(from_elsewhere)
    past = back(run)
    assert past is not None
    assert past.removed == ("n1",)
