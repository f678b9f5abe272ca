from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.arrivals import Tally, has_a_part
from tests.conftest import NINE

ZONE = ZoneInfo("Asia/Ulaanbaatar")
PEOPLE = st.sampled_from("abcd")
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("expect"), PEOPLE, st.booleans()),
        st.tuples(st.just("forget"), PEOPLE, st.just(0)),
        st.tuples(st.just("came"), PEOPLE, st.integers(0, 40)),
        st.tuples(st.just("undone"), st.just(""), st.integers(0, 12)),
    ),
    max_size=40,
)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


@dataclass
class Slow:
    """Counts everything anew each time."""

    expected: dict[str, bool] = field(default_factory=dict)
    scans: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def first(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for person, minutes in self.scans.values():
            found[person] = min(minutes, found.get(person, minutes))
        return found


def change(tally: Tally, slow: Slow, number: int, made: tuple[str, str, int]) -> None:
    what, person, value = made
    if what == "expect":
        tally.expect(person, has_part=bool(value))
        slow.expected[person] = bool(value)
    elif what == "forget":
        tally.forget(person)
        slow.expected.pop(person, None)
    elif what == "came":
        tally.came(str(number), person, at(value))
        slow.scans[str(number)] = person, value
    elif value < number:
        tally.undone(str(value))
        slow.scans.pop(str(value), None)


@given(CHANGES)
def test_counting_on_is_counting_all(changes: list[tuple[str, str, int]]) -> None:
    tally, slow = Tally(), Slow()
    for number, made in enumerate(changes):
        change(tally, slow, number, made)
    counts, first = tally.counts(ZONE), slow.first
    missing = slow.expected.keys() - first.keys()
    assert counts.expected == len(slow.expected)
    assert counts.missing == len(missing)
    assert counts.unexpected == len(first.keys() - slow.expected.keys())
    assert counts.speakers_missing == sum(slow.expected[one] for one in missing)
    assert [tally.is_awaited(one) for one in "abcd"] == [o in missing for o in "abcd"]
    bins = [minutes // 5 for minutes in first.values()]
    wanted = [bins.count(n) for n in range(min(bins), max(bins) + 1)] if bins else []
    assert [one.count for one in counts.bins] == wanted


def test_a_scan_that_was_undone_before_it_is_known_never_counts() -> None:
    tally = Tally()
    tally.undone("s")
    tally.came("s", "a", NINE)
    tally.came("t", "a", NINE)
    tally.came("t", "a", NINE)
    assert tally.counts(ZONE).unexpected == 1
    assert f"{tally.counts(ZONE).bins[0].begins:%H:%M}" == "09:00"


def test_who_came_twice_is_in_until_both_scans_are_undone() -> None:
    tally = Tally()
    tally.came("s", "a", NINE)
    tally.came("t", "a", NINE + timedelta(minutes=10))
    tally.undone("s")
    (later,) = tally.counts(ZONE).bins
    assert (f"{later.begins:%H:%M}", later.count) == ("09:10", 1)
    tally.undone("t")
    assert tally.counts(ZONE).bins == ()


def test_speakers_and_their_like_have_a_part() -> None:
    assert has_a_part("Keynote Speaker")
    assert not has_a_part("Participant")
