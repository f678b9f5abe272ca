from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.people_import import Outcome
from nexus_desktop.core.programme import ProgrammeError, SessionDraft, SessionInfo
from nexus_desktop.core.programme_import import ListedSession, ProgrammeList
from nexus_desktop.services import programme
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

HOUR = timedelta(hours=1)
OPENING = SessionDraft(
    title="Opening", starts_at=NINE, ends_at=NINE + HOUR, form="opening", room="Hall A"
)


@pytest.fixture
def opening(run: Run) -> SessionInfo:
    return run(lambda s: programme.add(s, OPENING, at=NINE))


def a_list(*items: ListedSession) -> ProgrammeList:
    return ProgrammeList("programme.csv", items)


def listed(row: int, draft: SessionDraft, uid: str = "") -> ListedSession:
    given = frozenset({"title", "starts_at", "ends_at", "form", "room", "objectives"})
    return ListedSession(row, draft, given, uid)


def test_a_session_is_read_back_as_it_was_added(run: Run, opening: SessionInfo) -> None:
    assert run(programme.sessions) == (opening,)
    assert run(lambda s: programme.one(s, opening.id)) == opening
    assert opening.title == "Opening"
    assert opening.notes_status == "open"


def test_sessions_come_in_the_order_of_time(run: Run, opening: SessionInfo) -> None:
    early = replace(OPENING, title="Registration", starts_at=NINE - HOUR)
    run(lambda s: programme.add(s, early, at=NINE))
    titles = [item.title for item in run(programme.sessions)]
    assert titles == ["Registration", "Opening"]


def test_an_edit_touches_only_what_changed(
    database: Database, opening: SessionInfo
) -> None:
    draft = replace(opening, chair="S. Tripathi", objectives=(2, 1))
    edited, touched = database.run(
        lambda s: programme.edit(s, opening.id, draft, at=NINE), at=NINE
    )
    assert touched == {Kind.SESSION}
    assert (edited.chair, edited.objectives) == ("S. Tripathi", (1, 2))
    _, touched = database.run(
        lambda s: programme.edit(s, opening.id, draft, at=NINE), at=NINE
    )
    assert not touched


def test_a_session_can_be_moved_and_moved_back(run: Run, opening: SessionInfo) -> None:
    later = NINE + HOUR / 2
    moved = run(
        lambda s: programme.move(s, opening.id, later, later + HOUR, at=NINE),
    )
    assert (moved.starts_at, moved.ends_at) == (later, later + HOUR)
    back = run(
        lambda s: programme.move(s, opening.id, NINE, NINE + HOUR, at=NINE),
    )
    assert back == opening


def test_a_session_cannot_end_before_it_starts(run: Run, opening: SessionInfo) -> None:
    with pytest.raises(ProgrammeError, match="end before it starts"):
        run(lambda s: programme.move(s, opening.id, NINE, NINE, at=NINE))
    assert run(programme.sessions) == (opening,)


def test_a_removed_session_is_gone_and_comes_back(
    run: Run, opening: SessionInfo
) -> None:
    run(lambda s: programme.remove(s, opening.id, at=NINE))
    assert run(programme.sessions) == ()
    with pytest.raises(NotFound, match="no longer in the programme"):
        run(lambda s: programme.edit(s, opening.id, OPENING, at=NINE))
    assert run(lambda s: programme.bring_back(s, opening.id, at=NINE)) == opening
    assert run(programme.sessions) == (opening,)


def test_what_never_was_cannot_come_back(run: Run) -> None:
    with pytest.raises(NotFound, match="never in the programme"):
        run(lambda s: programme.bring_back(s, "nobody", at=NINE))
    with pytest.raises(NotFound, match="no longer in the programme"):
        run(lambda s: programme.one(s, "nobody"))


def write_note(session: Session, session_id: str) -> None:
    session.add(
        rows.Note(
            id=new_id(NINE), session_id=session_id, order="a", line="Said", at=NINE
        )
    )


@pytest.mark.parametrize(("count", "words"), [(1, "one note"), (3, "3 notes")])
def test_a_session_with_notes_has_to_stay(
    run: Run, opening: SessionInfo, count: int, words: str
) -> None:
    for _ in range(count):
        run(lambda s: write_note(s, opening.id))
    with pytest.raises(ProgrammeError, match=words):
        run(lambda s: programme.remove(s, opening.id, at=NINE))
    assert run(programme.sessions) == (opening,)


def test_a_session_with_a_breakout_round_has_to_stay(
    run: Run, opening: SessionInfo
) -> None:
    run(lambda s: s.add(rows.Round(id=new_id(NINE), session_id=opening.id, number=1)))
    with pytest.raises(ProgrammeError, match="breakout round"):
        run(lambda s: programme.remove(s, opening.id, at=NINE))


def test_a_list_is_taken_in_once(database: Database, run: Run) -> None:
    panel = replace(OPENING, title="Panel", form="panel", objectives=(1, 2))
    source = a_list(listed(2, OPENING), listed(3, panel, "uid-1"))
    planned = run(lambda s: programme.plan_import(s, source))
    assert run(programme.sessions) == ()
    report = run(lambda s: programme.import_programme(s, source, at=NINE))
    assert report == planned
    assert report.totals[Outcome.ADDED] == 2
    assert [item.objectives for item in run(programme.sessions)] == [(), (1, 2)]
    assert [item.external_id for item in run(programme.sessions)] == ["", "uid-1"]
    again, touched = database.run(
        lambda s: programme.import_programme(s, source, at=NINE), at=NINE
    )
    assert again.totals == {Outcome.UNCHANGED: 2}
    assert not touched


def test_a_changed_list_updates_what_changed(run: Run, opening: SessionInfo) -> None:
    changed = replace(
        OPENING, room="Hall B", ends_at=OPENING.ends_at + HOUR, objectives=(3,)
    )
    source = replace(a_list(listed(2, changed)), faults=())
    report = run(lambda s: programme.import_programme(s, source, at=NINE))
    assert [change.field for change in report.rows[0].changes] == [
        "ends_at",
        "room",
        "objectives",
    ]
    (read,) = run(programme.sessions)
    assert read == replace(
        opening, room="Hall B", ends_at=changed.ends_at, objectives=(3,)
    )


def test_rows_that_cannot_be_taken_change_nothing(run: Run) -> None:
    source = a_list(listed(2, OPENING), listed(3, OPENING))
    report = run(lambda s: programme.import_programme(s, source, at=NINE))
    assert [row.outcome for row in report.rows] == [Outcome.ADDED, Outcome.SKIPPED]
    found = run(lambda s: s.scalars(select(rows.Session)).all())
    assert len(found) == 1
