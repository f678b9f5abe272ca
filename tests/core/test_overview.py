from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.overview import (
    Actions,
    Overview,
    Part,
    Share,
    condensed,
    day_shown,
    shares,
)
from nexus_desktop.core.programme import NowAndNext, SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo

INFO = WorkshopInfo(
    "w",
    NewWorkshop(
        title="Workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        time_zone="Asia/Ulaanbaatar",
    ),
    (),
    {},
)
OVERVIEW = Overview(
    workshop=INFO,
    day=date(2014, 11, 5),
    at=datetime(2014, 11, 5, 1, tzinfo=UTC),
    expected=130,
    arrived=90,
    here=80,
    came=85,
    unexpected=1,
    bins=(),
    countries=(),
    categories=(),
    genders=(),
    sessions=(),
    absent=(),
    inside={},
    objectives=(),
    notes=0,
    actions=Actions(),
)


def test_who_is_missing_and_whether_it_is_today() -> None:
    assert OVERVIEW.missing == 40
    assert OVERVIEW.is_today
    assert not replace(OVERVIEW, day=date(2014, 11, 6)).is_today


def session(minutes: int) -> SessionInfo:
    starts = OVERVIEW.at + timedelta(minutes=minutes)
    ends = starts + timedelta(hours=1)
    return SessionInfo(id=f"{minutes}", title="T", starts_at=starts, ends_at=ends)


def part(minutes: int, person: str = "Ana", what: str = "speaker") -> Part:
    return Part(session(minutes), what, "", person, person, "")


@pytest.mark.parametrize(
    ("minutes", "is_missed"), [(-16, False), (-14, True), (60, True), (61, False)]
)
def test_who_has_a_part_is_looked_for_an_hour_before_until_it_is_late(
    minutes: int, *, is_missed: bool
) -> None:
    assert bool(replace(OVERVIEW, absent=(part(minutes),)).missed) is is_missed


def test_everybody_is_looked_for_once_for_what_comes_first() -> None:
    chair = part(10, what="chair")
    seen = replace(OVERVIEW, absent=(part(40), chair, part(20, "Bat")))
    assert seen.missed == (chair, part(20, "Bat"))


def test_a_later_time_tells_what_is_on_then() -> None:
    first, second = session(0), session(60)
    seen = replace(OVERVIEW, sessions=(first, second))
    assert not OVERVIEW.has_programme
    assert seen.has_programme
    assert seen.programme == NowAndNext((first,), (second,))
    later = replace(seen, at=second.starts_at)
    assert later.programme == NowAndNext((second,), ())


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2014, 11, 1, tzinfo=UTC), date(2014, 11, 5)),
        (datetime(2014, 11, 5, 15, 59, tzinfo=UTC), date(2014, 11, 5)),
        (datetime(2014, 11, 5, 16, tzinfo=UTC), date(2014, 11, 6)),
        (datetime(2015, 1, 1, tzinfo=UTC), date(2014, 11, 7)),
    ],
)
def test_the_day_shown_is_today_or_the_nearest(at: datetime, day: date) -> None:
    assert day_shown(INFO, at) == day


def test_shares_come_largest_first_and_unknown_last() -> None:
    people = [("MN", True), ("", True), ("", False), ("", True), ("MN", False)]
    assert shares([*people, ("VN", True), ("IN", False)]) == (
        Share("MN", 2, 1),
        Share("IN", 1, 0),
        Share("VN", 1, 1),
        Share("", 3, 2),
    )


def test_what_does_not_fit_becomes_one_share() -> None:
    found = tuple(Share(name, 3, 1) for name in "ABCD")
    assert condensed(found, 4, "{0} others") == found
    assert condensed(found, 3, "{0} others") == (
        *found[:2],
        Share("2 others", 6, 2),
    )


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.booleans())),
    st.integers(1, 6),
)
def test_nobody_is_lost_in_shares(people: list[tuple[str, bool]], most: int) -> None:
    found = condensed(shares(people), most, "{0} others")
    assert len(found) <= most
    assert sum(share.expected for share in found) == len(people)
    assert sum(share.arrived for share in found) == sum(came for _, came in people)
