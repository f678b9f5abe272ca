"""Finding notes in all sessions, in any script, without accents."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.note_finding import NotesIndex, NotesSought
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.services import notes, notes_finding
from nexus_desktop.store import rows
from tests.conftest import NINE, Run

FIRST, SECOND, GROUP = NotesPlace("s1"), NotesPlace("s2"), NotesPlace("s2", "g1")
LINES = {
    SECOND: (
        "! @Nguyễn Thị Hà: Nước sạch is for everybody #2",
        "the cafés waste water",
    ),
    GROUP: ("[] Share the tariff study >> City of Naga by 12 Dec", "ระบบน้ำเสียของเมือง"),
    FIRST: ("/challenge @Ана: #1 ^Naga 水务局 has no budget", "Сесс өндөрлөв ^Darkhan"),
}


@pytest.fixture(autouse=True)
def _lines(run: Run) -> None:
    def work(session: Session) -> None:
        for number, title in enumerate(("Progress", "Breakout"), 1):
            start = datetime(2014, 11, 5, 1 + number, tzinfo=UTC)
            end = start + timedelta(hours=1)
            made = rows.Session(
                id=f"s{number}", title=title, starts_at=start, ends_at=end
            )
            session.add(made)
        session.add(rows.Group(id="g1", round_id="r1", name="A"))
        for place, lines in LINES.items():
            notes.import_lines(session, place, lines, at=NINE)

    run(work)


@pytest.fixture
def index(run: Run) -> NotesIndex:
    return notes_finding.index(run(notes_finding.read), NotesIndex())


def texts(index: NotesIndex, typed: str = "", **more: object) -> list[str]:
    sought = NotesSought(notes_finding.words(typed), **more)  # type: ignore[arg-type]
    return [one.note.text for one in index.find(sought)]


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("cafe", "the cafés"), ("WAST wat", "the cafés"), ("nguyen", "Nước"),
        ("nuoc sach", "Nước"), ("水务", "水务局"), ("务局", "水务局"),
        ("shuiwu", "水务局"), ("น้ำเสีย", "ระบบ"), ("น้ำ", "ระบบ"),
        ("өндөр", "Сесс"), ("undur", ""), ("darkh", "Сесс"), ("naga study", "Share"),
        ("ater", ""), ("—", ""), ("ана", "水务局"), ("%", ""),
    ],
)  # fmt: skip
def test_notes_are_found_by_what_is_typed(
    index: NotesIndex, typed: str, begins: str
) -> None:
    found = texts(index, typed)
    assert [text[: len(begins)] for text in found] == ([begins] if begins else [])


def test_all_come_in_the_order_of_the_programme(index: NotesIndex) -> None:
    assert [one.note.place for one in index.notes] == [
        FIRST, FIRST, SECOND, SECOND, GROUP, GROUP,
    ]  # fmt: skip
    assert texts(index) == [one.note.text for one in index.notes]
    last = index.notes[-1].note
    assert (last.title, last.group, index.notes[0].note.group) == ("Breakout", "A", "")


def test_filters_narrow_what_is_found(index: NotesIndex) -> None:
    assert len(texts(index, kind=NoteKind.ACTION)) == 1
    assert texts(index, objective=2)[0].startswith("Nước")
    assert texts(index, speaker="Ана")[0].startswith("水务局")
    assert texts(index, place="City of Naga")[0].startswith("水务局")
    assert texts(index, "budget", place="Darkhan") == []


def test_the_filters_offer_what_occurs(index: NotesIndex) -> None:
    assert index.kinds == (
        NoteKind.POINT, NoteKind.KEY, NoteKind.ACTION, NoteKind.CHALLENGE,
    )  # fmt: skip
    assert index.objectives == (1, 2)
    assert index.places == ("Darkhan", "Naga")
    assert index.speakers == ("Nguyễn Thị Hà", "Ана")


def test_keys_are_made_again_only_for_what_changed(run: Run, index: NotesIndex) -> None:
    first = index.notes[0]
    changed = WrittenLine(first.note.note_id, "a0", "other words", NINE)
    changes = LineChanges(written=(changed,))
    run(lambda s: notes.save_lines(s, FIRST, changes, at=NINE))
    again = notes_finding.index(run(notes_finding.read), index)
    assert again.find(NotesSought())[0].note.text == "other words"
    assert again.notes[0].key != first.key
    assert all(
        new.key is old.key
        for new, old in zip(again.notes[1:], index.notes[1:], strict=True)
    )


def test_removed_notes_and_sessions_are_not_found(run: Run, index: NotesIndex) -> None:
    gone = index.notes[0].note.note_id
    run(lambda s: notes.remove(s, FIRST, [gone], at=NINE))
    run(lambda s: setattr(s.get_one(rows.Session, "s2"), "removed_at", NINE))
    assert [one.place for one in run(notes_finding.read)] == [FIRST]


def test_making_the_index_can_be_stopped(run: Run) -> None:
    found = run(notes_finding.read)
    assert notes_finding.index(found, NotesIndex(), lambda: True) == NotesIndex()
