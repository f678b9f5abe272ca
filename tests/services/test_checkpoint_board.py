from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.checkpoints import (
    CheckpointDraft,
    CheckpointLine,
    GuestLists,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import (
    attendance,
    attendance_table,
    checkin,
    checkpoint_board,
    checkpoint_making,
    checkpoints,
    people,
    programme,
    workshop,
)
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_round
from tests.services.desk_world import World, add_checkpoint, add_person, build

GANBOLD, LE, PENA = "Sarantuya Ganbold", "Lê Văn Đức", "Juan Miguel Peña"
BAT = "Bat Dorj"
MINUTE = timedelta(minutes=1)
LATER = NINE + timedelta(hours=2)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def scan(run: Run, world: World, name: str, place: str, minute: int = 0) -> None:
    at = NINE + minute * MINUTE
    run(lambda s: checkin.scan(s, world.codes[name], place, at=at), at)


def line(run: Run, checkpoint: str) -> CheckpointLine:
    board = run(lambda s: checkpoint_board.board(s, at=LATER))
    return next(one for one in board.lines if one.id == checkpoint)


def guests(run: Run, checkpoint: str) -> GuestLists:
    return run(lambda s: checkpoint_board.guests(s, checkpoint, at=LATER))


def test_the_board_tells_how_far_each_checkpoint_is(world: World, run: Run) -> None:
    scan(run, world, GANBOLD, world.desk)
    scan(run, world, LE, world.desk)
    scan(run, world, LE, world.door, 5)
    scan(run, world, PENA, world.door, 5)
    scan(run, world, PENA, world.door, 9)
    scan(run, world, LE, world.meal, 9)  # not for them
    board = run(lambda s: checkpoint_board.board(s, at=LATER))
    assert [
        (one.name, one.for_whom, one.expected, one.came, one.missing, one.inside)
        for one in board.lines
    ] == [
        ("Registration, day 1", "Everybody", 4, 2, 2, 2),
        ("Dinner of the speakers", "Speaker", 1, 0, 1, 0),
        ("Hall A", "Everybody", 4, 2, 2, 1),
    ]
    assert [one.scans for one in board.lines] == [True, True, True]
    assert (board.people, board.sessions, board.names) == (4, (), {})
    assert board.choices.label("country", "MN") == "Mongolia"
    assert [(c.label, c.count) for c in board.choices.by_key["role"]] == [
        ("Participant", 2), ("Moderator", 1), ("Speaker", 1),
    ]  # fmt: skip


def test_a_checkpoint_without_a_day_shows_today(world: World, run: Run) -> None:
    scan(run, world, LE, world.door)
    tomorrow = LATER + timedelta(days=1)
    board = run(lambda s: checkpoint_board.board(s, at=tomorrow))
    by_id = {one.id: one for one in board.lines}
    assert (by_id[world.door].came, by_id[world.door].inside) == (0, 0)
    assert not by_id[world.door].is_over
    assert by_id[world.desk].is_over


def test_a_meal_counts_whenever_it_was_had(world: World, run: Run) -> None:
    scan(run, world, GANBOLD, world.meal)
    board = run(lambda s: checkpoint_board.board(s, at=LATER + timedelta(days=1)))
    meal = next(one for one in board.lines if one.id == world.meal)
    assert (meal.came, meal.missing) == (1, 0)


def test_a_session_ends_what_is_inside(world: World, run: Run) -> None:
    draft = SessionDraft(title="Talk", starts_at=NINE, ends_at=NINE + 60 * MINUTE)
    item = run(lambda s: programme.add(s, draft, at=NINE))
    made = run(lambda s: checkpoint_making.make(s, [item.id], at=NINE))
    (door,) = made.added
    scan(run, world, LE, door.id, 5)
    shown = line(run, door.id)
    assert (shown.session, shown.is_over, shown.came) == (item, True, 1)


def test_lists_say_who_is_there_and_who_is_not(world: World, run: Run) -> None:
    scan(run, world, GANBOLD, world.door)
    scan(run, world, LE, world.door, 5)
    scan(run, world, LE, world.door, 9)
    found = guests(run, world.door)
    assert [(g.name, g.at) for g in found.inside] == [(GANBOLD, NINE)]
    assert [(g.name, g.at) for g in found.came] == [
        (LE, NINE + 5 * MINUTE), (GANBOLD, NINE),
    ]  # fmt: skip
    assert [(g.name, g.country, g.at) for g in found.missing] == [
        (BAT, "Mongolia", None), (PENA, "Philippines", None),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        guests(run, "other")


def test_who_came_without_being_expected_is_marked(world: World, run: Run) -> None:
    scan(run, world, LE, world.meal)
    refused = run(lambda s: checkin.recent(s, world.meal))[0]
    run(lambda s: checkin.admit_anyway(s, refused.scan_id, "guest", at=NINE))
    scan(run, world, GANBOLD, world.meal, 3)
    found = guests(run, world.meal)
    assert [(g.name, g.is_expected) for g in found.came] == [
        (LE, False), (GANBOLD, True),
    ]  # fmt: skip
    run(lambda s: people.cancel(s, world.people[GANBOLD], at=NINE))
    assert [g.is_expected for g in guests(run, world.meal).came] == [False, False]

    def lose(session: Session) -> None:
        session.info["action"] = "test.lose"
        session.get_one(rows.Participant, world.people[LE]).removed_at = NINE

    run(lose)
    assert [g.name for g in guests(run, world.meal).came] == [GANBOLD]


def test_groups_and_names_are_told_by_what_they_are(world: World, run: Run) -> None:
    def set_up(session: Session) -> tuple[str, str]:
        round_id = add_round(session, 0, 2)
        groups = session.query(rows.Group).order_by(rows.Group.position).all()
        groups[1].topic = "Water"
        session.add(
            rows.Seat(
                id="s",
                round_id=round_id,
                group_id=groups[1].id,
                participant_id=world.people[LE],
            )
        )
        door = add_checkpoint(
            session, "B", purpose="session", entitled={"group": [groups[1].id]}
        )
        twin = add_person(session, "Le Van Duc")
        session.get_one(rows.Participant, twin).merged_into_id = world.people[LE]
        session.get_one(rows.Participant, twin).removed_at = NINE
        named = add_checkpoint(
            session, "Dinner", purpose="meal", entitled={"participant": [twin, "gone"]}
        )
        return door, named

    door, named = run(set_up)
    shown = line(run, door)
    assert (shown.for_whom, shown.expected) == ("Group B of round 1: Water", 1)
    assert line(run, named).expected == 1
    board = run(lambda s: checkpoint_board.board(s, at=LATER))
    assert sorted(board.names.values()) == ["", LE]
    assert [(c.label, c.count) for c in board.choices.by_key["group"]] == [
        ("Group A of round 1", 0), ("Group B of round 1: Water", 1),
    ]  # fmt: skip


def test_merged_people_are_one_wherever_they_were_scanned(
    world: World, run: Run
) -> None:
    scan(run, world, LE, world.door)
    scan(run, world, PENA, world.door, 5)

    def merge(session: Session) -> None:
        session.info["action"] = "test.merge"
        row = session.get_one(rows.Participant, world.people[PENA])
        row.merged_into_id, row.removed_at = world.people[LE], NINE

    run(merge)
    assert {move[2] for move in run(attendance.moves)} == {world.people[LE]}
    assert [g.name for g in guests(run, world.door).inside] == [LE]


def test_staying_is_told_for_the_day(world: World, run: Run) -> None:
    scan(run, world, LE, world.door)
    info = run(workshop.info)
    (stay,) = run(lambda s: attendance.staying(s, info, LATER))
    assert (stay.participant_id, stay.checkpoint_id) == (world.people[LE], world.door)
    tomorrow = LATER + timedelta(days=1)
    assert run(lambda s: attendance.staying(s, info, tomorrow)) == ()


def test_attendance_is_counted_by_session(world: World, run: Run) -> None:
    def meet(title: str, hours: int, form: str = "plenary") -> str:
        begins = NINE + timedelta(hours=hours)
        draft = SessionDraft(
            title=title, starts_at=begins, ends_at=begins + 60 * MINUTE, form=form
        )
        return run(lambda s: programme.add(s, draft, at=NINE)).id

    talk = meet("Talk", 0)
    meet("Panel", 1)
    meet("Tea", 2, "break")
    (door,) = run(lambda s: checkpoint_making.make(s, [talk], at=NINE)).added
    entitled = {"country": ("MN", "VN")}
    draft = CheckpointDraft(name="Back door", session_id=talk, entitled=entitled)
    back = run(lambda s: checkpoints.add(s, draft, at=NINE))
    scan(run, world, LE, world.desk)
    scan(run, world, LE, back.id)
    scan(run, world, GANBOLD, door.id, 1)
    scan(run, world, GANBOLD, back.id, 2)
    found = run(lambda s: attendance_table.by_session(s, "country"))
    assert (found.columns, found.without) == (("Mongolia", "Viet Nam"), 1)
    (row,) = found.rows
    assert (row.session.title, row.expected, row.came, row.counts) == (
        "Talk", 4, 2, (1, 1),
    )  # fmt: skip
    by_role = run(lambda s: attendance_table.by_session(s, "role"))
    assert by_role.columns == ("Participant", "Speaker")
