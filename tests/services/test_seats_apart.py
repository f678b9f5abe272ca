"""Who sits where when laptops seat people and do not know of each other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import (
    apart,
    breakout_plans,
    breakout_seats,
    breakouts,
    conflicts,
    history,
    people_merging,
    people_substituting,
)
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.solver.plan import Bound, Cost, Plan
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE
from tests.services.breakout_world import add_people, add_round
from tests.store.test_merging import Laptops, entries_of, laptops

MINUTE = timedelta(minutes=1)


class Room(NamedTuple):
    """Laptops that know of one round with three groups, and of six people."""

    laptops: Laptops
    round_id: str
    groups: tuple[str, ...]
    people: list[str]

    def move(
        self, on: Database, person: int, group: int | None, after: timedelta = MINUTE
    ) -> None:
        where = None if group is None else self.groups[group]
        who, at = self.people[person], NINE + after
        on.run(
            lambda s: breakout_seats.move(s, self.round_id, who, where, at=at), at=at
        )

    def where(self, on: Database, person: int) -> int | None:
        """Return in which group somebody sits, as every screen reads it."""
        seats = on.run(lambda s: reading.seats(s, [self.round_id]), at=NINE)[0]
        seat = seats[self.round_id].get(self.people[person])
        return None if seat is None else self.groups.index(seat.group_id)

    def seats(self, on: Database) -> list[rows.Seat]:
        return on.run(lambda s: s.query(rows.Seat).all(), at=NINE)[0]

    def conflicts(self, on: Database) -> list[Conflict]:
        found = on.run(conflicts.conflicts, at=NINE)[0]
        return [one for one in found if one.present != one.other]


def made_of(some: Laptops) -> Room:
    first = some.all[0]
    people = first.run(lambda s: add_people(s, 6), at=NINE)[0]
    round_id = first.run(lambda s: add_round(s, groups=3), at=NINE)[0]
    board = first.run(lambda s: breakouts.board(s, round_id), at=NINE)[0]
    some.settle()
    return Room(some, round_id, tuple(one.id for one in board.groups), people)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with laptops(tmp_path, 2) as two:
        yield made_of(two)


def test_two_laptops_that_seat_one_person_apart_have_written_one_seat(
    room: Room,
) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0, MINUTE)
    room.move(other, 0, 1, 2 * MINUTE)
    room.laptops.meet()
    assert [len(room.seats(on)) for on in room.laptops.two] == [1, 1]
    assert [room.where(on, 0) for on in room.laptops.two] == [1, 1]
    (found,) = room.conflicts(one)
    assert (found.kind, found.field) == ("seat", "group_id")
    assert (found.present, found.present_by) == (room.groups[1], "Desk 1")
    assert (found.other, found.other_by) == (room.groups[0], "Desk 0")


def test_settling_where_somebody_sits_moves_them_on_all_laptops(room: Room) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0, MINUTE)
    room.move(other, 0, 1, 2 * MINUTE)
    room.laptops.meet()
    (found,) = room.conflicts(other)
    other.run(lambda s: conflicts.settle(s, found, swap=True, at=NINE), at=NINE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [0, 0]
    assert room.conflicts(one) == []


def test_taking_somebody_out_here_and_moving_them_there_is_seen(room: Room) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0)
    room.laptops.meet()
    room.move(one, 0, 1, 2 * MINUTE)
    room.move(other, 0, None, 3 * MINUTE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [None, None]
    (found,) = room.conflicts(one)
    assert (found.present, found.other) == ("", room.groups[1])
    one.run(lambda s: conflicts.settle(s, found, swap=True, at=NINE), at=NINE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [1, 1]


def test_who_was_taken_out_and_is_seated_again_has_the_seat_of_before(
    room: Room,
) -> None:
    one, _ = room.laptops.two
    room.move(one, 0, 0)
    room.move(one, 0, None)
    assert room.where(one, 0) is None
    one.run(lambda s: breakout_plans.adopt(s, solved(room, {0: 2}), at=NINE), at=NINE)
    (seat,) = room.seats(one)
    assert (seat.group_id, seat.pinned) == (room.groups[2], False)


def test_undoing_a_seat_that_nobody_touched_since_makes_it_vacant(room: Room) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0)
    one.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    assert room.where(one, 0) is None
    room.move(one, 0, 2)
    room.laptops.meet()
    assert room.where(other, 0) == 2
    one.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [None, None]


def test_a_seat_that_another_laptop_gave_too_is_not_undone_unseen(room: Room) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0, MINUTE)
    room.move(other, 0, 1, 2 * MINUTE)
    room.laptops.meet()
    for on in room.laptops.two:
        with pytest.raises(NothingToUndo):
            on.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    assert room.where(one, 0) == 1


def test_a_plan_travels_in_one_entry_so_that_it_arrives_whole_or_not_at_all(
    room: Room,
) -> None:
    one, other = room.laptops.two
    before = len(entries_of(one))
    plan = solved(room, {0: 0, 1: 0, 2: 1, 3: 1, 4: 2, 5: 2})
    one.run(lambda s: breakout_plans.adopt(s, plan, at=NINE), at=NINE)
    assert len(entries_of(one)) == before + 1
    last = max(entries_of(one), key=lambda entry: entry.hlc)
    assert last.action == "plan.adopt"
    room.laptops.give(one, other, lambda some: [e for e in some if e.hash != last.hash])
    assert [room.where(other, n) for n in range(6)] == [None] * 6
    room.laptops.meet()
    assert [room.where(other, n) for n in range(6)] == [0, 0, 1, 1, 2, 2]


def test_a_seat_of_a_file_of_an_earlier_version_is_moved_and_not_doubled(
    room: Room,
) -> None:
    one, other = room.laptops.two

    def earlier(session: Session) -> None:
        session.info["action"] = "test.earlier"
        for number, group in enumerate(room.groups[:2]):
            session.add(
                rows.Seat(
                    id=f"01497d77-2200-7000-8000-00000000000{number}",
                    round_id=room.round_id,
                    group_id=group,
                    participant_id=room.people[0],
                )
            )

    one.run(earlier, at=NINE)
    room.laptops.meet()
    assert room.where(one, 0) == 1
    room.move(one, 0, 0, MINUTE)
    room.move(other, 0, 2, 2 * MINUTE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [2, 2]
    assert sum(bool(seat.group_id) for seat in room.seats(one)) == 1
    assert len(room.conflicts(one)) == 1


def test_who_comes_back_after_another_took_their_seat_gets_one_of_their_own(
    room: Room,
) -> None:
    one, other = room.laptops.two
    room.move(one, 0, 0)
    fields = PersonFields(printed_name="Zoya New")

    def substitute(session: Session) -> str | None:
        answer = people_substituting.substitute(
            session, room.people[0], fields, at=NINE, confirmed=True
        )
        assert answer.person is not None
        return answer.person.id

    new = one.run(substitute, at=NINE)[0]

    def expect_again(session: Session) -> None:
        session.info["action"] = "participant.restore"
        session.get_one(rows.Participant, room.people[0]).status = "expected"

    one.run(expect_again, at=NINE)
    room.laptops.meet()
    room.move(one, 0, 1, 2 * MINUTE)
    room.move(other, 0, 2, 3 * MINUTE)
    room.laptops.meet()
    seats = {s.participant_id: s.group_id for s in room.seats(one)}
    assert seats == {new: room.groups[0], room.people[0]: room.groups[2]}
    assert len(room.conflicts(other)) == 1


def test_who_was_merged_leaves_no_second_seat_and_gets_it_back(room: Room) -> None:
    one, other = room.laptops.two
    kept, gone = room.people[:2]
    room.move(one, 0, 0)
    room.move(one, 1, 1)
    room.laptops.meet()
    one.run(lambda s: people_merging.merge(s, kept, gone, at=NINE), at=NINE)
    room.laptops.meet()
    assert [room.where(on, 1) for on in room.laptops.two] == [None, None]
    assert room.where(other, 0) == 0
    other.run(lambda s: people_merging.separate(s, gone, at=NINE), at=NINE)
    room.laptops.meet()
    assert [room.where(on, 1) for on in room.laptops.two] == [1, 1]


def test_a_merge_here_and_a_move_there_leave_two_places_and_say_so(room: Room) -> None:
    one, other = room.laptops.two
    kept, gone = room.people[:2]
    room.move(one, 1, 1)
    room.laptops.meet()
    one.run(lambda s: people_merging.merge(s, kept, gone, at=NINE), at=NINE)
    room.move(other, 0, 2)
    room.laptops.meet()
    place = room.where(one, 0)
    assert room.where(other, 0) == place
    (flag,) = other.run(apart.flags, at=NINE)[0]
    assert flag.text.startswith("Person 0000 was given places in groups ")
    assert f"by two laptops; {'ABC'[place or 0]} counts." in flag.text
    room.move(one, 0, 0, 5 * MINUTE)
    room.laptops.meet()
    assert [room.where(on, 0) for on in room.laptops.two] == [0, 0]
    assert other.run(apart.flags, at=NINE)[0] == []


def test_a_person_who_was_taken_out_of_a_group_can_be_taken_back_as_a_whole(
    room: Room,
) -> None:
    one, _ = room.laptops.two
    room.move(one, 0, 0)
    room.move(one, 0, None)
    one.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    assert room.where(one, 0) == 0


def test_a_group_over_its_size_counts_each_person_once(room: Room) -> None:
    one, other = room.laptops.two

    def small(session: Session) -> None:
        session.info["action"] = "group.edit"
        session.get_one(rows.Group, room.groups[0]).seats_max = 1

    one.run(small, at=NINE)
    room.laptops.meet()
    room.move(one, 0, 0)
    room.move(other, 0, 0)
    room.move(other, 1, 2)
    room.laptops.meet()
    assert one.run(apart.flags, at=NINE)[0] == []
    room.move(one, 2, 0)
    room.laptops.meet()
    (flag,) = other.run(apart.flags, at=NINE)[0]
    assert flag.text.startswith("2 people sit in group A of round 1")


def solved(room: Room, seats: dict[int, int]) -> Plan:
    where = {room.people[one]: room.groups[group] for one, group in seats.items()}
    return Plan(
        {room.round_id: where}, Cost(3.0), Bound(2.0), optimal=False, seconds=0, seed=1
    )


_MOVE = st.tuples(
    st.integers(0, 2), st.integers(0, 1), st.sampled_from((None, 0, 1, 2))
)
_MEETING = st.tuples(st.integers(0, 2), st.integers(0, 2))


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(_MOVE, _MEETING), max_size=10))
def test_whatever_laptops_do_apart_each_person_sits_once_and_all_say_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    done: list[tuple[tuple[int, int, int | None], tuple[int, int]]],
) -> None:
    with laptops(tmp_path_factory.mktemp("seats"), 3) as three:
        room = made_of(three)
        for number, ((one, person, group), (giver, taker)) in enumerate(done):
            room.move(three.all[one], person, group, number * MINUTE)
            three.give(three.all[giver], three.all[taker])
        room.laptops.meet()
        moved = {person for (_, person, _), _ in done}
        assert len(room.seats(three.all[0])) <= len(moved)
        for person in moved:
            assert len({room.where(on, person) for on in three.all}) == 1
