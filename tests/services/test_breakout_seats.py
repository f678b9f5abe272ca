import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import Board, BreakoutError, Moved
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import breakout_rules, breakout_seats, breakouts
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.breakout_world import add_people, add_round


def board(run: Run, round_id: str) -> Board:
    return run(lambda s: breakouts.board(s, round_id))


def move(run: Run, round_id: str, person: str, group: str | None) -> Moved:
    return run(lambda s: breakout_seats.move(s, round_id, person, group, at=NINE))


def group_of(run: Run, round_id: str, person: str) -> str | None:
    found = board(run, round_id).where(person)
    assert found
    return found[0].id if found[0] else None


def keep_together(run: Run, people: list[str]) -> None:
    who = tuple(people)
    run(lambda s: breakout_rules.add_rule(s, "together", who, at=NINE))


def live_seats(session: Session) -> int:
    return len(list(session.scalars(select(rows.Seat).where(*rows.SITTING))))


def newest(run: Run) -> rows.Seat:
    query = select(rows.Seat).order_by(rows.Seat.id.desc()).limit(1)
    return run(lambda s: s.scalars(query).one())


@pytest.fixture
def people(run: Run) -> list[str]:
    return run(lambda s: add_people(s, 6))


@pytest.fixture
def round_id(run: Run, people: list[str]) -> str:
    return run(add_round)


def test_moving_a_card_seats_and_pins_somebody(
    run: Run, people: list[str], round_id: str
) -> None:
    a, b = board(run, round_id).groups
    assert move(run, round_id, people[0], a.id) == Moved(1, "A")
    assert move(run, round_id, people[0], b.id) == Moved(1, "B")
    assert group_of(run, round_id, people[0]) == b.id
    assert run(live_seats) == 1
    assert board(run, round_id).groups[1].cards[0].pinned


def test_moving_nowhere_takes_the_seat_away(
    run: Run, people: list[str], round_id: str
) -> None:
    a, _ = board(run, round_id).groups
    move(run, round_id, people[0], a.id)
    assert move(run, round_id, people[0], None) == Moved(1)
    assert move(run, round_id, people[0], None) == Moved(0)
    assert group_of(run, round_id, people[0]) is None


def test_a_move_that_changes_nothing_writes_nothing(
    run: Run, people: list[str], round_id: str, database: Database
) -> None:
    a, _ = board(run, round_id).groups
    move(run, round_id, people[0], a.id)
    again = lambda s: breakout_seats.move(s, round_id, people[0], a.id, at=NINE)  # noqa: E731
    assert database.run(again, at=NINE) == (Moved(0, "A"), frozenset())
    run(lambda s: breakout_seats.unpin(s, round_id, people[0], at=NINE))
    assert database.run(again, at=NINE) == (Moved(0, "A"), frozenset({Kind.SEAT}))


def test_pins_are_set_and_taken_off(run: Run, people: list[str], round_id: str) -> None:
    a, _ = board(run, round_id).groups
    move(run, round_id, people[0], a.id)
    assert run(lambda s: breakout_seats.unpin(s, round_id, people[0], at=NINE))
    assert not run(lambda s: breakout_seats.unpin(s, round_id, people[0], at=NINE))
    assert run(lambda s: breakout_seats.pin(s, round_id, people[0], at=NINE))
    assert board(run, round_id).groups[0].cards[0].pinned
    with pytest.raises(NotFound, match="no group"):
        run(lambda s: breakout_seats.pin(s, round_id, people[1], at=NINE))


def test_several_are_moved_and_pinned_in_one_action(
    run: Run, people: list[str], round_id: str
) -> None:
    a, b = board(run, round_id).groups

    def all_to(session: Session) -> Moved:
        return breakout_seats.move_several(session, round_id, people[:3], b.id, at=NINE)

    move(run, round_id, people[0], a.id)
    assert run(all_to) == Moved(3, "B")
    assert run(all_to) == Moved(0, "B")
    run(lambda s: breakout_seats.unpin_several(s, round_id, people[:3], at=NINE))
    assert not any(card.pinned for card in board(run, round_id).groups[1].cards)
    # somebody without a group is passed over
    assert run(lambda s: breakout_seats.pin_several(s, round_id, people, at=NINE))
    assert sum(card.pinned for card in board(run, round_id).groups[1].cards) == 3
    with pytest.raises(NotFound, match="One of these people is no longer"):
        run(
            lambda s: breakout_seats.move_several(
                s, round_id, (people[0], "stranger"), a.id, at=NINE
            )
        )


def test_strangers_and_foreign_groups_are_refused(
    run: Run, people: list[str], round_id: str
) -> None:
    other = board(run, run(lambda s: add_round(s, day=1))).groups[0]
    a, _ = board(run, round_id).groups
    with pytest.raises(NotFound, match="another round"):
        move(run, round_id, people[0], other.id)
    with pytest.raises(NotFound, match="no longer expected"):
        move(run, round_id, "stranger", a.id)
    with pytest.raises(NotFound, match="group is no longer"):
        move(run, round_id, people[0], "nowhere")


def test_people_kept_together_move_together(
    run: Run, people: list[str], round_id: str
) -> None:
    _, b = board(run, round_id).groups
    for pair in (people[0:2], people[1:3]):
        keep_together(run, pair)
    assert move(run, round_id, people[0], b.id).moves == 3
    assert {group_of(run, round_id, person) for person in people[:3]} == {b.id}
    assert group_of(run, round_id, people[3]) is None


@pytest.mark.parametrize("form", ["apart", "must", "must not"])
def test_a_move_against_a_rule_is_refused_with_the_rule(
    run: Run, people: list[str], round_id: str, form: str
) -> None:
    a, b = board(run, round_id).groups
    move(run, round_id, people[1], b.id)
    who = tuple(people[:2]) if form == "apart" else (people[0],)
    group = {"apart": None, "must": a.id, "must not": b.id}[form]
    rule = run(lambda s: breakout_rules.add_rule(s, form, who, group, at=NINE))
    with pytest.raises(BreakoutError, match=rule.sentence):
        move(run, round_id, people[0], b.id)
    assert move(run, round_id, people[0], a.id).moves == 1


def test_a_must_of_another_round_does_not_matter_here(
    run: Run, people: list[str], round_id: str
) -> None:
    other = board(run, run(lambda s: add_round(s, day=1))).groups[0]
    run(lambda s: breakout_rules.add_rule(s, "must", (people[0],), other.id, at=NINE))
    _, b = board(run, round_id).groups
    assert move(run, round_id, people[0], b.id).moves == 1


def test_two_seats_of_a_file_of_an_earlier_version_become_one(
    run: Run, people: list[str], round_id: str
) -> None:
    a, b = board(run, round_id).groups

    def both(session: Session) -> None:
        session.info["action"] = "test.seats"
        for group in (a, b):
            session.add(
                rows.Seat(
                    id=new_id(NINE),
                    round_id=round_id,
                    group_id=group.id,
                    participant_id=people[0],
                )
            )
            session.flush()

    run(both)
    assert len(list(board(run, round_id).cards())) == len(people)
    assert group_of(run, round_id, people[0]) == newest(run).group_id
    move(run, round_id, people[0], a.id)
    assert (group_of(run, round_id, people[0]), run(live_seats)) == (a.id, 1)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=12))
def test_whatever_is_moved_everybody_is_on_the_board_once(
    run: Run, people: list[str], round_id: str, moves: list[tuple[int, int]]
) -> None:
    groups = [*(group.id for group in board(run, round_id).groups), None]
    for person, group in moves:
        move(run, round_id, people[person], groups[group])
        assert group_of(run, round_id, people[person]) == groups[group]
    cards = list(board(run, round_id).cards())
    assert sorted(card.id for card in cards) == sorted(people)
    seated = sum(len(group.cards) for group in board(run, round_id).groups)
    assert run(live_seats) == seated
