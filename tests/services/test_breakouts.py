from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    BreakoutError,
    GroupDraft,
    RoundChoices,
    RoundDraft,
    Weights,
    lettered,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import breakout_seats, breakouts
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.store.search import search_key
from tests.conftest import NINE, Run
from tests.services.breakout_world import (
    add_people,
    add_round,
    add_session,
    water_and_energy,
)


def touched(database: Database, work: Callable[[Session], object]) -> frozenset[Kind]:
    return database.run(work, at=NINE)[1]


def test_a_round_has_groups_named_by_letters_and_sized_by_those_expected(
    run: Run,
) -> None:
    run(lambda s: add_people(s, 13))
    info = run(
        lambda s: breakouts.new_round(
            s,
            add_session(s, "Challenges"),
            RoundDraft(water_and_energy(), Weights({"country": 1.0, "city": 0.0})),
            at=NINE,
        )
    )
    board = run(lambda s: breakouts.board(s, info.id))
    assert (info.number, info.title, info.groups) == (1, "Challenges", 2)
    assert (info.expected, info.seated, info.published) == (13, 0, False)
    assert info.weights == Weights({"country": 1.0}, 1.0, 0.0)
    assert [group.title for group in board.groups] == ["A · Water", "B · Energy"]
    assert [(g.seats_min, g.seats_max) for g in board.groups] == [(6, 7), (6, 7)]
    assert len(board.unassigned) == 13


def test_groups_without_a_name_get_the_next_letter(run: Run) -> None:
    drafts = (GroupDraft(topic=" Food "), GroupDraft("Reserve", seats_max=4))
    info = run(
        lambda s: breakouts.new_round(
            s, add_session(s, "X"), RoundDraft(drafts), at=NINE
        )
    )
    groups = run(lambda s: breakouts.board(s, info.id)).groups
    assert [group.title for group in groups] == ["A · Food", "Reserve"]


def test_rounds_are_numbered_in_the_order_of_time(run: Run) -> None:
    third = run(lambda s: add_round(s, day=2))
    first = run(lambda s: add_round(s, day=0))
    second = run(lambda s: add_round(s, day=1))
    found = run(breakouts.rounds)
    assert [info.id for info in found] == [first, second, third]
    assert [info.number for info in found] == [1, 2, 3]
    run(lambda s: breakouts.remove_round(s, first, at=NINE))
    assert [info.number for info in run(breakouts.rounds)] == [1, 2]


def test_a_removed_round_takes_its_groups_and_seats_along(run: Run) -> None:
    person = run(lambda s: add_people(s, 1))[0]
    round_id = run(add_round)
    group = run(lambda s: breakouts.board(s, round_id)).groups[0]
    run(lambda s: breakout_seats.move(s, round_id, person, group.id, at=NINE))
    run(lambda s: breakouts.remove_round(s, round_id, at=NINE))

    def left(session: Session) -> list[rows.Row]:
        live: list[rows.Row] = []
        for table in (rows.Round, rows.Group, rows.Seat):
            query = select(table).where(table.removed_at.is_(None))
            live.extend(session.scalars(query))
        return live

    assert run(left) == []
    with pytest.raises(NotFound, match="no longer there"):
        run(lambda s: breakouts.board(s, round_id))


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ((), "at least one group"),
        ((GroupDraft("A"), GroupDraft("a")), "same name"),
        ((GroupDraft("A", seats_min=5, seats_max=4),), "Group A: the fewest people"),
        ((GroupDraft("A", seats_min=-1, seats_max=4),), "must not be more"),
    ],
)
def test_impossible_groups_are_refused(
    run: Run, groups: tuple[GroupDraft, ...], reason: str
) -> None:
    session_id = run(lambda s: add_session(s, "X"))
    with pytest.raises(BreakoutError, match=reason):
        run(lambda s: breakouts.new_round(s, session_id, RoundDraft(groups), at=NINE))
    assert run(breakouts.rounds) == ()


def test_a_session_that_is_not_in_the_programme_has_no_rounds(run: Run) -> None:
    draft = RoundDraft(lettered(2))
    with pytest.raises(NotFound, match="programme"):
        run(lambda s: breakouts.new_round(s, "nowhere", draft, at=NINE))

    def removed(session: Session) -> str:
        session_id = add_session(session, "X")
        found = session.get_one(rows.Session, session_id)
        found.removed_at = NINE
        return session_id

    session_id = run(removed)
    with pytest.raises(NotFound, match="programme"):
        run(lambda s: breakouts.new_round(s, session_id, draft, at=NINE))


def test_what_matters_can_be_changed_until_publishing(
    run: Run, database: Database
) -> None:
    people = run(lambda s: add_people(s, 2))
    round_id = run(add_round)
    wanted = Weights({"gender": 3.0}, repeat=0.0, wish=1.0)
    info = run(lambda s: breakouts.edit_round(s, round_id, wanted, at=NINE))
    assert info.weights == wanted
    assert (
        touched(database, lambda s: breakouts.edit_round(s, round_id, wanted, at=NINE))
        == frozenset()
    )
    group = run(lambda s: breakouts.board(s, round_id)).groups[0]
    run(lambda s: breakout_seats.move(s, round_id, people[0], group.id, at=NINE))
    run(lambda s: breakouts.publish(s, round_id, at=NINE))
    with pytest.raises(BreakoutError, match="Round 1 is published"):
        run(lambda s: breakouts.edit_round(s, round_id, wanted, at=NINE))


def test_a_group_gets_a_room_and_hosts(run: Run, database: Database) -> None:
    round_id = run(add_round)
    group = run(lambda s: breakouts.board(s, round_id)).groups[0]
    wanted = GroupDraft("", " Water ", "Room 7", "2", "Host", "Reporter", 3, 9)
    kept = run(lambda s: breakouts.edit_group(s, group.id, wanted, at=NINE))
    assert kept.name == "A"
    after = run(lambda s: breakouts.board(s, round_id)).groups[0]
    assert after.draft == GroupDraft(
        "A", "Water", "Room 7", "2", "Host", "Reporter", 3, 9
    )
    assert (after.seats_min, after.seats_max) == (3, 9)
    assert (
        touched(database, lambda s: breakouts.edit_group(s, group.id, wanted, at=NINE))
        == frozenset()
    )
    with pytest.raises(BreakoutError, match="same name"):
        run(lambda s: breakouts.edit_group(s, group.id, GroupDraft("b"), at=NINE))
    with pytest.raises(NotFound, match="group"):
        run(lambda s: breakouts.edit_group(s, "none", wanted, at=NINE))


def test_the_board_shows_wishes_and_leaves_out_who_is_cancelled(run: Run) -> None:
    people = run(lambda s: add_people(s, 4))
    info = run(
        lambda s: breakouts.new_round(
            s, add_session(s, "X"), RoundDraft(water_and_energy()), at=NINE
        )
    )
    water = run(lambda s: breakouts.board(s, info.id)).groups[0]

    def wish(session: Session) -> None:
        for person, wishes in zip(
            people, (["Energy", "water"], ["Energy"], [], ["Water"]), strict=True
        ):
            session.get_one(rows.Participant, person).wishes = wishes
            breakout_seats.move(session, info.id, person, water.id, at=NINE)
        session.get_one(rows.Participant, people[3]).status = "cancelled"

    run(wish)
    board = run(lambda s: breakouts.board(s, info.id))
    assert [card.wish for card in board.groups[0].cards] == [2, 0, None]
    assert all(card.pinned for card in board.groups[0].cards)
    assert (board.round.seated, board.round.expected) == (3, 3)
    assert board.unassigned == ()
    assert board.groups[0].cards[0].language == "en"


def test_the_board_shows_who_has_arrived(run: Run) -> None:
    people = run(lambda s: add_people(s, 2))
    round_id = run(add_round)

    def scan(session: Session) -> None:
        session.info["action"] = "test.scan"
        session.add(
            rows.Scan(
                id=new_id(NINE),
                checkpoint_id="desk",
                participant_id=people[1],
                at=NINE,
                device_id="laptop",
                verdict="ADMITTED",
            )
        )

    run(scan)
    board = run(lambda s: breakouts.board(s, round_id))
    assert [card.arrived for card in board.unassigned] == [False, True]


def test_somebody_is_found_on_the_board_by_any_part_of_a_name(run: Run) -> None:
    people = run(lambda s: add_people(s, 2))

    def name(session: Session) -> None:
        session.info["action"] = "test.name"
        row = session.get_one(rows.Participant, people[1])
        row.search_key = search_key("Ганболдын Сарантуяа")

    run(name)
    assert run(lambda s: breakouts.matches(s, "sarant")) == (people[1],)
    assert run(lambda s: breakouts.matches(s, "nobody")) == ()


def test_publishing_locks_and_unpublishing_unlocks(
    run: Run, database: Database
) -> None:
    person = run(lambda s: add_people(s, 1))[0]
    round_id = run(add_round)
    with pytest.raises(BreakoutError, match="Nobody has a group in round 1"):
        run(lambda s: breakouts.publish(s, round_id, at=NINE))
    groups = run(lambda s: breakouts.board(s, round_id)).groups
    run(lambda s: breakout_seats.move(s, round_id, person, groups[0].id, at=NINE))
    assert run(lambda s: breakouts.publish(s, round_id, at=NINE)).published_at == NINE
    assert (
        touched(database, lambda s: breakouts.publish(s, round_id, at=NINE))
        == frozenset()
    )
    for action in (
        lambda s: breakout_seats.move(s, round_id, person, groups[1].id, at=NINE),
        lambda s: breakout_seats.unpin(s, round_id, person, at=NINE),
        lambda s: breakouts.remove_round(s, round_id, at=NINE),
    ):
        with pytest.raises(BreakoutError, match="Unpublish it first"):
            run(action)
    assert not run(lambda s: breakouts.unpublish(s, round_id, at=NINE)).published
    run(lambda s: breakout_seats.move(s, round_id, person, groups[1].id, at=NINE))


def test_a_board_without_people_or_rounds_is_empty(run: Run) -> None:
    assert run(breakouts.rounds) == ()
    round_id = run(add_round)
    board = run(lambda s: breakouts.board(s, round_id))
    assert list(board.cards()) == []
    assert [(g.seats_min, g.seats_max) for g in board.groups] == [(0, 0), (0, 0)]
    with pytest.raises(NotFound):
        run(lambda s: breakouts.info(s, "none"))
    with pytest.raises(NotFound):
        run(lambda s: breakouts.publish(s, "none", at=NINE))


def test_a_new_round_can_be_of_any_breakout_session(run: Run) -> None:
    assert run(breakouts.choices) == RoundChoices()
    run(lambda s: add_people(s, 4))
    run(lambda s: add_session(s, "Second", day=1))
    run(add_round)

    def plenary(session: Session) -> None:
        found = session.get_one(rows.Session, add_session(session, "Plenary"))
        found.form = "plenary"
        person = next(iter(session.scalars(select(rows.Participant))))
        person.wishes = ["Water"]

    run(plenary)
    choices = run(breakouts.choices)
    assert [(c.title, c.rounds) for c in choices.sessions] == [
        ("Breakout of day 1", 1),
        ("Second", 0),
    ]
    assert f"{choices.sessions[0].starts_at:%H:%M}" == "14:00"
    assert choices.people == 4
    assert choices.traits == (
        "country", "category", "gender", "organisation", "language",
    )  # fmt: skip
    assert choices.wishes
