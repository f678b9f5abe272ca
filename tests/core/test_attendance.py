from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.attendance import (
    Move,
    Stay,
    first_in,
    in_the_house,
    is_left_by_moving,
    kept,
    since_moving,
    stays,
)

NINE = datetime(2014, 11, 5, 1, tzinfo=UTC)
DESKS = frozenset({"desk", "gate"})
ROOMS = ("hall", "room 1", "room 2")

steps = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Bat"]),
        st.sampled_from([*sorted(DESKS), *ROOMS]),
        st.sampled_from(["in", "in", "out"]),
    ),
    max_size=30,
)


class Told(NamedTuple):
    """A move, with names for its parts."""

    at: str
    scan_id: str
    participant_id: str
    checkpoint_id: str
    direction: str


def minute(number: int) -> datetime:
    return NINE + timedelta(minutes=number)


def moves(taken: Sequence[tuple[str, str, str]]) -> list[Move]:
    return [
        (kept(minute(n)), str(n), who, where, way)
        for n, (who, where, way) in enumerate(taken)
    ]


@settings(max_examples=150)
@given(steps)
def test_nobody_is_in_two_rooms(taken: list[tuple[str, str, str]]) -> None:
    found = stays(moves(taken), ROOMS)
    rooms = Counter(s.participant_id for s in found if s.checkpoint_id not in DESKS)
    assert all(number == 1 for number in rooms.values())
    assert len(found) == len({(s.participant_id, s.checkpoint_id) for s in found})


@settings(max_examples=150)
@given(steps)
def test_everybody_is_where_they_were_let_in_last(
    taken: list[tuple[str, str, str]],
) -> None:
    found = moves(taken)
    for stay in stays(found, ROOMS):
        mine = [
            each
            for each in map(Told._make, found)
            if each.participant_id == stay.participant_id
            and (each.checkpoint_id in DESKS) == (stay.checkpoint_id in DESKS)
        ]
        since = [each for each in mine if each.at >= kept(stay.since)]
        assert since[0].direction == "in"
        if stay.checkpoint_id in DESKS:
            since = [e for e in since if e.checkpoint_id == stay.checkpoint_id]
        else:  # an "out" of a room they had left already moves nobody
            since = [
                e
                for e in since
                if e.direction == "in" or e.checkpoint_id == stay.checkpoint_id
            ]
        assert {(e.checkpoint_id, e.direction) for e in since} == {
            (stay.checkpoint_id, "in")
        }


@dataclass(frozen=True)
class Seen:
    """A step as a desk at one room sees it."""

    is_here: bool
    direction: str


@settings(max_examples=150)
@given(steps, st.sampled_from(ROOMS))
def test_the_desk_of_a_room_agrees_on_who_is_inside(
    taken: list[tuple[str, str, str]], room: str
) -> None:
    found = moves(taken)
    inside = {s.participant_id for s in stays(found, ROOMS) if s.checkpoint_id == room}
    for who in ("Ana", "Bat"):
        mine = [
            Seen(each.checkpoint_id == room, each.direction)
            for each in map(Told._make, found)
            if each.participant_id == who
            and each.checkpoint_id not in DESKS
            and (each.checkpoint_id == room or each.direction == "in")
        ]
        left = since_moving(mine)
        assert (bool(left) and left[-1].direction == "in") == (who in inside)


def test_moving_on_leaves_a_room_but_not_the_house() -> None:
    taken = [("Ana", "desk", "in"), ("Ana", "room 1", "in"), ("Ana", "room 2", "in")]
    found = moves(taken)
    assert stays(found, ROOMS) == (
        Stay("Ana", "desk", NINE),
        Stay("Ana", "room 2", minute(2)),
    )
    assert in_the_house(found, ROOMS) == {"Ana"}
    gone = moves([*taken, ("Ana", "room 2", "out")])
    assert [s.checkpoint_id for s in stays(gone, ROOMS)] == ["desk"]
    assert in_the_house(gone, ROOMS) == {"Ana"}
    home = moves([*taken, ("Ana", "desk", "out")])
    assert in_the_house(home, ROOMS) == frozenset()


def test_a_second_check_in_does_not_begin_a_new_stay() -> None:
    found = moves([("Ana", "room 1", "in"), ("Ana", "room 1", "in")])
    assert [stay.since for stay in stays(found, ROOMS)] == [NINE]
    assert first_in([*found[:1], *moves([("Ana", "room 2", "out")])]) == {
        "Ana": kept(NINE)
    }


def test_a_meal_that_was_had_stays_so() -> None:
    assert is_left_by_moving("session", "once")
    assert is_left_by_moving("visit", "in and out")
    assert not is_left_by_moving("meal", "once")
    assert not is_left_by_moving("registration", "in and out")
