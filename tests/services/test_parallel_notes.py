"""Groups side by side, what the plenary takes from them, what they have in common."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.note import LineChanges, NotesPlace, NotesStatus, WrittenLine
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.parallel_notes import GroupNotes, ParallelNotes, Point
from nexus_desktop.services import (
    actions,
    history,
    line_history,
    minutes,
    notes,
    notes_status,
    parallel_notes,
)
from nexus_desktop.services.notes_lock import NotesFinal
from nexus_desktop.services.similar_points import similar
from nexus_desktop.store import rows
from tests.conftest import NINE, Run

OPENING, WORK, REPORT = NotesPlace("s1"), NotesPlace("s2"), NotesPlace("s3")
A, B = NotesPlace("s2", "ga"), NotesPlace("s2", "gb")


def plan(session: Session) -> None:
    titles = ("Opening", "Group work", "Reports", "More work")
    for number, title in enumerate(titles, 1):
        start = datetime(2014, 11, 5, 1 + number, tzinfo=UTC)
        end = start + timedelta(hours=1)
        made = rows.Session(id=f"s{number}", title=title, starts_at=start, ends_at=end)
        session.add(made)


@pytest.fixture
def groups(run: Run) -> None:
    def work(session: Session) -> None:
        plan(session)
        for number, (turn, whose) in enumerate((("r1", "s2"), ("r2", "s4")), 1):
            session.add(rows.Round(id=turn, session_id=whose, number=number))
        for name in "ab":
            made = rows.Group(
                id=f"g{name}",
                round_id="r1",
                name=name.upper(),
                topic="Water",
                rapporteur="Ana",
                position=ord(name),
            )
            session.add(made)
        session.add(rows.Group(id="gc", round_id="r2", name="C"))
        notes.import_lines(session, A, ["! Water first", "@Ana: tariffs"], at=NINE)
        notes.import_lines(session, B, ["[] Share it >> Naga by 12 Dec"], at=NINE)

    run(work)


def read(
    run: Run, session_id: str = "s2", here: NotesPlace | None = None
) -> ParallelNotes:
    return run(lambda s: parallel_notes.read(s, session_id, here))


def ids(run: Run) -> list[str]:
    return [point.note_id for point in read(run).points]


def take(run: Run, note_ids: list[str], target: NotesPlace = REPORT) -> tuple[int, int]:
    made = run(lambda s: parallel_notes.take(s, note_ids, target, at=NINE))
    return made.added, made.known


def lines(run: Run, place: NotesPlace = REPORT) -> list[str]:
    return run(lambda s: notes.export_lines(s, place))


@pytest.mark.usefixtures("groups")
def test_the_groups_of_a_session_stand_side_by_side(run: Run) -> None:
    found = read(run)
    assert (found.session_id, found.title) == ("s2", "Group work")
    assert found.sessions == (("s2", "Group work"), ("s4", "More work"))
    first, second = found.groups
    assert [point.text for point in first.points] == ["Water first", "tariffs"]
    assert first.points[1].speaker == "Ana"
    assert [point.unattributed for point in first.points] == [
        "! Water first", "tariffs",
    ]  # fmt: skip
    assert (second.points[0].kind, second.points[0].line) == (
        NoteKind.ACTION, "[] Share it >> Naga by 12 Dec",
    )  # fmt: skip
    assert second == GroupNotes(
        "gb", "B", "Water", "Ana", NotesStatus.OPEN, second.points
    )
    assert [one.place.session_id for one in found.targets] == ["s1", "s2", "s3", "s4"]


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize(
    ("sought", "meant"),
    [("s1", "s2"), ("s2", "s2"), ("s3", "s2"), ("s4", "s4"), ("gone", "s2")],
)
def test_a_session_without_groups_means_the_one_before(
    run: Run, sought: str, meant: str
) -> None:
    assert read(run, sought).session_id == meant


@pytest.mark.usefixtures("groups")
def test_points_go_to_where_one_writes_or_to_the_next_plenary(run: Run) -> None:
    assert read(run).target == REPORT
    assert read(run, here=OPENING).target == OPENING
    assert read(run, here=WORK).target == REPORT
    assert read(run, here=A).target == REPORT
    assert read(run, "s4").target == NotesPlace("s4")


def test_without_groups_there_is_nothing_to_compare(run: Run) -> None:
    run(plan)
    found = read(run)
    assert (found.session_id, found.groups, len(found.targets)) == ("", (), 4)


@pytest.mark.usefixtures("groups")
def test_a_point_is_taken_with_its_source_and_once_only(run: Run) -> None:
    first, _, third = ids(run)
    run(lambda s: notes.import_lines(s, REPORT, ["before"], at=NINE))
    assert take(run, [first, third]) == (2, 0)
    assert take(run, [first]) == (0, 1)
    assert lines(run) == ["before", "! Water first", "[] Share it >> Naga by 12 Dec"]
    assert [point.is_taken for point in read(run).points] == [True, False, True]
    copy = run(lambda s: notes.notes(s, REPORT))[1].note_id
    (source,) = run(lambda s: line_history.line_history(s, copy)).sources
    assert (source.note_id, source.whose) == (first, "group A in “Group work”")
    assert take(run, [first], OPENING) == (1, 0)


@pytest.mark.usefixtures("groups")
def test_taking_is_undone_as_one_action(run: Run) -> None:
    take(run, ids(run))
    undone = run(lambda s: history.undo_last(s, at=NINE))
    assert undone.words == "Points taken into another session"
    assert lines(run) == []
    assert not any(point.is_taken for point in read(run).points)


@pytest.mark.usefixtures("groups")
def test_nothing_is_taken_into_final_notes_or_from_nowhere(run: Run) -> None:
    first = ids(run)[0]
    run(lambda s: notes.remove(s, A, [first], at=NINE))
    with pytest.raises(NotFound, match="not in the notes of its group"):
        take(run, [first])
    with pytest.raises(NotFound):
        take(run, ids(run), NotesPlace("gone"))
    run(lambda s: notes_status.change(s, REPORT, NotesStatus.FINAL, at=NINE))
    with pytest.raises(NotesFinal):
        take(run, ids(run))


@pytest.mark.usefixtures("groups")
def test_merged_points_keep_all_their_sources(run: Run) -> None:
    first, second, _ = ids(run)

    def merge(line: str) -> None:
        run(lambda s: parallel_notes.merge(s, [first, second], line, REPORT, at=NINE))

    merge("= Water  first, with tariffs")
    assert lines(run) == ["= Water first, with tariffs"]
    assert [point.is_taken for point in read(run).points] == [True, True, False]
    copy = run(lambda s: notes.notes(s, REPORT))[0].note_id
    sources = run(lambda s: line_history.line_history(s, copy)).sources
    assert [one.note_id for one in sources] == [first, second]
    with pytest.raises(NexusError, match="needs words"):
        merge("=  ")
    assert run(lambda s: history.undo_last(s, at=NINE)).words == "Points merged"
    assert lines(run) == []


def point(group: str, text: str) -> Point:
    return Point(f"{group}: {text}", group, NINE, NoteKind.POINT, text, text)


def lots(*points: Point) -> list[list[str]]:
    return [[one.note_id for one in lot] for lot in similar(points)]


def test_points_in_nearly_the_same_words_belong_together() -> None:
    assert lots(
        point("a", "Cities need a task force with its own budget"),
        point("a", "Water tariffs are too low"),
        point("b", "A task force needs its own budget in cities"),
        point("c", "The tariff study is late"),
        point("c", "Water tariffs are far too low"),
    ) == [
        ["a: Cities need a task force with its own budget",
         "b: A task force needs its own budget in cities"],
        ["a: Water tariffs are too low", "c: Water tariffs are far too low"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城市需要自己的水务预算", "城市需要自己的水务 预算"),
        ("Nước sạch cho mọi người", "NUOC SACH cho moi nguoi"),
        ("Хотуудад төсөв хэрэгтэй", "хотуудад төсөв  хэрэгтэй!"),
        ("เมืองต้องการ งบประมาณ", "เมืองต้องการ งบประมาณ ของตนเอง"),
    ],
)
def test_any_script_is_compared(one: str, other: str) -> None:
    assert len(lots(point("a", one), point("b", other))) == 1


def test_other_points_and_those_of_one_group_do_not_belong_together() -> None:
    assert lots(
        point("a", "Water first"), point("a", "Water first"), point("b", "yes"),
        point("c", "yes"), point("b", "Energy for the districts comes much later"),
        point("c", "Water first is what the ministry of energy would never say to us"),
    ) == []  # fmt: skip


def test_comparing_can_be_stopped() -> None:
    points = [point("a", "Water comes first"), point("b", "Water comes first")]
    assert similar(points, lambda: True) == ()


@pytest.mark.usefixtures("groups")
def test_what_was_taken_counts_once_where_all_sessions_are_told_of(run: Run) -> None:
    _, second, action = ids(run)
    assert [one.text for one in run(actions.actions)] == ["Share it"]
    take(run, [second, action])
    copies = {one.line: one.note_id for one in run(lambda s: notes.notes(s, REPORT))}
    (told,) = run(actions.actions)
    assert told.id == copies["[] Share it >> Naga by 12 Dec"]
    takers = run(parallel_notes.takers)
    assert takers == {second: copies["@Ana: tariffs"], action: told.id}
    found = {one.id: one.taken_by for one in run(minutes.material).remarks}
    assert found[action] == told.id
    assert found[told.id] == ""
    other = WrittenLine(told.id, "a9", "= Share it", NINE)
    changes = LineChanges(written=(other,))
    run(lambda s: notes.save_lines(s, REPORT, changes, at=NINE))
    assert action not in run(parallel_notes.takers)
    assert [one.id for one in run(actions.actions)] == [action]
