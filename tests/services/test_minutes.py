from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from nexus_desktop.core.minutes.gaps import Lack
from nexus_desktop.core.minutes.material import Choices, DocumentStatus, Section
from nexus_desktop.core.minutes.value import Cover, Heading
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.services import minutes
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.core.minutes.reading import compiled
from tests.core.minutes.samples import at, demo
from tests.services.minutes_world import write

WORLD = demo(24, 60)


@pytest.fixture
def filled(run: Run) -> Run:
    run(lambda session: write(session, WORLD, NINE))
    return run


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Collect the statements that `session` sends."""
    sent: list[str] = []

    def note(
        _connection: Connection, _cursor: object, statement: str, *_: object
    ) -> None:
        sent.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)


def test_what_is_read_is_what_was_written(filled: Run) -> None:
    read = filled(minutes.material)
    assert read.items == WORLD.items
    assert read.breakouts == WORLD.breakouts
    assert {person.id: person for person in read.people} == {
        person.id: person for person in WORLD.people
    }
    assert {(a.participant_id, a.day, a.at) for a in read.arrivals} == {
        (a.participant_id, a.day, a.at) for a in WORLD.arrivals
    }
    assert read.remarks == WORLD.remarks
    assert read.workshop.draft.title == WORLD.workshop.draft.title


def test_minutes_are_compiled_of_what_is_read(filled: Run) -> None:
    chosen = Choices(
        sections=(Section.COVER, Section.SESSIONS), status=DocumentStatus.DRAFT
    )
    told = filled(lambda session: minutes.compile_minutes(session, chosen))
    assert told == compiled(filled(minutes.material), chosen)
    assert isinstance(told.blocks[0], Cover)
    assert len(filled(minutes.compile_minutes).sections) == 15


def test_reading_takes_few_queries_however_large_the_workshop(filled: Run) -> None:
    def count(session: Session) -> int:
        with counted(session) as sent:
            minutes.material(session)
        return len(sent)

    assert filled(count) <= 14


def test_what_was_removed_is_not_in_the_minutes(filled: Run) -> None:
    def remove(session: Session) -> None:
        session.info["action"] = "test.remove"
        for kind, key in (
            (rows.Note, "n1"), (rows.Participant, "p3"), (rows.Seat, "g10-00000"),
            (rows.Round, "r3"), (rows.Group, "g24"), (rows.Scan, "scan0"),
            (rows.Objective, None),
        ):  # fmt: skip
            row = session.get(kind, key) if key else first_objective(session)
            assert row is not None
            row.removed_at = NINE

    filled(remove)
    read = filled(minutes.material)
    assert "n1" not in {note.id for note in read.remarks}
    assert "p3" not in {person.id for person in read.people}
    assert {group.round_number for group in read.breakouts} == {1, 2}
    assert "g24" not in {group.id for group in read.breakouts}
    assert "p0" not in next(g for g in read.breakouts if g.id == "g10").members
    assert len(read.arrivals) == len(WORLD.arrivals) - 1
    assert len(read.workshop.objectives) == 4


def first_objective(session: Session) -> rows.Objective:
    return session.scalars(select(rows.Objective)).all()[0]


def test_a_kind_of_note_from_a_newer_version_is_a_point(filled: Run) -> None:
    def change(session: Session) -> None:
        session.info["action"] = "test.change"
        note = session.get(rows.Note, "n0")
        assert note is not None
        note.note_kind = "prophecy"

    filled(change)
    assert filled(minutes.material).remarks[0].kind is NoteKind.POINT


def test_a_cancelled_person_is_marked(filled: Run) -> None:
    people = {person.id: person for person in filled(minutes.material).people}
    assert people["p19"].cancelled
    assert not people["p18"].cancelled


def test_only_the_first_arrival_of_a_day_counts(filled: Run) -> None:
    first = WORLD.arrivals[0]

    def come_again(session: Session) -> None:
        session.info["action"] = "test.scan"
        for number, later in enumerate((timedelta(hours=2), timedelta(hours=20))):
            session.add(
                rows.Scan(
                    id=f"again{number}",
                    checkpoint_id="desk",
                    participant_id=first.participant_id,
                    at=first.at + later,
                    device_id="d1",
                    way="search",
                    verdict="ADMITTED",
                )
            )

    filled(come_again)
    mine = [
        (found.day, found.at)
        for found in filled(minutes.material).arrivals
        if found.participant_id == first.participant_id
    ]
    assert (first.day, first.at) in mine
    days = [day for day, _ in mine]
    assert len(days) == len(set(days))


def test_an_empty_workshop_has_minutes_without_sections(run: Run) -> None:
    told = run(minutes.compile_minutes)
    assert [b.text for b in told.blocks if isinstance(b, Heading) and b.level == 1] == [
        "Background and objectives"
    ]


def test_what_is_missing_is_told_as_of_a_time(filled: Run) -> None:
    during = filled(lambda session: minutes.missing(session, NINE))
    assert Lack.SESSIONS_WITHOUT_NOTES not in {gap.lack for gap in during}
    lacking = {
        gap.lack: gap for gap in filled(lambda s: minutes.missing(s, at(5, "9:00")))
    }
    assert Lack.ACTIONS_WITHOUT_OWNER not in lacking  # the one without is done
    (done,) = (n for n in WORLD.remarks if n.kind is NoteKind.ACTION and not n.owner)
    filled(lambda s: setattr(s.get_one(rows.Note, done.id), "state", "open"))
    (gap,) = (
        gap
        for gap in filled(lambda s: minutes.missing(s, at(5, "9:00")))
        if gap.lack is Lack.ACTIONS_WITHOUT_OWNER
    )
    assert gap.names == (done.text,)


def test_a_language_we_have_no_headings_for_gets_english(filled: Run) -> None:
    def speak(session: Session) -> None:
        session.info["action"] = "test.change"
        session.scalars(select(rows.Workshop)).one().language = "tlh"

    filled(speak)
    assert filled(minutes.compile_minutes).language == "en"
