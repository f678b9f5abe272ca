from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import (
    Attendee,
    KnownPlaces,
    LineChanges,
    NotesPlace,
    WrittenLine,
)
from nexus_desktop.services import history, notes, notes_reading
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

SAMPLE = Path(__file__).parents[1] / "data" / "cases" / "notes_progress.txt"
LATER = NINE + timedelta(minutes=5)


def add(row: rows.Row) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.add(row)
        return row.id

    return work


def a_session(title: str = "Progress", hours: int = 1, **more: object) -> rows.Session:
    start = datetime(2014, 11, 5, 1 + hours, tzinfo=UTC)
    return rows.Session(
        id=new_id(NINE),
        title=title,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        **more,  # type: ignore[arg-type]  # columns of the row
    )


def a_person(name: str, **more: object) -> rows.Participant:
    return rows.Participant(id=new_id(NINE), printed_name=name, **more)  # type: ignore[arg-type]


@pytest.fixture
def place(run: Run) -> NotesPlace:
    return NotesPlace(run(add(a_session())))


def line(text: str, note_id: str = "n1", order: str = "a0") -> WrittenLine:
    return WrittenLine(note_id, order, text, NINE)


def note(run: Run, note_id: str = "n1") -> rows.Note:
    return run(lambda s: s.get_one(rows.Note, note_id))


def actions(run: Run) -> list[str]:
    return [entry.action for entry in run(history.history)]


def test_a_written_line_is_kept_with_what_it_says(run: Run, place: NotesPlace) -> None:
    text = '[] #2 share "the study" ^naga ^Hue >> City of Naga by 12 Jan'
    run(lambda s: notes.commit_line(s, place, line(f"~~@Ada: {text}"), at=LATER))
    kept = note(run)
    assert (kept.line, kept.order, kept.at) == (f"~~@Ada: {text}", "a0", NINE)
    assert (kept.note_kind, kept.text) == ("action", 'share "the study"')
    assert (kept.speaker, kept.speaker_id, kept.attributed) == ("Ada", None, False)
    assert (kept.objectives, kept.places) == ([2], ["naga", "Hue"])
    assert (kept.owner, kept.due, kept.state) == (
        "City of Naga",
        date(2015, 1, 12),
        "open",
    )
    assert kept.author == "Desk 1"
    assert actions(run)[0] == "note.write"


def test_a_draft_is_kept_but_is_no_history(run: Run, place: NotesPlace) -> None:
    before = actions(run)
    run(lambda s: notes.save_draft(s, place, line("half a wo"), at=NINE))
    run(lambda s: notes.save_draft(s, place, line("half a word"), at=LATER))
    (kept,) = run(lambda s: notes.notes(s, place))
    assert (kept.line, kept.is_draft) == ("half a word", True)
    assert actions(run) == before


def test_writing_a_line_takes_the_place_of_its_draft(
    run: Run, place: NotesPlace
) -> None:
    run(lambda s: notes.save_draft(s, place, line("half"), at=NINE))
    run(lambda s: notes.commit_line(s, place, line("whole"), at=LATER))
    (kept,) = run(lambda s: notes.notes(s, place))
    assert (kept.line, kept.is_draft, kept.author) == ("whole", False, "Desk 1")
    assert run(lambda s: s.scalars(select(rows.Draft)).all()) == []


def test_a_draft_stands_in_the_place_of_its_note(run: Run, place: NotesPlace) -> None:
    run(lambda s: notes.commit_line(s, place, line("one"), at=NINE))
    run(lambda s: notes.commit_line(s, place, line("two", "n2", "a1"), at=NINE))
    run(lambda s: notes.save_draft(s, place, line("one and", order="a2"), at=NINE))
    kept = run(lambda s: notes.notes(s, place))
    assert [(one.line, one.is_draft) for one in kept] == [
        ("two", False),
        ("one and", True),
    ]
    assert kept[1].author == "Desk 1"
    assert note(run).line == "one"


def test_writing_the_same_line_again_changes_nothing(
    database: Database, run: Run, place: NotesPlace
) -> None:
    same = line("[] so ^Naga #1 >> A by 12 Dec")
    run(lambda s: notes.commit_line(s, place, same, at=NINE))
    _, touched = database.run(
        lambda s: notes.commit_line(s, place, same, at=LATER), at=LATER
    )
    assert touched == frozenset()


def test_a_line_that_is_no_action_any_more_loses_owner_and_state(
    run: Run, place: NotesPlace
) -> None:
    run(lambda s: notes.commit_line(s, place, line("[] so >> A by 12 Dec"), at=NINE))
    run(lambda s: notes.commit_line(s, place, line("> so >> A by 12 Dec"), at=NINE))
    kept = note(run)
    assert (kept.note_kind, kept.owner, kept.due, kept.state) == (
        "recommendation",
        "",
        None,
        "",
    )


def test_a_decision_keeps_its_owner_and_date_and_has_no_state(
    run: Run, place: NotesPlace
) -> None:
    run(lambda s: notes.commit_line(s, place, line("= so >> A by 12 Dec"), at=NINE))
    kept = note(run)
    assert (kept.note_kind, kept.owner, kept.due, kept.state) == (
        "decision",
        "A",
        date(2014, 12, 12),
        "",
    )


def test_an_action_keeps_the_state_it_has(run: Run, place: NotesPlace) -> None:
    run(lambda s: notes.commit_line(s, place, line("[] so"), at=NINE))

    def mark_done(session: Session) -> None:
        session.get_one(rows.Note, "n1").state = "done"

    run(mark_done)
    run(lambda s: notes.commit_line(s, place, line("[] so it is"), at=NINE))
    assert note(run).state == "done"


def test_a_removed_line_is_gone_and_can_come_back(run: Run, place: NotesPlace) -> None:
    run(lambda s: notes.commit_line(s, place, line("so"), at=NINE))
    run(lambda s: notes.save_draft(s, place, line("so it"), at=NINE))
    run(lambda s: notes.remove(s, place, ["n1", "never written"], at=LATER))
    assert run(lambda s: notes.notes(s, place)) == []
    assert note(run).removed_at == LATER
    run(lambda s: notes.remove(s, place, ["n1"], at=LATER + timedelta(1)))
    assert note(run).removed_at == LATER
    run(lambda s: notes.commit_line(s, place, line("so it is"), at=LATER))
    assert [one.line for one in run(lambda s: notes.notes(s, place))] == ["so it is"]


@pytest.mark.parametrize("blank", ["", "  ", "! ", "/progress"])
@pytest.mark.parametrize("save", [notes.save_draft, notes.commit_line])
def test_an_emptied_line_counts_as_removed(
    run: Run, place: NotesPlace, blank: str, save: Callable[..., None]
) -> None:
    run(lambda s: notes.commit_line(s, place, line("so"), at=NINE))
    run(lambda s: notes.save_draft(s, place, line("so it"), at=NINE))
    run(lambda s: save(s, place, line(blank), at=LATER))
    assert run(lambda s: notes.notes(s, place)) == []
    assert note(run).removed_at == LATER
    assert run(lambda s: s.scalars(select(rows.Draft)).all()) == []


def test_lines_that_move_are_saved_in_one_action(run: Run, place: NotesPlace) -> None:
    changes = LineChanges(
        written=(line("one"), line("two", "n2", "a1"), line("three", "n3", "a2")),
        drafts=(line("fo", "n4", "a3"),),
    )
    run(lambda s: notes.save_lines(s, place, changes, at=NINE))
    moved = LineChanges(written=(line("one", order="a1V"),), removed=("n3",))
    before = len(actions(run))
    run(lambda s: notes.save_lines(s, place, moved, at=NINE))
    kept = run(lambda s: notes.notes(s, place))
    assert [one.line for one in kept] == ["two", "one", "fo"]
    assert len(actions(run)) == before + 1


def test_lines_with_one_key_stand_by_id(run: Run, place: NotesPlace) -> None:
    run(lambda s: notes.commit_line(s, place, line("n2", "n2"), at=NINE))
    run(lambda s: notes.commit_line(s, place, line("n1", "n1"), at=NINE))
    assert run(lambda s: notes.export_lines(s, place)) == ["n1", "n2"]


def test_notes_of_a_session_whose_place_in_the_programme_is_gone_are_kept(
    run: Run,
) -> None:
    place = NotesPlace("gone")
    run(lambda s: notes.commit_line(s, place, line("[] so by 5 Nov"), at=NINE))
    assert note(run).due == date(2014, 11, 5)


def test_the_sample_is_taken_in_and_given_out_as_it_was(
    run: Run, place: NotesPlace
) -> None:
    texts = SAMPLE.read_text("utf-8").splitlines()
    taken = run(
        lambda s: notes.import_lines(s, place, ["\ufeff", *texts, " ", "! "], at=NINE)
    )
    assert taken.lines == len(texts) == 13
    assert taken.kinds[NoteKind.ACTION] == 2
    assert taken.kinds[NoteKind.POINT] == 3
    assert run(lambda s: notes.export_lines(s, place)) == texts
    assert actions(run)[0] == "note.import"


def test_imported_lines_follow_those_that_are_there(
    run: Run, place: NotesPlace
) -> None:
    run(lambda s: notes.import_lines(s, place, ["\\! one"], at=NINE))
    run(lambda s: notes.import_lines(s, place, ["two\u2028so", "three"], at=NINE))
    assert run(lambda s: notes.export_lines(s, place)) == [
        "\\! one",
        "two so",
        "three",
    ]


def test_lines_for_an_unknown_session_are_refused(run: Run) -> None:
    with pytest.raises(NotFound):
        run(lambda s: notes.import_lines(s, NotesPlace("none"), ["so"], at=NINE))


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Sarantuya Ganbold", "Sarantuya Ganbold"),
        ("ganbold SARANTUYA", "Sarantuya Ganbold"),
        ("Ганболд Сарантуяа", "Sarantuya Ganbold"),
        ("Sarantuya", "Sarantuya Ganbold"),
        ("Lê Văn Đức", "Le Van Duc"),
        ("City of Naga", "Ana Cruz"),
        ("City of Hue", None),
        ("Ministry", None),
        ("Nobody", None),
        ("…", None),
    ],
)
def test_a_speaker_is_the_one_participant_that_is_meant(
    run: Run, place: NotesPlace, typed: str, who: str | None
) -> None:
    people = [
        a_person(
            "Sarantuya Ganbold",
            given_name="Sarantuya",
            family_name="Ganbold",
            native_name="Ганболд Сарантуяа",
            organisation="Ministry of Construction",
        ),
        a_person("Le Van Duc", organisation="City of Hue"),
        a_person("Tran Thi Mai", organisation="City of Hue"),
        a_person("Ana Cruz", organisation="City of Naga"),
        a_person("Ben Reyes", organisation="City of Naga Water Ministry"),
    ]
    for person in people:
        run(add(person))
    run(lambda s: notes.commit_line(s, place, line(f"@{typed}: so"), at=NINE))
    found = {person.id: person.printed_name for person in people}
    assert found.get(note(run).speaker_id or "") == who


def test_places_are_spelt_as_in_the_list_of_participants(
    run: Run, place: NotesPlace
) -> None:
    run(add(a_person("Ana Cruz", city="Naga City", country="PH")))
    texts = ["^naga ^philippines ^Geneva ^Naga so"]
    run(lambda s: notes.import_lines(s, place, texts, at=NINE))
    (kept,) = run(lambda s: s.scalars(select(rows.Note)).all())
    assert kept.places == ["Naga City", "Philippines", "Geneva"]


def test_notes_can_be_taken_in_sessions_and_in_their_groups(run: Run) -> None:
    breakout = a_session("Breakout", 2, room="Hall A")
    ids = [run(add(row)) for row in (a_session(), breakout)]
    run(add(a_session("Lunch", 3, form="break")))
    a_round = rows.Round(id=new_id(NINE), session_id=ids[1], number=1)
    run(add(a_round))
    for position, room in enumerate(("Room 1", "")):
        name = "BA"[position]
        group = rows.Group(
            id=f"g{name}",
            round_id=a_round.id,
            name=name,
            position=1 - position,
            topic="Water",
            room=room,
        )
        run(add(group))
    gone = rows.Round(id=new_id(NINE), session_id="gone", number=2)
    run(add(gone))
    run(add(rows.Group(id="gC", round_id=gone.id, name="C")))
    found = run(notes_reading.choices)
    assert [(one.session.title, one.group, one.room) for one in found] == [
        ("Progress", "", ""),
        ("Breakout", "", "Hall A"),
        ("Breakout", "A", "Hall A"),
        ("Breakout", "B", "Room 1"),
    ]
    place = found[3].place
    assert place == NotesPlace(ids[1], "gB")
    run(lambda s: notes.commit_line(s, place, line("so"), at=NINE))
    run(lambda s: notes.save_draft(s, place, line("so so", "n2", "a1"), at=NINE))
    assert len(run(lambda s: notes.notes(s, place))) == 2
    assert run(lambda s: notes.notes(s, NotesPlace(ids[1]))) == []
    assert run(lambda s: notes_reading.context(s, place)).choice == found[3]
    with pytest.raises(NotFound):
        run(lambda s: notes_reading.context(s, NotesPlace(ids[0], "gB")))


def test_the_editor_is_told_who_is_here_and_what_places_there_are(
    run: Run, place: NotesPlace
) -> None:
    zoe = a_person("Zoe", organisation="City of Naga", city="Naga", country="PH")
    yan = a_person("Yan", organisation="City of Rizhao", city="Rizhao", country="CN")
    for person in (zoe, yan, a_person("Ada"), a_person("Gone", status="cancelled")):
        run(add(person))
    badge = rows.Badge(
        id=new_id(NINE), participant_id=zoe.id, number="0f" * 8, issued_at=NINE
    )
    run(add(badge))
    for number, person_id in ((badge.number, None), ("", yan.id)):
        scan = rows.Scan(
            id=new_id(NINE),
            checkpoint_id="desk",
            badge_number=number,
            participant_id=person_id,
            at=NINE,
            device_id="d",
            verdict="ADMITTED",
        )
        run(add(scan))
    run(lambda s: notes.import_lines(s, place, ["^Geneva so"], at=NINE))
    context = run(lambda s: notes_reading.context(s, place))
    assert context.people == (
        Attendee("Yan", "City of Rizhao", is_here=True),
        Attendee("Zoe", "City of Naga", is_here=True),
        Attendee("Ada", "", is_here=False),
    )
    assert context.organisations == ("City of Naga", "City of Rizhao")
    assert context.places == KnownPlaces(
        ("Naga", "Rizhao"), ("China", "Philippines"), ("Geneva",)
    )
    assert context.objectives[4] == (5, "Objective 5")
    assert context.notation.objectives == {1, 2, 3, 4, 5}
    assert context.notation.session_day == date(2014, 11, 5)
    assert context.time_zone == "Asia/Ulaanbaatar"


def test_native_names_can_be_found_by_plain_letters(
    run: Run, place: NotesPlace
) -> None:
    for person in (
        a_person("Sarantuya Ganbold", native_name="Ганболдын Сарантуяа"),
        a_person("Lê Văn Đức", organisation="Thành phố Đà Nẵng"),
        a_person("Ana Cruz", organisation="City of Naga"),
    ):
        run(add(person))
    keys = run(lambda s: notes_reading.context(s, place)).keys
    assert "ganboldyn" in keys["Sarantuya Ganbold"]
    assert "Сарантуяа" in keys["Sarantuya Ganbold"]
    assert keys["Lê Văn Đức"].split() == ["le", "van", "duc"]
    assert "da nang" in keys["Thành phố Đà Nẵng"]
    assert not {"Ana Cruz", "City of Naga"} & keys.keys()


def test_the_summary_counts_what_was_noted(run: Run, place: NotesPlace) -> None:
    for city in ("Naga", "Rizhao", "Naga", ""):
        run(add(a_person("Somebody", city=city)))
    texts = ["! so #1", "[] so #1 >> A", "[] so ^Naga", "so ^Geneva #3"]
    run(lambda s: notes.import_lines(s, place, texts, at=NINE))
    run(lambda s: notes.save_draft(s, place, line("! draft #5"), at=NINE))
    found = run(lambda s: notes_reading.summary(s, place))
    assert (found.lines, found.without_owner) == (4, 1)
    assert found.kinds == {NoteKind.KEY: 1, NoteKind.ACTION: 2, NoteKind.POINT: 1}
    assert [count for _, _, count in found.objectives] == [2, 0, 1, 0, 0]
    assert (found.heard, found.to_hear) == (("Naga",), ("Rizhao",))


def test_each_actor_comes_back_to_their_last_line(
    database: Database, run: Run, place: NotesPlace
) -> None:
    assert run(notes_reading.last_place) is None
    changes = LineChanges(written=(line("so"),), caret="n1")
    run(lambda s: notes.save_lines(s, place, changes, at=NINE))
    run(lambda s: notes.save_lines(s, place, changes, at=NINE))
    assert run(notes_reading.last_place) == (place, "n1")
    database.actor = "Desk 2"
    assert run(notes_reading.last_place) is None


def test_notes_are_a_kind_that_screens_can_watch(
    database: Database, place: NotesPlace
) -> None:
    _, touched = database.run(
        lambda s: notes.commit_line(s, place, line("so"), at=NINE), at=NINE
    )
    assert touched == {Kind.NOTE}
