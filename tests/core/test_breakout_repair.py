"""Who is missing and new in words, and moves sorted into exchanges."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.breakout_repair import (
    Change,
    Repaired,
    Someone,
    Turnout,
    exchanges,
    is_watched,
)

TEN = datetime(2014, 11, 5, 10, 0, tzinfo=UTC)


def moving(way: str, number: int = 0) -> Change:
    """Return a move as "AB", "-B" for somebody new."""
    return Change(Someone(f"p{number}", "P"), way[0].strip("-"), way[1])


def some(count: int) -> tuple[Someone, ...]:
    return tuple(Someone(f"p{n}", f"Person {n}") for n in range(count))


def test_who_is_missing_and_new_is_counted() -> None:
    assert Turnout("r1", 1, some(9), some(5)).told == "9 missing, 5 new"
    assert Turnout("r1", 1, new=some(1)).told == "1 new"
    assert not Turnout("r1", 1).is_needed
    assert Turnout("r1", 1, missing=some(1)).is_needed


def test_check_ins_count_from_shortly_before_a_round_to_its_end() -> None:
    ends = TEN + timedelta(hours=2)
    minutes = {-91: False, -90: True, 0: True, 119: True, 120: False}
    for later, wanted in minutes.items():
        assert is_watched(TEN, ends, TEN + timedelta(minutes=later)) is wanted


def test_what_a_repair_changed_is_one_sentence() -> None:
    names = ("A to B", "C to D", "E to F", "G to H", "I to J")
    told = Repaired(2, names, names[:2], 9, published=True).told
    assert told == (
        "Round 2 is published anew: 9 taken out, 2 seated (A to B, C to D), "
        "5 moved (A to B, C to D, E to F and 2 more)."
    )
    assert Repaired(1).told == "Round 1 is mended: nothing changed."


def test_people_who_change_places_are_one_exchange() -> None:
    ways = ["-A", "AB", "BC", "CA", "XY", "YX", "AX"]
    changes = [moving(way, n) for n, way in enumerate(ways)]
    found = [
        "".join(c.origin + c.target + " " for c in each) for each in exchanges(changes)
    ]
    assert found == ["XY YX ", "AB BC CA ", "AX ", "A "]


@given(st.lists(st.sampled_from([a + b for a in "-ABCD" for b in "ABCD" if a != b])))
def test_every_move_is_in_one_exchange(ways: list[str]) -> None:
    changes = [moving(way, n) for n, way in enumerate(ways)]
    found = exchanges(changes)
    assert sorted(c.person.id for each in found for c in each) == sorted(
        c.person.id for c in changes
    )
    for each in found:
        if len(each) > 1:
            assert sorted(c.origin for c in each) == sorted(c.target for c in each)
