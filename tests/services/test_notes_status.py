"""Open, for review, final: what is asked for, what is locked, what is remembered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.minutes.gaps import Lack
from nexus_desktop.core.note import LineChanges, NotesPlace, NotesStatus, WrittenLine
from nexus_desktop.core.notes_status import NotesState
from nexus_desktop.services import (
    history,
    note_pictures,
    notes,
    notes_lock,
    notes_reading,
    notes_status,
    programme,
)
from nexus_desktop.services.notes_lock import NotesFinal
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.test_note_pictures import png

PLENARY, GROUP = NotesPlace("s1"), NotesPlace("s1", "g1")
FINAL, OPEN, REVIEW = NotesStatus.FINAL, NotesStatus.OPEN, NotesStatus.REVIEW


@pytest.fixture(autouse=True)
def _programme(run: Run) -> None:
    def work(session: Session) -> None:
        start = datetime(2014, 11, 5, 2, tzinfo=UTC)
        session.add(
            rows.Session(
                id="s1",
                title="Breakout",
                starts_at=start,
                ends_at=start + timedelta(hours=1),
                objectives=[1, 2],
            )
        )
        session.add(rows.Round(id="r1", session_id="s1", number=1))
        session.add(rows.Group(id="g1", round_id="r1", name="A", topic="Water"))

    run(work)


def line(text: str, note_id: str = "n1", order: str = "a0") -> WrittenLine:
    return WrittenLine(note_id, order, text, NINE)


def write(run: Run, *lines: WrittenLine, place: NotesPlace = PLENARY) -> None:
    changes = LineChanges(written=lines)
    run(lambda s: notes.save_lines(s, place, changes, at=NINE))


def change(
    run: Run,
    status: NotesStatus,
    reason: str = "",
    place: NotesPlace = PLENARY,
    at: datetime = NINE,
) -> NotesStatus:
    return run(
        lambda s: notes_status.change(s, place, status, reason=reason, at=at), at
    )


def state(run: Run, place: NotesPlace = PLENARY) -> NotesState:
    return run(lambda s: notes_status.state(s, place))


def lacks(run: Run, place: NotesPlace = PLENARY) -> set[Lack]:
    return {gap.lack for gap in state(run, place).missing}


def come(run: Run, at: datetime) -> None:
    def work(session: Session) -> None:
        session.add(rows.Participant(id="p1", printed_name="Ana Cruz"))
        session.add(
            rows.Scan(
                id=new_id(at),
                checkpoint_id="c1",
                participant_id="p1",
                at=at,
                device_id="d1",
                way="search",
                verdict="ADMITTED",
                direction="in",
            )
        )

    run(work)


def test_notes_begin_open_and_go_their_way(run: Run) -> None:
    assert state(run).status is OPEN
    assert change(run, REVIEW) is OPEN
    assert change(run, FINAL) is REVIEW
    assert change(run, FINAL) is FINAL
    assert state(run).status is FINAL
    assert state(run, GROUP).status is OPEN


def test_what_is_missing_is_listed(run: Run) -> None:
    assert lacks(run) == {
        Lack.NOBODY_PRESENT, Lack.SESSIONS_WITHOUT_NOTES, Lack.OBJECTIVES_UNTOUCHED,
        Lack.GROUPS_WITHOUT_NOTES,
    }  # fmt: skip
    come(run, NINE)
    write(run, line("[] #1 Share the study"), line("#2 It rains", "n2", "a1"))
    write(run, line("! Water first", "n3"), place=GROUP)
    assert lacks(run) == {
        Lack.ACTIONS_WITHOUT_OWNER, Lack.ACTIONS_WITHOUT_DATE, Lack.GROUPS_NOT_FINAL,
    }  # fmt: skip
    assert lacks(run, GROUP) == {Lack.OBJECTIVES_UNTOUCHED}


def test_who_came_on_another_day_is_not_present(run: Run) -> None:
    come(run, NINE + timedelta(days=1))
    assert Lack.NOBODY_PRESENT in lacks(run)


def test_final_notes_take_nothing(run: Run) -> None:
    write(run, line("one"))
    change(run, FINAL)
    words = "The notes of “Breakout” are final, so nothing is written into them"
    with pytest.raises(NotesFinal, match=words):
        write(run, line("other"))
    with pytest.raises(NotesFinal):
        run(lambda s: notes.remove(s, PLENARY, ["n1"], at=NINE))
    with pytest.raises(NotesFinal):
        run(lambda s: notes.import_lines(s, PLENARY, ["two"], at=NINE))
    assert run(lambda s: notes.export_lines(s, PLENARY)) == ["one"]
    write(run, line("free", "n9"), place=GROUP)


def test_a_line_being_written_when_they_became_final_is_kept(run: Run) -> None:
    change(run, FINAL)
    run(lambda s: notes.save_draft(s, PLENARY, line("half a wo"), at=NINE))
    change(run, OPEN, "somebody was writing")
    (kept,) = run(lambda s: notes.notes(s, PLENARY))
    assert (kept.line, kept.is_draft) == ("half a wo", True)


def test_the_sentence_names_the_group(run: Run) -> None:
    change(run, FINAL, place=GROUP)
    with pytest.raises(NotesFinal, match="group A in “Breakout” are final"):
        write(run, line("one"), place=GROUP)


def test_final_notes_are_opened_again_for_a_reason_only(run: Run) -> None:
    change(run, FINAL)
    with pytest.raises(NexusError, match="say it in a few words"):
        change(run, OPEN, "  ")
    assert state(run).status is FINAL
    assert change(run, REVIEW, " An owner  was wrong ") is FINAL
    write(run, line("one"))


def test_every_change_of_the_status_is_told(database: Database, run: Run) -> None:
    change(run, FINAL)
    change(run, OPEN, "An owner was wrong")
    database.actor = "Ana"
    change(run, FINAL)
    change(run, OPEN, "An owner was wrong", at=NINE + timedelta(milliseconds=5))
    change(run, FINAL, place=GROUP)
    told = state(run).changes
    assert [(one.status, one.actor, one.reason) for one in told] == [
        (OPEN, "Ana", "An owner was wrong"), (FINAL, "Ana", ""),
        (OPEN, "Desk 1", "An owner was wrong"), (FINAL, "Desk 1", ""),
    ]  # fmt: skip
    assert {one.laptop for one in told} == {"Desk 1"}
    assert all(abs(one.at - NINE) < timedelta(seconds=1) for one in told)
    assert [one.status for one in state(run, GROUP).changes] == [FINAL]


def test_a_reason_that_was_not_written_anew_is_told_once(run: Run) -> None:
    for _ in range(2):
        change(run, FINAL)
        change(run, OPEN, "Wrong owner")
    told = [one.reason for one in state(run).changes if one.status is OPEN]
    assert told == ["", "Wrong owner"]


def test_a_change_made_by_mistake_is_undone(run: Run) -> None:
    change(run, FINAL)
    undone = run(lambda s: history.undo_last(s, at=NINE))
    assert undone.words == "Notes made final"
    assert state(run).status is OPEN
    newest = state(run).changes[0]
    assert (newest.status, newest.is_undo) == (OPEN, True)


def test_undo_changes_no_final_notes(database: Database, run: Run) -> None:
    run(lambda s: notes.import_lines(s, PLENARY, ["one"], at=NINE))
    database.actor = "Ana"
    change(run, FINAL)
    database.actor = "Desk 1"
    with pytest.raises(NotesFinal):
        run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: notes.export_lines(s, PLENARY)) == ["one"]


def test_pictures_of_final_notes_stay_as_they_are(database: Database, run: Run) -> None:
    write(run, line("one"))
    picture = run(lambda s: note_pictures.add(s, "n1", png(), at=NINE))
    database.actor = "Ana"
    change(run, FINAL)
    database.actor = "Desk 1"
    for act in (
        lambda s: note_pictures.add(s, "n1", png(), at=NINE),
        lambda s: note_pictures.describe(s, picture.id, "Other"),
        lambda s: note_pictures.remove(s, picture.id, at=NINE),
        lambda s: note_pictures.restore(s, picture.id),
        lambda s: history.undo_last(s, at=NINE),
    ):
        with pytest.raises(NotesFinal):
            run(act)
    assert len(run(lambda s: note_pictures.of_place(s, PLENARY))) == 1


def test_other_things_are_undone_though_notes_are_final(run: Run) -> None:
    change(run, FINAL)
    draft = run(lambda s: programme.one(s, "s1"))
    run(lambda s: programme.add(s, draft, at=NINE))
    assert run(lambda s: history.undo_last(s, at=NINE)).words == "Session added"


def test_the_session_a_group_was_in_is_named_if_it_is_known(run: Run) -> None:
    def work(session: Session) -> list[str]:
        places = (
            NotesPlace("s1", "gone"),
            NotesPlace("gone"),
            NotesPlace("gone", "g1"),
        )
        return [notes_lock.named(session, place) for place in places]

    assert run(work) == [
        "“Breakout”", "a session that is gone", "group A in a session that is gone",
    ]  # fmt: skip


def test_a_place_that_is_gone_has_no_state(run: Run) -> None:
    with pytest.raises(NotFound):
        state(run, NotesPlace("gone"))
    with pytest.raises(NotFound, match="not part of the session any more"):
        state(run, NotesPlace("s1", "gone"))
    run(lambda s: setattr(s.get_one(rows.Group, "g1"), "removed_at", NINE))
    with pytest.raises(NotFound, match="not part of the session any more"):
        change(run, FINAL, place=GROUP)


def test_other_changes_of_the_session_are_none_of_its_status(run: Run) -> None:
    draft = run(lambda s: programme.one(s, "s1"))
    run(lambda s: programme.edit(s, "s1", replace(draft, title="Other"), at=NINE))
    run(lambda s: history.undo_last(s, at=NINE))
    assert state(run).changes == ()


def test_choosing_tells_how_far_the_notes_are(run: Run) -> None:
    change(run, REVIEW)
    change(run, FINAL, place=GROUP)
    found = {one.place: one.status for one in run(notes_reading.choices)}
    assert found == {PLENARY: REVIEW, GROUP: FINAL}


def test_lines_groups_and_sessions_are_found(run: Run) -> None:
    write(run, line("one"), place=GROUP)

    def find(session: Session, row_id: str) -> tuple[NotesPlace, str]:
        return notes_reading.whereabouts(session, row_id)

    assert run(lambda s: find(s, "n1")) == (GROUP, "n1")
    assert run(lambda s: find(s, "g1")) == (GROUP, "")
    assert run(lambda s: find(s, "s1")) == (PLENARY, "")
